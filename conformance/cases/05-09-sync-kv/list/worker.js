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

const filled = (kv) => {
  for (const k of ["a", "a1", "a2", "a3", "b1", "é", "\uffff", "😀", "B"]) kv.put(k, k);
};
const keys = (kv, options) => [...kv.list(options)].map(([k]) => k).join();

// 5.9: it lists pairs in the order of their bytes
export const order = inside((sql, { kv }) => {
  filled(kv);
  assert.strictEqual(keys(kv), "B,a,a1,a2,a3,b1,é,\uffff,😀");
  assert.deepStrictEqual([...kv.list({ limit: 1 })], [["B", "B"]]);
});

// 5.9: the options of the asynchronous list
export const options = inside((sql, { kv }) => {
  filled(kv);
  assert.strictEqual(keys(kv, { prefix: "a" }), "a,a1,a2,a3");
  assert.strictEqual(keys(kv, { start: "a2", end: "c" }), "a2,a3,b1");
  assert.strictEqual(keys(kv, { startAfter: "a2", end: "c" }), "a3,b1");
  assert.strictEqual(keys(kv, { prefix: "a", reverse: true, limit: 2 }), "a3,a2");
  assert.strictEqual(keys(kv, { start: "a1", end: "a3", reverse: true }), "a2,a1");
  assert.strictEqual(keys(kv, { start: "z", end: "a" }), "");
  assert.strictEqual(keys(kv, null), keys(kv));
  assert.strictEqual(keys(kv, { limit: "2" }), "B,a");
  assert.strictEqual(keys(kv, { limit: 1.5 }), "B");
});

// 5.9: wrong options
export const wrong = inside((sql, { kv }) => {
  fails(() => kv.list({ start: "a", startAfter: "b" }), "list() cannot be called with both start and startAfter values.", "TypeError");
  for (const limit of [0, -1, NaN, null, Infinity]) fails(() => kv.list({ limit }), "List limit must be positive.", "TypeError");
  fails(() => kv.list({ limit: 3e9 }), "Value out of range. Must be between -2147483648 and 2147483647 (inclusive).", "TypeError");
  fails(() => kv.list(5), "Failed to execute 'list' on 'SyncKvStorage': parameter 1 is not of type 'ListOptions'.", "TypeError");
});

// 5.9: it answers an iterator with the iterator helpers
export const iterator = inside((sql, { kv }) => {
  filled(kv);
  const i = kv.list();
  assert.strictEqual(Object.prototype.toString.call(i), "[object ListIterator]");
  assert.strictEqual(i[Symbol.iterator](), i);
  assert.strictEqual(i.return, undefined);
  const first = i.next();
  assert.deepStrictEqual(first, { done: false, value: ["B", "B"] });
  assert.deepStrictEqual(Object.keys(first), ["done", "value"]);
  assert.deepStrictEqual(i.take(2).map(([k]) => k).toArray(), ["a", "a1"]);
});

// 5.9: a new list ends the one before
export const invalidated = inside((sql, { kv }) => {
  filled(kv);
  const message = "kv.list() iterator was invalidated because a new call to kv.list() was started. Only one kv.list() iterator can exist at a time.";
  const a = kv.list();
  a.next();
  const b = kv.list();
  fails(() => a.next(), message);
  fails(() => a.next(), message);
  assert.deepStrictEqual(b.next().value, ["B", "B"]);
});

// 5.9: so does the asynchronous list, but no get and no empty range
export const invalidatedByOthers = inside(async (sql, storage) => {
  filled(storage.kv);
  const a = storage.kv.list();
  a.next();
  storage.kv.get("a");
  await storage.get("a");
  storage.kv.list({ start: "z", end: "a" });
  assert.deepStrictEqual(a.next().value, ["a", "a"]);
  await storage.list();
  assert.throws(() => a.next(), /was invalidated/);
});

// 5.9: one that is at its end stays there
export const finished = inside((sql, { kv }) => {
  filled(kv);
  const a = kv.list({ prefix: "b" });
  assert.strictEqual([...a].length, 1);
  kv.list();
  assert.deepStrictEqual(a.next(), { done: true, value: undefined });
});

// 5.9: it sees what is written ahead of it
export const live = inside((sql, { kv }) => {
  filled(kv);
  const seen = [];
  for (const [k] of kv.list({ prefix: "a" })) {
    seen.push(k);
    if (k === "a1") {
      kv.put("a15", 1);
      kv.put("a0", 1);
      kv.delete("a3");
    }
  }
  assert.deepStrictEqual(seen, ["a", "a1", "a15", "a2"]);
});

// 5.9: it lives across awaits
export const awaits = inside(async (sql, { kv }) => {
  filled(kv);
  const i = kv.list({ prefix: "a", reverse: true });
  assert.deepStrictEqual(i.next().value, ["a3", "a3"]);
  await scheduler.wait(1);
  assert.deepStrictEqual(i.next().value, ["a2", "a2"]);
});
