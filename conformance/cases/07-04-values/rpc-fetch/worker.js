import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

export class Thing extends DurableObject {
  async request(r) {
    return { kind: r.constructor.name, method: r.method, url: r.url, headers: [...r.headers], redirect: r.redirect, body: await r.text(), cf: r.cf };
  }
  async response(r) {
    return { kind: r.constructor.name, status: r.status, text: r.statusText, headers: [...r.headers], ok: r.ok, url: r.url, body: await r.text() };
  }
  make() {
    return new Response("body", { status: 201, statusText: "Made", headers: { "x-a": "1" } });
  }
  makeRequest() {
    return new Request("http://made/", { method: "POST", body: "content" });
  }
  empty(r) {
    return r.body === null;
  }
  headers(h) {
    h.append("x", "y");
    return h;
  }
  async blob(b) {
    return [b.constructor.name, b.size, b.type, await b.text()];
  }
  echo(v) {
    return v;
  }
  streamed() {
    const { readable, writable } = new IdentityTransformStream();
    const w = writable.getWriter();
    this.ctx.waitUntil(w.write(new TextEncoder().encode("streamed")).then(() => w.close()));
    return new Response(readable);
  }
}

const thing = (env) => env.Thing.getByName("x");
const bare = (o) => ({ ...o });

// 7.4: a Request with its body
export const requests = {
  async test(controller, env) {
    const sent = new Request("http://x/y?z", { method: "POST", body: "payload", headers: { a: "b" }, redirect: "manual" });
    assert.deepStrictEqual(bare(await thing(env).request(sent)), {
      kind: "Request", method: "POST", url: "http://x/y?z", headers: [["a", "b"], ["content-type", "text/plain;charset=UTF-8"]],
      redirect: "manual", body: "payload", cf: undefined,
    });
    assert.strictEqual(sent.bodyUsed, true);
  },
};

// 7.4: a Request without a body
export const gets = {
  async test(controller, env) {
    assert.deepStrictEqual(bare(await thing(env).request(new Request("http://x/"))), {
      kind: "Request", method: "GET", url: "http://x/", headers: [], redirect: "follow", body: "", cf: undefined,
    });
  },
};

// 7.4: a Request as a result can be read and fetched
export const madeRequests = {
  async test(controller, env) {
    const r = await thing(env).makeRequest();
    assert.deepStrictEqual([r instanceof Request, r.method, r.url, await r.text()], [true, "POST", "http://made/", "content"]);
  },
};

// 7.4: a Response with its body
export const responses = {
  async test(controller, env) {
    assert.deepStrictEqual(bare(await thing(env).response(new Response("in", { status: 404, headers: { b: "c" } }))), {
      kind: "Response", status: 404, text: "", headers: [["b", "c"], ["content-type", "text/plain;charset=UTF-8"]], ok: false, url: "", body: "in",
    });
  },
};

// 7.4: a Response as a result, also one whose body is still being written
export const results = {
  async test(controller, env) {
    const r = await thing(env).make();
    assert.deepStrictEqual([r instanceof Response, r.status, r.statusText, r.headers.get("x-a"), await r.text()], [true, 201, "Made", "1", "body"]);
    assert.strictEqual(await (await thing(env).streamed()).text(), "streamed");
  },
};

// 7.4: the null body stays null
export const nullBodies = {
  async test(controller, env) {
    assert.strictEqual(await thing(env).empty(new Response(null)), true);
    assert.strictEqual(await thing(env).empty(new Response("")), false);
    assert.strictEqual(await thing(env).empty(new Request("http://x/")), true);
  },
};

// 7.4: a used body is refused
export const used = {
  async test(controller, env) {
    const refused = { name: "TypeError", message: "The ReadableStream has been locked to a reader." };
    const response = new Response("x");
    await response.text();
    await assert.rejects(async () => await thing(env).response(response), refused);
    const request = new Request("http://x/", { method: "PUT", body: "x" });
    await request.text();
    await assert.rejects(async () => await thing(env).request(request), refused);
  },
};

// 7.4: a Request with a signal is refused where signals are
export const signals = {
  async test(controller, env) {
    const r = new Request("http://x/", { signal: new AbortController().signal });
    await assert.rejects(async () => await thing(env).request(r), { name: "DataCloneError", message: "AbortSignal serialization is not enabled." });
  },
};

// 7.4: Headers are copied
export const headers = {
  async test(controller, env) {
    const h = new Headers({ b: "1", a: "2" });
    const got = await thing(env).headers(h);
    assert.ok(got instanceof Headers);
    assert.deepStrictEqual([...got], [["a", "2"], ["b", "1"], ["x", "y"]]);
    assert.deepStrictEqual([...h], [["a", "2"], ["b", "1"]]);
  },
};

// 7.4: a Blob is copied
export const blobs = {
  async test(controller, env) {
    assert.deepStrictEqual([...(await thing(env).blob(new Blob(["da", "ta"], { type: "text/x" })))], ["Blob", 4, "text/x", "data"]);
    const back = await thing(env).echo(new Blob(["back"]));
    assert.strictEqual(await back.text(), "back");
  },
};
