// What the language has by now, by its parts. Every function's value is printed, or what it threw.

const show = (v, depth = 0) => {
  if (typeof v === "string") return JSON.stringify(v);
  if (typeof v === "bigint") return v + "n";
  if (typeof v === "symbol") return v.toString();
  if (Object.is(v, -0)) return "-0";
  if (typeof v === "function") return "fn:" + v.name;
  if (v === null || typeof v !== "object") return String(v);
  if (v instanceof Error) return `${v.name}: ${v.message}`;
  if (depth > 4) return "...";
  if (Array.isArray(v)) {
    return "[" + Array.from(v, (x) => show(x, depth + 1)).join(",") + "]" + (v.groups ? "groups" + show({ ...v.groups }) : "") +
      (v.indices ? "indices" + show(v.indices, depth + 1) : "");
  }
  if (ArrayBuffer.isView(v) && !(v instanceof DataView)) return v.constructor.name + "[" + Array.from(v, String).join(",") + "]";
  if (v instanceof Map || v instanceof Set) return v.constructor.name + show([...v], depth + 1);
  if (v instanceof Date) return "Date" + v.getTime();
  return "{" + Reflect.ownKeys(v).map((k) => String(k) + ":" + show(v[k], depth + 1)).join(",") + "}";
};

// values makes a test that prints what each function answers.
const values = (...list) => ({
  async test() {
    for (const f of list) {
      try {
        console.log(show(await f()));
      } catch (e) {
        console.log("throws " + show(e));
      }
    }
  },
});

// 8.1: regular expressions: properties, sets, indices, modifiers, names, statics
export const expressions = values(
  () => /\p{L}+/u.exec("héllo wörld"),
  () => /\p{Script=Greek}/u.test("α"),
  () => /\p{Grapheme_Base}/u.test("a"),
  () => /\p{Grapheme_Extend}/u.test("\u0301"),
  () => /\p{Changes_When_Lowercased}/u.test("A"),
  () => /\p{Case_Ignorable}/u.test("'"),
  () => "aBc".match(/(?<x>b)/d),
  () => /(?<y>a)|(?<y>b)/.exec("b").groups.y,
  () => /(?<year>\d{4})-(?<m>\d\d)/d.exec("on 2020-01").indices.groups,
  () => "aBc".match(/(?<x>b)/di),
  () => /(?i:a)b/.test("Ab") + " " + /(?i:a)b/.test("AB"),
  () => /(?-i:a)b/i.test("AB") + " " + /(?-i:a)b/i.test("aB"),
  () => /(?s:.)/.test("\n"),
  () => /(?m:^b)/.test("a\nb"),
  () => /(?<=a)b/.exec("ab"),
  () => /(?<!a)b/.exec("ab"),
  () => { const r = /a/y; return [r.test("ba"), (r.lastIndex = 1, r.test("ba")), r.lastIndex]; },
  () => /[\p{L}--[a-z]]/v.test("a") + " " + /[\p{L}--[a-z]]/v.test("A"),
  () => /[\q{abc|d}x]/v.exec("zabc"),
  () => /[[a-z]&&[aeiou]]/v.exec("xyze"),
  () => new RegExp("a", "dgimsuy").flags,
  () => new RegExp("a", "v").flags + new RegExp("a", "v").unicodeSets,
  () => [..."a1b2".matchAll(/([a-z])(\d)/g)].map((m) => m.slice(1)),
  () => "x".replace(/(?<n>x)/, "[$<n>]"),
  () => "abc".replace(/b/, (...a) => show(a)),
  () => "abc".replace(/(?<q>b)/, (...a) => show(a)),
  () => "aXbX".replaceAll("X", "$&$&"),
  () => RegExp.escape("a.b-c 1"),
  () => "a-b_c".split(/[-_]/),
  () => "abc".split(/(b)/),
  () => /\u{1F600}/u.test("😀"),
  () => /^.$/u.test("😀") + " " + /^.$/.test("😀"),
  () => /(a)|b/.exec("b"),
  () => /\bfoo\b/i.test("a FOO b"),
  () => /(\w+)\s\1/.exec("the the"),
  () => /\k<a>(?<a>x)/.exec("x"),
  () => /(?:a|ab)(?:c|bcd)(?:d*)/.exec("abcd"),
  () => /(z)((a+)?(b+)?(c))*/.exec("zaacbbbcac"),
  () => /(?=(a+))a*b\1/.exec("baaabac"),
  () => /[^]/.test("\n"),
  () => /[]/.test("a"),
  () => /\cJ/.test("\n"),
  () => /\0/.test("\0"),
  () => /a{0}/.exec("a"),
  () => /\d+?/.exec("123"),
  () => /[\w-]/.test("-"),
  () => "İ".toLowerCase().length + "ß".toUpperCase(),
  () => RegExp.prototype.toString.call(/a\/b/g) + String(new RegExp("/")) + String(new RegExp("\n")) + String(new RegExp("")),
  () => { const r = /a/g; r.lastIndex = 5; return [r.exec("aaa"), r.lastIndex]; },
  () => "aaa".lastIndexOf("a", 1) + "abc".search(/c/),
  () => RegExp("a").source + RegExp(/b/g).flags,
  () => { "abc".match(/(b)/); return [RegExp.$1, RegExp.lastMatch, RegExp["$&"], RegExp.leftContext]; },
  () => /(?<𝒜>.)/u.exec("x").groups,
  () => /(?<$>a)(?<_>b)/.exec("ab").groups,
  () => Object.getPrototypeOf(/(?<a>x)/.exec("x").groups),
  () => /\p{Lu}/iu.test("a"),
  () => /\w/iu.test("ſ"),
  () => /[^x]/iu.test("X"),
  () => /\P{ASCII}/u.exec("aé")?.[0],
  () => "𝒳𝒴".split(/(?:)/u),
  () => "a,b,,c".split(",", 3),
  () => /(?<=\$)\d+(\.\d*)?/.exec("cost $10.50")?.[0],
  () => /(?<=(\d+)(\d+))$/.exec("1053").slice(),
  () => /a.c/s.test("a\nc") + " " + /a.c/.test("a\u2028c"),
  () => /^\S+@\S+$/m.exec("x\na@b\n")?.index,
);

// 8.1: arrays: their additions, holes, stability
export const arrays = values(
  () => Object.getOwnPropertyNames(Array.prototype).sort().join(),
  () => Object.getOwnPropertyNames(Array).sort().join(),
  () => [[3, 1].toSorted(), [1, 2].toReversed(), [1, 2, 3].toSpliced(1, 1), [1, 2].with(0, 9), [1, 2, 3].findLast((x) => x < 3), [1, 2, 3].findLastIndex((x) => x < 3), [1, 2].at(-1)],
  () => Array.fromAsync([Promise.resolve(1), 2]),
  () => Array.fromAsync((async function* () { yield 1; yield 2; })(), (x) => x * 2),
  () => [5, 25, 100, 1].sort(),
  () => [1, , 3].flat().length + [1, [2, [3, [4]]]].flat(Infinity).length,
  () => [3, undefined, 1, , 2].sort(),
  () => Array.from({ length: 3 }, (_, i) => i * 2),
  () => [1, 2, 3].copyWithin(0, 1) + [1, 2, 3].fill(0, 1),
  () => { const a = Array.from({ length: 600 }, (_, i) => ({ k: i % 3, i })); a.sort((x, y) => x.k - y.k); return a.every((x, i) => !i || a[i - 1].k < x.k || a[i - 1].i < x.i); },
  () => [NaN].includes(NaN) + " " + [NaN].indexOf(NaN),
  () => [1, 2, 3].toString() + [[1, [2]], null, undefined].join("-"),
  () => { const log = []; [2, 1].sort({ compare: 1 }.x); new Proxy([1, 2], { get(t, k) { log.push(String(k)); return t[k]; } }).map((x) => x); return log; },
  () => [10n, 9, 1n, 8].sort((a, b) => (a < b ? -1 : 1)),
);

// 8.1: strings: their additions, normal forms, templates
export const strings = values(
  () => ["a\ud800".isWellFormed(), "a\ud800".toWellFormed(), "abc".at(-1), "a".padStart(3, "xy"), " x ".trimEnd(), "aa".replaceAll("a", "b")],
  () => ["ab".localeCompare("ac"), "a".localeCompare("B"), "a".localeCompare("á"), ["b", "a", "C", "á"].sort((x, y) => x.localeCompare(y))],
  () => ["\u0041\u030a".normalize("NFC"), "ﬁ".normalize("NFKD"), "ά".toUpperCase(), "ΑΣ".toLowerCase(), "ǆ".toUpperCase()],
  () => String.raw`a\n${1}`,
  () => ((s) => s.raw)`\u{zz}${1}x`,
  () => { const f = (s) => s; const g = () => f`a`; return g() === g(); },
  () => Object.isFrozen(((s) => s)`a`),
  () => "abc".substr(-2, 1) + "abc".anchor('"'),
);

// 8.1: sets, maps and weak ones
export const collections = values(
  () => Object.getOwnPropertyNames(Set.prototype).sort().join(),
  () => { const a = new Set([1, 2, 3]), b = new Set([2, 3, 4]); return [a.union(b), a.intersection(b), a.difference(b), a.symmetricDifference(b), a.isSubsetOf(b), a.isSupersetOf(b), a.isDisjointFrom(b)]; },
  () => new Set([1]).union({ size: 1, has: () => true, keys: () => [7][Symbol.iterator]() }),
  () => Object.getOwnPropertyNames(Map.prototype).sort().join(),
  () => new Map([[1, 2]]).getOrInsert(1, 5) + new Map().getOrInsertComputed(1, () => 7),
  () => { const m = new Map([[1, 1], [2, 2], [3, 3]]); const seen = []; for (const [k] of m) { seen.push(k); if (k === 1) { m.delete(2); m.set(4, 4); } } return seen; },
  () => Object.getOwnPropertyNames(WeakMap.prototype).sort().join(),
  () => { const w = new WeakRef({}); return typeof w.deref() + Object.prototype.toString.call(w); },
  () => { const f = new FinalizationRegistry(() => {}); const o = {}; f.register(o, 1, o); return f.unregister(o) + " " + f.unregister(o) + Object.prototype.toString.call(f); },
  () => new FinalizationRegistry(() => {}).register(1),
  () => { const o = {}; new FinalizationRegistry(() => {}).register(o, o); },
  () => new WeakMap().set(Symbol.for("x"), 1),
);

// 8.1: objects, reflection, proxies, symbols
export const objects = values(
  () => Object.getOwnPropertyNames(Symbol).sort().join(),
  () => Object.groupBy([1, 2, 3], (x) => x % 2 ? "odd" : "even"),
  () => Map.groupBy([1, 2, 3], (x) => x % 2),
  () => Object.fromEntries([["a", 1]]),
  () => Object.getOwnPropertyNames(Object).sort().join(),
  () => Object.keys({ b: 1, 2: 1, a: 1, 1: 1, [Symbol()]: 1 }),
  () => Reflect.ownKeys({ b: 1, 2: 1, [Symbol("x")]: 1, a: 1, 1: 1 }).map(String),
  () => ({ ...[1, 2], ..."ab", ...null, ...{ get x() { return 5; } } }),
  () => { const { a = 1, ...r } = { b: 2, c: 3 }; const [x, , y = 5, ...z] = [1, 2, undefined, 4, 5]; return [a, r, x, y, z]; },
  () => { const o = { a: { b: null } }; return [o?.a?.b?.c, o.x?.y.z, o.a?.["b"], delete o?.q, o.a.b ?? "d"]; },
  () => { let a = null, b = 0, c = 1; a ??= 5; b ||= 6; c &&= 7; return [a, b, c]; },
  () => Reflect.apply(new Proxy((a) => a, { apply: (t, th, args) => args[0] + 1 }), null, [1]),
  () => [Reflect.set({}, "a", 1), Reflect.defineProperty(Object.freeze({}), "x", { value: 1 }), Reflect.getOwnPropertyDescriptor({ a: 1 }, "a"), Reflect[Symbol.toStringTag], Reflect.construct(function () { return new.target; }, [], Array) === Array],
  () => [Symbol("x").description, Symbol.for("q") === Symbol.for("q"), Symbol.keyFor(Symbol.for("q")), Symbol.iterator.toString(), Object(Symbol.iterator) == Symbol.iterator, `${String(Symbol("d"))}`],
  () => [escape("ü ä€"), unescape("%u20AC%FC"), "x".big(), new Date(0).getYear(), typeof ({}).__defineGetter__, Date.prototype.toGMTString === Date.prototype.toUTCString, "abc".trimLeft.name],
  () => { const o = { __proto__: { x: 1 } }; return [o.x, Object.keys(o), ({ "__proto__": null }) instanceof Object, ({ ["__proto__"]: 1 }).__proto__]; },
  () => { class E { static [Symbol.hasInstance](x) { return x === 1; } } return 1 instanceof E; },
  () => { const o = { [Symbol.toPrimitive](h) { return h; } }; return [`${o}`, o + "", +o, o * 2, new Date(o), [o] + ""].map(String); },
);

// 8.1: promises and the order of their jobs
export const promises = values(
  () => Object.getOwnPropertyNames(Promise).sort().join(),
  () => { const { promise, resolve } = Promise.withResolvers(); resolve(1); return promise; },
  () => Promise.try((a) => a, 5),
  () => Promise.allSettled([1, Promise.reject(2)]),
  async () => { const log = []; const p = (async () => { log.push(1); await null; log.push(3); })(); log.push(2); await p; return log; },
  async () => { const log = []; const a = async () => { await 1; log.push("a1"); await 1; log.push("a2"); }; const b = () => Promise.resolve().then(() => log.push("b1")).then(() => log.push("b2")).then(() => log.push("b3")); await Promise.all([a(), b()]); return log; },
  async () => { const log = []; async function f() { return Promise.resolve(1); } f().then(() => log.push("f")); let p = Promise.resolve(); for (let i = 0; i < 6; i++) p = p.then(() => log.push(i)); await p; return log; },
  async () => { const log = []; async function* g() { yield 1; yield Promise.resolve(2); return 3; } const run = (async () => { for await (const x of g()) log.push("v" + x); log.push("end"); })(); let p = Promise.resolve(); for (let i = 0; i < 14; i++) p = p.then(() => log.push(i)); await p; await run; return log.join(); },
  async () => { const log = []; const run = (async () => { for await (const x of [1, Promise.resolve(2)]) log.push("v" + x); log.push("end"); })(); let p = Promise.resolve(); for (let i = 0; i < 14; i++) p = p.then(() => log.push(i)); await p; await run; return log.join(); },
  async () => { const log = []; async function* g() { try { yield 1; yield 2; } finally { log.push("fin"); } } for await (const x of g()) { log.push(x); break; } return log; },
  async () => { async function* g() { const x = yield 1; return x; } const it = g(); return [await it.next(), await it.next(7), await it.next()]; },
  async () => { const log = []; const th = { then(r) { log.push("then"); r(1); } }; const run = (async () => { await th; log.push("done"); })(); let p = Promise.resolve(); for (let i = 0; i < 5; i++) p = p.then(() => log.push(i)); await p; await run; return log.join(); },
  async () => { async function* g() { yield 1; yield 2; yield 3; } const it = g(); return Promise.all([it.next(), it.next(), it.next(), it.next()]); },
  async () => { async function* g() { throw new Error("e"); } try { await g().next(); } catch (e) { return e.message; } },
  async () => { const log = []; async function* g() { try { await 1; yield 1; } catch (e) { log.push("c" + e); yield 9; } } const it = g(); await it.next(); log.push((await it.throw(5)).value); return log; },
  async () => { const log = []; queueMicrotask(() => log.push("m1")); Promise.resolve().then(() => log.push("p1")); await null; log.push("a"); return log; },
  async () => { const log = []; const p1 = Promise.resolve(1), p2 = new Promise((r) => r(p1)); p2.then(() => log.push("p2")); p1.then(() => log.push("p1a")).then(() => log.push("p1b")).then(() => log.push("p1c")); await new Promise((r) => setTimeout(r, 1)); return log; },
  async () => { const log = []; await Promise.all([(async () => { try { await Promise.reject(1); } catch { log.push("x"); } finally { log.push("f"); } })(), (async () => { await 0; log.push("t1"); await 0; log.push("t2"); await 0; log.push("t3"); })()]); return log; },
);

// 8.1: iterator helpers and generators
export const iterators = values(
  () => Object.getOwnPropertyNames(Iterator.prototype).sort().join(),
  () => Object.getOwnPropertyNames(Iterator).sort().join(),
  () => [1, 2, 3, 4].values().filter((x) => x % 2).map((x) => x * 2).toArray(),
  () => Iterator.from({ next() { return { done: this.n > 2, value: this.n++ }; }, n: 0 }).drop(1).take(1).toArray(),
  () => Iterator.concat([1], [2, 3]).toArray(),
  () => [1, 2].values().flatMap((x) => [x, x]).toArray(),
  () => [1, 2, 3].values().reduce((a, b) => a + b),
  () => Object.prototype.toString.call([].values().map((x) => x)) + Object.prototype.toString.call(Iterator.from({ next() {} })),
  () => [1].values().take(-1),
  () => new Iterator(),
  () => Iterator.zip([[1, 2], [3, 4]]).toArray(),
  () => { class X extends Iterator { next() { return { done: true }; } } return new X().toArray(); },
  () => { let log = []; const it = { next() { log.push("n"); return { done: false, value: 1 }; }, return() { log.push("r"); return {}; }, __proto__: Iterator.prototype }; it.take(2).toArray(); return log; },
  () => [].values().toString() + Object.getOwnPropertyNames(Object.getPrototypeOf([].values().map((x) => x))).join(),
  () => { function* g() { try { const x = yield 1; yield x * 2; } finally { yield "f"; } } const it = g(); return [it.next(), it.next(4), it.return(9), it.next(), it.next()]; },
  () => { function* g() { const r = yield* h(); yield r; } function* h() { yield 1; return 2; } return [...g()]; },
);

// 8.1: numbers and big integers as text
export const numbers = values(
  () => [Number("0x1f"), Number("0b11"), Number("0o7"), Number(" 12 "), Number("1_0"), Number(""), Number("1e1000"), parseFloat("3.14abc"), parseInt("12px"), parseInt("0x1f"), Number("Infinity"), Number("-0")],
  () => Object.getOwnPropertyNames(Math).sort().join(),
  () => [1234567.891.toLocaleString(), (0).toLocaleString(), (1e21).toLocaleString(), NaN.toLocaleString(), 1234.5.toLocaleString("en-US", { minimumFractionDigits: 2 }), 12345678901234567890n.toLocaleString()],
  () => [0.1 + 0.2, 5e-324, 1.7976931348623157e308, 2 ** 53 + 1, -0 + "", 1 / -0, 123456789012345680000, 1e300 * 10, 100 / 3],
  () => [2n ** 64n, BigInt.asUintN(8, 257n), BigInt.asIntN(8, 255n), -7n / 2n, -7n % 2n, 5n & 3n, ~5n, 1n << 70n, BigInt("0xff"), BigInt(" 12 "), 10n > 9, 2n == 2, typeof 1n, (123n).toString(16)],
  () => [1_000_000, 0b101, 0o17, 0xff, .5e1, 0.1e-2],
  () => [void 0, typeof null, typeof undefined, typeof (() => {}), typeof Symbol(), [] + {}, [] == false, null == 0, null >= 0, "b" + "a" + +"a" + "a", NaN !== NaN, Object.is(-0, 0)],
);

// 8.1: dates: what is parsed and how they are written
export const dates = values(
  () => ["2020-01-01", "2020-01-01T00:00", "2020-01-01T00:00Z", "2020-01-01T00:00+02:00", "Jan 1 2020", "1 January 2020", "2020/01/02", "01/02/2020", "Wed, 09 Aug 1995 00:00:00 GMT", "Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)", "2020", "2020-13-01", "x", "2020-01-01 10:00", "Tue Mar 01 2022", "12:00", "2020-1-1", "+002020-01-01T00:00:00Z", "1995-12-17T03:24:00.123456Z", "Mon, 25 Dec 1995 13:30:00 +0430", "20200101", "2020-01-01T24:00:00Z", "2020-02-30", "1 2 2020", "Sat Feb 29 2020 10:00 PM", "June 5, 2021 3pm", "2020-01-01T00:00:00.1Z"].map((s) => s + "=" + Date.parse(s)),
  () => { const d = new Date(1600000000123); return [d.toString(), d.toISOString(), d.toUTCString(), d.toDateString(), d.toTimeString(), d.toLocaleString(), d.toLocaleDateString(), d.toLocaleTimeString(), d.toJSON(), d.getTimezoneOffset(), d.getYear(), +d, d.toLocaleString("en-US", { timeZone: "UTC" })]; },
  () => [new Date(2020, 0), new Date(99, 0), new Date(2020, 12, 32, 25, 61, 61, 1001), new Date(8.64e15 + 1), new Date(null), new Date(undefined), new Date("2020", 1), Date.UTC(2020), new Date(2019, 0).setMonth(14)].map(String),
  () => { const d = new Date(0); return [d[Symbol.toPrimitive]("number"), d + 1, `${d}`, d - 1]; },
);

// 8.1: buffers that move and change their size, and views of them
export const buffers = values(
  () => { const b = new ArrayBuffer(4, { maxByteLength: 8 }); const u = new Uint8Array(b); b.resize(8); return [b.resizable, b.byteLength, b.maxByteLength, u.length]; },
  () => { const b = new ArrayBuffer(8); const c = b.transfer(4); return [b.detached, b.byteLength, c.byteLength, c.resizable]; },
  () => { const b = new ArrayBuffer(8, { maxByteLength: 16 }); const u = new Uint8Array(b, 4); const v = new Uint8Array(b, 4, 4); b.resize(16); const r = [u.length, v.length]; b.resize(6); r.push(u.length, v.length, v.byteLength, v.byteOffset); b.resize(2); r.push(u.length, u.byteOffset); return r; },
  () => { const b = new ArrayBuffer(8, { maxByteLength: 16 }); return b.transfer().resizable + " " + new ArrayBuffer(8, { maxByteLength: 16 }).transferToFixedLength().resizable; },
  () => new ArrayBuffer(9, { maxByteLength: 8 }),
  () => { const b = new ArrayBuffer(4, { maxByteLength: 8 }); b.resize(9); },
  () => { new ArrayBuffer(4).resize(2); },
  () => { const b = new ArrayBuffer(4, { maxByteLength: 8 }); return structuredClone(b).resizable; },
  () => { const b = new ArrayBuffer(4, { maxByteLength: 8 }); const dv = new DataView(b); b.resize(8); return dv.byteLength; },
  () => { const b = new ArrayBuffer(4, { maxByteLength: 8 }); const u = new Uint8Array(b); u.fill(7); b.resize(2); b.resize(4); return [...u]; },
  () => Object.getOwnPropertyNames(ArrayBuffer.prototype).sort().join(),
  () => [new Uint8Array([1, 2, 255]).toBase64(), new Uint8Array([1, 2, 255]).toHex(), Uint8Array.fromBase64("AQL/"), Uint8Array.fromHex("0102ff"), Uint8Array.fromBase64("AQL_", { alphabet: "base64url" })],
  () => new Uint8Array(3).setFromBase64("AQI="),
  () => new Uint8Array(3).setFromHex("0102"),
  () => new Uint8Array([251]).toBase64({ alphabet: "base64url", omitPadding: true }),
  () => Object.getOwnPropertyNames(Object.getPrototypeOf(Uint8Array.prototype)).sort().join(),
  () => [new Uint8Array([3, 1, 2]).toSorted(), new Uint8Array([1, 2]).toReversed(), new Uint8Array([1, 2]).with(0, 9), new Uint8Array([1, 2, 3]).findLast((x) => x < 3), new Uint8Array([1]).at(-1)],
  () => [new Uint8ClampedArray([300, -5, 1.5, 2.5]), new Int8Array([200]), new Float32Array([1.1])[0], new Uint8Array(2.9).length, new Uint8Array("3").length],
);

// 8.1: SharedArrayBuffer and Atomics
export const shared = values(
  () => { const s = new SharedArrayBuffer(4, { maxByteLength: 8 }); s.grow(8); return [s.byteLength, s.growable, s.maxByteLength, Object.prototype.toString.call(s)]; },
  () => { const u = new Int32Array(new SharedArrayBuffer(8)); return [Atomics.add(u, 0, 5), Atomics.load(u, 0), Atomics.exchange(u, 0, 1), Atomics.compareExchange(u, 0, 1, 9), Atomics.sub(u, 0, 1), Atomics.or(u, 0, 7), Atomics.and(u, 0, 3), Atomics.xor(u, 0, 1), Atomics.store(u, 1, 4), Atomics.isLockFree(4), Atomics.notify(u, 0)]; },
  () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10),
  () => { const r = Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(4)), 0, 1); return [r.async, r.value]; },
  () => new Uint8Array(new SharedArrayBuffer(2)).buffer instanceof SharedArrayBuffer,
  () => Object.getOwnPropertyNames(SharedArrayBuffer.prototype).sort().join(),
  () => { const s = new SharedArrayBuffer(4); const c = structuredClone(s); },
  () => new SharedArrayBuffer(4).slice(1).byteLength,
  () => { const b = new BigInt64Array(2); return [Atomics.add(b, 0, 5n), Atomics.load(b, 0)]; },
  () => Atomics.add(new Float64Array(1), 0, 1),
  () => Atomics.add([1], 0, 1),
  () => ArrayBuffer.isView(new Uint8Array(new SharedArrayBuffer(2))) + " " + (new SharedArrayBuffer(1) instanceof ArrayBuffer),
  () => Object.getOwnPropertyNames(Atomics).sort().join() + Atomics[Symbol.toStringTag],
  () => new TextDecoder().decode(new Uint8Array(new SharedArrayBuffer(2))),
  () => SharedArrayBuffer(1),
  () => { const u = new Uint8Array(new SharedArrayBuffer(4)); u.set([1, 2, 3, 4]); return [u.slice(1, 3), u.subarray(2), Array.from(u), u.indexOf(3), [...u.entries()].length]; },
  () => { const d = new DataView(new SharedArrayBuffer(8)); d.setInt16(0, -5); return d.getInt16(0) + d.getUint8(1); },
);

// 8.1: classes: private members, fields, static blocks
export const classes = values(
  () => { class A { #x = 1; static has(o) { return #x in o; } get y() { return this.#x; } set y(v) { this.#x = v; } static #s = 5; static s() { return A.#s; } static { this.z = A.#s + 1; } } const a = new A(); a.y = 3; return [A.has(a), A.has({}), a.y, A.s(), A.z]; },
  () => { class A { x = this.init(); init() { return 1; } } class B extends A { y = 2; init() { return this.y; } } return new B(); },
  () => { class A { static #p() { return 1; } static m() { return A.#p(); } ["a" + 1] = 2; static async *g() { yield 1; } "quoted" = 1; 123 = 4; } return [A.m(), new A()]; },
  () => { class A { accessor = 1; get = 2; set = 3; static = 4; async = 5; of = 6; } return new A(); },
  () => { let order = []; class A { static a = order.push("a"); [(order.push("k1"), "x")] = order.push("x"); static { order.push("s"); } [(order.push("k2"), "y")]() {} } new A(); return order; },
  () => { class A { constructor() { return { z: 1 }; } } class B extends A { w = 1; } return new B(); },
  () => { const fs = []; for (let i = 0; i < 3; i++) fs.push(() => i); return fs.map((f) => f()); },
);

// 8.1: using, await using and the stacks of disposables
export const disposal = values(
  () => { const log = []; { using a = { [Symbol.dispose]() { log.push("a"); } }; using b = { [Symbol.dispose]() { log.push("b"); } }; log.push("body"); } return log; },
  async () => { const log = []; { await using a = { async [Symbol.asyncDispose]() { log.push("a"); } }; log.push("body"); } return log; },
  () => { try { using a = { [Symbol.dispose]() { throw new Error("d"); } }; throw new Error("b"); } catch (e) { return [e.name, e.message, e.error.message, e.suppressed.message]; } },
  () => { using a = null; return 1; },
  () => { const s = new DisposableStack(); const log = []; s.defer(() => log.push(1)); s.adopt(5, (x) => log.push(x)); s.use({ [Symbol.dispose]() { log.push(2); } }); const m = s.move(); log.push(s.disposed); m.dispose(); log.push(m.disposed); return log; },
  async () => { const s = new AsyncDisposableStack(); const log = []; s.defer(async () => log.push(1)); await s.disposeAsync(); return [log, s.disposed]; },
  () => Object.getOwnPropertyNames(DisposableStack.prototype).sort().join() + Object.getOwnPropertyNames(AsyncDisposableStack.prototype).sort().join(),
  () => { const log = []; for (using x of [{ [Symbol.dispose]() { log.push("d"); } }]) log.push("b"); return log; },
);

// 8.1: JSON: stringify, raw texts, revivers
export const json = values(
  () => JSON.stringify({ a: [1, undefined, () => 1, Symbol()], b: undefined, c: new Date(0), d: NaN, e: -0, f: "\ud800", g: "\u2028" }),
  () => JSON.stringify({ a: 1, b: [1, 2] }, null, 2),
  () => JSON.stringify({ a: 1, b: 2 }, ["b"]) + JSON.stringify([1], (k, v) => (Array.isArray(v) ? v : v + 1)) + JSON.stringify({ a: 1 }, null, "--"),
  () => JSON.stringify({ n: JSON.rawJSON("1e1000") }) + JSON.isRawJSON(JSON.rawJSON("1")),
  () => [JSON.parse('{"__proto__":1}').__proto__, JSON.parse(' [1 , 2 ] '), JSON.parse('"\\ud800"').length, JSON.parse("-0"), JSON.parse('{"a":1,"a":2}').a],
  () => JSON.stringify("\x7f\u0080\b\f\n\r\t\"\\/"),
  () => JSON.stringify(Object.create({ x: 1 })) + JSON.stringify(new Map([[1, 2]])) + JSON.stringify([new Number(3), new String("x"), new Boolean(false), Object(1n) && null]),
);

// 8.1: errors: cause, aggregate, suppressed
export const errors = values(
  () => [Error.isError(new TypeError()), Error.isError({}), Error("x") instanceof Error, new AggregateError([1], "m").errors],
  () => Object.getOwnPropertyNames(Error).sort().join(),
  () => Object.getOwnPropertyDescriptor(new Error("x"), "stack") && typeof Object.getOwnPropertyDescriptor(new Error("x"), "stack").value,
  () => { class MyErr extends Error { name = "MyErr"; } return String(new MyErr("q")) + new MyErr("q").stack.split("\n")[0]; },
  () => { class MyErr extends Error { constructor(m) { super(m); this.name = "Z"; } } return new MyErr("q").stack.split("\n")[0]; },
  () => { const o = {}; Error.captureStackTrace(o); return typeof o.stack + o.stack.split("\n")[0]; },
  () => { try { throw new Error("a", { cause: new Error("b") }); } catch (e) { return e.cause.message; } },
);

// 8.1: functions: names, lengths, this
export const functions = values(
  () => ((a, b) => a + b).toString(),
  () => [((a, b = 1, ...c) => 1).length, (function () {}).name, (() => {}).name, (class { static m() {} }).m.name, Object.getOwnPropertyDescriptor({ get x() { return 1; } }, "x").get.name, (function f() {}).bind().name, new Function.prototype.constructor.name.constructor().name],
  () => { function f() { return typeof this; } return f() + (() => typeof this)(); },
  () => { function f(a) { arguments[0] = 9; return a; } return f(1); },
  () => [typeof globalThis, this === undefined, typeof self, Object.prototype.toString.call(globalThis)],
  () => { outer: for (let i = 0; i < 3; i++) { for (let j = 0; j < 3; j++) { if (j === 1) continue outer; if (i === 2) break outer; } } blk: { break blk; } return 1; },
  () => { switch (3) { case 1: default: return "d"; case 2: return 2; } },
  () => { { function f() { return 1; } } return typeof f; },
  () => { function f() { return f.caller; } return f(); },
  () => { (function () { return arguments.callee; })(); },
);

// 8.1: a big integer too large for any memory is refused
export const large = values(
  () => 1n << 2n ** 40n,
  () => 2n ** 10000000000n,
  () => [1n << 4n, 2n ** 10n, -1n << 3n, 3n << -1n],
);

const constant = 1;

// 8.1: assigning to a constant fails when the script comes to it, after its right side
export const constants = values(
  () => { const x = 1; x = 2; },
  () => { const x = 1; x += 2; },
  () => { const x = 1; x++; },
  () => { constant = 2; },
  () => { const a = 1; [a] = [3]; },
  () => { const a = 1; for (a of [1]); },
  () => { class Z { static m() { Z = 1; } } Z.m(); },
  () => { const log = []; const a = 1; try { a = log.push("right"); } catch (e) { log.push(e.message); } return log; },
  () => { const a = 1; if (false) a = 2; return a; },
);

// 8.1: a reviver is told the text of a primitive value
export const revived = values(
  () => { const log = []; JSON.parse('{"a":1.0,"b":[2,"x"],"c":true}', (k, v, context) => { log.push(`${k}:${JSON.stringify(context)}`); return v; }); return log; },
  () => JSON.parse("[12345678901234567890, 1]", (k, v, { source }) => (typeof v === "number" ? BigInt(source) : v)),
  () => { const log = []; JSON.parse('{"a":1,"b":2}', function (k, v, { source }) { if (k === "a") this.b = 3; log.push(`${k}:${source}`); return v; }); return log; },
  () => JSON.parse('{"a":1,"a":2,"__proto__":3}', (k, v, { source }) => source ?? v),
  () => JSON.parse('[1,[2]]', (k, v) => (Array.isArray(v) ? v : undefined)).length,
);

// 8.1: what the builtins say of their own
export const said = values(
  () => Promise.any([Promise.reject(1), Promise.reject(2)]),
  () => new Set([1]).union([1]),
  () => Uint8Array.fromBase64("A"),
  () => Uint8Array.fromHex("0"),
  () => Uint8Array.fromHex("zz"),
  () => { const s = new DisposableStack(); s.dispose(); s.use(null); },
  () => { const s = new DisposableStack(); s.dispose(); s.defer(() => {}); },
  () => { const b = new ArrayBuffer(8); b.transfer(); new Uint8Array(b); },
);

// 8.1: a property in a class of a literal, and what is unassigned
export const propertiesInClasses = values(
  () => "a_1é λ{p}L".match(/[\p{L}_]+/gu),
  () => "a_1é λ".match(/[^\P{L}a]/gu),
  () => ["a", "\u0378", "\ue000", "\u200d", "\ufdd0"].map((c) => [/\p{Cn}/u.test(c), /[\p{Cs}\p{Cn}]/u.test(c), /\p{C}/u.test(c), /\p{Assigned}/u.test(c)]),
  () => /[\p{Co}\d]/u.exec("p{Co}7")?.[0],
  () => /[\p{Lu}]/iu.test("b"),
);

// 8.1: classes of surrogates, as patterns without the flag u have for what is beyond the first plane
export const surrogates = values(
  () => "a👍b".match(/(?=.)[\ud800-\udbff][\udc00-\udfff]|[^\ud800-\udfff]/g),
  () => "👩‍👩‍👧é🇩🇪!".match(/\ud83c[\udffb-\udfff](?=\ud83c[\udffb-\udfff])|(?:\ud83c[\udde6-\uddff]){2}|[\ud800-\udbff][\udc00-\udfff]|[^\ud800-\udfff]/g),
  () => "👍\ud800x\udc00".replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?:[^\ud800-\udbff]|^)[\udc00-\udfff]/g, "?"),
  () => String(new RegExp("(?=.)[\ud83d\ud83e][\udc00-\udfff]").exec("🤔")),
  () => /(?=.)[\ud800-\udbff][\udc00-\udfff]/g.source,
);

// 8.1: a class may have an exec of its own around the one of the expression
export const execOfClass = values(
  () => {
    class R extends RegExp {
      exec(text) { const match = super.exec(text); return match && Object.assign(match, { mine: 1 }); }
    }
    const r = new R("(?<n>b)(c)?", "dg"), match = r.exec("abd");
    return [match.indices, match.indices.groups.n, match.groups.n, match.mine, Object.keys(r), "ab".replace(r, "[$<n>]"), new R("(?i:B)").exec("ab").index, r.test("b")];
  },
  () => { class R extends RegExp {} return [new R("(b)", "d").exec("ab").indices, Object.getOwnPropertyNames(new RegExp("b")).join()]; },
);

// 8.1: what is an instance of a proxy is asked of its target, through its traps
export const instancesOfProxies = values(
  () => {
    class A {}
    class B extends A {}
    const log = [], P = new Proxy(A, { get(target, key) { log.push(String(key)); return target[key]; } });
    return [new B() instanceof P, {} instanceof P, 1 instanceof P, new B() instanceof new Proxy(P, {}), [] instanceof Proxy.revocable(Array, {}).proxy, log];
  },
  () => { class A {} return [new A() instanceof new Proxy(A.bind(null), {})]; },
  () => [{} instanceof new Proxy(() => {}, {})],
  () => [{} instanceof new Proxy({}, {})],
  () => [5 instanceof new Proxy(class { static [Symbol.hasInstance](v) { return v === 5; } }, {})],
);
