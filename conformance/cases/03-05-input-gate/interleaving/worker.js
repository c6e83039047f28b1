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

// order answers how two calls that are made together take turns with what each awaits.
async function order(env, wait) {
  const stub = fresh(env);
  const log = [];
  body = async (ctx, self, name) => {
    log.push(name + "1");
    await wait(ctx, self, name, log);
    log.push(name + "2");
  };
  await Promise.all([stub.run("a"), stub.run("b")]);
  return log.join(" ");
}

const apart = "a1 a2 b1 b2";

// 3.5: nothing comes between promises that have settled
export const microtasks = {
  async test(controller, env) {
    assert.strictEqual(await order(env, async () => {
      for (let i = 0; i < 100; i++) {
        await null;
      }
    }), apart);
  },
};

// 3.5: nothing comes between operations of storage
export const storage = {
  async test(controller, env) {
    assert.strictEqual(await order(env, async ({ storage }) => {
      await storage.put("a", 1);
      await storage.get("a");
      await storage.list();
      await storage.delete("a");
      await storage.getAlarm();
      await storage.deleteAlarm();
      await storage.deleteAll();
    }), apart);
  },
};

// 3.5: a read and its change are not interrupted
export const readModifyWrite = {
  async test(controller, env) {
    const stub = fresh(env);
    body = async ({ storage }) => {
      const n = (await storage.get("n")) ?? 0;
      await storage.put("n", n + 1);
      return n + 1;
    };
    const calls = await Promise.all(Array.from({ length: 20 }, () => stub.run()));
    assert.deepStrictEqual(calls, Array.from({ length: 20 }, (_, i) => i + 1));
  },
};

// 3.5: scheduler.wait lets others in
export const wait = {
  async test(controller, env) {
    assert.strictEqual(await order(env, async (ctx, self, name, log) => {
      do await scheduler.wait(1); while (name === "a" && log.length < 3);
    }), "a1 b1 b2 a2");
  },
};

// 3.5: a timer lets others in
export const timer = {
  async test(controller, env) {
    assert.strictEqual(await order(env, async (ctx, self, name, log) => {
      do await new Promise((resolve) => setTimeout(resolve, 1)); while (name === "a" && log.length < 3);
    }), "a1 b1 b2 a2");
  },
};

// 3.5: a call to another object lets others in
export const otherObject = {
  async test(controller, env) {
    assert.strictEqual(await order(env, async (ctx, self, name, log) => {
      do await self.env.Waiter.getByName("otherObject").wait(1); while (name === "a" && log.length < 3);
    }), "a1 b1 b2 a2");
  },
};

// 3.5: reading the body of a request lets others in
export const requestBody = {
  async test(controller, env) {
    const stub = fresh(env);
    const log = [];
    body = async (ctx, self, request) => {
      if (request instanceof Request) {
        log.push("begins");
        log.push(await request.text());
        return new Response();
      }
      log.push("other");
    };
    const { readable, writable } = new TransformStream();
    const fetching = stub.fetch("http://do/", { method: "POST", body: readable });
    const writer = writable.getWriter();
    await writer.write(new TextEncoder().encode("body"));
    while (log.length === 0) {
      await scheduler.wait(5);
    }
    await stub.run();
    await writer.close();
    await fetching;
    assert.deepStrictEqual(log, ["begins", "other", "body"]);
  },
};

// 3.5: a critical section and a transaction keep others out all the time
export const sections = {
  async test(controller, env) {
    assert.strictEqual(await order(env, (ctx) => ctx.blockConcurrencyWhile(() => scheduler.wait(10))), apart);
    assert.strictEqual(await order(env, (ctx) => ctx.storage.transaction(() => scheduler.wait(10))), apart);
  },
};

// 3.5: a put is answered before a timer that was started first fires
export const putBeforeTimer = {
  async test(controller, env) {
    const stub = fresh(env);
    body = async ({ storage }) => {
      const log = [];
      const fired = new Promise((resolve) => setTimeout(() => resolve(log.push("timer")), 0));
      storage.put("a", 1).then(() => log.push("put"));
      Promise.resolve().then(() => log.push("micro"));
      await fired;
      return log;
    };
    assert.deepStrictEqual(await stub.run(), ["micro", "put", "timer"]);
  },
};

// 3.5: events that wait are let in in their order
export const fifo = {
  async test(controller, env) {
    const stub = fresh(env);
    const log = [];
    body = async (ctx, self, i) => {
      log.push(i);
      if (i === 0) {
        await ctx.blockConcurrencyWhile(() => scheduler.wait(10));
      }
    };
    await Promise.all([0, 1, 2, 3, 4, 5].map((i) => stub.run(i)));
    assert.deepStrictEqual(log, [0, 1, 2, 3, 4, 5]);
  },
};

// 3.5: a section that waits to start goes before waiting events
export const sectionsFirst = {
  async test(controller, env) {
    const stub = fresh(env);
    const log = [];
    body = async (ctx, self, name) => {
      log.push(name);
      if (name === "a") {
        const first = ctx.blockConcurrencyWhile(() => scheduler.wait(20).then(() => log.push("first")));
        const second = ctx.blockConcurrencyWhile(() => scheduler.wait(5).then(() => log.push("second")));
        await first;
        log.push("after first");
        await second;
      }
    };
    await Promise.all([stub.run("a"), stub.run("b")]);
    assert.deepStrictEqual(log, ["a", "first", "after first", "second", "b"]);
  },
};

export class Waiter extends DurableObject {
  wait(ms) {
    return scheduler.wait(ms);
  }
}
