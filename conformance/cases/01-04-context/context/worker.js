import { DurableObject, WorkerEntrypoint, env as imported, exports, waitUntil, withEnv } from "cloudflare:workers";
import * as everything from "cloudflare:workers";
import assert from "node:assert";

// attempt is what an operation of the global scope comes to.
function attempt(f) {
  try {
    return f();
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
}

const atTop = {
  text: imported.TEXT,
  now: Date.now(),
  random: typeof Math.random(),
  this: typeof this,
  fetch: attempt(() => fetch("http://x/").catch((error) => `${error.name}: ${error.message}`)),
  setTimeout: attempt(() => setTimeout(() => {}, 1)),
  setInterval: attempt(() => setInterval(() => {}, 1)),
  getRandomValues: attempt(() => crypto.getRandomValues(new Uint8Array(1))),
  randomUUID: attempt(() => crypto.randomUUID()),
  getByName: attempt(() => imported.Thing.getByName("a")),
  newUniqueId: attempt(() => imported.Thing.newUniqueId()),
};

let handle;

export class Thing extends DurableObject {
  run(...args) {
    return handle(this.ctx, ...args);
  }
}

export class Unbound extends DurableObject {}

export class Entry extends WorkerEntrypoint {
  hello() {
    return ["hello", this.ctx.props];
  }
}

export const plain = { fetch() {} };

export default {
  fetch(...args) {
    return handle(...args);
  },
};

// 1.4: what ctx has of its own and on its prototype
export const members = {
  test(controller, env, ctx) {
    assert.deepStrictEqual(Object.keys(ctx).sort(), ["access", "cache", "exports", "props", "tracing"]);
    for (const name of ["waitUntil", "passThroughOnException", "abort"]) {
      assert.ok(Object.hasOwn(Object.getPrototypeOf(ctx), name), name);
    }
    assert.strictEqual(String(ctx), "[object ExecutionContext]");
    assert.deepStrictEqual(ctx.props, {});
  },
};

// 1.4: a method without its ctx is an illegal invocation
export const detached = {
  test(controller, env, { waitUntil }) {
    assert.throws(() => waitUntil(Promise.resolve()), {
      name: "TypeError",
      message:
        "Illegal invocation: function called with incorrect `this` reference. See https://developers.cloudflare.com/workers/observability/errors/#illegal-invocation-errors for details.",
    });
  },
};

// 1.4: passThroughOnException answers undefined
export const passThrough = {
  test(controller, env, ctx) {
    assert.strictEqual(ctx.passThroughOnException(), undefined);
  },
};

// 1.4: abort fails the request with its reason
export const abort = {
  async test(controller, env) {
    handle = (request, env, ctx) => {
      ctx.abort(new Error("enough"));
      return new Response();
    };
    await assert.rejects(env.SELF.fetch("http://x/"), { name: "Error", message: "enough" });
  },
};

// 1.4: waitUntil needs something to wait for
export const nothing = {
  test(controller, env, ctx) {
    assert.throws(() => ctx.waitUntil(), {
      name: "TypeError", message: "Failed to execute 'waitUntil' on 'ExecutionContext': parameter 1 is not of type 'Promise'.",
    });
  },
};

// 1.4: waitUntil takes what is no promise
export const noPromise = {
  async test(controller, env, ctx) {
    assert.strictEqual(ctx.waitUntil(5), undefined);
    handle = (request, env, ctx) => {
      ctx.waitUntil(5);
      ctx.waitUntil(undefined);
      return new Response("fine");
    };
    assert.strictEqual(await (await env.SELF.fetch("http://x/")).text(), "fine");
  },
};

// 1.4: a rejected waitUntil leaves the response as it is
export const rejected = {
  async test(controller, env) {
    handle = (request, env, ctx) => {
      ctx.waitUntil(Promise.reject(new Error("late")));
      ctx.passThroughOnException();
      return new Response("fine");
    };
    assert.strictEqual(await (await env.SELF.fetch("http://x/")).text(), "fine");
  },
};

// 1.4: work given to waitUntil goes on after the response
export const goesOn = {
  async test(controller, env) {
    const order = [];
    handle = (request, env, ctx) => {
      ctx.waitUntil((async () => {
        while (order.length === 0) await scheduler.wait(1);
        order.push("task");
      })());
      return new Response("fine");
    };
    await (await env.SELF.fetch("http://x/")).text();
    order.push("response");
    while (order.length === 1) await scheduler.wait(1);
    assert.deepStrictEqual(order, ["response", "task"]);
  },
};

// 1.4: exports has an entry for every export, after its kind
export const exported = {
  async test(controller, env, ctx) {
    assert.deepStrictEqual(
      ["default", "Entry", "plain", "Thing", "Unbound"].map((name) => String(ctx.exports[name])),
      [
        "[object LoopbackServiceStub]", "[object LoopbackServiceStub]", "[object LoopbackServiceStub]",
        "[object LoopbackDurableObjectNamespace]", "[object LoopbackDurableObjectClass]",
      ],
    );
    handle = () => "called";
    assert.strictEqual(await ctx.exports.Thing.getByName("exported").run(), "called");
    assert.deepStrictEqual(await ctx.exports.Entry.hello(), ["hello", {}]);
    assert.deepStrictEqual(await ctx.exports.Entry({ props: { a: 1 } }).hello(), ["hello", { a: 1 }]);
  },
};

// 1.5: the exports of cloudflare:workers
export const moduleExports = {
  test() {
    assert.deepStrictEqual(Object.keys(everything).sort(), [
      "DurableObject", "RpcPromise", "RpcProperty", "RpcStub", "RpcTarget", "ServiceStub", "WorkerEntrypoint", "WorkflowEntrypoint",
      "abortIsolate", "cache", "env", "exports", "restore", "tracing", "waitUntil", "withEnv", "withEnvAndExports", "withExports",
    ]);
    assert.strictEqual(typeof everything.restore, "symbol");
  },
};

// 1.5: the module's env has the same members as the handler's and is another object
export const importedEnv = {
  test(controller, env) {
    assert.notStrictEqual(imported, env);
    assert.deepStrictEqual(Object.keys(imported).sort(), Object.keys(env).sort());
    assert.deepStrictEqual([imported.TEXT, imported.NUMBER], ["text", 5]);
  },
};

// 1.5: withEnv replaces env for what its function starts
export const replacedEnv = {
  async test() {
    const seen = await withEnv({ TEXT: "other" }, async () => {
      await scheduler.wait(1);
      return [imported.TEXT, imported.NUMBER];
    });
    assert.deepStrictEqual([seen, imported.TEXT], [["other", undefined], "text"]);
    assert.strictEqual(withEnv({ TEXT: "sync" }, () => imported.TEXT), "sync");
  },
};

// 1.5: waitUntil and exports of the module are those of the running request
export const importedContext = {
  async test(controller, env, ctx) {
    assert.strictEqual(waitUntil(Promise.resolve()), undefined);
    assert.deepStrictEqual(Object.keys(exports).sort(), Object.keys(ctx.exports).sort());
    assert.deepStrictEqual(await exports.Entry.hello(), ["hello", {}]);
  },
};

const disallowed =
  "Error: Disallowed operation called within global scope. Asynchronous I/O (ex: fetch() or connect()), setting a timeout, and generating random values are not allowed within global scope. To fix this error, perform this operation within a handler. https://developers.cloudflare.com/workers/runtime-apis/handlers/";

// 1.6: at the top level there are variables, Math.random, new ids and a clock that stands still
export const topAllowed = {
  test() {
    assert.deepStrictEqual([atTop.text, atTop.now, atTop.random, atTop.this], ["text", 0, "number", "undefined"]);
    assert.match(String(atTop.newUniqueId), /^[0-9a-f]{64}$/);
  },
};

// 1.6: at the top level there is no I/O, no timer and no randomness
export const topDisallowed = {
  async test() {
    for (const name of ["fetch", "setTimeout", "setInterval", "getRandomValues", "randomUUID", "getByName"]) {
      assert.strictEqual(await atTop[name], disallowed, name);
    }
  },
};

// 1.6: an object of one request is of no use to another
export const acrossRequests = {
  async test(controller, env) {
    handle = () => {
      globalThis.saved = new Request("http://x/", { method: "POST", body: "body" });
      globalThis.stub = env.Thing.getByName("acrossRequests");
      return new Response("kept");
    };
    await env.SELF.fetch("http://x/");
    handle = () => "called";
    await assert.rejects(async () => globalThis.stub.run(), {
      name: "Error",
      message:
        /^Cannot perform I\/O on behalf of a different request\. I\/O objects \(such as streams, request\/response bodies, and others\) created in the context of one request handler cannot be accessed from a different request's handler\. This is a limitation of Cloudflare Workers which allows us to improve overall performance\. \(I\/O type: \w+\)$/,
    });
  },
};

// 1.6: nor is the storage of one object to another
export const acrossObjects = {
  async test(controller, env) {
    handle = (ctx) => void (globalThis.storage = ctx.storage);
    await env.Thing.getByName("acrossObjects 1").run();
    handle = () => globalThis.storage.get("a");
    await assert.rejects(env.Thing.getByName("acrossObjects 2").run(), {
      name: "Error",
      message:
        "Cannot perform I/O on behalf of a different Durable Object. I/O objects (such as streams, request/response bodies, and others) created in the context of one Durable Object cannot be accessed from a different Durable Object in the same isolate. This is a limitation of Cloudflare Workers which allows us to improve overall performance. (I/O type: ActorCacheInterface)",
    });
  },
};

// 1.6: within one object the context is its whole life
export const sameObject = {
  async test(controller, env) {
    const stub = env.Thing.getByName("sameObject");
    let kept;
    handle = (ctx) => void (kept = [ctx.storage, imported.Thing.getByName("sameObject other")]);
    await stub.run();
    handle = async (ctx, inner) => {
      if (inner) {
        return "called";
      }
      await kept[0].put("a", 1);
      return [await kept[0].get("a"), await kept[1].run(true)];
    };
    assert.deepStrictEqual(await stub.run(), [1, "called"]);
  },
};
