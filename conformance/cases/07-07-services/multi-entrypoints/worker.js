import assert from "node:assert";
import { WorkerEntrypoint } from "cloudflare:workers";

export class Own extends WorkerEntrypoint {
  fetch() { return new Response("own"); }
  add(a, b) { return a + b; }
}

const json = async (response) => (await response).json();

// 7.7: a service binding's fetch delivers the request as it is
export const request = {
  async test(controller, env) {
    assert.deepStrictEqual(await json(env.Other.fetch("http://any.test/path?q", { method: "POST", body: "text", headers: { "x-mine": "1" } })), {
      url: "http://any.test/path?q", method: "POST", redirect: "manual", headers: [
        ["content-length", "4"], ["content-type", "text/plain;charset=UTF-8"], ["x-mine", "1"],
      ], body: "text", props: {},
    });
  },
};

// 7.7: ctx.props of an entrypoint come from the binding
export const props = {
  async test(controller, env) {
    assert.deepStrictEqual((await json(env.Named.fetch("http://x/"))).props, { who: "case", list: [1] });
    assert.deepStrictEqual((await json(env.Plain.fetch("http://x/"))).props, {});
  },
};

// 1.2: an entrypoint class has a new instance for each event, whose method gets undefined for env and ctx
export const instances = {
  async test(controller, env) {
    for (let n = 0; n < 2; n++) {
      const { given, calls, own } = await json(env.Named.fetch("http://x/"));
      assert.deepStrictEqual([given, calls, own], [["object", "undefined", "undefined"], 1, ["ctx", "env", "calls"]]);
      assert.strictEqual(await env.Named.count(), 1);
    }
  },
};

// 1.2: a handler of an object gets three arguments
export const argumentsOfObject = {
  async test(controller, env) {
    assert.strictEqual((await json(env.Plain.fetch("http://x/"))).count, 3);
  },
};

// 1.2: an entrypoint without a fetch handler says so
export const noFetch = {
  async test(controller, env) {
    await assert.rejects(env.Bare.fetch("http://x/"), { name: "Error", message: "Handler does not export a fetch() function." });
  },
};

// 7.7: an exception of another Worker's rejects the fetch
export const exception = {
  async test(controller, env) {
    await assert.rejects(env.Other.fetch("http://x/throw"), { name: "RangeError", message: "in other", remote: true });
  },
};

// 7.7: a Worker can bind its own entrypoints
export const self = {
  async test(controller, env) {
    assert.strictEqual(await (await env.Self.fetch("http://x/")).text(), "own");
    assert.strictEqual(await env.Self.add(1, 2), 3);
  },
};
