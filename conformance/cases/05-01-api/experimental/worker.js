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

// 5.1: prepare answers a function that runs its query
export const prepare = inside((sql) => {
  const f = sql.prepare("SELECT ? AS a");
  assert.strictEqual(Object.prototype.toString.call(f), "[object Statement]");
  assert.ok(f instanceof sql.Statement);
  assert.deepStrictEqual([f(1).one(), f("x").one()], [{ a: 1 }, { a: "x" }]);
  fails(() => f(), "Wrong number of parameter bindings for SQL query.");
  fails(() => sql.prepare(), "Failed to execute 'prepare' on 'SqlStorage': parameter 1 is not of type 'String'.", "TypeError");
});

// 5.1: ingest runs what is complete and answers the rest
export const ingest = inside((sql) => {
  assert.deepStrictEqual({ ...sql.ingest("CREATE TABLE t (a); INSERT INTO t VALUES (1); INSERT INTO t VALUES (2), (3); sel") },
    { remainder: " sel", rowsRead: 1, rowsWritten: 5, statementCount: 3 });
  assert.deepStrictEqual({ ...sql.ingest("CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; SELECT 2; END; SELECT ';'; -- ;") },
    { remainder: " -- ;", rowsRead: 0, rowsWritten: 1, statementCount: 2 });
  assert.strictEqual(sql.ingest("").statementCount, 0);
  fails(() => sql.ingest("SELECT ?;"), "Wrong number of parameter bindings for SQL query.");
});
