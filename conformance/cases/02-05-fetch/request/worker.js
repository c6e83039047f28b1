import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

export class Room extends DurableObject {
  async fetch(request) {
    return Response.json({
      method: request.method,
      url: request.url,
      redirect: request.redirect,
      headers: Object.fromEntries(request.headers),
      cf: request.cf === undefined ? "none" : request.cf,
      body: await request.text(),
    });
  }
}
export class Odd extends DurableObject {
  async fetch(request) {
    switch (new URL(request.url).pathname) {
      case "/throw":
        throw new RangeError("thrown");
      case "/status":
        return new Response("gone", { status: 410, statusText: "Quite Gone", headers: { "x-a": "1" } });
    }
    return null;
  }
}
export class Sync extends DurableObject {
  fetch(request) {
    return new URL(request.url).pathname === "/response" ? new Response("sync") : "text";
  }
}
export class Mute extends DurableObject {}

const told = async (env, ...args) => (await env.Room.getByName("a").fetch(...args)).json();

// 2.5: a string, a URL or a Request
export const forms = {
  async test(controller, env) {
    for (const target of ["http://do/path?q=1", new URL("http://do/path?q=1"), new Request("http://do/path?q=1")]) {
      assert.strictEqual((await told(env, target)).url, "http://do/path?q=1");
    }
  },
};

// 2.5: the object sees a manual redirect mode and no headers that nobody gave
export const bare = {
  async test(controller, env) {
    assert.deepStrictEqual(await told(env, "http://any.host:8080/"), {
      method: "GET", url: "http://any.host:8080/", redirect: "manual", headers: {}, cf: "none", body: "",
    });
  },
};

// 2.5: a body brings its own headers
export const body = {
  async test(controller, env) {
    const got = await told(env, "http://do/", { method: "POST", body: "text", headers: { "X-Own": "1" } });
    assert.strictEqual(got.method, "POST");
    assert.strictEqual(got.body, "text");
    assert.deepStrictEqual(got.headers, { "content-length": "4", "content-type": "text/plain;charset=UTF-8", "x-own": "1" });
  },
};

// 2.5: init is laid over a Request
export const init = {
  async test(controller, env) {
    const request = new Request("http://do/", { method: "PUT", body: "a", headers: { a: "1" } });
    const got = await told(env, request, { method: "POST", body: "b" });
    assert.strictEqual(got.method, "POST");
    assert.strictEqual(got.body, "b");
    assert.strictEqual(got.headers.a, "1");
  },
};

// 2.5: cf arrives when the caller passes it
export const cf = {
  async test(controller, env) {
    assert.deepStrictEqual((await told(env, "http://do/", { cf: { colour: "red" } })).cf, { colour: "red" });
  },
};

// 2.5: a URL without a scheme is refused
export const relative = {
  async test(controller, env) {
    for (const url of ["/path", "path", "//host/path", ""]) {
      await assert.rejects(told(env, url), { name: "TypeError", message: `Invalid URL: ${url}` });
    }
  },
};

// 2.5: fetch needs a target
export const noTarget = {
  async test(controller, env) {
    await assert.rejects(told(env), {
      name: "TypeError",
      message: "Failed to execute 'fetch' on 'Fetcher': parameter 1 is not of type 'Request or string'.",
    });
  },
};

// 2.5: an exception of the object rejects the fetch and is marked
export const throws = {
  async test(controller, env) {
    await assert.rejects(env.Odd.getByName("throws").fetch("http://do/throw"), (e) => {
      assert.strictEqual(e instanceof RangeError, true);
      assert.strictEqual(e.message, "thrown");
      assert.strictEqual(e.remote, true);
      return true;
    });
  },
};

// 2.5: the response arrives as it was made
export const response = {
  async test(controller, env) {
    const got = await env.Odd.getByName("response").fetch("http://do/status");
    assert.strictEqual(got.status, 410);
    assert.strictEqual(got.statusText, "Quite Gone");
    assert.strictEqual(got.headers.get("x-a"), "1");
    assert.strictEqual(got.redirected, false);
    assert.strictEqual(await got.text(), "gone");
  },
};

// 2.5: an answer that is no Response rejects the fetch
export const noResponse = {
  async test(controller, env) {
    await assert.rejects(env.Odd.getByName("noResponse").fetch("http://do/null"), {
      name: "TypeError",
      message: "Incorrect type for Promise: the Promise did not resolve to 'Response'.",
      remote: true,
    });
  },
};

// 2.5: a synchronous answer is a Response or nothing
export const synchronous = {
  async test(controller, env) {
    const stub = env.Sync.getByName("a");
    assert.strictEqual(await (await stub.fetch("http://do/response")).text(), "sync");
    await assert.rejects(stub.fetch("http://do/text"), {
      name: "TypeError",
      message: "Callback returned incorrect type; expected 'Promise'",
      remote: true,
    });
  },
};

// 2.5: a class without fetch rejects it
export const mute = {
  async test(controller, env) {
    await assert.rejects(env.Mute.getByName("a").fetch("http://do/"), {
      name: "Error", message: "Handler does not export a fetch() function.", remote: true,
    });
  },
};

// 2.5: a body of unknown length streams through
export const stream = {
  async test(controller, env) {
    const { readable, writable } = new TransformStream();
    const writer = writable.getWriter();
    const answer = told(env, "http://do/", { method: "POST", body: readable });
    for (const part of ["a", "b", "c"]) {
      await writer.write(new TextEncoder().encode(part));
    }
    await writer.close();
    const got = await answer;
    assert.strictEqual(got.body, "abc");
    assert.deepStrictEqual(got.headers, { "transfer-encoding": "chunked" });
  },
};

// 2.5: a consumed body cannot be sent again
export const used = {
  async test(controller, env) {
    const request = new Request("http://do/", { method: "POST", body: "once" });
    assert.strictEqual((await told(env, request)).body, "once");
    await assert.rejects(told(env, request), {
      name: "TypeError",
      message: "Cannot reconstruct a Request with a used body.",
    });
  },
};
