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

// 5.1: sql is one object for the life of the storage
export const identity = inside((sql, storage) => assert.strictEqual(storage.sql, sql));

// 5.1: the classes are members of the prototype, and no globals
export const classes = inside((sql) => {
  assert.deepStrictEqual(["Cursor", "Statement"].map((n) => Object.getOwnPropertyNames(Object.getPrototypeOf(sql)).includes(n)), [true, true]);
  assert.strictEqual(sql.Cursor.name, "Cursor");
  assert.strictEqual(typeof globalThis.SqlStorage, "undefined");
});

// 5.1: Cursor, Statement and SqlStorage cannot be constructed
export const constructors = inside((sql) => {
  for (const c of [sql.Cursor, sql.Statement, sql.constructor]) fails(() => new c(), "Illegal constructor", "TypeError");
});

// 5.1: prepare and ingest need the experimental flag
export const noPrepare = inside((sql) => {
  assert.strictEqual(sql.prepare, undefined);
  assert.strictEqual(sql.ingest, undefined);
});

// 5.1: exec without an argument
export const noQuery = inside((sql) => {
  fails(() => sql.exec(), "Failed to execute 'exec' on 'SqlStorage': parameter 1 is not of type 'String'.", "TypeError");
});

// 5.2: exec runs the text of whatever it is given
export const queryIsText = inside((sql) => {
  fails(() => sql.exec(5), 'near "5": syntax error at offset 0: SQLITE_ERROR');
  fails(() => sql.exec(null), 'near "null": syntax error at offset 0: SQLITE_ERROR');
  fails(() => sql.exec(undefined), 'near "undefined": syntax error at offset 0: SQLITE_ERROR');
  fails(() => sql.exec(Symbol("x")), "Cannot convert a Symbol value to a string", "TypeError");
  assert.deepStrictEqual(sql.exec({ toString: () => "SELECT 7 AS x" }).one(), { x: 7 });
});

// 5.1: a detached method refuses
export const detached = inside((sql) => {
  const { exec } = sql, { next } = sql.exec("SELECT 1");
  for (const f of [exec, next]) assert.throws(() => f("SELECT 1"), { name: "TypeError", message: /^Illegal invocation/ });
});

// 5.1: databaseSize is whole pages and only read
export const databaseSize = inside((sql) => {
  assert.strictEqual(sql.databaseSize % 4096, 0);
  sql.exec("CREATE TABLE t (a)");
  const before = sql.databaseSize;
  sql.exec("INSERT INTO t VALUES (zeroblob(100000))");
  const full = sql.databaseSize;
  assert.ok(full >= before + 98304, `${before} ${full}`);
  sql.exec("DELETE FROM t");
  assert.ok(sql.databaseSize < full);
  assert.throws(() => { sql.databaseSize = 1; }, TypeError);
});
