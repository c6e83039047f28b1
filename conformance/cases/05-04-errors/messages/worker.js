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

const tables = (sql) => sql.exec("CREATE TABLE un (a UNIQUE, b NOT NULL CHECK(b > 0), c REFERENCES un(a)); " +
  "CREATE TABLE pk (id INTEGER PRIMARY KEY); CREATE TABLE st (a INTEGER) STRICT; INSERT INTO un VALUES (1, 1, NULL); INSERT INTO pk VALUES (1)");

// 5.4: a syntax error has its offset
export const syntax = inside((sql) => {
  refuses(sql, "selec 1", 'near "selec": syntax error at offset 0: SQLITE_ERROR');
  refuses(sql, "SELECT 'é' a b", 'near "b": syntax error at offset 14: SQLITE_ERROR');
  refuses(sql, "SELECT 1 FROM", "incomplete input: SQLITE_ERROR");
  refuses(sql, "SELECT 'abc", `unrecognized token: "'abc" at offset 7: SQLITE_ERROR`);
});

// 5.4: an unknown table has none, an unknown column has
export const unknown = inside((sql) => {
  refuses(sql, "SELECT * FROM nope", "no such table: nope: SQLITE_ERROR");
  refuses(sql, "SELECT nope", "no such column: nope at offset 7: SQLITE_ERROR");
  refuses(sql, "SELECT 1; SELECT nope", "no such column: nope at offset 7: SQLITE_ERROR");
  refuses(sql, "SELECT nope(1)", "no such function: nope at offset 7: SQLITE_ERROR");
});

// 5.4: a unique constraint names its column
export const unique = inside((sql) => {
  tables(sql);
  refuses(sql, "INSERT INTO un VALUES (1, 1, NULL)", "UNIQUE constraint failed: un.a: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_UNIQUE)");
});

// 5.4: a primary key is a unique constraint with a code of its own
export const primaryKey = inside((sql) => {
  tables(sql);
  refuses(sql, "INSERT INTO pk VALUES (1)", "UNIQUE constraint failed: pk.id: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_PRIMARYKEY)");
});

// 5.4: NOT NULL and CHECK
export const notNullAndCheck = inside((sql) => {
  tables(sql);
  refuses(sql, "INSERT INTO un (a) VALUES (2)", "NOT NULL constraint failed: un.b: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_NOTNULL)");
  refuses(sql, "INSERT INTO un VALUES (2, 0, NULL)", "CHECK constraint failed: b > 0: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_CHECK)");
});

// 5.4: a foreign key names nothing
export const foreignKey = inside((sql) => {
  tables(sql);
  refuses(sql, "INSERT INTO un VALUES (2, 1, 99)", "FOREIGN KEY constraint failed: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_FOREIGNKEY)");
});

// 5.4: a strict table names types and column
export const strict = inside((sql) => {
  tables(sql);
  refuses(sql, "INSERT INTO st VALUES ('x')", "cannot store TEXT value in INTEGER column st.a: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_DATATYPE)");
});

// 5.4: a trigger's own message
export const raise = inside((sql) => {
  tables(sql);
  sql.exec("CREATE TRIGGER t AFTER INSERT ON pk BEGIN SELECT raise(ABORT, 'my message'); END");
  refuses(sql, "INSERT INTO pk VALUES (2)", "my message: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_TRIGGER)");
  assert.strictEqual(sql.exec("SELECT count(*) AS n FROM pk").one().n, 1);
});

// 5.4: other codes
export const otherCodes = inside((sql) => {
  tables(sql);
  refuses(sql, "INSERT INTO pk VALUES ('x')", "datatype mismatch: SQLITE_MISMATCH");
  refuses(sql, "SELECT json('{')", "malformed JSON: SQLITE_ERROR");
  refuses(sql, "SELECT abs(-9223372036854775808)", "integer overflow: SQLITE_ERROR");
  refuses(sql, "SELECT * FROM un ORDER BY 1 COLLATE nope", "no such collation sequence: nope: SQLITE_ERROR (extended: SQLITE_ERROR_MISSING_COLLSEQ)");
});

// 5.4: dropping a table that a cursor reads
export const locked = inside((sql) => {
  sql.exec("CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)");
  const c = sql.exec("SELECT * FROM t");
  refuses(sql, "DROP TABLE t", "database table is locked: SQLITE_LOCKED");
  assert.strictEqual(c.toArray().length, 2);
  sql.exec("DROP TABLE t");
});

// 5.4: transactions are the storage's
export const transactions = inside((sql) => {
  const message = "To execute a transaction, please use the state.storage.transaction() or state.storage.transactionSync() APIs instead of the SQL BEGIN TRANSACTION or SAVEPOINT statements. The JavaScript API is safer because it will automatically roll back on exceptions, and because it interacts correctly with Durable Objects' automatic atomic write coalescing.";
  for (const query of ["BEGIN", "BEGIN IMMEDIATE", "COMMIT", "END", "ROLLBACK", "SAVEPOINT x", "RELEASE x", "ROLLBACK TO x"]) refuses(sql, query, message);
});

// 5.4: VACUUM
export const vacuum = inside((sql) => refuses(sql, "VACUUM", "cannot VACUUM from within a transaction: SQLITE_ERROR"));

// 5.4: a disallowed function, at its offset; load_extension says it otherwise (12a.12)
export const functions = inside((sql) => {
  refuses(sql, "SELECT sqlite_version()", "not authorized to use function: sqlite_version at offset 7: SQLITE_ERROR");
  refuses(sql, "SELECT load_extension('x')", "not authorized: SQLITE_ERROR");
});

// 12a.12: load_extension, and a comment in a column's name
export const corrections = inside((sql) => {
  refuses(sql, "select load_extension('x')", "not authorized: SQLITE_ERROR");
  assert.deepStrictEqual(sql.exec("select 1 -- hi").columnNames, ["1 -- hi"]);
});

// 5.4: text in double quotes is a string where no such column is
export const doubleQuotes = inside((sql) => {
  assert.deepStrictEqual(sql.exec('SELECT "hello" AS a').one(), { a: "hello" });
});

// 5.4: an error ends its statement only
export const goesOn = inside((sql) => {
  tables(sql);
  assert.throws(() => sql.exec("INSERT INTO pk VALUES (2), (1)"));
  assert.deepStrictEqual(sql.exec("SELECT id FROM pk").toArray(), [{ id: 1 }]);
  sql.exec("INSERT INTO pk VALUES (3)");
});
