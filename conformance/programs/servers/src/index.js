import { httpServerHandler } from "cloudflare:node";
import { express } from "./express.js";
import { koa } from "./koa.js";
import { plain } from "./plain.js";

const handlers = { express: httpServerHandler({ port: express }), koa: httpServerHandler(koa), plain: httpServerHandler(plain) };

// Each server has a folder of the site to itself.
export default {
  async fetch(request, env, ctx) {
    const url = new URL(request.url);
    const [, name, ...rest] = url.pathname.split("/");
    if (!handlers[name]) return new Response("no such server", { status: 404 });
    url.pathname = `/${rest.join("/")}`;
    try {
      return await handlers[name].fetch(new Request(url, request), env, ctx);
    } catch (e) {
      return new Response(`${e.name}: ${e.message}`, { status: 500 });
    }
  },
};
