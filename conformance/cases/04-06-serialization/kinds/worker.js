import { DurableObject, RpcTarget } from "cloudflare:workers";

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

const values = {
  headers: () => new Headers({ a: "b" }),
  request: () => new Request("http://h/"),
  response: () => new Response(null, { status: 404 }),
  blob: () => new Blob(["x"]),
  file: () => new File(["x"], "n"),
  stream: () => new ReadableStream(),
  sink: () => new WritableStream(),
  "request with a body": () => new Request("http://h/", { method: "POST", body: "x" }),
  stub: (o) => o.env.A.getByName("x"),
  namespace: (o) => o.env.A,
  id: (o) => o.ctx.id,
  ctx: (o) => o.ctx,
  storage: (o) => o.ctx.storage,
  env: (o) => o.env,
  object: (o) => o,
  target: () => new RpcTarget(),
  "class of a target": () => new (class T extends RpcTarget {})(),
  signal: () => new AbortController().signal,
  url: () => new URL("http://a"),
  socket: () => new WebSocketPair()[0],
};

export class A extends DurableObject {
  async fetch(request) {
    const { storage } = this.ctx;
    await storage.put("k", values[decodeURIComponent(new URL(request.url).search.slice(1))](this));
    const v = await storage.get("k");
    return new Response([v.constructor.name, v.url, v.method, v.status, v.size].join(" ").trimEnd());
  }
}

// 4.6: what objects of the platform are when they are stored
export const kinds = {
  async test(controller, env) {
    for (const name in values) await note(name, () => env.A.getByName("a").fetch("http://x/?" + name));
  },
};

// 4.6: ctx and env cannot be cloned
export const contexts = {
  async test(controller, env, ctx) {
    await note("ctx", () => structuredClone(ctx));
    await note("env", () => structuredClone(env));
  },
};
