import { WorkerEntrypoint } from "cloudflare:workers";

// Echo answers what it knows of the signal of its request.
export class Echo extends WorkerEntrypoint {
  async fetch(request) {
    const { signal } = request;
    return Response.json([signal.constructor.name, signal.aborted, request.clone().signal.aborted, new Request(request).signal === signal]);
  }
  same(request) {
    return request.signal.aborted;
  }
}

// 12: enable_request_signal: a request that came in has a signal, not aborted while the client is there
export const incoming = {
  async test(controller, env, ctx) {
    console.log(await (await ctx.exports.Echo.fetch("http://x/")).text());
    console.log(await (await ctx.exports.Echo.fetch("http://x/", { signal: new AbortController().signal })).text());
  },
};

// 12: enable_request_signal: a fetch that is aborted before is refused
export const aborted = {
  async test(controller, env, ctx) {
    console.log(await ctx.exports.Echo.fetch("http://x/", { signal: AbortSignal.abort("why") }).then((r) => r.status, String));
  },
};
