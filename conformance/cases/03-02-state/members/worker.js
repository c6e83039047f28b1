import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let construct;
let body;
let instances = 0;

export class Thing extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    this.number = ++instances;
    construct?.(ctx, this);
  }
  run(...args) {
    return body(this.ctx, this, ...args);
  }
  count() {
    return this.number;
  }
  fetch(request) {
    return body(this.ctx, this, request);
  }
}

// fresh is an object of its own; the last bodies are forgotten.
const fresh = (env) => {
  construct = body = undefined;
  return env.Thing.get(env.Thing.newUniqueId());
};

// 3.2: what ctx has of its own and on its prototype
export const members = {
  async test(controller, env) {
    const stub = fresh(env);
    body = (ctx) => [Object.keys(ctx).sort(), Object.getOwnPropertyNames(Object.getPrototypeOf(ctx)).sort(), ctx.constructor.name, String(ctx)];
    assert.deepStrictEqual(await stub.run(), [
      ["container", "exports", "facets", "id", "props", "storage"],
      [
        "abort", "acceptWebSocket", "blockConcurrencyWhile", "constructor", "getHibernatableWebSocketEventTimeout", "getTags",
        "getWebSocketAutoResponse", "getWebSocketAutoResponseTimestamp", "getWebSockets", "setHibernatableWebSocketEventTimeout",
        "setWebSocketAutoResponse", "waitUntil",
      ],
      "DurableObjectState", "[object DurableObjectState]",
    ]);
  },
};

// 3.2: props are empty and container is undefined unless configured
export const defaults = {
  async test(controller, env) {
    const stub = fresh(env);
    body = (ctx) => [ctx.props, ctx.container];
    assert.deepStrictEqual(await stub.run(), [{}, undefined]);
  },
};

// 3.2: id is the object's, with the name it was reached by
export const id = {
  async test(controller, env) {
    construct = undefined;
    body = (ctx) => [ctx.id.toString(), ctx.id.name, ctx.id === ctx.id];
    assert.deepStrictEqual(await env.Thing.getByName("id").run(), [env.Thing.idFromName("id").toString(), "id", true]);
  },
};

// 3.2: exports has the classes of the Worker
export const exported = {
  async test(controller, env) {
    const stub = fresh(env);
    body = (ctx) => [typeof ctx.exports.Thing.getByName, String(ctx.exports.Thing)];
    const [getByName, tag] = await stub.run();
    assert.deepStrictEqual([getByName, tag], ["function", "[object LoopbackDurableObjectNamespace]"]);
  },
};

// 3.2: DurableObjectState cannot be constructed
export const construction = {
  async test(controller, env) {
    const stub = fresh(env);
    body = (ctx) => {
      assert.throws(() => new ctx.constructor(), { name: "TypeError", message: "Illegal constructor" });
    };
    await stub.run();
  },
};

// 3.2: waitUntil needs something to wait for
export const nothing = {
  async test(controller, env) {
    const stub = fresh(env);
    body = (ctx) => {
      assert.throws(() => ctx.waitUntil(), {
        name: "TypeError", message: "Failed to execute 'waitUntil' on 'DurableObjectState': parameter 1 is not of type 'Promise'.",
      });
    };
    await stub.run();
  },
};

// 3.2: a method without its ctx is an illegal invocation
export const detached = {
  async test(controller, env) {
    const stub = fresh(env);
    body = (ctx) => {
      const { waitUntil } = ctx;
      assert.throws(() => waitUntil(Promise.resolve()), {
        name: "TypeError",
        message:
          "Illegal invocation: function called with incorrect `this` reference. See https://developers.cloudflare.com/workers/observability/errors/#illegal-invocation-errors for details.",
      });
    };
    await stub.run();
  },
};
