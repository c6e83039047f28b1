import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

export class Room extends DurableObject {
  hops = [];
  async fetch(request) {
    const url = new URL(request.url);
    const auth = request.headers.get("authorization");
    this.hops.push([request.method, url.pathname, await request.text(), auth].join(" "));
    if (url.pathname === "/loop") {
      return Response.redirect("http://do/loop", 302);
    }
    const status = url.searchParams.get("status");
    if (status) {
      return new Response("moved", { status, headers: { location: url.searchParams.get("to") ?? "/end" } });
    }
    return new Response(this.hops.join("|"));
  }
}

const post = { method: "POST", body: "body", headers: { authorization: "me" } };

// 2.5: the caller follows a redirect to the same object
export const follow = {
  async test(controller, env) {
    const got = await env.Room.getByName("follow").fetch("http://do/start?status=302");
    assert.strictEqual(got.redirected, true);
    assert.strictEqual(got.url, "http://do/end");
    assert.strictEqual(await got.text(), "GET /start  |GET /end  ");
  },
};

// 2.5: 301, 302 and 303 make a POST a GET without its body
export const found = {
  async test(controller, env) {
    for (const status of [301, 302, 303]) {
      const got = await env.Room.getByName("found" + status).fetch("http://do/start?status=" + status, post);
      assert.strictEqual(await got.text(), "POST /start body me|GET /end  me");
    }
  },
};

// 2.5: 307 and 308 send method and body again
export const temporary = {
  async test(controller, env) {
    for (const status of [307, 308]) {
      const got = await env.Room.getByName("temporary" + status).fetch("http://do/start?status=" + status, post);
      assert.strictEqual(await got.text(), "POST /start body me|POST /end body me");
    }
  },
};

// 2.5: another host is the same object
export const host = {
  async test(controller, env) {
    const to = encodeURIComponent("http://other/end");
    const got = await env.Room.getByName("host").fetch("http://do/start?status=302&to=" + to);
    assert.strictEqual(got.url, "http://other/end");
    assert.strictEqual(await got.text(), "GET /start  |GET /end  ");
  },
};

// 2.5: manual answers the redirect
export const manual = {
  async test(controller, env) {
    const got = await env.Room.getByName("manual").fetch("http://do/start?status=302", { redirect: "manual" });
    assert.strictEqual(got.status, 302);
    assert.strictEqual(got.headers.get("location"), "/end");
    assert.strictEqual(got.redirected, false);
    assert.strictEqual(await got.text(), "moved");
  },
};

// 2.5: more than 20 hops are too many
export const loop = {
  async test(controller, env) {
    await assert.rejects(env.Room.getByName("loop").fetch("http://do/loop"), (e) => {
      assert.strictEqual(e.name, "TypeError");
      assert.strictEqual(e.message, "Too many redirects." + Array(21).fill("http://do/loop").join(", "));
      return true;
    });
  },
};

// 2.5: without a location there is nothing to follow
export const nowhere = {
  async test(controller, env) {
    const got = await env.Room.getByName("nowhere").fetch("http://do/start?status=302&to=");
    assert.deepStrictEqual([got.status, got.redirected], [302, false]);
    assert.strictEqual(got.url, "http://do/start?status=302&to=");
  },
};
