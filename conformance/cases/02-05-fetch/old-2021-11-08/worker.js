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

export class A {
  constructor(state, env) {
    this.state = state;
    this.arguments = arguments.length;
  }
  async fetch(request) {
    const url = new URL(request.url), { storage } = this.state;
    switch (url.pathname) {
    case "/synchronous":
      try {
        storage.put("a");
        return new Response("no exception");
      } catch (e) {
        return new Response(e.message);
      }
    case "/custom": throw new Custom("m", { cause: 5 });
    case "/object": throw { a: 1 };
    case "/members":
      return Response.json([this.arguments, String(this.state), String(storage), "exports" in this.state, Object.keys(request).sort()]);
    }
    return new Response(request.url + " " + url.pathname + url.search);
  }
}

const stub = (env) => env.A.get(env.A.idFromName("a"));

// 2.5: in 2021 an object's storage throws at once, its errors are folded, and what it gets has its members on itself
export const object = {
  async test(controller, env) {
    for (const path of ["synchronous", "custom", "object", "members"]) await note(path, () => stub(env).fetch("http://x/" + path));
  },
};

// 2.5: in 2021 a stub takes any URL, from a made-up host if there is none
export const urls = {
  async test(controller, env) {
    for (const url of [
      "http://do//double", "http://do/a//b/../c#f", "/x//y", "x", "?q", "", "http://do", "http://u:p@do/x", "http://do/a b", "http://DO:80/?",
    ]) await note("fetch " + url, () => stub(env).fetch(url));
    await note("request", () => new Request("http://h//x").url);
    await note("url", () => [new URL("http://h//x").href, new URL("x//y", "http://h/a//b").href]);
    await note("bad url", () => new URL("mailto:a@b"));
    await note("no url", () => {
      try {
        stub(env).fetch();
        return "no exception";
      } catch (e) {
        return e.message;
      }
    });
  },
};
