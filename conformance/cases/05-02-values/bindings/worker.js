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

const bound = (sql, value) => {
  const [type, back] = [...sql.exec("SELECT typeof(?1), ?1", value).raw()][0];
  return [type, back instanceof ArrayBuffer ? [...new Uint8Array(back)] : back];
};

// 5.2: a number is always REAL
export const numbers = inside((sql) => {
  assert.deepStrictEqual(bound(sql, 5), ["real", 5]);
  assert.deepStrictEqual(bound(sql, 2 ** 60), ["real", 2 ** 60]);
  assert.deepStrictEqual([...sql.exec("SELECT 'a' || ?, json_array(?)", 5, 5).raw()], [["a5.0", "[5.0]"]]);
});

// 5.2: the column's affinity decides what a number is stored as
export const affinity = inside((sql) => {
  sql.exec("CREATE TABLE t (i INTEGER, n NUMERIC, r REAL, t TEXT, u, b BLOB)");
  sql.exec("INSERT INTO t VALUES (?1, ?1, ?1, ?1, ?1, ?1)", 5);
  const types = "SELECT typeof(i), typeof(n), typeof(r), typeof(t), typeof(u), typeof(b) FROM t";
  assert.deepStrictEqual([...sql.exec(types).raw()], [["integer", "integer", "real", "text", "real", "real"]]);
  assert.deepStrictEqual(sql.exec("SELECT * FROM t").one(), { i: 5, n: 5, r: 5, t: "5.0", u: 5, b: 5 });
});

// 5.2: NaN is NULL, Infinity is itself
export const notFinite = inside((sql) => {
  assert.deepStrictEqual(bound(sql, NaN), ["null", null]);
  assert.deepStrictEqual(bound(sql, Infinity), ["real", Infinity]);
  assert.deepStrictEqual(bound(sql, -Infinity), ["real", -Infinity]);
});

// 5.2: whatever is neither number, bytes nor null is its text
export const texts = inside((sql) => {
  const date = new Date(0);
  for (const [value, text] of [["x", "x"], [true, "true"], [false, "false"], [{}, "[object Object]"], [[1, 2], "1,2"], [date, String(date)],
    [() => 1, "() => 1"], [/x/g, "/x/g"], [new Map(), "[object Map]"], [new Number(5), "5"], [new Boolean(true), "true"], [Object(5n), "5"],
    [{ toString: () => "own" }, "own"], [{ valueOf: () => 7 }, "[object Object]"]]) {
    assert.deepStrictEqual(bound(sql, value), ["text", text]);
  }
  fails(() => bound(sql, { toString() { throw new RangeError("boom"); } }), "boom", "RangeError");
});

// 5.2: an ArrayBuffer and the window of a view are blobs
export const bytes = inside((sql) => {
  const b = new Uint8Array([1, 2, 3, 4]);
  assert.deepStrictEqual(bound(sql, b.buffer), ["blob", [1, 2, 3, 4]]);
  assert.deepStrictEqual(bound(sql, b.subarray(1, 3)), ["blob", [2, 3]]);
  assert.deepStrictEqual(bound(sql, new DataView(b.buffer, 2)), ["blob", [3, 4]]);
  assert.deepStrictEqual(bound(sql, new Uint16Array([258])), ["blob", [2, 1]]);
  assert.deepStrictEqual(bound(sql, new Uint8Array()), ["blob", []]);
});

// 5.2: null and undefined are NULL
export const nulls = inside((sql) => {
  assert.deepStrictEqual(bound(sql, null), ["null", null]);
  assert.deepStrictEqual(bound(sql, undefined), ["null", null]);
});

// 5.2: BigInt and Symbol are refused
export const refused = inside((sql) => {
  fails(() => bound(sql, 5n), "Cannot convert a BigInt value to a number", "TypeError");
  fails(() => bound(sql, Symbol("x")), "Cannot convert a Symbol value to a string", "TypeError");
});

// 5.2: every binding is converted before anything runs
export const convertedFirst = inside((sql) => {
  sql.exec("CREATE TABLE t (a)");
  fails(() => sql.exec("INSERT INTO t VALUES (1); SELECT ?", 5n), "Cannot convert a BigInt value to a number", "TypeError");
  fails(() => sql.exec("bogus", 5n), "Cannot convert a BigInt value to a number", "TypeError");
  assert.strictEqual(sql.exec("SELECT count(*) AS n FROM t").one().n, 0);
});

// 5.2: a lone surrogate is three bytes that come back as three U+FFFD
export const surrogates = inside((sql) => {
  assert.deepStrictEqual([...sql.exec("SELECT hex(?1), ?1", "\ud800").raw()], [["EDA080", "\ufffd\ufffd\ufffd"]]);
});

// 5.2: placeholders of every form, by the order in which they first appear
export const placeholders = inside((sql) => {
  const row = (query, ...bindings) => [...sql.exec(query, ...bindings).raw()][0];
  assert.deepStrictEqual(row("SELECT ?, ?", 1, 2), [1, 2]);
  assert.deepStrictEqual(row("SELECT ?2, ?1", 1, 2), [2, 1]);
  assert.deepStrictEqual(row("SELECT :a, @b, $c, :a", 1, 2, 3), [1, 2, 3, 1]);
  assert.deepStrictEqual(row("SELECT :a, ?1, ?", 1, 2), [1, 1, 2]);
  assert.deepStrictEqual(row("SELECT ?3, ?1", 1, 2, 3), [3, 1]);
});

// 5.2: too few or too many bindings
export const count = inside((sql) => {
  const wrong = "Wrong number of parameter bindings for SQL query.";
  fails(() => sql.exec("SELECT ?"), wrong);
  fails(() => sql.exec("SELECT ?", 1, 2), wrong);
  fails(() => sql.exec("SELECT 1", 1), wrong);
  fails(() => sql.exec("SELECT ?3", 1), wrong);
  fails(() => sql.exec("SELECT ?, ?", [1, 2]), wrong);
});

// 5.2: a toString of a binding may use the storage
export const reentrant = inside((sql) => {
  sql.exec("CREATE TABLE t (a)");
  const binding = { toString() { sql.exec("INSERT INTO t VALUES (1)"); return "x"; } };
  assert.deepStrictEqual(sql.exec("SELECT ? AS a, (SELECT count(*) FROM t) AS n", binding).one(), { a: "x", n: 1 });
});
