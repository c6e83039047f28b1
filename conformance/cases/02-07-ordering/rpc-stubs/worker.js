import { DurableObject, RpcTarget } from "cloudflare:workers";
import assert from "node:assert";

class Counter extends RpcTarget {
  #n = 0;
  inc() {
    return ++this.#n;
  }
  async slowly() {
    await scheduler.wait(20);
    return ++this.#n;
  }
}

const failing = new Set();

export class Thing extends DurableObject {
  n = 0;
  constructor(ctx, env) {
    super(ctx, env);
    if (failing.delete(ctx.id.name)) throw new RangeError("ctor boom");
  }
  inc() {
    return ++this.n;
  }
  async late() {
    const n = ++this.n;
    await scheduler.wait(20);
    return n;
  }
  counter() {
    return new Counter();
  }
  abort(reason) {
    this.ctx.abort(reason);
  }
  fails() {
    throw new Error("ordinary");
  }
  fetch() {
    return new Response(String(++this.n));
  }
  async self() {
    return await this.env.Thing.get(this.ctx.id).inc();
  }
  async echo(stub) {
    return [Object.prototype.toString.call(stub), await stub.inc()];
  }
  async store(stub) {
    await this.ctx.storage.put("stub", stub);
  }
  async storeOwn() {
    await this.ctx.storage.put("stub", this.env.Thing.getByName("x"));
  }
  async storeNamespace() {
    await this.ctx.storage.put("ns", this.env.Thing);
  }
}

const reset = (message) => (e) => {
  assert.strictEqual(e.message, message);
  assert.strictEqual(e.durableObjectReset, true);
  assert.ok(!("remote" in e));
  return true;
};

// 2.7: calls through one stub arrive in the order in which they were made
export const order = {
  async test(controller, env) {
    const s = env.Thing.getByName("order");
    assert.deepStrictEqual(await Promise.all([s.inc(), s.inc(), s.late(), s.inc()]), [1, 2, 3, 4]);
  },
};

// 2.7: calls on one stub of a target arrive in order, pipelined ones too
export const targets = {
  async test(controller, env) {
    const s = env.Thing.getByName("targets");
    const pipelined = s.counter();
    assert.deepStrictEqual(await Promise.all([pipelined.inc(), pipelined.inc(), pipelined.inc()]), [1, 2, 3]);
    using counter = await s.counter();
    assert.deepStrictEqual(await Promise.all([counter.inc(), counter.slowly(), counter.inc()]), [1, 3, 2]);
  },
};

// 2.7: fetches through one stub arrive in order
export const fetches = {
  async test(controller, env) {
    const s = env.Thing.getByName("fetches");
    const all = await Promise.all([1, 2, 3].map(() => s.fetch("http://x/")));
    assert.deepStrictEqual(await Promise.all(all.map((r) => r.text())), ["1", "2", "3"]);
  },
};

// 2.7: after a reset the same stub keeps failing, a new one does not
export const broken = {
  async test(controller, env) {
    const s = env.Thing.getByName("broken");
    await s.inc();
    await assert.rejects(async () => await s.abort("why"), reset("why"));
    await assert.rejects(async () => await s.inc(), reset("why"));
    await assert.rejects(async () => await s.inc(), reset("why"));
    assert.strictEqual(await env.Thing.getByName("broken").inc(), 1);
    await assert.rejects(async () => await s.inc(), reset("why"));
  },
};

// 2.7: a reset breaks every stub that was used, and no other
export const others = {
  async test(controller, env) {
    const [used, unused, s] = [1, 2, 3].map(() => env.Thing.getByName("others"));
    await used.inc();
    await assert.rejects(async () => await s.abort("gone"), reset("gone"));
    await assert.rejects(async () => await used.inc(), reset("gone"));
    assert.strictEqual(await unused.inc(), 1);
  },
};

// 2.7: a failed constructor breaks the stub though the next one would succeed
export const constructors = {
  async test(controller, env) {
    failing.add("ctor");
    const s = env.Thing.getByName("ctor");
    await assert.rejects(async () => await s.inc(), { name: "RangeError", message: "ctor boom", durableObjectReset: true });
    await assert.rejects(async () => await s.inc(), { name: "RangeError", message: "ctor boom", durableObjectReset: true });
    assert.strictEqual(await env.Thing.getByName("ctor").inc(), 1);
  },
};

// 2.7: a method's exception does not break the stub
export const ordinary = {
  async test(controller, env) {
    const s = env.Thing.getByName("ordinary");
    await s.inc();
    await assert.rejects(async () => await s.fails(), { message: "ordinary", remote: true });
    assert.strictEqual(await s.inc(), 2);
  },
};

// 2.7: calls that are under way fail with the error of the reset
export const underWay = {
  async test(controller, env) {
    const s = env.Thing.getByName("under way");
    const late = s.late();
    const again = env.Thing.getByName("under way").late();
    await assert.rejects(async () => await env.Thing.getByName("under way").abort("stop"), reset("stop"));
    await assert.rejects(async () => await late, reset("stop"));
    await assert.rejects(async () => await again, reset("stop"));
  },
};

// 2.7: a reset breaks the stubs of targets in the object
export const targetsBreak = {
  async test(controller, env) {
    const s = env.Thing.getByName("targets break");
    const counter = await s.counter();
    assert.strictEqual(await counter.inc(), 1);
    const slow = counter.slowly();
    await assert.rejects(async () => await env.Thing.getByName("targets break").abort("dropped"), reset("dropped"));
    for (const call of [slow, counter.inc(), counter.inc()]) {
      await call.catch((e) => console.log(String(e), JSON.stringify(e)));
    }
  },
};

// 2.7: an object may call itself
export const self = {
  async test(controller, env) {
    assert.strictEqual(await env.Thing.getByName("self").self(), 1);
  },
};

// 2.7: a stub that was sent arrives as a Fetcher without name and id
export const sent = {
  async test(controller, env) {
    const s = env.Thing.getByName("sent");
    assert.deepStrictEqual(await s.echo(env.Thing.getByName("other")), ["[object Fetcher]", 1]);
  },
};

// 2.7: stubs and namespaces cannot be stored
export const stored = {
  async test(controller, env) {
    const s = env.Thing.getByName("stored");
    const refused = (message) => ({ name: "DataCloneError", message });
    await assert.rejects(async () => await s.storeOwn(), refused("ServiceStub cannot be serialized in this context."));
    await assert.rejects(async () => await s.store(env.Thing.getByName("y")), refused("ServiceStub cannot be serialized in this context."));
    await assert.rejects(async () => await s.store(() => 1), refused("RpcStub cannot be serialized in this context."));
    await assert.rejects(
      async () => await s.storeNamespace(),
      refused('Could not serialize object of type "DurableObjectNamespace". This type does not support serialization.'),
    );
  },
};
