import { DurableObject, RpcTarget, RpcStub } from "cloudflare:workers";

class Target extends RpcTarget {
  hi() {
    return "hi";
  }
}

export class Thing extends DurableObject {
  target() {
    return new Target();
  }
  abort() {
    this.ctx.abort(new Error("over"));
  }
  hi() {
    return "hi";
  }
}

const told = (e) => `${e.name}: ${e.message} ${e.remote} ${e.durableObjectReset}`;

// 7.5: a reset breaks the stubs that the object gave, and those alone
export const broken = {
  async test(controller, env) {
    const thing = env.Thing.getByName("a");
    const [target, other] = [await thing.target(), await env.Thing.getByName("b").target()];
    const copy = target.dup();
    await thing.abort().catch((e) => console.log("abort", told(e)));
    for (const stub of [target, copy]) await stub.hi().catch((e) => console.log(told(e)));
    console.log(await other.hi(), await env.Thing.getByName("a").hi());
    for (const stub of [target, copy, other]) stub[Symbol.dispose]();
  },
};

// 7.5: onRpcBroken is a name like any other
export const unknown = {
  async test() {
    using stub = new RpcStub(new Target());
    await stub.onRpcBroken(() => {}).catch((e) => console.log(told(e)));
  },
};
