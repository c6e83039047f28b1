import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

const most = 32768;

export class Room extends DurableObject {
  accept() {
    const [client, server] = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    return client;
  }
  fill() {
    this.clients = Array.from({ length: most }, () => this.accept());
    assert.strictEqual(this.ctx.getWebSockets().length, most);
    assert.throws(() => this.accept(), {
      name: "Error", message: `only ${most} websockets can be accepted on a single Durable Object instance`,
    });
    assert.strictEqual(this.ctx.getWebSockets().length, most);
  }
}

// 6.5: an object has 32768 sockets at most
export const many = {
  async test(controller, env) {
    await env.Room.getByName("a").fill();
  },
};
