import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

const upgrade = (ctx, tags) => {
  const [client, server] = new WebSocketPair();
  ctx.acceptWebSocket(server, tags);
  return new Response(null, { status: 101, webSocket: client });
};

export class Room extends DurableObject {
  log = [];
  fetch(request) {
    switch (new URL(request.url).pathname) {
      case "/log":
        return Response.json(this.log);
      case "/listener": {
        const response = upgrade(this.ctx);
        const [ws] = this.ctx.getWebSockets();
        ws.addEventListener("message", () => this.log.push("listener"));
        ws.onmessage = () => this.log.push("assigned");
        return response;
      }
    }
    return upgrade(this.ctx, ["t"]);
  }
  async webSocketMessage(...args) {
    const [ws, message] = args;
    switch (message) {
      case "arguments":
        return ws.send(String(args.length));
      case "same":
        return ws.send(String(this.ctx.getWebSockets().indexOf(ws)));
      case "throw":
        throw new Error("boom");
      case "this":
        return ws.send(String(this instanceof Room));
      case "slow1":
      case "slow2":
        this.log.push("start " + message);
        while (!this.log.includes(message === "slow1" ? "start slow2" : "end slow1")) await scheduler.wait(1);
        this.log.push("end " + message);
        return ws.send("slow");
    }
    if (typeof message === "string") {
      this.log.push(message);
    } else {
      this.log.push(message.constructor.name + Array.from(new Uint8Array(message)));
    }
    ws.send("echo");
  }
  webSocketClose(...args) {
    this.log.push(args.length, ...args.slice(1));
    args[0].close(args[1] === 1005 ? undefined : args[1]);
  }
}
export class Mute extends DurableObject {
  fetch() {
    return upgrade(this.ctx);
  }
}
export class Plain {
  constructor(state) {
    this.ctx = state;
  }
  fetch() {
    return upgrade(this.ctx);
  }
  webSocketMessage(ws, message) {
    ws.send("plain " + message);
  }
  webSocketClose(ws) {
    ws.close();
  }
}

const next = (ws, type) => new Promise((resolve) => ws.addEventListener(type, resolve, { once: true }));
async function open(stub, path = "/") {
  const { webSocket } = await stub.fetch("http://do" + path, { headers: { Upgrade: "websocket" } });
  webSocket.accept();
  return webSocket;
}
async function say(ws, message) {
  const answer = next(ws, "message");
  ws.send(message);
  return (await answer).data;
}
async function over(ws, ...args) {
  const closed = next(ws, "close");
  ws.close(...args);
  return closed;
}
const log = async (stub) => (await stub.fetch("http://do/log")).json();

// 6.5: webSocketMessage gets the socket and the message
export const message = {
  async test(controller, env) {
    const stub = env.Room.getByName("message");
    const ws = await open(stub);
    assert.strictEqual(await say(ws, "arguments"), "2");
    assert.strictEqual(await say(ws, "this"), "true");
    assert.strictEqual(await say(ws, "same"), "0");
    await over(ws);
  },
};

// 6.2: bytes come to webSocketMessage as an ArrayBuffer, whatever the date says of listeners
export const bytes = {
  async test(controller, env) {
    const stub = env.Room.getByName("bytes");
    const ws = await open(stub);
    await say(ws, new Uint8Array([1, 2]));
    assert.deepStrictEqual(await log(stub), ["ArrayBuffer1,2"]);
    await over(ws);
  },
};

// 6.5: webSocketClose gets the socket, the code, the reason and whether it was clean
export const close = {
  async test(controller, env) {
    const stub = env.Room.getByName("close");
    const e = await over(await open(stub), 4000, "bye");
    assert.deepStrictEqual([e.code, e.reason], [4000, ""]);
    assert.deepStrictEqual(await log(stub), [4, 4000, "bye", true]);
  },
};

// 6.5: a Close without a code is 1005
export const noCode = {
  async test(controller, env) {
    const stub = env.Room.getByName("noCode");
    const e = await over(await open(stub));
    assert.deepStrictEqual([e.code, e.reason], [1005, ""]);
    assert.deepStrictEqual(await log(stub), [4, 1005, "", true]);
  },
};

// 6.5: messages come in order, and the next one while a handler waits
export const interleave = {
  async test(controller, env) {
    const stub = env.Room.getByName("interleave");
    const ws = await open(stub);
    let n = 0;
    const both = new Promise((resolve) => ws.addEventListener("message", () => ++n === 2 && void resolve()));
    ws.send("slow1");
    ws.send("slow2");
    await both;
    assert.deepStrictEqual(await log(stub), ["start slow1", "start slow2", "end slow1", "end slow2"]);
    await over(ws);
  },
};

// 6.5: a handler that throws leaves the socket open
export const throws = {
  async test(controller, env) {
    const stub = env.Room.getByName("throws");
    const ws = await open(stub);
    ws.send("throw");
    assert.strictEqual(await say(ws, "after"), "echo");
    await over(ws);
  },
};

// 6.5: listeners of a hibernatable socket never hear anything
export const listeners = {
  async test(controller, env) {
    const stub = env.Room.getByName("listeners");
    const ws = await open(stub, "/listener");
    await say(ws, "x");
    assert.deepStrictEqual(await log(stub), ["x"]);
    await over(ws);
  },
};

// 6.5: without handlers messages are dropped and a close is not answered
export const mute = {
  async test(controller, env) {
    const ws = await open(env.Mute.getByName("a"));
    let told = false;
    ws.addEventListener("message", () => void (told = true));
    const closed = next(ws, "close").then(() => (told = true));
    ws.send("x");
    ws.close(1000);
    await scheduler.wait(20);
    assert.strictEqual(told, false);
    assert.strictEqual(ws.readyState, 2);
  },
};

// 6.5: a class that extends nothing has the handlers too
export const plain = {
  async test(controller, env) {
    const ws = await open(env.Plain.get(env.Plain.idFromName("a")));
    assert.strictEqual(await say(ws, "x"), "plain x");
    await over(ws);
  },
};
