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

const only = (sql, expression, ...bindings) => [...sql.exec("SELECT " + expression, ...bindings).raw()][0][0];

// 5.2: integers and reals become numbers, large ones lose precision
export const numbers = inside((sql) => {
  assert.strictEqual(only(sql, "42"), 42);
  assert.strictEqual(only(sql, "1.5"), 1.5);
  assert.strictEqual(only(sql, "9007199254740993"), 9007199254740992);
  assert.strictEqual(only(sql, "-9223372036854775808"), -(2 ** 63));
  assert.strictEqual(only(sql, "1e999"), Infinity);
  assert.strictEqual(only(sql, "-1e999"), -Infinity);
  assert.strictEqual(only(sql, "1 = 1"), 1);
});

// 5.2: text keeps NUL, wrong UTF-8 becomes U+FFFD
export const text = inside((sql) => {
  assert.strictEqual(only(sql, "'é😀'"), "é😀");
  assert.strictEqual(only(sql, "CAST(x'610062' AS TEXT)"), "a\0b");
  assert.strictEqual(only(sql, "CAST(x'80ff61' AS TEXT)"), "\ufffd\ufffda");
  assert.strictEqual(only(sql, "CAST(x'e28241' AS TEXT)"), "\ufffdA");
  assert.strictEqual(only(sql, "CAST(x'eda080' AS TEXT)"), "\ufffd\ufffd\ufffd");
  assert.strictEqual(only(sql, "CAST(x'efbbbf41' AS TEXT)"), "\ufeffA");
  assert.strictEqual(only(sql, "''"), "");
});

// 5.2: a blob becomes a fresh ArrayBuffer, an empty one too
export const blobs = inside((sql) => {
  sql.exec("CREATE TABLE t (b)");
  sql.exec("INSERT INTO t VALUES (x'00ff')");
  const a = sql.exec("SELECT b FROM t").one().b;
  assert.ok(a instanceof ArrayBuffer);
  new Uint8Array(a).fill(7);
  assert.deepStrictEqual(new Uint8Array(sql.exec("SELECT b FROM t").one().b), new Uint8Array([0, 255]));
  assert.strictEqual(only(sql, "x''").byteLength, 0);
});

// 5.2: NULL becomes null
export const nulls = inside((sql) => assert.strictEqual(only(sql, "NULL"), null));
