import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

export class Thing extends DurableObject {
  look(s) {
    return [s.constructor.name, s.aborted, String(s.reason)];
  }
  async aborted(s) {
    return await new Promise((resolve) => s.addEventListener("abort", () => resolve([s.aborted, String(s.reason)])));
  }
  make() {
    this.controller = new AbortController();
    return this.controller.signal;
  }
  abort(reason) {
    this.controller.abort(reason);
  }
  async store(s) {
    await this.ctx.storage.put("signal", s);
  }
  request(r) {
    return r.signal.aborted;
  }
}

const thing = (env) => env.Thing.getByName("x");

// 7.4: with enable_abortsignal_rpc a signal has a copy on the other side
export const looks = {
  async test(controller, env) {
    assert.deepStrictEqual([...(await thing(env).look(new AbortController().signal))], ["AbortSignal", false, "undefined"]);
    assert.deepStrictEqual([...(await thing(env).look(AbortSignal.abort("why")))], ["AbortSignal", true, "why"]);
  },
};

// 7.4: the copy is aborted when the signal is
export const arguments_ = {
  async test(controller, env) {
    const c = new AbortController();
    const p = thing(env).aborted(c.signal);
    await scheduler.wait(5);
    c.abort(new TypeError("mine"));
    assert.deepStrictEqual([...(await p)], [true, "TypeError: mine"]);
    assert.deepStrictEqual([...(await thing(env).aborted(AbortSignal.timeout(5)))], [true, "TimeoutError: The operation was aborted due to timeout"]);
  },
};

// 7.4: also a copy that was a result
export const results = {
  async test(controller, env) {
    const signal = await thing(env).make();
    const aborted = new Promise((resolve) => signal.addEventListener("abort", () => resolve(signal.reason)));
    await thing(env).abort("from there");
    assert.strictEqual(await aborted, "from there");
  },
};

// 7.4: a signal is not stored all the same
export const stored = {
  async test(controller, env) {
    const refused = { name: "DataCloneError", message: "AbortSignal can only be serialized for RPC." };
    await assert.rejects(async () => await thing(env).store(new AbortController().signal), refused);
    assert.throws(() => structuredClone(new AbortController().signal), refused);
  },
};

// 7.4: a Request goes with its signal
export const requests = {
  async test(controller, env) {
    assert.strictEqual(await thing(env).request(new Request("http://x/", { signal: new AbortController().signal })), false);
  },
};
