import { DurableObject } from "cloudflare:workers";

const marks = ["remote", "retryable", "overloaded", "durableObjectReset", "code", "extra", "cause", "errors"];

function mark(e, name) {
  const v = e[name];
  return name + "=" + (Array.isArray(v) ? v.map((x) => x.message) : v?.message ?? JSON.stringify(v));
}

function show(e) {
  if (typeof e !== "object" || e === null) return typeof e + " " + e;
  return [e.constructor.name, e.name, e.message, ...marks.filter((name) => name in e).map((name) => mark(e, name))].join(" | ");
}

async function text(v) {
  if (v instanceof Response) return v.status + " " + await v.text();
  return typeof v === "object" ? JSON.stringify(v) : String(v);
}

// note prints what comes of a call.
async function note(name, run) {
  try {
    console.log(name + ": " + await text(await run()));
  } catch (e) {
    console.log(name + " ! " + show(e));
  }
}

class Custom extends Error {
  name = "Custom";
  code = 5;
  extra = { a: 1 };
}

const values = {
  custom: () => new Custom("m", { cause: new TypeError("c") }),
  type: () => Object.assign(new TypeError("t", { cause: 5 }), { extra: 1 }),
  aggregate: () => new AggregateError([new Error("x")], "agg"),
  dom: () => Object.assign(new DOMException("d", "AbortError"), { extra: 1 }),
  empty: () => new Error(),
  "empty range": () => new RangeError(),
  renamed: () => Object.assign(new TypeError("t"), { name: "Other" }),
  marked: () => Object.assign(new Error("f"), { retryable: true, overloaded: true, durableObjectReset: true, remote: false }),
  "marked type": () => Object.assign(new TypeError("f"), { retryable: true }),
  subclass: () => new (class Sub extends TypeError {})("s"),
  eval: () => new EvalError("e"),
  uri: () => new URIError("u"),
  text: () => "s",
  null: () => null,
  undefined: () => undefined,
  number: () => 5,
  object: () => ({ a: 1 }),
  array: () => [1, 2],
  response: () => new Response("x"),
  namespace: (env) => env.A,
  map: () => new Map(),
  date: () => new Date(NaN),
  colon: () => new Error("TypeError: x"),
};

export class A extends DurableObject {
  // An object's request names the method that answers it, and an argument.
  fetch(request) {
    const url = new URL(request.url);
    return this[url.pathname.slice(1)](decodeURIComponent(url.search.slice(1)), request);
  }
  async reject(name) { throw values[name](this.env); }
  throw(name) { throw values[name](this.env); }
  async stored(name) {
    await this.ctx.storage.put("e", values[name](this.env));
    return new Response(show(await this.ctx.storage.get("e")));
  }
}

const call = (env, name, path, init) => env.A.getByName(name).fetch("http://x/" + path, init);

// 2.6: before 2026-04-21, what fetch rejects with, as its caller sees it
export const rejected = {
  async test(controller, env) {
    for (const name in values) await note(name, () => call(env, "a", "reject?" + name));
  },
};

// 2.6: before 2026-04-21, and what it throws at once
export const thrown = {
  async test(controller, env) {
    for (const name of ["custom", "type", "text", "object"]) await note(name, () => call(env, "a", "throw?" + name));
  },
};

// 4.6: before 2026-04-21, errors that are stored
export const stored = {
  async test(controller, env) {
    for (const name of ["custom", "type", "aggregate", "dom", "renamed", "subclass", "eval", "colon"]) {
      await note(name, () => call(env, "a", "stored?" + name));
    }
  },
};
