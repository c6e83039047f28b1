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

const none = "SQL code did not contain a statement.";

// 5.3: all statements run, the last one's rows are the cursor's
export const last = inside((sql) => {
  const c = sql.exec("CREATE TABLE t (a); INSERT INTO t VALUES (1); SELECT 5 AS x; SELECT a FROM t");
  assert.deepStrictEqual(c.columnNames, ["a"]);
  assert.deepStrictEqual(c.toArray(), [{ a: 1 }]);
});

// 5.3: only the last may have parameters, those before it have run by then
export const parameters = inside((sql) => {
  sql.exec("CREATE TABLE t (a)");
  assert.deepStrictEqual(sql.exec("INSERT INTO t VALUES (1); SELECT ? AS b", 7).one(), { b: 7 });
  fails(() => sql.exec("INSERT INTO t VALUES (?); SELECT 1", 1), "When executing multiple SQL statements in a single call, only the last statement can have parameters.");
  fails(() => sql.exec("INSERT INTO t VALUES (2); SELECT ?"), "Wrong number of parameter bindings for SQL query.");
  assert.deepStrictEqual(sql.exec("SELECT a FROM t").toArray(), [{ a: 1 }, { a: 2 }]);
});

// 5.3: an error leaves what ran before it
export const middle = inside((sql) => {
  sql.exec("CREATE TABLE t (a PRIMARY KEY)");
  fails(() => sql.exec("INSERT INTO t VALUES (1); selec 1; INSERT INTO t VALUES (2)"), 'near "selec": syntax error at offset 0: SQLITE_ERROR');
  assert.throws(() => sql.exec("INSERT INTO t VALUES (3); INSERT INTO t VALUES (3); INSERT INTO t VALUES (4)"), /UNIQUE/);
  assert.deepStrictEqual(sql.exec("SELECT a FROM t ORDER BY a").toArray(), [{ a: 1 }, { a: 3 }]);
});

// 5.3: space after the last semicolon is fine
export const space = inside((sql) => {
  assert.deepStrictEqual(sql.exec("SELECT 1 AS a; \t\r\n\v\f ").one(), { a: 1 });
  assert.deepStrictEqual(sql.exec(" ;; ; SELECT 1 AS a").one(), { a: 1 });
});

// 5.3: a comment or semicolon after the last semicolon is not
export const trailingComment = inside((sql) => {
  for (const query of ["SELECT 1; -- hi", "SELECT 1; /* hi */", "SELECT 1;;", "SELECT 1;\0"]) fails(() => sql.exec(query), none);
});

// 5.3: text without a statement
export const empty = inside((sql) => {
  for (const query of ["", " ", ";", ";;", "-- hi", "/* hi */", "\0"]) fails(() => sql.exec(query), none);
});

// 5.3: a comment before, within or right after a statement is fine
export const comments = inside((sql) => {
  assert.deepStrictEqual(sql.exec("-- hi\nSELECT /* a */ 1 AS a").one(), { a: 1 });
  assert.deepStrictEqual(sql.exec("SELECT 1 AS a -- hi").one(), { a: 1 });
  assert.deepStrictEqual(sql.exec("SELECT 1 /* open").toArray(), [{ "1 /* open": 1 }]);
  assert.deepStrictEqual(sql.exec("SELECT 1; -- a\nSELECT 2 AS b").one(), { b: 2 });
});

// 5.3: a semicolon in a string or trigger ends nothing
export const semicolons = inside((sql) => {
  assert.deepStrictEqual(sql.exec("SELECT ';' AS a; SELECT ';;' AS b").one(), { b: ";;" });
  sql.exec("CREATE TABLE t (a); CREATE TRIGGER g AFTER INSERT ON t WHEN new.a < 3 BEGIN UPDATE t SET a = a + 1; SELECT 1; END; INSERT INTO t VALUES (1)");
  assert.deepStrictEqual(sql.exec("SELECT a FROM t").one(), { a: 2 });
});

// 5.3: a row-giving statement before the last cannot run again the second time, and can the third
export const again = inside((sql) => {
  const run = () => sql.exec("SELECT 1; SELECT 2 AS a").one().a;
  assert.strictEqual(run(), 2);
  fails(run, "A SQL prepared statement can only be executed once at a time.");
  assert.strictEqual(run(), 2);
  assert.strictEqual(run(), 2);
});

// 5.3: text behind a NUL is another statement
export const nul = inside((sql) => {
  fails(() => sql.exec("SELECT 1\0SELECT 2"), none);
  fails(() => sql.exec("SELECT 'a\0b'"), `unrecognized token: "'a" at offset 7: SQLITE_ERROR`);
});
