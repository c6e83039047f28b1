import { WorkerEntrypoint } from "cloudflare:workers";
import assert from "node:assert";

export const handlers = {
  hello(arg, env, ctx) {
    return [arg, typeof env.HANDLERS, typeof ctx.waitUntil, arguments.length, this === handlers];
  },
  none() {
    return arguments.length;
  },
  four(a, b, c, d) {
    return d;
  },
  n: 5,
  nested: { f: (arg) => "nested " + arg },
  arrow: (arg, env, ctx) => ctx.props,
  async fails() {
    throw new RangeError("m");
  },
  callback: async (f) => await f(1),
};

export class Empty extends WorkerEntrypoint {}

export default {
  hi(name) {
    return "default hi " + name;
  },
};

const wrong = (name) =>
  `Attempted to call RPC function "${name}" with the wrong number of arguments. When calling a top-level handler function that is ` +
  "not declared as part of a class, you must always send exactly one argument. In order to support variable numbers of arguments, " +
  "the server must use class-based syntax (extending WorkerEntrypoint) instead.";

// 7.6: a function gets its one argument, env and ctx
export const one = {
  async test(controller, env) {
    assert.deepStrictEqual([...(await env.HANDLERS.hello("x"))], ["x", "object", "function", 3, true]);
    assert.strictEqual(await env.HANDLERS.none(1), 3);
    assert.deepStrictEqual({ ...(await env.HANDLERS.arrow(1)) }, { from: "the binding" });
  },
};

// 7.6: no other number of arguments will do
export const others = {
  async test(controller, env) {
    for (const args of [[], [1, 2], [1, 2, 3]]) {
      await assert.rejects(async () => await env.HANDLERS.hello(...args), { name: "TypeError", remote: true, message: wrong("hello") });
    }
  },
};

// 7.6: a function with more than three parameters cannot be called
export const parameters = {
  async test(controller, env) {
    await assert.rejects(async () => await env.HANDLERS.four(1), {
      name: "TypeError",
      message:
        'Cannot call handler function "four" over RPC because it has the wrong number of arguments. A simple function handler can only ' +
        "be called over RPC if it has exactly the arguments (arg, env, ctx), where only the first argument comes from the client. To " +
        "support multi-argument RPC functions, use class-based syntax (extending WorkerEntrypoint) instead.",
    });
  },
};

// 7.6: the object's own properties can be read
export const properties = {
  async test(controller, env) {
    assert.strictEqual(await env.HANDLERS.n, 5);
    assert.strictEqual(await env.HANDLERS.nested.f("x"), "nested x");
    await assert.rejects(async () => await env.HANDLERS.n(1), { message: '"n" is not a function.' });
    await assert.rejects(async () => await env.HANDLERS.missing(1), { message: 'The RPC receiver does not implement the method "missing".' });
  },
};

// 7.6: exceptions and callbacks are those of any call
export const rest = {
  async test(controller, env) {
    await assert.rejects(async () => await env.HANDLERS.fails(1), { name: "RangeError", message: "m", remote: true });
    assert.strictEqual(await env.HANDLERS.callback((n) => n + 1), 2);
  },
};

// 7.6: functions of the default export
export const defaults = {
  async test(controller, env) {
    assert.strictEqual(await env.SELF.hi("you"), "default hi you");
  },
};
