import { DurableObject, RpcTarget } from "cloudflare:workers";

class Counter extends RpcTarget {
  one() { return 1; }
}

export class Thing extends DurableObject {
  value() { return 5; }
  object() { return { a: 1 }; }
  target() { return new Counter(); }
  fail() { throw new RangeError("no"); }
}

const stub = (env) => env.Thing.get(env.Thing.idFromName("awaits"));

// steps logs every microtask from now on, up to n.
async function steps(log, n) {
  for (let i = 0; i < n; i++) {
    await null;
    log.push(i);
  }
}

// 7.3: awaits of one promise go on in the order in which they began
export const awaits = {
  async test(_, env) {
    const log = [];
    const p = stub(env).value();
    const wait = async (name) => log.push(name, await p);
    await Promise.all([wait("a"), wait("b"), wait("c")]);
    console.log(log.join());
  },
};

// 7.3: reactions and awaits of one promise keep their order, and what they queue comes after
export const mixed = {
  async test(_, env) {
    const log = [];
    const p = stub(env).value();
    const wait = async (name) => { await p; log.push(name); await null; log.push(name + "'"); };
    const a = wait("a");
    const f = p.then(() => { log.push("f"); queueMicrotask(() => log.push("m")); });
    const b = wait("b");
    const g = p.then(() => log.push("g"));
    await Promise.all([a, b, f, g]);
    console.log(log.join());
  },
};

// 7.3: an await of what has arrived takes three microtasks
export const late = {
  async test(_, env) {
    const log = [];
    const p = stub(env).value();
    await p;
    const s = steps(log, 6);
    const wait = async () => { log.push("before"); log.push(await p); };
    await Promise.all([s, wait(), p.then((v) => log.push("then" + v))]);
    console.log(log.join());
  },
};

// 7.3: a failed call rejects every await, and an await after it
export const failures = {
  async test(_, env) {
    const log = [];
    const p = stub(env).fail();
    const wait = async (name) => { try { await p; } catch (e) { log.push(name, e.name, e.message); } };
    await Promise.all([wait("a"), wait("b")]);
    await wait("late");
    await p.catch((e) => log.push("catch", e.message));
    await p.finally(() => log.push("finally")).catch(() => log.push("rejected"));
    console.log(log.join());
  },
};

// 7.3: combinators take the promise of a call as any thenable
export const combined = {
  async test(_, env) {
    const s = stub(env);
    console.log(JSON.stringify(await Promise.all([s.value(), s.object(), 3])));
    console.log(JSON.stringify((await Promise.allSettled([s.value(), s.fail()])).map((r) => r.value ?? r.reason.message)));
    console.log(await Promise.race([s.value()]), await Promise.resolve(s.value()), await Promise.any([s.fail(), s.value()]));
    console.log(await (async () => s.value())());
    console.log(await new Promise((resolve, reject) => s.value().then(resolve, reject)));
    console.log(await Promise.resolve().then(() => s.value()));
  },
};

// 7.3: an await of a stub's method that answers a stub, and of a member of what it answers
export const stubs = {
  async test(_, env) {
    const s = stub(env);
    const t = await s.target();
    console.log(typeof t, await t.one(), await s.target().one(), await s.object().a);
  },
};

// 7.3: then wants functions and answers a promise of its own
export const then = {
  async test(_, env) {
    const p = stub(env).value();
    const q = p.then((v) => v + 1);
    console.log(q instanceof Promise, await q, await p.then((v) => v, () => 0));
    const f = p.then.bind(p, (v) => v * 2);
    console.log(await Promise.resolve().then(() => f()));
    for (const args of [[], [1], [undefined, () => 0], [() => 0, 1]]) {
      try { p.then(...args); console.log("fine"); } catch (e) { console.log(e.name, e.message); }
    }
  },
};

// 7.3: a promise of a call whose result was passed on at once can be awaited too
export const passed = {
  async test(_, env) {
    const log = [];
    const p = stub(env).object();
    const a = p.a;
    const wait = async (name, x) => log.push(name, JSON.stringify(await x));
    await Promise.all([wait("a", a), wait("p", p), wait("a again", p.a)]);
    console.log(log.sort().join());
  },
};

// 7.1: the id of a stub is the one it was made of
export const ids = {
  test(_, env) {
    const id = env.Thing.idFromName("awaits");
    const s = env.Thing.get(id);
    console.log(s.id === id, s.id === s.id, s.id.equals(id), s.value === s.value, Object.keys(s).join());
    const t = env.Thing.getByName("awaits");
    console.log(t.id === t.id, t.id.name, t.name);
    console.log(env.Thing.idFromName("awaits") === id);
    try { s.id = 1; console.log(typeof s.id); } catch (e) { console.log(e.name); }
    try { s.name = 1; console.log(typeof s.name); } catch (e) { console.log(e.name); }
    const d = Object.getOwnPropertyDescriptor(s, "id");
    console.log(d && JSON.stringify([d.writable, d.enumerable, d.configurable, typeof d.get]));
  },
};
