import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

export class Room extends DurableObject {
  own() {
    return this.ctx.id.name ?? null;
  }
}

// 12a.15: a name of 1024 bytes is kept inside the object
export const kept = {
  async test(controller, env) {
    for (const name of ["x".repeat(1024), "é".repeat(512), ""]) {
      assert.strictEqual(await env.Room.getByName(name).own(), name);
    }
  },
};

// 12a.15: one of more bytes is dropped there, however few characters it has
export const dropped = {
  async test(controller, env) {
    for (const name of ["x".repeat(1025), "é".repeat(513), "😀".repeat(257)]) {
      const stub = env.Room.getByName(name);
      assert.strictEqual(stub.name, name);
      assert.strictEqual(stub.id.name, name);
      assert.strictEqual(await stub.own(), null);
    }
  },
};
