import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";
import assert from "node:assert";

let handle = () => new Response("default");

export class Thing extends DurableObject {
  fetch(...args) {
    return handle.call(this, ...args);
  }
}

// Legacy is a class of the time before RPC.
export class Legacy {
  constructor(state, env) {
    this.state = state;
    this.env = env;
    this.arguments = arguments.length;
  }
  fetch(request) {
    return Response.json([this.arguments, this.state.id.name, typeof this.env.SELF.fetch, new URL(request.url).pathname]);
  }
  hello() {}
}

export function Old(state, env) {
  this.name = state.id.name;
}
Old.prototype.fetch = function () {
  return new Response("Old " + this.name);
};

export class Mute extends DurableObject {}

export const plain = {
  fetch(...args) {
    return Response.json([args.length, typeof args[1].SELF, typeof args[2].waitUntil, this === plain]);
  },
  hello(argument) {
    return "hello " + argument;
  },
};

export class Entry extends WorkerEntrypoint {
  props() {
    return this.ctx.props;
  }
  fetch(...args) {
    return Response.json(args.map(String));
  }
}

const hung =
  "The Workers runtime canceled this request because it detected that your Worker's code had hung and would never generate a response. Refer to: https://developers.cloudflare.com/workers/observability/errors/";

// 1.2: a handler gets exactly three arguments
export default {
  fetch(...args) {
    return handle(...args);
  },
  test(...args) {
    assert.strictEqual(args.length, 3);
    assert.strictEqual(typeof args[1].SELF.fetch, "function");
    assert.strictEqual(typeof args[2].waitUntil, "function");
  },
};

// 1.2: fetch of the default export gets the request, env and ctx
export const threeArguments = {
  async test(controller, env) {
    handle = (...args) => Response.json([args.length, args[0].url, typeof args[1].Thing.getByName, typeof args[2].waitUntil]);
    assert.deepStrictEqual(await (await env.SELF.fetch("http://x/path")).json(), [3, "http://x/path", "function", "function"]);
  },
};

// 1.2: a binding with an entrypoint reaches a named export
export const namedObject = {
  async test(controller, env) {
    assert.deepStrictEqual(await (await env.PLAIN.fetch("http://x/")).json(), [3, "object", "function", true]);
  },
};

// 1.2: a named class gets the binding's props, and the event with two times undefined
export const namedClass = {
  async test(controller, env) {
    assert.deepStrictEqual(await env.CLASS.props(), { from: "binding" });
    assert.deepStrictEqual(await (await env.CLASS.fetch("http://x/")).json(), ["[object Request]", "undefined", "undefined"]);
  },
};

// 1.2: a default class has a new instance for every event, with ctx and env of its own
export const defaultClass = {
  async test(controller, env) {
    const [first, args, own, waitUntil] = await (await env.DEFAULT_CLASS.fetch("http://x/")).json();
    assert.deepStrictEqual([args, own, waitUntil], [3, ["ctx", "env", "number"], "function"]);
    assert.strictEqual(await env.DEFAULT_CLASS.instance(), first + 1);
    assert.strictEqual(await env.DEFAULT_CLASS.instance(), first + 2);
  },
};

// 1.2: a class without base is an object's class all the same, made with state and env
export const legacyClass = {
  async test(controller, env) {
    const response = await env.Legacy.getByName("legacy").fetch("http://do/path");
    assert.deepStrictEqual(await response.json(), [2, "legacy", "function", "/path"]);
  },
};

// 12a.6: an object of a class without base cannot be called, which is a remote error
export const legacyCall = {
  async test(controller, env) {
    await assert.rejects(env.Legacy.getByName("legacy").hello(), {
      name: "TypeError",
      message:
        'The receiving Durable Object does not support RPC, because its class was not declared with `extends DurableObject`. In order to enable RPC, make sure your class extends the special class `DurableObject`, which can be imported from the module "cloudflare:workers".',
      remote: true,
    });
  },
};

// 1.2: a function is a class too
export const functionClass = {
  async test(controller, env) {
    assert.strictEqual(await (await env.Old.getByName("function").fetch("http://do/")).text(), "Old function");
  },
};

// 1.2: an object without fetch says so, as a remote error
export const noFetch = {
  async test(controller, env) {
    await assert.rejects(env.Mute.getByName("noFetch").fetch("http://do/"), {
      name: "Error",
      message: "Handler does not export a fetch() function.",
      remote: true,
    });
  },
};

// 1.3: a handler that answers no Response fails
export const noResponse = {
  async test(controller, env) {
    handle = async () => "text";
    await assert.rejects(env.SELF.fetch("http://x/"), {
      name: "TypeError",
      message: "Incorrect type for Promise: the Promise did not resolve to 'Response'.",
    });
    handle = () => 5;
    await assert.rejects(env.SELF.fetch("http://x/"), {
      name: "TypeError",
      message: "Callback returned incorrect type; expected 'Promise'",
    });
  },
};

// 1.3: an object's fetch may answer a Response at once, and nothing but that or a promise
export const objectResponse = {
  async test(controller, env) {
    const stub = env.Thing.getByName("objectResponse");
    handle = () => new Response("at once");
    assert.strictEqual(await (await stub.fetch("http://do/")).text(), "at once");
    handle = () => 5;
    await assert.rejects(stub.fetch("http://do/"), {
      name: "TypeError",
      message: "Callback returned incorrect type; expected 'Promise'",
      remote: true,
    });
  },
};

// 1.3: an object's fetch gets the request and two times undefined
export const objectArgument = {
  async test(controller, env) {
    handle = (...args) => Response.json(args.map(String));
    assert.deepStrictEqual(await (await env.Thing.getByName("objectArgument").fetch("http://do/")).json(), [
      "[object Request]", "undefined", "undefined",
    ]);
  },
};

// 1.3: a handler with nothing under way that never answers has hung
export const hangs = {
  async test(controller, env) {
    handle = () => new Promise(() => {});
    await assert.rejects(env.SELF.fetch("http://x/"), { name: "Error", message: hung });
  },
};

// 1.3: nor does one help another that hangs as well
export const hangTogether = {
  async test(controller, env) {
    handle = (request) => (request.url.endsWith("outer") ? env.SELF.fetch("http://x/") : new Promise(() => {}));
    const fails = (path) => assert.rejects(env.SELF.fetch("http://x/" + path), { name: "Error", message: hung });
    await Promise.all([fails("outer"), fails(""), fails("outer")]);
  },
};

// 1.3: a request may wait for what another one brings about
export const waitsForOther = {
  async test(controller, env) {
    let shared;
    handle = async () => new Response(await (shared ??= scheduler.wait(20).then(() => "shared")));
    const answers = await Promise.all([1, 2, 3].map(async () => (await env.SELF.fetch("http://x/")).text()));
    assert.deepStrictEqual(answers, ["shared", "shared", "shared"]);
  },
};

// 1.3: a request that waits for a timer has not hung
export const waits = {
  async test(controller, env) {
    handle = () => new Promise((resolve) => setTimeout(() => resolve(new Response("late")), 20));
    assert.strictEqual(await (await env.SELF.fetch("http://x/")).text(), "late");
  },
};

// 1.3: the headers of a request that came in cannot be changed
export const immutable = {
  async test(controller, env) {
    handle = (request) => {
      assert.throws(() => request.headers.set("a", "b"), { name: "TypeError", message: "Can't modify immutable headers." });
      return new Response();
    };
    await env.SELF.fetch("http://x/", { headers: { c: "d" } });
  },
};
