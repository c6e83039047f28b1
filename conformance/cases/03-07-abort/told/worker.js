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

const lives = {};

export class A extends DurableObject {
  log = [];
  constructor(ctx, env) {
    super(ctx, env);
    lives[ctx.id.name] = (lives[ctx.id.name] ?? 0) + 1;
  }
  // An object's request names the method that answers it, and an argument.
  fetch(request) {
    const url = new URL(request.url);
    return this[url.pathname.slice(1)](decodeURIComponent(url.search.slice(1)), request);
  }
  get storage() { return this.ctx.storage; }
  async plain() {
    this.ctx.abort();
    return new Response("never");
  }
  async reason(text) {
    this.ctx.abort(text);
    return new Response("never");
  }
  async error() {
    try {
      this.ctx.abort(new TypeError("typed"));
    } finally {
      this.log.push("never");
    }
  }
  async lost() {
    await this.storage.put("a", 1);
    this.storage.put("b", 2);
    this.ctx.abort("lost");
  }
  async kept() {
    await this.storage.put("a", 1);
    await this.storage.sync();
    this.storage.put("b", 2);
    this.ctx.abort("kept");
  }
  async read() { return Response.json([[...await this.storage.list()], lives[this.ctx.id.name], this.log]); }
  async hang() { await scheduler.wait(10000); }
  async section(at) {
    try {
      await this.ctx.blockConcurrencyWhile(at ? () => { throw new Custom(at); } : async () => { throw new Custom("section"); });
    } catch {
      return new Response("caught");
    }
  }
}

const call = (env, name, path, init) => env.A.getByName(name).fetch("http://x/" + path, init);

// 3.7: what callers are told, what of the writes is left, and which life it is
export const told = {
  async test(controller, env) {
    for (const path of ["plain", "reason?why", "error", "lost", "read", "kept", "read", "section", "section?at once", "read"]) {
      await note(path, () => call(env, "a", path));
    }
  },
};

// 3.7: calls under way and those that wait are told the same, the stub's later ones as no remote error
export const waiting = {
  async test(controller, env) {
    const stub = env.A.getByName("b");
    const hanging = stub.fetch("http://x/hang");
    const aborting = stub.fetch("http://x/plain");
    await Promise.allSettled([hanging, aborting]);
    await note("under way", () => hanging);
    await note("aborting", () => aborting);
    await note("same stub", () => stub.fetch("http://x/read"));
    const queue = env.A.getByName("c"), calls = ["hang", "plain", "read", "read"].map((path) => queue.fetch("http://x/" + path));
    await Promise.allSettled(calls);
    for (const call of calls) await note("queued", () => call);
    await note("new stub", () => call(env, "b", "read"));
  },
};
