import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let broken = true;
let lives = 0;

export class Room extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    this.life = ++lives;
    this.count = 0;
  }
  async fetch(request) {
    switch (new URL(request.url).pathname) {
      case "/count":
        return new Response(String(++this.count));
      case "/throw":
        throw new Error("only this call");
      case "/abort":
        this.ctx.abort("over");
        break;
      case "/self": {
        const self = this.env.Room.get(this.ctx.id);
        return new Response("self " + (await (await self.fetch("http://do/count")).text()));
      }
    }
    return new Response(String(this.life));
  }
}
export class Sick extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    if (broken) {
      throw new Error("sick");
    }
  }
  async fetch() {
    return new Response("well");
  }
}

const text = async (stub, path) => (await stub.fetch("http://do" + path)).text();

// 2.7: fetches of one stub arrive in the order of the calls
export const order = {
  async test(controller, env) {
    const stub = env.Room.getByName("order");
    const got = await Promise.all(Array.from({ length: 10 }, () => text(stub, "/count")));
    assert.deepStrictEqual(got, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]);
  },
};

// 2.7: an ordinary exception leaves stub and object as they are
export const exception = {
  async test(controller, env) {
    const stub = env.Room.getByName("exception");
    const life = await text(stub, "/");
    await assert.rejects(stub.fetch("http://do/throw"), { message: "only this call" });
    assert.strictEqual(await text(stub, "/"), life);
  },
};

// 2.7: after a reset the stub keeps failing and another works
export const brokenStub = {
  async test(controller, env) {
    const stub = env.Room.getByName("broken");
    const life = await text(stub, "/");
    await assert.rejects(stub.fetch("http://do/abort"), { message: "over" });
    await assert.rejects(stub.fetch("http://do/"), { message: "over", durableObjectReset: true });
    await assert.rejects(stub.fetch("http://do/"), { message: "over", durableObjectReset: true });
    assert.notStrictEqual(await text(env.Room.getByName("broken"), "/"), life);
  },
};

// 2.7: a stub whose object could not start fails on, though the object would start now
export const brokenStart = {
  async test(controller, env) {
    const stub = env.Sick.getByName("a");
    await assert.rejects(stub.fetch("http://do/"), { message: "sick" });
    broken = false;
    await assert.rejects(stub.fetch("http://do/"), { message: "sick" });
    assert.strictEqual(await text(env.Sick.getByName("a"), "/"), "well");
  },
};

// 2.7: an object may call itself
export const self = {
  async test(controller, env) {
    assert.strictEqual(await text(env.Room.getByName("self"), "/self"), "self 1");
  },
};
