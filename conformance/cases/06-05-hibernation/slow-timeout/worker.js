import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

const log = [];
let lives = 0;

export class Room extends DurableObject {
  life = ++lives;
  async fetch(request) {
    if (request.headers.get("Upgrade")) {
      this.ctx.setHibernatableWebSocketEventTimeout(100);
      const [client, server] = new WebSocketPair();
      if (request.url.endsWith("/accepted")) {
        server.accept();
      } else {
        this.ctx.acceptWebSocket(server);
      }
      return new Response(null, { status: 101, webSocket: client });
    }
    while (!log.includes("over slow")) await scheduler.wait(10);
    return new Response(String(this.ctx.getWebSockets().length));
  }
  async webSocketMessage(ws, message) {
    if (message !== "slow") {
      return ws.send(`${message} ${this.life} ${this.ctx.getWebSockets().length} ${this.ctx.getHibernatableWebSocketEventTimeout()}`);
    }
    this.ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS began (a)");
    await scheduler.wait(1500);
    log.push("over slow");
    ws.send("over slow");
  }
  async webSocketClose(ws, code, reason) {
    code === 1005 ? ws.close() : ws.close(code, "answered");
    if (reason !== "slow") {
      return;
    }
    await scheduler.wait(1500);
    log.push("over close");
  }
  alarm() {}
  async store() {
    const { storage } = this.ctx, { sql, kv } = storage;
    const told = [];
    for (const [name, f] of Object.entries({
      get: () => storage.get("began"), list: () => storage.list(), put: () => storage.put("a", 1), setAlarm: () => storage.setAlarm(Date.now() + 1e6),
      getAlarm: () => storage.getAlarm(), deleteAll: () => storage.deleteAll(), kv: () => kv.get("began"), create: () => sql.exec("CREATE TABLE t (a)"),
      transactionSync: () => storage.transactionSync(() => 5), select: () => sql.exec("SELECT 1 AS a").one(),
    })) {
      try {
        await f();
        told.push(name + " goes well");
      } catch (e) {
        told.push(`${name}: ${e} ${JSON.stringify(e)}`);
      }
    }
    return told;
  }
  use() {
    return this.ctx.storage.put("a", 1);
  }
}

const next = (ws, type) => new Promise((resolve) => ws.addEventListener(type, resolve, { once: true }));

async function open(stub, path = "/") {
  const { webSocket } = await stub.fetch("http://do" + path, { headers: { Upgrade: "websocket" } });
  webSocket.heard = [];
  webSocket.addEventListener("message", ({ data }) => webSocket.heard.push(data));
  webSocket.addEventListener("close", ({ code, reason }) => webSocket.heard.push([code, reason]));
  webSocket.accept();
  return webSocket;
}

async function over(ws) {
  const closed = next(ws, "close");
  ws.close();
  await closed;
}

// 6.5: locally an event over its timeout is given up: it never goes on, while its socket and the object do
export const givenUp = {
  async test(controller, env) {
    log.length = 0;
    const stub = env.Room.getByName("givenUp");
    const ws = await open(stub);
    ws.send("slow");
    await scheduler.wait(3000);
    const heard = next(ws, "message");
    ws.send("then");
    assert.strictEqual((await heard).data, `then ${lives} 1 100`);
    assert.deepStrictEqual(log, []);
    await over(ws);
  },
};

// 6.5: the object has lost its storage, of which SQL can still be read
export const storage = {
  async test(controller, env) {
    log.length = 0;
    const stub = env.Room.getByName("storage");
    const ws = await open(stub);
    ws.send("slow");
    await scheduler.wait(500);
    for (const line of await stub.store()) console.log(line);
    await assert.rejects(stub.use(), (e) => {
      assert.deepStrictEqual([String(e), e.remote, e.retryable, e.durableObjectReset],
        ["Error: Actor exceeded event execution time and was disconnected.", true, true, true]);
      return true;
    });
    const heard = next(ws, "message");
    ws.send("then");
    assert.strictEqual((await heard).data, `then ${lives} 1 100`);
    await over(ws);
  },
};

// 6.5: it goes on if another event of the object is under way by then
export const goesOn = {
  async test(controller, env) {
    log.length = 0;
    const stub = env.Room.getByName("goesOn");
    const ws = await open(stub);
    const fetched = stub.fetch("http://do/");
    ws.send("slow");
    assert.strictEqual(await (await fetched).text(), "1");
    assert.deepStrictEqual(ws.heard, ["over slow"]);
    await over(ws);
  },
};

// 6.5: or if an accepted socket keeps the object awake
export const awake = {
  async test(controller, env) {
    log.length = 0;
    const stub = env.Room.getByName("awake");
    const other = await open(stub, "/accepted");
    const ws = await open(stub);
    const heard = next(ws, "message");
    ws.send("slow");
    assert.strictEqual((await heard).data, "over slow");
    await over(ws);
    await over(other);
  },
};

// 6.5: the same goes for webSocketClose
export const close = {
  async test(controller, env) {
    log.length = 0;
    const stub = env.Room.getByName("close");
    const ws = await open(stub);
    const closed = next(ws, "close");
    ws.close(4000, "slow");
    const { code, reason } = await closed;
    assert.deepStrictEqual([code, reason], [4000, "answered"]);
    await scheduler.wait(3000);
    assert.deepStrictEqual(log, []);
    const again = await open(stub);
    const heard = next(again, "message");
    again.send("then");
    assert.strictEqual((await heard).data, `then ${lives} 1 100`);
    await over(again);
  },
};
