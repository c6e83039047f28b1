import { DurableObject, RpcTarget } from "cloudflare:workers";

class Base extends DurableObject {
  inherited() {
    return "inherited";
  }
  overridden() {
    return "base";
  }
}

class Target extends RpcTarget {
  own = 1;
  field = () => 1;
  method() {
    return "method";
  }
  get getter() {
    return "getter";
  }
  fetch() {
    return "fetch";
  }
  alarm() {
    return "alarm";
  }
}

export class Thing extends Base {
  own = 5;
  field = () => 1;
  method() {
    return "method";
  }
  overridden() {
    return super.overridden() + " and own";
  }
  get getter() {
    return { from: this.constructor.name, deep: { f: (n) => n + 1, n: 4 } };
  }
  get throwing() {
    throw new RangeError("from a getter");
  }
  static still() {}
  #hidden() {
    return "hidden";
  }
  _open() {
    return "open";
  }
  scheduled() {
    return "scheduled";
  }
  queue() {
    return "queue";
  }
  email() {
    return "email";
  }
  tail() {
    return "tail";
  }
  trace() {
    return "trace";
  }
  test() {
    return "test";
  }
  alarm() {}
  webSocketMessage() {}
  webSocketClose() {}
  webSocketError() {}
  dup() {}
  target() {
    return new Target();
  }
  plain() {
    return { n: 1, f: () => "f", nested: { g: (n) => n }, list: [1] };
  }
}
Thing.prototype.data = 9;

const shown = async (label, f) => {
  try {
    console.log(label, await f());
  } catch (e) {
    console.log(label, String(e), e.remote);
  }
};

const thing = (env) => env.Thing.getByName("x");

const members = (make, names, use) => ({
  async test(controller, env) {
    for (const name of names) await shown(name, () => use(make(env)[name]));
  },
});
const call = (member) => member();
const read = (member) => member;

// 7.2: methods of the class and of those that it extends
export const methods = members(thing, ["method", "inherited", "overridden", "_open"], call);

// 7.2: getters run on the other side
export const getters = members(thing, ["getter", "data", "throwing"], read);

// 7.2: own properties are out of reach
export const own = members(thing, ["own", "ctx", "env"], read);

// 7.2: functions in own properties are out of reach
export const fields = members(thing, ["field", "own"], call);

// 7.2: what there is no method of
export const missing = members(thing, ["nothing", "hidden", "#hidden", "still"], call);

// 7.2: what there is no property of
export const missingProperties = members(thing, ["nothing", "still"], read);

// 7.2: what is no function cannot be called
export const noFunctions = members(thing, ["getter", "data"], call);

// 7.2: names that objects and entrypoints keep to themselves
export const reserved = members(thing, ["alarm", "webSocketMessage", "webSocketClose", "webSocketError", "dup"], call);

// 7.2: names of handlers of other kinds are names like any other
export const handlers = members(thing, ["scheduled", "queue", "email", "tail", "trace", "test"], call);

// 7.2: an RpcTarget reserves dup and constructor only
export const targets = members((env) => thing(env).target(), ["method", "fetch", "alarm", "dup", "own", "field", "nothing"], call);

// 7.2: properties of an RpcTarget
export const targetProperties = members((env) => thing(env).target(), ["getter", "own"], read);

// 7.2: of a plain object it is its own properties
export const plain = members((env) => thing(env).plain(), ["f", "n", "nothing", "list"], call);

// 7.2: nested members of a plain object
export const nested = {
  async test(controller, env) {
    const s = thing(env);
    await shown("getter.deep.n", () => s.getter.deep.n);
    await shown("getter.deep.f(1)", () => s.getter.deep.f(1));
    await shown("getter.deep.x", () => s.getter.deep.x);
    await shown("getter.deep()", () => s.getter.deep());
    await shown("plain().nested.g(2)", () => s.plain().nested.g(2));
    await shown("nothing.a.b()", () => s.nothing.a.b());
    await shown("method.a()", () => s.method.a());
    await shown("data.a", () => s.data.a);
  },
};

// 7.2: a path has at most 64 names after the first
export const deep = {
  async test(controller, env) {
    let p = thing(env).a;
    for (let n = 0; n < 64; n++) p = p.a;
    await shown("65 names", () => p());
    try {
      p.a;
      console.log("66 names");
    } catch (e) {
      console.log(String(e));
    }
  },
};
