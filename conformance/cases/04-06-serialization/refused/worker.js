import { DurableObject, RpcStub, RpcTarget } from "cloudflare:workers";
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

const refused = (storage, value, message) =>
  assert.rejects(storage.put("v", value), (error) => {
    assert.ok(error instanceof DOMException);
    assert.deepStrictEqual([error.name, error.code, error.message], ["DataCloneError", 25, message]);
    return true;
  });

// 4.6: functions and symbols are named by their source
export const functions = inside(async (storage) => {
  await refused(storage, () => 1, "() => 1 could not be cloned.");
  await refused(storage, { f: () => 1 }, "() => 1 could not be cloned.");
  await refused(storage, Symbol("x"), "Symbol(x) could not be cloned.");
});

// 4.6: promises, weak maps, proxies and arguments are refused by class
export const engineObjects = inside(async (storage) => {
  await refused(storage, Promise.resolve(), "#<Promise> could not be cloned.");
  await refused(storage, new WeakMap(), "#<WeakMap> could not be cloned.");
  await refused(storage, new Proxy({}, {}), "#<Object> could not be cloned.");
});

// 4.6: a generator is refused
export const generator = inside(async (storage) => {
  await refused(storage, (function* () {})(), "[object Generator] could not be cloned.");
});

// 4.6: a stream can only travel over RPC
export const stream = inside(async (storage) => {
  await refused(storage, new ReadableStream(), "ReadableStream can only be serialized for RPC.");
});

// 4.6: a response with a body has a stream
export const bodies = inside(async (storage) => {
  await refused(storage, new Response("body"), "ReadableStream can only be serialized for RPC.");
});

// 4.6: objects of the platform that cannot be serialised are named
export const platformObjects = inside(async (storage, ctx) => {
  const objects = {
    URL: new URL("http://a/"), URLSearchParams: new URLSearchParams("a=b"), FormData: new FormData(),
    File: new File(["a"], "b"), Event: new Event("e"), DurableObjectId: ctx.id,
    WebSocket: new WebSocketPair()[0], DurableObjectStorage: storage,
  };
  for (const [type, value] of Object.entries(objects)) {
    await refused(storage, value, `Could not serialize object of type "${type}". This type does not support serialization.`);
  }
});

// 4.6: a key of WebCrypto is not stored
export const cryptoKey = inside(async (storage) => {
  const key = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, true, ["sign"]);
  await refused(storage, key, 'Could not serialize object of type "CryptoKey". This type does not support serialization.');
});

// 4.6: what lives elsewhere cannot be stored
export const references = inside(async (storage) => {
  class Target extends RpcTarget {}
  await refused(storage, new Target(), "Remote RPC references can only be serialized for RPC.");
  await refused(storage, new RpcStub(new Target()), "RpcStub cannot be serialized in this context.");
});

// 4.6: an AbortSignal is refused
export const signal = inside(async (storage) => {
  await refused(storage, AbortSignal.timeout(1000), "AbortSignal serialization is not enabled.");
});

// 4.6: a SharedArrayBuffer can be put but not read
export const shared = inside(async (storage) => {
  assert.strictEqual(await storage.put("v", new SharedArrayBuffer(1)), undefined);
  await assert.rejects(storage.get("v"), { name: "Error", message: /^internal error/ });
});

// 4.6: an exception of a getter is thrown on
export const getter = inside(async (storage) => {
  const error = new RangeError("mine");
  await assert.rejects(storage.put("v", { get a() { throw error; } }), (thrown) => thrown === error);
  assert.strictEqual(await storage.get("v"), undefined);
});

// 4.6: a class is named by its source, whole
export const classes = inside(async (storage) => {
  await refused(storage, class A {}, "class A {} could not be cloned.");
});

// 4.6: a class of the platform, a method and an async function are no values either
export const functionKinds = inside(async (storage) => {
  await refused(storage, [Date], "function Date() { [native code] } could not be cloned.");
  await refused(storage, Map, "function Map() { [native code] } could not be cloned.");
  await refused(storage, async () => 1, "async () => 1 could not be cloned.");
  await refused(storage, new Map([["f", Math.max]]), "function max() { [native code] } could not be cloned.");
});
