import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

export class Room extends DurableObject {
  clocks() {
    return [Date.now(), performance.now(), performance.timeOrigin, new Date(2026, 0, 1).getTime()];
  }
}

// 3.10: an object has the clocks of its caller
export const shared = {
  async test(controller, env) {
    const before = Date.now();
    const [date, now, origin, local] = await env.Room.getByName("a").clocks();
    const after = Date.now();
    assert.ok(before <= date && date <= after);
    assert.ok(Math.abs(now - date) < 1000);
    assert.strictEqual(origin, 0);
    assert.strictEqual(local, Date.UTC(2026, 0, 1));
  },
};

// 3.10: dates are written in UTC
export const written = {
  test() {
    const date = new Date(Date.UTC(2026, 6, 1, 12, 30));
    assert.strictEqual(String(date), "Wed Jul 01 2026 12:30:00 GMT+0000 (Coordinated Universal Time)");
    assert.deepStrictEqual([date.getHours(), date.getDate()], [12, 1]);
    assert.strictEqual(new Date("2026-07-01T12:30").getTime(), date.getTime());
    assert.strictEqual(date.toISOString(), "2026-07-01T12:30:00.000Z");
  },
};

// 3.10: the time zone has the name UTC
export const zoneName = {
  test() {
    assert.strictEqual(Intl.DateTimeFormat().resolvedOptions().timeZone, "UTC");
  },
};

// 3.10: performance.now never goes back and advances over a timer
export const monotonic = {
  async test() {
    let last = performance.now();
    for (let n = 0; n < 1000; n++) {
      const now = performance.now();
      assert.ok(now >= last);
      last = now;
    }
    await scheduler.wait(5);
    assert.ok(performance.now() - last >= 4);
  },
};

// 3.10: Date.now is a whole number of milliseconds
export const whole = {
  test() {
    assert.ok(Number.isInteger(Date.now()));
    assert.strictEqual(performance.toJSON().timeOrigin, 0);
  },
};
