import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let body;

export class Room extends DurableObject {
  fetch(request) {
    if (request.headers.get("Upgrade")) {
      const [client, server] = new WebSocketPair();
      this.ctx.acceptWebSocket(server);
      return new Response(null, { status: 101, webSocket: client });
    }
    return body(this.ctx, this);
  }
  async webSocketMessage(ws, message) {
    await scheduler.wait(Number(message));
    ws.send("waited");
  }
}

async function within(stub, f) {
  body = async (ctx, room) => {
    await f(ctx, room);
    return new Response("fine");
  };
  assert.strictEqual(await (await stub.fetch("http://do/")).text(), "fine");
}
const inside = (f) => ({ test: (controller, env) => within(env.Room.get(env.Room.newUniqueId()), f) });
const next = (ws, type) => new Promise((resolve) => ws.addEventListener(type, resolve, { once: true }));

// 6.5: the timeout of socket events is a number of milliseconds, or none
export const set = inside((ctx) => {
  assert.strictEqual(ctx.getHibernatableWebSocketEventTimeout(), null);
  ctx.setHibernatableWebSocketEventTimeout(500);
  assert.strictEqual(ctx.getHibernatableWebSocketEventTimeout(), 500);
  ctx.setHibernatableWebSocketEventTimeout(604800000);
  assert.strictEqual(ctx.getHibernatableWebSocketEventTimeout(), 604800000);
  ctx.setHibernatableWebSocketEventTimeout(0);
  assert.strictEqual(ctx.getHibernatableWebSocketEventTimeout(), null);
  ctx.setHibernatableWebSocketEventTimeout(500);
  ctx.setHibernatableWebSocketEventTimeout();
  assert.strictEqual(ctx.getHibernatableWebSocketEventTimeout(), null);
});

// 6.5: it is a week at most
export const long = inside((ctx) => {
  assert.throws(() => ctx.setHibernatableWebSocketEventTimeout(604800001), {
    name: "Error", message: "Event timeout should not exceed 604800000 ms.",
  });
});

// 6.5: it is not negative
export const negative = inside((ctx) => {
  assert.throws(() => ctx.setHibernatableWebSocketEventTimeout(-1), {
    name: "TypeError",
    message: "The value cannot be converted because it is negative and this API expects a positive number.",
  });
});

// 6.5: one that is quick enough is left alone
export const quick = {
  async test(controller, env) {
    const stub = env.Room.getByName("quick");
    await within(stub, (ctx) => ctx.setHibernatableWebSocketEventTimeout(2000));
    const { webSocket } = await stub.fetch("http://do/", { headers: { Upgrade: "websocket" } });
    webSocket.accept();
    const message = next(webSocket, "message");
    webSocket.send("1");
    assert.strictEqual((await message).data, "waited");
    const closed = next(webSocket, "close");
    body = (ctx) => ctx.abort();
    await stub.fetch("http://do/").catch(() => {});
    await closed;
  },
};
