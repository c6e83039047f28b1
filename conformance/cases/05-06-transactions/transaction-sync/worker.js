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

const made = (sql) => sql.exec("CREATE TABLE t (a)");
const all = (sql) => [...sql.exec("SELECT a FROM t ORDER BY a").raw()].flat();

// 5.6: it answers what its function does
export const value = inside((sql, storage) => {
  made(sql);
  assert.strictEqual(storage.transactionSync(() => { sql.exec("INSERT INTO t VALUES (1)"); return 7; }), 7);
  assert.deepStrictEqual(all(sql), [1]);
});

// 5.6: a throw undoes SQL, kv and the asynchronous methods, and is thrown on
export const undone = inside(async (sql, storage) => {
  made(sql);
  storage.kv.put("k", 1);
  const error = new RangeError("no");
  assert.throws(() => storage.transactionSync(() => {
    sql.exec("INSERT INTO t VALUES (1); CREATE TABLE u (a)");
    storage.kv.put("k", 2);
    storage.put("p", 1);
    throw error;
  }), (e) => e === error);
  assert.deepStrictEqual([all(sql), storage.kv.get("k"), await storage.get("p")], [[], 1, undefined]);
  fails(() => sql.exec("SELECT * FROM u"), "no such table: u: SQLITE_ERROR");
});

// 5.6: it nests
export const nests = inside((sql, storage) => {
  made(sql);
  storage.transactionSync(() => {
    sql.exec("INSERT INTO t VALUES (1)");
    assert.throws(() => storage.transactionSync(() => { sql.exec("INSERT INTO t VALUES (2)"); throw new Error("inner"); }), /inner/);
    storage.transactionSync(() => sql.exec("INSERT INTO t VALUES (3)"));
  });
  assert.deepStrictEqual(all(sql), [1, 3]);
  assert.throws(() => storage.transactionSync(() => { storage.transactionSync(() => sql.exec("INSERT INTO t VALUES (4)")); throw new Error("outer"); }), /outer/);
  assert.deepStrictEqual(all(sql), [1, 3]);
});

// 5.6: an async function is not awaited: it commits at its first await
export const notAwaited = inside(async (sql, storage) => {
  made(sql);
  const p = storage.transactionSync(async () => {
    sql.exec("INSERT INTO t VALUES (1)");
    await null;
    sql.exec("INSERT INTO t VALUES (2)");
    throw new Error("late");
  });
  assert.ok(p instanceof Promise);
  await assert.rejects(p, /late/);
  assert.deepStrictEqual(all(sql), [1, 2]);
});

// 5.6: what is no function is refused
export const noFunction = inside((sql, storage) => {
  for (const args of [[], [5]]) {
    fails(() => storage.transactionSync(...args), "Failed to execute 'transactionSync' on 'DurableObjectStorage': parameter 1 is not of type 'function'.", "TypeError");
  }
});

// 5.6: a caught SQL error inside undoes only its statement
export const caught = inside((sql, storage) => {
  sql.exec("CREATE TABLE t (a PRIMARY KEY)");
  storage.transactionSync(() => {
    sql.exec("INSERT INTO t VALUES (1)");
    assert.throws(() => sql.exec("INSERT INTO t VALUES (2), (1)"), /UNIQUE/);
    sql.exec("INSERT INTO t VALUES (3)");
  });
  assert.deepStrictEqual(all(sql), [1, 3]);
});
