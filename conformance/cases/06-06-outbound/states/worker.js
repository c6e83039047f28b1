import assert from "node:assert";

const next = (ws, type) => new Promise((resolve) => ws.addEventListener(type, resolve, { once: true }));

// 6.6: a socket that is made by its constructor cannot be accepted
export const accept = {
  async test() {
    const ws = new WebSocket("ws://127.0.0.1:9/");
    const closed = next(ws, "close");
    assert.throws(() => ws.accept(), {
      name: "TypeError", message: "Websockets obtained from the 'new WebSocket()' constructor cannot call accept",
    });
    await closed;
  },
};

// 6.6: a response takes one, which it cannot deliver
export const respond = {
  async test() {
    const ws = new WebSocket("ws://127.0.0.1:9/");
    const closed = next(ws, "close");
    assert.strictEqual(new Response(null, { status: 101, webSocket: ws }).webSocket, ws);
    await closed;
  },
};

// 6.6: nothing can be sent while it connects
export const connecting = {
  async test() {
    const ws = new WebSocket("ws://127.0.0.1:9/");
    const closed = next(ws, "close");
    assert.strictEqual(ws.readyState, WebSocket.CONNECTING);
    assert.throws(() => ws.send("x"), {
      name: "TypeError",
      message: "You must call one of accept() or state.acceptWebSocket() on this WebSocket before sending messages.",
    });
    await closed;
  },
};

// 6.6: a connection that fails is an error, then a close that is not clean
export const failed = {
  async test() {
    const ws = new WebSocket("ws://127.0.0.1:9/");
    const order = [];
    ws.addEventListener("open", () => order.push("open"));
    ws.addEventListener("error", () => order.push("error"));
    const { code, reason, wasClean } = await new Promise((resolve) =>
      ws.addEventListener("close", (event) => resolve(event, order.push("close"))));
    assert.deepStrictEqual(order, ["error", "close"]);
    assert.deepStrictEqual([code, reason, wasClean], [1006, "Failed to establish websocket connection", false]);
    assert.strictEqual(ws.readyState, WebSocket.CLOSED);
  },
};
