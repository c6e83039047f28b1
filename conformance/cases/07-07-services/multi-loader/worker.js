import assert from "node:assert";
import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";

export class Outbound extends WorkerEntrypoint {
  fetch(request) { return new Response("outbound " + request.url); }
  double(n) { return 2 * n; }
}

export class Whole extends DurableObject {
  async run() {
    const worker = this.env.Loader.load(code({ "main.js": `
      import { DurableObject } from "cloudflare:workers";
      export class Part extends DurableObject {
        async count() {
          const count = (await this.ctx.storage.get("count") ?? 0) + 1;
          await this.ctx.storage.put("count", count);
          return [count, this.ctx.props, this.env];
        }
      }` }, { env: { A: 1 } }));
    const part = this.ctx.facets.get("part", () => ({ class: worker.getDurableObjectClass("Part", { props: { p: 2 } }) }));
    assert.deepStrictEqual(await part.count(), [1, { p: 2 }, { A: 1 }]);
    assert.deepStrictEqual(await part.count(), [2, { p: 2 }, { A: 1 }]);
    const none = this.ctx.facets.get("none", () => ({ class: worker.getDurableObjectClass("None") }));
    await assert.rejects(none.count(), { name: "Error", message: "Worker has no such actor class: None" });
  }
}

const code = (modules, more) => ({ compatibilityDate: "2026-11-17", mainModule: "main.js", modules, ...more });
const ok = 'export default { fetch: () => new Response("ok") };';
const text = async (response) => (await response).text();
const answer = (worker, path = "/") => text(worker.getEntrypoint().fetch("http://x" + path));

// 7.7: a loaded Worker has modules of every kind
export const modules = {
  async test(controller, env) {
    const worker = env.Loader.load(code({
      "main.js": `
        import other from "./sub/other.js"; import bare from "sub/other.js"; import words from "words"; import json from "data.json";
        import bytes from "bytes"; import common from "common.cjs";
        export default { fetch: () => Response.json([other, bare, words, json, bytes.byteLength, common]) };`,
      "sub/other.js": "export default 1;", words: { text: "two" }, "data.json": { json: { three: [3] } },
      bytes: { data: new Uint8Array([1, 2, 3, 4]) }, "common.cjs": { cjs: "module.exports = 5;" },
    }));
    assert.deepStrictEqual(JSON.parse(await answer(worker)), [1, 1, "two", { three: [3] }, 4, 5]);
  },
};

// 7.7: env of a loaded Worker is any value, stubs of services included
export const environment = {
  async test(controller, env, ctx) {
    const worker = env.Loader.load(code({
      "main.js": `
        import { env as imported } from "cloudflare:workers";
        export default { fetch: async (request, env) => Response.json([env.N, env.O, imported.N, await env.OUT.double(4), Object.keys(env)]) };`,
    }, { env: { N: 5, O: { a: [1] }, OUT: ctx.exports.Outbound({}) } }));
    assert.deepStrictEqual(JSON.parse(await answer(worker)), [5, { a: [1] }, 5, 8, ["N", "O", "OUT"]]);
  },
};

// 7.7: entrypoints of a loaded Worker are called by name, with props
export const entrypoints = {
  async test(controller, env) {
    const worker = env.Loader.load(code({ "main.js": `
      import { WorkerEntrypoint } from "cloudflare:workers";
      export class Named extends WorkerEntrypoint { add(a, b) { return [a + b, this.ctx.props]; } }
      ${ok}` }));
    assert.deepStrictEqual(await worker.getEntrypoint("Named", { props: { x: 1 } }).add(1, 2), [3, { x: 1 }]);
    assert.strictEqual(await text(worker.getEntrypoint("default").fetch("http://x/")), "ok");
    await assert.rejects(worker.getEntrypoint("None").add(1, 2), { name: "Error", message: "Worker has no such entrypoint: None" });
  },
};

// 7.7: a Worker with an id is loaded once
export const once = {
  async test(controller, env) {
    let asked = 0;
    const get = () => env.Loader.get("once", async () => {
      asked++;
      return code({ "main.js": "let n = 0; export default { fetch: () => new Response(String(++n)) };" });
    });
    assert.deepStrictEqual([await answer(get()), await answer(get()), asked], ["1", "2", 1]);
  },
};

// 7.7: the network of a loaded Worker is what it was given, or none
export const network = {
  async test(controller, env, ctx) {
    const main = { "main.js": 'export default { fetch: () => fetch("http://elsewhere.test/path") };' };
    assert.strictEqual(await answer(env.Loader.load(code(main, { globalOutbound: ctx.exports.Outbound({}) }))), "outbound http://elsewhere.test/path");
    await assert.rejects(answer(env.Loader.load(code(main, { globalOutbound: null }))), {
      message: "This worker is not permitted to access the internet via global functions like fetch(). " +
        "It must use capabilities (such as bindings in 'env') to talk to the outside world.",
    });
  },
};

// 7.7: code that does not start fails every call
export const broken = {
  async test(controller, env) {
    const fails = (modules, message) => assert.rejects(answer(env.Loader.load(code(modules))), { name: "Error", message });
    await fails({ "main.js": 'throw new Error("top"); export default {};' }, "Failed to start Worker:\nUncaught Error: top\n  at file:///bundle/main.js:1:7");
    await fails({ "other.js": ok }, "Failed to start Worker:\nUncaught TypeError: Main module name is not present in bundle.");
    await fails({ "main.js": 'import "nope"; export default {};' }, "Failed to start Worker:\nUncaught Error: Module not found: file:///bundle/nope");
    await fails({ "main.js": 'import "./nope.js"; export default {};' }, "Failed to start Worker:\nUncaught Error: Module not found: file:///bundle/nope.js");
    const get = () => answer(env.Loader.get("broken", async () => { throw new RangeError("no code"); }));
    await assert.rejects(get(), { name: "RangeError", message: "no code" });
    await assert.rejects(get(), { name: "RangeError", message: "no code" });
  },
};

// 7.7: what is no code is refused at once
export const refused = {
  async test(controller, env) {
    const refuses = (given, message) => assert.throws(() => env.Loader.load(given), { message });
    refuses(code({}), "Dynamic Worker code must contain at least one module.");
    refuses(code({ "main.js": {} }), "Each module must contain exactly one of 'js', 'cjs', 'text', 'data', 'json', 'py', or 'wasm'. Module 'main.js' contained 0 properties.");
    refuses(code({ "main.js": ok, main: ok }), "Module name must end with '.js' or '.py' (or the content must be an object indicating the type explicitly). Got: main");
    refuses({ ...code({ "main.js": ok }), compatibilityDate: "x" }, "Invalid compatibility date: x");
    refuses(code({ "main.js": ok }, { compatibilityFlags: ["nope_flag"] }), "No such compatibility flag: nope_flag");
    refuses(code({ "main.js": ok }, { env: 5 }), "Incorrect type for the 'env' field on 'WorkerCode': the provided value is not of type 'Object'.");
    refuses(code({ "main.js": ok }, { globalOutbound: 5 }), "Incorrect type for the 'globalOutbound' field on 'WorkerCode': the provided value is not of type 'Fetcher'.");
    refuses(code({ "main.js": ok }, { env: { text: "x".repeat(1 << 20) } }), "Dynamic Worker env size (1048591 bytes) exceeds the maximum allowed size of 1048576 bytes.");
  },
};

// 7.7: entrypoints of loaded Workers cannot be sent on
export const stay = {
  async test(controller, env, ctx) {
    const entry = env.Loader.load(code({ "main.js": ok })).getEntrypoint();
    await assert.rejects(async () => ctx.exports.Outbound.double(entry), {
      name: "DataCloneError", message: "Entrypoints to dynamically-loaded workers cannot be transferred to other Workers, because the system does not " +
        "know how to reload this Worker from scratch. Instead, have the parent Worker expose an entrypoint which constructs the dynamic worker and forwards to it.",
    });
  },
};

// 3.2: a class of a loaded Worker can be a facet's
export const facets = { test: (controller, env) => env.Whole.getByName("facets").run() };
