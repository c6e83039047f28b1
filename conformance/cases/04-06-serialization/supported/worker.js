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

async function back(storage, value) {
  await storage.put("v", value);
  return await storage.get("v");
}

// 4.6: primitives come back as they were
export const primitives = inside(async (storage) => {
  for (const value of [null, true, false, 0, -0, 1, -1, 2 ** 31, 1.5, NaN, Infinity, -Infinity, 5n, -(2n ** 70n), "", "a", "é", "ł😀", "x\uD800y", "nul\0"]) {
    assert.ok(Object.is(await back(storage, value), value), String(value));
  }
});

// 4.6: undefined within a value stays
export const nestedUndefined = inside(async (storage) => {
  assert.deepStrictEqual(await back(storage, { a: undefined, b: [undefined] }), { a: undefined, b: [undefined] });
});

// 4.6: boxed primitives, dates and regular expressions keep their class
export const boxed = inside(async (storage) => {
  for (const value of [Object(5), Object(true), Object("s"), Object(5n), new Date(5), /x/gi]) {
    const got = await back(storage, value);
    assert.strictEqual(Object.getPrototypeOf(got), Object.getPrototypeOf(value));
    assert.strictEqual(String(got), String(value));
  }
  assert.ok(Number.isNaN((await back(storage, new Date(NaN))).getTime()));
});

// 4.6: an object keeps its own enumerable properties with string keys, whatever its prototype
export const objects = inside(async (storage) => {
  class Point {
    constructor() {
      this.x = 1;
    }
    method() {}
    get onPrototype() {
      return 2;
    }
  }
  const value = Object.defineProperty(new Point(), "hidden", { value: 3 });
  value[Symbol("s")] = 4;
  const got = await back(storage, value);
  assert.strictEqual(Object.getPrototypeOf(got), Object.prototype);
  assert.deepStrictEqual(Reflect.ownKeys(got), ["x"]);
  const bare = await back(storage, Object.assign(Object.create(null), { a: 1 }));
  assert.strictEqual(Object.getPrototypeOf(bare), Object.prototype);
});

// 4.6: getters are evaluated
export const getters = inside(async (storage) => {
  let calls = 0;
  const got = await back(storage, { get a() { return ++calls; } });
  assert.deepStrictEqual([got, calls], [{ a: 1 }, 1]);
  assert.deepStrictEqual(Object.getOwnPropertyDescriptor(got, "a"), { value: 1, writable: true, enumerable: true, configurable: true });
});

// 4.6: the order of properties stays
export const order = inside(async (storage) => {
  assert.deepStrictEqual(Object.keys(await back(storage, { b: 1, a: 2, 10: 3, 2: 4 })), ["2", "10", "b", "a"]);
});

// 4.6: holes and length of an array stay, and so do its other properties
export const arrays = inside(async (storage) => {
  const got = await back(storage, [1, , 3]);
  assert.deepStrictEqual([got.length, 1 in got], [3, false]);
  const sparse = [];
  sparse[100000] = "end";
  const long = await back(storage, sparse);
  assert.deepStrictEqual([long.length, Object.keys(long)], [100001, ["100000"]]);
  assert.strictEqual((await back(storage, Object.assign([1], { name: "n" }))).name, "n");
});

// 4.6: maps and sets keep their order
export const collections = inside(async (storage) => {
  assert.deepStrictEqual([...(await back(storage, new Map([[2, "b"], [1, new Map()]])))], [[2, "b"], [1, new Map()]]);
  assert.deepStrictEqual([...(await back(storage, new Set([3, 1, 2])))], [3, 1, 2]);
});

// 4.6: cycles and shared references stay within a value
export const identity = inside(async (storage) => {
  const shared = { s: 1 };
  const value = { a: shared, b: shared, map: new Map([[shared, shared]]) };
  value.self = value;
  const got = await back(storage, value);
  assert.strictEqual(got.self, got);
  assert.strictEqual(got.a, got.b);
  assert.strictEqual(got.map.get(got.a), got.a);
});

// 4.6: a view comes back on its whole buffer, which views share
export const views = inside(async (storage) => {
  const bytes = new Uint8Array([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
  const [one, other, buffer] = await back(storage, [bytes.subarray(4, 6), bytes.subarray(5), bytes.buffer]);
  assert.deepStrictEqual([one, one.byteOffset, buffer.byteLength], [new Uint8Array([4, 5]), 4, 16]);
  assert.ok(one.buffer === buffer && other.buffer === buffer);
  for (const View of [Int8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array]) {
    const view = new View(bytes.buffer, 0, 1);
    const got = await back(storage, view);
    assert.strictEqual(got.constructor, View);
    assert.deepStrictEqual(got, new View(view));
  }
  const data = await back(storage, new DataView(bytes.buffer, 8, 2));
  assert.deepStrictEqual([data.constructor, data.byteLength, data.getUint8(0)], [DataView, 2, 8]);
});

// 4.6: an ArrayBuffer is copied
export const buffer = inside(async (storage) => {
  const got = await back(storage, new Uint8Array([1, 2]).buffer);
  assert.ok(got instanceof ArrayBuffer);
  assert.deepStrictEqual([...new Uint8Array(got)], [1, 2]);
});

// 4.6: a resizable ArrayBuffer stays resizable
export const resizable = inside(async (storage) => {
  const got = await back(storage, new ArrayBuffer(1, { maxByteLength: 4 }));
  assert.deepStrictEqual([got.resizable, got.byteLength, got.maxByteLength], [true, 1, 4]);
});

// 4.6: an error keeps its class, name, cause, own properties and errors
export const errors = inside(async (storage) => {
  const got = await back(storage, Object.assign(new RangeError("m", { cause: { why: 1 } }), { code: 7 }));
  assert.ok(got instanceof RangeError);
  assert.deepStrictEqual([got.name, got.message, got.cause, got.code], ["RangeError", "m", { why: 1 }, 7]);
  const many = await back(storage, new AggregateError([new TypeError("a"), 2], "several"));
  assert.ok(many instanceof AggregateError);
  assert.deepStrictEqual([many.message, many.errors.length, many.errors[0].name, many.errors[1]], ["several", 2, "TypeError", 2]);
});

// 4.6: an error of a class of one's own is an Error with its name
export const customError = inside(async (storage) => {
  class MyErr extends Error {
    name = "MyErr";
    extra = { a: 1 };
  }
  const got = await back(storage, new MyErr("m"));
  assert.strictEqual(Object.getPrototypeOf(got), Error.prototype);
  assert.deepStrictEqual([got.name, got.message, got.extra], ["MyErr", "m", { a: 1 }]);
});

// 4.6: a DOMException keeps its name and code
export const domException = inside(async (storage) => {
  const got = await back(storage, new DOMException("m", "AbortError"));
  assert.ok(got instanceof DOMException);
  assert.deepStrictEqual([got.name, got.message, got.code], ["AbortError", "m", 20]);
});

// 4.6: Headers, and requests and responses without bodies, keep their types
export const http = inside(async (storage) => {
  const headers = await back(storage, new Headers({ "X-A": "1" }));
  assert.ok(headers instanceof Headers);
  assert.deepStrictEqual([...headers], [["x-a", "1"]]);
  const request = await back(storage, new Request("http://a/b?c", { method: "DELETE", headers: { d: "e" } }));
  assert.deepStrictEqual([request.method, request.url, request.headers.get("d"), request.body], ["DELETE", "http://a/b?c", "e", null]);
  const response = await back(storage, new Response(null, { status: 204, headers: { f: "g" } }));
  assert.ok(response instanceof Response);
  assert.deepStrictEqual([response.status, response.headers.get("f"), response.body], [204, "g", null]);
});

// 4.6: a Blob keeps its type and bytes
export const blob = inside(async (storage) => {
  const got = await back(storage, new Blob(["abc"], { type: "text/x" }));
  assert.ok(got instanceof Blob);
  assert.deepStrictEqual([got.type, await got.text()], ["text/x", "abc"]);
});
