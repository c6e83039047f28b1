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

const listed = async (storage, options) => [...(await storage.list(options)).keys()];

// 4.2: start and startAfter exclude one another
export const bothStarts = inside(async (storage) => {
  await assert.rejects(storage.list({ start: "a", startAfter: "b" }), {
    name: "TypeError",
    message: "list() cannot be called with both start and startAfter values.",
  });
});

// 4.2: a limit has to be positive
export const limits = inside(async (storage) => {
  for (const limit of [0, -1, 0.9, NaN, "x"]) {
    await assert.rejects(storage.list({ limit }), { name: "TypeError", message: "List limit must be positive." }, String(limit));
  }
});

// 4.2: a fractional limit is cut, a numeric string is a number
export const coerced = inside(async (storage) => {
  await storage.put({ a: 1, b: 2, c: 3 });
  assert.deepStrictEqual(await listed(storage, { limit: 1.9 }), ["a"]);
  assert.deepStrictEqual(await listed(storage, { limit: "2" }), ["a", "b"]);
});

// 4.2: options that are no object are refused, null is none
export const noObject = inside(async (storage) => {
  const refusal = {
    name: "TypeError",
    message: "Failed to execute 'list' on 'DurableObjectStorage': parameter 1 is not of type 'ListOptions'.",
  };
  await assert.rejects(storage.list(5), refusal);
  await assert.rejects(storage.list("a"), refusal);
  await storage.put("a", 1);
  assert.deepStrictEqual(await listed(storage, null), ["a"]);
  assert.deepStrictEqual(await listed(storage, undefined), ["a"]);
});

// 4.2: bounds and prefix are coerced to strings
export const strings = inside(async (storage) => {
  await storage.put({ 1: 1, 12: 2, 2: 3 });
  assert.deepStrictEqual(await listed(storage, { prefix: 1 }), ["1", "12"]);
  assert.deepStrictEqual(await listed(storage, { start: 12, end: 2 }), ["12"]);
});

// 4.2: list takes allowConcurrency and noCache
export const hints = inside(async (storage) => {
  await storage.put("a", 1);
  assert.deepStrictEqual(await listed(storage, { allowConcurrency: true, noCache: true }), ["a"]);
});

// 4.2: undefined members are as if left out
export const undefinedMembers = inside(async (storage) => {
  await storage.put({ a: 1, b: 2 });
  const options = { start: undefined, startAfter: undefined, end: undefined, prefix: undefined, limit: undefined, reverse: undefined };
  assert.deepStrictEqual(await listed(storage, options), ["a", "b"]);
});

// 4.2: one value that cannot be read rejects the whole call
export const unreadable = inside(async (storage) => {
  await storage.put("a", 1);
  await storage.put("b", new SharedArrayBuffer(1));
  await assert.rejects(storage.list(), { name: "Error", message: /^internal error/ });
  await assert.rejects(storage.get("b"), { name: "Error", message: /^internal error/ });
  assert.strictEqual(await storage.get("a"), 1);
});
