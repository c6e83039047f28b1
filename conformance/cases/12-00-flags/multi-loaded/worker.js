import { WorkerEntrypoint } from "cloudflare:workers";
import assert from "node:assert";

// Outbound is the network of the Workers that are loaded.
export class Outbound extends WorkerEntrypoint {
  fetch(request) {
    if (request.headers.get("Upgrade") !== "websocket") {
      return new Response(request.url);
    }
    const [client, server] = new WebSocketPair();
    server.accept();
    server.send(String(request.headers.get("Sec-WebSocket-Extensions")));
    return new Response(null, { status: 101, webSocket: client });
  }
}

// load answers the default entrypoint of a Worker whose fetch handler has a body.
const load = (env, ctx, compatibilityDate, body, { flags = [], head = "", modules = {} } = {}) => env.Loader.load({
  compatibilityDate, compatibilityFlags: flags, mainModule: "main.js", env: { text: "t", object: { a: 1 } },
  globalOutbound: ctx.exports.Outbound({}),
  modules: { "main.js": `${head}; export default { async fetch(request, env, ctx) { ${body} } };`, ...modules },
}).getEntrypoint();

const answer = (promise) => promise.then((response) => response.text(), (e) => `${e.name}: ${e.message}`);

// each makes a test of what a Worker answers at some dates.
const each = (body, answers, options) => ({
  async test(controller, env, ctx) {
    for (const [date, want] of Object.entries(answers)) {
      const got = await answer(load(env, ctx, date, body, options).fetch("http://x/"));
      assert.strictEqual(`${date} ${got}`, `${date} ${want}`);
    }
  },
});

// 12: allow_custom_ports: on either side of 2024-09-02 a port stays, which is for the network to look at
export const allowCustomPorts = each('return fetch("http://host:1234/path");', {
  "2024-09-01": "http://host:1234/path", "2024-09-02": "http://host:1234/path",
});

// 12: web_socket_compression: since 2023-08-15 a socket that is made offers to compress
export const webSocketCompression = each(`
  const socket = new WebSocket("ws://host/");
  const offered = await new Promise((resolve) => socket.addEventListener("message", ({ data }) => resolve(data)));
  return new Response([offered, socket.extensions]);`, {
  "2023-08-14": "null,", "2023-08-15": "permessage-deflate,permessage-deflate",
});

// 12: global_fetch_strictly_public: with it a fetch goes where it went
export const globalFetchStrictlyPublic = each('return fetch("http://host/path");', { "2026-11-17": "http://host/path" }, {
  flags: ["global_fetch_strictly_public"],
});

const commonJs = (source) => ({
  head: 'import text from "main.cjs"',
  modules: {
    "main.cjs": { cjs: source }, "both.js": { js: "export default 5; export const b = 1;" },
    "named.js": { js: "export const b = 1;" }, "other.cjs": { cjs: "module.exports = { a: 1 };" }, text: { text: "t" },
  },
});

// 12: export_commonjs_default: since 2022-10-31 require answers the default export, there or not, until new_module_registry
export const exportCommonJsDefault = each("return new Response(text);", {
  "2022-10-30": '[{"b":1,"default":5},{"b":1},{"default":{"a":1}},{"default":"t"}]', "2022-10-31": '[5,null,{"a":1},"t"]',
  "2026-11-16": '[5,null,{"a":1},"t"]', "2026-11-17": '[{"b":1,"default":5},{"b":1},{"a":1},"t"]',
}, commonJs('module.exports = JSON.stringify([require("./both.js"), require("./named.js"), require("./other.cjs"), require("./text")]);'));

// 12: export_commonjs_default: require finds the module when it is called
export const requireComputed = each("return new Response(text);", {
  "2026-11-16": '[5,null,{"a":1},"t"]', "2026-11-17": '[{"b":1,"default":5},{"b":1},{"a":1},"t"]',
}, commonJs('module.exports = JSON.stringify(["./both.js", "./named.js", "./other.cjs", "./text"].map((name) => require(name)));'));

// 12: new_module_registry: a CommonJS module is sloppy
export const commonJsSloppy = each("return new Response(text);", { "2026-11-16": "true", "2026-11-17": "true" },
  commonJs("module.exports = String((function () { return this === globalThis; })());"));

// 12: new_module_registry: at any date an ES module may say itself what require answers
export const requireSaid = each("return new Response(text);", {
  "2022-10-30": '["default","said"]', "2022-10-31": '["default","said"]', "2026-11-17": '["default","said"]',
}, {
  head: 'import text from "main.cjs"',
  modules: {
    "main.cjs": { cjs: 'module.exports = JSON.stringify([require("./unwrapped.js"), require("./said.js")])' },
    "unwrapped.js": { js: 'export const __cjsUnwrapDefault = true; export default "default"; export const b = 1;' },
    "said.js": { js: 'const said = "said"; export { said as "module.exports" }; export default "default";' },
  },
});

// 12: new_module_registry: a module of the platform answers what it exports by default, if it does
export const requireHost = each("return new Response(text);", {
  "2026-11-16": '["function","undefined"]', "2026-11-17": '["function","object"]',
}, {
  head: 'import text from "main.cjs"', flags: ["nodejs_compat"],
  modules: { "main.cjs": { cjs: 'module.exports = JSON.stringify([typeof require("node:assert"), typeof require("cloudflare:workers")])' } },
});

// 12: require_returns_default_export: with export_commonjs_namespace require answers the default export since 2026-01-22, or else a copy of the namespace
export const requireReturnsDefaultExport = each("return new Response(text);", {
  "2026-01-21": '[{"b":1,"default":5},"as it was"]', "2026-01-22": '[5,"changed"]',
}, {
  ...commonJs(`
    const change = (o) => { try { o.c = 1; } catch {} return o.c ? "changed" : "as it was"; };
    module.exports = JSON.stringify([require("./both.js"), change(require("./named.js"))]);`),
  flags: ["export_commonjs_namespace"],
});

// 12: nodejs_compat_populate_process_env: since 2025-04-01 process.env has what env has
export const populateProcessEnv = each("return Response.json(process.env);", {
  "2025-03-31": "{}", "2025-04-01": '{"text":"t","object":"{\\"a\\":1}"}',
}, { flags: ["nodejs_compat"] });

// 12: urlpattern_standard: since 2025-05-01 a URLPattern is the standard's, which has hasRegExpGroups and reads an empty port as it is
export const urlPatternStandard = each(`
  const pattern = new URLPattern({ pathname: "/a/:b" });
  return Response.json([pattern.pathname, pattern.hasRegExpGroups ?? "none", pattern.exec("http://h/a/x").pathname]);`, {
  "2025-04-30": '["/a/:b","none",{"input":"/a/x","groups":{"b":"x"}}]',
  "2025-05-01": '["/a/:b",false,{"input":"/a/x","groups":{"b":"x"}}]',
});

const attributes = 'return new Response(String(m));';
const unrecognized = "Error: Failed to start Worker:\nUncaught Error: Unrecognized import attributes specified";

// 12: throw_on_unrecognized_import_assertion: since 2025-06-16 no import has attributes
export const importAttributes = each(attributes, {
  "2025-06-15": "1", "2025-06-16": unrecognized, "2026-11-16": unrecognized,
  "2026-11-17": 'Error: Failed to start Worker:\nUncaught TypeError: Unsupported import attribute type: "nope"',
}, { head: 'import m from "m" with { type: "nope" }', modules: { m: { js: "export default 1;" } } });

// 12: throw_on_unrecognized_import_assertion: but from 2026-11-17 on JSON may be said to be JSON
export const jsonAttribute = each(attributes, { "2025-06-15": "1", "2025-06-16": unrecognized, "2026-11-17": "1" }, {
  head: 'import m from "m" with { type: "json" }', modules: { m: { json: 1 } },
});

// 12: throw_on_unrecognized_import_assertion: and nothing else
export const wrongAttribute = each(attributes, {
  "2025-06-15": "t", "2026-11-17": 'Error: Failed to start Worker:\nUncaught TypeError: Module "m" is not of type "json"',
}, { head: 'import m from "m" with { type: "json" }', modules: { m: { text: "t" } } });

// 12: throw_on_unrecognized_import_assertion: text is known by name only
export const textAttribute = each(attributes, {
  "2025-06-15": "t", "2026-11-17": 'Error: Failed to start Worker:\nUncaught TypeError: Import attribute type "text" is not yet supported',
}, { head: 'import m from "m" with { type: "text" }', modules: { m: { text: "t" } } });

// 12: throw_on_unrecognized_import_assertion: and so are no other attributes
export const otherAttribute = each(attributes, {
  "2025-06-16": unrecognized, "2026-11-17": 'Error: Failed to start Worker:\nUncaught TypeError: Unsupported import attribute: "x"',
}, { head: 'import m from "m" with { x: "json", type: "json" }', modules: { m: { json: 1 } } });

// 12: throw_on_unrecognized_import_assertion: no attributes are none
export const noAttributes = each(attributes, { "2025-06-16": "1", "2026-11-17": "1" }, {
  head: 'import m from "m" with {}', modules: { m: { json: 1 } },
});

// 12: throw_on_unrecognized_import_assertion: a module is the same with attributes that are ignored
export const sameWithAttributes = each("return Response.json([a, b, named, globalThis.n]);", { "2025-06-15": "[1,1,2,1]" }, {
  head: 'import a from "m" with { type: "x" }; import b, { named } from "m"',
  modules: { m: { js: "globalThis.n = (globalThis.n ?? 0) + 1; export default globalThis.n; export const named = 2;" } },
});

// 12: throw_on_unrecognized_import_assertion: a module of the platform is not JSON
export const hostAttribute = each("return new Response(typeof m.env);", {
  "2025-06-15": "object", "2025-06-16": unrecognized,
  "2026-11-17": 'Error: Failed to start Worker:\nUncaught TypeError: Module "cloudflare:workers" is not of type "json"',
}, { head: 'import * as m from "cloudflare:workers" with { type: "json" }' });

// 12: throw_on_unrecognized_import_assertion: a module that is not there is missed before its type is looked at
export const missingAttribute = each(attributes, {
  "2026-11-17": "Error: Failed to start Worker:\nUncaught Error: Module not found: file:///bundle/mm",
}, { head: 'import m from "mm" with { type: "text" }' });

// 12: throw_on_unrecognized_import_assertion: the same goes for import()
export const dynamicAttributes = each(`
  return new Response(await import("m", { with: { type: "nope" } }).then((m) => m.default, (e) => e.message));`, {
  "2025-06-15": "1", "2025-06-16": "Unrecognized import attributes specified",
  "2026-11-17": 'Unsupported import attribute type: "nope"',
}, { modules: { m: { js: "export default 1;" } } });

// 12: disallow_importable_env: the imported env is empty
export const disallowImportableEnv = each("return Response.json([env, imported]);", {
  "2026-11-17": '[{"text":"t","object":{"a":1}},{}]',
}, { flags: ["disallow_importable_env"], head: 'import { env as imported } from "cloudflare:workers"' });

// 12: new_module_registry: on by itself since 2026-11-17, and before by its name
export const newModuleRegistry = each("return new Response(String(import.meta.url));", {
  "2026-11-16": "undefined", "2026-11-17": "file:///bundle/main.js",
});

// 12: new_module_registry: the flag
export const newModuleRegistryFlag = each("return new Response(String(import.meta.url));", {
  "2026-11-16": "file:///bundle/main.js",
}, { flags: ["new_module_registry"] });

// 12: internal_writable_stream_abort_clears_queue: since 2024-09-02 an abort fails what was written and not read
export const abortClearsQueue = each(`
  const { readable, writable } = new IdentityTransformStream();
  const writer = writable.getWriter();
  const log = [];
  const note = (name, promise) => promise.then(() => log.push(name), (e) => log.push(name + " " + e.message));
  note("first", writer.write(new Uint8Array([1])));
  note("second", writer.write(new Uint8Array([2])));
  note("abort", writer.abort(new Error("stop")));
  await scheduler.wait(10);
  log.push("read");
  await note("", readable.getReader().read());
  return new Response(log);`, {
  "2024-09-01": "read,first,second stop,abort,",
  "2024-09-02": "first stop,second stop,abort,read, Network connection lost.",
});

// 12: a flag that nobody knows, and one that contradicts another
export const refused = {
  async test(controller, env, ctx) {
    for (const [flags, want] of [
      [["nope"], "Error: No such compatibility flag: nope"],
      [["rpc", "no_rpc"], "Error: Compatibility flags are mutually contradictory: rpc vs no_rpc"],
      [["rpc", "rpc"], "Error: Compatibility flag specified multiple times: rpc"],
    ]) {
      const entry = await answer(Promise.resolve().then(() => load(env, ctx, "2026-11-17", "", { flags }).fetch("http://x/")));
      assert.strictEqual(entry, want);
    }
  },
};

// two answers what two requests at once of one Worker answer.
async function two(env, ctx, date, body) {
  const entry = load(env, ctx, date, body, { head: "let log = [], shared, resolve" });
  const first = answer(entry.fetch("http://x/first"));
  await scheduler.wait(20);
  return [await answer(entry.fetch("http://x/second")), await first];
}

const resolvedByOther = `
  if (request.url.endsWith("first")) {
    const timer = setTimeout(() => {}, 1000);
    await new Promise((r) => { resolve = r; });
    log.push("first");
    clearTimeout(timer);
    return new Response("first" + await (await fetch("http://host/")).text());
  }
  resolve();
  log.push("resolved");
  await 0;
  log.push("later");
  await scheduler.wait(20);
  return new Response(log);`;

// 12: handle_cross_request_promise_resolution: since 2024-10-14 what another request resolves goes on in the request that waits
export const crossRequestResolution = {
  async test(controller, env, ctx) {
    const [, first] = await two(env, ctx, "2024-10-14", resolvedByOther);
    assert.strictEqual(first, "firsthttp://host/");
  },
};

// 12: handle_cross_request_promise_resolution: and does so once the other has come to a stop
export const crossRequestOrder = {
  async test(controller, env, ctx) {
    const [second] = await two(env, ctx, "2024-10-14", resolvedByOther);
    assert.strictEqual(second, "resolved,later,first");
  },
};

// 12: handle_cross_request_promise_resolution: before, it goes on in the one that resolves, and never answers
export const crossRequestLost = {
  async test(controller, env, ctx) {
    const [second, first] = await two(env, ctx, "2024-10-13", resolvedByOther);
    assert.deepStrictEqual([second, first], ["resolved,first,later", "Error: Promise will never complete."]);
  },
};

// 12: handle_cross_request_promise_resolution: at any date a request may wait for what another one brings about
export const crossRequestWait = {
  async test(controller, env, ctx) {
    const body = `
      shared ??= scheduler.wait(50).then(() => "shared");
      const value = await shared;
      return new Response(value + await (await fetch("http://host/")).text());`;
    for (const date of ["2024-10-13", "2024-10-14", "2026-11-17"]) {
      assert.deepStrictEqual(await two(env, ctx, date, body), ["sharedhttp://host/", "sharedhttp://host/"]);
    }
  },
};
