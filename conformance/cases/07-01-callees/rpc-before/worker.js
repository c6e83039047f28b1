import { DurableObject } from "cloudflare:workers";

export class Thing extends DurableObject {
  hi() {
    return "hi";
  }
  fetch() {
    return new Response("fetched");
  }
}

// 7.1: before 2024-04-03 a stub has no remote members
export const before = {
  async test(controller, env) {
    const s = env.Thing.get(env.Thing.idFromName("x"));
    console.log(typeof s.hi, "hi" in s);
    try {
      s.hi();
    } catch (e) {
      console.log(e.name);
    }
    console.log(await (await s.fetch("http://x/")).text());
  },
};
