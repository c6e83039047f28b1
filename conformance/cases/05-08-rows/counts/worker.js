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

const counts = (sql, query, ...bindings) => {
  const c = sql.exec(query, ...bindings);
  c.toArray();
  return [c.rowsRead, c.rowsWritten];
};
const filled = (sql) => sql.exec("CREATE TABLE t (id INTEGER PRIMARY KEY, a, b); CREATE INDEX i ON t (a); CREATE TABLE w (k TEXT PRIMARY KEY) WITHOUT ROWID; " +
  "INSERT INTO t VALUES (1, 10, 1), (2, 20, 2), (3, 30, 3); INSERT INTO w VALUES ('a'), ('b')");

// 5.8: an index is written with its rows
export const inserts = inside((sql) => {
  filled(sql);
  assert.deepStrictEqual(counts(sql, "INSERT INTO t (a, b) VALUES (?, 4), (50, 5), (60, 6)", 40), [0, 6]);
  assert.deepStrictEqual(counts(sql, "INSERT INTO w VALUES ('c')"), [0, 1]);
  assert.deepStrictEqual(counts(sql, "INSERT INTO t SELECT id + 100, a, b FROM t"), [18, 12]);
});

// 5.8: a scan reads every row
export const scans = inside((sql) => {
  filled(sql);
  assert.deepStrictEqual(counts(sql, "SELECT * FROM t"), [3, 0]);
  assert.deepStrictEqual(counts(sql, "SELECT * FROM t WHERE b = 2"), [3, 0]);
  assert.deepStrictEqual(counts(sql, "SELECT * FROM t LIMIT 2"), [2, 0]);
  assert.deepStrictEqual(counts(sql, "SELECT count(*) FROM t"), [3, 0]);
  assert.deepStrictEqual(counts(sql, "SELECT * FROM w"), [2, 0]);
});

// 5.8: a look-up by index reads two, by rowid one
export const lookups = inside((sql) => {
  filled(sql);
  assert.deepStrictEqual(counts(sql, "SELECT * FROM t WHERE a = 20"), [2, 0]);
  assert.deepStrictEqual(counts(sql, "SELECT * FROM t WHERE a = 25"), [0, 0]);
  assert.deepStrictEqual(counts(sql, "SELECT * FROM t WHERE id = ?", 2), [1, 0]);
  assert.deepStrictEqual(counts(sql, "SELECT * FROM t WHERE id = 9"), [1, 0]);
  assert.deepStrictEqual(counts(sql, "SELECT * FROM t WHERE a > 10"), [2, 0]);
});

// 5.8: sorting reads again
export const sorts = inside((sql) => {
  filled(sql);
  assert.deepStrictEqual(counts(sql, "SELECT * FROM t ORDER BY b"), [6, 0]);
  assert.deepStrictEqual(counts(sql, "SELECT * FROM t ORDER BY a"), [3, 0]);
  assert.deepStrictEqual(counts(sql, "SELECT b, count(*) FROM t GROUP BY b"), [6, 0]);
  assert.deepStrictEqual(counts(sql, "SELECT max(id) FROM t"), [1, 0]);
});

// 5.8: joins and subqueries
export const joins = inside((sql) => {
  filled(sql);
  assert.deepStrictEqual(counts(sql, "SELECT * FROM t, w"), [9, 0]);
  assert.deepStrictEqual(counts(sql, "SELECT id, (SELECT count(*) FROM w) FROM t"), [5, 0]);
  assert.deepStrictEqual(counts(sql, "SELECT * FROM t x JOIN t y ON y.id = x.b"), [6, 0]);
});

// 5.8: updates and deletes
export const changes = inside((sql) => {
  filled(sql);
  assert.deepStrictEqual(counts(sql, "UPDATE t SET b = 9 WHERE id = 1"), [1, 1]);
  assert.deepStrictEqual(counts(sql, "UPDATE t SET a = 11 WHERE id = 1"), [1, 2]);
  assert.deepStrictEqual(counts(sql, "DELETE FROM t WHERE id = 1"), [1, 1]);
  assert.deepStrictEqual(counts(sql, "DELETE FROM t WHERE id = 1"), [1, 0]);
  assert.deepStrictEqual(counts(sql, "DELETE FROM t"), [0, 2]);
});

// 5.8: tables and indexes
export const schema = inside((sql) => {
  assert.deepStrictEqual(counts(sql, "CREATE TABLE t (a)"), [1, 2]);
  assert.deepStrictEqual(counts(sql, "CREATE TABLE IF NOT EXISTS t (a)"), [0, 0]);
  assert.deepStrictEqual(counts(sql, "CREATE TABLE u (a UNIQUE)"), [1, 3]);
  assert.deepStrictEqual(counts(sql, "CREATE INDEX i ON t (a)"), [2, 1]);
});

// 5.8: triggers and cascades count
export const triggers = inside((sql) => {
  sql.exec("CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id) ON DELETE CASCADE); CREATE TABLE log (a); " +
    "CREATE TRIGGER g AFTER INSERT ON p BEGIN INSERT INTO log VALUES (new.id); END");
  assert.deepStrictEqual(counts(sql, "INSERT INTO p VALUES (1), (2)"), [4, 4]);
  assert.deepStrictEqual(counts(sql, "INSERT INTO c VALUES (1), (1), (2)"), [3, 3]);
  assert.deepStrictEqual(counts(sql, "DELETE FROM p WHERE id = 1"), [11, 3]);
});

// 5.8: the counts grow with the steps, one ahead, and stay
export const growing = inside((sql) => {
  filled(sql);
  const c = sql.exec("SELECT * FROM t"), seen = [c.rowsRead];
  for (const _ of c) seen.push(c.rowsRead);
  assert.deepStrictEqual(seen.concat(c.rowsRead, c.rowsWritten), [1, 2, 3, 3, 3, 0]);
});

// 5.8: RETURNING has written before it is read
export const returning = inside((sql) => {
  filled(sql);
  const c = sql.exec("INSERT INTO t VALUES (7, 70, 7), (8, 80, 8) RETURNING id");
  assert.deepStrictEqual([c.rowsWritten, c.toArray().length, c.rowsWritten], [4, 2, 4]);
});

// 5.8: only the last statement counts
export const lastOnly = inside((sql) => {
  filled(sql);
  assert.deepStrictEqual(counts(sql, "INSERT INTO w VALUES ('x'); SELECT * FROM t WHERE id = 1"), [1, 0]);
});
