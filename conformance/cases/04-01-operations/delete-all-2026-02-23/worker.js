import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let body;

export class Store extends DurableObject {
  run() {
    return body(this.ctx.storage, this.ctx);
  }
  alarm() {}
}

// inside makes a test of what runs in an object of its own.
const inside = (f) => ({
  async test(controller, env) {
    body = f;
    await env.Store.get(env.Store.newUniqueId()).run();
  },
});

// 4.1: deleteAll keeps the alarm before 2026-02-24
export const keepsAlarm = inside(async (storage) => {
  const at = Date.now() + 100000;
  await storage.put("a", 1);
  await storage.setAlarm(at);
  await storage.deleteAll();
  assert.strictEqual(await storage.getAlarm(), at);
  assert.strictEqual(await storage.get("a"), undefined);
});
