import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

let wait;
let log;

export class Thing extends DurableObject {
  async run(name) {
    log.push(name + "1");
    await wait(this, name);
    log.push(name + "2");
  }
  async fetch(request) {
    return new Response(await request.text());
  }
}

export default {
  async fetch() {
    await scheduler.wait(1);
    return new Response("answer");
  },
};

// order answers how two calls that are made together take turns with what each awaits; the first of them goes on until
// the second has come and gone.
async function order(env, f) {
  log = [];
  wait = async (self, name) => {
    do await f(self); while (name === "a" && log.length < 3);
  };
  const stub = env.Thing.get(env.Thing.newUniqueId());
  await Promise.all([stub.run("a"), stub.run("b")]);
  return log.join(" ");
}

const together = "a1 b1 b2 a2";

// 3.5: a fetch of a service, and reading its answer, let others in
export const service = {
  async test(controller, env) {
    assert.strictEqual(await order(env, ({ env }) => env.SELF.fetch("http://x/")), together);
    assert.strictEqual(await order(env, async ({ env }) => (await env.SELF.fetch("http://x/")).text()), together);
  },
};

// 3.5: so does a fetch of another object
export const object = {
  async test(controller, env) {
    assert.strictEqual(await order(env, async ({ env }) => {
      const response = await env.Thing.getByName("other").fetch("http://do/", { method: "POST", body: "text" });
      return response.text();
    }), together);
  },
};

// 3.5: and a chunk of a stream that somebody else writes
export const chunk = {
  async test(controller, env) {
    assert.strictEqual(await order(env, async () => {
      const { readable, writable } = new IdentityTransformStream();
      setTimeout(() => writable.getWriter().write(new Uint8Array(1)).catch(() => {}), 1);
      await readable.getReader().read();
    }), together);
  },
};

// 3.5: operations of storage with allowConcurrency are answered within the turn all the same
export const allowed = {
  async test(controller, env) {
    log = [];
    const options = { allowConcurrency: true };
    wait = async ({ ctx: { storage } }) => {
      await storage.get("a", options);
      await storage.put("a", 1, options);
      await storage.list(options);
      await storage.delete("a", options);
      await storage.getAlarm(options);
    };
    const stub = env.Thing.get(env.Thing.newUniqueId());
    await Promise.all([stub.run("a"), stub.run("b")]);
    assert.strictEqual(log.join(" "), "a1 a2 b1 b2");
  },
};
