import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let body;
let onMessage;
const received = [];

export class Thing extends DurableObject {
  fetch(request) {
    const { 0: client, 1: server } = new WebSocketPair();
    if (request.url.endsWith("hibernating")) {
      this.ctx.acceptWebSocket(server);
    } else {
      server.accept();
      server.addEventListener("message", (event) => onMessage(this.ctx, server, event.data, this.env));
    }
    return new Response(null, { status: 101, webSocket: client });
  }
  webSocketMessage(socket, message) {
    return onMessage(this.ctx, socket, message, this.env);
  }
  run() {
    return body(this.ctx, this.env);
  }
  receive(what) {
    received.push(what);
  }
}

// connect answers the client's end of a connection to an object, and what arrives there.
async function connect(env, name, kind) {
  const stub = env.Thing.getByName(name);
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
const gone = "closed 1006 false";
const kinds = ["hibernating", "accepted"];

// 3.6: a message to a socket waits for what was written before it, and is not sent if that is not committed
export const held = {
  async test(controller, env) {
    for (const kind of kinds) {
      const [socket, arrived] = await connect(env, "held " + kind, kind);
      onMessage = async (ctx, server, message) => {
        await ctx.storage.put("message", message);
        server.send("stored " + message);
        if (message === "lost") ctx.abort("before the commit");
      };
      socket.send("kept");
      await until(() => arrived.length === 1);
      socket.send("lost");
      await until(() => arrived.length === 2);
      assert.deepStrictEqual(arrived, ["stored kept", gone]);
      body = (ctx) => ctx.storage.get("message");
      assert.strictEqual(await env.Thing.getByName("held " + kind).run(), "kept");
    }
  },
};

// 3.6: so does the closing of a socket
export const heldClose = {
  async test(controller, env) {
    const [socket, arrived] = await connect(env, "heldClose", "hibernating");
    onMessage = (ctx, server) => {
      ctx.storage.put("a", 1);
      server.close(4000, "never");
      ctx.abort("before the commit");
    };
    socket.send("close");
    await until(() => arrived.length === 1);
    assert.deepStrictEqual(arrived, [gone]);
  },
};

// 3.6: nothing leaves before the end of the turn that sends it, whether anything was written or not
export const sameTurn = {
  async test(controller, env) {
    for (const kind of kinds) {
      for (const write of [() => {}, (ctx) => ctx.storage.put("a", 1, { allowUnconfirmed: true })]) {
        const [socket, arrived] = await connect(env, "sameTurn " + kind, kind);
        onMessage = (ctx, server, message, env) => {
          write(ctx);
          server.send("never");
          env.Thing.getByName("receiver").receive("never").catch(() => {});
          ctx.abort("in the same turn");
        };
        socket.send("abort");
        await until(() => arrived.length === 1);
        assert.deepStrictEqual([arrived, received], [[gone], []]);
      }
    }
  },
};

// 3.6: what an earlier turn has sent arrives
export const earlierTurn = {
  async test(controller, env) {
    for (const kind of kinds) {
      const [socket, arrived] = await connect(env, "earlierTurn " + kind, kind);
      onMessage = async (ctx, server) => {
        server.send("sent");
        await scheduler.wait(1);
        ctx.abort("in a later turn");
      };
      socket.send("abort");
      await until(() => arrived.length === 2);
      assert.deepStrictEqual(arrived, ["sent", gone]);
    }
  },
};

// 3.6: a commit that fails resets the object, and what waited for it is not sent
export const failed = {
  async test(controller, env) {
    const name = "failed", reset = {
      name: "Error",
      message: "Durable Object was reset and rolled back to its last known good state because the application left the database in a state where constraints were violated: FOREIGN KEY constraint failed: SQLITE_CONSTRAINT (extended: SQLITE_CONSTRAINT_FOREIGNKEY)",
    };
    body = ({ storage }) => void storage.sql.exec(`
      create table parent (id integer primary key);
      create table child (parent references parent (id) deferrable initially deferred)`);
    await env.Thing.getByName(name).run();
    const [, arrived] = await connect(env, name, "hibernating");
    body = async (ctx, env) => {
      ctx.storage.sql.exec("insert into child values (99)");
      ctx.getWebSockets()[0].send("never");
      env.Thing.getByName("receiver").receive("never").catch(() => {});
      return "never";
    };
    await assert.rejects(async () => await env.Thing.getByName(name).run(), reset);
    await until(() => arrived.length === 1);
    assert.deepStrictEqual([arrived, received], [[gone], []]);
    body = async (ctx) => {
      ctx.storage.sql.exec("insert into child values (99)");
      await ctx.storage.sync().catch(() => {});
      return "never";
    };
    await assert.rejects(async () => await env.Thing.getByName(name).run(), reset);
    body = (ctx) => ctx.storage.sql.exec("select count(*) as n from child").one().n;
    assert.strictEqual(await env.Thing.getByName(name).run(), 0);
  },
};
