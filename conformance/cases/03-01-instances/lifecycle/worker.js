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

// 3.1: the first event makes the instance, a stub alone does not
export const firstEvent = {
  async test(controller, env) {
    const stub = fresh(env);
    let made = 0;
    construct = () => made++;
    await scheduler.wait(5);
    assert.strictEqual(made, 0);
    await stub.count();
    assert.strictEqual(made, 1);
  },
};

// 3.1: the event comes after the constructor and the critical section that it started
export const constructorFirst = {
  async test(controller, env) {
    const stub = fresh(env);
    const log = [];
    construct = (ctx) => {
      log.push("constructor");
      ctx.blockConcurrencyWhile(async () => {
        log.push("section begins");
        await scheduler.wait(20);
        log.push("section ends");
      });
    };
    body = () => void log.push("event");
    await stub.run();
    assert.deepStrictEqual(log, ["constructor", "section begins", "section ends", "event"]);
  },
};

// 3.1: an asynchronous task that the constructor merely started is not waited for
export const constructorTask = {
  async test(controller, env) {
    const stub = fresh(env);
    const log = [];
    construct = async () => {
      while (log.length === 0) await scheduler.wait(1);
      log.push("task");
    };
    body = () => void log.push("event");
    await stub.run();
    while (log.length < 2) await scheduler.wait(1);
    assert.deepStrictEqual(log, ["event", "task"]);
  },
};

// 3.1: there is one instance to an id, whichever stub is used
export const single = {
  async test(controller, env) {
    construct = body = undefined;
    const numbers = await Promise.all([
      env.Thing.getByName("single").count(), env.Thing.getByName("single").count(),
      env.Thing.get(env.Thing.idFromName("single")).count(),
      env.Thing.get(env.Thing.idFromString(env.Thing.idFromName("single").toString())).count(),
    ]);
    assert.strictEqual(new Set(numbers).size, 1);
  },
};

// 3.1: what an instance keeps in its fields is there for the next event
export const fields = {
  async test(controller, env) {
    const stub = fresh(env);
    body = (ctx, self) => (self.counter = (self.counter ?? 0) + 1);
    await stub.run();
    assert.strictEqual(await stub.run(), 2);
  },
};

// 3.1: globals of the module are shared by objects and handlers and outlive an instance
export const globals = {
  async test(controller, env) {
    const stub = fresh(env);
    globalThis.counter = 1;
    body = () => ++globalThis.counter;
    await stub.run();
    await env.Thing.get(env.Thing.newUniqueId()).run();
    body = (ctx) => {
      globalThis.counter++;
      ctx.abort();
    };
    await stub.run().catch(() => {});
    assert.strictEqual(globalThis.counter, 4);
  },
};

// 3.1: waitUntil answers undefined and its promise may reject without harm
export const waitUntil = {
  async test(controller, env) {
    const stub = fresh(env);
    body = (ctx, self) => {
      self.kept = true;
      return ctx.waitUntil(Promise.reject(new Error("nobody minds")));
    };
    assert.strictEqual(await stub.run(), undefined);
    body = (ctx, self) => self.kept;
    assert.strictEqual(await stub.run(), true);
  },
};

// 3.1: work goes on after the answer, with or without waitUntil
export const background = {
  async test(controller, env) {
    const stub = fresh(env);
    const log = [];
    let answered = false;
    const work = async (name, before) => {
      while (!answered || log.length < before) await scheduler.wait(1);
      log.push(name);
    };
    body = (ctx) => {
      ctx.waitUntil(work("with", 0));
      work("without", 1);
      setTimeout(() => work("timer", 2), 1);
    };
    await stub.run();
    assert.deepStrictEqual(log, []);
    answered = true;
    while (log.length < 3) await scheduler.wait(1);
    assert.deepStrictEqual(log, ["with", "without", "timer"]);
  },
};

// 3.1: an object's ctx has no passThroughOnException
export const noPassThrough = {
  async test(controller, env) {
    const stub = fresh(env);
    body = (ctx) => typeof ctx.passThroughOnException;
    assert.strictEqual(await stub.run(), "undefined");
  },
};

// 3.1: DurableObject gives an instance ctx and env of its own
export const base = {
  async test(controller, env) {
    const stub = fresh(env);
    body = (ctx, self) => [Object.keys(self), self.ctx === ctx, typeof self.env.Thing.getByName];
    assert.deepStrictEqual(await stub.run(), [["ctx", "env", "number"], true, "function"]);
  },
};
