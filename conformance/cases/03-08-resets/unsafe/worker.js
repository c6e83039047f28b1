import { DurableObject } from "cloudflare:workers";
import unsafe from "workerd:unsafe";
import unsafeEval from "workerd:unsafe-eval";
import assert from "node:assert";

let lives = 0;

export class Note extends DurableObject {
  memory = "nothing";
  life = ++lives;

  async write(text) {
    this.memory = text;
    await this.ctx.storage.put("text", text);
  }

  async read() {
    return { memory: this.memory, stored: await this.ctx.storage.get("text") };
  }

  async fillTable() {
    this.ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS lines (line TEXT)");
    this.ctx.storage.sql.exec("INSERT INTO lines VALUES ('a')");
    return this.ctx.storage.sql.exec("SELECT count(*) AS n FROM lines").one().n;
  }

  async schedule() {
    await this.ctx.storage.setAlarm(Date.now() + 1_000_000);
  }

  async due() {
    return await this.ctx.storage.getAlarm();
  }

  alarm() {}

  async wait(ms) {
    await scheduler.wait(ms);
    return this.life;
  }

  async fetch() {
    const [client, server] = Object.values(new WebSocketPair());
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  webSocketMessage(socket, message) {
    socket.send(`${message} ${this.memory}`);
  }

  async sockets() {
    return this.ctx.getWebSockets().length;
  }
}

async function connect(stub) {
  const response = await stub.fetch("http://object/", { headers: { Upgrade: "websocket" } });
  const socket = response.webSocket;
  const arrived = [];
  const waiting = [];
  const arrive = (what) => (waiting.length > 0 ? waiting.shift()(what) : arrived.push(what));
  socket.addEventListener("message", (event) => arrive(event.data));
  socket.addEventListener("close", (event) => arrive(`closed ${event.code} ${event.wasClean}`));
  socket.accept();
  socket.next = () =>
    arrived.length > 0 ? Promise.resolve(arrived.shift()) : new Promise((resolve) => waiting.push(resolve));
  return socket;
}

const aborted = { name: "Error", message: "Application called abortAllDurableObjects()." };

// 3.8: abortAllDurableObjects drops what is in memory and keeps what is stored
export const abortAll = {
  async test(controller, env) {
    const stub = env.Note.getByName("abort");
    await stub.write("one");
    assert.strictEqual(await unsafe.abortAllDurableObjects(), undefined);
    await assert.rejects(async () => await stub.read(), aborted);
    assert.deepStrictEqual(await env.Note.getByName("abort").read(), { memory: "nothing", stored: "one" });
  },
};

// 3.8: abortAllDurableObjects fails the calls that run
export const abortRunning = {
  async test(controller, env) {
    const stub = env.Note.getByName("running");
    const failed = assert.rejects(async () => await stub.wait(60_000), aborted);
    await stub.write("two");
    await unsafe.abortAllDurableObjects();
    await failed;
  },
};

// 3.8: abortAllDurableObjects cuts hibernatable sockets
export const abortSockets = {
  async test(controller, env) {
    const socket = await connect(env.Note.getByName("cut"));
    await unsafe.abortAllDurableObjects();
    assert.strictEqual(await socket.next(), "closed 1006 false");
  },
};

// 3.8: deleteAllDurableObjects leaves neither keys nor tables nor alarms
export const deleteAll = {
  async test(controller, env) {
    const stub = env.Note.getByName("delete");
    await stub.write("three");
    await stub.schedule();
    assert.strictEqual(await stub.fillTable(), 1);
    assert.strictEqual(await unsafe.deleteAllDurableObjects(), undefined);
    await assert.rejects(async () => await stub.read(), { message: "Application called deleteAllDurableObjects()." });
    const again = env.Note.getByName("delete");
    assert.deepStrictEqual(await again.read(), { memory: "nothing", stored: undefined });
    assert.strictEqual(await again.due(), null);
    assert.strictEqual(await again.fillTable(), 1);
  },
};

// 3.8: an evicted object starts anew for the same stub
export const evict = {
  async test(controller, env) {
    const stub = env.Note.getByName("evict");
    await stub.write("four");
    assert.strictEqual(await unsafe.evict(stub), undefined);
    assert.deepStrictEqual(await stub.read(), { memory: "nothing", stored: "four" });
  },
};

// 3.8: an eviction waits for the calls that run
export const evictBusy = {
  async test(controller, env) {
    const stub = env.Note.getByName("busy");
    const life = await stub.wait(0);
    const running = stub.wait(20);
    await scheduler.wait(5);
    await unsafe.evict(stub);
    assert.strictEqual(await running, life);
    assert.notStrictEqual(await stub.wait(0), life);
  },
};

// 3.8: only the stub of an object that runs can be evicted
export const evictRefused = {
  async test(controller, env) {
    const stub = env.Note.getByName("never");
    await assert.rejects(unsafe.evict(stub), {
      message: "Cannot evict Durable Object: it is not currently running.",
    });
    await assert.rejects(unsafe.evict(stub, { webSockets: "keep" }), {
      name: "TypeError",
      message: 'options.webSockets must be "hibernate" or "close".',
    });
    await assert.rejects(async () => await unsafe.evict({}), {
      name: "TypeError",
      message: "Failed to execute 'evict' on 'UnsafeModule': parameter 1 is not of type 'Fetcher'.",
    });
  },
};

// 3.8: evictAllDurableObjects evicts what runs and is no error where nothing does
export const evictAll = {
  async test(controller, env) {
    const stub = env.Note.getByName("all");
    await stub.write("five");
    await unsafe.evictAllDurableObjects();
    await unsafe.evictAllDurableObjects();
    assert.deepStrictEqual(await stub.read(), { memory: "nothing", stored: "five" });
  },
};

// 6.5: sockets outlive an eviction unless it is told to close them
export const evictSockets = {
  async test(controller, env) {
    const stub = env.Note.getByName("sockets");
    await stub.write("six");
    const socket = await connect(stub);
    socket.send("before");
    assert.strictEqual(await socket.next(), "before six");
    await unsafe.evict(stub);
    socket.send("after");
    assert.strictEqual(await socket.next(), "after nothing");
    await unsafe.evict(stub, { webSockets: "close" });
    assert.strictEqual(await socket.next(), "closed 1006 false");
    assert.strictEqual(await stub.sockets(), 0);
  },
};

// 12: unsafe_module: workerd:unsafe-eval makes code of strings at any time
export const evaluates = {
  async test() {
    assert.strictEqual(unsafeEval.eval("6 * 7"), 42);
    assert.strictEqual(unsafeEval.newFunction("return m * 2", "twice", "m")(4), 8);
    assert.strictEqual(await unsafeEval.newAsyncFunction("return await m", "wait", "m")(Promise.resolve(3)), 3);
    assert.throws(() => unsafeEval.eval("("), { name: "SyntaxError" });
  },
};
