import { DurableObject, RpcTarget } from "cloudflare:workers";
const show = (e) => {
  const tag = Object.prototype.toString.call(e);
  if (typeof e !== "object" || !e) return `${tag} ${String(e)}`;
  const own = Object.getOwnPropertyNames(e).filter((k) => k !== "stack").sort();
  const text = (v) => (typeof v === "object" ? JSON.stringify(v) : String(v)).replace(/[0-9a-f]{64}/, "ID");
  return `${tag} ${Object.getPrototypeOf(e)?.constructor?.name} ${own.map((k) => `${k}=${text(e[k])}`).join(" | ")}`;
};

async function told(name, call) {
  await call().then(() => console.log(name, "did not throw"), (e) => console.log(name, show(e)));
}

class X { a = 1 }
class E2 extends Error { foo = { bar: 1 } }
const makes = {
  create: () => Object.create(new Error("proto")),
  createOwn: () => Object.assign(Object.create(new Error("proto")), {own:1, message: "mine"}),
  createProto: () => Object.create(Error.prototype),
  createProtoM: () => Object.assign(Object.create(Error.prototype), {message:"m"}),
  createType: () => Object.assign(Object.create(TypeError.prototype), {message:"m", name:"N"}),
  nullproto: () => Object.setPrototypeOf(new Error("n"), null),
  otherproto: () => Object.setPrototypeOf(new Error("n"), X.prototype),
  plainproto: () => Object.setPrototypeOf(new Error("n"), Object.prototype),
  plain: () => ({a:1}),
  plainRetry: () => ({retryable:true, a: 1}),
  x: () => new X(),
  arr: () => [1,2],
  map: () => new Map([[1,2]]),
  date: () => new Date(5),
  nul: () => Object.create(null),
  msgobj: () => Object.assign(new Error("x"), {message:{a:1}}),
  msgnum: () => Object.assign(new Error("x"), {message:5}),
  msgundef: () => Object.assign(new Error("x"), {message:undefined}),
  msgdel: () => { const e = new Error("x"); delete e.message; return e; },
  msgget: () => Object.defineProperty(new Error("x"), "message", {get() { return "got" }}),
  msgthrow: () => Object.defineProperty(new Error("x"), "message", {get() { throw new Error("in") }}),
  nameget: () => Object.defineProperty(new Error("x"), "name", {get() { return "got" }}),
  namethrow: () => Object.defineProperty(new Error("x"), "name", {get() { throw new Error("in") }}),
  namenull: () => Object.assign(new Error("x"),{name:null}),
  nameempty: () => Object.assign(new Error("x"),{name:""}),
  namesym: () => Object.assign(new Error("x"),{name:Symbol("s")}),
  retry5: () => Object.assign(new Error("x"), {retryable:5}),
  retry0: () => Object.assign(new Error("x"), {retryable:0}),
  retryF: () => Object.assign(new Error("x"), {retryable:false}),
  retryS: () => Object.assign(new Error("x"), {retryable:"yes"}),
  over: () => Object.assign(new Error("x"), {overloaded:true}),
  over5: () => Object.assign(new Error("x"), {overloaded:5}),
  both: () => Object.assign(new Error("x"), {overloaded:1,retryable:1}),
  reset: () => Object.assign(new Error("x"), {durableObjectReset:true}),
  reset5: () => Object.assign(new Error("x"), {durableObjectReset:5}),
  remoteF: () => Object.assign(new Error("x"), {remote:false}),
  remote5: () => Object.assign(new Error("x"), {remote:5}),
  doid: () => Object.assign(new Error("x"), {durableObjectId:"mine"}),
  frozen: () => Object.freeze(new Error("x")),
  sealed: () => Object.preventExtensions(new Error("x")),
  causethrow: () => Object.defineProperty(new Error("x"), "cause", {get() { throw new Error("in") }}),
  causefn: () => new Error("x", {cause: () => 1}),
  causestub: () => new Error("x", {cause: new (class extends RpcTarget {})}),
  causeobj: () => new Error("x", {cause: {a:[1]}}),
  causeX: () => new Error("x", {cause: new X}),
  propX: () => Object.assign(new Error("x"), {p: new X}),
  propfn: () => Object.assign(new Error("x"), {p: () => 1, q: 2}),
  propsym: () => Object.assign(new Error("x"), {[Symbol("q")]: 1, p: Symbol("x")}),
  hidden: () => Object.defineProperty(new Error("x"), "hid", {value: 1, enumerable: false}),
  getter: () => Object.defineProperty(new Error("x"), "g", {get() { return 4 }, enumerable: true}),
  getthrow: () => Object.defineProperty(new Error("x"), "g", {get() { throw 4 }, enumerable: true}),
  stacknone: () => { const e = new Error("x"); delete e.stack; return e; },
  stacknum: () => Object.assign(new Error("x"), {stack: 5}),
  stackundef: () => Object.assign(new Error("x"), {stack: undefined}),
  e2: () => new E2("sub"),
  agg: () => new AggregateError([1, new TypeError("t"), {a:1}], "agg", {cause: 5}),
  aggfn: () => new AggregateError([()=>1], "agg"),
  aggnone: () => { const e = new AggregateError([1]); delete e.errors; return e },
  aggmod: () => Object.assign(new AggregateError([1]), {errors: "x"}),
  dom: () => new DOMException("d", "DataCloneError"),
  domprop: () => Object.assign(new DOMException("d", "Foo"), {x: 1, retryable: true}),
  supp: () => new SuppressedError(1, 2, "s"),
  proxy: () => new Proxy(new Error("x"), {}),
  proxyobj: () => new Proxy({a:1}, {}),
  big: () => 5n,
  regexp: () => /a/,
  promise: () => Promise.resolve(1),
  target: () => new (class TT extends RpcTarget {})(),
  resp: () => new Response("x"),
  headers: () => new Headers(),
  url: () => new URL("http://x"),
  str: () => "str",
  obj: () => new String("x"),
  num: () => 1.5,
  neg: () => -0,
  nan: () => NaN,
  bool: () => false,
  longmsg: () => Object.assign(new Error("x".repeat(10)), {name:"A: B"}),
  nl: () => new Error("a\nb"),
  aggdeep: () => { const e = new Error("o"); e.self = e; e.cause = e; return e },
};

export class A extends DurableObject {
  fail(k) { throw makes[k](); }
  async failLater(k) { throw makes[k](); }
  fetch(request) { throw makes[new URL(request.url).pathname.slice(1)](); }
}

// 2.6: what a method throws arrives as its class, its own properties and the platform's marks
export const called = {
  async test(controller, env) {
    for (const k in makes) await told(k, () => env.A.getByName("called").fail(k));
  },
};

// 2.6: a promise that a method rejects is no different
export const rejected = {
  async test(controller, env) {
    for (const k of ["create", "x", "retry5", "proxy", "str", "domprop"]) await told(k, () => env.A.getByName("rejected").failLater(k));
  },
};

// 2.6: what fetch throws arrives the same way, but for a message that cannot be read
export const fetched = {
  async test(controller, env) {
    for (const k in makes) {
      if (k !== "msgthrow" && k !== "namethrow") await told(k, () => env.A.getByName("fetched").fetch(`http://x/${k}`));
    }
  },
};
