import { DurableObject } from "cloudflare:workers";

class Custom extends Error {
  name = "Custom";
  code = 7;
  extra = { a: 1 };
}

const thrown = {
  type: () => new TypeError("t"),
  custom: () => new Custom("m"),
  cause: () => new Error("outer", { cause: new TypeError("inner") }),
  aggregate: () => new AggregateError([new Error("1"), new TypeError("2")], "agg"),
  dom: () => new DOMException("d", "AbortError"),
  marked: () => Object.assign(new Error("r"), { retryable: true, overloaded: true }),
  string: () => "s",
  number: () => 5,
  null: () => null,
  undefined: () => undefined,
  symbol: () => Symbol("q"),
  object: () => ({ a: 1 }),
  array: () => [1],
  function: () => () => 1,
  map: () => new Map([[1, 2]]),
  unsendable: () => Object.assign(new Error("with a function"), { f: () => 1 }),
};

export class Thing extends DurableObject {
  throws(kind) {
    throw thrown[kind]();
  }
  async rejects(kind) {
    throw thrown[kind]();
  }
  fetch(request) {
    throw thrown[new URL(request.url).pathname.slice(1)]();
  }
  answer(v) {
    return v;
  }
}

const describe = (e) => {
  if (e.durableObjectId) e.durableObjectId = "its id";
  const { stack, ...own } = e;
  return [String(e), e.constructor?.name, JSON.stringify(own), e.cause ? "cause: " + e.cause : "", e.errors ? "errors: " + e.errors : ""].join(" | ");
};

const caught = async (label, f) => {
  try {
    console.log(label, "answered", await f());
  } catch (e) {
    console.log(label, describe(e));
  }
};

const each = (f) => ({
  async test(controller, env) {
    for (const kind in thrown) await caught(kind, () => f(env.Thing.getByName("x"), kind));
  },
});

// 2.6: what a method throws, as its caller sees it
export const throws = each((s, kind) => s.throws(kind));

// 2.6: what a method's promise is rejected with
export const rejects = each((s, kind) => s.rejects(kind));

// 2.6: what a fetch handler throws
export const fetches = each((s, kind) => s.fetch("http://x/" + kind));

// 2.6: errors of the upstream call go down the pipeline
export const pipelined = each((s, kind) => s.throws(kind).a.b());

// 2.6: an error that is passed as a value
export const values = {
  async test(controller, env) {
    const e = await env.Thing.getByName("x").answer(Object.assign(new RangeError("m"), { code: 3 }));
    console.log(String(e), e.constructor.name, e.code, e.remote, Object.keys(e), e.stack.split("\n")[0]);
  },
};

// 2.6: the remote stack is not carried
export const stacks = {
  async test(controller, env) {
    try {
      await env.Thing.getByName("x").throws("type");
    } catch (e) {
      console.log(e.stack.split("\n")[0], e.stack.includes("throws ("));
    }
  },
};
