import { DurableObject } from "cloudflare:workers";

export class A extends DurableObject {
  log = [];
  async fetch(request) {
    const [, kind, n, calls] = new URL(request.url).pathname.split("/");
    if (kind === "seen") return new Response(this.log.join(" "));
    this.calls = Number(calls);
    this.log.push("start" + n);
    await this[kind](n);
    this.log.push("end" + n);
    return new Response();
  }
  // Others come in while one waits, until all have.
  async wait() {
    while (this.log.filter((line) => line.startsWith("start")).length < this.calls) await scheduler.wait(1);
  }
  async timer() {
    while (this.log.length < this.calls) await new Promise((done) => setTimeout(done, 1));
  }
  async microtasks() {
    await null;
    await null;
  }
  async storage() {
    const s = this.ctx.storage;
    await s.get("a");
    await s.put("a", 1);
    await s.list();
  }
  async inside(n) {
    this.log.push("in" + n);
    await scheduler.wait(30);
    this.log.push("out" + n);
  }
  section(n) { return this.ctx.blockConcurrencyWhile(() => this.inside(n)); }
  transaction(n) { return this.ctx.storage.transaction(() => this.inside(n)); }
}

// together makes a test of calls that are made together.
const together = (...groups) => ({
  async test(controller, env) {
    for (const kinds of groups) {
      const name = kinds.join(", ");
      const call = (path) => env.A.getByName(name).fetch("http://x/" + path);
      await Promise.all(kinds.map((kind, n) => call(`${kind}/${n + 1}/${kinds.length}`)));
      console.log(`${name}: ${await (await call("seen")).text()}`);
    }
  },
});

// 3.5: what two calls wait for decides whether the second one starts before the first has ended
export const pairs = together(...["wait", "timer", "microtasks", "storage"].map((kind) => [kind, kind]));

// 3.5: sections and transactions keep others out, and those that come meanwhile wait in their order
export const sections = together(["section", "section"], ["transaction", "transaction"], ["wait", "section", "wait"],
  ["section", "wait", "section", "transaction"]);
