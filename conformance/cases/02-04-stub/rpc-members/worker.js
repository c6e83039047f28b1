import { DurableObject, ServiceStub, RpcProperty } from "cloudflare:workers";
import assert from "node:assert";

export class Thing extends DurableObject {
  id() {
    return "never";
  }
  hi(name = "nobody") {
    return "hi " + name;
  }
}

const thing = (env) => env.Thing.getByName("x");

// 2.4: a stub is a DurableObject, which is a Fetcher
export const classes = {
  test(controller, env) {
    const s = thing(env);
    assert.strictEqual(Object.prototype.toString.call(s), "[object DurableObject]");
    assert.strictEqual(String(s), "[object DurableObject]");
    assert.strictEqual(s.constructor.name, "DurableObject");
    assert.ok(s instanceof ServiceStub);
    assert.ok(s instanceof s.constructor);
    assert.strictEqual(typeof s, "object");
  },
};

// 2.4: name and id are its own, so methods of these names are out of reach
export const own = {
  async test(controller, env) {
    const s = thing(env);
    assert.deepStrictEqual(Object.keys(s).sort(), ["id", "name"]);
    assert.strictEqual(s.name, "x");
    assert.strictEqual(String(s.id), String(env.Thing.idFromName("x")));
    assert.throws(() => s.id(), { name: "TypeError" });
  },
};

// 2.4: name is there and undefined for an object without one
export const nameless = {
  test(controller, env) {
    const s = env.Thing.get(env.Thing.newUniqueId());
    assert.ok("name" in s);
    assert.strictEqual(s.name, undefined);
  },
};

// 2.4: any other name is a remote member
export const wildcard = {
  test(controller, env) {
    const s = thing(env);
    assert.ok("whatever" in s);
    assert.strictEqual(typeof s.whatever, "function");
    assert.ok(s.whatever instanceof RpcProperty);
    assert.strictEqual(Object.prototype.toString.call(s.whatever), "[object JsRpcProperty]");
    assert.notStrictEqual(s.whatever, s.whatever);
    assert.ok(!Object.keys(s).includes("whatever"));
  },
};

// 2.4: a stub is no thenable
export const thenable = {
  async test(controller, env) {
    assert.strictEqual(typeof thing(env).then, "undefined");
    const s = thing(env);
    assert.strictEqual(await s, s);
  },
};

// 2.4: what Object.prototype has is called here
export const local = {
  test(controller, env) {
    const s = thing(env);
    assert.strictEqual(s.toString(), "[object DurableObject]");
    assert.strictEqual(s.valueOf(), s);
    assert.strictEqual(s.hasOwnProperty("id"), true);
    assert.strictEqual(s.isPrototypeOf({}), false);
    assert.throws(() => s.constructor(), { name: "TypeError", message: "Illegal constructor" });
  },
};

// 2.4: symbols and indices are no members
export const symbols = {
  test(controller, env) {
    const s = thing(env);
    assert.strictEqual(s[Symbol.iterator], undefined);
    assert.strictEqual(s[Symbol.dispose], undefined);
    assert.strictEqual(s[Symbol("x")], undefined);
    assert.strictEqual(s[0], undefined);
  },
};

// 2.4: an assigned property is local
export const assigned = {
  async test(controller, env) {
    const s = thing(env);
    s.extra = 5;
    assert.strictEqual(s.extra, 5);
    assert.strictEqual(await s.hi("you"), "hi you");
    s.hi = () => "local";
    assert.strictEqual(s.hi(), "local");
  },
};

// 2.4: a member can be torn off the stub
export const detached = {
  async test(controller, env) {
    const { hi } = thing(env);
    assert.strictEqual(await hi("there"), "hi there");
  },
};
