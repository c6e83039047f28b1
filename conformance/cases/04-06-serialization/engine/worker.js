import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let body;

export class Store extends DurableObject {
  run() {
    return body(this.ctx.storage);
  }
}

// inside makes a test of what runs in an object of its own.
const inside = (f) => ({
  async test(controller, env) {
    body = f;
    await env.Store.get(env.Store.newUniqueId()).run();
  },
});

// 4.6: objects of the engine that cannot be cloned are named by what they are
export const refused = inside(async (storage) => {
  for (const [value, shown] of [
    [(function () { return arguments; })(1, 2), "#<Object>"], [new WeakSet(), "#<WeakSet>"], [new WeakRef({}), "#<WeakRef>"],
    [new FinalizationRegistry(() => {}), "#<FinalizationRegistry>"], [[1][Symbol.iterator](), "[object Array Iterator]"],
    [new Map().entries(), "[object Map Iterator]"], [new Proxy([], {}), "[object Object]"], [(async function* () {})(), "[object AsyncGenerator]"],
    [Object(Symbol("q")), "[object Symbol]"], [{ own: () => 1 }, "() => 1"],
  ]) {
    await assert.rejects(storage.put("v", value), { name: "DataCloneError", code: 25, message: `${shown} could not be cloned.` });
  }
});

// 4.6: what looks special and is an ordinary object is stored as one
export const ordinary = inside(async (storage) => {
  for (const value of [JSON, Math, Intl, Reflect]) {
    await storage.put("v", value);
    assert.deepStrictEqual(await storage.get("v"), {});
  }
});

// 4.6: the list refuses what get refuses, the pair in a batch takes the batch with it
export const batch = inside(async (storage) => {
  await assert.rejects(storage.put({ a: 1, b: new WeakMap() }), { name: "DataCloneError", message: "#<WeakMap> could not be cloned." });
  assert.strictEqual((await storage.list()).size, 0);
});
