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

// 4.1: delete says whether the key existed
export const one = inside(async (storage) => {
  await storage.put("a", 1);
  assert.deepStrictEqual([await storage.delete("a"), await storage.delete("a")], [true, false]);
  assert.strictEqual(await storage.get("a"), undefined);
});

// 4.1: delete of several keys counts those that existed, each once
export const several = inside(async (storage) => {
  await storage.put({ a: 1, b: 2, c: 3 });
  assert.strictEqual(await storage.delete(["a", "b", "a", "nope"]), 2);
  assert.strictEqual(await storage.delete([]), 0);
  assert.deepStrictEqual([...(await storage.list()).keys()], ["c"]);
});

// 4.1: delete() needs a key, and unlike its neighbours throws
export const withoutKey = inside((storage) => {
  assert.throws(() => storage.delete(), {
    name: "TypeError",
    message: "Failed to execute 'delete' on 'DurableObjectStorage': parameter 1 is not of type 'string or Array'.",
  });
});

// 4.1: delete takes allowConcurrency, allowUnconfirmed and noCache
export const options = inside(async (storage) => {
  await storage.put("a", 1);
  assert.strictEqual(await storage.delete("a", { allowConcurrency: true, allowUnconfirmed: true, noCache: true }), true);
});

// 4.1: deleteAll resolves to undefined and leaves nothing
export const all = inside(async (storage) => {
  await storage.put({ a: 1, b: 2 });
  assert.strictEqual(await storage.deleteAll(), undefined);
  assert.strictEqual((await storage.list()).size, 0);
  await storage.put("c", 3);
  assert.deepStrictEqual([...(await storage.list())], [["c", 3]]);
});

// 4.1: deleteAll drops tables and indexes
export const allTables = inside(async (storage) => {
  storage.sql.exec("create table t (a); create index i on t (a); insert into t values (1)");
  await storage.put("a", 1);
  await storage.deleteAll();
  const names = storage.sql.exec("select name from sqlite_master").toArray().map((row) => row.name);
  assert.deepStrictEqual(names.filter((name) => !name.startsWith("_cf_")), []);
  storage.sql.exec("create table t (b)");
});

// 4.1: deleteAll deletes the alarm from 2026-02-24 on
export const allAlarm = inside(async (storage) => {
  await storage.setAlarm(Date.now() + 100000);
  await storage.deleteAll();
  assert.strictEqual(await storage.getAlarm(), null);
});

// 4.1: deleteAll within a transaction is refused
export const allInTransaction = inside(async (storage) => {
  await storage.put("a", 1);
  const refusal = { name: "Error", message: "Cannot call deleteAll() within a transaction" };
  await storage.transaction(async (txn) => {
    await assert.rejects(async () => txn.deleteAll(), refusal);
    await assert.rejects(async () => storage.deleteAll(), refusal);
  });
  assert.strictEqual(await storage.get("a"), 1);
});

// 4.1: deleteAll takes options
export const allOptions = inside(async (storage) => {
  await storage.put("a", 1);
  await storage.deleteAll({ allowConcurrency: true, allowUnconfirmed: true, noCache: true });
  assert.strictEqual(await storage.get("a"), undefined);
});

// 4.1: unawaited operations take effect in their order
export const order = inside(async (storage) => {
  storage.put("a", 1);
  const all = storage.deleteAll();
  storage.put("b", 2);
  await all;
  assert.deepStrictEqual([...(await storage.list())], [["b", 2]]);
});
