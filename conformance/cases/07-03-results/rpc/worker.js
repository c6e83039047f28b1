import { DurableObject, RpcTarget, RpcPromise, RpcStub } from "cloudflare:workers";
import assert from "node:assert";

class Counter extends RpcTarget {
  #n;
  constructor(n) {
    super();
    this.#n = n;
  }
  inc() {
    return ++this.#n;
  }
  next() {
    return new Counter(this.#n + 10);
  }
  get value() {
    return this.#n;
  }
}

let calls = 0;

export class Thing extends DurableObject {
  answer(v) {
    return v;
  }
  async later(v) {
    await scheduler.wait(1);
    return v;
  }
  nothing() {}
  count() {
    return ++calls;
  }
  counter(n) {
    return new Counter(n);
  }
  async laterCounter(n) {
    await scheduler.wait(5);
    return new Counter(n);
  }
  deep() {
    return { a: { b: { c: () => 42, counter: new Counter(1) } }, n: 7 };
  }
  double(n) {
    return n * 2;
  }
  fn() {
    return (n) => n + 1;
  }
  thenable() {
    return { then: (f) => f("thened") };
  }
  fails() {
    throw new RangeError("m");
  }
  get prop() {
    return { x: 1 };
  }
}

const thing = (env) => env.Thing.getByName("x");
const symbols = (o) => Object.getOwnPropertySymbols(o).includes(Symbol.dispose);

// 7.3: a call answers an RpcPromise, which is callable and no Promise
export const promises = {
  async test(controller, env) {
    const p = thing(env).answer(1);
    assert.strictEqual(Object.prototype.toString.call(p), "[object JsRpcPromise]");
    assert.strictEqual(typeof p, "function");
    assert.ok(p instanceof RpcPromise);
    assert.ok(!(p instanceof Promise));
    assert.strictEqual(typeof p.then, "function");
    assert.strictEqual(typeof p.catch, "function");
    assert.strictEqual(typeof p.finally, "function");
    assert.strictEqual(typeof p[Symbol.dispose], "function");
    assert.strictEqual(await p, 1);
    assert.throws(() => new RpcPromise(), { name: "TypeError", message: "Illegal constructor" });
  },
};

// 7.3: then, catch and finally answer promises
export const methods = {
  async test(controller, env) {
    const s = thing(env);
    assert.ok(s.answer(1).then(() => {}) instanceof Promise);
    assert.strictEqual(await s.answer(1).then((v) => v + 1), 2);
    assert.strictEqual(await s.fails().then(() => 0, (e) => e.message), "m");
    assert.strictEqual(await s.fails().catch((e) => e.message), "m");
    let over = 0;
    assert.strictEqual(await s.answer(3).finally(() => over++), 3);
    assert.strictEqual(over, 1);
    const bad = { name: "TypeError", message: "Failed to execute 'then' on 'JsRpcPromise': parameter 1 is not of type 'Function'." };
    assert.throws(() => s.answer(1).then(5), bad);
  },
};

// 7.3: sync and async methods look the same
export const sync = {
  async test(controller, env) {
    assert.strictEqual(await thing(env).answer("v"), "v");
    assert.strictEqual(await thing(env).later("v"), "v");
  },
};

// 7.3: undefined and null stay what they are
export const empty = {
  async test(controller, env) {
    const s = thing(env);
    assert.strictEqual(await s.nothing(), undefined);
    assert.strictEqual(await s.answer(), undefined);
    assert.strictEqual(await s.answer(null), null);
    assert.deepStrictEqual(await s.answer({ a: undefined, b: null }), Object.assign(await s.answer({}), { a: undefined, b: null }));
  },
};

// 7.3: a thenable is awaited
export const thenables = {
  async test(controller, env) {
    assert.strictEqual(await thing(env).thenable(), "thened");
  },
};

// 7.3: awaiting a property reads it, each time anew
export const properties = {
  async test(controller, env) {
    const s = thing(env);
    assert.strictEqual((await s.prop).x, 1);
    assert.strictEqual(await s.prop.x, 1);
    assert.strictEqual(Object.prototype.toString.call(s.prop), "[object JsRpcProperty]");
  },
};

// 7.3: awaiting a method gives a stub of the function
export const methodStubs = {
  async test(controller, env) {
    using double = await thing(env).double;
    assert.strictEqual(Object.prototype.toString.call(double), "[object JsRpcStub]");
    assert.strictEqual(await double(4), 8);
  },
};

// 7.3: a promise sends its call once, however often it is awaited
export const once = {
  async test(controller, env) {
    calls = 0;
    const p = thing(env).count();
    assert.deepStrictEqual([await p, await p, ...(await Promise.all([p, p]))], [1, 1, 1, 1]);
  },
};

// 7.3: a call is sent though nobody awaits it
export const unawaited = {
  async test(controller, env) {
    const s = thing(env);
    calls = 10;
    s.count();
    s.count();
    assert.strictEqual(await s.count(), 13);
  },
};

// 7.3: calls on results that are not there yet
export const pipelining = {
  async test(controller, env) {
    const s = thing(env);
    assert.strictEqual(await s.counter(1).inc(), 2);
    assert.strictEqual(await s.laterCounter(5).inc(), 6);
    assert.strictEqual(await s.counter(1).next().next().inc(), 22);
    assert.strictEqual(await s.counter(4).value, 4);
    assert.strictEqual(await s.deep().n, 7);
    assert.strictEqual(await s.deep().a.b.c(), 42);
    assert.strictEqual(await s.deep().a.b.counter.inc(), 2);
    assert.strictEqual(await s.fn()(1), 2);
  },
};

// 7.3: calls on a result that has arrived
export const afterwards = {
  async test(controller, env) {
    const p = thing(env).deep();
    const result = await p;
    assert.strictEqual(await p.n, 7);
    assert.strictEqual(await p.a.b.c(), 42);
    assert.strictEqual(await p.a.b.counter.inc(), 2);
    assert.strictEqual(await result.a.b.counter.inc(), 3);
    const n = thing(env).answer(5);
    await n;
    await assert.rejects(async () => await n.foo(), { name: "TypeError", message: "Can't pipeline on RPC that did not return an object." });
  },
};

// 7.3: a primitive or void result has no members, and only the first missing name is told
export const primitives = {
  async test(controller, env) {
    const s = thing(env);
    const missing = (name) => ({ name: "TypeError", remote: true, message: `The RPC receiver does not implement the method "${name}".` });
    await assert.rejects(async () => await s.nothing().foo(), missing("foo"));
    await assert.rejects(async () => await s.answer(5).foo.bar(), missing("foo"));
    await assert.rejects(async () => await s.answer("text").length, missing("length"));
    await assert.rejects(async () => await s.answer([1, 2]).length, missing("length"));
    await assert.rejects(async () => await s.answer(new Map()).size, missing("size"));
    await assert.rejects(async () => await s.answer({}).foo(), missing("foo"));
    await assert.rejects(async () => await s.answer(5)(), { name: "TypeError", message: '"(this)" is not a function.' });
  },
};

// 7.3: errors of the call before go to those behind it
export const failures = {
  async test(controller, env) {
    const s = thing(env);
    await assert.rejects(async () => await s.fails().foo(), { name: "RangeError", message: "m" });
    await assert.rejects(async () => await s.fails().foo.bar, { name: "RangeError", message: "m" });
    await assert.rejects(async () => await s.answer(Symbol("x")).foo(), { name: "DataCloneError" });
  },
};

// 7.3: an index is no member of a result
export const indices = {
  async test(controller, env) {
    assert.strictEqual(await thing(env).answer([1, 2])[0], undefined);
  },
};

// 7.3: an object that is a result gets a disposer, which is not enumerable
export const disposers = {
  async test(controller, env) {
    const s = thing(env);
    for (const v of [await s.answer({}), await s.answer([1]), await s.answer(new Map()), await s.answer(new Date(0)), await s.deep()]) {
      assert.ok(symbols(v));
      const d = Object.getOwnPropertyDescriptor(v, Symbol.dispose);
      assert.deepStrictEqual([typeof d.value, d.enumerable, d.writable, d.configurable], ["function", false, true, true]);
    }
    const nested = await s.answer({ a: {} });
    assert.ok(!symbols(nested.a));
    using f = await s.fn();
    assert.ok(!symbols(f));
  },
};

// 7.3: what fails at once rejects, and throws nothing
export const rejections = {
  async test(controller, env) {
    const p = thing(env).answer(Symbol("x"));
    assert.ok(p instanceof RpcPromise);
    await assert.rejects(async () => await p, { name: "DataCloneError", message: "Symbol(x) could not be cloned." });
  },
};

// 7.3: an RpcPromise or RpcProperty is no argument
export const arguments_ = {
  async test(controller, env) {
    const s = thing(env);
    const refused = (type) => ({ name: "DataCloneError", message: `Could not serialize object of type "${type}". This type does not support serialization.` });
    await assert.rejects(async () => await s.answer(s.answer(1)), refused("RpcPromise"));
    await assert.rejects(async () => await s.answer(s.double), refused("RpcProperty"));
    assert.ok(RpcStub);
  },
};
