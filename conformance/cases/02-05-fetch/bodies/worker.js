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

export class A extends DurableObject {
  // An object's request names the method that answers it, and an argument.
  fetch(request) {
    const url = new URL(request.url);
    return this[url.pathname.slice(1)](decodeURIComponent(url.search.slice(1)), request);
  }
  async request(_, q) {
    return Response.json([q.method, q.redirect, [...q.headers], q.cf, q.signal.aborted, q.url, await q.text()]);
  }
  async stream() {
    const { readable, writable } = new TransformStream();
    const writer = writable.getWriter();
    (async () => {
      for (let n = 0; n < 3; n++) {
        await scheduler.wait(1);
        await writer.write(new TextEncoder().encode("part" + n));
      }
      await writer.close();
    })();
    return new Response(readable);
  }
  async hang() {
    await scheduler.wait(10000);
  }
}

const call = (env, name, path, init) => env.A.getByName(name).fetch("http://x/" + path, init);

const later = () => new ReadableStream({
  async pull(c) {
    await scheduler.wait(1);
    c.enqueue(new TextEncoder().encode("streamed"));
    c.close();
  },
});

// 2.5: what an object sees of a request, by its body
export const sent = {
  async test(controller, env) {
    for (const [name, init] of Object.entries({
      get: {}, text: { method: "POST", body: "hello" }, stream: { method: "POST", body: later() },
      form: { method: "PUT", body: new URLSearchParams({ a: "b" }) },
    })) await note(name, () => call(env, "a", "request", init));
  },
};

// 2.5: and of a Request, options and a URL with more to it
export const requests = {
  async test(controller, env) {
    const stub = env.A.getByName("a");
    const request = (init) => new Request("http://x/request", { headers: { q: "1" }, ...init });
    await note("request", () => stub.fetch(request({ redirect: "manual", cf: { a: 1 } })));
    await note("request and options", () => stub.fetch(request(), { method: "DELETE" }));
    await note("user and fragment", () => stub.fetch("http://u:p@x/request?a#b"));
    await note("streaming answer", () => call(env, "a", "stream"));
  },
};

// 2.5: how a fetch is aborted
export const aborted = {
  async test(controller, env) {
    const stub = env.A.getByName("a");
    await note("before", () => stub.fetch("http://x/hang", { signal: AbortSignal.abort(new RangeError("before")) }));
    await note("under way", () => {
      const c = new AbortController();
      setTimeout(() => c.abort(), 2);
      return stub.fetch("http://x/hang", { signal: c.signal });
    });
    await note("timed out", () => stub.fetch("http://x/hang", { signal: AbortSignal.timeout(3) }));
  },
};

// 2.5: what is refused
export const refused = {
  async test(controller, env) {
    const stub = env.A.getByName("a");
    await note("relative", () => stub.fetch("/request"));
    await note("no argument", () => stub.fetch());
    await note("other protocol", () => stub.fetch("ftp://x/request"));
  },
};
