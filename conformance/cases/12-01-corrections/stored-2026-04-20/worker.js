import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

class MyErr extends Error {
  name = "MyErr";
  code = 7;
}

export class Room extends DurableObject {
  async fetch() {
    await this.ctx.storage.put("e", new MyErr("m"));
    const e = await this.ctx.storage.get("e");
    return Response.json([e.constructor === Error, e.name, e.message, e.code ?? "none"]);
  }
  fail() {
    throw new MyErr("m");
  }
}

// 12a.9: before 2026-04-21 a stored error of a class of its own is an Error with its message alone
export const stored = {
  async test(controller, env) {
    const told = await (await env.Room.getByName("a").fetch("http://do/")).json();
    assert.deepStrictEqual(told, [true, "Error", "m", "none"]);
  },
};

// 12a.9: before 2026-04-21 one that is thrown has its name in its message
export const thrown = {
  async test(controller, env) {
    const e = await env.Room.getByName("a").fail().catch((e) => e);
    assert.deepStrictEqual([e.constructor === Error, e.name, e.message], [true, "Error", "MyErr: m"]);
  },
};
