import { DurableObject, RpcTarget, RpcStub } from "cloudflare:workers";
import assert from "node:assert";

class Target extends RpcTarget {
  hi() {
    return "hi";
  }
}

export class Thing extends DurableObject {
  echo(...args) {
    return args.length > 1 ? args : args[0];
  }
  kinds(...args) {
    return args.map((v) => Object.prototype.toString.call(v));
  }
  async callAll(o) {
    return [await o.f(1), await o.list[0](2), await o.map.get("f")(3), await o.target.hi()];
  }
  same(a) {
    return a[0] === a[1] && a[0].self === a[0];
  }
  count() {
    return arguments.length;
  }
  hi() {
    return "hi from an object";
  }
  async callStub(stub) {
    return await stub.hi();
  }
}

const thing = (env) => env.Thing.getByName("x");

const echoed = (...values) => ({
  async test(controller, env) {
    for (const v of values) {
      const got = await thing(env).echo(v);
      if (typeof got === "object" && got) delete got[Symbol.dispose];
      assert.deepStrictEqual(got, v);
    }
  },
});

// 7.4: primitives
export const primitives = echoed(undefined, null, true, false, 0, -0, 1.5, NaN, Infinity, 2 ** 31, 5n, -(2n ** 70n), "", "text", "é", "😀", "\ud800");

// 7.4: objects and arrays
export const objects = echoed({}, { a: 1, b: { c: [1, 2, { d: null }] } }, [], [1, "a", [null]], { 1: "index", "": "empty" });

// 7.4: builtins of the language
export const builtins = echoed(
  new Date(5), new Map([[1, { a: 2 }], ["k", new Set([1, 2])]]), new Set(), new Uint8Array([1, 2, 3]), new Float64Array([0.5]),
  new Uint8Array([9]).buffer, new DataView(new ArrayBuffer(2)).buffer,
);

// 7.4: a regular expression keeps its source and flags
export const patterns = {
  async test(controller, env) {
    const r = await thing(env).echo(/a+/gi);
    assert.deepStrictEqual([r.source, r.flags], ["a+", "gi"]);
  },
};

// 7.4: values arrive as copies
export const copies = {
  async test(controller, env) {
    const o = { a: [1] };
    const got = await thing(env).echo(o);
    got.a.push(2);
    assert.deepStrictEqual(o, { a: [1] });
    assert.notStrictEqual(got, o);
  },
};

// 7.4: arguments are read when the call is made
export const early = {
  async test(controller, env) {
    const o = { n: 1 };
    const p = thing(env).echo(o);
    o.n = 2;
    assert.strictEqual((await p).n, 1);
  },
};

// 7.4: identity and cycles survive within a message
export const cycles = {
  async test(controller, env) {
    const o = {};
    o.self = o;
    assert.strictEqual(await thing(env).same([o, o]), true);
  },
};

// 7.4: every argument counts, given or undefined
export const counted = {
  async test(controller, env) {
    assert.strictEqual(await thing(env).count(), 0);
    assert.strictEqual(await thing(env).count(undefined), 1);
    assert.strictEqual(await thing(env).count(1, undefined, undefined), 3);
  },
};

// 7.4: functions, targets and stubs arrive as RpcStubs, a Durable Object's stub as a Fetcher
export const references = {
  async test(controller, env) {
    const kinds = await thing(env).kinds(() => 1, class A {}, new Target(), new RpcStub(() => 1), thing(env), new Proxy({}, {}), new Proxy(new Target(), {}));
    delete kinds[Symbol.dispose];
    const stub = "[object JsRpcStub]";
    assert.deepStrictEqual([...kinds], [stub, stub, stub, stub, "[object Fetcher]", stub, stub]);
  },
};

// 7.4: references may be anywhere in a value
export const nested = {
  async test(controller, env) {
    const got = await thing(env).callAll({ f: (n) => n, list: [(n) => n * 2], map: new Map([["f", (n) => n * 3]]), target: new Target() });
    assert.deepStrictEqual([...got], [1, 4, 9, "hi"]);
  },
};

// 7.4: a stub of an object can be passed on
export const forwarded = {
  async test(controller, env) {
    assert.strictEqual(await thing(env).callStub(env.Thing.getByName("y")), "hi from an object");
    using back = await thing(env).echo(env.Thing.getByName("z"));
    assert.strictEqual(await back.hi(), "hi from an object");
    assert.strictEqual(Object.prototype.toString.call(back), "[object Fetcher]");
  },
};

// 7.4: a proxy is asked when it is called
export const proxies = {
  async test(controller, env) {
    const asked = [];
    const target = new Proxy(new Target(), {
      get(t, name, r) {
        if (typeof name === "string") asked.push(name);
        return Reflect.get(t, name, r);
      },
    });
    assert.strictEqual(await thing(env).callStub(target), "hi");
    assert.ok(asked.includes("hi"));
  },
};

// 7.4: an error that is passed keeps class and properties
export const errors = {
  async test(controller, env) {
    const e = await thing(env).echo(Object.assign(new RangeError("m"), { code: 5 }));
    assert.ok(e instanceof RangeError);
    assert.deepStrictEqual([e.message, e.code, Object.keys(e)], ["m", 5, ["code"]]);
  },
};

// 7.4: a DOMException stays one
export const exceptions = {
  async test(controller, env) {
    const e = await thing(env).echo(new DOMException("m", "AbortError"));
    assert.ok(e instanceof DOMException);
    assert.deepStrictEqual([e.name, e.message, e.code], ["AbortError", "m", 20]);
  },
};
