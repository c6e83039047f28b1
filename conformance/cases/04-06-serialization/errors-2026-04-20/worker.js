import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let body;

export class Store extends DurableObject {
  run() {
    return body(this.ctx.storage);
  }
}

// inside makes a test of what runs in an object of its own. again is what storage makes of a value.
const inside = (f) => ({
  async test(controller, env) {
    body = (storage) => f(async (value) => {
      await storage.put("v", value);
      return storage.get("v");
    }, storage);
    await env.Store.get(env.Store.newUniqueId()).run();
  },
});

// 4.6: before 2026-04-21 an error of the language keeps its class and message
export const builtin = inside(async (again) => {
  for (const Class of [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError]) {
    const e = await again(new Class("m"));
    assert.ok(e instanceof Class);
    assert.deepStrictEqual([e.constructor, e.name, e.message], [Class, Class.name, "m"]);
  }
});

// 4.6: before 2026-04-21 own properties are lost
export const properties = inside(async (again) => {
  const e = await again(Object.assign(new RangeError("m"), { code: 5, retryable: true, remote: true }));
  assert.deepStrictEqual([e.code, e.retryable, e.remote], [undefined, undefined, undefined]);
});

// 4.6: before 2026-04-21 the cause is kept
export const cause = inside(async (again) => {
  const e = await again(new Error("m", { cause: new TypeError("why", { cause: [1] }) }));
  assert.ok(e.cause instanceof TypeError);
  assert.strictEqual(e.cause.message, "why");
  assert.deepStrictEqual(e.cause.cause, [1]);
});

// 4.6: before 2026-04-21 an AggregateError is an Error without its errors
export const aggregate = inside(async (again) => {
  const e = await again(new AggregateError([new TypeError("a")], "m"));
  console.log(e.constructor.name, e.name, e.message, "errors" in e);
});

// 4.6: before 2026-04-21 a name of its own decides the class if it is one of the language's
export const named = inside(async (again) => {
  for (const name of ["TypeError", "Mine", "Error", ""]) {
    const e = await again(Object.assign(new RangeError("m"), { name }));
    console.log(JSON.stringify(name), e.constructor.name, e.name, e.message);
  }
});

// 4.6: before 2026-04-21 a DOMException keeps its name, code and message
export const domException = inside(async (again) => {
  const e = await again(new DOMException("m", "AbortError"));
  assert.ok(e instanceof DOMException);
  assert.deepStrictEqual([e.name, e.code, e.message], ["AbortError", 20, "m"]);
});

// 4.6: the synchronous API has the same
export const sync = inside(async (again, storage) => {
  storage.kv.put("v", Object.assign(new SyntaxError("m"), { name: "Mine", code: 5 }));
  const e = storage.kv.get("v");
  console.log(e.constructor.name, e.name, e.message, e.code);
});
