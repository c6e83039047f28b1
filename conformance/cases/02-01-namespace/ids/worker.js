import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

export class Room extends DurableObject {
  async fetch() {
    return Response.json({ id: String(this.ctx.id), name: this.ctx.id.name });
  }
}
export class Other extends DurableObject {}

const text = (method, n, of) =>
  `Failed to execute '${method}' on 'DurableObjectNamespace': parameter ${n} is not of type '${of}'.`;

// 2.1: a name always makes the same id
export const deterministic = {
  test(controller, env) {
    assert.strictEqual(String(env.Room.idFromName("a")), String(env.Room.idFromName("a")));
    assert.notStrictEqual(String(env.Room.idFromName("a")), String(env.Room.idFromName("b")));
    assert.notStrictEqual(String(env.Room.idFromName("a")), String(env.Other.idFromName("a")));
  },
};

// 2.1: a name is made a string
export const coerced = {
  test(controller, env) {
    for (const [given, name] of [[5, "5"], [null, "null"], [undefined, "undefined"], [{}, "[object Object]"], ["", ""]]) {
      assert.strictEqual(env.Room.idFromName(given).name, name);
      assert.strictEqual(String(env.Room.idFromName(given)), String(env.Room.idFromName(name)));
    }
  },
};

// 2.1: idFromName needs a name
export const noName = {
  test(controller, env) {
    assert.throws(() => env.Room.idFromName(), { name: "TypeError", message: text("idFromName", 1, "string") });
  },
};

// 2.1: idFromString takes either case, answers lower case and knows no name
export const fromString = {
  test(controller, env) {
    const hex = String(env.Room.idFromName("a"));
    const id = env.Room.idFromString(hex.toUpperCase());
    assert.strictEqual(String(id), hex);
    assert.strictEqual(id.name, undefined);
  },
};

// 2.1: newUniqueId makes another id each time
export const unique = {
  test(controller, env) {
    const ids = new Set(Array.from({ length: 20 }, () => String(env.Room.newUniqueId())));
    assert.strictEqual(ids.size, 20);
    for (const id of ids) {
      assert.match(id, /^[0-9a-f]{64}$/);
    }
    assert.strictEqual(env.Room.newUniqueId({}).name, undefined);
    assert.strictEqual(env.Room.newUniqueId({ jurisdiction: null }).name, undefined);
  },
};

// 2.1: get takes an id and nothing else
export const getNoId = {
  test(controller, env) {
    const refusal = { name: "TypeError", message: text("get", 1, "DurableObjectId") };
    for (const not of ["a", String(env.Room.idFromName("a")), {}, null, undefined]) {
      assert.throws(() => env.Room.get(not), refusal);
    }
  },
};

// 2.1: getByName is get of idFromName
export const byName = {
  async test(controller, env) {
    const stub = env.Room.getByName("a");
    assert.strictEqual(String(stub.id), String(env.Room.idFromName("a")));
    assert.strictEqual(stub.name, "a");
    const told = await (await stub.fetch("http://do/")).json();
    assert.deepStrictEqual(told, { id: String(stub.id), name: "a" });
  },
};

// 2.1: getByName needs a name
export const byNoName = {
  test(controller, env) {
    assert.throws(() => env.Room.getByName(), { name: "TypeError", message: text("getByName", 1, "string") });
  },
};

// 2.1: no jurisdiction is the same namespace
export const noJurisdiction = {
  test(controller, env) {
    for (const none of [undefined, null]) {
      const same = env.Room.jurisdiction(none);
      assert.strictEqual(String(same.idFromName("a")), String(env.Room.idFromName("a")));
      assert.strictEqual(same.constructor.name, "DurableObjectNamespace");
    }
  },
};

// 2.1: any location hint is taken
export const locationHint = {
  async test(controller, env) {
    for (const locationHint of ["wnam", "oc", "nowhere", ""]) {
      const told = await (await env.Room.get(env.Room.idFromName("hint"), { locationHint }).fetch("http://do/")).json();
      assert.strictEqual(told.name, "hint");
    }
  },
};

// 2.1: one routing mode is known
export const routingMode = {
  test(controller, env) {
    const id = env.Room.idFromName("a");
    env.Room.get(id, { routingMode: "primary-only" });
    const refusal = { name: "RangeError", message: "unknown routingMode: foo" };
    assert.throws(() => env.Room.get(id, { routingMode: "foo" }), refusal);
    assert.throws(() => env.Room.getByName("a", { routingMode: "foo" }), refusal);
  },
};

// 2.1: a namespace has no properties of its own and no getExisting
export const shape = {
  test(controller, env) {
    assert.deepStrictEqual(Object.getOwnPropertyNames(env.Room), []);
    assert.strictEqual(env.Room.getExisting, undefined);
    assert.strictEqual(String(env.Room), "[object DurableObjectNamespace]");
    assert.deepStrictEqual(Object.getOwnPropertyNames(Object.getPrototypeOf(env.Room)).sort(), [
      "constructor", "get", "getByName", "idFromName", "idFromString", "jurisdiction", "newUniqueId",
    ]);
  },
};

// 2.1: an id of another class is not refused and addresses this one
export const foreignId = {
  async test(controller, env) {
    const id = env.Other.idFromName("foreign");
    const told = await (await env.Room.get(id).fetch("http://do/")).json();
    assert.strictEqual(told.id, String(id));
  },
};
