import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let body;

export class Store extends DurableObject {
  run() {
    const { storage } = this.ctx;
    storage.sql.exec("CREATE TABLE IF NOT EXISTS t (a)");
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

const internal = { name: "Error", message: /^internal error; reference = [a-z0-9]{24}$/ };
const insert = (sql) => sql.exec("INSERT INTO t VALUES (1), (2), (3) RETURNING a");
const count = (sql) => sql.exec("SELECT count(*) AS n FROM t").one().n;

// 5.6: transactionSync fails, and undoes what it did, when rows of a write in it have not been read
export const commit = inside((sql, storage) => {
  storage.kv.put("before", 1);
  let rows;
  assert.throws(() => storage.transactionSync(() => { storage.kv.put("within", 1); rows = insert(sql); }), internal);
  assert.strictEqual(count(sql), 0);
  assert.strictEqual(storage.kv.get("before"), 1);
  assert.strictEqual(storage.kv.get("within"), undefined);
  assert.deepStrictEqual(rows.toArray(), [{ a: 1 }, { a: 2 }, { a: 3 }]);
  assert.strictEqual(storage.transactionSync(() => 5), 5);
});

// 5.6: it cannot begin before they are read
export const begin = inside((sql, storage) => {
  const rows = insert(sql);
  assert.throws(() => storage.transactionSync(() => assert.fail("called")), internal);
  rows.toArray();
  assert.strictEqual(storage.transactionSync(() => count(sql)), 3);
});

// 5.6: nor roll back, of which it says the same in place of what was thrown; what it did is undone
export const rollback = inside((sql, storage) => {
  let rows;
  assert.throws(() => storage.transactionSync(() => { rows = insert(sql); throw new RangeError("mine"); }), internal);
  assert.strictEqual(count(sql), 0);
  assert.strictEqual(rows.toArray().length, 3);
});

// 5.6: a transaction that awaits resets the object before anything goes on
export const transaction = {
  async test(controller, env) {
    const stub = env.Store.get(env.Store.newUniqueId());
    let wentOn = false;
    body = async (sql, storage) => {
      await storage.transaction(async () => { insert(sql); });
      wentOn = true;
    };
    await assert.rejects(stub.run(), internal);
    assert.strictEqual(wentOn, false);
    body = (sql) => assert.strictEqual(count(sql), 0);
    await env.Store.get(stub.id).run();
  },
};
