import { DurableObject, RpcTarget, RpcStub } from "cloudflare:workers";
import assert from "node:assert";

class Target extends RpcTarget {
  hi() {
    return "hi";
  }
}

const made = [];

class Dup extends RpcTarget {
  constructor(n) {
    super();
    this.label = n;
    made.push(n);
  }
  dup() {
    return new Dup(this.label + 1);
  }
  which() {
    return this.label;
  }
}

export class Thing extends DurableObject {
  async which(stub) {
    return await stub.which();
  }
  async call(f, n) {
    return await f(n);
  }
  give() {
    return new Dup(10);
  }
}

// 7.5: a local stub is called like a remote one
export const local = {
  async test() {
    using s = new RpcStub({ a: 1, f: (n) => n + 1, nested: { p: 2 } });
    assert.strictEqual(Object.prototype.toString.call(s), "[object JsRpcStub]");
    assert.strictEqual(typeof s, "function");
    assert.ok(s instanceof RpcStub);
    assert.strictEqual(await s.a, 1);
    assert.strictEqual(await s.f(1), 2);
    assert.strictEqual(await s.nested.p, 2);
    let called = false;
    using f = new RpcStub(() => { called = true; });
    const p = f();
    assert.strictEqual(called, false);
    await p;
    assert.strictEqual(called, true);
  },
};

// 7.5: a local stub hides what a remote one hides
export const hidden = {
  async test() {
    using s = new RpcStub(Object.assign(new Target(), { own: 1 }));
    await assert.rejects(async () => await s.own, { message: 'The RPC receiver does not implement the method "own".' });
    assert.strictEqual(await s.hi(), "hi");
    using o = new RpcStub({ a: 1 });
    await assert.rejects(async () => await o.b, { message: 'The RPC receiver does not implement the method "b".' });
    await assert.rejects(async () => await o(), { message: '"(this)" is not a function.' });
  },
};

// 7.5: values are copied even by a local stub
export const copies = {
  async test() {
    const value = { n: 1 };
    using f = new RpcStub((v) => v === value);
    assert.strictEqual(await f(value), false);
  },
};

// 7.5: a disposed stub says so
export const disposed = {
  async test() {
    const s = new RpcStub(() => 1);
    const d = s.dup();
    s[Symbol.dispose]();
    await assert.rejects(async () => await s(), { name: "Error", message: "RPC stub used after being disposed." });
    await assert.rejects(async () => await s.foo(), { name: "Error", message: "RPC stub used after being disposed." });
    assert.strictEqual(await d(), 1);
    d[Symbol.dispose]();
  },
};

// 7.5: a target's own dup() makes what goes to the other side as an argument
export const dups = {
  async test(controller, env) {
    made.length = 0;
    const s = env.Thing.getByName("x");
    assert.strictEqual(await s.which(new Dup(1)), 2);
    assert.deepStrictEqual(made, [1, 2]);
    using given = await s.give();
    assert.strictEqual(await given.which(), 10);
    const f = (n) => n;
    f.dup = () => (n) => n * 100;
    assert.strictEqual(await s.call(f, 2), 200);
  },
};

// 7.5: a stub has dup and @@dispose, everything else is remote
export const members = {
  test() {
    using s = new RpcStub({});
    assert.ok(Object.hasOwn(RpcStub.prototype, "dup"));
    assert.strictEqual(typeof RpcStub.prototype[Symbol.dispose], "function");
    assert.strictEqual(typeof s.onRpcBroken, "function");
    assert.strictEqual(typeof s.then, "undefined");
    assert.strictEqual(s[Symbol.iterator], undefined);
    assert.strictEqual(String(s), "[object JsRpcStub]");
    assert.deepStrictEqual(Object.keys(s), []);
    assert.throws(() => RpcStub({}), {
      name: "TypeError",
      message: "Failed to construct 'JsRpcStub': Please use the 'new' operator, this object constructor cannot be called as a function.",
    });
  },
};

let left;

// 7.5: a stub belongs to the request that made it
export const abroad = {
  async test() {
    left = new RpcStub(() => 1);
  },
};

// 7.5: another request cannot use it
export const abroadLater = {
  async test() {
    const message = /^Cannot perform I\/O on behalf of a different request\..*\(I\/O type: Client\)$/s;
    await assert.rejects(async () => await left(), { name: "Error", message });
    assert.throws(() => left.dup(), { name: "Error", message });
  },
};
