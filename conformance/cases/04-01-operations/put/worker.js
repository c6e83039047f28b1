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

// 4.1: put resolves to undefined
export const resolves = inside(async (storage) => {
  assert.strictEqual(await storage.put("a", 1), undefined);
});

// 4.1: undefined is no value
export const undefinedValue = inside(async (storage) => {
  const refusal = { name: "TypeError", message: "put() called with undefined value." };
  await assert.rejects(storage.put("a", undefined), refusal);
  await assert.rejects(storage.put("a"), refusal);
});

// 4.1: null is a value
export const nullValue = inside(async (storage) => {
  await storage.put("a", null);
  assert.strictEqual(await storage.get("a"), null);
  assert.strictEqual((await storage.list()).size, 1);
});

// 4.1: a value is serialised when put is called
export const serialisedAtCall = inside(async (storage) => {
  const value = { a: 1 };
  const put = storage.put("a", value);
  value.a = 2;
  await put;
  assert.deepStrictEqual(await storage.get("a"), { a: 1 });
});

// 4.1: put of an object stores its own enumerable properties with string keys
export const entries = inside(async (storage) => {
  const o = Object.create({ inherited: 1 }, { hidden: { value: 2 } });
  Object.assign(o, { a: 1, b: { c: 2 }, [Symbol("s")]: 3 });
  assert.strictEqual(await storage.put(o), undefined);
  assert.deepStrictEqual([...(await storage.list())], [["a", 1], ["b", { c: 2 }]]);
});

// 4.1: entries whose value is undefined are skipped
export const undefinedEntries = inside(async (storage) => {
  await storage.put("b", 1);
  await storage.put({ a: undefined, b: undefined, c: 3 });
  assert.deepStrictEqual([...(await storage.list())], [["b", 1], ["c", 3]]);
});

// 4.1: put of an object takes options
export const entriesWithOptions = inside(async (storage) => {
  await storage.put({ a: 1 }, { allowUnconfirmed: true, allowConcurrency: true, noCache: true });
  await storage.put({ b: 2 }, null);
  await storage.put({ c: 3 }, undefined);
  assert.deepStrictEqual([...(await storage.list())], [["a", 1], ["b", 2], ["c", 3]]);
});

// 4.1: put of an object and something that is no options is refused
export const entriesAndValue = inside(async (storage) => {
  await assert.rejects(storage.put({ a: 1 }, 5), {
    name: "TypeError",
    message:
      "put() may only be called with a single key-value pair and optional options as put(key, value, options) or with multiple key-value pairs and optional options as put(entries, options)",
  });
  assert.strictEqual((await storage.list()).size, 0);
});

// 4.1: a Map has no properties to store
export const map = inside(async (storage) => {
  await storage.put(new Map([["a", 1]]));
  assert.strictEqual((await storage.list()).size, 0);
});

// 4.1: an array is a key
export const array = inside(async (storage) => {
  await assert.rejects(storage.put(["a", "b"]), { name: "TypeError", message: "put() called with undefined value." });
  await storage.put(["a", "b"], 1);
  assert.strictEqual(await storage.get("a,b"), 1);
});

// 4.1: put takes allowConcurrency, allowUnconfirmed and noCache
export const options = inside(async (storage) => {
  await storage.put("a", 1, { allowConcurrency: true, allowUnconfirmed: true, noCache: true });
  assert.strictEqual(await storage.get("a"), 1);
});

// 4.1: put() without anything is refused
export const nothing = inside(async (storage) => {
  await assert.rejects(storage.put(), {
    name: "TypeError",
    message: "Failed to execute 'put' on 'DurableObjectStorage': parameter 1 is not of type 'string or object'.",
  });
});

// 4.1: operations other than delete reject and do not throw
export const neverThrows = inside(async (storage) => {
  const calls = [
    () => storage.get(), () => storage.put(), () => storage.put("a", undefined), () => storage.put("a", () => {}),
    () => storage.list(5), () => storage.setAlarm("x"), () => storage.transaction(5),
  ];
  for (const call of calls) {
    const promise = call();
    assert.ok(promise instanceof Promise, String(call));
    await assert.rejects(promise);
  }
});

// 4.1: a put replaces what was there
export const replaces = inside(async (storage) => {
  await storage.put("a", 1);
  await storage.put("a", "two");
  assert.deepStrictEqual([...(await storage.list())], [["a", "two"]]);
});
