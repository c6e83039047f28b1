import { DurableObject, RpcTarget, WorkerEntrypoint } from "cloudflare:workers";
import assert from "node:assert";

let made = 0;
let released = false;
const log = [];

class Target extends RpcTarget {
  n = 0;
  inc() {
    return ++this.n;
  }
  async slow() {
    await scheduler.wait(5);
    return "slow";
  }
  [Symbol.dispose]() {
    log.push("disposed");
  }
}

export class Service extends WorkerEntrypoint {
  constructor(ctx, env) {
    super(ctx, env);
    made++;
    this.own = 5;
  }
  hello(name) {
    return "hello " + name;
  }
  props() {
    return this.ctx.props;
  }
  get made() {
    return made;
  }
  count(...args) {
    return args.length;
  }
  target() {
    return { target: new Target(), [Symbol.dispose]: () => log.push("object disposed") };
  }
  alone() {
    return new Target();
  }
  hang() {
    return new Promise(() => {});
  }
  fails() {
    throw new RangeError("m");
  }
  async callback(f) {
    return await f("x");
  }
  wait() {
    this.ctx.waitUntil((async () => {
      while (!released) await scheduler.wait(1);
      log.push("waited");
    })());
    return "answered";
  }
  abort() {
    this.ctx.abort(new TypeError("aborted"));
  }
  thing() {
    return this.env.Thing.getByName("from the service");
  }
  fetch() {
    return new Response("fetched");
  }
  scheduled() {
    return "scheduled";
  }
  _open() {
    return "open";
  }
  alarm() {}
}

export class Named extends WorkerEntrypoint {
  props() {
    return this.ctx.props;
  }
}

export class Thing extends DurableObject {
  n = 0;
  inc() {
    return ++this.n;
  }
  async use(service) {
    return await service.hello("from the object");
  }
  async useOwn() {
    return await this.env.SERVICE.hello("own");
  }
  keep(f) {
    this.f = f.dup();
  }
  async useKept() {
    return await this.f(1);
  }
}

// 7.7: a service binding is a Fetcher with remote members
export const bindings = {
  async test(controller, env) {
    const s = env.SERVICE;
    assert.strictEqual(Object.prototype.toString.call(s), "[object Fetcher]");
    assert.deepStrictEqual(Object.keys(s), []);
    assert.strictEqual(typeof s.then, "undefined");
    assert.strictEqual(typeof s.anything, "function");
    assert.strictEqual(await s.hello("you"), "hello you");
    assert.strictEqual(await s.count(1, 2, 3), 3);
    assert.strictEqual(await s._open(), "open");
    assert.strictEqual(await s.scheduled(), "scheduled");
    assert.strictEqual(await (await s.fetch("http://x/")).text(), "fetched");
  },
};

// 7.7: each call has an instance of its own
export const instances = {
  async test(controller, env) {
    const before = await env.SERVICE.made;
    await Promise.all([env.SERVICE.hello(), env.SERVICE.hello()]);
    assert.strictEqual(await env.SERVICE.made, before + 3);
  },
};

// 7.7: ctx.props is what the binding says
export const props = {
  async test(controller, env) {
    assert.deepStrictEqual({ ...(await env.SERVICE.props()) }, { p: 1, list: [1, "a"] });
    assert.deepStrictEqual({ ...(await env.NAMED.props()) }, {});
  },
};

// 7.7: own properties, reserved and missing names
export const names = {
  async test(controller, env) {
    const missing = (name) => ({ name: "TypeError", remote: true, message: `The RPC receiver does not implement the method "${name}".` });
    for (const name of ["own", "ctx", "env", "missing"]) await assert.rejects(async () => await env.SERVICE[name], missing(name));
    await assert.rejects(async () => await env.SERVICE.alarm(), { message: "'alarm' is a reserved method and cannot be called over RPC." });
  },
};

// 7.7: exceptions are marked as remote, and by no object
export const exceptions = {
  async test(controller, env) {
    await assert.rejects(async () => await env.SERVICE.fails(), (e) => {
      assert.deepStrictEqual([e.name, e.message, e.remote, "durableObjectId" in e], ["RangeError", "m", true, false]);
      return true;
    });
  },
};

// 7.7: what a call answers with keeps its instance
export const sessions = {
  async test(controller, env) {
    log.length = 0;
    {
      using o = await env.SERVICE.target();
      assert.strictEqual(await o.target.inc(), 1);
      await scheduler.wait(5);
      assert.strictEqual(await o.target.inc(), 2);
      assert.strictEqual(await o.target.slow(), "slow");
    }
    while (log.length < 2) await scheduler.wait(1);
    assert.deepStrictEqual(log, ["disposed", "object disposed"]);
    assert.strictEqual(await env.SERVICE.alone().inc(), 1);
  },
};

// 7.7: a call that can never answer is cancelled
export const hung = {
  async test(controller, env) {
    await assert.rejects(async () => await env.SERVICE.hang(), {
      name: "Error",
      message:
        "The Workers runtime canceled this request because it detected that your Worker's code had hung and would never generate a " +
        "response. Refer to: https://developers.cloudflare.com/workers/observability/errors/",
    });
  },
};

// 7.7: ctx.abort ends the call with its reason
export const aborted = {
  async test(controller, env) {
    await assert.rejects(async () => await env.SERVICE.abort(), (e) => {
      assert.deepStrictEqual([e.message, e.remote], ["aborted", undefined]);
      return true;
    });
  },
};

// 7.7: callbacks and waitUntil
export const callbacks = {
  async test(controller, env) {
    log.length = 0;
    assert.strictEqual(await env.SERVICE.callback((x) => x + "!"), "x!");
    assert.strictEqual(await env.SERVICE.wait(), "answered");
    assert.deepStrictEqual(log, []);
    released = true;
    while (log.length === 0) await scheduler.wait(1);
    assert.deepStrictEqual(log, ["waited"]);
  },
};

// 7.7: services and objects know each other
export const objects = {
  async test(controller, env) {
    assert.strictEqual(await env.SERVICE.thing().inc(), 1);
    using thing = await env.SERVICE.thing();
    assert.strictEqual(await thing.inc(), 2);
    assert.strictEqual(await env.Thing.getByName("x").useOwn(), "hello own");
    assert.strictEqual(await env.Thing.getByName("x").use(env.SERVICE), "hello from the object");
  },
};

// 7.7: a callback lives as long as the request that made it
export const kept = {
  async test(controller, env) {
    await env.Thing.getByName("kept").keep((n) => n + 1);
    assert.strictEqual(await env.Thing.getByName("kept").useKept(), 2);
  },
};

// 7.7: afterwards it says that it is gone
export const keptLater = {
  async test(controller, env) {
    await assert.rejects(async () => await env.Thing.getByName("kept").useKept(), {
      name: "Error", message: "The execution context which hosts this callback is no longer running.",
    });
  },
};

// 7.7: a binding works in every request
export const again = {
  async test(controller, env) {
    assert.strictEqual(await env.SERVICE.hello("again"), "hello again");
  },
};
