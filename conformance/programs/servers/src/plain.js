import http from "node:http";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { Readable } from "node:stream";

const routes = {
  async "/echo"(req, res) {
    let body = "";
    for await (const chunk of req) body += chunk;
    const { host, ...headers } = req.headers;
    const own = Object.entries(headers).filter(([name]) => name.startsWith("x-own") || name === "content-type");
    res.setHeader("Content-Type", "application/json");
    res.end(JSON.stringify({ method: req.method, url: req.url, version: req.httpVersion, own, body }));
  },
  "/head"(req, res) {
    res.writeHead(203, "Own Words", { "X-One": "1", "Set-Cookie": ["a=1", "b=2"] });
    res.end("headers");
  },
  "/slow"(req, res) {
    res.write("first ");
    setTimeout(() => res.end("second"), 5);
  },
  async "/gzip"(req, res) {
    res.setHeader("X-Content", "gzip");
    const chunks = [];
    for await (const chunk of Readable.from(["squeeze ".repeat(50)]).pipe(createGzip())) chunks.push(chunk);
    res.end(String(Buffer.concat(chunks).length < 100));
  },
  async "/pipeline"(req, res) {
    await pipeline(Readable.from(["a", "b", "c"]), res);
  },
  "/nothing"(req, res) {
    res.statusCode = 204;
    res.end();
  },
  "/throws"() {
    throw new Error("plain");
  },
  "/destroys"(req, res) {
    res.destroy(new Error("destroyed"));
  },
  // A client of this server's own, whose answers are piped through.
  "/proxy"(req, res) {
    const upstream = http.request(`http://${req.headers.host}/plain/echo`, { method: "POST", headers: { "X-Own": "proxied" } }, (answer) => {
      res.writeHead(answer.statusCode, { "X-Upstream": String(answer.statusMessage) });
      answer.pipe(res);
    });
    upstream.on("error", (e) => res.writeHead(502).end(e.message));
    upstream.end("from the proxy");
  },
};

export const plain = http.createServer((req, res) => {
  const route = routes[new URL(req.url, "http://plain").pathname];
  if (route) return route(req, res);
  res.writeHead(404).end("nowhere");
});
