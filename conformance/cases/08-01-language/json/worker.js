import assert from "node:assert";

const tell = (name, make) => {
  try {
    console.log(name, String(make()));
  } catch (error) {
    console.log(name, error.name + ": " + error.message);
  }
};

// 8.1: JSON.stringify says how an object comes to be inside itself
export const circles = {
  test() {
    const circle = (name, make) => tell(name, () => JSON.stringify(make()));
    circle("self", () => { const a = {}; a.a = a; return a; });
    circle("three", () => { const a = { b: { c: [1] } }; a.b.c.push(a); return a; });
    circle("four", () => { const a = { b: { c: { d: {} } } }; a.b.c.d.e = a; return a; });
    circle("many", () => { const a = { b: { c: { d: { e: { f: {} } } } } }; a.b.c.d.e.f.g = a; return a; });
    circle("inner", () => { const a = { b: { c: { d: { e: { f: {} } } } } }; a.b.c.d.e.f.g = a.b; return [a]; });
    circle("class", () => { class Room {} const a = new Room(); a.x = [a]; return [{ y: a }]; });
    circle("no prototype", () => { const a = Object.create(null); a.x = a; return a; });
    circle("no name", () => { const a = {}; a[""] = a; return a; });
    circle("odd name", () => { const a = {}; a["q'é"] = a; return a; });
    circle("number", () => { const a = {}; a[5] = a; return a; });
    circle("map", () => { const a = { x: new Map() }; a.x.y = a; return a; });
    circle("proxy", () => { const a = {}; a.x = new Proxy({ z: a }, {}); return a; });
    circle("list", () => { const a = []; a[0] = a; return a; });
    circle("own constructor", () => { const a = { constructor: 5 }; a.b = a; return a; });
    circle("nameless class", () => { const a = new (class {})(); a.b = a; return a; });
    let self;
    tell("replaced", () => JSON.stringify({ b: 1 }, (key, value) => (key ? self : (self = value))));
    const endless = { toJSON: () => ({ endless }) };
    tell("endless", () => JSON.stringify(endless));
  },
};

// 8.1: what JSON.stringify makes of each kind of value
export const values = {
  test() {
    const show = (name, ...args) => tell(name, () => JSON.stringify(...args));
    show("big", 1n);
    show("big inside", { a: [1n] });
    show("boxed big", Object(1n));
    show("left out", { a: Symbol(), b() {}, c: undefined, d: 1 });
    show("left out of a list", [Symbol(), () => 1, undefined]);
    show("nothing", undefined);
    show("characters", "\ud800x\u2028\x7f\u0000\u001f\ude00\ud83d\ude00\ud83d\"\\\b\t\n\f\r/é漢");
    show("names", { "\ud800": 1, "é\n": 2, "\"": 3, "": 4, __proto__: { inherited: 1 }, ["__proto__"]: 5 });
    show("boxed", [new Number(3), new String("x"), new Boolean(false), Object(Symbol())]);
    show("changed box", [Object.assign(new Number(3), { valueOf: () => 4 }), Object.assign(new String("x"), { toString: () => "y" })]);
    show("numbers", [-0, 0, 1e21, 1e-7, 1e-6, NaN, -Infinity, 0.1, 123456789012345680000, 5e-324, 1.5e300, 2 ** 53, -1.5, 4294967296, 100000000000000000000, 0.000001234]);
    show("order", { b: 1, 2: 1, a: 1, 1: 1, "01": 1, 4294967294: 1, 4294967295: 1, "-1": 1 });
    show("holes", [, 1, , 2, ,]);
    show("dates", [new Date(0), new Date(NaN)]);
    show("others", [new Error("x"), /x/, new Map([[1, 2]]), new Set([1]), new Uint8Array(2), new ArrayBuffer(2), new Proxy([1, 2], {}), Promise.resolve(1)]);
    show("hidden", Object.defineProperty({ a: 1, get b() { return this.a + 1; } }, "c", { value: 1, enumerable: false }));
    show("proxy", new Proxy({ a: 1 }, { ownKeys: () => ["b", "a"], get: (target, key) => (key === "toJSON" ? undefined : String(key)) }));
    show("raw", [JSON.rawJSON("12.50"), { a: JSON.rawJSON('"x"') }]);
    show("arguments", (function () { return arguments; })(1, "x"));
    show("inherited", Object.create({ a: 1 }, { b: { value: 2, enumerable: true } }));
    show("extended list", Object.assign([1], { x: 2 }));
    show("instance", new (class Seat { row = 1; #secret = 2; get number() { return 3; } static x = 1; })());
  },
};

// 8.1: toJSON is asked of every object and BigInt, with the key
export const toJSON = {
  test() {
    const keys = [];
    const asked = { toJSON(key) { keys.push(typeof key + ":" + key); return keys.length; } };
    tell("keys", () => JSON.stringify({ a: asked, 1: asked, list: [asked, [asked]] }) + keys.join());
    tell("top", () => JSON.stringify(asked) + keys.at(-1));
    tell("no function", () => JSON.stringify({ toJSON: 5 }));
    tell("undefined", () => JSON.stringify([{ toJSON() {} }]) + JSON.stringify({ a: { toJSON() {} } }));
    tell("class", () => JSON.stringify([new (class { toJSON() { return this.constructor.name.length; } })()]));
    tell("getter", () => { let n = 0; const get = () => { n++; }; class Seat { get toJSON() { return get(); } } return JSON.stringify([new Seat(), new Seat()]) + n; });
    tell("throws", () => JSON.stringify({ a: { toJSON() { throw new RangeError("no"); } } }));
    BigInt.prototype.toJSON = function () { return typeof this + this; };
    tell("big", () => JSON.stringify([1n]));
    delete BigInt.prototype.toJSON;
    Object.prototype.toJSON = function () { return Array.isArray(this) ? "list" : "object"; };
    tell("for all", () => JSON.stringify([1]) + JSON.stringify({}) + JSON.stringify(1));
    delete Object.prototype.toJSON;
    let late = false;
    const first = { toJSON() { if (!late) { late = true; Array.prototype.toJSON = () => "late"; } return 1; } };
    tell("late", () => JSON.stringify([[1], first, [2]]));
    delete Array.prototype.toJSON;
  },
};

// 8.1: what is changed while it is written
export const changes = {
  test() {
    const during = (name, o, change) => { o.b = { toJSON: () => (change(o), 0) }; o.c = 3; o.d = 4; tell(name, () => JSON.stringify(o)); };
    during("deleted", { a: 1 }, (o) => delete o.d);
    during("added", { a: 1 }, (o) => (o.e = 5));
    during("set", { a: 1 }, (o) => (o.c = [3]));
    during("accessor", { a: 1 }, (o) => Object.defineProperty(o, "c", { get: () => "got" }));
    during("hidden", { a: 1 }, (o) => Object.defineProperty(o, "c", { enumerable: false }));
    during("inherited", Object.create({ d: "above" }), (o) => delete o.d);
    const list = (name, change) => { const l = [{ toJSON: () => (change(l), 0) }, 1, 2]; tell(name, () => JSON.stringify(l)); };
    list("shorter", (l) => (l.length = 2));
    list("longer", (l) => l.push(3));
    list("hole", (l) => delete l[1]);
    list("sparse", (l) => (l[100000] = 1));
  },
};

// 8.1: the replacer and the indent of JSON.stringify
export const replacer = {
  test() {
    const show = (name, ...args) => tell(name, () => JSON.stringify(...args));
    const calls = [];
    const spy = function (key, value) { calls.push(key + Array.isArray(this) + typeof value); return key === "drop" ? undefined : value; };
    show("function", { a: [1, { b: 2 }], drop: 1, d: new Date(0) }, spy);
    console.log(calls.join());
    show("doubled", [1, 2, [3]], (key, value) => (typeof value === "number" ? value * 2 : value));
    show("holder", {}, function (key, value) { return key === "" ? Object.keys(this).length + JSON.stringify(Object.getOwnPropertyDescriptor(this, "")) : value; });
    show("list", { a: 1, b: 2, 1: 3, c: { a: 5, z: 1 } }, ["b", "a", 1, "c", "b", new String("z"), new Number(1), {}, null, true]);
    show("list for lists", [{ a: 1, b: 2 }], ["b"]);
    show("empty list", { a: 1, b: [1] }, []);
    show("neither", { a: 1 }, { a: 1 });
    const nested = { a: [1, { b: 2 }], c: {}, d: [], e: { x: undefined } };
    for (const space of [2, 11, 1.9, -1, 0, "", "--", "--1234567890", new Number(1), new String("\t"), true, null, "é漢😀"]) show(typeof space + String(space), nested, null, space);
  },
};

// 8.1: what JSON.parse makes of texts
export const parse = {
  test() {
    const back = (name, text) => tell(name, () => JSON.stringify(JSON.parse(text)) + " " + Object.is(JSON.parse(text), -0));
    back("numbers", "[0, -0, 1e3, 1E-3, -1.5e+2, 123456789012345678, 9007199254740993, 1e400, -1e400, 0.1, 1e-400, 12345678901234567890, 4.35, 100]");
    back("negative zero", "-0");
    back("negative zeros", "-0.0e5");
    back("spaces", "\t\n\r [ \t1\n,\r2 ] ");
    back("escapes", '"\\u0041\\ud83d\\ude00\\ud83d\\b\\f\\n\\r\\t\\/\\\\\\"\\u00e9"');
    back("characters", '"é漢😀\ud800 \u2028\x7f"');
    back("escaped names", '{"\\u0061": 1, "a": 2, "\\ud800": 3, "é": 4, "": 5}');
    back("twice", '{"b": 1, "a": 2, "b": 3, "c": {"x": 1, "x": {"y": 1}}}');
    back("order", '{"b": 1, "2": 1, "a": 1, "1": 1, "01": 1}');
    back("many", "{" + Array.from({ length: 40 }, (_, i) => `"k${i}": ${i}`).join() + "}");
    const proto = JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}');
    assert.deepStrictEqual([Object.getPrototypeOf(proto) === Object.prototype, Object.keys(proto).join(), proto.x], [true, "__proto__,constructor", undefined]);
    const made = JSON.parse('{"a": [1, "x"], "b": {}}');
    made.a.push(2);
    made.a.length = 4;
    made.b.c = made.a;
    delete made.a;
    made.z = 1;
    assert.deepStrictEqual(Object.keys(made), ["b", "z"]);
    assert.deepStrictEqual([made.b.c.join(), Object.isExtensible(made), Object.getOwnPropertyDescriptor(made, "b").writable], ["1,x,2,", true, true]);
    const same = JSON.parse('[{"a": 1, "b": 2}, {"a": 1, "b": 2}]');
    delete same[0].a;
    same[0].c = 3;
    assert.deepStrictEqual(same, [{ b: 2, c: 3 }, { a: 1, b: 2 }]);
  },
};
