import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

export class Room extends DurableObject {
  async fetch(request) {
    switch (new URL(request.url).pathname) {
      case "/abort":
        this.ctx.abort();
        break;
      case "/count":
        return new Response(this.ctx.getWebSockets().length + " " + this.ctx.getWebSocketAutoResponse());
      case "/section":
        await this.ctx.blockConcurrencyWhile(async () => { throw new Error("section"); });
    }
    const [client, server] = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    this.ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
    return new Response(null, { status: 101, webSocket: client });
  }
  webSocketMessage(ws, message) {
    if (message === "abort") {
      this.ctx.abort();
    }
    ws.send("echo");
  }
}

const next = (ws, type) => new Promise((resolve) => ws.addEventListener(type, resolve, { once: true }));
async function open(stub) {
  const { webSocket } = await stub.fetch("http://do/", { headers: { Upgrade: "websocket" } });
  webSocket.accept();
  return webSocket;
}
const lost = [1006, "WebSocket disconnected without sending Close frame.", false];
const told = (e) => [e.code, e.reason, e.wasClean];
const count = async (env, name) => (await env.Room.getByName(name).fetch("http://do/count")).text();

// 6.5: an abort cuts every hibernatable socket, and the next object has none
export const abort = {
  async test(controller, env) {
    const sockets = [await open(env.Room.getByName("abort")), await open(env.Room.getByName("abort"))];
    const closed = sockets.map((ws) => next(ws, "close"));
    await env.Room.getByName("abort").fetch("http://do/abort").catch(() => {});
    assert.deepStrictEqual((await Promise.all(closed)).map(told), [lost, lost]);
    assert.strictEqual(await count(env, "abort"), "0 null");
  },
};

// 6.5: so does one in a handler of a socket
export const handler = {
  async test(controller, env) {
    const ws = await open(env.Room.getByName("handler"));
    const closed = next(ws, "close");
    let answered = false;
    ws.addEventListener("message", () => void (answered = true));
    ws.send("abort");
    assert.deepStrictEqual(told(await closed), lost);
    assert.strictEqual(answered, false);
  },
};

// 6.5: so does a failed section
export const section = {
  async test(controller, env) {
    const ws = await open(env.Room.getByName("section"));
    const closed = next(ws, "close");
    await env.Room.getByName("section").fetch("http://do/section").catch(() => {});
    assert.deepStrictEqual(told(await closed), lost);
  },
};
