import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

const log = new Map();
let onRun;

const behaviours = {
  // Fails twice and writes each time.
  async fails({ storage }, info, entry) {
    await storage.put("run" + info.retryCount, true);
    if (info.retryCount < 2) {
      throw new Error("attempt " + info.retryCount);
    }
    entry.done = true;
  },
  // Deletes the alarm, so that there is nothing to retry.
  async deletes({ storage }) {
    await storage.deleteAlarm();
    throw new Error("no more");
  },
  // Aborts once.
  async aborts(ctx, info, entry) {
    if (info.retryCount === 0) {
      await until(() => entry.set); // the abort would fail the call that sets the alarm
      ctx.storage.put("lost", true);
      ctx.abort("enough");
    }
    entry.done = true;
  },
  // Fails once; a new alarm is set while it waits for the retry.
  async later(ctx, info, entry) {
    if (entry.runs.length === 1) {
      throw new Error("once");
    }
    entry.done = true;
  },
};

export class Clock extends DurableObject {
  run(name) {
    return onRun(this.ctx);
  }
  async alarm(info) {
    const { name } = this.ctx.id;
    const entry = log.get(name);
    entry.runs.push({ at: Date.now(), ...info });
    await (behaviours[name] ?? behaviours.later)(this.ctx, info, entry);
  }
}

async function start(env, name) {
  const entry = { runs: [], at: Date.now() };
  log.set(name, entry);
  onRun = (ctx) => ctx.storage.setAlarm(entry.at);
  await env.Clock.getByName(name).run();
  entry.set = true;
  return entry;
}

async function until(condition) {
  while (!condition()) {
    await scheduler.wait(20);
  }
}

// 4.7: a handler that throws is run again after about 2 and then 4 seconds, with the retry's number and the first time
export const backoff = {
  async test(controller, env) {
    const entry = await start(env, "fails");
    await until(() => entry.runs.length === 1);
    onRun = (ctx) => ctx.storage.getAlarm();
    await scheduler.wait(100);
    const scheduled = entry.runs[0].scheduledTime;
    assert.strictEqual(await env.Clock.getByName("fails").run(), scheduled, "while it waits for the retry");
    await until(() => entry.done);
    assert.deepStrictEqual(entry.runs.map((run) => [run.retryCount, run.isRetry, run.scheduledTime]), [
      [0, false, scheduled], [1, true, scheduled], [2, true, scheduled],
    ]);
    const [first, second] = [entry.runs[1].at - entry.runs[0].at, entry.runs[2].at - entry.runs[1].at];
    assert.ok(first >= 1950 && first < 3000, `first retry after ${first} ms`);
    assert.ok(second >= 3950 && second < 5800, `second retry after ${second} ms`);
    await scheduler.wait(50);
    onRun = async (ctx) => [await ctx.storage.getAlarm(), [...(await ctx.storage.list()).keys()]];
    assert.deepStrictEqual(await env.Clock.getByName("fails").run(), [null, ["run0", "run1", "run2"]], "writes of failed attempts stay");
  },
};

// 4.7: an alarm that was deleted before the handler throws is not retried; after an abort it is, without what was not committed
export const others = {
  async test(controller, env) {
    const deletes = await start(env, "deletes");
    const aborts = await start(env, "aborts");
    await until(() => aborts.done);
    assert.deepStrictEqual(aborts.runs.map((run) => [run.retryCount, run.isRetry]), [[0, false], [1, true]]);
    const delay = aborts.runs[1].at - aborts.runs[0].at;
    assert.ok(delay >= 1950 && delay < 3000, `after the abort it came back after ${delay} ms`);
    onRun = (ctx) => ctx.storage.get("lost");
    assert.strictEqual(await env.Clock.getByName("aborts").run(), undefined);
    await scheduler.wait(700);
    assert.strictEqual(deletes.runs.length, 1);
    onRun = (ctx) => ctx.storage.getAlarm();
    assert.strictEqual(await env.Clock.getByName("deletes").run(), null);
  },
};

// 4.7: an alarm set while a retry waits takes its place, but never comes before it
export const whileRetryWaits = {
  async test(controller, env) {
    const later = await start(env, "later");
    const soon = await start(env, "soon");
    const deleted = await start(env, "deleted");
    await until(() => later.runs.length + soon.runs.length + deleted.runs.length === 3);
    await scheduler.wait(50);
    const at = Date.now() + 3500;
    onRun = (ctx) => ctx.storage.setAlarm(at);
    await env.Clock.getByName("later").run();
    onRun = (ctx) => ctx.storage.setAlarm(at - 3400);
    await env.Clock.getByName("soon").run();
    onRun = (ctx) => ctx.storage.deleteAlarm();
    await env.Clock.getByName("deleted").run();
    await until(() => soon.done && later.done);
    await scheduler.wait(100);
    assert.deepStrictEqual(soon.runs.map((run) => [run.retryCount, run.scheduledTime]), [
      [0, soon.runs[0].scheduledTime], [1, soon.runs[0].scheduledTime],
    ]);
    assert.ok(soon.runs[1].at - soon.runs[0].at >= 1950, "the retry's time");
    assert.deepStrictEqual(later.runs.map((run) => [run.retryCount, run.scheduledTime]), [
      [0, later.runs[0].scheduledTime], [0, at],
    ]);
    assert.strictEqual(deleted.runs.length, 1);
    onRun = (ctx) => ctx.storage.getAlarm();
    assert.deepStrictEqual([await env.Clock.getByName("soon").run(), await env.Clock.getByName("later").run()], [null, null]);
  },
};
