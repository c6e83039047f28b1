import { DurableObject, cache, tracing } from "cloudflare:workers";

async function told(name, f) {
  try {
    const v = await f();
    console.log(name, Object.prototype.toString.call(v), typeof v === "object" ? JSON.stringify(v) : String(v));
  } catch (e) {
    console.log(name, String(e));
  }
}

const text = (v) => JSON.stringify(v, (k, x) => (typeof x === "bigint" ? `${x}n` : x));

const early = [
  () => tracing.enterSpan("t", (span) => span.isTraced),
  () => tracing.getActiveSpan(),
  () => tracing.startSpan("t").isTraced,
  () => Reflect.ownKeys(cache).length,
].map((f) => String(f()));

export class A extends DurableObject {
  async traced() {
    return [typeof this.ctx.tracing, typeof this.ctx.cache, await tracing.enterSpan("x", (span) => span.isTraced)].join();
  }
}

// 1.5: spans work at the top level
export const atTop = {
  async test() {
    console.log(early.join());
  },
};

// 1.5: the methods of a span check what they are given
export const span = {
  async test() {
    const span = tracing.startSpan("n");
    const calls = [
      ["spanContext"], ["setAttribute"], ["setAttribute", "k"], ["setAttribute", 1, 2], ["setAttribute", "k", 5n], ["setAttribute", "k", {}],
      ["setAttributes"], ["setAttributes", { a: 1, b: "x", c: true, d: null, e: undefined }], ["setAttributes", 5], ["setAttributes", { a: 5n }],
      ["recordException"], ["recordException", new Error("x")], ["recordException", null], ["updateName"], ["updateName", 5],
      ["setStatus"], ["setStatus", 1], ["setStatus", { code: 1 }], ["setStatus", { code: "ok" }], ["setStatus", { code: "error", message: "m" }],
      ["setStatus", {}], ["setStatus", { code: "ERROR" }], ["end"], ["end", 5], ["end"],
    ];
    for (const [name, ...args] of calls) {
      await told(`${name} ${text(args)}`, () => {
        const result = span[name](...args);
        return result === span ? "itself" : result;
      });
    }
    await told("symbol", () => span.setAttribute("k", Symbol("s")));
    console.log(span, span.isTraced, Object.keys(span).length, span.constructor === tracing.Span);
    await told("new", () => new tracing.Span());
  },
};

// 1.5: enterSpan and its kin call functions within a span
export const active = {
  async test(controller, env, ctx) {
    const other = tracing.startSpan("other");
    await told("arguments", () => tracing.enterSpan("n", (...a) => a.length + String(a[1]), 1, 2));
    await told("this", () => tracing.enterSpan("n", function () { return this === globalThis; }));
    await told("throws", () => tracing.enterSpan("n", () => { throw new Error("thrown"); }));
    await told("no name", () => tracing.enterSpan());
    await told("no function", () => tracing.enterSpan("n"));
    await told("options", () => tracing.startActiveSpan("n", {}, () => 1));
    await told("inside", () => tracing.startActiveSpan("n", (span) => tracing.getActiveSpan() === span));
    await told("after await", () => tracing.enterSpan("n", async (span) => { await scheduler.wait(1); return tracing.getActiveSpan() === span; }));
    await told("with", () => tracing.withActiveSpan(other, (...a) => [a.length, tracing.getActiveSpan() === other].join(), 5));
    await told("with none", () => tracing.withActiveSpan(null, () => 1));
    await told("with no function", () => tracing.withActiveSpan(other));
    await told("start", () => tracing.startSpan());
    await told("detached", () => (0, tracing.enterSpan)("n", () => 1));
    const root = tracing.getActiveSpan();
    await scheduler.wait(1);
    console.log(root === tracing.getActiveSpan(), root === other, ctx.tracing === tracing, ctx.tracing.enterSpan("n", (span) => span.isTraced));
    console.log(await env.A.getByName("traced").traced());
  },
};

// 1.5: an entrypoint without a cache of its own has no members in it
export const noCache = {
  async test(controller, env, ctx) {
    cache.kept = 1;
    console.log(cache.kept, "purge" in cache, Reflect.ownKeys(cache).length, delete cache.kept, ctx.cache, ctx.access);
    console.log(Reflect.ownKeys(ctx).join());
  },
};
