import { DurableObject, RpcStub } from "cloudflare:workers";

class Foo {}

export class Thing extends DurableObject {
  get Foo() {
    return Foo;
  }
}

// 7.2: a class cannot be called, neither as a stub of its own nor as a member
export const classes = {
  async test(controller, env) {
    const print = (promise) => promise.catch((e) => console.log(e.name, e.message, e.remote));
    await print(new RpcStub(Foo)());
    await print(new RpcStub(class {})());
    await print(env.Thing.getByName("x").Foo());
  },
};
