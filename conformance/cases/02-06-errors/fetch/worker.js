import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

class MyErr extends Error {
  constructor(message) {
    super(message, { cause: "why" });
    this.name = "MyErr";
    this.code = 7;
  }
}

const thrown = {
  type: () => new TypeError("m"),
  custom: () => new MyErr("m"),
  aggregate: () => new AggregateError([new Error("one")], "m"),
  dom: () => new DOMException("m", "NotFoundError"),
  string: () => "s",
  null: () => null,
  object: () => ({ a: 1 }),
  retryable: () => Object.assign(new Error("m"), { retryable: true, overloaded: true }),
};

let waits = false;

export class Room extends DurableObject {
  async fetch(request) {
    switch (new URL(request.url).pathname) {
      case "/abort":
        this.ctx.abort();
        break;
      case "/abort-typed":
        this.ctx.abort(new RangeError("typed"));
        break;
      case "/wait":
        waits = true;
        await scheduler.wait(10000);
        break;
      case "/section":
        await this.ctx.blockConcurrencyWhile(async () => { throw new RangeError("section"); });
        break;
      default:
        throw thrown[new URL(request.url).pathname.slice(1)]();
    }
    return new Response("fine");
  }
}
export class Broken extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    throw new RangeError("ctor boom");
  }
}

const of = (env, name) => env.Room.getByName(name).fetch("http://do/" + name).then(
  () => assert.fail("it did not reject"),
  (e) => e,
);
const marks = (e) => ["remote", "retryable", "overloaded", "durableObjectReset"].filter((mark) => e[mark]);

// 2.6: a built-in error keeps its class and is marked
export const builtin = {
  async test(controller, env) {
    const e = await of(env, "type");
    assert.strictEqual(e instanceof TypeError, true);
    assert.strictEqual(String(e), "TypeError: m");
    assert.deepStrictEqual(marks(e), ["remote"]);
  },
};

// 2.6: a custom error keeps its name, its properties and its cause
export const custom = {
  async test(controller, env) {
    const e = await of(env, "custom");
    assert.strictEqual(e.constructor, Error);
    assert.strictEqual(String(e), "MyErr: m");
    assert.strictEqual(e.code, 7);
    assert.strictEqual(e.cause, "why");
  },
};

// 2.6: an AggregateError keeps its errors
export const aggregate = {
  async test(controller, env) {
    const e = await of(env, "aggregate");
    assert.strictEqual(e instanceof AggregateError, true);
    assert.deepStrictEqual(e.errors.map(String), ["Error: one"]);
  },
};

// 2.6: a DOMException stays one
export const dom = {
  async test(controller, env) {
    const e = await of(env, "dom");
    assert.strictEqual(e instanceof DOMException, true);
    assert.strictEqual(e.name, "NotFoundError");
    assert.strictEqual(e.code, 8);
    assert.strictEqual(e.message, "m");
    assert.deepStrictEqual(marks(e), ["remote"]);
  },
};

// 2.6: a thrown string or null becomes an Error
export const primitive = {
  async test(controller, env) {
    assert.strictEqual(String(await of(env, "string")), "Error: s");
    const e = await of(env, "null");
    assert.strictEqual(String(e), "Error: null");
    assert.deepStrictEqual(marks(e), ["remote"]);
  },
};

// 2.6: a thrown object arrives as itself, marked
export const object = {
  async test(controller, env) {
    const e = await of(env, "object");
    assert.strictEqual(e instanceof Error, false);
    assert.strictEqual(e.a, 1);
    assert.deepStrictEqual(marks(e), ["remote"]);
  },
};

// 2.6: marks that the object set stay
export const kept = {
  async test(controller, env) {
    assert.deepStrictEqual(marks(await of(env, "retryable")), ["remote", "retryable", "overloaded"]);
  },
};

// 2.6: the stack is the caller's
export const stack = {
  async test(controller, env) {
    const e = await of(env, "type");
    assert.strictEqual(e.stack.split("\n")[0], "TypeError: m");
    assert.doesNotMatch(e.stack, /thrown|Room/);
  },
};

// 2.6: what a broken constructor threw, as a reset
export const brokenConstructor = {
  async test(controller, env) {
    const e = await env.Broken.getByName("a").fetch("http://do/").then(() => assert.fail(), (e) => e);
    assert.strictEqual(String(e), "RangeError: ctor boom");
    assert.deepStrictEqual(marks(e), ["remote", "durableObjectReset"]);
  },
};

// 12a.2: a reset seen through fetch is remote too
export const abort = {
  async test(controller, env) {
    const e = await of(env, "abort");
    assert.strictEqual(String(e), "Error: Application called abort() to reset Durable Object.");
    assert.deepStrictEqual(marks(e), ["remote", "durableObjectReset"]);
  },
};

// 12a.3: an abort's reason loses its class
export const abortTyped = {
  async test(controller, env) {
    const e = await of(env, "abort-typed");
    assert.strictEqual(String(e), "Error: RangeError: typed");
    assert.strictEqual(e.constructor, Error);
    assert.deepStrictEqual(marks(e), ["remote", "durableObjectReset"]);
  },
};

// 2.6: a failed section resets with its own error
export const section = {
  async test(controller, env) {
    const e = await of(env, "section");
    assert.strictEqual(String(e), "RangeError: section");
    assert.deepStrictEqual(marks(e), ["remote", "durableObjectReset"]);
  },
};

// 2.7: everybody who waits for the object gets its reset
export const bystander = {
  async test(controller, env) {
    const waiting = env.Room.getByName("bystander").fetch("http://do/wait").catch((e) => e);
    while (!waits) await scheduler.wait(1);
    await env.Room.getByName("bystander").fetch("http://do/abort").catch(() => {});
    assert.strictEqual(String(await waiting), "Error: Application called abort() to reset Durable Object.");
  },
};
