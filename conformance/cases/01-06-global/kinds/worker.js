import { DurableObject, RpcTarget } from "cloudflare:workers";

class Target extends RpcTarget {
  hi() {
    return "hi";
  }
}

export class Thing extends DurableObject {
  hi() {
    return "hi";
  }
  target() {
    return new Target();
  }
  fetch() {
    return new Response("body");
  }
  async uses(name) {
    return await use(name);
  }
}

let handle;

export default {
  fetch: (request, env, ctx) => handle(request, env, ctx),
};

let kept;

const keep = async (request, env, ctx) => {
  const [accepted, peer] = Object.values(new WebSocketPair());
  accepted.accept();
  peer.accept();
  const answered = await env.Thing.getByName("kept").fetch("http://do/");
  kept = {
    request, ctx, env, accepted, stub: env.Thing.getByName("kept"), id: env.Thing.idFromName("kept"), headers: new Headers({ a: "b" }),
    target: await env.Thing.getByName("kept").target(), promise: env.Thing.getByName("kept").hi(),
    stream: new Response("own").body, reader: new Response("own").body.getReader(), answered, service: env.SELF,
    identity: new IdentityTransformStream(), controller: new AbortController(), digest: new crypto.DigestStream("SHA-256"), scripted: new ReadableStream({ start(c) { c.enqueue("a"); c.close(); } }), blob: new Blob(["blob"]),
  };
  await kept.promise;
  return new Response("kept");
};

const uses = {
  "stub's method": () => kept.stub.hi(),
  "stub's fetch": () => kept.stub.fetch("http://do/").then((r) => r.text()),
  "env's stub": () => kept.env.Thing.getByName("other").hi(),
  "service's fetch": () => typeof kept.service.fetch,
  id: () => kept.id.name,
  headers: () => kept.headers.get("a"),
  "request's url": () => kept.request.url,
  "request's text": () => kept.request.text(),
  "request's clone": () => kept.request.clone().method,
  "target's method": () => kept.target.hi(),
  "target's dup": () => String(kept.target.dup()),
  "own stream": () => new Response(kept.stream).text(),
  reader: () => kept.reader.read().then((r) => r.value.length),
  "answered body": () => kept.answered.text(),
  "answered status": () => kept.answered.status,
  identity: () => kept.identity.writable.getWriter().write(new Uint8Array(1)),
  "identity's readable": () => kept.identity.readable.getReader().read(),
  "signal's aborting": () => kept.controller.abort(),
  "settled promise": () => kept.promise,
  "ctx.waitUntil": () => kept.ctx.waitUntil(Promise.resolve()),
  "socket's send": () => kept.accepted.send("a"),
  "socket's state": () => kept.accepted.readyState,
  "socket's close": () => kept.accepted.close(),
  "digest's write": () => kept.digest.getWriter().write(new Uint8Array(1)),
  scripted: () => new Response(kept.scripted.pipeThrough(new TextEncoderStream())).text(),
  blob: () => kept.blob.text(),
};

async function use(name) {
  try {
    const v = await uses[name]();
    return `${name}: ${v}`;
  } catch (e) {
    return `${name} ! ${e.name}: ${e.message.replace(/I\/O objects \(such.*performance\./, "...")}`;
  }
}

// 1.6: what of one request can be used in another, and what each part of it is called
export const requests = {
  async test(controller, env) {
    for (const name in uses) {
      handle = keep;
      await (await env.SELF.fetch("http://x/", { method: "POST", body: "body" })).text();
      handle = async () => new Response(await use(name));
      console.log(await (await env.SELF.fetch("http://x/")).text());
    }
  },
};

// 1.6: an object can use it no more than a request can
export const objects = {
  async test(controller, env) {
    for (const name in uses) {
      handle = keep;
      await (await env.SELF.fetch("http://x/", { method: "POST", body: "body" })).text();
      console.log("object:", await env.Thing.getByName("uses").uses(name));
    }
  },
};
