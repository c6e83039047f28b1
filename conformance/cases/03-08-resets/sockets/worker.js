import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let onMessage;
let onClose = () => {};
let lives = 0;

export class Thing extends DurableObject {
  life = ++lives;
  count() {
    return this.life;
  }
  fetch(request) {
    const { 0: client, 1: server } = new WebSocketPair();
    if (request.url.endsWith("hibernating")) {
      this.ctx.acceptWebSocket(server);
    } else {
      server.accept();
      server.addEventListener("message", (event) => onMessage(server, event.data));
    }
    return new Response(null, { status: 101, webSocket: client });
  }
  webSocketMessage(socket, message) {
    return onMessage(socket, message);
  }
  webSocketClose(socket) {
    return onClose(socket);
  }
  abort() {
    this.ctx.abort("gone");
  }
  sockets() {
    return this.ctx.getWebSockets().length;
  }
}

async function connect(stub, kind) {
  const { webSocket } = await stub.fetch("http://do/" + kind, { headers: { Upgrade: "websocket" } });
  const arrived = [];
  webSocket.addEventListener("message", (event) => arrived.push(event.data));
  webSocket.addEventListener("close", (event) => arrived.push(`closed ${event.code} ${event.wasClean}`));
  webSocket.accept();
  return [webSocket, arrived];
}

const until = async (condition) => {
  while (!condition()) await scheduler.wait(5);
};

// 3.8: a message handler that throws or rejects resets nothing, and its socket stays open
export const message = {
  async test(controller, env) {
    const stub = env.Thing.getByName("message");
    const life = await stub.count();
    const [socket, arrived] = await connect(stub, "hibernating");
    onMessage = (server, message) => {
      if (message === "throw") throw new Error("thrown");
      if (message === "reject") return Promise.reject(new Error("rejected"));
      server.send("echo " + message);
    };
    for (const message of ["throw", "reject", "fine"]) socket.send(message);
    await until(() => arrived.length > 0);
    assert.deepStrictEqual([arrived, await stub.count()], [["echo fine"], life]);
    await stub.abort().catch(() => {});
  },
};

// 3.8: a close handler that throws resets nothing either
export const close = {
  async test(controller, env) {
    const stub = env.Thing.getByName("close");
    const life = await stub.count();
    const [socket] = await connect(stub, "hibernating");
    let closed = false;
    onClose = () => {
      closed = true;
      throw new Error("thrown");
    };
    socket.close(1000, "bye");
    await until(() => closed);
    onClose = () => {};
    assert.strictEqual(await stub.count(), life);
    await stub.abort().catch(() => {});
  },
};

// 3.8: a listener that throws ends its socket and resets nothing
export const listener = {
  async test(controller, env) {
    const stub = env.Thing.getByName("listener");
    const life = await stub.count();
    const [socket, arrived] = await connect(stub, "accepted");
    onMessage = () => {
      throw new Error("thrown");
    };
    socket.send("throw");
    await until(() => arrived.length > 0);
    assert.deepStrictEqual([arrived, await stub.count()], [["closed 1006 false"], life]);
  },
};

// 3.7: an abort closes every socket of the object, which the next instance does not know
export const aborted = {
  async test(controller, env) {
    for (const kind of ["hibernating", "accepted"]) {
      const stub = env.Thing.getByName("aborted " + kind);
      const sockets = [await connect(stub, kind), await connect(stub, kind)];
      await assert.rejects(async () => await stub.abort(), { message: "gone" });
      for (const [socket, arrived] of sockets) {
        await until(() => arrived.length > 0);
        assert.deepStrictEqual(arrived, ["closed 1006 false"]);
      }
      assert.strictEqual(await env.Thing.getByName("aborted " + kind).sockets(), 0);
    }
  },
};
