import { WorkerEntrypoint } from "cloudflare:workers";

class Custom extends Error {
  name = "Custom";
  code = 7;
}

const thrown = {
  type: () => new TypeError("t"),
  custom: () => new Custom("m"),
  cause: () => new Error("outer", { cause: new TypeError("inner") }),
  aggregate: () => new AggregateError([new Error("1")], "agg"),
  dom: () => new DOMException("d", "AbortError"),
  string: () => "s",
  object: () => ({ a: 1 }),
};

const describe = (e) => {
  const { stack, ...own } = e;
  return [String(e), e.constructor?.name, JSON.stringify(own), e.cause ? "cause: " + e.cause : "", e.errors ? "errors: " + e.errors : ""].join(" | ");
};

export class New extends WorkerEntrypoint {
  throws(kind) {
    throw thrown[kind]();
  }
}

// 2.6: errors of a Worker from before 2026-04-21, seen by one from after
export const fromOld = {
  async test(controller, env) {
    for (const kind in thrown) {
      try {
        await env.OLD.throws(kind);
      } catch (e) {
        console.log(kind, describe(e));
      }
    }
  },
};

// 2.6: errors of a Worker from after 2026-04-21, seen by one from before
export const toOld = {
  async test(controller, env) {
    for (const kind in thrown) console.log(kind, await env.OLD.sees(kind));
  },
};
