import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let body;

export class Store extends DurableObject {
  run() {
    return body(this.ctx.storage, this.ctx);
  }
  alarm() {}
}

// inside makes a test of what runs in an object of its own.
const inside = (f) => ({
  async test(controller, env) {
    body = f;
    await env.Store.get(env.Store.newUniqueId()).run();
  },
});

// 4.5: puts that nobody awaits are seen at once
export const seen = inside(async (storage) => {
  for (let i = 0; i < 5; i++) {
    storage.put("k" + i, i);
  }
  assert.strictEqual((await storage.list()).size, 5);
});

// 4.5: KV, SQL and the alarm are one batch that abort discards whole
export const discarded = {
  async test(controller, env) {
    const id = env.Store.idFromName("discarded");
    body = async (storage) => {
      storage.sql.exec("create table t (a)");
      await storage.put("before", 1);
      await storage.sync();
    };
    await env.Store.get(id).run();
    body = async (storage, ctx) => {
      storage.sql.exec("insert into t values (1)");
      await storage.put("a", 1);
      await storage.setAlarm(Date.now() + 100000);
      storage.kv.put("b", 2);
      ctx.abort("enough");
    };
    await assert.rejects(env.Store.get(id).run(), { message: "enough" });
    body = async (storage) => [
      [...(await storage.list()).keys()], storage.sql.exec("select count(*) as n from t").one().n, await storage.getAlarm(),
    ];
    assert.deepStrictEqual(await env.Store.get(id).run(), [["before"], 0, null]);
  },
};

// 4.5: awaiting a put does not end the batch, sync does
export const awaited = {
  async test(controller, env) {
    const id = env.Store.idFromName("awaited");
    body = async (storage, ctx) => {
      await storage.put("durable", 1);
      await storage.sync();
      await storage.put("x", 1);
      storage.put("y", 1);
      ctx.abort();
    };
    await assert.rejects(env.Store.get(id).run());
    body = async (storage) => [...(await storage.list()).keys()];
    assert.deepStrictEqual(await env.Store.get(id).run(), ["durable"]);
  },
};

// 4.5: a real wait ends the batch
export const waited = {
  async test(controller, env) {
    const id = env.Store.idFromName("waited");
    body = async (storage, ctx) => {
      storage.put("x", 1);
      await scheduler.wait(20);
      storage.put("y", 1);
      ctx.abort();
    };
    await assert.rejects(env.Store.get(id).run());
    body = async (storage) => [...(await storage.list()).keys()];
    assert.deepStrictEqual(await env.Store.get(id).run(), ["x"]);
  },
};

// 4.5: a value that cannot be stored leaves the rest of the batch
export const refusedEntry = inside(async (storage) => {
  storage.put("a", 1);
  await assert.rejects(storage.put({ b: 1, c: () => {} }), { name: "DataCloneError" });
  assert.deepStrictEqual([...(await storage.list())], [["a", 1]]);
});
