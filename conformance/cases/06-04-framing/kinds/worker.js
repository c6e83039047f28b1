import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

export class Room extends DurableObject {
  fetch(request) {
    const [client, server] = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }
  webSocketMessage(ws, message) {
    ws.send(message);
  }
  webSocketClose(ws) {
    ws.close();
  }
  webSocketError(ws, error) {
    console.log(String(error));
  }
}

const next = (ws, type) => new Promise((resolve) => ws.addEventListener(type, resolve, { once: true }));
async function upgrade(env, headers) {
  const response = await env.Room.getByName("a").fetch("http://do/", { headers: { Upgrade: "websocket", ...headers } });
  response.webSocket.accept();
  return response;
}
async function over(ws) {
  const closed = next(ws, "close");
  ws.close();
  return closed;
}

// 6.4: texts stay texts and bytes stay bytes
export const kinds = {
  async test(controller, env) {
    const { webSocket } = await upgrade(env);
    webSocket.binaryType = "arraybuffer";
    for (const message of ["text", "", "\0", "é😀", "\ud800".toWellFormed()]) {
      const got = next(webSocket, "message");
      webSocket.send(message);
      assert.strictEqual((await got).data, message);
    }
    for (const bytes of [[], [0], [255, 254, 0]]) {
      const got = next(webSocket, "message");
      webSocket.send(new Uint8Array(bytes));
      assert.deepStrictEqual([...new Uint8Array((await got).data)], bytes);
    }
    await over(webSocket);
  },
};

// 6.4: a view is sent as the bytes it shows
export const views = {
  async test(controller, env) {
    const { webSocket } = await upgrade(env);
    webSocket.binaryType = "arraybuffer";
    const { buffer } = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const [view, want] of [
      [new Uint8Array(buffer, 2, 3), [3, 4, 5]], [new DataView(buffer, 6), [7, 8]], [new Uint16Array(buffer, 4, 1), [5, 6]],
    ]) {
      const got = next(webSocket, "message");
      webSocket.send(view);
      assert.deepStrictEqual([...new Uint8Array((await got).data)], want);
    }
    await over(webSocket);
  },
};

// 6.4: half a character becomes three replacements, one for each of its bytes
export const surrogates = {
  async test(controller, env) {
    const { webSocket } = await upgrade(env);
    const got = next(webSocket, "message");
    webSocket.send("a\ud800b");
    assert.strictEqual((await got).data, "a\ufffd\ufffd\ufffdb");
    await over(webSocket);
  },
};

// 6.4: many messages keep their order
export const order = {
  async test(controller, env) {
    const { webSocket } = await upgrade(env);
    const got = [];
    const all = new Promise((resolve) =>
      webSocket.addEventListener("message", ({ data }) => got.push(Number(data)) === 200 && resolve()));
    for (let n = 0; n < 200; n++) webSocket.send(String(n));
    await all;
    assert.deepStrictEqual(got, Array.from({ length: 200 }, (_, n) => n));
    await over(webSocket);
  },
};

// 6.4: an extension that was offered is agreed to, and is none of the socket's
export const extensions = {
  async test(controller, env) {
    const { headers, webSocket } = await upgrade(env, { "Sec-WebSocket-Extensions": "permessage-deflate" });
    assert.strictEqual(headers.get("Sec-WebSocket-Extensions"), "permessage-deflate");
    assert.strictEqual(webSocket.extensions, "");
    await over(webSocket);
  },
};
