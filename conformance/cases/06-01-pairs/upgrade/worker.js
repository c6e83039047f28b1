import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

export class Room extends DurableObject {
  fetch(request) {
    const [client, server] = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    if (request.url.endsWith("/hello")) {
      server.send("hello");
    }
    return new Response(null, {
      status: 101, webSocket: client, headers: { "X-Room": "1", "Sec-WebSocket-Protocol": "chat" },
    });
  }
  webSocketClose(ws) {
    ws.close();
  }
  webSocketMessage(ws, message) {
    ws.send("echo " + message);
  }
}

const typeError = (message) => ({ name: "TypeError", message });
const upgrade = { headers: { Upgrade: "websocket" } };
const next = (ws, type) => new Promise((resolve) => ws.addEventListener(type, resolve, { once: true }));

// 6.1: a 101 response carries a socket
export const carries = {
  test() {
    const [client] = new WebSocketPair();
    const response = new Response(null, { status: 101, webSocket: client });
    assert.strictEqual(response.webSocket, client);
    assert.strictEqual(response.status, 101);
    assert.strictEqual(new Response().webSocket, null);
  },
};

// 6.1: a socket needs status 101
export const wrongStatus = {
  test() {
    const [webSocket] = new WebSocketPair();
    const refusal = { name: "RangeError", message: "Responses with a WebSocket must have status code 101." };
    assert.throws(() => new Response(null, { webSocket }), refusal);
    assert.throws(() => new Response(null, { status: 200, webSocket }), refusal);
  },
};

// 6.1: status 101 needs a socket
export const noSocket = {
  test() {
    assert.throws(() => new Response(null, { status: 101 }), {
      name: "RangeError",
      message: "Responses may only be constructed with status codes in the range 200 to 599, inclusive.",
    });
  },
};

// 6.1: a socket and a body exclude each other
export const body = {
  test() {
    const [webSocket] = new WebSocketPair();
    assert.throws(() => new Response("body", { status: 101, webSocket }), typeError(
      "Response with null body status (101, 204, 205, or 304) cannot have a body.",
    ));
  },
};

// 6.1: the response arrives with its socket and its headers
export const arrives = {
  async test(controller, env) {
    const response = await env.Room.getByName("arrives").fetch("http://do/hello", upgrade);
    assert.strictEqual(response.status, 101);
    assert.strictEqual(response.headers.get("X-Room"), "1");
    assert.strictEqual(response.headers.get("Sec-WebSocket-Protocol"), "chat");
    const ws = response.webSocket;
    const hello = next(ws, "message");
    ws.accept();
    assert.strictEqual((await hello).data, "hello");
    const echo = next(ws, "message");
    ws.send("x");
    assert.strictEqual((await echo).data, "echo x");
    const closed = next(ws, "close");
    ws.close();
    await closed;
  },
};

// ending answers how the socket of a response ends that the object had no right to give.
async function ending(response) {
  assert.strictEqual(response.status, 101);
  const closed = next(response.webSocket, "close");
  response.webSocket.accept();
  const { code, reason, wasClean } = await closed;
  return [code, reason, wasClean];
}
const lost = [1006, "WebSocket disconnected without sending Close frame.", false];

// 6.1: the response with a socket that was accepted arrives and is cut
export const acceptedReturn = {
  async test(controller, env) {
    assert.deepStrictEqual(await ending(await env.Wrong.getByName("a").fetch("http://do/accepted", upgrade)), lost);
  },
};

// 6.1: the response with a hibernatable socket arrives and is cut
export const hibernatableReturn = {
  async test(controller, env) {
    assert.deepStrictEqual(await ending(await env.Wrong.getByName("a").fetch("http://do/hibernatable", upgrade)), lost);
  },
};

// 6.1: the response with a socket that another one took arrives and is cut
export const returnedTwice = {
  async test(controller, env) {
    const stub = env.Wrong.getByName("twice");
    const response = await stub.fetch("http://do/keep", upgrade);
    assert.deepStrictEqual(await ending(await stub.fetch("http://do/again", upgrade)), lost);
    const closed = next(response.webSocket, "close");
    response.webSocket.accept();
    response.webSocket.close();
    await closed;
  },
};

// 6.1: a socket that a response took cannot be accepted
export const acceptReturned = {
  async test(controller, env) {
    const stub = env.Wrong.getByName("taken");
    const response = await stub.fetch("http://do/keep", upgrade);
    assert.strictEqual(await (await stub.fetch("http://do/accept")).text(),
      "TypeError: Can't accept() WebSocket that was already used in a response.");
    const closed = next(response.webSocket, "close");
    response.webSocket.accept();
    response.webSocket.close();
    await closed;
  },
};

export class Wrong extends DurableObject {
  fetch(request) {
    const [client, server] = new WebSocketPair();
    switch (new URL(request.url).pathname) {
      case "/accepted":
        client.accept();
        break;
      case "/hibernatable":
        this.ctx.acceptWebSocket(client);
        break;
      case "/keep":
        server.accept();
        this.kept = client;
        break;
      case "/again":
        return new Response(null, { status: 101, webSocket: this.kept });
      case "/accept":
        try {
          this.kept.accept();
        } catch (e) {
          return new Response(String(e));
        }
    }
    return new Response(null, { status: 101, webSocket: client });
  }
}
