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

const keys = ["", "B", "a", "aa", "é", "\uFFFD", "😀"];

async function fill(storage) {
  await storage.put(Object.fromEntries(keys.toReversed().map((key) => [key, key])));
}

const listed = async (storage, options) => [...(await storage.list(options)).keys()];

// 4.2: keys are in the order of their UTF-8 bytes, not of UTF-16
export const bytes = inside(async (storage) => {
  await fill(storage);
  const map = await storage.list();
  assert.ok(map instanceof Map);
  assert.deepStrictEqual([...map], keys.map((key) => [key, key]));
});

// 4.2: start is inclusive, end is exclusive
export const startEnd = inside(async (storage) => {
  await fill(storage);
  assert.deepStrictEqual(await listed(storage, { start: "B", end: "aa" }), ["B", "a"]);
  assert.deepStrictEqual(await listed(storage, { start: "b" }), ["é", "\uFFFD", "😀"]);
  assert.deepStrictEqual(await listed(storage, { end: "B" }), [""]);
});

// 4.2: startAfter is exclusive
export const startAfter = inside(async (storage) => {
  await fill(storage);
  assert.deepStrictEqual(await listed(storage, { startAfter: "a", end: "é" }), ["aa"]);
  assert.deepStrictEqual(await listed(storage, { startAfter: "" , limit: 1 }), ["B"]);
  assert.deepStrictEqual(await listed(storage, { startAfter: "A", limit: 1 }), ["B"]);
});

// 4.2: prefix limits to keys that begin with it
export const prefix = inside(async (storage) => {
  await fill(storage);
  assert.deepStrictEqual(await listed(storage, { prefix: "a" }), ["a", "aa"]);
  assert.deepStrictEqual(await listed(storage, { prefix: "" }), keys);
  assert.deepStrictEqual(await listed(storage, { prefix: "aaa" }), []);
});

// 4.2: prefix intersects with start and end
export const prefixAndRange = inside(async (storage) => {
  await storage.put({ "p:1": 1, "p:2": 2, "p:3": 3, "q:1": 4, "o:1": 0 });
  assert.deepStrictEqual(await listed(storage, { prefix: "p:", start: "p:2" }), ["p:2", "p:3"]);
  assert.deepStrictEqual(await listed(storage, { prefix: "p:", end: "p:3" }), ["p:1", "p:2"]);
  assert.deepStrictEqual(await listed(storage, { prefix: "p:", start: "a", end: "z" }), ["p:1", "p:2", "p:3"]);
  assert.deepStrictEqual(await listed(storage, { prefix: "p:", startAfter: "p:2" }), ["p:3"]);
  assert.deepStrictEqual(await listed(storage, { prefix: "p:", start: "q" }), []);
  assert.deepStrictEqual(await listed(storage, { prefix: "p:", end: "p" }), []);
});

// 4.2: a prefix of the highest characters has an end
export const highPrefix = inside(async (storage) => {
  await storage.put({ "\u{10FFFF}": 1, "\u{10FFFF}a": 2, "\u{10FFFE}": 0 });
  assert.deepStrictEqual(await listed(storage, { prefix: "\u{10FFFF}" }), ["\u{10FFFF}", "\u{10FFFF}a"]);
});

// 4.2: reverse answers the same range downwards
export const reverse = inside(async (storage) => {
  await fill(storage);
  assert.deepStrictEqual(await listed(storage, { reverse: true }), keys.toReversed());
  assert.deepStrictEqual(await listed(storage, { reverse: true, start: "B", end: "aa" }), ["a", "B"]);
  assert.deepStrictEqual(await listed(storage, { reverse: true, startAfter: "B", end: "é" }), ["aa", "a"]);
  assert.deepStrictEqual(await listed(storage, { reverse: true, prefix: "a" }), ["aa", "a"]);
});

// 4.2: limit comes after range and order
export const limit = inside(async (storage) => {
  await fill(storage);
  assert.deepStrictEqual(await listed(storage, { limit: 2 }), ["", "B"]);
  assert.deepStrictEqual(await listed(storage, { limit: 2, reverse: true }), ["😀", "\uFFFD"]);
  assert.deepStrictEqual(await listed(storage, { limit: 2, reverse: true, end: "é" }), ["aa", "a"]);
  assert.deepStrictEqual(await listed(storage, { limit: 100 }), keys);
});

// 4.2: an empty range is an empty Map
export const empty = inside(async (storage) => {
  await fill(storage);
  assert.deepStrictEqual(await storage.list({ start: "b", end: "a" }), new Map());
  assert.deepStrictEqual(await storage.list({ start: "a", end: "a" }), new Map());
});

// 4.2: list sees what has been put and not yet written
export const unwritten = inside(async (storage) => {
  await storage.put({ a: 1, c: 3 });
  await storage.sync();
  storage.put("b", 2);
  storage.delete("c");
  assert.deepStrictEqual([...(await storage.list())], [["a", 1], ["b", 2]]);
  assert.deepStrictEqual([...(await storage.list({ reverse: true, limit: 1 }))], [["b", 2]]);
});
