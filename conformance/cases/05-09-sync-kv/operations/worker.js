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

// 5.9: get, put and delete answer at once
export const basics = inside((sql, { kv }) => {
  assert.strictEqual(kv.get("a"), undefined);
  assert.strictEqual(kv.put("a", { x: [1] }), undefined);
  assert.deepStrictEqual(kv.get("a"), { x: [1] });
  assert.strictEqual(kv.delete("a"), true);
  assert.strictEqual(kv.delete("a"), false);
});

// 5.9: put stores undefined and null, unlike the asynchronous one
export const undefinedValue = inside(async (sql, storage) => {
  storage.kv.put("u", undefined);
  storage.kv.put("n", null);
  assert.strictEqual(storage.kv.get("u"), undefined);
  assert.strictEqual(storage.kv.get("n"), null);
  assert.deepStrictEqual([...(await storage.list()).keys()], ["n", "u"]);
  assert.strictEqual(storage.kv.delete("u"), true);
});

// 5.9: missing arguments
export const missing = inside((sql, { kv }) => {
  const text = (op, n, type) => `Failed to execute '${op}' on 'SyncKvStorage': parameter ${n} is not of type '${type}'.`;
  fails(() => kv.get(), text("get", 1, "string"), "TypeError");
  fails(() => kv.put(), text("put", 1, "string"), "TypeError");
  fails(() => kv.put("a"), text("put", 2, "Value"), "TypeError");
  fails(() => kv.delete(), text("delete", 1, "string"), "TypeError");
});

// 5.9: keys are text: there are no batches
export const keys = inside((sql, { kv }) => {
  kv.put(["x", "y"], 1);
  kv.put({}, 2);
  kv.put(5, 3);
  kv.put(null, 4);
  kv.put("", 5);
  assert.deepStrictEqual(["x,y", "[object Object]", "5", "null", ""].map((k) => kv.get(k)), [1, 2, 3, 4, 5]);
  assert.strictEqual(kv.get(["x", "y"]), 1);
  assert.strictEqual(kv.delete(["x", "y"]), true);
  fails(() => kv.get(Symbol("s")), "Cannot convert a Symbol value to a string", "TypeError");
});

// 5.9: lone surrogates stay apart in keys and are listed as U+FFFD
export const surrogates = inside((sql, { kv }) => {
  kv.put("\ud800", 1);
  assert.strictEqual(kv.get("\ud800"), 1);
  assert.strictEqual(kv.get("\ufffd\ufffd\ufffd"), undefined);
  assert.deepStrictEqual([...kv.list()], [["\ufffd\ufffd\ufffd", 1]]);
});

// 5.9: values are copies
export const copies = inside((sql, { kv }) => {
  const o = { x: 1 };
  kv.put("o", o);
  o.x = 2;
  assert.deepStrictEqual(kv.get("o"), { x: 1 });
  assert.notStrictEqual(kv.get("o"), kv.get("o"));
});

// 5.9: what cannot be cloned
export const notCloneable = inside((sql, { kv }) => {
  fails(() => kv.put("f", () => 1), "() => 1 could not be cloned.", "DataCloneError");
  fails(() => kv.put("u", new URL("http://x/")), 'Could not serialize object of type "URL". This type does not support serialization.', "DataCloneError");
});

// 5.9: both interfaces see the same pairs
export const shared = inside(async (sql, storage) => {
  storage.kv.put("a", 1);
  storage.put("b", 2);
  assert.deepStrictEqual([await storage.get("a"), storage.kv.get("b")], [1, 2]);
  await storage.delete("a");
  assert.strictEqual(storage.kv.get("a"), undefined);
});

// 5.9: transactionSync covers it
export const transaction = inside((sql, storage) => {
  storage.kv.put("a", 1);
  assert.throws(() => storage.transactionSync(() => { storage.kv.put("a", 2); storage.kv.delete("a"); throw new Error("no"); }), /no/);
  assert.strictEqual(storage.kv.get("a"), 1);
});

// 5.9: a value that is too big
export const tooBig = inside((sql, { kv }) => {
  fails(() => kv.put("big", new Uint8Array(9000000)), "string or blob too big: SQLITE_TOOBIG");
  assert.strictEqual(kv.get("big"), undefined);
});

// 5.9: kv is one object, tagged, and no global class
export const identity = inside((sql, storage) => {
  assert.strictEqual(storage.kv, storage.kv);
  assert.strictEqual(Object.prototype.toString.call(storage.kv), "[object SyncKvStorage]");
  assert.strictEqual(typeof globalThis.SyncKvStorage, "undefined");
  const { get } = storage.kv;
  assert.throws(() => get("a"), { name: "TypeError", message: /^Illegal invocation/ });
});
