import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

const next = (ws, type) => new Promise((resolve) => ws.addEventListener(type, resolve, { once: true }));
const tell = (e) => [e.code, e.reason, e.wasClean];

// accepted answers both ends of a new socket.
function accepted() {
  const [a, b] = new WebSocketPair();
  a.accept();
  b.accept();
  return [a, b];
}

// over closes a socket and waits until both ends know.
async function over(a, b) {
  const closed = [next(a, "close"), next(b, "close")];
  a.close();
  await Promise.all(closed);
}

// closing answers what both ends hear when one closes so.
async function closing(...args) {
  const [a, b] = accepted();
  const closed = [next(a, "close"), next(b, "close")];
  a.close(...args);
  return (await Promise.all(closed)).map(tell);
}

// refused answers the exception of closing so.
async function refused(...args) {
  const [a, b] = accepted();
  try {
    a.close(...args);
  } catch (e) {
    await over(a, b);
    return [e.constructor.name, e.name, e.code, e.message];
  }
  assert.fail("it did not throw");
}

// 6.3: close without a code sends none
export const noCode = {
  async test() {
    assert.deepStrictEqual(await closing(), [[1005, "", true], [1005, "", true]]);
    assert.deepStrictEqual(await closing(undefined), [[1005, "", true], [1005, "", true]]);
  },
};

// 6.3: code and reason reach the other end, which answers the same
export const codeAndReason = {
  async test() {
    assert.deepStrictEqual(await closing(4000, "bye"), [[4000, "bye", true], [4000, "bye", true]]);
    assert.deepStrictEqual(await closing(1000), [[1000, "", true], [1000, "", true]]);
  },
};

// 6.3: the codes from 1000 to 4999 that may be sent
export const codes = {
  async test() {
    for (const code of [1000, 1001, 1003, 1007, 1014, 1016, 2999, 3000, 4999, "1000", 1000.7]) {
      assert.strictEqual((await closing(code))[1][0], Math.trunc(code));
    }
  },
};

// 6.3: the codes that may not be sent
export const badCodes = {
  async test() {
    for (const [code, shown] of [
      [999, 999], [0, 0], [-1, -1], [5000, 5000], [null, 0], [NaN, 0], ["abc", 0],
      [1004, 1004], [1005, 1005], [1006, 1006], [1015, 1015],
    ]) {
      assert.deepStrictEqual(await refused(code), [
        "DOMException", "InvalidAccessError", 15, `Invalid WebSocket close code: ${shown}.`,
      ]);
    }
  },
};

// 6.3: a reason has at most 123 bytes
export const longReason = {
  async test() {
    assert.strictEqual((await closing(1000, "r".repeat(123)))[1][1].length, 123);
    const refusal = [
      "DOMException", "SyntaxError", 12, "WebSocket close reason must not be longer than 123 bytes when UTF-8 encoded.",
    ];
    assert.deepStrictEqual(await refused(1000, "r".repeat(124)), refusal);
    assert.deepStrictEqual(await refused(1000, "é".repeat(62)), refusal);
  },
};

// 6.3: a reason needs a code
export const reasonAlone = {
  async test() {
    assert.deepStrictEqual(await refused(undefined, "why"), [
      "DOMException", "InvalidAccessError", 15, "If you specify a WebSocket close reason, you must also specify a code.",
    ]);
  },
};

// 6.3: a second close is ignored
export const twice = {
  async test() {
    const [a, b] = accepted();
    const closed = next(b, "close");
    const own = next(a, "close");
    a.close(4000, "first");
    a.close(4001, "second");
    assert.deepStrictEqual(tell(await closed), [4000, "first", true]);
    assert.deepStrictEqual(tell(await own), [4000, "first", true]);
  },
};

// 6.3: a socket is closing after its own close and closed after both
export const states = {
  async test() {
    const [a, b] = accepted();
    const own = next(a, "close").then(() => a.readyState);
    const other = next(b, "close").then(() => b.readyState);
    assert.strictEqual(a.readyState, 1);
    a.close(1000);
    assert.strictEqual(a.readyState, 2);
    assert.strictEqual(b.readyState, 1);
    assert.deepStrictEqual([await own, await other], [3, 3]);
    assert.deepStrictEqual([a.readyState, b.readyState], [3, 3]);
  },
};

// 6.3: what was sent before the close arrives before it
export const flushed = {
  async test() {
    const [a, b] = accepted();
    const got = [];
    b.addEventListener("message", (e) => void got.push(e.data));
    b.addEventListener("close", () => void got.push("close"));
    const own = next(a, "close");
    a.send("1");
    a.send("2");
    a.close();
    await own;
    assert.deepStrictEqual(got, ["1", "2", "close"]);
  },
};

export class Room extends DurableObject {
  log = [];
  async fetch(request) {
    switch (new URL(request.url).pathname) {
      case "/log":
        return Response.json(this.log);
      case "/cut":
        this.ctx.abort("cut");
    }
    const [client, server] = new WebSocketPair();
    if (request.url.endsWith("/mute")) {
      this.ctx.acceptWebSocket(server, ["mute"]);
    } else {
      this.ctx.acceptWebSocket(server, ["t"]);
    }
    return new Response(null, { status: 101, webSocket: client });
  }
  webSocketMessage(ws, message) {
    if (message === "close first") {
      ws.close(4002, "first");
    }
  }
  webSocketClose(ws, code, reason, wasClean) {
    const listed = this.ctx.getWebSockets().includes(ws);
    this.log.push([ws.readyState, code, reason, wasClean, listed, this.ctx.getTags(ws)]);
    if (this.ctx.getTags(ws)[0] === "mute") {
      return;
    }
    if (ws.readyState === 2) {
      ws.send("last words");
      ws.close(4001, "x");
    }
  }
}

async function open(env, name, path = "/") {
  const { webSocket } = await env.Room.getByName(name).fetch("http://do" + path, { headers: { Upgrade: "websocket" } });
  webSocket.accept();
  return webSocket;
}
const log = async (env, name) => (await env.Room.getByName(name).fetch("http://do/log")).json();

// 6.3: in webSocketClose the socket is listed, has its tags, can send, and answers what the client sees
export const hibernatable = {
  async test(controller, env) {
    const ws = await open(env, "hibernatable");
    const message = next(ws, "message");
    const closed = next(ws, "close");
    ws.close(4000, "bye");
    assert.strictEqual((await message).data, "last words");
    assert.deepStrictEqual(tell(await closed), [4001, "x", true]);
    assert.deepStrictEqual(await log(env, "hibernatable"), [[2, 4000, "bye", true, true, ["t"]]]);
  },
};

// 6.3: a hibernatable socket that closed first is closed in webSocketClose
export const hibernatableFirst = {
  async test(controller, env) {
    const ws = await open(env, "hibernatableFirst");
    const closed = next(ws, "close");
    ws.send("close first");
    assert.deepStrictEqual(tell(await closed), [4002, "first", true]);
    while ((await log(env, "hibernatableFirst")).length === 0) await scheduler.wait(1);
    assert.deepStrictEqual(await log(env, "hibernatableFirst"), [[3, 4002, "first", true, true, ["t"]]]);
  },
};

// 6.3: a hibernatable socket is not answered by itself
export const hibernatableMute = {
  async test(controller, env) {
    const ws = await open(env, "hibernatableMute", "/mute");
    let told = false;
    const closed = next(ws, "close").then((e) => ((told = true), tell(e)));
    ws.close(4000, "bye");
    while ((await log(env, "hibernatableMute")).length === 0) await scheduler.wait(1);
    await scheduler.wait(20);
    assert.strictEqual(told, false);
    assert.strictEqual(ws.readyState, 2);
    assert.deepStrictEqual(await log(env, "hibernatableMute"), [[2, 4000, "bye", true, true, ["mute"]]]);
    await env.Room.getByName("hibernatableMute").fetch("http://do/cut").catch(() => {});
    assert.deepStrictEqual(await closed, [1006, "WebSocket disconnected without sending Close frame.", false]);
  },
};

// 6.3: a reset cuts the sockets of its object
export const reset = {
  async test(controller, env) {
    const ws = await open(env, "reset");
    const closed = next(ws, "close");
    await env.Room.getByName("reset").fetch("http://do/cut").catch(() => {});
    assert.deepStrictEqual(tell(await closed), [1006, "WebSocket disconnected without sending Close frame.", false]);
  },
};
