// node:net, in a Worker whose network is this one.
import { WorkerEntrypoint } from "cloudflare:workers";

const bytes = (text) => new TextEncoder().encode(text);

// Network is who the Workers that are loaded connect to.
export class Network extends WorkerEntrypoint {
  async connect(socket) {
    const { localAddress } = await socket.opened;
    const writer = socket.writable.getWriter();
    switch (localAddress.split(":")[0]) {
      case "echo":
        writer.releaseLock();
        await socket.readable.pipeTo(socket.writable);
        return;
      case "greeter":
        await writer.write(bytes("hello"));
        await writer.close();
        for await (const chunk of socket.readable) void chunk;
        return;
      case "big":
        for (let n = 0; n < 20; n++) await writer.write(new Uint8Array(1000).fill(65 + n));
        await writer.close();
        return;
      case "upper": {
        let all = "";
        for await (const text of socket.readable.pipeThrough(new TextDecoderStream())) all += text;
        await writer.write(bytes(all.toUpperCase()));
        await writer.close();
        return;
      }
      case "nobody":
        throw new Error("nobody is here");
      default:
        for await (const chunk of socket.readable) void chunk;
    }
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
import net from "node:net";
import { once } from "node:events";
import { inspect } from "node:util";

const log = [];
const text = (value) => (typeof value === "string" ? value : inspect(value, { breakLength: Infinity, depth: 4 }));
const out = (...values) => log.push(values.map(text).join(" "));
const failure = (e) => e && e.name + " " + e.code + ": " + e.message;
const attempt = (f) => {
  try {
    return f();
  } catch (e) {
    return failure(e);
  }
};

// follow logs what happens to a socket until it is closed.
const follow = (socket) => new Promise((resolve) => {
  const events = [];
  let data = "";
  socket.setEncoding("utf8");
  socket.on("data", (chunk) => (data += chunk));
  for (const event of ["connectionAttempt", "connect", "ready", "end", "finish", "timeout"]) socket.on(event, (...args) => events.push([event, ...args].map(text).join(" ")));
  socket.on("error", (e) => events.push("error " + failure(e)));
  socket.on("close", (hadError) => {
    out(events.join(", "));
    out("closed", hadError, JSON.stringify(data), socket.destroyed, socket.readyState, socket.bytesRead, socket.bytesWritten, socket.pending, socket.connecting);
    resolve();
  });
});
`;

// 1.8: a socket connects, is written to, reads, and ends as either side says
export const talks = run(`
  const socket = net.connect(7, "echo");
  out(socket.connecting, socket.readyState, socket.pending, socket.bytesRead, socket.bytesWritten);
  const followed = follow(socket);
  socket.write("hel");
  out(socket.bytesWritten);
  await once(socket, "connect");
  out(socket.connecting, socket.readyState, socket.pending, socket.remoteAddress, socket.remotePort, socket.remoteFamily, socket.localAddress, socket.address());
  socket.end("lo");
  await followed;
  await follow(net.createConnection({ host: "greeter", port: "8" }, function () { out("called", this instanceof net.Socket); }));
  const half = net.connect({ host: "upper", port: 9, allowHalfOpen: true });
  const halfFollowed = follow(half);
  half.end("quiet", () => out("ended"));
  half.on("end", () => half.destroy());
  await halfFollowed;
`);

// 1.8: callbacks of what is written, and reading in pieces
export const pieces = run(`
  const socket = net.connect(7, "big");
  let total = 0, largest = 0;
  for await (const chunk of socket) {
    total += chunk.length;
    largest = Math.max(largest, chunk.length);
  }
  out(total, largest <= 4096, socket.bytesRead);
  const echo = net.connect(7, "echo");
  echo.cork();
  echo.write("a", () => out("written a"));
  echo.write(Buffer.from("b"), () => out("written b"));
  const written = new Promise((resolve) => echo.write(new Uint8Array([99]), resolve));
  echo.uncork();
  const [[chunk]] = await Promise.all([once(echo, "data"), written]);
  out(chunk.toString(), Buffer.isBuffer(chunk), echo.bytesWritten, echo._bytesDispatched, echo.bufferSize);
  echo.destroy();
  out(echo.destroyed, echo.write("late", (e) => out(failure(e))));
  await once(echo, "close");
  const own = net.connect({ host: "greeter", port: 7, onread: { buffer: new Uint8Array(3), callback(n, buffer) { out("read", n, Buffer.from(buffer.subarray(0, n)).toString()); return true; } } });
  own.on("error", (e) => out(failure(e)));
  await once(own, "end");
  own.destroy();
`);

// 1.8: what cannot be connected to, or is given up
export const failures = run(`
  await follow(net.connect(7, "nobody"));
  await follow(net.connect(7, "quiet").destroy());
  const given = net.connect(7, "quiet");
  const followed = follow(given);
  given.on("connect", () => given.destroy(new Error("mine")));
  await followed;
  const late = net.connect({ host: "quiet", port: 7, timeout: 200 });
  const lateFollowed = follow(late);
  late.on("timeout", () => late.destroy());
  await lateFollowed;
  const soon = net.connect(7, "quiet");
  const soonFollowed = follow(soon);
  soon.write("x");
  soon.on("connect", () => soon.destroySoon());
  await soonFollowed;
  const reset = net.connect(7, "quiet");
  const resetFollowed = follow(reset);
  reset.resetAndDestroy();
  await resetFollowed;
`);

// 1.8: arguments of sockets that are refused
export const refusals = run(`
  for (const f of [
    () => net.connect(), () => net.connect(-1), () => net.connect(70000), () => net.connect("x"), () => net.connect({ path: "/x" }), () => net.connect({ port: {} }),
    () => net.connect({ port: 1, localAddress: "x" }), () => net.connect({ port: 1, localPort: "x" }), () => net.connect({ port: 1, lookup: 5 }),
    () => net.connect({ port: 1, autoSelectFamily: 5 }), () => net.connect({ port: 1, autoSelectFamilyAttemptTimeout: "x" }), () => net.connect({ port: 1, fd: 5 }),
    () => new net.Socket({ objectMode: true }), () => new net.Socket({ writableObjectMode: true }), () => new net.Socket(5), () => new net.Socket({ signal: 5 }),
    () => new net.Socket({ keepAliveInitialDelay: "x" }), () => new net.Socket({ handle: 5 }), () => new net.Socket().setTimeout("x"), () => new net.Socket().setTimeout(-1),
    () => new net.Socket().setTimeout(5, 5), () => new net.Socket().connect(),
  ]) out(attempt(() => f().constructor.name));
  const idle = net.Socket();
  out(idle instanceof net.Stream, idle.readyState, idle.pending, idle.connecting, idle.address(), idle.remoteAddress, idle.bytesRead, idle.bytesWritten, idle.bufferSize);
  out(idle.setNoDelay() === idle, idle.setKeepAlive() === idle, idle.ref(), idle.unref(), idle.setTimeout(0) === idle);
  idle.write("x", (e) => out("callback", failure(e)));
  await new Promise((resolve) => idle.on("error", (e) => resolve(out(failure(e)))));
  out(net._normalizeArgs([80, "h", 5]), net._normalizeArgs(["/p"]), net._normalizeArgs([{ a: 1 }]), net._normalizeArgs([]), net._normalizeArgs(["80"]));
`);

// 1.8: names are looked up by who wants to
export const lookups = run(`
  const found = net.connect({ host: "somewhere", port: 7, lookup(host, options, callback) { out("asked", host, options); callback(null, "10.0.0.1", 4); } });
  found.on("lookup", (...args) => out("lookup", args));
  const followed = follow(found);
  await once(found, "connect");
  out(found.remoteAddress, found.remoteFamily, found.remotePort, found.autoSelectFamilyAttemptedAddresses);
  found.destroy();
  await followed;
  const missing = net.connect({ host: "somewhere", port: 7, lookup(host, options, callback) { queueMicrotask(() => callback(new Error("not found"))); } });
  await follow(missing);
  const six = net.connect(7, "::1");
  six.on("error", () => {});
  out(six.autoSelectFamilyAttemptedAddresses, six._host);
  six.destroy();
`);

// 1.8: a signal that has fired keeps a socket from connecting
export const signals = run(`
  const socket = new net.Socket({ signal: AbortSignal.abort() });
  await null;
  out(attempt(() => socket.connect(7, "echo")));
  socket.connect(7, "echo", (e) => out(failure(e)));
`);

// 1.8: a server is brought connections, which it serves until they end
export const servers = run(`
  const { handleAsNodeConnection } = await import("cloudflare:node");
  // arrival makes a pair of streams look like a connection that has arrived at a port.
  const arrival = (port) => {
    const there = new TransformStream({}), back = new TransformStream({});
    const near = new IdentityTransformStream(), far = new IdentityTransformStream();
    const { promise: closed, resolve: close } = Promise.withResolvers();
    const socket = {
      opened: Promise.resolve({ localAddress: "host:" + port, remoteAddress: "10.0.0.9:555" }), closed, upgraded: false, secureTransport: "off",
      readable: near.readable, writable: far.writable, close() { close(); return closed; },
    };
    return { socket, writer: near.writable.getWriter(), answer: new Response(far.readable).text() };
  };
  const server = net.createServer((socket) => {
    out("connection", socket.remoteAddress, socket.remotePort, socket.remoteFamily, socket.localAddress, socket.localPort, socket.server === server, socket.readyState);
    socket.setEncoding("utf8");
    socket.on("data", (text) => socket.write(text.toUpperCase()));
    socket.on("end", () => out("ended"));
    socket.on("close", () => out("closed"));
  });
  for (const event of ["listening", "close", "error", "drop"]) server.on(event, (e) => out("server", event, e instanceof Error ? failure(e) : e === undefined ? "" : e));
  server.listen(9200);
  await once(server, "listening");
  const one = arrival(9200);
  const handled = handleAsNodeConnection(one.socket);
  await one.writer.write(new TextEncoder().encode("hello"));
  await one.writer.close();
  out(await one.answer, await new Promise((resolve) => server.getConnections((e, n) => resolve(n))));
  await handled;
  server.maxConnections = 0;
  await handleAsNodeConnection(arrival(9200).socket);
  server.close();
  await once(server, "close");
  await handleAsNodeConnection(arrival(9200).socket).catch((e) => out(failure(e)));
`);

// 1.8: a listener that throws is why its socket ends
export const throwingListener = run(`
  const s = net.connect(1, "echo");
  s.write("x");
  s.on("data", () => { throw new Error("mine"); });
  await follow(s);
`);
