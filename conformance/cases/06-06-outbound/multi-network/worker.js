import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";
import assert from "node:assert";

// Network is where the requests of the Workers that are loaded go.
export class Network extends WorkerEntrypoint {
  fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname === "/plain") {
      return new Response("plain");
    }
    const [client, server] = new WebSocketPair();
    server.accept();
    server.addEventListener("message", ({ data }) => server.send(data));
    server.send(JSON.stringify([request.method, request.url, ...request.headers]));
    const headers = pathname === "/chat" ? { "Sec-WebSocket-Protocol": "chat" } : {};
    return new Response(null, { status: 101, webSocket: client, headers });
  }
}

export class Room extends DurableObject {
  fetch() {
    return new Response(null, { status: 101, webSocket: new WebSocketPair()[0] });
  }
  async take() {
    const { webSocket } = await this.env.NETWORK.fetch("http://x/", { headers: { Upgrade: "websocket" } });
    assert.throws(() => this.ctx.acceptWebSocket(webSocket), unpaired);
    const dialled = new WebSocket("ws://127.0.0.1:9/");
    const closed = new Promise((resolve) => dialled.addEventListener("close", resolve));
    assert.throws(() => this.ctx.acceptWebSocket(dialled), unpaired);
    await closed;
  }
}

const unpaired = {
  name: "Error",
  message: "Cannot call `acceptWebSocket()` on this WebSocket because its pair has already been accepted or used in a Response.",
};

// run makes a test of the log that code makes in a Worker with a network.
const run = (body, want) => ({
  async test(controller, env, ctx) {
    const worker = env.Loader.load({
      compatibilityDate: "2026-11-17", mainModule: "main.js", globalOutbound: ctx.exports.Network({}),
      modules: { "main.js": `
        const next = (ws, type) => new Promise((resolve) => ws.addEventListener(type, resolve, { once: true }));
        export default { async fetch() { const log = []; ${body} return Response.json(log); } };` },
    });
    assert.deepStrictEqual(await (await worker.getEntrypoint().fetch("http://x/")).json(), want);
  },
});

// 6.6: a socket that is made connects, is open and talks, without an accept
export const made = run(`
  const ws = new WebSocket("ws://host/plain/../path?q");
  log.push(ws.readyState, ws.url, ws.protocol, ws.extensions);
  const open = next(ws, "open"), greeted = next(ws, "message");
  log.push((await open).type, ws.readyState, ws.protocol, (await greeted).data);
  const echo = next(ws, "message");
  ws.send("hello");
  log.push((await echo).data);`, [
  0, "ws://host/plain/../path?q", "", "", "open", 1, null,
  '["GET","http://host/path?q",["sec-websocket-extensions","permessage-deflate"],["upgrade","websocket"]]', "hello",
]);

// 6.6: its extension is what was agreed to
export const extension = run(`
  const ws = new WebSocket("ws://host/");
  await next(ws, "open");
  log.push(ws.extensions);`, ["permessage-deflate"]);

// 6.6: protocols are offered, and its protocol is the one that was chosen, or null
export const protocols = run(`
  for (const path of ["/", "/chat"]) {
    const ws = new WebSocket("ws://host" + path, ["chat", "other"]);
    const greeted = next(ws, "message");
    await next(ws, "open");
    log.push(ws.protocol, JSON.parse((await greeted).data)[3]);
  }`, [null, ["sec-websocket-protocol", "chat, other"], "chat", ["sec-websocket-protocol", "chat, other"]]);

// 6.6: a server that answers anything but 101 is told by its status
export const refused = run(`
  const ws = new WebSocket("ws://host/plain");
  ws.addEventListener("open", () => log.push("open"));
  ws.addEventListener("error", (event) => log.push(event.message, String(event.error)));
  const { code, reason, wasClean } = await next(ws, "close");
  log.push(code, reason, wasClean, ws.readyState);`, [
  "Uncaught TypeError: Failed to establish the WebSocket connection: expected server to reply with HTTP status code 101 " +
    "(switching protocols), but received 200 instead.",
  "TypeError: Failed to establish the WebSocket connection: expected server to reply with HTTP status code 101 " +
    "(switching protocols), but received 200 instead.",
  1006, "Failed to establish websocket connection", false, 3,
]);

// 6.6: fetch with an Upgrade answers 101 and a socket that has to be accepted
export const fetched = run(`
  const { status, webSocket } = await fetch("http://host/", { headers: { Upgrade: "websocket" } });
  log.push(status, webSocket.readyState, webSocket.url, webSocket.protocol);
  try { webSocket.send("early"); } catch (e) { log.push(e.message); }
  webSocket.accept();
  log.push((await next(webSocket, "message")).data);`, [
  101, 1, null, "",
  "You must call one of accept() or state.acceptWebSocket() on this WebSocket before sending messages.",
  '["GET","http://host/",["upgrade","websocket"]]',
]);

// 6.6: a server that does not upgrade answers as ever, with no socket
export const fetchedPlain = run(`
  const response = await fetch("http://host/plain", { headers: { Upgrade: "websocket" } });
  log.push(response.status, response.webSocket, await response.text());`, [200, null, "plain"]);

// 6.6: sockets to elsewhere do not hibernate
export const hibernate = { test: (controller, env) => env.Room.getByName("a").take() };

// 6.1: a socket is the answer to an Upgrade only
export const unasked = {
  async test(controller, env) {
    for (const stub of [env.NETWORK, env.Room.getByName("b")]) {
      await assert.rejects(stub.fetch("http://x/unasked"), {
        name: "TypeError", remote: true,
        message: 'Worker tried to return a WebSocket in a response to a request which did not contain the header "Upgrade: websocket".',
      });
    }
  },
};

// 6.4: within the runtime no message is too large
export const large = {
  async test(controller, env) {
    const { webSocket } = await env.NETWORK.fetch("http://x/", { headers: { Upgrade: "websocket" } });
    webSocket.accept();
    const next = () => new Promise((resolve) => webSocket.addEventListener("message", resolve, { once: true }));
    await next();
    const echo = next();
    webSocket.send("x".repeat((32 << 20) + 1));
    const { length } = (await echo).data;
    webSocket.close();
    assert.strictEqual(length, (32 << 20) + 1);
  },
};
