import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

export class Room extends DurableObject {
  async fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname === "/moved") return new Response("moved", { status: 302, headers: { location: "/end" } });
    if (pathname === "/socket") {
      const { 0: client, 1: server } = new WebSocketPair();
      server.accept();
      server.addEventListener("message", (event) => server.send("room: " + event.data));
      return new Response(null, { status: 101, webSocket: client, headers: { "x-room": "1" } });
    }
    return Response.json([request.method, request.redirect, request.url, Object.fromEntries(request.headers), request.cf ?? null, await request.text()]);
  }
}

let forward;

export default {
  fetch: (request, env) => forward(request, env.Room.getByName("room")),
};

// 2.5: a request that came in goes on as it is: method, URL, headers, body and cf
export const whole = {
  async test(controller, env) {
    forward = (request, room) => room.fetch(request);
    const response = await env.SELF.fetch("http://any.host/path?q", {
      method: "POST", body: "text", headers: { "X-Own": "1", authorization: "me" }, cf: { colo: "X" },
    });
    assert.deepStrictEqual(await response.json(), [
      "POST", "manual", "http://any.host/path?q",
      { authorization: "me", "content-length": "4", "content-type": "text/plain;charset=UTF-8", "x-own": "1" }, { colo: "X" }, "text",
    ]);
  },
};

// 2.5: it also does with changes laid over it, and by way of another Request
export const changed = {
  async test(controller, env) {
    for (const f of [
      (request, room) => room.fetch(request, { headers: { a: "b" } }),
      (request, room) => room.fetch(new Request(request, { headers: { a: "b" } })),
    ]) {
      forward = f;
      const [method, redirect, , headers, cf, text] = await (await env.SELF.fetch("http://x/", { method: "PUT", body: "t", cf: { colo: "X" } })).json();
      assert.deepStrictEqual([method, redirect, headers.a, cf, text], ["PUT", "manual", "b", { colo: "X" }, "t"]);
    }
  },
};

// 2.5: its redirects are answered and not followed, for its mode is manual already
export const redirects = {
  async test(controller, env) {
    for (const [f, want] of [
      [(request, room) => room.fetch(request), [302, false, "http://x/moved"]],
      [(request, room) => room.fetch(new Request(request)), [302, false, "http://x/moved"]],
      [(request, room) => room.fetch(request.url), [200, true, "http://x/end"]],
      [(request, room) => room.fetch(request, { redirect: "follow" }), [200, true, "http://x/end"]],
    ]) {
      forward = async (request, room) => {
        const { status, redirected, url } = await f(request, room);
        return Response.json([status, redirected, url]);
      };
      assert.deepStrictEqual(await (await env.SELF.fetch("http://x/moved")).json(), want);
    }
  },
};

// 2.5: a response with a WebSocket is passed through
export const socket = {
  async test(controller, env) {
    forward = (request, room) => room.fetch(request);
    const response = await env.SELF.fetch("http://x/socket", { headers: { Upgrade: "websocket" } });
    assert.deepStrictEqual([response.status, response.headers.get("x-room")], [101, "1"]);
    const { webSocket } = response;
    webSocket.accept();
    const got = new Promise((resolve) => webSocket.addEventListener("message", (event) => resolve(event.data)));
    webSocket.send("hi");
    assert.strictEqual(await got, "room: hi");
    webSocket.close();
  },
};
