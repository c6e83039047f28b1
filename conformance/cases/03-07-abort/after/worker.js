import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

const log = [];
let kept;
let settle;

const foreign = (kind) =>
  new RegExp(`^Error: Cannot perform I/O on behalf of a different (Durable Object|request)\\..* \\(I/O type: ${kind}\\)$`);
const internal = /^Error: internal error; reference = [0-9a-z]{24}$/;

export class Thing extends DurableObject {
  async waits() {
    log.push("waits");
    await scheduler.wait(20);
    log.push("waited");
  }
  async sameTurn() {
    queueMicrotask(() => log.push("microtask"));
    Promise.resolve().then(() => log.push("reaction"));
    [1].forEach(() => this.ctx.abort("same turn"));
    log.push("after");
  }
  async inMicrotask() {
    Promise.resolve().then(() => {
      log.push("first");
      this.ctx.abort("in microtask");
    }).then(() => log.push("then"), () => log.push("catch"));
    queueMicrotask(() => log.push("microtask"));
    await null;
    log.push("resumed");
  }
  async inTimer() {
    setTimeout(() => {
      log.push("timer");
      this.ctx.abort("in timer");
    }, 1);
    setTimeout(() => log.push("second timer"), 1);
    await scheduler.wait(20);
    log.push("waited");
  }
  settles() {
    settle("settled");
    this.ctx.abort("settles");
  }
  reasons(reason) {
    this.ctx.abort(...reason);
  }
  async badReason() {
    for (const reason of [{ toString() { throw new RangeError("mine"); } }, Symbol("s")]) {
      try {
        this.ctx.abort(reason);
      } catch (e) {
        log.push(String(e));
      }
    }
    return "alive";
  }
  keep() {
    kept = this;
  }
  abort() {
    this.ctx.abort("kept");
  }
  async use(name) {
    try {
      return await uses[name](kept.ctx);
    } catch (e) {
      return String(e);
    }
  }
}

const uses = {
  id: (ctx) => String(ctx.id),
  get: (ctx) => ctx.storage.get("a"),
  put: (ctx) => ctx.storage.put("a", 1),
  sync: (ctx) => ctx.storage.sync(),
  transaction: (ctx) => ctx.storage.transaction(() => 2),
  kv: (ctx) => ctx.storage.kv.get("a"),
  sql: (ctx) => ctx.storage.sql.exec("select 1").one(),
  abort: (ctx) => ctx.abort("again"),
  facets: (ctx) => ctx.facets.get("f", () => ({ class: ctx.exports.Thing })).keep(),
  deleteFacet: (ctx) => ctx.facets.delete("f"),
  waitUntil: (ctx) => ctx.waitUntil(Promise.resolve()),
  section: (ctx) => ctx.blockConcurrencyWhile(() => "section"),
  sockets: (ctx) => ctx.getWebSockets().length,
  autoResponse: (ctx) => ctx.getWebSocketAutoResponse(),
};

// aborted makes a test of what of an object's code runs when a method of it aborts.
const aborted = (method, ...want) => ({
  async test(controller, env) {
    log.length = 0;
    const waiting = env.Thing.getByName(method).waits().catch((e) => e.message);
    const aborting = env.Thing.getByName(method)[method]().catch((e) => e.message);
    await scheduler.wait(40);
    const [message] = await Promise.all([aborting, waiting]);
    assert.strictEqual(await waiting, message);
    assert.deepStrictEqual(log, ["waits", ...want]);
  },
});

// 3.7: microtasks that were queued before an abort do not run
export const sameTurn = aborted("sameTurn");

// 3.7: nor do those that come after one that aborts, in its own promise chain or another
export const inMicrotask = aborted("inMicrotask", "first");

// 3.7: a timer ends with the object, and what waits is never resumed
export const inTimer = aborted("inTimer", "timer");

// 3.7: what others wait for goes on, though it was settled in the turn that ended
export const others = {
  async test(controller, env) {
    const waits = new Promise((resolve) => (settle = resolve)).then((v) => v + " and seen");
    await assert.rejects(env.Thing.getByName("others").settles(), { message: "settles" });
    assert.strictEqual(await waits, "settled and seen");
  },
};

// 3.7: whatever the reason is, it is told as a text
export const reasons = {
  async test(controller, env) {
    for (const [reason, text] of [
      [[undefined], "Application called abort() to reset Durable Object."], [[null], "null"], [[5], "5"], [[{ a: 1 }], "[object Object]"],
      [[""], ""], [[new Error("m")], "Error: m"],
    ]) {
      await assert.rejects(env.Thing.getByName("reasons").reasons(reason), { name: "Error", message: text, durableObjectReset: true });
    }
    await assert.rejects(env.Thing.getByName("reasons").reasons(["o", 5]), {
      name: "TypeError", message: "Failed to execute 'abort' on 'DurableObjectState': parameter 2 is not of type 'AbortOptions'.",
    });
    log.length = 0;
    assert.strictEqual(await env.Thing.getByName("bad reason").badReason(), "alive");
    assert.deepStrictEqual(log, ["RangeError: mine", "TypeError: Cannot convert a Symbol value to a string"]);
  },
};

const mine = { id: /^[0-9a-f]{64}$/, facets: foreign("FacetManager"), deleteFacet: foreign("FacetManager"), waitUntil: /^undefined$/ };

// 3.7: the ctx of an instance that is over has no storage for the next one, whose own sections and sockets it gives access to
export const kept_ = {
  async test(controller, env) {
    for (const name in uses) {
      await env.Thing.getByName("kept").keep();
      await env.Thing.getByName("kept").abort().catch(() => {});
      const want = mine[name] ?? { section: /^section$/, sockets: /^0$/, autoResponse: /^null$/ }[name] ?? foreign("ActorCacheInterface");
      assert.match(String(await env.Thing.getByName("kept").use(name)), want, name);
    }
  },
};

// 3.7: nor has it any for a handler, which has no sections and no sockets
export const keptByHandler = {
  async test(controller, env) {
    for (const name in uses) {
      await env.Thing.getByName("keptByHandler").keep();
      let seen;
      try {
        seen = await uses[name](kept.ctx);
      } catch (e) {
        seen = e;
      }
      const want = mine[name] ?? (["section", "sockets", "autoResponse"].includes(name) ? internal : foreign("ActorCacheInterface"));
      assert.match(String(seen), want, name);
    }
  },
};
