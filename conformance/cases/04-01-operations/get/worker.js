import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

export class Store extends DurableObject {
  async missing() {
    return (await this.ctx.storage.get("missing")) === undefined;
  }
  async copies() {
    const { storage } = this.ctx;
    await storage.put("o", { a: [1] });
    const first = await storage.get("o");
    const second = await storage.get("o");
    first.a.push(2);
    return [first === second, first, second, await storage.get("o")];
  }
  async coerces() {
    const { storage } = this.ctx;
    await storage.put("null", 1);
    await storage.put("5", 2);
    return [await storage.get(null), await storage.get(5)];
  }
  async withoutKey() {
    await this.ctx.storage.get();
  }
  async several() {
    const { storage } = this.ctx;
    await storage.put({ b: 2, a: 1, "😀": 4, "\uFFFD": 3 });
    const map = await storage.get(["😀", "\uFFFD", "nope", "b", "a", "b"]);
    return [map instanceof Map, [...map]];
  }
  async none() {
    return [...(await this.ctx.storage.get([]))];
  }
}

// 4.1: a missing key reads as undefined
export const missing = {
  async test(controller, env) {
    assert.strictEqual(await env.Store.getByName("missing").missing(), true);
  },
};

// 4.1: every get answers a fresh deep copy
export const copies = {
  async test(controller, env) {
    const [same, first, second, third] = await env.Store.getByName("copies").copies();
    assert.strictEqual(same, false);
    assert.deepStrictEqual([first, second, third], [{ a: [1, 2] }, { a: [1] }, { a: [1] }]);
  },
};

// 4.1: a key is coerced to a string
export const coerces = {
  async test(controller, env) {
    assert.deepStrictEqual(await env.Store.getByName("coerces").coerces(), [1, 2]);
  },
};

// 4.1: get() needs a key
export const withoutKey = {
  async test(controller, env) {
    await assert.rejects(env.Store.getByName("withoutKey").withoutKey(), {
      name: "TypeError",
      message: "Failed to execute 'get' on 'DurableObjectStorage': parameter 1 is not of type 'string or Array'.",
    });
  },
};

// 4.1: get of several keys answers a Map of those that exist, sorted by key bytes
export const several = {
  async test(controller, env) {
    assert.deepStrictEqual(await env.Store.getByName("several").several(), [
      true,
      [["a", 1], ["b", 2], ["\uFFFD", 3], ["😀", 4]],
    ]);
  },
};

// 4.1: get of no keys answers an empty Map
export const none = {
  async test(controller, env) {
    assert.deepStrictEqual(await env.Store.getByName("none").none(), []);
  },
};
