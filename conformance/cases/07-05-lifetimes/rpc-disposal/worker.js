import { DurableObject, RpcTarget, RpcStub } from "cloudflare:workers";

const log = [];
// pause lets the other side have its turns.
async function pause() {
  for (let n = 0; n < 20; n++) await scheduler.wait(1);
}

class Target extends RpcTarget {
  constructor(name) {
    super();
    this.label = name;
  }
  hi() {
    return "hi " + this.label;
  }
  next() {
    return new Target(this.label + "'");
  }
  [Symbol.dispose]() {
    log.push(this.label + " disposed");
  }
}

export class Thing extends DurableObject {
  kept = [];
  target(name) {
    return new Target(name);
  }
  async later(name) {
    await scheduler.wait(5);
    return new Target(name);
  }
  two() {
    return { a: new Target("a"), b: new Target("b"), [Symbol.dispose]: () => log.push("object disposed") };
  }
  plain() {
    return { n: 1, [Symbol.dispose]: () => log.push("plain disposed") };
  }
  wrapped() {
    return new RpcStub(new Target("wrapped"));
  }
  list() {
    return [new Target("in a list"), new Map([["k", new Target("in a map")]])];
  }
  async use(stub) {
    return await stub.hi();
  }
  async useLate(stub) {
    await scheduler.wait(5);
    return await stub.hi();
  }
  fails() {
    throw new Error("fails");
  }
  keep(stub) {
    this.kept.push(stub.dup());
  }
  keepWrongly(stub) {
    this.kept.push(stub);
  }
  async useKept() {
    return await this.kept.at(-1).hi();
  }
  drop() {
    for (const stub of this.kept.splice(0)) stub[Symbol.dispose]();
  }
  back(stub) {
    return stub;
  }
  backInside(stub) {
    return { stub };
  }
}

const seen = async (label) => {
  await pause();
  console.log(label, log.splice(0));
};

const told = async (label, f) => {
  try {
    console.log(label, await f());
  } catch (e) {
    console.log(label, String(e));
  }
};

const story = (run) => ({
  async test(controller, env) {
    log.length = 0;
    await run(env.Thing.getByName("x"));
    await env.Thing.getByName("x").drop();
    await pause();
  },
});

// 7.5: a returned stub lives until it is disposed of, and the disposer runs once
export const returned = story(async (s) => {
  const t = await s.target("t");
  await told("used", () => t.hi());
  await seen("before");
  t[Symbol.dispose]();
  await seen("after");
  t[Symbol.dispose]();
  await seen("twice");
  await told("used after", () => t.hi());
});

// 7.5: the target goes with the last of its duplicates
export const duplicates = story(async (s) => {
  const t = await s.target("t");
  const d = t.dup();
  t[Symbol.dispose]();
  await seen("one left");
  await told("used", () => d.hi());
  d[Symbol.dispose]();
  await seen("none left");
});

// 7.5: disposing of a result disposes of all stubs in it, and runs the disposer of the object
export const objects = story(async (s) => {
  const o = await s.two();
  o.a[Symbol.dispose]();
  await seen("one stub");
  o[Symbol.dispose]();
  await seen("the result");
  await told("used after", () => o.b.hi());
});

// 7.5: a duplicate outlives the result that it is from
export const outlived = story(async (s) => {
  const o = await s.two();
  const b = o.b.dup();
  o[Symbol.dispose]();
  await seen("the result");
  await told("used", () => b.hi());
  b[Symbol.dispose]();
  await seen("the duplicate");
});

// 7.5: the disposer of a result without stubs runs, once
export const plain = story(async (s) => {
  const o = await s.plain();
  await seen("before");
  o[Symbol.dispose]();
  await seen("after");
  o[Symbol.dispose]();
  await seen("twice");
});

// 7.5: stubs in lists and maps belong to the result too
export const collections = story(async (s) => {
  const list = await s.list();
  await told("used", () => list[1].get("k").hi());
  list[Symbol.dispose]();
  await seen("after");
});

// 7.5: using disposes at the end of its block
export const using_ = story(async (s) => {
  {
    using t = await s.target("t");
    await told("used", () => t.hi());
    await seen("inside");
  }
  await seen("outside");
});

// 7.5: a promise that is disposed of before its result comes disposes of the result
export const promises = story(async (s) => {
  const p = s.later("t");
  p[Symbol.dispose]();
  await told("used after", () => p.hi());
  await pause();
  await seen("disposed");
});

// 7.5: a promise that is disposed of afterwards disposes of the result
export const resolved = story(async (s) => {
  const p = s.target("t");
  const t = await p;
  p[Symbol.dispose]();
  await told("used after", () => t.hi());
  await seen("disposed");
});

// 7.5: a stub that a method wraps itself is given away with its result
export const wrapped = story(async (s) => {
  const t = await s.wrapped();
  await told("used", () => t.hi());
  t[Symbol.dispose]();
  await seen("disposed");
});

// 7.5: a target in the arguments is disposed of when the call has returned
export const arguments_ = story(async (s) => {
  await told("used", () => s.use(new Target("argument")));
  await seen("disposed");
  await told("used late", () => s.useLate(new Target("late")));
  await seen("disposed");
});

// 7.5: a target that is sent twice is disposed of twice
export const twice = story(async (s) => {
  const t = new Target("t");
  await told("used", () => s.use(t));
  await told("used", () => s.use(t));
  await seen("disposed");
});

// 7.5: the stub of an argument cannot be used after the call
export const keptWrongly = story(async (s) => {
  await s.keepWrongly(new Target("t"));
  await told("used", () => s.useKept());
  await seen("disposed");
});

// 7.5: dup() keeps the stub of an argument
export const kept = story(async (s) => {
  await s.keep(new Target("t"));
  await seen("kept");
  await told("used", () => s.useKept());
  await s.drop();
  await seen("dropped");
});

// 7.5: an argument that comes back is held by who gets it
export const back = story(async (s) => {
  const t = await s.back(new Target("t"));
  await seen("back");
  await told("used", () => t.hi());
  t[Symbol.dispose]();
  await seen("disposed");
  using o = await s.backInside(new Target("inside"));
  await seen("back");
  await told("used", () => o.stub.hi());
});

// 7.5: the caller's stub goes on when it was an argument
export const goesOn = story(async (s) => {
  const stub = new RpcStub(new Target("t"));
  await told("used", () => s.use(stub));
  await told("still", () => stub.hi());
  await seen("nothing");
  stub[Symbol.dispose]();
  await seen("disposed");
});
