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

const filled = (sql) => {
  sql.exec("CREATE TABLE t (a, b)");
  sql.exec("INSERT INTO t VALUES (1, 'x'), (2, 'y'), (3, 'z')");
};

// 5.1: exec answers a Cursor, tagged and empty as JSON
export const tag = inside((sql) => {
  const c = sql.exec("SELECT 1 AS a");
  assert.strictEqual(Object.prototype.toString.call(c), "[object Cursor]");
  assert.strictEqual(JSON.stringify(c), "{}");
  assert.ok(c instanceof sql.Cursor);
  assert.strictEqual(JSON.stringify(sql), "{}");
  assert.strictEqual(Object.prototype.toString.call(sql), "[object SqlStorage]");
});

// 5.1: next answers both keys always, value undefined at the end
export const next = inside((sql) => {
  const c = sql.exec("SELECT 1 AS a");
  const first = c.next(), last = c.next();
  assert.deepStrictEqual(first, { done: false, value: { a: 1 } });
  assert.deepStrictEqual(last, { done: true, value: undefined });
  assert.deepStrictEqual(Object.keys(first), ["done", "value"]);
  assert.deepStrictEqual(Object.keys(last), ["done", "value"]);
});

// 5.1: a cursor is passed through once, whoever reads it
export const singlePass = inside((sql) => {
  filled(sql);
  const c = sql.exec("SELECT a FROM t");
  assert.deepStrictEqual(c.next().value, { a: 1 });
  assert.deepStrictEqual(c.raw().next().value, [2]);
  assert.deepStrictEqual([...c], [{ a: 3 }]);
  assert.deepStrictEqual(c.toArray(), []);
  assert.deepStrictEqual(c.next(), { done: true, value: undefined });
});

// 5.1: leaving a loop early leaves the rest
export const leaveLoop = inside((sql) => {
  filled(sql);
  const c = sql.exec("SELECT a FROM t");
  for (const row of c) {
    assert.deepStrictEqual(row, { a: 1 });
    break;
  }
  for (const row of c.raw()) {
    assert.deepStrictEqual(row, [2]);
    break;
  }
  assert.deepStrictEqual(c.toArray(), [{ a: 3 }]);
});

// 5.1: a second toArray is empty
export const toArrayTwice = inside((sql) => {
  filled(sql);
  const c = sql.exec("SELECT a, b FROM t WHERE a < 3");
  assert.deepStrictEqual(c.toArray(), [{ a: 1, b: "x" }, { a: 2, b: "y" }]);
  assert.deepStrictEqual(c.toArray(), []);
});

// 5.1: one answers the only row
export const one = inside((sql) => {
  filled(sql);
  assert.deepStrictEqual(sql.exec("SELECT * FROM t WHERE a = 2").one(), { a: 2, b: "y" });
  const c = sql.exec("SELECT a FROM t");
  c.next();
  c.next();
  assert.deepStrictEqual(c.one(), { a: 3 });
});

// 5.1: one of no rows
export const oneOfNone = inside((sql) => {
  filled(sql);
  fails(() => sql.exec("SELECT * FROM t WHERE a = 9").one(), "Expected exactly one result from SQL query, but got no results.");
});

// 5.1: one of several rows, which ends the cursor
export const oneOfMany = inside((sql) => {
  filled(sql);
  const c = sql.exec("SELECT * FROM t");
  fails(() => c.one(), "Expected exactly one result from SQL query, but got multiple results.");
  assert.deepStrictEqual(c.toArray(), []);
  assert.strictEqual(c.rowsRead, 2);
});

// 5.1: raw answers an iterator of arrays with the iterator helpers
export const raw = inside((sql) => {
  filled(sql);
  const raw = sql.exec("SELECT a, b FROM t").raw();
  assert.strictEqual(Object.prototype.toString.call(raw), "[object RawIterator]");
  assert.strictEqual(raw[Symbol.iterator](), raw);
  assert.strictEqual(raw.return, undefined);
  assert.deepStrictEqual(raw.next(), { done: false, value: [1, "x"] });
  assert.deepStrictEqual(raw.toArray(), [[2, "y"], [3, "z"]]);
  assert.deepStrictEqual(raw.next(), { done: true, value: undefined });
  assert.deepStrictEqual(sql.exec("SELECT a FROM t").raw().map(([a]) => a * 2).toArray(), [2, 4, 6]);
});

// 5.1: a cursor iterates over objects, through an iterator that is not the cursor
export const iterator = inside((sql) => {
  filled(sql);
  const c = sql.exec("SELECT a FROM t"), i = c[Symbol.iterator]();
  assert.notStrictEqual(i, c);
  assert.strictEqual(Object.prototype.toString.call(i), "[object RowIterator]");
  assert.strictEqual(i[Symbol.iterator](), i);
  assert.strictEqual(c.map, undefined);
  assert.deepStrictEqual(i.map((row) => row.a).toArray(), [1, 2, 3]);
});

// 5.1: of columns of one name objects have the last, raw and columnNames have all
export const duplicateColumns = inside((sql) => {
  const query = "SELECT 1 AS a, 2 AS a, 3 AS b";
  assert.deepStrictEqual(sql.exec(query).one(), { a: 2, b: 3 });
  assert.deepStrictEqual([...sql.exec(query).raw()], [[1, 2, 3]]);
  assert.deepStrictEqual(sql.exec(query).columnNames, ["a", "a", "b"]);
});

// 5.1: columnNames is one array, there before the first row and after the last
export const columnNames = inside((sql) => {
  filled(sql);
  const c = sql.exec("SELECT a, b AS other, a + 1, count(*) FROM t");
  const names = c.columnNames;
  assert.deepStrictEqual(names, ["a", "other", "a + 1", "count(*)"]);
  c.toArray();
  assert.strictEqual(c.columnNames, names);
  assert.deepStrictEqual(sql.exec("CREATE TABLE u (a)").columnNames, []);
  assert.deepStrictEqual(sql.exec("SELECT * FROM t WHERE 0").columnNames, ["a", "b"]);
});

// 5.1: rows are plain objects with their columns in order
export const rowObjects = inside((sql) => {
  const row = sql.exec("SELECT 1 AS z, 2 AS a, 3 AS m").one();
  assert.strictEqual(Object.getPrototypeOf(row), Object.prototype);
  assert.deepStrictEqual(Object.keys(row), ["z", "a", "m"]);
  assert.deepStrictEqual(Object.getOwnPropertyDescriptor(row, "z"), { value: 1, writable: true, enumerable: true, configurable: true });
});

// 5.1: a write happens when exec is called, read or not
export const executedAtOnce = inside((sql) => {
  filled(sql);
  sql.exec("INSERT INTO t VALUES (4, 'w') RETURNING a").next();
  sql.exec("UPDATE t SET b = 'q' WHERE a = 1");
  assert.deepStrictEqual(sql.exec("SELECT count(*) AS n, min(b) AS b FROM t").one(), { n: 4, b: "q" });
});

// 5.1: rows after the first are stepped to when they are asked for
export const lazy = inside((sql) => {
  filled(sql);
  const c = sql.exec("SELECT a FROM t ORDER BY rowid");
  assert.strictEqual(c.rowsRead, 1);
  sql.exec("INSERT INTO t VALUES (4, 'w')");
  assert.deepStrictEqual([...c.raw()], [[1], [2], [3], [4]]);
});

// 5.1: a cursor of a cursor: one query may run many times at once
export const nested = inside((sql) => {
  filled(sql);
  const seen = [];
  for (const { a } of sql.exec("SELECT a FROM t")) {
    for (const { a: b } of sql.exec("SELECT a FROM t")) seen.push(a * 10 + b);
  }
  assert.deepStrictEqual(seen, [11, 12, 13, 21, 22, 23, 31, 32, 33]);
});
