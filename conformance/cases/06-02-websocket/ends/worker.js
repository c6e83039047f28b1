import { DurableObject } from "cloudflare:workers";

const log = [];

export class Room extends DurableObject {
  async fetch(request) {
    switch (new URL(request.url).pathname) {
      case "/abort":
        this.ctx.abort();
        break;
      case "/list":
        return Response.json(this.ctx.getWebSockets().length);
      case "/send":
        this.kept.send("to nobody");
        return new Response("sent " + this.kept.readyState);
    }
    const [client, server] = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }
  webSocketClose(ws, code) {
    log.push(`close ${code}, ${this.ctx.getWebSockets().length} listed, state ${ws.readyState}`);
    this.kept = ws;
    if (code === 1006) {
      try {
        ws.send("to nobody");
        log.push("sent");
      } catch (e) {
        log.push(String(e));
      }
      return;
    }
    ws.close();
  }
}
export class Visitor extends DurableObject {
  async visit() {
    const { webSocket } = await this.env.Room.getByName("vanished").fetch("http://do/", { headers: { Upgrade: "websocket" } });
    webSocket.accept();
    this.ctx.abort();
  }
}

const next = (ws, type) => new Promise((resolve) => ws.addEventListener(type, resolve, { once: true }));
const until = async (f) => {
  while (!f()) await scheduler.wait(1);
};

// 6.2: a listener that throws makes an error event with the exception, and the other end is cut off
export const throwing = {
  async test() {
    const [a, b] = new WebSocketPair();
    a.accept();
    b.accept();
    const failed = next(b, "error"), cut = next(a, "close");
    b.addEventListener("message", () => { throw new RangeError("boom"); });
    a.send("x");
    const { constructor, message, error } = await failed;
    console.log(constructor.name, message, String(error), error.constructor.name);
    const { code, reason, wasClean } = await cut;
    console.log(code, reason, wasClean, a.readyState, b.readyState);
  },
};

// 6.2: nothing of what is sent is buffered for long
export const buffered = {
  async test() {
    const [a, b] = new WebSocketPair();
    a.accept();
    console.log(a.bufferedAmount, Object.getOwnPropertyDescriptor(WebSocket.prototype, "bufferedAmount").set);
    const got = next(b, "message");
    a.send("12345");
    b.accept();
    await got;
    console.log(a.bufferedAmount);
    const closed = [next(a, "close"), next(b, "close")];
    a.close();
    await Promise.all(closed);
  },
};

// 6.5: a closed socket is listed in webSocketClose, and not after it
export const unlisted = {
  async test(controller, env) {
    log.length = 0;
    const stub = env.Room.getByName("unlisted");
    const { webSocket } = await stub.fetch("http://do/", { headers: { Upgrade: "websocket" } });
    webSocket.accept();
    const closed = next(webSocket, "close");
    webSocket.close(4000);
    await closed;
    console.log(log.join("; "), await (await stub.fetch("http://do/list")).json());
  },
};

// 6.2: what is sent to a peer that has vanished goes nowhere
export const vanished = {
  async test(controller, env) {
    log.length = 0;
    await env.Visitor.getByName("v").visit().catch(() => {});
    await until(() => log.length >= 2);
    console.log(log.join("; "));
    const stub = env.Room.getByName("vanished");
    console.log(await (await stub.fetch("http://do/send")).text(), await (await stub.fetch("http://do/list")).json());
  },
};
