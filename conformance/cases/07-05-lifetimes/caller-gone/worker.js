import { DurableObject, WorkerEntrypoint, RpcTarget } from "cloudflare:workers";

const log = [];
let begun, goOn; // whether the callee has begun, and may go on

async function told() {
  begun = true;
  while (!goOn) await scheduler.wait(5);
}

async function slow(name) {
  log.push(name + " begins");
  await told();
  log.push(name + " ends");
}

export class Thing extends DurableObject {
  later(name) {
    return slow(name);
  }
  async use(stub) {
    await told();
    await stub().then((v) => log.push("used " + v), (e) => log.push(String(e)));
  }
  async useCopy(stub) {
    stub = stub.dup();
    await this.use(stub);
  }
  keep(stub) {
    this.stub = stub.dup();
  }
  kept() {
    return this.stub().catch(String);
  }
}

class Target extends RpcTarget {
  hi() {
    return "hi";
  }
}

export class Callee extends WorkerEntrypoint {
  later(name) {
    return slow(name);
  }
  async waits(name) {
    const ended = slow(name);
    this.ctx.waitUntil(ended.then(() => log.push(name + " was waited for")));
    await ended;
  }
  async fetch() {
    await slow("fetch");
    return new Response("answer");
  }
}

export class Caller extends WorkerEntrypoint {
  get callee() {
    return this.ctx.exports.Callee;
  }
  get thing() {
    return this.env.OBJECT.getByName("thing");
  }
  async leave(promise) {
    promise.catch(() => {});
    while (!begun) await scheduler.wait(5);
  }
  object() {
    return this.leave(this.thing.later("object"));
  }
  method() {
    return this.leave(this.callee.later("method"));
  }
  waits() {
    return this.leave(this.callee.waits("waits"));
  }
  request() {
    return this.leave(this.callee.fetch("http://callee/"));
  }
  waitUntil() {
    this.ctx.waitUntil(this.callee.later("waitUntil"));
  }
  argument() {
    return this.leave(this.thing.use(() => "called"));
  }
  copy() {
    return this.leave(this.thing.useCopy(() => "called"));
  }
  async keep() {
    await this.thing.keep(() => "called");
  }
  async answers() {
    await this.thing.keep(() => "called");
    return new Target();
  }
  loads(name, wait) {
    this.env.LOADER.get(name, async () => {
      if (wait) await scheduler.wait(100);
      return code(name);
    });
  }
  uses(name) {
    return this.env.LOADER.get(name, () => code("another " + name)).getEntrypoint().hi();
  }
}

const code = (name) => ({
  compatibilityDate: "2026-11-17",
  mainModule: "main.js",
  modules: {
    "main.js": `import { WorkerEntrypoint } from "cloudflare:workers";
      export default class extends WorkerEntrypoint { hi() { return "${name}"; } }`,
  },
});

// left calls methods of the caller, each of which leaves so many lines in the log.
const left = (methods) => ({
  async test(controller, env) {
    for (const [m, lines] of Object.entries(methods)) {
      begun = goOn = false;
      await env.CALLER[m]();
      await scheduler.wait(300);
      goOn = true;
      while (log.length < lines) await scheduler.wait(5);
      await scheduler.wait(50);
      console.log(m, log.splice(0));
    }
  },
});

// 7.5: when a caller's request ends, the entrypoints that it still calls stop, but for what waitUntil was given; objects go on
export const callees = left({ object: 2, method: 1, waits: 3, request: 1, waitUntil: 2 });

// 7.5: stubs that were sent as arguments are disposed of when the caller is gone, and copies of them are broken
export const gone = left({ argument: 1, copy: 1 });

// 7.5: what a caller sent does not keep its request open; what it answered does
export const kept = {
  async test(controller, env) {
    const thing = env.OBJECT.getByName("thing");
    await env.CALLER.keep();
    console.log(await thing.kept());
    const target = await env.CALLER.answers();
    await scheduler.wait(50);
    console.log(await thing.kept(), await target.hi());
    target[Symbol.dispose]();
    while (await thing.kept() === "called") await scheduler.wait(5);
    console.log(await thing.kept());
  },
};

// 7.7: a dynamic Worker whose code was not given before the request ended never runs; others who name it are told
export const loading = {
  async test(controller, env) {
    await env.CALLER.loads("at once", false);
    console.log(await env.CALLER.uses("at once"));
    await env.CALLER.loads("late", true);
    for (let n = 0; n < 2; n++) console.log(await env.CALLER.uses("late").catch(String));
  },
};
