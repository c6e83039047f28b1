import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

export class Room extends DurableObject {
  fetch(request) {
    const [client, server] = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    const headers = request.url.endsWith("/set") ? { "Sec-WebSocket-Protocol": "chat" } : {};
    return new Response(null, { status: 101, webSocket: client, headers });
  }
  webSocketMessage(ws, message) {
    ws.send(typeof message === "string" ? message.length + String(message.at(-1)) : String(message.byteLength));
  }
  webSocketClose(ws) {
    ws.close();
  }
}

const next = (ws, type) => new Promise((resolve) => ws.addEventListener(type, resolve, { once: true }));
const upgrade = (env, path) => env.Room.getByName("a").fetch("http://do" + path, {
  headers: { Upgrade: "websocket", "Sec-WebSocket-Protocol": "chat, other" },
});
async function over(ws) {
  const closed = next(ws, "close");
  ws.close();
  await closed;
}

// 6.4: no protocol is chosen unless the application does
export const protocol = {
  async test(controller, env) {
    for (const [path, chosen] of [["/", null], ["/set", "chat"]]) {
      const { headers, webSocket } = await upgrade(env, path);
      assert.strictEqual(headers.get("Sec-WebSocket-Protocol"), chosen);
      webSocket.accept();
      await over(webSocket);
    }
  },
};

// 6.4: a message may have a megabyte and more, and none at all
export const sizes = {
  async test(controller, env) {
    const { webSocket } = await upgrade(env, "/");
    webSocket.accept();
    for (const [message, answer] of [
      ["x".repeat(1 << 20), (1 << 20) + "x"], ["é", "1é"], [new Uint8Array(3 << 20), String(3 << 20)],
      ["", "0undefined"], [new ArrayBuffer(0), "0"],
    ]) {
      const got = next(webSocket, "message");
      webSocket.send(message);
      assert.strictEqual((await got).data, answer);
    }
    await over(webSocket);
  },
};
