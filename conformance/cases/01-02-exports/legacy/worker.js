import assert from "node:assert";

const log = [];

// Legacy is a class of the time before RPC.
export class Legacy {
  constructor(state) {
    this.state = state;
  }
  async fetch(request) {
    if (request.headers.get("Upgrade")) {
      const { 0: client, 1: server } = new WebSocketPair();
      this.state.acceptWebSocket(server);
      return new Response(null, { status: 101, webSocket: client });
    }
    await this.state.storage.setAlarm(Date.now());
    return new Response();
  }
  alarm(...args) {
    log.push(`alarm ${args.length} ${args[0].retryCount}`);
  }
  webSocketMessage(socket, message) {
    socket.send("got " + message);
  }
  webSocketClose(socket, code, reason, wasClean) {
    log.push(`closed ${code} ${reason} ${wasClean}`);
    socket.close(code, reason);
  }
}

export function Old(state) {
  this.state = state;
}
Old.prototype = Object.create(Legacy.prototype);

// rings makes a test of the alarm of an object.
const rings = (name) => ({
  async test(controller, env) {
    log.length = 0;
    await env[name].getByName("rings").fetch("http://do/");
    while (log.length === 0) await scheduler.wait(5);
    assert.deepStrictEqual(log, ["alarm 1 0"]);
  },
});

// 1.2: an object of a class without base has its alarm
export const rung = rings("Legacy");

// 1.2: so has one of a function
export const rungFunction = rings("Old");

// 1.2: and hibernatable sockets
export const sockets = {
  async test(controller, env) {
    for (const name of ["Legacy", "Old"]) {
      const { webSocket } = await env[name].getByName("sockets").fetch("http://do/", { headers: { Upgrade: "websocket" } });
      webSocket.accept();
      const got = new Promise((resolve) => webSocket.addEventListener("message", (event) => resolve(event.data)));
      webSocket.send("hi");
      assert.strictEqual(await got, "got hi");
    }
  },
};
