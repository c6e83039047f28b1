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

// 4.1: the methods of storage are on its prototype
export const members = inside(async (storage) => {
  const names = Object.getOwnPropertyNames(Object.getPrototypeOf(storage)).sort();
  assert.deepStrictEqual(names, [
    "constructor", "delete", "deleteAlarm", "deleteAll", "get", "getAlarm", "getBookmarkForTime", "getCurrentBookmark",
    "list", "onNextSessionRestoreBookmark", "put", "setAlarm", "sync", "transaction", "transactionSync",
  ]);
});

// 4.1: sql and kv are properties of its own
export const own = inside(async (storage) => {
  assert.deepStrictEqual(Object.keys(storage).sort(), ["kv", "sql"]);
  assert.strictEqual(storage.sql, storage.sql);
  assert.strictEqual(storage.kv, storage.kv);
});

// 4.1: storage has its class name and cannot be constructed
export const tag = inside(async (storage) => {
  assert.strictEqual(String(storage), "[object DurableObjectStorage]");
  assert.strictEqual(storage.constructor.name, "DurableObjectStorage");
  assert.throws(() => new storage.constructor(), { name: "TypeError", message: "Illegal constructor" });
});

// 4.1: sync resolves to undefined
export const sync = inside(async (storage) => {
  storage.put("a", 1);
  assert.strictEqual(await storage.sync(), undefined);
  assert.strictEqual(await storage.get("a"), 1);
});

// 4.1: storage is the same object each time
export const same = inside(async (storage, ctx) => {
  assert.strictEqual(ctx.storage, storage);
});
