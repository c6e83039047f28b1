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

// 3.4: the promise has the callback's value, synchronous or not
export const value = {
  async test(controller, env) {
    const stub = fresh(env);
    body = async (ctx) => {
      const promise = ctx.blockConcurrencyWhile(() => 1);
      assert.ok(promise instanceof Promise);
      return [await promise, await ctx.blockConcurrencyWhile(async () => 2), await ctx.blockConcurrencyWhile(() => {})];
    };
    assert.deepStrictEqual(await stub.run(), [1, 2, undefined]);
  },
};

// 3.4: no other event comes while a section waits
export const blocks = {
  async test(controller, env) {
    const stub = fresh(env);
    const log = [];
    body = async (ctx, self, name) => {
      log.push(name + "1");
      if (name === "a") {
        await ctx.blockConcurrencyWhile(() => scheduler.wait(30));
      }
      log.push(name + "2");
    };
    await Promise.all([stub.run("a"), stub.run("b"), stub.run("c")]);
    assert.deepStrictEqual(log, ["a1", "a2", "b1", "b2", "c1", "c2"]);
  },
};

// 3.4: a nested section runs inside the outer one
export const nested = {
  async test(controller, env) {
    const stub = fresh(env);
    const log = [];
    body = async (ctx, self, name) => {
      if (name === "b") {
        log.push("other event");
        return;
      }
      await ctx.blockConcurrencyWhile(async () => {
        log.push("outer begins");
        await ctx.blockConcurrencyWhile(async () => {
          await scheduler.wait(10);
          log.push("inner");
        });
        await scheduler.wait(10);
        log.push("outer ends");
      });
    };
    await Promise.all([stub.run("a"), stub.run("b")]);
    assert.deepStrictEqual(log, ["outer begins", "inner", "outer ends", "other event"]);
  },
};

// 3.4: two sections started together run one after the other
export const parallel = {
  async test(controller, env) {
    const stub = fresh(env);
    const log = [];
    body = async (ctx) => {
      const step = (name) => ctx.blockConcurrencyWhile(async () => {
        log.push(name + "1");
        await scheduler.wait(10);
        log.push(name + "2");
      });
      await Promise.all([step("a"), step("b")]);
    };
    await stub.run();
    assert.deepStrictEqual(log, ["a1", "a2", "b1", "b2"]);
  },
};

// 3.4: what is no function is refused
export const noFunction = {
  async test(controller, env) {
    const stub = fresh(env);
    body = async (ctx) => {
      await assert.rejects(async () => ctx.blockConcurrencyWhile(5), {
        name: "TypeError",
        message: "Failed to execute 'blockConcurrencyWhile' on 'DurableObjectState': parameter 1 is not of type 'function'.",
      });
    };
    await stub.run();
  },
};

// 3.4: a section that rejects resets the object, and try around it saves nothing
export const rejects = {
  async test(controller, env) {
    const stub = fresh(env);
    const log = [];
    body = async (ctx) => {
      try {
        await ctx.blockConcurrencyWhile(async () => {
          throw new RangeError("section");
        });
      } catch {
        log.push("caught");
      }
      log.push("after");
    };
    const before = await stub.count();
    await assert.rejects(stub.run(), { name: "RangeError", message: "section", durableObjectReset: true });
    assert.deepStrictEqual(log, []);
    assert.notStrictEqual(await env.Thing.get(stub.id).count(), before);
  },
};

// 3.4: events that waited for a section that rejects get its error
export const waitersFail = {
  async test(controller, env) {
    const stub = fresh(env);
    body = async (ctx, self, name) => {
      if (name === "a") {
        await ctx.blockConcurrencyWhile(async () => {
          await scheduler.wait(200);
          throw new RangeError("section");
        });
      }
      return name;
    };
    const results = await Promise.allSettled([stub.run("a"), stub.run("b"), env.Thing.get(stub.id).run("c")]);
    assert.deepStrictEqual(results.map((r) => [r.status, r.reason?.message, r.reason?.durableObjectReset]), [
      ["rejected", "section", true], ["rejected", "section", true], ["rejected", "section", true],
    ]);
  },
};

// 3.4: a synchronous exception of the callback resets the object as well
export const throwsAtOnce = {
  async test(controller, env) {
    const stub = fresh(env);
    body = (ctx) => ctx.blockConcurrencyWhile(() => {
      throw new TypeError("at once");
    });
    await assert.rejects(stub.run(), { name: "TypeError", message: "at once", durableObjectReset: true });
  },
};

// 3.4: a timer from before the section fires after it, one from inside fires inside
export const timers = {
  async test(controller, env) {
    const stub = fresh(env);
    const log = [];
    body = async (ctx) => {
      const before = new Promise((resolve) => setTimeout(() => resolve(log.push("timer from before")), 5));
      await ctx.blockConcurrencyWhile(async () => {
        await new Promise((resolve) => setTimeout(() => resolve(log.push("timer from inside")), 30));
        log.push("section ends");
      });
      await before;
    };
    await stub.run();
    assert.deepStrictEqual(log, ["timer from inside", "section ends", "timer from before"]);
  },
};

// 3.4: sections nest 64 deep
export const depth = {
  async test(controller, env) {
    const stub = fresh(env);
    body = (ctx, self, depth) => {
      const enter = (left) => left === 0 ? "inside" : ctx.blockConcurrencyWhile(() => enter(left - 1));
      return enter(depth);
    };
    assert.strictEqual(await stub.run(64), "inside");
    await assert.rejects(stub.run(65), { name: "Error", message: "blockConcurrencyWhile() calls are nested too deeply." });
  },
};

// 3.4: storage works within a section
export const storage = {
  async test(controller, env) {
    const stub = fresh(env);
    body = (ctx) => ctx.blockConcurrencyWhile(async () => {
      await ctx.storage.put("a", 1);
      return await ctx.storage.get("a");
    });
    assert.strictEqual(await stub.run(), 1);
  },
};

// 3.4: a call to another object is answered within a section
export const otherObject = {
  async test(controller, env) {
    const stub = fresh(env);
    body = (ctx, self, mode) => mode ? 5 : ctx.blockConcurrencyWhile(() => self.env.Thing.getByName("otherObject").run(true));
    assert.strictEqual(await stub.run(), 5);
  },
};
