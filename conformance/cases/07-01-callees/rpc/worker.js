import { DurableObject, RpcTarget, RpcStub } from "cloudflare:workers";
import assert from "node:assert";

class Counter extends RpcTarget {
  #n = 0;
  add(n) {
    return (this.#n += n);
  }
}

export class Thing extends DurableObject {
  hi(name) {
    return "hi " + name;
  }
  counter() {
    return new Counter();
  }
  fn() {
    return (n) => n * 2;
  }
  wrapped() {
    return new RpcStub({ n: 5, twice: (n) => n * 2, in: { deep: 1 } });
  }
  async call(f, ...args) {
    return await f(...args);
  }
  async addTo(counter, n) {
    return await counter.add(n);
  }
}

export class Legacy {
  fetch() {
    return new Response("legacy");
  }
  hi() {
    return "never";
  }
}

const thing = (env) => env.Thing.getByName("x");

// 7.1: methods of a DurableObject class
export const objects = {
  async test(controller, env) {
    assert.strictEqual(await thing(env).hi("you"), "hi you");
  },
};

// 7.1: an RpcTarget is called where it was made
export const targets = {
  async test(controller, env) {
    using counter = await thing(env).counter();
    assert.strictEqual(await counter.add(2), 2);
    assert.strictEqual(await counter.add(3), 5);
  },
};

// 7.1: an RpcTarget of the caller's is called from the other side
export const callerTargets = {
  async test(controller, env) {
    const counter = new Counter();
    assert.strictEqual(await thing(env).addTo(counter, 4), 4);
    assert.strictEqual(counter.add(1), 5);
  },
};

// 7.1: functions go both ways
export const functions = {
  async test(controller, env) {
    using f = await thing(env).fn();
    assert.strictEqual(await f(21), 42);
    let got;
    assert.strictEqual(await thing(env).call((...args) => { got = args; return "done"; }, 1, undefined, null), "done");
    assert.deepStrictEqual(got, [1, undefined, null]);
  },
};

// 7.1: a function that gets a function
export const callbacks = {
  async test(controller, env) {
    assert.strictEqual(await thing(env).call((f) => f(3), (n) => n + 1), 4);
  },
};

// 7.1: a plain object inside an RpcStub
export const wrapped = {
  async test(controller, env) {
    using s = await thing(env).wrapped();
    assert.strictEqual(await s.n, 5);
    assert.strictEqual(await s.twice(4), 8);
    assert.strictEqual(await s.in.deep, 1);
  },
};

// 7.1: a class that does not extend DurableObject has no RPC
export const legacy = {
  async test(controller, env) {
    const s = env.Legacy.getByName("x");
    await assert.rejects(async () => await s.hi(), {
      name: "TypeError",
      remote: true,
      message:
        "The receiving Durable Object does not support RPC, because its class was not declared with `extends DurableObject`. " +
        "In order to enable RPC, make sure your class extends the special class `DurableObject`, which can be imported from " +
        'the module "cloudflare:workers".',
    });
    assert.strictEqual(await (await s.fetch("http://x/")).text(), "legacy");
  },
};
