import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let body;

export class Store extends DurableObject {
  run() {
    return body(this.ctx.storage, this.ctx);
  }
  alarm() {}
}

// inside makes a test of what runs in an object of its own.
const inside = (f) => ({
  async test(controller, env) {
    body = f;
    await env.Store.get(env.Store.newUniqueId()).run();
  },
});

// 4.1: the empty string is a key
export const empty = inside(async (storage) => {
  await storage.put("", "empty");
  assert.strictEqual(await storage.get(""), "empty");
  assert.deepStrictEqual([...(await storage.list())], [["", "empty"]]);
  assert.strictEqual(await storage.delete(""), true);
});

// 4.1: NUL is a character of a key like any other
export const nul = inside(async (storage) => {
  await storage.put({ "a\0b": 1, a: 0, "a\0": 2, ab: 3 });
  assert.deepStrictEqual([...(await storage.list())], [["a", 0], ["a\0", 2], ["a\0b", 1], ["ab", 3]]);
  assert.strictEqual(await storage.get("a\0b"), 1);
});

// 4.1: a lone surrogate in a key becomes three replacement characters
export const surrogate = inside(async (storage) => {
  await storage.put("x\uD800y", 1);
  assert.deepStrictEqual([...(await storage.list()).keys()], ["x\uFFFD\uFFFD\uFFFDy"]);
});

// 4.3: there is no local limit on the size of a key
export const long = inside(async (storage) => {
  const key = "k".repeat(100000);
  await storage.put(key, 1);
  assert.strictEqual(await storage.get(key), 1);
});

// 4.3: there is no local limit on the number of keys in a batch
export const many = inside(async (storage) => {
  const keys = Array.from({ length: 129 }, (_, i) => "key" + i);
  await storage.put(Object.fromEntries(keys.map((key, i) => [key, i])));
  assert.strictEqual((await storage.get(keys)).size, 129);
  assert.strictEqual(await storage.delete(keys), 129);
});

// 4.3: a record of 8 MiB and 29 bytes is stored, one byte more is not
export const large = inside(async (storage) => {
  const value = new Uint8Array(8388620);
  value[8388619] = 7;
  await storage.put("a", value);
  const back = await storage.get("a");
  assert.deepStrictEqual([back.length, back[8388619]], [8388620, 7]);
  const refusal = { name: "Error", message: "string or blob too big: SQLITE_TOOBIG" };
  await assert.rejects(storage.put("a", new Uint8Array(8388621)), refusal);
  await assert.rejects(storage.put("aa", value), refusal);
});
