import { DurableObject } from "cloudflare:workers";

export class Thing extends DurableObject {
  add(a, b) {
    return a + b;
  }
}

export default {
  async fetch(request, env) {
    const thing = env.things.get(env.things.idFromName("one"));
    const calls = Number(request.url.slice(request.url.lastIndexOf("/") + 1));
    let sum = 0;
    for (let n = 0; n < calls; n++) sum = await thing.add(sum, n);
    return new Response(String(sum));
  },
};
