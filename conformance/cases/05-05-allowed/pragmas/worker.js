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

const rows = (sql, query) => [...sql.exec(query).raw()];
const made = (sql) => sql.exec("CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (a TEXT NOT NULL, b REFERENCES p (id)); CREATE INDEX i ON t (b)");

// 5.5: table_list, table_info and table_xinfo
export const tables = inside((sql) => {
  made(sql);
  assert.deepStrictEqual(rows(sql, "PRAGMA table_list(t)"), [["main", "t", "table", 2, 0, 0]]);
  assert.ok(rows(sql, "PRAGMA table_list").length >= 2);
  assert.deepStrictEqual(rows(sql, "PRAGMA table_info(t)"), [[0, "a", "TEXT", 1, null, 0], [1, "b", "", 0, null, 0]]);
  assert.deepStrictEqual(rows(sql, "PRAGMA table_xinfo = t"), [[0, "a", "TEXT", 1, null, 0, 0], [1, "b", "", 0, null, 0, 0]]);
  assert.deepStrictEqual(rows(sql, "SELECT name FROM pragma_table_info('t')"), [["a"], ["b"]]);
  refuses(sql, "PRAGMA table_info", denied);
});

// 5.5: indexes and foreign keys
export const indexes = inside((sql) => {
  made(sql);
  assert.deepStrictEqual(rows(sql, "PRAGMA index_list(t)"), [[0, "i", 0, "c", 0]]);
  assert.deepStrictEqual(rows(sql, "PRAGMA index_info(i)"), [[0, 1, "b"]]);
  assert.strictEqual(rows(sql, "PRAGMA index_xinfo(i)").length, 2);
  assert.deepStrictEqual(rows(sql, "PRAGMA foreign_key_list(t)"), [[0, 0, "p", "b", "id", "NO ACTION", "NO ACTION", "NONE"]]);
  for (const name of ["index_list", "index_info", "index_xinfo", "foreign_key_list"]) refuses(sql, `PRAGMA ${name}`, denied);
});

// 5.5: checks
export const checks = inside((sql) => {
  made(sql);
  assert.deepStrictEqual(rows(sql, "PRAGMA foreign_key_check"), []);
  assert.deepStrictEqual(rows(sql, "PRAGMA foreign_key_check(t)"), []);
  for (const query of ["quick_check", "quick_check(1)", "quick_check(t)"]) assert.deepStrictEqual(rows(sql, `PRAGMA ${query}`), [["ok"]]);
  refuses(sql, "PRAGMA quick_check(_cf_x)", denied);
  refuses(sql, "PRAGMA integrity_check", denied);
});

// 5.5: optimize takes a number or nothing
export const optimize = inside((sql) => {
  made(sql);
  assert.deepStrictEqual(rows(sql, "PRAGMA optimize"), []);
  assert.deepStrictEqual(rows(sql, "PRAGMA optimize(2)"), []);
  refuses(sql, "PRAGMA optimize(x)", denied);
});

// 5.5: page_size and data_version are read only
export const readOnly = inside((sql) => {
  assert.deepStrictEqual(rows(sql, "PRAGMA page_size"), [[4096]]);
  assert.strictEqual(rows(sql, "PRAGMA data_version").length, 1);
  refuses(sql, "PRAGMA page_size = 4096", denied);
  refuses(sql, "PRAGMA data_version = 1", denied);
});

// 5.5: booleans are read and written, in any spelling
export const booleans = inside((sql) => {
  assert.deepStrictEqual(rows(sql, "PRAGMA recursive_triggers"), [[0]]);
  for (const [value, state] of [["on", 1], ["off", 0], ["'yes'", 1], ['"NO"', 0], ["1", 1], ["0", 0], ["true", 1], ["FALSE", 0]]) {
    assert.deepStrictEqual(rows(sql, `PRAGMA recursive_triggers = ${value}`), []);
    assert.deepStrictEqual(rows(sql, "PRAGMA recursive_triggers"), [[state]], value);
  }
  refuses(sql, "PRAGMA recursive_triggers = maybe", denied);
  for (const name of ["case_sensitive_like", "defer_foreign_keys", "foreign_keys", "ignore_check_constraints", "legacy_alter_table", "reverse_unordered_selects"]) {
    sql.exec(`PRAGMA ${name} = off`);
  }
});

// 5.5: all others are refused
export const others = inside((sql) => {
  for (const name of ["user_version", "user_version = 1", "application_id", "journal_mode", "synchronous", "page_count", "freelist_count", "function_list",
    "module_list", "pragma_list", "database_list", "collation_list", "compile_options", "cache_size", "encoding", "writable_schema = on", "nope"]) {
    refuses(sql, `PRAGMA ${name}`, denied);
  }
  refuses(sql, "SELECT * FROM pragma_user_version", denied);
});

// 5.5: foreign keys are on, and stay on once the turn has written
export const foreignKeys = inside((sql) => {
  assert.deepStrictEqual(rows(sql, "PRAGMA foreign_keys"), [[1]]);
  made(sql);
  sql.exec("PRAGMA foreign_keys = off");
  assert.deepStrictEqual(rows(sql, "PRAGMA foreign_keys"), [[1]]);
  assert.throws(() => sql.exec("INSERT INTO t VALUES ('x', 5)"), /FOREIGN KEY/);
});

// 5.5: foreign keys can be turned off before the first write of a turn
export const foreignKeysOff = inside((sql) => {
  sql.exec("PRAGMA foreign_keys = off");
  assert.deepStrictEqual(rows(sql, "PRAGMA foreign_keys"), [[0]]);
  made(sql);
  sql.exec("INSERT INTO t VALUES ('x', 5)");
});

// 5.5: LIKE can tell cases apart
export const caseSensitiveLike = inside((sql) => {
  assert.deepStrictEqual(rows(sql, "SELECT 'A' LIKE 'a'"), [[1]]);
  sql.exec("PRAGMA case_sensitive_like = on");
  assert.deepStrictEqual(rows(sql, "SELECT 'A' LIKE 'a'"), [[0]]);
});
