import { DurableObject, RpcTarget, WorkerEntrypoint, RpcStub } from "cloudflare:workers";
const sleep = (ms) => scheduler.wait(ms);
const show = (e) => e instanceof Error || e instanceof DOMException ? `${e.name}: ${e.message} ${e.remote?"R":""}` : (typeof e === "object" || typeof e === "function") && e ? Object.prototype.toString.call(e)+" "+(()=>{try{return /JsRpc/.test(Object.prototype.toString.call(e)) ? "": JSON.stringify(e)}catch(x){return x.message}})() : typeof e === "bigint" ? e+"n": String(e);
async function p(name, f) { try { console.log(name, show(await f())); } catch (e) { console.log(name, "THROWS", show(e)); } }
const log = [];
class Counter extends RpcTarget { constructor(n = 0, name="c") { super(); this.n = n; this.name=name } inc(k = 1) { return this.n += k } make() { return new Counter(this.n, this.name + "m") } [Symbol.dispose]() { log.push("disposed " + this.name) } get value() { return this.n } async slow() { await sleep(20); return this.n } fail() { throw new Error("failed") } self() { return this } }
class Dup extends RpcTarget { constructor(name) { super(); this.nm = name } dup() { log.push("dup"); return new Dup(this.nm + "d") } hi() { return this.nm } [Symbol.dispose]() { log.push("dispose " + this.nm) } }
export class A extends DurableObject {
  counter(n, name) { return new Counter(n, name); }
  dupper() { return new Dup("x"); }
  echo(x) { return x; }
  list() { return [new Counter(1, "l1"), new Counter(2, "l2")]; }
  obj() { return { a: new Counter(3, "oa"), b: { c: new Counter(4, "obc") }, f: (x) => x * 2, n: 5, [Symbol.dispose]() { log.push("obj disposed") } }; }
  map() { return new Map([["k", new Counter(5, "mk")]]); }
  set() { return new Set([new Counter(6, "sk")]); }
  fail() { throw new TypeError("nope"); }
  async keep(x) { this.kept = x; return typeof x; }
  async keepDup(x) { this.kept = x.dup(); }
  async useKept(...a) { return await this.kept(...a); }
  async useKeptInc() { return await this.kept.inc(); }
  async callLater(f) { await sleep(10); return await f(); }
  promiseArg(c) { return c.inc(); }
  valueArg(v) { return JSON.stringify(v); }
  async back(stub) { return stub; }
  async same(stub) { return await stub.self(); }
  async drop(f) { f[Symbol.dispose](); try { return await f() } catch (e) { return e.message } }
  fn() { return Object.assign((x) => x + 1, { prop: 5, [Symbol.dispose]() { log.push("fn disposed") } }); }
  nest() { return () => () => () => 42; }
  thenable() { return { then(r) { r(new Counter(9, "th")) } }; }
  never() { return new Promise(() => {}); }
  get g() { return new Counter(7, "getter"); }
  get fg() { return (x) => x * 3; }
  get pg() { return Promise.resolve({ x: { y: 1 } }); }
  nul() { return null; } und() {} str() { return "str" } num() { return 5 } arr() { return [[1,[2]]] }
  date() { return new Date(1) }
  async abort() { this.ctx.abort(new Error("aborted")) }
}
export class E extends WorkerEntrypoint {
  counter(n) { return new Counter(n, "E"); }
  echo(x) { return x; }
  async keep(x) { globalThis.held = x.dup?.() ?? x; }
  async useHeld() { return await globalThis.held(); }
  fail() { throw new Error("E"); }
}
const flush = async (name) => { await sleep(30); console.log(name, "log:", log.splice(0).join(", ")); };
// 7.5: calls go on to what a call answers with, and results are disposed of in order
export const pipelined = { async test(c, env) {
  const s = env.A.getByName("a");
  await p("pipelined", () => s.counter(1).inc()); await flush("pipelined");
  await p("pipelined deep", () => s.counter(1).make().make().inc(5)); await flush("deep");
  await p("getter pipeline", () => s.g.inc()); await p("getter value", () => s.g.value); await flush("getter");
  await p("fg", () => s.fg(2)); await p("pg", () => s.pg.x.y); await p("pg2", () => s.pg.x.z); await p("pg3", () => s.pg.q.z);
  await p("list idx", () => s.list()[1].inc()); await flush("list");
  await p("list len", () => s.list().length);
  await p("obj pipeline", () => s.obj().b.c.inc()); await flush("obj pipeline");
  await p("obj f", () => s.obj().f(4)); await flush("obj f");
  await p("obj await", async () => { using o = await s.obj(); return [await o.a.inc(), await o.f(2), o.n].join() }); await flush("obj await");
  await p("obj no dispose", async () => { const o = await s.obj(); return await o.b.c.inc() }); await flush("obj nodispose");
  await p("map", async () => { using m = await s.map(); return await m.get("k").inc() }); await flush("map");
  await p("map pipeline", () => s.map().get("k")); await p("set", async () => { using m = await s.set(); return await [...m][0].inc() }); await flush("set");
  await p("thenable", async () => { using t = await s.thenable(); return t.inc() }); await flush("thenable");
  await p("thenable pipeline", () => s.thenable().inc()); await flush("thenable2");
  await p("nest", () => s.nest()()()()); await p("fn", () => s.fn()(1)); await p("fn prop", () => s.fn().prop); await p("fn await prop", async () => { using f = await s.fn(); return f.prop }); await flush("fn");
  await p("null prop", () => s.nul().x); await p("und prop", () => s.und().x); await p("str prop", () => s.str().length); await p("num", () => s.num().toFixed()); await p("arr", () => s.arr()[0][1][0]); await p("date", () => s.date().getTime());
  await p("null call", () => s.nul()()); await p("str call", () => s.str()());
}};
// 7.5: what is disposed of, when, and what can still be called then
export const disposed = { async test(c, env) {
  const s = env.A.getByName("b");
  await p("past rejection", () => s.fail().a.b.c()); await p("past rejection2", () => s.fail()()); await p("past counter fail", () => s.counter().fail().x());
  await p("after dispose", async () => { const x = await s.counter(1, "ad"); x[Symbol.dispose](); return x.inc() }); await flush("ad");
  await p("after dispose get", async () => { const x = await s.counter(1, "ad"); x[Symbol.dispose](); return x.value }); await flush("ad2");
  await p("double dispose", async () => { const x = await s.counter(1, "dd"); x[Symbol.dispose](); x[Symbol.dispose](); return 1 }); await flush("dd");
  await p("dispose inflight", async () => { const x = await s.counter(1, "di"); const r = x.slow(); x[Symbol.dispose](); return r }); await flush("di");
  await p("dispose promise", async () => { const x = s.counter(1, "dp"); x[Symbol.dispose](); return x.inc() }); await flush("dp");
  await p("dispose promise await", async () => { const x = s.counter(1, "dpa"); x[Symbol.dispose](); return await x }); await flush("dpa");
  await p("dispose promise pipelined", async () => { const x = s.counter(1, "dpp"); const r = x.slow(); x[Symbol.dispose](); return r }); await flush("dpp");
  await p("dup", async () => { const x = await s.counter(1, "du"); const y = x.dup(); x[Symbol.dispose](); const r = await y.inc(); y[Symbol.dispose](); return r }); await flush("du");
  await p("dup promise", async () => { const x = s.counter(1, "dupp"); return typeof x.dup + " " + show(await x.dup()) }); await flush("dupp");
  await p("using promise", async () => { using x = s.counter(1, "up"); return await x.inc() }); await flush("up");
  await p("dupper", async () => { using d = await s.dupper(); return await d.hi() }); await flush("dupper");
  await p("dup arg", async () => s.echo(new Dup("arg")).hi()); await flush("dup arg");
  await p("dup arg await", async () => { using r = await s.echo(new Dup("arg")); return await r.hi() }); await flush("dup arg await");
  await p("new RpcStub dup", async () => { const t = new Counter(1, "rs"); const st = new RpcStub(t); const d = st.dup(); st[Symbol.dispose](); const r = await d.inc(); d[Symbol.dispose](); return r + " " + t.n }); await flush("rs");
  await p("echo stub back", async () => { const t = new Counter(1, "origin"); using st = new RpcStub(t); using r = await s.echo(st); return (r === st) + " " + await r.inc() + " " + t.n }); await flush("origin");
  await p("echo target", async () => { const t = new Counter(1, "tgt"); using r = await s.echo(t); return (r === t) + " " + Object.prototype.toString.call(r) + await r.inc() + t.n }); await flush("tgt");
  await p("same", async () => { const t = new Counter(1, "same"); using r = await s.same(t); return await r.inc() + " " + t.n }); await flush("same");
}};
// 7.5: promises, stubs and functions as arguments, and objects that end
export const passed = { async test(c, env) {
  const s = env.A.getByName("c");
  await p("promise arg", () => s.promiseArg(s.counter(10, "pa"))); await flush("pa");
  await p("property arg", () => s.promiseArg(s.g)); await p("prop arg2", () => s.valueArg(s.counter(3).value)); await flush("pg");
  await p("promise arg nested", () => s.valueArg({ a: [s.num()] })); await p("native promise arg", () => s.valueArg(Promise.resolve(1)));
  await p("rejected promise arg", () => s.valueArg(s.fail()));
  await p("echo promise", async () => { using r = await s.echo(s.counter(2, "ep")); return r.inc() }); await flush("ep");
  await p("env stub arg", async () => { return s.valueArg(env.A) }); await p("do stub arg", async () => { using r = await s.echo(env.A.getByName("q")); return show(r) + await r.num() });
  await p("service stub arg", async () => { using r = await s.echo(env.E); return show(r) + await r.echo(3) });
  await p("service method arg", async () => { using r = await s.echo(env.E.echo); return show(r) }); 
  await p("do method arg", async () => { using r = await s.echo(s.num); return show(r) + await r() });
  await p("keep no dup", async () => { await s.keep(() => 1); await sleep(5); return s.useKept() });
  await p("keep dup", async () => { await s.keepDup(() => 2); await sleep(5); return s.useKept() });
  await p("keepdup counter", async () => { const t = new Counter(1, "kd"); await s.keepDup(t); return await s.useKeptInc() + " " + t.n }); await flush("kd");
  await p("call later", () => s.callLater(() => 7));
  await p("drop", () => s.drop(() => 1));
  await p("callback throws", () => s.callLater(() => { throw new RangeError("cb") }));
  await p("callback rejects", () => s.callLater(async () => { throw Object.assign(new RangeError("cb"), {code: 5}) }).catch(e => e.name + e.message + e.code + e.remote));
  await p("hang", () => Promise.race([s.never(), sleep(10).then(() => "raced")]));
  await p("E", () => env.E.counter(3).inc()); await flush("E"); await p("E await", async () => { using r = await env.E.counter(3); return r.inc() }); await flush("E2");
  await p("E fail", () => env.E.fail()); await p("E fail deep", () => env.E.fail().x.y());
  await p("E keep", async () => { await env.E.keep(() => 4); return env.E.useHeld() });
  await p("abort", () => s.abort()); await p("after abort", () => s.num());
  await p("stub across abort", async () => { const s2 = env.A.getByName("d"); const x = await s2.counter(1); const pend = s2.never(); pend.catch(()=>{}); await s2.abort().catch(() => {}); return [await x.inc().catch(e => e.message + e.remote), await pend.catch(e => e.message)].join() });
}};
