import Koa from "koa";
import Router from "@koa/router";
import { createServer } from "node:http";
import { Readable } from "node:stream";

const app = new Koa({ keys: ["secret"], proxy: true });
app.silent = true;
app.on("error", (error, ctx) => console.log("koa", error.message, ctx?.path));

app.use(async (ctx, next) => {
  const order = [];
  ctx.state.order = order;
  order.push("in");
  await next();
  order.push("out");
  ctx.set("X-Order", order.join(","));
});
app.use(async (ctx, next) => {
  let text = "";
  for await (const chunk of ctx.req) text += chunk;
  try {
    ctx.request.body = ctx.is("json") ? JSON.parse(text) : text;
  } catch (e) {
    ctx.throw(400, "no JSON", { expose: true });
  }
  await next();
});

const router = new Router();
router.get("/", (ctx) => {
  ctx.state.order.push("handler");
  ctx.body = "home";
});
router.get("/json/:id", (ctx) => {
  ctx.body = { id: ctx.params.id, query: ctx.query, path: ctx.path, method: ctx.method, ip: ctx.ip, protocol: ctx.protocol, greeting: ctx.req.cloudflare.env.GREETING };
});
router.post("/body", (ctx) => {
  ctx.status = 201;
  ctx.body = { type: ctx.request.type, body: ctx.request.body, length: ctx.request.length };
});
router.get("/stream", (ctx) => {
  ctx.type = "text/plain";
  ctx.body = Readable.from(["one ", "two ", "three"]);
});
router.get("/web", (ctx) => {
  ctx.body = new Blob(["a blob"], { type: "text/plain" });
});
router.get("/buffer", (ctx) => {
  ctx.body = Buffer.from("bytes");
});
router.get("/empty", (ctx) => {
  ctx.body = null;
});
router.get("/redirect", (ctx) => ctx.redirect("/koa/"));
router.get("/cookies", (ctx) => {
  ctx.cookies.set("plain", "1");
  ctx.body = [ctx.cookies.get("a") ?? null, ctx.cookies.get("b") ?? null];
});
router.get("/etag", (ctx) => {
  ctx.etag = "v1";
  if (ctx.fresh) ctx.status = 304;
  else ctx.body = "fresh";
});
router.get("/throws", (ctx) => ctx.throw(403, "not yours"));
router.get("/fails", () => {
  throw new Error("secret");
});
router.get("/teapot", (ctx) => {
  ctx.status = 418;
});
router.get("/accepts", (ctx) => {
  ctx.body = ctx.accepts("html", "json") || "none";
});
app.use(router.routes()).use(router.allowedMethods());

export const koa = createServer(app.callback());
