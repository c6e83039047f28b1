import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let onAlarm;
let onRun;
let onConstruct = () => {};

export class Clock extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    onConstruct(ctx);
  }
  run() {
    return onRun(this.ctx, this);
  }
  alarm() {
    return onAlarm.apply(this, arguments);
  }
}

export class Deaf extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    onConstruct(ctx);
  }
  run() {
    return onRun(this.ctx, this);
  }
}

// alarms answers a function that resolves when the handler has been run once more.
function alarms(handler) {
  const queue = [];
  const waiting = [];
  onAlarm = async function (...args) {
    try {
      return await handler.apply(this, args);
    } finally {
      queue.push(args[0]);
      waiting.shift()?.();
    }
  };
  return async () => {
    while (queue.length === 0) {
      await scheduler.wait(5);
    }
    return queue.shift();
  };
}

const set = (at) => (ctx) => ctx.storage.setAlarm(at ?? Date.now());

// 4.7: the handler gets one argument, which tells of the time and the retries
export const argument = {
  async test(controller, env) {
    let seen;
    const next = alarms(function (...args) {
      const [info] = args;
      seen = [args.length, this.constructor.name, Object.keys(info).sort(), info.retryCount, info.isRetry, typeof info.scheduledTime, String(info)];
    });
    const at = Date.now() + 20;
    onRun = set(at);
    await env.Clock.getByName("argument").run();
    const info = await next();
    assert.deepStrictEqual(seen, [1, "Clock", ["isRetry", "retryCount", "scheduledTime"], 0, false, "number", "[object AlarmInvocationInfo]"]);
    assert.strictEqual(info.scheduledTime, at);
    assert.ok(Date.now() >= at);
  },
};

// 4.7: the argument cannot be stored
export const argumentStored = {
  async test(controller, env) {
    let error;
    const next = alarms(async function (info) {
      error = await this.ctx.storage.put("info", info).catch((e) => e);
    });
    onRun = set();
    await env.Clock.getByName("argumentStored").run();
    await next();
    assert.deepStrictEqual([error.name, error.message], [
      "DataCloneError", 'Could not serialize object of type "AlarmInvocationInfo". This type does not support serialization.',
    ]);
  },
};

// 4.7: while the handler runs there is no alarm, and none afterwards
export const nullWithin = {
  async test(controller, env) {
    const seen = [];
    const next = alarms(async function () {
      seen.push(await this.ctx.storage.getAlarm());
      await scheduler.wait(10);
      seen.push(await this.ctx.storage.getAlarm());
    });
    const stub = env.Clock.getByName("nullWithin");
    onRun = set();
    await stub.run();
    await next();
    onRun = (ctx) => ctx.storage.getAlarm();
    seen.push(await stub.run());
    assert.deepStrictEqual(seen, [null, null, null]);
  },
};

// 4.7: an alarm that the handler sets is the next one
export const setWithin = {
  async test(controller, env) {
    let runs = 0;
    let again;
    const next = alarms(async function () {
      if (++runs === 1) {
        again = Date.now() + 30;
        await this.ctx.storage.setAlarm(again);
        assert.strictEqual(await this.ctx.storage.getAlarm(), again);
      }
    });
    onRun = set();
    await env.Clock.getByName("setWithin").run();
    await next();
    const second = await next();
    assert.deepStrictEqual([runs, second.scheduledTime, second.retryCount], [2, again, 0]);
  },
};

// 4.7: an alarm that was set before the handler throws wins over the retry
export const setThenThrows = {
  async test(controller, env) {
    let runs = 0;
    let again;
    const next = alarms(async function () {
      if (++runs === 1) {
        again = Date.now() + 30;
        await this.ctx.storage.setAlarm(again);
        throw new Error("first");
      }
    });
    const stub = env.Clock.getByName("setThenThrows");
    onRun = set();
    await stub.run();
    await next();
    const second = await next();
    assert.deepStrictEqual([second.scheduledTime, second.retryCount, second.isRetry], [again, 0, false]);
  },
};

// 4.7: an alarm does not keep other events out while it waits
export const interleaves = {
  async test(controller, env) {
    const log = [];
    const next = alarms(async function () {
      log.push("alarm begins");
      while (log.length < 2) await scheduler.wait(1);
      log.push("alarm ends");
    });
    const stub = env.Clock.getByName("interleaves");
    onRun = set();
    await stub.run();
    while (log.length === 0) {
      await scheduler.wait(5);
    }
    onRun = () => log.push("call");
    await stub.run();
    await next();
    assert.deepStrictEqual(log, ["alarm begins", "call", "alarm ends"]);
  },
};

// 4.7: an alarm runs beside a call that waits
export const besideCall = {
  async test(controller, env) {
    const log = [];
    const next = alarms(() => log.push("alarm"));
    onRun = async (ctx) => {
      await ctx.storage.setAlarm(Date.now() + 10);
      log.push("call waits");
      await next();
      log.push("call ends");
    };
    await env.Clock.getByName("besideCall").run();
    assert.deepStrictEqual(log, ["call waits", "alarm", "call ends"]);
  },
};

// 4.7: an alarm that is deleted in time does not run
export const deleted = {
  async test(controller, env) {
    let runs = 0;
    alarms(() => runs++);
    const stub = env.Clock.getByName("deleted");
    onRun = async (ctx) => {
      await ctx.storage.setAlarm(Date.now() + 500);
      await ctx.storage.sync();
      await ctx.storage.deleteAlarm();
    };
    await stub.run();
    await scheduler.wait(600);
    assert.strictEqual(runs, 0);
  },
};

// 4.7: what the handler wrote is there
export const writes = {
  async test(controller, env) {
    const next = alarms(async function () {
      await this.ctx.storage.put("rang", true);
    });
    const stub = env.Clock.getByName("writes");
    onRun = set();
    await stub.run();
    await next();
    onRun = (ctx) => ctx.storage.get("rang");
    assert.strictEqual(await stub.run(), true);
  },
};

// 4.7: a class without alarm() cannot set one
export const noHandler = {
  async test(controller, env) {
    onRun = (ctx) => ctx.storage.setAlarm(Date.now() + 100000);
    await assert.rejects(env.Deaf.getByName("noHandler").run(), {
      name: "TypeError",
      message: "Your Durable Object class must have an alarm() handler in order to call setAlarm()",
    });
  },
};

// 4.7: the constructor sets an alarm without being asked for the handler
export const inConstructor = {
  async test(controller, env) {
    onConstruct = (ctx) => ctx.storage.setAlarm(Date.now() + 100000);
    onRun = (ctx) => ctx.storage.getAlarm();
    try {
      assert.strictEqual(typeof (await env.Deaf.getByName("inConstructor").run()), "number");
      assert.strictEqual(typeof (await env.Clock.getByName("inConstructor").run()), "number");
    } finally {
      onConstruct = () => {};
    }
  },
};

// 4.7: within the constructor's critical section the handler has to be there
export const inConstructorSection = {
  async test(controller, env) {
    onConstruct = (ctx) => void ctx.blockConcurrencyWhile(() => ctx.storage.setAlarm(Date.now() + 100000));
    onRun = (ctx) => ctx.storage.getAlarm();
    try {
      assert.strictEqual(typeof (await env.Clock.getByName("inConstructorSection").run()), "number");
      await assert.rejects(env.Deaf.getByName("inConstructorSection").run(), {
        name: "TypeError",
        message: "Your Durable Object class must have an alarm() handler in order to call setAlarm()",
        durableObjectReset: true,
      });
    } finally {
      onConstruct = () => {};
    }
  },
};

// 4.7: abort discards an alarm that was just set
export const aborted = {
  async test(controller, env) {
    onRun = (ctx) => {
      ctx.storage.setAlarm(Date.now() + 100000);
      ctx.abort("enough");
    };
    await assert.rejects(env.Clock.getByName("aborted").run(), { message: "enough" });
    onRun = (ctx) => ctx.storage.getAlarm();
    assert.strictEqual(await env.Clock.getByName("aborted").run(), null);
  },
};

// 4.7: an abort in the handler that wants no retry drops the alarm
export const abortWithoutRetry = {
  async test(controller, env) {
    let runs = 0;
    let set = false;
    const next = alarms(async function () {
      while (!set) {
        await scheduler.wait(5); // the abort would fail the call that sets the alarm
      }
      runs++;
      this.ctx.abort("enough", { retryAlarm: false });
    });
    onRun = (ctx) => ctx.storage.setAlarm(Date.now());
    await env.Clock.getByName("abortWithoutRetry").run();
    set = true;
    while (runs === 0) {
      await scheduler.wait(5);
    }
    await scheduler.wait(50);
    onRun = (ctx) => ctx.storage.getAlarm();
    assert.strictEqual(await env.Clock.getByName("abortWithoutRetry").run(), null);
    assert.strictEqual(runs, 1);
  },
};

// 4.7: alarm cannot be called over RPC
export const reserved = {
  async test(controller, env) {
    await assert.rejects(async () => env.Clock.getByName("reserved").alarm(), {
      name: "TypeError",
      message: "'alarm' is a reserved method and cannot be called over RPC.",
    });
  },
};

// 4.7: the object knows its name when an alarm wakes it
export const name = {
  async test(controller, env) {
    let seen;
    const next = alarms(function () {
      seen = this.ctx.id.name;
    });
    onRun = set();
    await env.Clock.getByName("called so").run();
    await next();
    assert.strictEqual(seen, "called so");
  },
};

// 4.7: alarms of different objects do not wait for one another
export const several = {
  async test(controller, env) {
    const order = [];
    const next = alarms(async function () {
      const { name } = this.ctx.id;
      while (name === "slow one" && order.length === 0) await scheduler.wait(1);
      order.push(name);
    });
    onRun = set();
    await env.Clock.getByName("slow one").run();
    await env.Clock.getByName("quick one").run();
    await next();
    await next();
    assert.deepStrictEqual(order, ["quick one", "slow one"]);
  },
};
