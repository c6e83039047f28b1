import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

class MyErr extends Error {
  constructor(message) {
    super(message, { cause: "why" });
    this.name = "MyErr";
    this.code = 7;
  }
}

const thrown = {
  type: () => new TypeError("m"),
  custom: () => new MyErr("m"),
  aggregate: () => new AggregateError([new Error("one")], "m"),
  string: () => "s",
  object: () => ({ a: 1 }),
  retryable: () => Object.assign(new MyErr("m"), { retryable: true }),
  overloaded: () => Object.assign(new MyErr("m"), { overloaded: true }),
  both: () => Object.assign(new MyErr("m"), { retryable: true, overloaded: true }),
};

export class Room extends DurableObject {
  async fetch(request) {
    throw thrown[new URL(request.url).pathname.slice(1)]();
  }
}

const of = (env, name) => env.Room.getByName(name).fetch("http://do/" + name).then(
  () => assert.fail("it did not reject"),
  (e) => e,
);

// 2.6: before 2026-04-21 a built-in error keeps its class
export const builtin = {
  async test(controller, env) {
    const e = await of(env, "type");
    assert.strictEqual(e instanceof TypeError, true);
    assert.strictEqual(String(e), "TypeError: m");
    assert.strictEqual(e.remote, true);
    assert.strictEqual(e.durableObjectId, undefined);
  },
};

// 2.6: before 2026-04-21 a custom error loses its properties and its cause, and its name goes into the message
export const custom = {
  async test(controller, env) {
    const e = await of(env, "custom");
    assert.strictEqual(e.constructor, Error);
    assert.strictEqual(e.name, "Error");
    assert.strictEqual(e.message, "MyErr: m");
    assert.strictEqual(e.code, undefined);
    assert.strictEqual(e.cause, undefined);
  },
};

// 2.6: before 2026-04-21 an AggregateError loses its errors
export const aggregate = {
  async test(controller, env) {
    const e = await of(env, "aggregate");
    assert.strictEqual(e instanceof AggregateError, true);
    assert.strictEqual(e.errors, undefined);
  },
};

// 2.6: before 2026-04-21 whatever is no error becomes one
export const primitive = {
  async test(controller, env) {
    assert.strictEqual(String(await of(env, "string")), "Error: s");
    assert.strictEqual(String(await of(env, "object")), "Error: #<Object>");
  },
};

// 2.6: before 2026-04-21 a mark that the object set stays, of two the overload
export const kept = {
  async test(controller, env) {
    for (const [name, retryable, overloaded] of [
      ["retryable", true, undefined], ["overloaded", undefined, true], ["both", undefined, true],
    ]) {
      const e = await of(env, name);
      assert.strictEqual(e.message, "MyErr: m");
      assert.deepStrictEqual([e.retryable, e.overloaded], [retryable, overloaded]);
    }
  },
};
