// node:http as a server, to which cloudflare:node brings requests.
import http from "node:http";
import https from "node:https";
import { inspect } from "node:util";
import { Readable, pipeline } from "node:stream";
import { handleAsNodeRequest, httpServerHandler } from "cloudflare:node";

const text = (value) => (typeof value === "string" ? value : inspect(value, { breakLength: Infinity, depth: 4 }));
const out = (...values) => console.log(values.map(text).join(" "));
const later = (ms = 5) => new Promise((resolve) => setTimeout(resolve, ms));
const failure = (e) => `${e?.name} ${e?.code}: ${e?.message}`;
const attempt = async (f) => {
  try {
    return await f();
  } catch (e) {
    return failure(e);
  }
};

// answer prints what a server with this listener answers.
const answer = async (listener, init, path = "") => {
  const server = http.createServer(listener);
  const handler = httpServerHandler(server);
  try {
    const response = await handler.fetch(new Request(`http://host/${path}`, init), { var: 1 }, { ctx: 1 });
    const body = await response.text().catch(failure);
    out(response.status, response.statusText, [...response.headers].map((h) => h.join("=")).join("&"), response.body === null, JSON.stringify(body));
  } catch (e) {
    out("threw", failure(e));
  }
  await later();
  server.close();
};

// 1.8: what a response is made of: status, headers, body
export const responses = {
  async test() {
    await answer((req, res) => {
      res.setHeader("X-A", ["1", "2"]);
      res.setHeader("Content-Type", "text/plain");
      res.end("hello");
    });
    await answer((req, res) => {
      res.writeHead(201, "Made", { "x-b": "c", "Set-Cookie": ["a=1", "b=2"] });
      res.write("a");
      res.write(Buffer.from("b"));
      setTimeout(() => res.end("c"), 2);
    });
    await answer((req, res) => res.end());
    await answer((req, res) => res.writeHead(204).end("ignored"));
    await answer((req, res) => res.writeHead(304, { etag: "x" }).end());
    await answer((req, res) => res.writeHead(302, { location: "/there" }).end());
    await answer((req, res) => res.end("no body for this"), { method: "HEAD" });
    await answer((req, res) => {
      res.statusMessage = "";
      res.statusCode = 418;
      res.end(new Uint8Array([104, 105]));
    });
    await answer((req, res) => {
      res.setHeader("Trailer", "X");
      res.removeHeader("connection");
      res.flushHeaders();
      res.end("t");
    });
    await answer((req, res) => {
      res.sendDate = true;
      res.setHeader("Date", "now");
      res.end("t");
    });
    await answer((req, res) => {
      res.setHeader("old", "1");
      res.writeHead(200, ["a", "1", "a", "2", "old", "3"]).end();
    });
    await answer((req, res) => res.writeHead(200, [["a", "1"], ["b", "2"]]).end("x"));
    await answer((req, res) => {
      res.setHeader("content-length", 3);
      res.write("ab");
      res.end("cdef");
    });
  },
};

// 1.8: headers of a response while it has not left
export const headers = {
  async test() {
    await answer((req, res) => {
      res.setHeader("X-Foo", "1").appendHeader("x-foo", "2").appendHeader("Bar", ["3", "4"]);
      res.setHeaders(new Headers([["q", "1"], ["set-cookie", "a"], ["set-cookie", "b"]]));
      out(res.getHeaderNames(), res.getRawHeaderNames(), res.getHeaders(), res.getHeader("X-FOO"), res.hasHeader("bar"), res._renderHeaders(), res.headersSent);
      res.removeHeader("q");
      res.end();
    });
    await answer((req, res) => {
      res.write("a");
      for (const f of [
        () => res.setHeader("a", "b"), () => res.removeHeader("a"), () => res.appendHeader("a", "b"), () => res.writeHead(200),
        () => res.setHeaders(new Map()), () => res._renderHeaders(),
      ]) {
        try {
          f();
        } catch (e) {
          out(failure(e));
        }
      }
      out(res.headersSent, res.writableEnded, res.finished, res.statusMessage);
      res.end();
    });
    await answer((req, res) => {
      for (const f of [
        () => res.setHeader("a b", "c"), () => res.setHeader("a"), () => res.setHeader("a", "\n"), () => res.setHeader("a", ["x", "\u20ac"]),
        () => res.setHeaders([]), () => res.setHeaders({}), () => res.getHeader(5), () => res.hasHeader(), () => res.removeHeader(5),
        () => res.writeHead(100), () => res.writeHead(1000), () => res.writeHead("x"), () => res.writeHead(200, "\n"),
        () => res.writeHead(200, ["a"]),
      ]) {
        try {
          f();
        } catch (e) {
          out(failure(e));
        }
      }
      res.statusMessage = "ok";
      res.end();
    });
  },
};

// 1.8: what a request looks like to its listener
export const requests = {
  async test() {
    const describe = (req, res) => {
      const chunks = [];
      req.on("data", (chunk) => chunks.push(chunk));
      req.on("end", () => {
        const { socket } = req;
        out(req.method, req.url, req.httpVersion, req.complete, req.headers, req.rawHeaders, req.headersDistinct, req.trailers, Buffer.concat(chunks).toString());
        out(Object.keys(req.cloudflare), req.cloudflare.env, socket.encrypted, socket.remoteAddress, socket.remoteFamily, socket.localAddress,
          typeof socket.localPort, socket.remotePort >= 32768, req.connection === socket, socket.readable);
        res.end();
      });
    };
    await answer(describe, undefined, "path?q=1");
    await answer(describe, {
      method: "POST", body: "b\u00f6dy", headers: {
        "X-Y": "z", "content-type": "a/b, c/d", cookie: "a; b", "user-agent": 'x "a, b" y, z', "cf-connecting-ip": "::1",
        "x-forwarded-proto": "https", host: "other",
      },
    });
    await answer((req, res) => req.pipe(res), { method: "PUT", body: "piped" });
    await answer(async (req, res) => {
      let whole = "";
      req.setEncoding("utf8");
      for await (const chunk of req) whole += chunk;
      res.end(whole.toUpperCase());
    }, { method: "PUT", body: "iterated" });
  },
};

// 1.8: headers that arrive more than once are joined, listed or dropped
export const repeated = {
  test() {
    const message = new http.IncomingMessage();
    const lines = ["A", "1", "a", "2", "Cookie", "x", "cookie", "y", "Set-Cookie", "p", "set-cookie", "q", "Host", "h", "host", "i", "ETag", "e", "etag", "f"];
    message._addHeaderLines(lines, lines.length);
    out(message.headers, message.headersDistinct);
    const joining = new http.IncomingMessage();
    joining.joinDuplicateHeaders = true;
    joining._addHeaderLines(lines, lines.length);
    out(joining.headers);
  },
};

// 1.8: a listener that fails fails the request, or cuts its body off
export const failures = {
  async test() {
    await answer(() => {
      throw new TypeError("thrown");
    });
    await answer(async () => {
      throw new TypeError("rejected");
    });
    await answer((req, res) => res.destroy());
    await answer((req, res) => res.destroy(new Error("why")));
    await answer((req, res) => {
      res.write("part");
      setTimeout(() => res.destroy(new Error("cut")), 2);
    });
    await answer((req, res) => {
      for (const method of ["assignSocket", "detachSocket", "writeContinue", "writeProcessing", "writeEarlyHints", "pipe"]) {
        try {
          res.once("error", (e) => out(failure(e)));
          res[method]();
        } catch (e) {
          out(failure(e));
        }
      }
      res.removeAllListeners("error");
      res.destroy();
    });
  },
};

// 1.8: the order of events and callbacks of a response
export const events = {
  async test() {
    await answer((req, res) => {
      for (const event of ["prefinish", "finish", "close", "end", "drain"]) res.on(event, () => out(event, res.destroyed, res.closed));
      res.write("a", () => out("written"));
      res.end("b", () => out("ended"));
    });
    await answer((req, res) => {
      res.on("error", (e) => out("error", failure(e)));
      res.end("x", () => out("ended"));
      out(res.write("y", (e) => out("write", failure(e))));
      res.end((e) => out("again", failure(e)));
    });
    await answer((req, res) => {
      pipeline(Readable.from(["a", "b", "c"]), res, (e) => out("pipeline", e));
    });
    await answer((req, res) => {
      let n = 0;
      const more = () => {
        while (n < 12) {
          n++;
          if (!res.write("x".repeat(10000))) {
            out("full", n, res.writableNeedDrain, res.writableHighWaterMark);
            res.once("drain", more);
            return;
          }
        }
        res.end();
      };
      more();
    });
    await answer((req, res) => {
      res.strictContentLength = true;
      res.setHeader("content-length", 3);
      try {
        res.end("ab");
      } catch (e) {
        out(failure(e));
      }
      res.destroy();
    });
  },
};

// 1.8: options of servers that are refused
export const options = {
  async test() {
    for (const o of [
      { maxHeaderSize: 5 }, { keepAliveTimeout: 5 }, { requestTimeout: -5 }, { headersTimeout: 9e9, requestTimeout: 5 }, { requireHostHeader: 5 },
      { highWaterMark: "x" }, { insecureHTTPParser: "x" }, { connectionsCheckingInterval: 5 }, { keepAliveTimeoutBuffer: 5 }, 5, "x",
    ]) {
      out(await attempt(() => new http.Server(o).requestTimeout));
    }
    const server = new http.Server({ requestTimeout: 10 }, () => {});
    out(server.requestTimeout, server.headersTimeout, server.requireHostHeader, server.listenerCount("request"), server.maxConnections, server.connections);
    const secure = https.createServer();
    out(secure instanceof http.Server, secure.constructor.name, https.Server === http.Server);
    for (const method of ["addContext", "getTicketKeys", "setSecureContext", "setTicketKeys"]) out(await attempt(() => secure[method]()));
    out(await attempt(() => http._connectionListener()), await attempt(() => new http.ServerResponse({}).statusCode));
  },
};

// 1.8: a server takes a port, and gives it back when it is closed
export const ports = {
  async test() {
    const server = http.createServer();
    out(server.address(), server.listening);
    const listening = new Promise((resolve) => server.listen(8081, "0.0.0.0", () => resolve("listening")));
    out(server.address(), server.listening, await listening);
    out(await attempt(() => server.listen(8082)), await attempt(() => http.createServer().listen(8081)), await attempt(() => http.createServer().listen({ port: 8081, host: "::1" })));
    for (const port of [-1, 65536, "70000", "x y", 1.5]) out(await attempt(() => http.createServer().listen({ port }).listening));
    out(await new Promise((resolve) => server.getConnections((e, n) => resolve([e, n]))), server.ref() === server, server.unref() === server);
    out(await new Promise((resolve) => server.close(() => resolve("closed"))), server.listening, server.address());
    out(http.createServer().listen("8081").address());
    {
      await using disposed = http.createServer().listen(8083);
      out(disposed.listening);
    }
    const random = http.createServer().listen();
    out(random.address().port >= 49152);
  },
};

// 1.8: handlers of cloudflare:node find servers by their ports
export const handlers = {
  async test() {
    const request = () => new Request("http://host/");
    for (const desc of [null, undefined, {}, { port: "80" }, "x", 70000, -1]) out(await attempt(() => httpServerHandler(desc)));
    for (const desc of [5, undefined, { port: -1 }]) out(await attempt(() => handleAsNodeRequest(desc, request())));
    const server = http.createServer((req, res) => res.end(`${req.cloudflare.env} ${req.cloudflare.ctx}`));
    server.listen(8090);
    for (const desc of [8090, { port: 8090 }, server]) out(await (await httpServerHandler(desc).fetch(request(), "env", "ctx")).text());
    out(await (await handleAsNodeRequest(8090, request(), 1, 2)).text());
    server.close();
    out(await attempt(() => handleAsNodeRequest(8090, request())));
    const idle = http.createServer((req, res) => res.end("found"));
    const handler = httpServerHandler(idle);
    out(idle.listening, await (await handler.fetch(request())).text(), Object.keys(handler));
  },
};
