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

const rows = (c) => [...c.raw()].flat();
const turn = () => scheduler.wait(1);

// 5.6: an asynchronous transaction covers SQL
export const transaction = inside(async (sql, storage) => {
  sql.exec("CREATE TABLE t (a)");
  await assert.rejects(storage.transaction(async () => {
    sql.exec("INSERT INTO t VALUES (1)");
    await turn();
    sql.exec("INSERT INTO t VALUES (2)");
    throw new Error("no");
  }), /no/);
  assert.deepStrictEqual(rows(sql.exec("SELECT * FROM t")), []);
  await storage.transaction(async () => sql.exec("INSERT INTO t VALUES (3)"));
  assert.deepStrictEqual(rows(sql.exec("SELECT * FROM t")), [3]);
});

// 5.6: rollback undoes SQL
export const rollback = inside(async (sql, storage) => {
  sql.exec("CREATE TABLE t (a)");
  await storage.transaction(async (txn) => {
    sql.exec("INSERT INTO t VALUES (1)");
    txn.rollback();
  });
  assert.deepStrictEqual(rows(sql.exec("SELECT * FROM t")), []);
});

// 5.6: a SELECT's cursor survives awaits and sees later writes
export const survives = inside(async (sql) => {
  sql.exec("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)");
  const c = sql.exec("SELECT a FROM t");
  assert.deepStrictEqual(c.next().value, { a: 1 });
  await turn();
  sql.exec("INSERT INTO t VALUES (3)");
  await turn();
  assert.deepStrictEqual(rows(c), [2, 3]);
});

// 5.6: a statement with an open cursor can run again
export const again = inside((sql) => {
  sql.exec("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)");
  const a = sql.exec("SELECT a FROM t"), b = sql.exec("SELECT a FROM t");
  assert.deepStrictEqual([a.next().value, b.next().value, rows(a), rows(b)], [{ a: 1 }, { a: 1 }, [2], [2]]);
});

// 5.6: undoing a transaction ends the cursors of what it undoes
export const undoneCursor = inside((sql, storage) => {
  sql.exec("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2), (3)");
  const c = sql.exec("SELECT a FROM t");
  c.next();
  assert.throws(() => storage.transactionSync(() => { sql.exec("INSERT INTO t VALUES (4)"); throw new Error("no"); }), /no/);
  fails(() => c.toArray(), "abort due to ROLLBACK: SQLITE_ABORT (extended: SQLITE_ABORT_ROLLBACK)");
});

// 5.6: a deferred foreign key may be violated until the turn ends
export const deferred = inside(async (sql) => {
  sql.exec("CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED)");
  sql.exec("INSERT INTO c VALUES (1)");
  sql.exec("INSERT INTO p VALUES (1)");
  await turn();
  assert.deepStrictEqual(rows(sql.exec("SELECT p FROM c")), [1]);
});

// 5.6: deleteAll drops the tables and ends the cursors
export const deleteAll = inside(async (sql, storage) => {
  sql.exec("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)");
  const open = sql.exec("SELECT a FROM t"), done = sql.exec("SELECT a FROM t");
  done.toArray();
  await storage.deleteAll();
  const canceled = "SQLite query was canceled because the database was deleted.";
  fails(() => open.next(), canceled);
  fails(() => open.toArray(), canceled);
  fails(() => open.rowsRead, canceled);
  assert.deepStrictEqual(open.columnNames, ["a"]);
  assert.deepStrictEqual(done.toArray(), []);
  assert.strictEqual(done.rowsRead, 2);
  fails(() => sql.exec("SELECT a FROM t"), "no such table: t: SQLITE_ERROR");
  sql.exec("CREATE TABLE t (b)");
});

// 5.6: deleteAll asks no foreign key
export const deleteAllAndForeignKeys = inside(async (sql, storage) => {
  sql.exec("CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id) ON DELETE RESTRICT); INSERT INTO p VALUES (1); INSERT INTO c VALUES (1)");
  await storage.deleteAll();
  assert.strictEqual(sql.exec("SELECT count(*) AS n FROM sqlite_master WHERE name IN ('p', 'c')").one().n, 0);
  assert.strictEqual(sql.exec("PRAGMA foreign_keys").one().foreign_keys, 1);
});
