import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";
import assert from "node:assert";

export class Store extends DurableObject {
  put(stub) {
    return this.ctx.storage.put("stub", stub);
  }
  async call() {
    return await (await this.ctx.storage.get("stub")).hi();
  }
}

export class Entry extends WorkerEntrypoint {
  hi() {
    return this.ctx.props;
  }
}

// 12: allow_irrevocable_stub_storage: a stub of an own entrypoint can be stored with its props, and called when it is read
export const loopback = {
  async test(controller, env, ctx) {
    const stub = env.Store.getByName("loopback");
    await stub.put(ctx.exports.Entry({ props: { a: 1 } }));
    assert.deepStrictEqual(await stub.call(), { a: 1 });
  },
};

// 12: allow_irrevocable_stub_storage: a stub of an object cannot be
export const object = {
  async test(controller, env) {
    await assert.rejects(env.Store.getByName("object").put(env.Store.getByName("other")), { name: "DataCloneError" });
  },
};
