import { DurableObject, RpcTarget, RpcStub } from "cloudflare:workers";

const log = [];

class Target extends RpcTarget {
  hi() {
    return "hi";
  }
  dup() {
    log.push("dup");
    return new Target();
  }
  [Symbol.dispose]() {
    log.push("disposed");
  }
}

export class Thing extends DurableObject {
  async use(stub) {
    return await stub.hi();
  }
}

// 7.5: before 2026-01-20 a stub in the arguments moves: the caller's is disposed of
export const moved = {
  async test(controller, env) {
    const stub = new RpcStub(new Target());
    console.log(await env.Thing.getByName("x").use(stub));
    await stub.hi().then(console.log, (e) => console.log(String(e)));
    while (log.length === 0) await scheduler.wait(1);
    console.log(log.splice(0));
  },
};

// 7.5: before 2026-01-20 a target is sent itself
export const itself = {
  async test(controller, env) {
    console.log(await env.Thing.getByName("x").use(new Target()));
    while (log.length === 0) await scheduler.wait(1);
    console.log(log.splice(0));
  },
};
