import { DurableObject, RpcStub } from "cloudflare:workers";

export class Thing extends DurableObject {
  fails() {
    throw new RangeError("fails");
  }
  keys() {
    return [Reflect.ownKeys(this).map(String), Reflect.ownKeys(this.ctx.id).map(String)];
  }
}

// 2.3: an id has its jurisdiction and its name, in this order, neither to be written
export const id = {
  async test(controller, env) {
    const id = env.Thing.idFromName("n");
    console.log(id, Reflect.ownKeys(id), Object.getOwnPropertyDescriptors(id));
    console.log(await env.Thing.get(id).keys());
  },
};

// 2.4: reflection finds nothing of the runtime's own on its instances
export const instances = {
  async test(controller, env, ctx) {
    const stub = env.Thing.getByName("n");
    console.log(Reflect.ownKeys(stub), Object.getOwnPropertySymbols(stub), Object.keys(Object.getOwnPropertyDescriptors(stub)));
    console.log(Reflect.ownKeys(new Request("http://x/")), Reflect.ownKeys(new Headers()), Reflect.ownKeys(env.Thing), Reflect.ownKeys(controller));
    console.log(Object.getOwnPropertySymbols(new RpcStub(() => {})), Object.getOwnPropertySymbols(ctx));
    console.log(Reflect.ownKeys(new Proxy(new Headers(), { ownKeys: Reflect.ownKeys })));
    const symbol = Symbol("mine");
    console.log(Reflect.ownKeys(Object.assign(new Headers(), { [symbol]: 1, a: 2 })));
  },
};

// 2.6: an error that was received lists its stack before its message
export const error = {
  async test(controller, env) {
    await env.Thing.getByName("n").fails().catch((e) => console.log(Reflect.ownKeys(e), Object.keys(e)));
  },
};
