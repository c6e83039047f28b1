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

// 4.1: a missing key reads as undefined
export const missing = inside(async (storage) => {
  assert.strictEqual(await storage.get("missing"), undefined);
});

// 4.1: every get answers a fresh deep copy
export const copies = inside(async (storage) => {
  await storage.put("o", { a: [1] });
  const first = await storage.get("o");
  const second = await storage.get("o");
  first.a.push(2);
  assert.notStrictEqual(first, second);
  assert.deepStrictEqual([first, second, await storage.get("o")], [{ a: [1, 2] }, { a: [1] }, { a: [1] }]);
});

// 4.1: a key is coerced to a string
export const coerces = inside(async (storage) => {
  await storage.put("null", 1);
  await storage.put("5", 2);
  await storage.put("undefined", 3);
  assert.deepStrictEqual([await storage.get(null), await storage.get(5), await storage.get(undefined)], [1, 2, 3]);
});

// 4.1: get() needs a key
export const withoutKey = inside(async (storage) => {
  await assert.rejects(storage.get(), {
    name: "TypeError",
    message: "Failed to execute 'get' on 'DurableObjectStorage': parameter 1 is not of type 'string or Array'.",
  });
});

// 4.1: get of several keys answers a Map of those that exist, sorted by key bytes
export const several = inside(async (storage) => {
  await storage.put({ b: 2, a: 1, "😀": 4, "\uFFFD": 3 });
  const map = await storage.get(["😀", "\uFFFD", "nope", "b", "a", "b"]);
  assert.ok(map instanceof Map);
  assert.deepStrictEqual([...map], [["a", 1], ["b", 2], ["\uFFFD", 3], ["😀", 4]]);
});

// 4.1: get of no keys answers an empty Map
export const none = inside(async (storage) => {
  assert.deepStrictEqual(await storage.get([]), new Map());
});

// 4.1: the keys of a batch are coerced to strings
export const coercesBatch = inside(async (storage) => {
  await storage.put({ 1: "one", null: "nothing" });
  assert.deepStrictEqual([...(await storage.get([null, 1]))], [["1", "one"], ["null", "nothing"]]);
});

// 4.1: get takes allowConcurrency and noCache
export const options = inside(async (storage) => {
  await storage.put("a", 1);
  assert.strictEqual(await storage.get("a", { allowConcurrency: true, noCache: true }), 1);
  assert.deepStrictEqual(await storage.get(["a"], { allowConcurrency: true, noCache: true }), new Map([["a", 1]]));
  assert.strictEqual(await storage.get("a", undefined), 1);
  assert.strictEqual(await storage.get("a", null), 1);
});

// 4.1: options that are no object are refused
export const badOptions = inside(async (storage) => {
  await assert.rejects(storage.get("a", 5), {
    name: "TypeError",
    message: "Failed to execute 'get' on 'DurableObjectStorage': parameter 2 is not of type 'GetOptions'.",
  });
});
