import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let body;

export class A extends DurableObject {
  log = [];
  async run() {
    await body(this.ctx, this.log);
    return this.log.join(" ");
  }
}

// ordered makes a test of the order in which an object logs.
const ordered = (f, want) => ({
  async test(controller, env) {
    body = f;
    assert.strictEqual(await env.A.get(env.A.newUniqueId()).run(), want);
  },
});

// 3.4: sections and transactions nest
export const nested = ordered((ctx, log) => ctx.blockConcurrencyWhile(async () => {
  log.push(1);
  await ctx.blockConcurrencyWhile(async () => {
    log.push(2);
    await scheduler.wait(1);
    log.push(3);
  });
  await ctx.storage.transaction(async () => {
    log.push(4);
    await scheduler.wait(1);
    log.push(5);
  });
  log.push(6);
}), "1 2 3 4 5 6");

// 3.4: what starts together runs one after the other, and what is no section waits for them
export const parallel = ordered((ctx, log) => {
  const both = (name, ms) => async () => {
    log.push(name + 1);
    await scheduler.wait(ms);
    log.push(name + 2);
  };
  return Promise.all([
    ctx.blockConcurrencyWhile(both("a", 2)), ctx.blockConcurrencyWhile(both("b", 1)), ctx.storage.transaction(both("t", 1)),
    scheduler.wait(1).then(() => log.push("w")),
  ]);
}, "a1 a2 b1 b2 t1 t2 w");

// 3.4: timers from before a section wait for it, those from inside do not
export const timers = ordered(async (ctx, log) => {
  const outer = new Promise((resolve) => setTimeout(() => resolve(log.push("outer timer")), 1));
  queueMicrotask(() => log.push("microtask"));
  await ctx.blockConcurrencyWhile(async () => {
    await new Promise((resolve) => setTimeout(() => resolve(log.push("inner timer")), 1));
    await scheduler.wait(4);
    log.push("section");
  });
  log.push("after");
  await outer;
}, "microtask inner timer section after outer timer");
