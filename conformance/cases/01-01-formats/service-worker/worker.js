import assert from "node:assert";

export const back = { fetch: () => new Response("back") };

const ask = (env, path) => env.Script.fetch("http://script" + path);
const text = async (env, path) => (await ask(env, path)).text();

// 1.1: the bindings of a script are globals
export const bindings = {
  async test(controller, env) {
    assert.deepStrictEqual(await (await ask(env, "/bindings")).json(), ["t", { a: 1 }, "function", "undefined", true]);
  },
};

// 1.1: a script gets an event
export const event = {
  async test(controller, env) {
    assert.deepStrictEqual(await (await ask(env, "/event")).json(), {
      type: "fetch", class: "FetchEvent", self: true, methods: ["respondWith", "waitUntil", "passThroughOnException"],
    });
  },
};

// 1.1: respondWith takes a response or a promise for one
export const responds = {
  async test(controller, env) {
    assert.strictEqual(await text(env, "/late"), "late");
    assert.strictEqual(await text(env, "/back"), "back");
  },
};

// 1.1: a listener that does not respond leaves the event to the next one
export const second = {
  async test(controller, env) {
    assert.strictEqual(await text(env, "/second"), "second");
  },
};

// 1.1: a script can bind objects of another Worker
export const object = {
  async test(controller, env) {
    assert.strictEqual(await text(env, "/object"), "a /path");
  },
};

// 1.1: waitUntil keeps work going after the response
export const waits = {
  async test(controller, env) {
    assert.strictEqual(await text(env, "/wait"), "nothing");
    while ((await text(env, "/background")) !== "done") await scheduler.wait(2);
  },
};

// 1.1: a listener that throws, and a promise that rejects, fail the request
export const fails = {
  async test(controller, env) {
    await assert.rejects(ask(env, "/throw"), { name: "RangeError", message: "thrown" });
    await assert.rejects(ask(env, "/reject"), { name: "RangeError", message: "rejected" });
  },
};

// 1.1: respondWith refuses what is no response and no promise
export const noResponse = {
  async test(controller, env) {
    await assert.rejects(ask(env, "/text"), {
      name: "TypeError", message: "Failed to execute 'respondWith' on 'FetchEvent': parameter 1 is not of type 'Promise'.",
    });
  },
};

// 1.1: a promise has to resolve to a response
export const wrongPromise = {
  async test(controller, env) {
    await assert.rejects(ask(env, "/promise"), {
      name: "TypeError", message: "Incorrect type for Promise: the Promise did not resolve to 'Response'.",
    });
  },
};

// 1.1: a script has no methods
export const noMethods = {
  async test(controller, env) {
    await assert.rejects(env.Script.hello(1), { name: "Error", message: /^internal error; reference = [0-9a-z]{24}$/ });
  },
};

// 1.1: in a script what is assigned without a declaration becomes a global
export const undeclared = {
  async test(controller, env) {
    assert.strictEqual(await text(env, "/undeclared"), "assigned true undefined");
  },
};

// 1.1: in a script nobody hears of what cannot be assigned or deleted
export const readonly = {
  async test(controller, env) {
    assert.strictEqual(await text(env, "/readonly"), "1 false");
  },
};

// 1.1: a function of a script may be strict
export const strict = {
  async test(controller, env) {
    assert.strictEqual(await text(env, "/strict"), "undefined");
  },
};

// 1.1: a script is sloppy
export const sloppy = {
  async test(controller, env) {
    assert.strictEqual(await text(env, "/sloppy"), "true");
  },
};
