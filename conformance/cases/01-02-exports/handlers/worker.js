import assert from "node:assert";

const failure = (promise) => promise.then(() => assert.fail("it did not fail"), (e) => e);

// 1.2: what has no handler for a request says so, as a remote error
export const fetched = {
  async test(controller, env) {
    for (const service of [env.Other, env.Bare]) {
      const e = await failure(service.fetch("http://other/"));
      assert.deepStrictEqual([e.name, e.message, e.remote], ["Error", "Handler does not export a fetch() function.", true]);
    }
  },
};

// 1.2: a connection to what has no handler for it fails
export const connected = {
  async test(controller, env) {
    for (const service of [env.Other, env.Bare]) {
      const socket = service.connect("other:80");
      const closed = failure(socket.closed);
      for (const e of [await failure(socket.opened), await closed]) {
        assert.match(e.message, /^proxy request failed, cannot connect to the specified address\./);
      }
    }
  },
};
