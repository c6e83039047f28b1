import { WorkerEntrypoint } from "cloudflare:workers";

export class Named extends WorkerEntrypoint {
  calls = 0;
  fetch(...args) { return Response.json({ props: this.ctx.props, given: args.map((x) => typeof x), calls: ++this.calls, own: Object.keys(this) }); }
  count() { return ++this.calls; }
}

export const plain = {
  fetch(...args) { return Response.json({ count: args.length, props: args[2].props }); },
};

export const bare = {};

export default {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url);
    if (pathname === "/throw") throw new RangeError("in other");
    return Response.json({ url: request.url, method: request.method, redirect: request.redirect, cf: request.cf,
      headers: [...request.headers], body: await request.text(), props: ctx.props });
  },
};
