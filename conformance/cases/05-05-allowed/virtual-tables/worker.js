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

// 5.5: fts5 with its functions and fts5vocab
export const fts5 = inside((sql) => {
  sql.exec("CREATE VIRTUAL TABLE f USING fts5(body); INSERT INTO f VALUES ('hello world'), ('bye world'); CREATE VIRTUAL TABLE w USING FTS5VOCAB(f, row)");
  assert.deepStrictEqual(sql.exec("SELECT body, highlight(f, 0, '[', ']') AS h, snippet(f, 0, '<', '>', '..', 2) AS s, bm25(f) < 0 AS r FROM f WHERE f MATCH 'hello'").one(),
    { body: "hello world", h: "[hello] world", s: "<hello> world", r: 1 });
  assert.deepStrictEqual([...sql.exec("SELECT term, doc FROM w").raw()], [["bye", 1], ["hello", 1], ["world", 2]]);
  sql.exec("DROP TABLE f");
});

// 5.5: the trigram tokenizer
export const trigram = inside((sql) => {
  sql.exec("CREATE VIRTUAL TABLE f USING fts5(body, tokenize = trigram); INSERT INTO f VALUES ('abcdef')");
  assert.strictEqual(sql.exec("SELECT body FROM f WHERE f MATCH 'cde'").one().body, "abcdef");
  assert.strictEqual(sql.exec("SELECT body FROM f WHERE body LIKE '%bcd%'").one().body, "abcdef");
});

// 5.5: rtree and rtree_i32
export const rtree = inside((sql) => {
  sql.exec("CREATE VIRTUAL TABLE r USING rtree(id, x0, x1); CREATE VIRTUAL TABLE i USING rtree_i32(id, x0, x1); INSERT INTO r VALUES (1, 0, 5), (2, 10, 15)");
  assert.deepStrictEqual(sql.exec("SELECT id FROM r WHERE x0 >= 1").toArray(), [{ id: 2 }]);
  assert.deepStrictEqual([...sql.exec("SELECT rtreecheck('r')").raw()], [["ok"]]);
});

// 5.5: no others
export const others = inside((sql) => {
  for (const module of ["fts3(a)", "fts4(a)", "dbstat", "csv(filename='x')", "geopoly(a)", "nope"]) refuses(sql, `CREATE VIRTUAL TABLE x USING ${module}`, denied);
  for (const name of ["generate_series", "dbstat", "sqlite_dbpage", "sqlite_stmt"]) refuses(sql, `SELECT * FROM ${name}`, `no such table: ${name}: SQLITE_ERROR`);
});

// 5.5: json_each and json_tree
export const json = inside((sql) => {
  assert.deepStrictEqual([...sql.exec("SELECT key, value, type FROM json_each('[1,\"a\"]')").raw()], [[0, 1, "integer"], [1, "a", "text"]]);
  assert.deepStrictEqual([...sql.exec("SELECT fullkey FROM json_tree('{\"a\":[1]}')").raw()], [["$"], ["$.a"], ["$.a[0]"]]);
});
