import { WorkerEntrypoint } from "cloudflare:workers";

let instances = 0;

export default class extends WorkerEntrypoint {
  constructor(ctx, env) {
    super(ctx, env);
    this.number = ++instances;
  }
  fetch(...args) {
    return Response.json([this.number, args.length, Object.keys(this), typeof this.ctx.waitUntil]);
  }
  instance() {
    return this.number;
  }
}
