import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let alarm;
let onRun;
let construct;
let started;
const runs = [];

export class Clock extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    construct?.(ctx);
  }
  run() {
    return onRun(this.ctx);
  }
  async alarm(info) {
    const run = { began: Date.now(), retryCount: info.retryCount, scheduledTime: info.scheduledTime };
    runs.push(run);
    try {
      await until(() => started); // the abort of a handler would fail the call that set the alarm
      await alarm(this.ctx, info, runs.length);
    } finally {
      run.ended = Date.now();
    }
  }
}

export class NoHandler extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.setAlarm(Date.now() + 50);
  }
  run() {
    return this.ctx.storage.getAlarm();
  }
}

// start sets an alarm of an object of its own for now.
async function start(env, handler) {
  const stub = env.Clock.get(env.Clock.newUniqueId());
  runs.length = 0;
  alarm = handler;
  started = false;
  await during(stub, (ctx) => ctx.storage.setAlarm(Date.now()));
  started = true;
  return stub;
}

function during(stub, body) {
  onRun = body;
  return stub.run();
}

const getAlarm = (ctx) => ctx.storage.getAlarm();

async function until(condition) {
  while (!condition()) {
    await scheduler.wait(20);
  }
}

// 4.7: an alarm that the handler sets does not run before the handler has ended
export const oneAtATime = {
  async test(controller, env) {
    const stub = await start(env, async ({ storage }, info, run) => {
      if (run === 1) {
        await storage.setAlarm(Date.now() + 20);
        await scheduler.wait(300);
      }
    });
    await until(() => runs.length === 2);
    assert.ok(runs[1].began >= runs[0].ended, "the second began before the first had ended");
    assert.deepStrictEqual(runs.map((run) => run.retryCount), [0, 0]);
    await scheduler.wait(50);
    assert.strictEqual(await during(stub, getAlarm), null);
  },
};

// 4.7: an alarm that somebody else sets while the handler runs does not run before it has ended either
export const setBeside = {
  async test(controller, env) {
    const stub = await start(env, async (ctx, info, run) => run === 1 && scheduler.wait(400));
    await until(() => runs.length === 1);
    await scheduler.wait(50);
    const at = Date.now();
    await during(stub, (ctx) => ctx.storage.setAlarm(at));
    assert.ok((await during(stub, getAlarm)) >= at, "the new alarm is seen while the old one runs");
    await until(() => runs.length === 2);
    assert.ok(runs[1].began >= runs[0].ended, "the second began before the first had ended");
    assert.ok(runs[1].scheduledTime >= at);
  },
};

// 4.7: a handler that sets an alarm and throws is not retried: the new alarm runs, as a first attempt
export const setThenThrow = {
  async test(controller, env) {
    await start(env, async ({ storage }, info, run) => {
      if (run === 1) {
        await storage.setAlarm(Date.now() + 100);
        throw new Error("after the new alarm");
      }
    });
    await until(() => runs.length === 2);
    assert.deepStrictEqual(runs.map((run) => run.retryCount), [0, 0]);
    assert.ok(runs[1].scheduledTime - runs[0].scheduledTime >= 100);
    await scheduler.wait(2800);
    assert.strictEqual(runs.length, 2);
  },
};

// 4.7: a handler that deletes what it set itself and throws is not retried
export const setDeletedThenThrow = {
  async test(controller, env) {
    const stub = await start(env, async ({ storage }) => {
      await storage.setAlarm(Date.now() + 100);
      await storage.deleteAlarm();
      throw new Error("after the deletion");
    });
    await until(() => runs.length === 1);
    await scheduler.wait(2800);
    assert.strictEqual(runs.length, 1);
    assert.strictEqual(await during(stub, getAlarm), null);
  },
};

// 4.7: abort with retryAlarm false drops the alarm
export const abortWithoutRetry = {
  async test(controller, env) {
    const stub = await start(env, async (ctx) => ctx.abort("enough", { retryAlarm: false }));
    await until(() => runs.length === 1);
    await scheduler.wait(2800);
    assert.strictEqual(runs.length, 1);
    assert.strictEqual(await during(env.Clock.get(stub.id), getAlarm), null);
    const at = Date.now();
    await during(env.Clock.get(stub.id), (ctx) => ctx.storage.setAlarm(at));
    alarm = async () => {};
    await until(() => runs.length === 2);
    assert.strictEqual(runs[1].retryCount, 0);
  },
};

// 4.7: an alarm set while a retry waits runs with no retries behind it as soon as the retry has failed
export const retryFails = {
  async test(controller, env) {
    const stub = await start(env, async (ctx, info, run) => {
      if (run <= 2) {
        throw new Error("failure " + run);
      }
    });
    await until(() => runs.length === 1);
    await scheduler.wait(50);
    const at = Date.now() + 100;
    await during(stub, (ctx) => ctx.storage.setAlarm(at));
    assert.strictEqual(await during(stub, getAlarm), at);
    await until(() => runs.length === 3);
    assert.deepStrictEqual(runs.map((run) => [run.retryCount, run.scheduledTime]), [
      [0, runs[0].scheduledTime], [1, runs[0].scheduledTime], [0, at],
    ]);
    assert.ok(runs[2].began - runs[1].ended < 1000, "it is due already");
    await scheduler.wait(50);
    assert.strictEqual(await during(stub, getAlarm), null);
  },
};

// 4.7: an alarm set while a retry waits, deleted and set again runs at its time, as if there had been none before
export const retryDeleted = {
  async test(controller, env) {
    const stub = await start(env, async (ctx, info, run) => {
      if (run === 1) {
        throw new Error("once");
      }
    });
    await until(() => runs.length === 1);
    await scheduler.wait(50);
    await during(stub, (ctx) => ctx.storage.setAlarm(Date.now() + 60000));
    await during(stub, (ctx) => ctx.storage.deleteAlarm());
    const at = Date.now() + 200;
    await during(stub, (ctx) => ctx.storage.setAlarm(at));
    await until(() => runs.length === 2);
    assert.deepStrictEqual([runs[1].retryCount, runs[1].scheduledTime], [0, at]);
    assert.ok(runs[1].began - at < 1000);
  },
};

// 4.7: an alarm set in a constructor of a class without a handler is dropped when it is due
export const noHandler = {
  async test(controller, env) {
    const stub = env.NoHandler.get(env.NoHandler.newUniqueId());
    assert.notStrictEqual(await stub.run(), null);
    await scheduler.wait(300);
    assert.strictEqual(await stub.run(), null);
  },
};
