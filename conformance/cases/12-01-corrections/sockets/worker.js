import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

export class Room extends DurableObject {
  log = [];
  fetch(request) {
    const path = new URL(request.url).pathname;
    if (path === "/log") {
      return Response.json(this.log);
    }
    const [client, server] = new WebSocketPair();
    if (path === "/accept") {
      server.accept();
      server.addEventListener("close", (e) => void this.log.push([server.readyState, e.code, e.reason, e.wasClean]));
      server.addEventListener("error", (e) => void this.log.push(e.message));
    } else {
      this.ctx.acceptWebSocket(server);
    }
    return new Response(null, { status: 101, webSocket: client });
  }
  webSocketClose(ws, code, reason, wasClean) {
    this.log.push([ws.readyState, code, reason, wasClean]);
  }
}
export class Visitor extends DurableObject {
  async fetch(request) {
    const { name, path } = await request.json();
    const { webSocket } = await this.env.Room.getByName(name).fetch("http://do" + path, { headers: { Upgrade: "websocket" } });
    webSocket.accept();
    await scheduler.wait(5);
    this.ctx.abort();
  }
}

// vanish has a client of the object's vanish, and answers what the object heard.
async function vanish(env, name, path) {
  const body = JSON.stringify({ name, path });
  await env.Visitor.getByName(name).fetch("http://do/", { method: "POST", body }).catch(() => {});
  return heard(env, name, 1);
}

// heard answers what the object has heard, once it is so much.
async function heard(env, name, lines) {
  for (;;) {
    const log = await (await env.Room.getByName(name).fetch("http://do/log")).json();
    if (log.length >= lines) return log;
    await scheduler.wait(5);
  }
}

const next = (ws, type) => new Promise((resolve) => ws.addEventListener(type, resolve, { once: true }));

// 12a.13: an accepted socket is still open when its client has vanished
export const accepted = {
  async test(controller, env) {
    assert.deepStrictEqual(await vanish(env, "accepted", "/accept"), [
      [1, 1006, "WebSocket disconnected without sending Close frame.", false],
    ]);
  },
};

// 12a.13: a hibernatable socket is closing when its client has vanished
export const hibernatable = {
  async test(controller, env) {
    assert.deepStrictEqual(await vanish(env, "hibernatable", "/"), [
      [2, 1006, "WebSocket disconnected without sending Close frame.", false],
    ]);
  },
};

// 12a.13: an accepted socket that was closed says that the connection is lost
export const lost = {
  async test(controller, env) {
    const stub = env.Room.getByName("lost");
    const { webSocket } = await stub.fetch("http://do/accept", { headers: { Upgrade: "websocket" } });
    webSocket.accept();
    const closed = next(webSocket, "close");
    webSocket.close(4000, "bye");
    await closed;
    assert.deepStrictEqual(await heard(env, "lost", 2), [
      [3, 4000, "bye", true], "Uncaught Error: Network connection lost.",
    ]);
  },
};
