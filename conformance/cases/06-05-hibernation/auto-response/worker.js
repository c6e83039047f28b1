import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let body;

export class Room extends DurableObject {
  messages = [];
  fetch(request) {
    if (request.headers.get("Upgrade")) {
      const [client, server] = new WebSocketPair();
      this.ctx.acceptWebSocket(server);
      return new Response(null, { status: 101, webSocket: client });
    }
    return body(this.ctx, this);
  }
  webSocketMessage(ws, message) {
    this.messages.push(typeof message === "string" ? message : message.byteLength);
    ws.send("handled");
  }
  webSocketClose(ws) {
    ws.close();
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
const typeError = (message) => ({ name: "TypeError", message });

// 6.5: a pair has a request and a response
export const pair = {
  test() {
    const pair = new WebSocketRequestResponsePair("ping", "pong");
    assert.deepStrictEqual([pair.request, pair.response], ["ping", "pong"]);
    assert.strictEqual(String(pair), "[object WebSocketRequestResponsePair]");
  },
};

// 6.5: a pair needs both
export const incomplete = {
  test() {
    assert.throws(() => new WebSocketRequestResponsePair(), typeError(
      "Failed to construct 'WebSocketRequestResponsePair': constructor parameter 1 is not of type 'string'."));
    assert.throws(() => new WebSocketRequestResponsePair("ping"), typeError(
      "Failed to construct 'WebSocketRequestResponsePair': constructor parameter 2 is not of type 'string'."));
  },
};

// 6.5: the object's pair can be set, read and cleared
export const set = inside((ctx) => {
  assert.strictEqual(ctx.getWebSocketAutoResponse(), null);
  ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  const pair = ctx.getWebSocketAutoResponse();
  assert.deepStrictEqual([pair.constructor.name, pair.request, pair.response], ["WebSocketRequestResponsePair", "ping", "pong"]);
  ctx.setWebSocketAutoResponse();
  assert.strictEqual(ctx.getWebSocketAutoResponse(), null);
});

// 6.5: the object takes a pair
export const noPair = inside((ctx) => {
  assert.throws(() => ctx.setWebSocketAutoResponse("ping"), typeError(
    "Failed to execute 'setWebSocketAutoResponse' on 'DurableObjectState': parameter 1 is not of type " +
    "'WebSocketRequestResponsePair'."));
});

// 6.5: request and response have 2048 bytes at most
export const long = inside((ctx) => {
  const [fits, long] = ["x".repeat(2048), "x".repeat(2049)];
  ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(fits, fits));
  assert.throws(() => ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(long, "x")), {
    name: "RangeError", message: "Request cannot be larger than 2048 bytes. A request of size 2049 was provided.",
  });
  assert.throws(() => ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("x", long)), {
    name: "RangeError", message: "Response cannot be larger than 2048 bytes. A response of size 2049 was provided.",
  });
});

// 6.5: exactly that text is answered without the handler
export const answered = {
  async test(controller, env) {
    const stub = env.Room.getByName("answered");
    const ws = await open(stub);
    await within(stub, (ctx) => ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong")));
    assert.strictEqual(await say(ws, "ping"), "pong");
    assert.strictEqual(await say(ws, "ping "), "handled");
    assert.strictEqual(await say(ws, "Ping"), "handled");
    assert.strictEqual(await say(ws, new TextEncoder().encode("ping")), "handled");
    await within(stub, (ctx, room) => assert.deepStrictEqual(room.messages, ["ping ", "Ping", 4]));
    await over(ws);
  },
};

// 6.5: it is the object's, for sockets of before and after
export const everySocket = {
  async test(controller, env) {
    const stub = env.Room.getByName("everySocket");
    const before = await open(stub);
    await within(stub, (ctx) => ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong")));
    const after = await open(stub);
    assert.deepStrictEqual([await say(before, "ping"), await say(after, "ping")], ["pong", "pong"]);
    await within(stub, (ctx) => ctx.setWebSocketAutoResponse());
    assert.strictEqual(await say(before, "ping"), "handled");
    await over(before);
    await over(after);
  },
};

// 6.5: the time of the last answer is kept for each socket
export const timestamp = {
  async test(controller, env) {
    const stub = env.Room.getByName("timestamp");
    const [one, two] = [await open(stub), await open(stub)];
    await within(stub, (ctx) => {
      ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
      assert.deepStrictEqual(ctx.getWebSockets().map((ws) => ctx.getWebSocketAutoResponseTimestamp(ws)), [null, null]);
    });
    const began = Date.now();
    await say(one, "ping");
    await within(stub, (ctx) => {
      const [newer, older] = ctx.getWebSockets();
      const at = ctx.getWebSocketAutoResponseTimestamp(older);
      assert.strictEqual(at instanceof Date, true);
      assert.strictEqual(at >= began - 1 && at <= Date.now() + 1, true);
      assert.strictEqual(ctx.getWebSocketAutoResponseTimestamp(newer), null);
    });
    await over(one);
    await over(two);
  },
};
