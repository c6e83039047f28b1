import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let body;

export class Store extends DurableObject {
  run() {
    const { storage } = this.ctx;
    return body(storage.sql, storage, this.ctx);
  }
}

// inside makes a test of what runs in an object of its own.
const inside = (f) => ({
  async test(controller, env) {
    body = f;
    await env.Store.get(env.Store.newUniqueId()).run();
  },
});

const fails = (f, message, name = "Error") => assert.throws(f, { name, message });

// 5.9: sql is there and refuses
export const sqlRefuses = inside((sql) => {
  const message = "SQL is not enabled for this Durable Object class. To enable it, change `new_classes` to `new_sqlite_classes` within the 'migrations' field in your wrangler.jsonc or wrangler.toml file. If using workerd directly,set `enableSql = true` in your workerd config for the class. Note that this change cannot be made after the class is already deployed to production.";
  fails(() => sql.exec("SELECT 1"), message);
  fails(() => sql.databaseSize, message);
});

// 5.9: kv is there and refuses
export const kvRefuses = inside((sql, { kv }) => {
  const message = "The storage.kv (synchronous KV) API is only available for SQLite-backed Durable Objects, but this object's namespace is not declared to use SQLite. You can use the older, asyncronous interface via methods of `storage` itself (e.g. `storage.get()`). Alternatively, to enable SQLite, change `new_classes` to `new_sqlite_classes` within the 'migrations' field in your wrangler.jsonc or wrangler.toml file. If using workerd directly, set `enableSql = true` in your workerd config for the class. Note that this change cannot be made after the class is already deployed to production.";
  for (const f of [() => kv.get("a"), () => kv.put("a", 1), () => kv.delete("a"), () => kv.list()]) fails(f, message);
});

// 5.9: transactionSync works
export const transactionSync = inside(async (sql, storage) => {
  storage.transactionSync(() => { storage.put("a", 1); });
  assert.throws(() => storage.transactionSync(() => { storage.put("a", 2); throw new Error("no"); }), /no/);
  assert.strictEqual(await storage.get("a"), 1);
});
