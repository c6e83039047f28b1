import { DurableObject, ServiceStub } from "cloudflare:workers";
import assert from "node:assert";

let started = 0;
export class Room extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    started++;
  }
  async fetch() {
    return new Response("fetched");
  }
  toString() {
    return "remote";
  }
}

// 2.4: a stub has its id and name as properties of its own
export const own = {
  test(controller, env) {
    const stub = env.Room.getByName("own");
    assert.deepStrictEqual(Object.getOwnPropertyNames(stub).sort(), ["id", "name"]);
    assert.strictEqual(stub.name, "own");
    assert.strictEqual(stub.id.equals(env.Room.idFromName("own")), true);
    assert.strictEqual(env.Room.get(env.Room.newUniqueId()).name, undefined);
  },
};

// 2.4: a stub is a DurableObject, which extends the class of every stub
export const tag = {
  test(controller, env) {
    const stub = env.Room.getByName("tag");
    assert.strictEqual(Object.prototype.toString.call(stub), "[object DurableObject]");
    assert.strictEqual(stub.constructor.name, "DurableObject");
    const parent = Object.getPrototypeOf(Object.getPrototypeOf(stub));
    assert.strictEqual(parent.constructor, ServiceStub);
  },
};

// 2.4: its methods are inherited
export const methods = {
  test(controller, env) {
    const stub = env.Room.getByName("methods");
    assert.strictEqual(typeof stub.fetch, "function");
    assert.strictEqual(typeof stub.connect, "function");
    assert.strictEqual(Object.hasOwn(stub, "fetch"), false);
  },
};

// 2.4: every other name is a property that can be called
export const wildcard = {
  test(controller, env) {
    const stub = env.Room.getByName("wildcard");
    assert.strictEqual(typeof stub.anything, "function");
    assert.strictEqual("foo" in stub, true);
    assert.strictEqual(Object.hasOwn(stub, "foo"), false);
  },
};

// 2.4: a stub is not thenable
export const thenable = {
  async test(controller, env) {
    const stub = env.Room.getByName("thenable");
    assert.strictEqual(typeof stub.then, "undefined");
    assert.strictEqual(await stub, stub);
  },
};

// 2.4: what Object.prototype has runs here and not there
export const local = {
  test(controller, env) {
    const stub = env.Room.getByName("local");
    assert.strictEqual(stub.toString(), "[object DurableObject]");
    assert.strictEqual(stub.valueOf(), stub);
    assert.strictEqual(stub.hasOwnProperty("id"), true);
    assert.throws(() => stub.constructor(), { name: "TypeError", message: "Illegal constructor" });
  },
};

// 2.4: symbols are undefined
export const symbols = {
  test(controller, env) {
    const stub = env.Room.getByName("symbols");
    assert.strictEqual(stub[Symbol("s")], undefined);
    assert.strictEqual(stub[Symbol.iterator], undefined);
  },
};

// 2.4: an assigned property stays here
export const assigned = {
  test(controller, env) {
    const stub = env.Room.getByName("assigned");
    stub.foo = 5;
    assert.strictEqual(stub.foo, 5);
    assert.strictEqual(typeof env.Room.getByName("assigned").foo, "function");
  },
};

// 2.4: the object starts with the first call, not with the stub
export const lazy = {
  async test(controller, env) {
    const before = started;
    const stub = env.Room.getByName("lazy");
    void stub.anything;
    await scheduler.wait(1);
    assert.strictEqual(started, before);
    assert.strictEqual(await (await stub.fetch("http://do/")).text(), "fetched");
    assert.strictEqual(started, before + 1);
  },
};

// 2.4: two stubs of one id are two values
export const distinct = {
  test(controller, env) {
    const id = env.Room.idFromName("distinct");
    assert.notStrictEqual(env.Room.get(id), env.Room.get(id));
  },
};
