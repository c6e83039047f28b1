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

// 3.1: after ten idle seconds the instance goes, unless a timer is pending; storage stays
export const idle = {
  async test(controller, env) {
    const [idle, busy, waits] = [fresh(env), fresh(env), fresh(env)];
    body = async (ctx, self, kind) => {
      await ctx.storage.put("kept", kind);
      if (kind === "busy") {
        setTimeout(() => {}, 60000);
      }
      return self.number;
    };
    const first = [await idle.run("idle"), await busy.run("busy")];
    body = async () => {
      await scheduler.wait(12500);
    };
    const waiting = waits.run();
    const before = await waits.count();
    await scheduler.wait(9000);
    assert.strictEqual(await waits.count(), before);
    await scheduler.wait(3000);
    body = async (ctx, self) => [self.number, await ctx.storage.get("kept")];
    const [[idleNumber, kept], [busyNumber]] = [await idle.run(), await busy.run()];
    assert.notStrictEqual(idleNumber, first[0], "the idle one");
    assert.strictEqual(kept, "idle");
    assert.strictEqual(busyNumber, first[1], "the one with a timer");
    assert.strictEqual(await waits.count(), before, "the one with a call under way");
    await waiting;
  },
};
