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

const soon = () => Date.now() + 100000;

// 4.7: an alarm is set with a number or a Date and read as a number
export const numberOrDate = inside(async (storage) => {
  const at = soon();
  assert.strictEqual(await storage.setAlarm(at), undefined);
  assert.strictEqual(await storage.getAlarm(), at);
  await storage.setAlarm(new Date(at + 1));
  assert.strictEqual(await storage.getAlarm(), at + 1);
});

// 4.7: without an alarm there is null
export const none = inside(async (storage) => {
  assert.strictEqual(await storage.getAlarm(), null);
  assert.strictEqual(await storage.deleteAlarm(), undefined);
});

// 4.7: deleteAlarm resolves to undefined and leaves none
export const deleted = inside(async (storage) => {
  await storage.setAlarm(soon());
  assert.strictEqual(await storage.deleteAlarm(), undefined);
  assert.strictEqual(await storage.getAlarm(), null);
});

// 4.7: there is one alarm, and the last one set counts
export const replaced = inside(async (storage) => {
  const at = soon();
  storage.setAlarm(at);
  storage.setAlarm(at + 10);
  await storage.setAlarm(at + 5);
  assert.strictEqual(await storage.getAlarm(), at + 5);
});

// 4.7: a string is no time
export const string = inside(async (storage) => {
  await assert.rejects(storage.setAlarm("2030-01-01"), {
    name: "TypeError",
    message: "Failed to execute 'setAlarm' on 'DurableObjectStorage': parameter 1 is not of type 'date'.",
  });
});

// 4.7: what is no valid date is refused
export const invalid = inside(async (storage) => {
  for (const time of [NaN, Infinity, -Infinity, new Date(NaN)]) {
    await assert.rejects(storage.setAlarm(time), {
      name: "TypeError",
      message: "The value cannot be converted because it is not a valid Date.",
    });
  }
});

// 4.7: a time has to be after the epoch
export const epoch = inside(async (storage) => {
  for (const time of [0, -1, new Date(0)]) {
    await assert.rejects(storage.setAlarm(time), {
      name: "TypeError",
      message: "setAlarm() cannot be called with an alarm time <= 0",
    });
  }
});

// 4.7: a fraction is cut off
export const fraction = inside(async (storage) => {
  const at = soon();
  await storage.setAlarm(at + 0.9);
  assert.strictEqual(await storage.getAlarm(), at);
});

// 4.7: a time that has passed becomes now
export const past = inside(async (storage) => {
  const before = Date.now();
  storage.setAlarm(5);
  const at = await storage.getAlarm();
  assert.ok(at >= before && at <= Date.now(), `${at} is not now`);
  await storage.deleteAlarm();
});

// 4.7: the operations of an alarm take options
export const options = inside(async (storage) => {
  await storage.setAlarm(soon(), { allowConcurrency: true, allowUnconfirmed: true });
  assert.ok((await storage.getAlarm({ allowConcurrency: true })) > 0);
  await storage.deleteAlarm({ allowConcurrency: true, allowUnconfirmed: true });
  for (const [call, type] of [[() => storage.setAlarm(soon(), 5), "2 is not of type 'SetAlarmOptions'"], [() => storage.getAlarm(5), "1 is not of type 'GetAlarmOptions'"], [() => storage.deleteAlarm(5), "1 is not of type 'SetAlarmOptions'"]]) {
    await assert.rejects(call(), (error) => error instanceof TypeError && error.message.endsWith(`parameter ${type}.`));
  }
});
