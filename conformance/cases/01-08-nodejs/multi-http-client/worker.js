// node:http and node:https as clients, in a Worker whose network is this one.
import { WorkerEntrypoint } from "cloudflare:workers";

// Network is where the requests of the Workers that are loaded go.
export class Network extends WorkerEntrypoint {
  async fetch(request) {
    const { pathname } = new URL(request.url);
    switch (pathname) {
      case "/hello":
        return new Response("hello", { status: 201, statusText: "Made", headers: [["X-A", "1"], ["x-a", "2"], ["Set-Cookie", "a"], ["set-cookie", "b"]] });
      case "/echo":
        return Response.json([request.method, request.url, Object.fromEntries(request.headers), await request.text()]);
      case "/redirect":
        return new Response(null, { status: 302, headers: { location: "/hello" } });
      case "/gzip":
        return new Response("squeezed", { headers: { "content-encoding": "gzip" } });
      case "/none":
        return new Response(null, { status: 204 });
      case "/fails":
        throw new TypeError("not here");
      case "/never":
        return new Promise((resolve) => setTimeout(resolve, 10000));
      case "/half": {
        let n = 0;
        return new Response(new ReadableStream({
          async pull(controller) {
            if (n++ === 0) controller.enqueue(new TextEncoder().encode("first"));
            else await new Promise((resolve) => setTimeout(resolve, 10000));
          },
        }));
      }
      case "/big":
        return new Response("x".repeat(300000));
    }
    return new Response("nothing", { status: 404 });
  }
}

// run makes a test that prints what code prints in a Worker with this network.
const run = (body) => ({
  async test(controller, env, ctx) {
    const worker = env.Loader.load({
      compatibilityDate: "2026-11-17", mainModule: "main.js", globalOutbound: ctx.exports.Network({}),
      modules: { "main.js": prelude + `export default { async fetch() { ${body} return Response.json(log); } };` },
    });
    for (const line of await (await worker.getEntrypoint().fetch("http://x/")).json()) console.log(line);
  },
});

const prelude = `
import http from "node:http";
import https from "node:https";
import { once } from "node:events";
import { inspect } from "node:util";

const log = [];
const text = (value) => (typeof value === "string" ? value : inspect(value, { breakLength: Infinity, depth: 4 }));
const out = (...values) => log.push(values.map(text).join(" "));
const failure = (e) => e && e.name + " " + e.code + ": " + e.message;

// exchange logs what happens to a request, and to its response.
const exchange = (args, act = {}, body) => new Promise((resolve) => {
  const happened = [];
  let data = "";
  const req = http.request(...[].concat(args), (res) => {
    happened.push(["response", res.statusCode, res.statusMessage, res.url, res.headers].map(text).join(" "));
    res.setEncoding("utf8");
    for (const event of ["end", "close", "aborted", "error", "timeout"]) res.on(event, (e) => happened.push("response " + event + " " + (failure(e) ?? "")));
    res.on("data", (chunk) => (data += chunk));
    act.response?.(res, req);
  });
  for (const event of ["finish", "abort", "timeout", "error"]) req.on(event, (e) => happened.push(event + " " + (failure(e) ?? "")));
  req.on("close", () => setTimeout(() => {
    for (const line of happened) out(line);
    out("closed", JSON.stringify(data.length > 100 ? data.length : data), req.headersSent, req.destroyed, req.writableEnded, req.aborted, req.res?.complete);
    resolve();
  }));
  act.request?.(req);
  req.end(body);
});
`;

// 1.8: a response arrives with its status, headers and body
export const responses = run(`
  await exchange("http://host/hello");
  await exchange({ host: "host", path: "/redirect" });
  await exchange("http://host/none");
  await exchange("http://host/nothing");
  await exchange("http://host/big");
  await exchange(["http://host/hello", { method: "HEAD" }]);
`);

// 1.8: a body is not decoded
export const encoded = run(`
  const req = http.get("http://host/gzip");
  const [res] = await once(req, "response");
  const chunks = [];
  for await (const chunk of res) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  out(res.headers["content-encoding"], bytes[0], bytes[1]);
  out(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text());
`);

// 1.8: a request leaves when it ends, with all that was written
export const requests = run(`
  await exchange({ hostname: "host", path: "/echo?q", method: "post", headers: { a: ["1", "2"], "Content-Type": "x/y" } }, {}, "body");
  await exchange({ host: "host", path: "/echo", method: "PUT", port: 99, headers: ["x", "y"] }, { request(req) { req.write("a"); req.write(Buffer.from("b")); } }, "c");
  await exchange([new URL("http://u:p@host/echo"), { headers: { x: 5 } }]);
  await exchange({ host: "host", path: "/echo", setHost: false, auth: "u:p" });
  await exchange({ host: "host", path: "/hello", setHost: false });
  await exchange({ host: "host", path: "/echo", method: "POST", joinDuplicateHeaders: true, headers: { a: ["1", "2"] } }, {}, "e");
  await exchange({ host: "host", path: "/echo", method: "POST", headers: { expect: "100-continue" } }, {}, "e");
  await exchange({ host: "a b", path: "/echo" });
`);

// 1.8: a request is over when its timeout passes, it is aborted or destroyed, or its signal says so
export const ends = run(`
  const soon = (f) => setTimeout(f, 20);
  await exchange({ host: "host", path: "/never", timeout: 200 });
  await exchange("http://host/never", { request: (req) => req.setTimeout(200, () => out("callback")) });
  await exchange("http://host/half", { response: (res) => res.setTimeout(200, () => out("callback")) });
  await exchange("http://host/never", { request: (req) => soon(() => req.abort()) });
  await exchange("http://host/never", { request: (req) => soon(() => req.destroy()) });
  await exchange("http://host/never", { request: (req) => soon(() => req.destroy(new Error("mine"))) });
  await exchange("http://host/half", { response: (res, req) => res.once("data", () => req.destroy()) });
  await exchange("http://host/half", { response: (res, req) => res.once("data", () => res.destroy(new Error("mine"))) });
  const controller = new AbortController();
  soon(() => controller.abort());
  await exchange({ host: "host", path: "/never", signal: controller.signal });
  await exchange({ host: "host", path: "/never", signal: AbortSignal.abort() });
`);

// 1.8: what the network says is an error of the request
export const failures = run(`
  const [e] = await once(http.get("http://host/fails"), "error").catch((e) => [e]);
  out(failure(e));
`);

// 1.8: a response that nobody reads is read to its end, one that waits goes on later, one can be iterated
export const reading = run(`
  const dumped = http.get("http://host/big");
  await once(dumped, "close");
  out(dumped.res._dumped, dumped.res.complete);
  await exchange("http://host/big", { response(res) { res.pause(); setTimeout(() => res.resume(), 10); } });
  const [res] = await once(https.get("https://host/hello"), "response");
  const chunks = [];
  for await (const chunk of res) chunks.push(chunk);
  out(Buffer.concat(chunks).toString(), res.url, res.aborted, res.socket, res.trailers);
`);

// 1.8: what is refused of a request, at once
export const refusals = run(`
  for (const o of [
    { host: 5 }, { hostname: 5 }, { agent: {} }, { method: 5 }, { method: "a b" }, { path: "a b" }, { path: "//x" }, { path: "x:" }, { protocol: "ftp:" },
    "https://x", "x", { timeout: "x" }, { timeout: -1 }, { maxHeaderSize: 5 }, { lookup() {} }, { lookup: 5 }, { socketPath: "x" }, { createConnection() {} },
    { headers: ["a"] }, { headers: { "a b": 1 } }, { headers: { a: "\\n" } }, { headers: { host: 5 } }, { insecureHTTPParser: 5 },
    { joinDuplicateHeaders: 5 }, { signal: 5 },
  ]) {
    try {
      out(http.request(o).path);
    } catch (e) {
      out(failure(e));
    }
  }
  try {
    https.get("http://x");
  } catch (e) {
    out(failure(e));
  }
  const req = http.request({ host: "::1", port: 81, auth: "u:p", method: "POST" });
  out(req.getHeaders(), req.agent === http.globalAgent, req.port, req.protocol, http.request({ agent: false }).agent === http.globalAgent);
  for (const f of [
    () => req.write(5), () => req.write(null), () => req.setNoDelay(), () => req.setSocketKeepAlive(), () => req.addTrailers(), () => req.setTimeout("x"),
    () => req.getHeader(5), () => req.onSocket(), () => req.flushHeaders(), () => req.setHeader("a", "b"),
  ]) {
    try {
      out(f());
    } catch (e) {
      out(failure(e));
    }
  }
`);

// 1.8: agents have names and no sockets
export const agents = run(`
  const { name, ...options } = { name: 5, host: "a", port: 5, localAddress: "b", family: 6, socketPath: "s" };
  out(new http.Agent().getName(options), new http.Agent().getName(), new http.Agent({ maxSockets: 3 }).maxSockets);
  out(new https.Agent().getName({ host: "a", port: 5, ca: "CA", rejectUnauthorized: false, servername: "z", sigalgs: "q", honorCipherOrder: true }));
  for (const agent of [http.globalAgent, https.globalAgent, new https.Agent()]) out(agent.defaultPort, agent.protocol, { ...agent.options }, agent.keepAlive, agent.constructor.name);
  for (const f of [() => new http.Agent({ maxTotalSockets: 0 }), () => new http.Agent({ scheduling: "x" }), () => new http.Agent().createConnection()]) {
    try {
      f();
    } catch (e) {
      out(failure(e));
    }
  }
`);
