import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let construct;
let body;
let instances = 0;

export class Thing extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    this.number = ++instances;
    construct?.(ctx, this);
  }
  run(...args) {
    return body(this.ctx, this, ...args);
  }
  count() {
    return this.number;
  }
  fetch(request) {
    return body(this.ctx, this, request);
  }
}

// fresh is an object of its own; the last bodies are forgotten.
const fresh = (env) => {
  construct = body = undefined;
  return env.Thing.get(env.Thing.newUniqueId());
};

// 3.3: an exception of the constructor is the caller's, marked as a reset
export const throws = {
  async test(controller, env) {
    const stub = fresh(env);
    construct = () => {
      throw new RangeError("ctor boom");
    };
    await assert.rejects(stub.count(), (error) => {
      assert.ok(error instanceof RangeError);
      assert.deepStrictEqual([error.message, error.durableObjectReset, error.remote], ["ctor boom", true, undefined]);
      return true;
    });
  },
};

// 3.3: every event that waits gets it
export const allWaiting = {
  async test(controller, env) {
    const stub = fresh(env);
    construct = () => {
      throw new RangeError("ctor boom");
    };
    const results = await Promise.allSettled([stub.count(), stub.count(), env.Thing.get(stub.id).count()]);
    assert.deepStrictEqual(results.map((r) => r.reason?.message), ["ctor boom", "ctor boom", "ctor boom"]);
  },
};

// 3.3: nothing is remembered: a new stub makes a new instance
export const again = {
  async test(controller, env) {
    const stub = fresh(env);
    construct = () => {
      throw new RangeError("ctor boom");
    };
    await assert.rejects(stub.count());
    construct = undefined;
    assert.strictEqual(typeof (await env.Thing.get(stub.id).count()), "number");
  },
};

// 3.3: a critical section of the constructor that rejects fails the event with its error
export const section = {
  async test(controller, env) {
    const stub = fresh(env);
    construct = (ctx) => {
      ctx.blockConcurrencyWhile(async () => {
        await scheduler.wait(5);
        throw new RangeError("section boom");
      });
    };
    await assert.rejects(stub.count(), { name: "RangeError", message: "section boom", durableObjectReset: true });
    construct = undefined;
    assert.strictEqual(typeof (await env.Thing.get(stub.id).count()), "number");
  },
};

// 3.3: fetch gets the error too, marked as remote
export const fetches = {
  async test(controller, env) {
    const stub = fresh(env);
    construct = () => {
      throw new RangeError("ctor boom");
    };
    await assert.rejects(stub.fetch("http://do/"), { name: "RangeError", message: "ctor boom", durableObjectReset: true, remote: true });
  },
};

// 3.3: what a failed constructor wrote is not kept
export const writes = {
  async test(controller, env) {
    const stub = fresh(env);
    construct = (ctx) => {
      ctx.storage.put("a", 1);
      throw new Error("no");
    };
    await assert.rejects(stub.count());
    construct = undefined;
    body = (ctx) => ctx.storage.get("a");
    assert.strictEqual(await env.Thing.get(stub.id).run(), undefined);
  },
};

// 3.3: a constructor that throws no error at all
export const thrownString = {
  async test(controller, env) {
    const stub = fresh(env);
    construct = () => {
      throw "just text";
    };
    await assert.rejects(stub.count(), { name: "Error", message: "just text", durableObjectReset: true });
  },
};
