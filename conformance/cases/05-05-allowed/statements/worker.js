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

const refuses = (sql, query, message) => assert.throws(() => sql.exec(query).toArray(), { name: "Error", message });
const denied = "not authorized: SQLITE_AUTH";

// 5.5: no other databases
export const attach = inside((sql) => {
  refuses(sql, "ATTACH ':memory:' AS x", denied);
  refuses(sql, "DETACH x", denied);
});

// 5.5: nothing temporary
export const temporary = inside((sql) => {
  sql.exec("CREATE TABLE t (a)");
  for (const query of ["CREATE TEMP TABLE x (a)", "CREATE TEMPORARY VIEW x AS SELECT 1", "CREATE TEMP TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END",
    "CREATE TABLE temp.x (a)"]) {
    refuses(sql, query, denied);
  }
});

// 5.5: the schema is read only
export const schema = inside((sql) => {
  sql.exec("CREATE TABLE t (a); CREATE INDEX i ON t (a)");
  assert.deepStrictEqual(sql.exec("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name IN ('t', 'i') ORDER BY type DESC").toArray(), [
    { type: "table", name: "t", tbl_name: "t", sql: "CREATE TABLE t (a)" }, { type: "index", name: "i", tbl_name: "t", sql: "CREATE INDEX i ON t (a)" }]);
  refuses(sql, "DELETE FROM sqlite_master", "table sqlite_master may not be modified: SQLITE_ERROR");
  refuses(sql, "CREATE TABLE sqlite_x (a)", "object name reserved for internal use: sqlite_x: SQLITE_ERROR");
});

// 5.5: triggers, views, generated columns
export const triggersAndViews = inside((sql) => {
  sql.exec("CREATE TABLE t (a INT, b AS (a * 2) STORED, c AS (a + 1)); CREATE TABLE log (a); CREATE VIEW v AS SELECT a + b AS s FROM t; " +
    "CREATE TRIGGER g AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.a); END; INSERT INTO t VALUES (4)");
  assert.deepStrictEqual(sql.exec("SELECT * FROM t, v, log").one(), { a: 4, b: 8, c: 5, s: 12 });
});

// 5.5: recursive common table expressions and window functions
export const queries = inside((sql) => {
  assert.deepStrictEqual([...sql.exec("WITH RECURSIVE r (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT n, sum(n) OVER (ORDER BY n), " +
    "row_number() OVER (ORDER BY n DESC) FROM r ORDER BY n").raw()], [[1, 1, 3], [2, 3, 2], [3, 6, 1]]);
});

// 5.5: UPSERT and RETURNING, STRICT and WITHOUT ROWID
export const upsert = inside((sql) => {
  sql.exec("CREATE TABLE t (k TEXT PRIMARY KEY, n INTEGER) STRICT, WITHOUT ROWID");
  const add = () => sql.exec("INSERT INTO t VALUES ('a', 1) ON CONFLICT (k) DO UPDATE SET n = n + 1 RETURNING n").one().n;
  assert.deepStrictEqual([add(), add(), add()], [1, 2, 3]);
  assert.deepStrictEqual(sql.exec("DELETE FROM t RETURNING *").one(), { k: "a", n: 3 });
});

// 5.5: EXPLAIN
export const explain = inside((sql) => {
  sql.exec("CREATE TABLE t (a)");
  assert.deepStrictEqual(sql.exec("EXPLAIN SELECT 1").columnNames, ["addr", "opcode", "p1", "p2", "p3", "p4", "p5", "comment"]);
  assert.strictEqual(sql.exec("EXPLAIN QUERY PLAN SELECT * FROM t").one().detail, "SCAN t");
});

// 5.5: DELETE and UPDATE take ORDER BY and LIMIT
export const limited = inside((sql) => {
  sql.exec("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2), (3), (4)");
  sql.exec("DELETE FROM t WHERE a > ? ORDER BY a DESC LIMIT ?", 1, 1);
  assert.deepStrictEqual([...sql.exec("SELECT a FROM t").raw()], [[1], [2], [3]]);
  sql.exec("UPDATE t SET a = a + 10 ORDER BY a LIMIT 1 OFFSET 1");
  assert.deepStrictEqual([...sql.exec("SELECT a FROM t").raw()], [[1], [12], [3]]);
});

// 5.5: ANALYZE and REINDEX
export const analyze = inside((sql) => {
  sql.exec("CREATE TABLE t (a); CREATE INDEX i ON t (a); INSERT INTO t VALUES (1), (2); ANALYZE; REINDEX t");
  assert.deepStrictEqual(sql.exec("SELECT tbl, idx, stat FROM sqlite_stat1 WHERE tbl = 't'").toArray(), [{ tbl: "t", idx: "i", stat: "2 1" }]);
  refuses(sql, "SELECT * FROM sqlite_stat4", "no such table: sqlite_stat4: SQLITE_ERROR");
});

// 5.5: LIKE and GLOB read a blob as text
export const blobsMatch = inside((sql) => {
  assert.deepStrictEqual([...sql.exec("SELECT x'4162' LIKE 'aB', x'6162' GLOB 'a*', 'a' LIKE x'61'").raw()], [[1, 1, 1]]);
});
