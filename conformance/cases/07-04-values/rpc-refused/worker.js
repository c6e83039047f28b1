import { DurableObject, RpcTarget, RpcStub } from "cloudflare:workers";

class Plain {
  a = 1;
}
class Dup extends RpcTarget {
  dup() {
    return 5;
  }
}

const values = (env) => ({
  instance: new Plain(),
  "null prototype": Object.create(null),
  URL: new URL("http://x/"),
  URLSearchParams: new URLSearchParams(),
  FormData: new FormData(),
  File: new File(["x"], "f"),
  Event: new Event("x"),
  WebSocket: new WebSocketPair()[0],
  TransformStream: new TransformStream(),
  id: env.Thing.idFromName("x"),
  namespace: env.Thing,
  signal: new AbortController().signal,
  promise: Promise.resolve(1),
  generator: (function* () {})(),
  WeakMap: new WeakMap(),
  symbol: Symbol("x"),
  "nested symbol": { a: [Symbol("y")] },
  "response with a socket": new Response(null, { status: 101, webSocket: new WebSocketPair()[0] }),
  "proxy of an array": new Proxy([], {}),
  "target with a bad dup": new Dup(),
  "function with a bad dup": Object.assign(() => 1, { dup: () => 5 }),
});

let source;

export class Thing extends DurableObject {
  take() {
    return "taken";
  }
  give(name) {
    return values(source)[name];
  }
  echo(s) {
    return s.length;
  }
  long(n) {
    return "x".repeat(n);
  }
}

const told = async (label, f) => {
  try {
    console.log(label, "|", await f());
  } catch (e) {
    console.log(label, "|", e.name, e.code, e.message, "|", e.constructor.name, e.remote);
  }
};

// 7.4: what is no argument
export const taken = {
  async test(controller, env) {
    for (const [name, v] of Object.entries(values(env))) await told(name, () => env.Thing.getByName("x").take(v));
  },
};

// 7.4: what is no result
export const given = {
  async test(controller, env) {
    source = env;
    for (const name in values(env)) {
      if (name !== "promise" && name !== "WebSocket" && !name.startsWith("response")) await told(name, () => env.Thing.getByName("x").give(name));
    }
  },
};

// 7.4: an RpcStub wraps plain objects, functions and targets
export const wrapped = {
  async test() {
    for (const [label, ...args] of [["number", 5], ["nothing"], ["text", "s"], ["Map", new Map()], ["instance", new Plain()], ["array", []]]) {
      await told(label, () => new RpcStub(...args));
    }
    await told("called", () => RpcStub({}));
  },
};

// 7.4: arguments and results have at most 32 MiB
export const large = {
  async test(controller, env) {
    const s = env.Thing.getByName("x");
    await told("33 MiB of arguments", () => s.echo("x".repeat(34603008)));
    await told("33 MiB of result", async () => (await s.long(34603008)).length);
    await told("16 MiB", () => s.echo("x".repeat(16 << 20)));
  },
};
