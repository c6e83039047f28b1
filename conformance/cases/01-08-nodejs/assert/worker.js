import assert, * as ns from "node:assert";
import astrict, * as nas from "node:assert/strict";
import { inspect } from "node:util";
import { Buffer } from "node:buffer";

const show = (value) => inspect(value, { depth: 4, breakLength: Infinity, compact: 5 });
// say prints what a call answers, or how it fails.
const say = async (what, call) => {
  try {
    console.log(`${what}: ${show(await call())}`);
  } catch (e) {
    const { name, message } = e;
    console.log(`${what} fails: ${e.constructor.name} ${name}: ${String(message).replace(/reference = .*/, "reference")} ${JSON.stringify(e)}`);
  }
};

// 1.8: the two modules and strict
export const names = {
  async test() {
    await say("1", () => [assert.strict === assert.strict.strict, assert.strict.strict.strict === assert.strict, astrict === assert, astrict === assert.strict, astrict.strict.name, assert.strict.Assert === assert.Assert, nas.strict === assert.strict, ns.ok === assert, assert.ok === assert, assert.ok.name, ns.ok.name]);
    await say("2", () => ["equal","notEqual","deepEqual","notDeepEqual"].map(k => [assert[k].name, assert.strict[k].name, astrict[k].name, assert[k] === assert.strictEqual, assert[k] === assert.deepStrictEqual]));
    await say("3", () => Object.keys(assert).join());
    await say("4", () => Object.keys(assert.strict).join());
    await say("5", () => Object.keys(astrict).join());
    await say("loose", () => assert.equal(1, "1"));
    await say("deep", () => assert.deepEqual({a:1},{a:"1"}));
    await say("deep", () => assert.deepEqual([1,2],[1,"2"]));
    await say("nan", () => assert.equal(NaN,NaN));
    await say("strict", () => astrict.equal(1,"1"));
  },
};

// 1.8: Assert, and how all of it fails
export const asserts = {
  async test() {
    for (const o of [undefined, {}, {diff:"full"}, {diff:"simple"}, {diff:"x"}, {strict:false}, {strict:true}, {skipPrototype:true}, {strict:1}, 5, null]) await say("Assert "+show(o), () => { const a = new assert.Assert(o); return [Object.keys(a), a.equal === a.strictEqual, a.ok(1), a.equal.name] });
    await say("Assert loose", () => new assert.Assert({strict:false}).equal(1,"1"));
    await say("Assert strict", () => new assert.Assert().equal(1,"1"));
    await say("Assert destr", () => { const { strictEqual } = new assert.Assert(); strictEqual(1,2) });
    await say("proto", () => [Object.getOwnPropertyNames(assert.Assert.prototype).join(), assert.Assert.prototype.ok.length]);
    for (const [n,l] of Object.entries({assert:assert.length,strict:assert.strict.length,fail:assert.fail.length,ok:assert.ok.length,ifError:assert.ifError.length,throws:assert.throws.length,match:assert.match.length})) await say(n, () => l);
    await say("message", () => assert(false));
    await say("message", () => assert(0, "m"));
    await say("message", () => assert(false, new TypeError("own")));
    await say("message", () => assert());
    await say("message", () => assert.ok(null));
    await say("message", () => assert.strict(false));
    await say("fail", () => assert.fail());
    await say("fail", () => assert.fail("x"));
    await say("fail", () => assert.fail(1,2));
    await say("fail", () => assert.fail(new TypeError("own")));
    await say("match", () => assert.match("abc", /x/));
    await say("match", () => assert.match(5, /x/));
    await say("match", () => assert.match("abc", "x"));
    await say("doesNotMatch", () => assert.doesNotMatch("abc", /a/));
    await say("throws", () => assert.throws(() => {}));
    await say("throws", () => assert.throws(() => { throw new Error("x") }, /y/));
    await say("throws", () => assert.throws(() => { throw new Error("x") }, { message: "y" }));
    await say("throws", () => assert.throws(() => { throw new Error("x") }, TypeError));
    await say("throws", () => assert.throws("x"));
    await say("throws", () => assert.throws(() => { throw new Error("x") }, "x"));
    await say("throws", () => assert.throws(() => { throw new Error("x") }, {}));
    await say("throws", () => assert.throws(() => { throw new Error("x") }, () => false));
    await say("doesNotThrow", () => assert.doesNotThrow(() => { throw new Error("x") }, "why"));
    await say("rejects", () => assert.rejects(Promise.resolve(1)));
    await say("rejects", () => assert.rejects(5));
    await say("rejects", () => assert.rejects(() => 5));
    await say("doesNotReject", () => assert.doesNotReject(Promise.reject(new Error("q"))));
    await say("ifError", () => assert.ifError(null));
    await say("ifError", () => assert.ifError(new Error("e")));
    await say("ifError", () => assert.ifError(0));
    await say("partial", () => assert.partialDeepStrictEqual({a:1,b:2},{a:1}));
    await say("partial", () => assert.partialDeepStrictEqual({a:1},{a:2}));
    await say("partial", () => assert.partialDeepStrictEqual([1,2,3],[1,3]));
    await say("partial", () => assert.partialDeepStrictEqual(new Set([1,2]),new Set([2])));
    await say("partial", () => assert.partialDeepStrictEqual(new Map([[1,2]]),new Map([[1,3]])));
  },
};

// 1.8: what differs is shown line by line
export const differences = {
  async test() {
    for (const [a,b] of [[{a:1,b:[1,2,3]},{a:1,b:[1,2,4]}],["a\nb\nc","a\nx\nc"],[new Map([[1,{a:1}]]),new Map([[1,{a:2}]])],[new Set([1,2]),new Set([1,3])],[[1,,3],[1,undefined,3]],[new Date(0),new Date(1)],[/a/g,/a/i],[new Error("a"),new Error("b")],[Object(1),Object(2)],[0,-0],[NaN,NaN],[{a:undefined},{}],[new Uint8Array([1,2]),new Uint8Array([1,3])],[Symbol("a"),Symbol("a")],[{__proto__:null,a:1},{a:1}],[[1,2,3,4,5,6,7,8,9,10].map(x=>({x})),[1,2,3,4,5,6,7,8,9,11].map(x=>({x}))],["x".repeat(50),"y".repeat(50)],[null,undefined],[()=>1,()=>1],[class A{},class A{}],[new (class A{a=1}),{a:1}]]) { await say("deepStrict", () => assert.deepStrictEqual(a,b));
    await say("strict", () => assert.strictEqual(a,b));
    await say("notDeep", () => assert.notDeepStrictEqual(a,b)); }
  },
};
