import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

const runs = [];

export class Clock extends DurableObject {
  set() {
    return this.ctx.storage.setAlarm(Date.now() + 50);
  }
  async state() {
    return [await this.ctx.storage.getAlarm(), await this.ctx.storage.get("attempts")];
  }
  async alarm({ retryCount, isRetry, scheduledTime }) {
    runs.push({ at: Date.now(), retryCount, isRetry, scheduledTime });
    await this.ctx.storage.put("attempts", runs.length);
    throw new Error("attempt " + runs.length);
  }
}

// 4.7: a handler that always throws is run seven times, after twice as long each time and up to a quarter more, and then no more
export const seven = {
  async test(controller, env) {
    const state = () => env.Clock.getByName("clock").state();
    await env.Clock.getByName("clock").set();
    while (runs.length < 7) {
      await scheduler.wait(500);
      const { length } = runs;
      const [at] = await state();
      if (length > 0 && length === runs.length && length < 7) assert.strictEqual(at, runs[0].scheduledTime, "while it waits");
    }
    await scheduler.wait(2000);
    assert.deepStrictEqual(await state(), [null, 7], "afterwards");
    const first = runs[0].scheduledTime;
    assert.deepStrictEqual(
      runs.map((run) => [run.retryCount, run.isRetry, run.scheduledTime]),
      Array.from({ length: 7 }, (_, n) => [n, n > 0, first]),
    );
    for (let n = 1; n < 7; n++) {
      const delay = runs[n].at - runs[n - 1].at, least = 2 ** n * 1000;
      assert.ok(delay >= least - 100 && delay < least * 1.25 + 1500, `retry ${n} came after ${delay} ms`);
    }
  },
};
