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

// 5.5: nothing is made under a name that begins with _cf_, in any case
export const create = inside((sql) => {
  sql.exec("CREATE TABLE t (a)");
  for (const query of ["CREATE TABLE _cf_x (a)", "CREATE TABLE _CF_x (a)", 'CREATE TABLE "_Cf_x" (a)', "CREATE INDEX _cf_i ON t (a)",
    "CREATE VIEW _cf_v AS SELECT 1", "CREATE TRIGGER _cf_t AFTER INSERT ON t BEGIN SELECT 1; END", "CREATE VIRTUAL TABLE _cf_f USING fts5(a)"]) {
    refuses(sql, query, denied);
  }
});

// 5.5: nor renamed to one
export const rename = inside((sql) => {
  sql.exec("CREATE TABLE t (a)");
  for (const name of ["_cf_y", '"_CF_y"', "[_cf_y]", "'_cf_y'", "`_cf_y`", "/* a */ _cf_y"]) refuses(sql, `ALTER TABLE t RENAME TO ${name}`, denied);
  refuses(sql, "ALTER TABLE main.t RENAME TO _cf_y", denied);
  sql.exec("ALTER TABLE t RENAME TO u; ALTER TABLE u RENAME TO t");
});

// 5.5: columns, aliases and common table expressions may have such names
export const columns = inside((sql) => {
  sql.exec("CREATE TABLE t (_cf_x)");
  sql.exec("INSERT INTO t VALUES (1)");
  assert.deepStrictEqual(sql.exec("SELECT _cf_x FROM t").one(), { _cf_x: 1 });
  assert.deepStrictEqual(sql.exec("WITH _cf_x AS (SELECT 1 AS a) SELECT a FROM _cf_x").one(), { a: 1 });
  sql.exec("ALTER TABLE t RENAME COLUMN _cf_x TO a");
  sql.exec("ALTER TABLE t RENAME COLUMN a TO _cf_x");
});

// 5.5: the platform's own tables cannot be read or changed
export const own = inside((sql, storage) => {
  storage.kv.put("a", 1);
  const prohibited = "access to _cf_KV.key is prohibited: SQLITE_AUTH";
  refuses(sql, "SELECT * FROM _cf_KV", prohibited);
  refuses(sql, "SELECT key FROM _CF_kv", prohibited);
  refuses(sql, "SELECT count(*) FROM _cf_KV", denied);
  for (const query of ["INSERT INTO _cf_KV VALUES (1, 2)", "UPDATE _cf_KV SET value = 1", "DELETE FROM _cf_KV", "DROP TABLE _cf_KV",
    "ALTER TABLE _cf_KV RENAME TO x", "CREATE INDEX i ON _cf_KV (key)", "CREATE TRIGGER t AFTER INSERT ON _cf_KV BEGIN SELECT 1; END",
    "PRAGMA table_info(_cf_KV)"]) {
    refuses(sql, query, denied);
  }
  sql.exec("CREATE VIEW v AS SELECT * FROM _cf_KV");
  refuses(sql, "SELECT * FROM v", prohibited);
});

// 5.5: but they are listed
export const listed = inside((sql, storage) => {
  storage.kv.put("a", 1);
  assert.deepStrictEqual(sql.exec("SELECT type, name FROM sqlite_master WHERE name = '_cf_KV'").one(), { type: "table", name: "_cf_KV" });
  assert.strictEqual(sql.exec("SELECT count(*) AS n FROM sqlite_schema WHERE name LIKE '\\_cf\\_KV' ESCAPE '\\'").one().n, 1);
});
