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
const fails = (f, message, name = "Error") => assert.throws(f, { name, message });

const names = (n) => Array.from({ length: n }, (_, i) => "c" + i).join();

// 5.7: 100 bound parameters
export const parameters = inside((sql) => {
  sql.exec(`SELECT ${Array(100).fill("?").join()}`, ...Array(100).fill(1));
  refuses(sql, `SELECT ${Array(101).fill("?").join()}`, "too many SQL variables at offset 207: SQLITE_ERROR");
  refuses(sql, "SELECT ?101", "variable number must be between ?1 and ?100 at offset 7: SQLITE_ERROR");
});

// 5.7: 100 columns of a table
export const columns = inside((sql) => {
  sql.exec(`CREATE TABLE t (${names(100)})`);
  refuses(sql, `CREATE TABLE cl (${names(101)})`, "too many columns on cl: SQLITE_ERROR");
  refuses(sql, "ALTER TABLE t ADD COLUMN x", "too many columns on sqlite_altertab_t: SQLITE_ERROR");
});

// 5.7: 100 columns of a result
export const results = inside((sql) => {
  sql.exec(`SELECT ${Array(100).fill(1).join()}`);
  refuses(sql, `SELECT ${Array(101).fill(1).join()}`, "too many columns in result set: SQLITE_ERROR");
});

// 5.7: 100 000 bytes of text
export const text = inside((sql) => {
  sql.exec("SELECT 1" + " ".repeat(99992));
  refuses(sql, "SELECT 1" + " ".repeat(99993), "statement too long: SQLITE_TOOBIG");
});

// 5.7: 127 arguments
export const args = inside((sql) => {
  sql.exec(`SELECT json_array(${Array(127).fill(1).join()})`);
  refuses(sql, `SELECT json_array(${Array(128).fill(1).join()})`, "too many arguments on function json_array at offset 7: SQLITE_ERROR");
});

// 5.7: 5 terms of a compound SELECT, not of VALUES
export const compound = inside((sql) => {
  const terms = (n) => Array(n).fill("SELECT 1").join(" UNION ALL ");
  assert.strictEqual(sql.exec(terms(5)).toArray().length, 5);
  refuses(sql, terms(6), "too many terms in compound SELECT: SQLITE_ERROR");
  assert.strictEqual(sql.exec("VALUES (1), (2), (3), (4), (5), (6)").toArray().length, 6);
});

// 5.7: an expression 100 deep
export const depth = inside((sql) => {
  sql.exec(`SELECT ${"1+".repeat(99)}1`);
  refuses(sql, `SELECT ${"1+".repeat(100)}1`, "Expression tree is too large (maximum depth 100): SQLITE_ERROR");
});

// 5.7: a pattern of 50 bytes
export const patterns = inside((sql) => {
  sql.exec("SELECT 'a' LIKE ?, 'a' GLOB ?", "a".repeat(50), "é".repeat(25));
  for (const op of ["LIKE", "GLOB"]) refuses(sql, `SELECT 'a' ${op} '${"a".repeat(51)}'`, "LIKE or GLOB pattern too complex: SQLITE_ERROR");
});

// 5.7: about 8 MiB of a string, blob or row
export const length = inside((sql) => {
  const tooBig = "string or blob too big: SQLITE_TOOBIG";
  sql.exec("CREATE TABLE t (a)");
  sql.exec("INSERT INTO t VALUES (?)", new Uint8Array(8388620));
  refuses(sql, "SELECT zeroblob(9000000)", tooBig);
  fails(() => sql.exec("SELECT ?", "x".repeat(9000000)), tooBig);
  fails(() => sql.exec("INSERT INTO t VALUES (?)", new Uint8Array(9000000)), tooBig);
  assert.strictEqual(sql.exec("SELECT length(a) AS n FROM t").one().n, 8388620);
});

// 5.7: triggers 10 deep
export const triggers = inside((sql) => {
  sql.exec("CREATE TABLE t (a); CREATE TRIGGER g AFTER INSERT ON t WHEN new.a < 50 BEGIN INSERT INTO t VALUES (new.a + 1); END; PRAGMA recursive_triggers = on");
  sql.exec("INSERT INTO t VALUES (41)");
  refuses(sql, "INSERT INTO t VALUES (40)", "triggers nested too deep: SQLITE_ERROR");
});
