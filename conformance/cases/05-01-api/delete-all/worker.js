import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let body;

export class Store extends DurableObject {
  run() {
    const { storage } = this.ctx;
    return body(storage.sql, storage, this.ctx);
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

const names = (sql) => sql.exec("SELECT name FROM sqlite_schema WHERE name NOT LIKE '%autoindex%' ORDER BY name").toArray().map((r) => r.name);

// 4.1: deleteAll leaves no table, those that SQLite and the runtime make included
export const tables = inside(async (sql, storage) => {
  sql.exec("CREATE TABLE q (a INTEGER PRIMARY KEY AUTOINCREMENT, b)");
  sql.exec("INSERT INTO q (b) VALUES (1), (2)");
  await storage.put("key", 1);
  await storage.setAlarm(Date.now() + 1e6);
  await storage.deleteAll();
  assert.deepStrictEqual(names(sql), []);
  assert.strictEqual(sql.databaseSize, 4096);
  sql.exec("CREATE TABLE q (a INTEGER PRIMARY KEY AUTOINCREMENT, b)");
  sql.exec("INSERT INTO q (b) VALUES (1)");
  assert.deepStrictEqual(sql.exec("SELECT * FROM sqlite_sequence").toArray(), [{ name: "q", seq: 1 }]);
});

// 5.9: an iterator of storage.kv does not outlive deleteAll, unless it was at its end
export const iterators = inside((sql, storage) => {
  const { kv } = storage;
  const fill = () => { kv.put("a", 1); kv.put("b", 2); };
  const internal = { name: "Error", message: /^internal error; reference = [a-z0-9]{24}$/ };
  for (const options of [undefined, { limit: 1 }, { reverse: true }]) {
    for (const steps of [0, 1]) {
      fill();
      const i = kv.list(options);
      for (let n = 0; n < steps; n++) i.next();
      storage.deleteAll();
      assert.throws(() => i.next(), internal);
      kv.put("c", 3);
      assert.throws(() => i.next(), internal);
    }
  }
  fill();
  const ended = kv.list();
  for (const pair of ended) assert.ok(pair);
  storage.deleteAll();
  assert.deepStrictEqual(ended.next(), { done: true, value: undefined });
  assert.deepStrictEqual([...kv.list()], []);
});
