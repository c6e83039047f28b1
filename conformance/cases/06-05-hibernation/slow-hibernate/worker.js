import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let lives = 0;

export class Room extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    this.life = ++lives;
    this.listed = ctx.getWebSockets().map((ws) => ctx.getTags(ws).join());
  }
  fetch() {
    const [client, server] = new WebSocketPair();
    this.ctx.acceptWebSocket(server, ["a", "b"]);
    server.serializeAttachment({ kept: this.life });
    this.ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
    return new Response(null, { status: 101, webSocket: client });
  }
  webSocketMessage(ws) {
    const pair = this.ctx.getWebSocketAutoResponse();
    ws.send(JSON.stringify({
      life: this.life, listed: this.listed, tags: this.ctx.getTags(ws), attachment: ws.deserializeAttachment(),
      pair: [pair.request, pair.response], same: this.ctx.getWebSockets()[0] === ws, url: ws.url, state: ws.readyState,
    }));
  }
  webSocketClose(ws) {
    ws.close();
  }
}
export class Awake extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    this.life = ++lives;
  }
  fetch() {
    const [client, server] = new WebSocketPair();
    server.accept();
    server.addEventListener("message", () => server.send(String(this.life)));
    return new Response(null, { status: 101, webSocket: client });
  }
}

const next = (ws, type) => new Promise((resolve) => ws.addEventListener(type, resolve, { once: true }));
async function open(stub) {
  const { webSocket } = await stub.fetch("http://do/", { headers: { Upgrade: "websocket" } });
  webSocket.accept();
  return webSocket;
}
async function say(ws, message) {
  const answer = next(ws, "message");
  ws.send(message);
  return (await answer).data;
}
async function over(ws) {
  const closed = next(ws, "close");
  ws.close();
  await closed;
}

// 6.5: an idle object is gone and its sockets stay, with their tags, attachments and the automatic response
export const hibernate = {
  async test(controller, env) {
    const hibernating = await open(env.Room.getByName("a"));
    const awake = await open(env.Awake.getByName("a"));
    const first = JSON.parse(await say(hibernating, "x"));
    const life = await say(awake, "x");
    await scheduler.wait(7000);
    assert.strictEqual(await say(hibernating, "ping"), "pong"); // which wakes nobody
    await scheduler.wait(6000);
    assert.strictEqual(await say(hibernating, "ping"), "pong");
    const second = JSON.parse(await say(hibernating, "x"));
    assert.notStrictEqual(second.life, first.life);
    assert.deepStrictEqual(second, {
      life: second.life, listed: ["a,b"], tags: ["a", "b"], attachment: { kept: first.life },
      pair: ["ping", "pong"], same: true, url: null, state: 1,
    });
    assert.strictEqual(await say(awake, "x"), life);
    await over(hibernating);
    await over(awake);
  },
};
