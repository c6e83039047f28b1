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

// keeps fails unless the object is the same instance after f has been at it.
async function keeps(stub, f) {
  const before = await stub.count();
  await f();
  await scheduler.wait(10);
  assert.strictEqual(await stub.count(), before);
}

// 3.8: an exception of a method does not reset the object
export const method = {
  async test(controller, env) {
    const stub = fresh(env);
    body = () => {
      throw new Error("sync");
    };
    await keeps(stub, () => assert.rejects(stub.run(), { message: "sync" }));
    body = async () => {
      await scheduler.wait(1);
      throw new Error("async");
    };
    await keeps(stub, () => assert.rejects(stub.run(), { message: "async" }));
  },
};

// 3.8: an exception of fetch does not reset the object
export const fetches = {
  async test(controller, env) {
    const stub = fresh(env);
    body = () => {
      throw new RangeError("fetch");
    };
    await keeps(stub, () => assert.rejects(stub.fetch("http://do/"), { name: "RangeError", message: "fetch", remote: true }));
  },
};

// 3.8: an unhandled rejection does not reset the object
export const unhandled = {
  async test(controller, env) {
    const stub = fresh(env);
    body = () => {
      Promise.reject(new Error("unhandled"));
    };
    await keeps(stub, () => stub.run());
  },
};

// 3.8: a timer that throws does not reset the object
export const timer = {
  async test(controller, env) {
    const stub = fresh(env);
    body = () => {
      setTimeout(() => {
        throw new Error("timer");
      }, 1);
    };
    await keeps(stub, () => stub.run());
  },
};

// 3.8: a rejected waitUntil does not reset the object
export const waitUntil = {
  async test(controller, env) {
    const stub = fresh(env);
    body = (ctx) => ctx.waitUntil(Promise.reject(new Error("waitUntil")));
    await keeps(stub, () => stub.run());
  },
};

// 3.8: a transaction that fails does not reset the object
export const transaction = {
  async test(controller, env) {
    const stub = fresh(env);
    body = (ctx) => ctx.storage.transaction(() => {
      throw new Error("transaction");
    });
    await keeps(stub, () => assert.rejects(stub.run(), { message: "transaction" }));
  },
};

// 3.8: an alarm that throws does not reset the object
export const alarm = {
  async test(controller, env) {
    const before = await env.Ringer.getByName("alarm").ring();
    let after = before;
    while (after.alarms === 0) {
      await scheduler.wait(5);
      after = await env.Ringer.getByName("alarm").state();
    }
    await env.Ringer.getByName("alarm").stop();
    assert.strictEqual(after.instance, before.instance);
  },
};

let ringers = 0;

export class Ringer extends DurableObject {
  state_ = { instance: ++ringers, alarms: 0 };
  async ring() {
    await this.ctx.storage.setAlarm(Date.now());
    return { ...this.state_ };
  }
  state() {
    return { ...this.state_ };
  }
  stop() {
    return this.ctx.storage.deleteAlarm();
  }
  alarm() {
    this.state_.alarms++;
    throw new Error("alarm");
  }
}
