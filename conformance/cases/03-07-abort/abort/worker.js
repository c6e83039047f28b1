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

// 3.7: without a reason callers are told that the application did it
export const defaultReason = {
  async test(controller, env) {
    const stub = fresh(env);
    body = (ctx) => ctx.abort();
    await assert.rejects(stub.run(), (error) => {
      assert.deepStrictEqual([String(error), error.durableObjectReset, "remote" in error], [
        "Error: Application called abort() to reset Durable Object.", true, false,
      ]);
      return true;
    });
  },
};

// 3.7: the reason is the message that callers see
export const reason = {
  async test(controller, env) {
    const stub = fresh(env);
    body = (ctx) => ctx.abort("my reason");
    await assert.rejects(stub.run(), { name: "Error", message: "my reason", durableObjectReset: true });
  },
};

// 3.7: no statement after it is run
export const terminates = {
  async test(controller, env) {
    const stub = fresh(env);
    const log = [];
    body = async (ctx) => {
      try {
        log.push("before");
        ctx.abort();
        log.push("after");
      } catch {
        log.push("catch");
      } finally {
        log.push("finally");
      }
    };
    await assert.rejects(stub.run());
    await scheduler.wait(10);
    assert.deepStrictEqual(log, ["before"]);
  },
};

// 3.7: the next event has a new instance
export const newInstance = {
  async test(controller, env) {
    const stub = fresh(env);
    const before = await stub.count();
    body = (ctx) => ctx.abort();
    await assert.rejects(stub.run());
    assert.notStrictEqual(await env.Thing.get(stub.id).count(), before);
  },
};

// 3.7: writes that were not committed are lost, even awaited ones
export const lost = {
  async test(controller, env) {
    const stub = fresh(env);
    body = async (ctx) => {
      await ctx.storage.put("x", 1);
      ctx.storage.put("y", 1);
      ctx.abort();
    };
    await assert.rejects(stub.run());
    body = async ({ storage }) => [await storage.get("x"), await storage.get("y")];
    assert.deepStrictEqual(await env.Thing.get(stub.id).run(), [undefined, undefined]);
  },
};

// 3.7: every call under way fails with the reason
export const underWay = {
  async test(controller, env) {
    const stub = fresh(env);
    let begun = 0;
    body = async (ctx, self, name) => {
      if (name === "abort") {
        ctx.abort("all of you");
      }
      begun++;
      await scheduler.wait(10000);
    };
    const calls = [stub.run("a"), env.Thing.get(stub.id).run("b")];
    while (begun < 2) await scheduler.wait(1);
    const results = await Promise.allSettled([...calls, stub.run("abort")]);
    assert.deepStrictEqual(results.map((r) => [r.reason?.message, r.reason?.durableObjectReset]), [
      ["all of you", true], ["all of you", true], ["all of you", true],
    ]);
  },
};

// 3.7: a timer of the old instance does not fire
export const timers = {
  async test(controller, env) {
    const stub = fresh(env);
    const log = [];
    body = (ctx) => {
      setTimeout(() => log.push("timer"), 10);
      setTimeout(() => ctx.abort(), 1);
      return scheduler.wait(1000);
    };
    await assert.rejects(stub.run());
    await scheduler.wait(40);
    assert.deepStrictEqual(log, []);
  },
};

// 12a.2: fetch sees a reset as remote as well
export const throughFetch = {
  async test(controller, env) {
    const stub = fresh(env);
    body = (ctx) => ctx.abort("through fetch");
    await assert.rejects(stub.fetch("http://do/"), { name: "Error", message: "through fetch", durableObjectReset: true, remote: true });
  },
};

// 12a.3: an error as reason loses its class
export const typed = {
  async test(controller, env) {
    const stub = fresh(env);
    body = (ctx) => ctx.abort(new RangeError("typed"));
    await assert.rejects(stub.run(), (error) => {
      assert.strictEqual(Object.getPrototypeOf(error), Error.prototype);
      assert.deepStrictEqual([error.message, error.durableObjectReset], ["RangeError: typed", true]);
      return true;
    });
  },
};

// 3.7: abort in the constructor fails the event
export const inConstructor = {
  async test(controller, env) {
    const stub = fresh(env);
    construct = (ctx) => ctx.abort("from the constructor");
    await assert.rejects(stub.count(), { message: "from the constructor", durableObjectReset: true });
    construct = undefined;
    assert.strictEqual(typeof (await env.Thing.get(stub.id).count()), "number");
  },
};

// 3.7: an answer that waits for writes before the abort is sent
export const answered = {
  async test(controller, env) {
    const writes = {
      put: ({ storage }) => void storage.put("k", 1),
      awaited: ({ storage }) => storage.put("k", 1),
      sql: ({ storage }) => void storage.sql.exec("CREATE TABLE IF NOT EXISTS t (a)"),
      all: ({ storage }) => storage.deleteAll(),
    };
    for (const [name, write] of Object.entries(writes)) {
      const stub = fresh(env);
      body = async (ctx) => {
        await write(ctx);
        setTimeout(() => {
          ctx.storage.put("late", 1);
          ctx.abort("later");
        }, 0);
        return `answered ${name}`;
      };
      assert.strictEqual(await stub.run(), `answered ${name}`);
      body = async (ctx) => {
        await write(ctx);
        setTimeout(() => ctx.abort("later"), 0);
        return new Response(`answered ${name}`);
      };
      assert.strictEqual(await (await env.Thing.get(stub.id).fetch("http://do/")).text(), `answered ${name}`);
      await scheduler.wait(5);
      body = async ({ storage }) => [await storage.get("k"), await storage.get("late")];
      assert.deepStrictEqual(await env.Thing.get(stub.id).run(), [name === "put" || name === "awaited" ? 1 : undefined, undefined]);
    }
  },
};
