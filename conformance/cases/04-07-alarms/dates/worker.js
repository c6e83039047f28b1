import { DurableObject } from "cloudflare:workers";

let body;

export class A extends DurableObject {
  run() { return body(this.ctx.storage); }
  alarm() {}
}

const inside = (f) => ({
  async test(controller, env) {
    body = f;
    await env.A.get(env.A.newUniqueId()).run();
  },
});

// 4.7: what a time may be, and what it may not
export const dates = inside(async (storage) => {
  for (const v of [
    new Date(5), 5, 1e12 + 0.7, 9223372036854, new Date(9223372036855), 1e300, NaN, 0, -1, "5", {}, null, true, undefined,
  ]) {
    try {
      await storage.setAlarm(v);
      console.log(Number.isInteger(await storage.getAlarm()));
      await storage.deleteAlarm();
    } catch (e) {
      console.log(`${e.name}: ${e.message}`);
    }
  }
});

// 4.7: a transaction that fails or is rolled back sets no alarm
export const transactions = inside(async (storage) => {
  await storage.transaction(async (txn) => {
    await txn.setAlarm(1e12);
    throw new Error();
  }).catch(() => {});
  console.log(await storage.getAlarm());
  await storage.transaction(async (txn) => {
    await txn.setAlarm(1e12);
    console.log(typeof await txn.getAlarm());
    txn.rollback();
  });
  console.log(await storage.getAlarm());
});
