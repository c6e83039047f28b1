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

// 3.4: after 30 seconds a section, or transaction, ends with the object, whatever it waits for
export const limit = {
  async test(controller, env) {
    const [never, long, own, outer, txn] = [fresh(env), fresh(env), fresh(env), fresh(env), fresh(env)];
    body = (ctx, self, kind) => {
      // A timer from before the section cannot fire within it.
      const outside = new Promise((resolve) => setTimeout(resolve, 10));
      const enter = (f) => kind === "txn" ? ctx.storage.transaction(f) : ctx.blockConcurrencyWhile(f);
      return enter(() => {
        if (kind === "own") {
          return self.env.Thing.get(ctx.id).count();
        }
        if (kind === "outer") {
          return outside;
        }
        return kind === "long" ? scheduler.wait(40000) : new Promise(() => {});
      });
    };
    const began = Date.now();
    const failure = {
      name: "Error",
      message: "A call to blockConcurrencyWhile() in a Durable Object waited for too long. The call was canceled and the Durable Object was reset.",
      overloaded: true,
      durableObjectReset: true,
    };
    await Promise.all([
      assert.rejects(never.run("never"), failure),
      assert.rejects(long.run("long"), failure),
      assert.rejects(own.run("own"), failure),
      assert.rejects(outer.run("outer"), failure),
      assert.rejects(txn.run("txn"), failure),
    ]);
    const took = Date.now() - began;
    assert.ok(took >= 29000 && took < 36000, `${took} ms`);
    body = undefined;
    assert.strictEqual(typeof (await env.Thing.get(own.id).count()), "number");
  },
};
