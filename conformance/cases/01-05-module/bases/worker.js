import { DurableObject, RpcTarget, WorkerEntrypoint, WorkflowEntrypoint } from "cloudflare:workers";
import assert from "node:assert";

let given;

export class Thing extends DurableObject {
  constructor(...args) {
    super(...given(args));
  }
  seen() {
    return [Object.keys(this), String(this.ctx), typeof this.env, String(this)];
  }
}

export class Silent extends DurableObject {
  constructor() {}
  seen() {}
}

export class Entry extends WorkerEntrypoint {
  constructor(...args) {
    super(...given(args));
  }
  seen() {
    return [Object.keys(this), String(this.ctx), typeof this.env, String(this)];
  }
}

const fresh = (env) => env.Thing.get(env.Thing.newUniqueId());
const bad = (name, n, type) => ({ name: "TypeError", message: `Failed to construct '${name}': constructor parameter ${n} is not of type '${type}'.` });

// 1.5: DurableObject takes ctx and env as they were given, or does not construct
export const object = {
  async test(controller, env, ctx) {
    for (const f of [(args) => args, (args) => [...args, 3]]) {
      given = f;
      assert.deepStrictEqual(await fresh(env).seen(), [["ctx", "env"], "[object DurableObjectState]", "object", "[object DurableObjectBase]"]);
    }
    for (const f of [() => [], (args) => [5, args[1]], (args) => [{}, args[1]], (args) => [null, args[1]], (args) => [args[1], args[0]], () => [ctx, env]]) {
      given = f;
      await assert.rejects(async () => await fresh(env).seen(), { ...bad("DurableObjectBase", 1, "DurableObjectState"), durableObjectReset: true });
    }
    given = (args) => [args[0]];
    await assert.rejects(async () => await fresh(env).seen(), bad("DurableObjectBase", 2, "Object"));
    given = (args) => [args[0], { own: 1 }];
    assert.strictEqual((await fresh(env).seen())[2], "object");
  },
};

// 1.5: WorkerEntrypoint takes any two objects
export const entrypoint = {
  async test(controller, env, ctx) {
    given = (args) => args;
    assert.deepStrictEqual(await ctx.exports.Entry.seen(), [["ctx", "env"], "[object ExecutionContext]", "object", "[object WorkerEntrypoint]"]);
    given = () => [{}, {}];
    assert.deepStrictEqual((await ctx.exports.Entry.seen()).slice(0, 2), [["ctx", "env"], "[object Object]"]);
    for (const [args, n] of [[[], 1], [[5, {}], 1], [[null, {}], 1], [["x", {}], 1], [[{}], 2], [[{}, 1], 2]]) {
      given = () => args;
      await assert.rejects(async () => await ctx.exports.Entry.seen(), { ...bad("WorkerEntrypoint", n, "Object"), remote: true });
    }
  },
};

// 1.5: a class that does not call super cannot construct
export const silent = {
  async test(controller, env) {
    await assert.rejects(async () => await env.Silent.getByName("a").seen(), {
      name: "ReferenceError",
      message: "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
      durableObjectReset: true,
    });
  },
};

// 1.5: the other classes, outside of what they are for
export const others = {
  test(controller, env, ctx) {
    assert.throws(() => new DurableObject(ctx, env), bad("DurableObjectBase", 1, "DurableObjectState"));
    assert.deepStrictEqual(Object.keys(new WorkerEntrypoint({}, {})), ["ctx", "env"]);
    assert.throws(() => new WorkflowEntrypoint({}, {}), bad("WorkflowEntrypoint", 1, "ExecutionContext"));
    assert.strictEqual(new WorkflowEntrypoint(ctx, env).env, env);
    assert.strictEqual(String(new RpcTarget(1, 2)), "[object JsRpcTarget]");
    for (const [base, name] of [[DurableObject, "DurableObjectBase"], [WorkerEntrypoint, "WorkerEntrypoint"], [RpcTarget, "JsRpcTarget"]]) {
      assert.deepStrictEqual([base.length, Object.getOwnPropertyNames(base.prototype)], [0, ["constructor"]]);
      assert.throws(() => base(ctx, env), {
        name: "TypeError",
        message: `Failed to construct '${name}': Please use the 'new' operator, this object constructor cannot be called as a function.`,
      });
    }
  },
};

// 1.5: modules of the platform's own and what they export
export const modules = {
  async test() {
    for (const [name, want] of [
      ["cloudflare:sockets", ["connect", "internalNewHttpClient"]], ["cloudflare:workflows", ["NonRetryableError"]],
      ["cloudflare:pipelines", ["PipelineTransformationEntrypoint"]],
    ]) {
      const module = await import(name);
      assert.deepStrictEqual(Object.keys(module), want);
      for (const member of want) assert.strictEqual(typeof module[member], "function");
    }
  },
};
