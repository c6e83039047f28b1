import { DurableObject, RpcTarget, WorkerEntrypoint, RpcStub } from "cloudflare:workers";
const show = (e) => e instanceof Error || e instanceof DOMException ? `${e.constructor.name}|${e.name}: ${e.message} ${JSON.stringify(Object.fromEntries(Object.getOwnPropertyNames(e).filter(k=>!["stack","message"].includes(k)).map(k => [k, String(e[k]).replace(/[0-9a-f]{64}/,"ID")])))}` : (typeof e === "object" || typeof e === "function") ? Object.prototype.toString.call(e)+" "+(()=>{try{return JSON.stringify(e)}catch(x){return x.message}})() : typeof e === "bigint" ? e+"n": String(e);
async function p(name, f) { try { console.log(name, show(await f())); } catch (e) { console.log(name, "THROWS", show(e)); } }
class T extends RpcTarget {
  field = 1; #priv = 2; fn = () => 3;
  get got() { return 4; } get bad() { throw new RangeError("bad getter"); }
  get obj() { return { a: { b: () => 7 } }; } get asyncGot() { return Promise.resolve(9); }
  get nested() { return new T2(); } get func() { return (x) => x + 1; }
  set settable(v) {} method() { return 5; } static st() { return 6; }
  [Symbol.iterator]() { return [][Symbol.iterator](); } ["weird name"]() { return "w"; }
  _under() { return "u"; } constructorish() {} toString() { return "ts"; } valueOf() { return 1; } toJSON() { return "tj"; }
  get priv() { return this.#priv; } then2() { return 1; } dup2() {} apply(x){ return "apply"+x } call(x) { return "call"+x } bind(x) { return "bind"+x } get length() { return 77 } get name() { return "nm" } hasOwnProperty(x) { return "hop" + x } 
  async *gen() { yield 1; } *gen2() { yield 1; } get proto() { return "p" } thrower(x) { if (x==1) throw 5; if (x==2) throw null; if (x==3) throw undefined; if (x==4) throw {a:1}; if (x==5) throw Symbol("s"); if (x==6) throw [1]; if (x==7) throw () => 1; if (x==8) throw new T2(); if (x==9) throw new Response("x"); if (x==10) throw 5n; if (x==11) throw ""; if (x==12) throw new Date(5)}
}
class T2 extends RpcTarget { hi() { return "hi"; } get deep() { return new T2() } val = 1 }
class MyErr extends RangeError { constructor(m) { super(m); this.name = "MyErr"; this.code = 5; this.extra = { a: [1] }; } }
export class A extends DurableObject {
  t() { return new T(); }
  echo(x) { return x; }
  async call(f, ...a) { return await f(...a); }
  gen() { return (async function*(){ yield 1 })(); }
  gen2() { return (function*(){ yield 1 })(); }
  objgen() { return { g: (async function*(){})() }; }
  iter() { return { async *[Symbol.asyncIterator]() {} }; }
  err(k) { const e = [()=>new MyErr("m"), ()=>new AggregateError([new Error("a"), 5],"agg"), ()=>Object.assign(new Error("w"),{fn(){}}), ()=>new Error("c",{cause:new TypeError("cc")}), ()=>new DOMException("d","AbortError"), ()=>Object.assign(new Error("x"),{stack:"custom"}), ()=>Object.assign(new Error("x"),{remote:"r",retryable:5}), ()=>new Error("c",{cause:()=>1}), ()=>Object.assign(new Error("k"),{t:new T2()}), ()=>new (class Foo extends Error{})("foo"), ()=>Object.create(new Error("proto")), ()=>Object.setPrototypeOf(new Error("null"),null), ()=>Object.assign(new TypeError("n"),{name:undefined}), ()=>Object.assign(new TypeError("n"),{name:5}),()=>Object.assign(new TypeError("n"),{message:{a:1}}), ()=>new SuppressedError(new Error("a"), new Error("b"), "supp"), ()=>Object.assign(new Error("circ"), {get self(){throw new Error("ge")}}), ()=>{const e=new Error("circ"); e.me=e; return e;}][k](); throw e; }
  async ret(k) { return [()=>Symbol("x"), ()=>new WeakMap(), ()=>Promise.resolve(new T2()), ()=>new Proxy({a:1},{}), ()=>class X{}, ()=>new (class Y{ a=1 })(), ()=>Object.create(null), ()=>Object.create({x:1}), ()=>new URL("http://x"), ()=>new FormData(), ()=>new File(["x"],"f"), ()=>new Blob(["x"],{type:"a/b"}), ()=>new AbortController().signal, ()=>new WebSocketPair()[0], ()=>this.ctx, ()=>this.ctx.storage, ()=>this.env, ()=>this.ctx.id, ()=>new Event("x"), ()=>new URLSearchParams("a=1"), ()=>crypto.subtle, ()=>new TextEncoder(), ()=>new Headers({a:"b"}), ()=>new Request("http://x/",{method:"POST",body:"b",headers:{q:"r"}}), ()=>new Response("b",{status:201,headers:{q:"r"}}), ()=>/a/g, ()=>5n, ()=>new Date(NaN), ()=>new DataView(new ArrayBuffer(4),1,2), ()=>new Map([[1,new T2()]]), ()=>new Set([()=>1]), ()=>[new T2()], ()=>new WeakRef({}), ()=>new Error("val"), ()=>Object(Symbol("b")), ()=>Object(1n), ()=>arguments, ()=>new Intl.NumberFormat(), ()=>Math, ()=>JSON, ()=>globalThis, ()=>new ReadableStream(), ()=>new WritableStream(), ()=>new TransformStream(), ()=>new (class Z extends T2{})(), ()=>[1,,3], ()=>Object.assign(()=>1,{a:1}), ()=>async()=>1, ()=>function*(){}, ()=>new Float16Array([1.5]), ()=>new Uint8Array([1,2,3]).subarray(1), ()=>Object.assign([1],{x:2}), ()=>caches.default, ()=>new CompressionStream("gzip"),()=>performance, ()=>({[Symbol("k")]:1,a:2}), ()=>({get a(){return 5}}), ()=>({get a(){throw new Error("ga")}}), ()=>new RpcStub(new T2()), ()=>new RpcStub({a:1}), ()=>this.ctx.exports, ()=>this.t, ()=>this, ()=>new String("x"), ()=>new Int32Array(2), ()=>WebSocket, ()=>new EventTarget(), ()=>new MessageChannel().port1][k](); }
}
export class E extends WorkerEntrypoint {
  echo(x) { return x; }
  get prop() { return 5; }
  get env2() { return this.env; }
}

// 7.2: which members of a target can be read and called, before and after the target has arrived
export const getters = { async test(c, env) {
  const s = env.A.getByName("g");
  for (const k of ["field","fn","got","bad","obj","asyncGot","nested","func","settable","method","st","priv","weird name","_under","constructor","toString","valueOf","toJSON","hasOwnProperty","prototype","#priv","nope","length","name","proto","isPrototypeOf","then2"]) {
    await p("get " + k, () => { const t = s.t(); return t[k]; });
    await p("call " + k, () => { const t = s.t(); return t[k](1); });
    await p("awaited " + k, async () => { using t = await s.t(); return t[k]; });
    await p("awaitedcall " + k, async () => { using t = await s.t(); return t[k](1); });
  }
  for (const k of ["apply","call","bind","gen","gen2"]) await p("call " + k, () => { const t = s.t(); return t[k](1); });
  await p("sym", () => { const t = s.t(); return t[Symbol.iterator]; });
  await p("sym2", () => { const t = s.t(); return t[Symbol("x")]; });
  await p("deep", () => s.t().nested.deep.deep.hi());
  await p("deep2", () => s.t().obj.a.b());
  await p("func", () => s.t().func(4));
  await p("deep undefined", () => s.t().nested.nope.x.y());
  await p("in", () => "x" in s.t());
  await p("keys", async () => Object.keys(await s.t()).join());
  await p("set", async () => { const t = await s.t(); t.x = 5; return typeof t.x; });
  for (let i = 1; i <= 12; i++) await p("throw " + i, () => s.t().thrower(i));
}};
// 7.2: the members of a WorkerEntrypoint
export const entry = { async test(c, env) {
  await p("prop", () => env.E.prop); await p("env", () => env.E.env2); await p("ctx", () => env.E.ctx); await p("env", () => env.E.env);
  await p("fetch none", () => env.E.fetch("http://x"));
  await p("nope", () => env.E.nope());
}};
