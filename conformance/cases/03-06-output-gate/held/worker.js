import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let construct;
let body;
let instances = 0;

export class Thing extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    this.number = ++instances;
    construct?.(ctx, this);
  }
  run(...args) {
    return body(this.ctx, this, ...args);
  }
  count() {
    return this.number;
  }
  fetch(request) {
    return body(this.ctx, this, request);
  }
}

// fresh is an object of its own; the last bodies are forgotten.
const fresh = (env) => {
  construct = body = undefined;
  return env.Thing.get(env.Thing.newUniqueId());
};

// 3.6: an exception does not undo what was written before it
export const exceptionKeeps = {
  async test(controller, env) {
    const stub = fresh(env);
    body = async ({ storage }) => {
      storage.put("a", 1);
      throw new Error("after the put");
    };
    await assert.rejects(stub.run(), { message: "after the put" });
    body = ({ storage }) => storage.get("a");
    assert.strictEqual(await stub.run(), 1);
  },
};

// 3.6: what an object sends after a write that is never committed is not sent
export const unsent = {
  async test(controller, env) {
    const stub = fresh(env);
    const seen = [];
    body = async (ctx, self, kind) => {
      if (kind === "receive") {
        seen.push("received");
        return;
      }
      ctx.storage.put("a", 1);
      self.env.Thing.getByName("unsent").run("receive").catch(() => {});
      ctx.abort("before the commit");
    };
    await assert.rejects(stub.run("send"), { message: "before the commit" });
    await scheduler.wait(30);
    assert.deepStrictEqual(seen, []);
  },
};

// 3.6: sync resolves when what was written is durable
export const sync = {
  async test(controller, env) {
    const stub = fresh(env);
    body = async (ctx) => {
      ctx.storage.put("a", 1);
      await ctx.storage.sync();
      ctx.abort();
    };
    await assert.rejects(stub.run());
    body = ({ storage }) => storage.get("a");
    assert.strictEqual(await env.Thing.get(stub.id).run(), 1);
  },
};

// 3.6: an unconfirmed write is written as well
export const unconfirmed = {
  async test(controller, env) {
    const stub = fresh(env);
    body = ({ storage }) => storage.put("a", 1, { allowUnconfirmed: true });
    await stub.run();
    body = async (ctx) => {
      await ctx.storage.sync();
      ctx.abort();
    };
    await assert.rejects(stub.run());
    body = ({ storage }) => storage.get("a");
    assert.strictEqual(await env.Thing.get(stub.id).run(), 1);
  },
};

// 3.6: a caller that has its answer finds what was written
export const answered = {
  async test(controller, env) {
    const stub = fresh(env);
    body = ({ storage }) => void storage.put("a", 1);
    await stub.run();
    body = (ctx) => ctx.abort();
    await assert.rejects(stub.run());
    body = ({ storage }) => storage.get("a");
    assert.strictEqual(await env.Thing.get(stub.id).run(), 1);
  },
};
