import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

export class Room extends DurableObject {
  async fetch(request) {
    if (request.method === "POST") {
      return new Response(request.body);
    }
    await scheduler.wait(1000);
    return new Response("late");
  }
}

const told = (e) => [e.name, e.message, e.retryable];

// 12a.10: a fetch that is aborted may be tried again, unless the reason is one of its own
export const abort = {
  async test(controller, env) {
    const results = [];
    for (const reason of [undefined, new Error("mine"), "text"]) {
      const controller = new AbortController();
      const answer = env.Room.getByName("abort").fetch("http://do/", { signal: controller.signal }).catch((e) => e);
      await scheduler.wait(5);
      controller.abort(reason);
      results.push(told(await answer));
    }
    assert.deepStrictEqual(results, [
      ["AbortError", "The operation was aborted", true], ["Error", "mine", undefined], ["Error", "text", undefined],
    ]);
  },
};

// 12a.10: so may one that takes too long
export const timeout = {
  async test(controller, env) {
    const e = await env.Room.getByName("timeout").fetch("http://do/", { signal: AbortSignal.timeout(5) }).catch((e) => e);
    assert.deepStrictEqual(told(e), ["TimeoutError", "The operation was aborted due to timeout", true]);
  },
};

// 12a.16: a body streams through an object
export const stream = {
  async test(controller, env) {
    const response = await env.Room.getByName("stream").fetch("http://do/", { method: "POST", body: "through" });
    assert.strictEqual(await response.text(), "through");
  },
};
