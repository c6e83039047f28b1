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

export class A extends DurableObject {
  log = [];
  constructor(ctx, env) {
    super(ctx, env);
    this.arguments = arguments.length;
    switch (ctx.id.name) {
    case "throws": throw new RangeError("boom");
    case "throws text": throw "text";
    case "blocks":
      ctx.blockConcurrencyWhile(async () => {
        this.log.push("in");
        await scheduler.wait(2);
        this.log.push("out");
      });
      break;
    case "blocks and fails":
      ctx.blockConcurrencyWhile(async () => {
        await scheduler.wait(1);
        throw new Custom("section");
      });
      break;
    case "aborts":
      ctx.abort("in constructor");
      break;
    case "answers another":
      return { fetch() { return new Response("another"); } };
    }
  }
  fetch() {
    return new Response(this.log.join() + this.arguments);
  }
}

// each makes a test of three fetches of an object.
const each = (...names) => ({
  async test(controller, env) {
    for (const name of names) {
      const stub = env.A.getByName(name);
      await note(name, () => stub.fetch("http://x/"));
      await note(name + ", same stub", () => stub.fetch("http://x/"));
      await note(name + ", new stub", () => env.A.getByName(name).fetch("http://x/"));
    }
  },
});

// 3.3: after a constructor that throws the same stub says so again, as no remote error; a new one starts another
export const throws = each("throws", "throws text");

// 3.3: so it does after a critical section that fails, and after an abort
export const others = each("blocks and fails", "aborts");

// 3.3: events wait for the section of the constructor, which may answer another object
export const starts = each("blocks", "answers another");
