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

// 3.10: Date.now advances while code runs
export const advances = {
  async test(controller, env) {
    const began = Date.now();
    while (Date.now() === began);
    assert.ok(Date.now() > began);
  },
};

// 3.10: the time zone is UTC
export const zone = {
  async test(controller, env) {
    assert.strictEqual(new Date(2026, 6, 1).getTimezoneOffset(), 0);
  },
};

// 3.10: performance.now is the time since the epoch
export const performanceNow = {
  async test(controller, env) {
    assert.strictEqual(performance.timeOrigin, 0);
    assert.ok(Math.abs(performance.now() - Date.now()) < 1000);
  },
};
