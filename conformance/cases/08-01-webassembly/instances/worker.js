// The modules were written as the text beside them and made binary by wabt 1.0.39.
import assert from "node:assert";
import math from "./math.wasm";
import start from "./start.wasm";
import user from "./user.wasm";

const caught = (f) => {
  try {
    return f();
  } catch (e) {
    return `${e.name}: ${e.message}`;
  }
};
const env = (more) => ({ env: { log() {}, wide: (x) => x, pair: (x) => [x, x], base: 100, ...more } });
const made = (more) => new WebAssembly.Instance(math, env(more)).exports;

// 8.1: a module says what it imports and exports
export const described = {
  test() {
    assert.deepStrictEqual(WebAssembly.Module.imports(user), [
      { module: "a", name: "memory", kind: "memory" }, { module: "a", name: "table", kind: "table" },
      { module: "a", name: "count", kind: "global" }, { module: "a", name: "add", kind: "function" },
    ]);
    assert.deepStrictEqual(WebAssembly.Module.exports(start), [{ name: "aé", kind: "function" }]);
    assert.deepStrictEqual(WebAssembly.Module.customSections(math, "nothing"), []);
    assert.strictEqual(Object.prototype.toString.call(math), "[object WebAssembly.Module]");
  },
};

// 8.1: bytes are not compiled, and say so
export const bytes = {
  async test() {
    const empty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
    assert.strictEqual(caught(() => new WebAssembly.Module(empty)), "CompileError: WebAssembly.Module(): Wasm code generation disallowed by embedder");
    await assert.rejects(WebAssembly.compile(empty), { name: "CompileError", message: "WebAssembly.compile(): Wasm code generation disallowed by embedder" });
    await assert.rejects(WebAssembly.instantiate(empty), { name: "CompileError", message: "WebAssembly.instantiate(): Wasm code generation disallowed by embedder" });
    assert.deepStrictEqual([WebAssembly.validate(empty), WebAssembly.validate(new Uint8Array(3))], [true, false]);
    assert.strictEqual(caught(() => WebAssembly.validate(5)), "TypeError: WebAssembly.validate(): Argument 0 must be a buffer source");
  },
};

// 8.1: instantiate answers an Instance, whose exports are frozen and have no prototype
export const instances = {
  async test() {
    const i = await WebAssembly.instantiate(math, env());
    assert.ok(i instanceof WebAssembly.Instance);
    assert.strictEqual(Object.prototype.toString.call(i), "[object WebAssembly.Instance]");
    assert.strictEqual(Object.getPrototypeOf(i.exports), null);
    assert.ok(Object.isFrozen(i.exports));
    assert.deepStrictEqual(Object.keys(i.exports).slice(0, 5), ["memory", "table", "count", "limit", "add"]);
  },
};

// 8.1: numbers are converted both ways: i64 is a BigInt, f32 is rounded, results of several are an array
export const numbers = {
  test() {
    const x = made();
    assert.strictEqual(x.add(2, 3), 5);
    assert.strictEqual(x.add(2 ** 31, 0), -(2 ** 31));
    assert.strictEqual(x.add("4", 1.9), 5);
    assert.strictEqual(x.add(7), 7);
    assert.strictEqual(x.sum(1000), 499500);
    assert.strictEqual(x.wide(2n ** 63n), -(2n ** 63n));
    assert.strictEqual(caught(() => x.wide(5)), "TypeError: Cannot convert 5 to a BigInt");
    assert.deepStrictEqual(x.two(), [7, 2.5]);
    assert.strictEqual(x.half(1.1), Math.fround(Math.fround(1.1) / 2));
    assert.strictEqual(x.limit.value, 9007199254740993n);
    const o = {};
    assert.strictEqual(x.nothing(o), o);
    assert.deepStrictEqual([x.nothing(null), x.nothing(undefined), x.nothing("s"), x.nothing()], [null, undefined, "s", undefined]);
  },
};

// 8.1: an exported function has its number for a name, and is one
export const functions = {
  test() {
    const x = made();
    assert.deepStrictEqual([x.add.name, x.add.length, x.unreachable.length, Object.getOwnPropertyNames(x.add).sort()], ["3", 2, 0, ["length", "name"]]);
    assert.strictEqual(x.fn(x.add), x.add);
    assert.strictEqual(x.fn(null), null);
    assert.strictEqual(caught(() => x.fn(() => 1)), "TypeError: type incompatibility when transforming from/to JS");
    assert.strictEqual(x.table.get(0), x.add);
  },
};

// 8.1: a module calls functions of script, whose answers are converted and whose exceptions come through
export const imports = {
  test() {
    const seen = [];
    const x = made({ log: (...args) => seen.push(args), wide: (v) => v + 1n, pair: (v) => new Set([v, 2 * v]) });
    assert.strictEqual(x.callBack(5), undefined);
    assert.deepStrictEqual([seen, x.count.value, x.wide(4n), x.pair(1.5)], [[[105]], 1, 5n, [1.5, 3]]);
    const why = new RangeError("mine");
    const y = made({ log() { throw why; }, wide: () => 1, pair: () => [1] });
    assert.throws(() => y.callBack(1), (e) => e === why);
    assert.strictEqual(y.count.value, 0);
    assert.strictEqual(caught(() => y.wide(1n)), "TypeError: Cannot convert 1 to a BigInt");
    assert.strictEqual(caught(() => y.pair(1)), "TypeError: multi-return length mismatch");
    const again = made({ log(n) { if (n > 101) again.callBack(n - 101); } });
    again.callBack(5);
    assert.strictEqual(again.count.value, 5);
  },
};

// 8.1: imports that do not fit
export const unfit = {
  test() {
    const link = (imports, module = math) => caught(() => new WebAssembly.Instance(module, imports) && "linked");
    console.log(link());
    console.log(link(5));
    console.log(link({}));
    console.log(link({ env: {} }));
    console.log(link(env({ log: 1 })));
    console.log(link(env({ base: "1" })));
    console.log(link(env({ base: 1n })));
    console.log(link(env({ base: new WebAssembly.Global({ value: "i32", mutable: true }, 1) })));
    console.log(link(env({ base: new WebAssembly.Global({ value: "i32" }, 1) })));
    const a = made();
    console.log(link({ a: { ...a, memory: {} } }, user));
    console.log(link({ a: { ...a, table: {} } }, user));
    console.log(link({ a: { ...a, count: 1 } }, user));
    console.log(link({ a: { ...a, add: a.sum } }, user));
    console.log(link({ a }, user));
  },
};

// 8.1: traps are RuntimeErrors
export const traps = {
  test() {
    const x = made();
    console.log(caught(() => x.unreachable()));
    console.log(caught(() => x.divide(1, 0)));
    console.log(caught(() => x.load(-1)));
    console.log(caught(() => x.store(65536, 1)));
    console.log(caught(() => x.truncate(NaN)));
    console.log(caught(() => x.through(9, 1, 1)));
    console.log(caught(() => x.deep()));
    console.log(x.add(1, 1));
    const e = (() => { try { x.unreachable(); } catch (e) { return e; } })();
    assert.ok(e instanceof WebAssembly.RuntimeError && e instanceof Error && Object.getPrototypeOf(WebAssembly.RuntimeError) === Error);
    assert.strictEqual(String(WebAssembly.LinkError("x")), "LinkError: x");
  },
};

// 8.1: calling an empty element of a table says that it is empty
export const emptyElement = {
  test() {
    assert.strictEqual(caught(() => made().through(2, 1, 1)), "RuntimeError: null function");
  },
};

// 8.1: a memory is seen through one ArrayBuffer until it grows, from either side
export const memories = {
  test() {
    const x = made();
    const first = x.memory.buffer;
    assert.strictEqual(x.memory.buffer, first);
    new Uint32Array(first)[2] = 0xdeadbeef;
    assert.strictEqual(x.load(8), 0xdeadbeef | 0);
    x.store(12, 77);
    assert.strictEqual(new Uint32Array(first)[3], 77);
    assert.strictEqual(x.memory.grow(1), 1);
    assert.deepStrictEqual([first.byteLength, x.memory.buffer.byteLength, new Uint32Array(x.memory.buffer)[3]], [0, 131072, 77]);
    const second = x.memory.buffer;
    assert.strictEqual(x.grow(1), 2);
    assert.deepStrictEqual([second.byteLength, x.memory.buffer.byteLength], [0, 196608]);
    assert.strictEqual(x.grow(5), -1);
    assert.strictEqual(caught(() => x.memory.grow(5)), "RangeError: WebAssembly.Memory.grow(): Maximum memory size exceeded");
    const m = new WebAssembly.Memory({ initial: 1 });
    assert.deepStrictEqual([m.buffer.byteLength, m.grow(0), m.grow(2), m.buffer.byteLength], [65536, 1, 1, 196608]);
    for (const d of [undefined, {}, { initial: 2, maximum: 1 }, { initial: -1 }, { initial: 100000 }]) console.log(caught(() => new WebAssembly.Memory(d)));
  },
};

// 8.1: globals keep their type, and their value if they are constant
export const globals = {
  test() {
    const g = new WebAssembly.Global({ value: "i32", mutable: true }, 42);
    g.value = 7.9;
    assert.deepStrictEqual([g.value, g.valueOf(), String(g)], [7, 7, "[object WebAssembly.Global]"]);
    assert.strictEqual(caught(() => { new WebAssembly.Global({ value: "i32" }, 1).value = 2; }), "TypeError: set WebAssembly.Global.value): Can't set the value of an immutable global.");
    const value = (type, v) => new WebAssembly.Global({ value: type }, v).value;
    assert.deepStrictEqual([value("i64", 5n), value("f32", 1.1), value("f64", -0.5), value("i64"), value("f64"), value("i32", -1), value("i64", -1n)], [5n, Math.fround(1.1), -0.5, 0n, 0, -1, -1n]);
    assert.deepStrictEqual([value("externref", "x"), value("externref"), new WebAssembly.Global({ value: "anyfunc" }).value], ["x", undefined, null]);
    for (const f of [() => value("x"), () => value("i64", 5), () => value("anyfunc"), () => value("anyfunc", 5), () => new WebAssembly.Global(), () => new WebAssembly.Global({})]) console.log(caught(f));
    const x = made();
    x.count.value = 10;
    x.callBack(1);
    assert.strictEqual(x.count.value, 11);
  },
};

// 8.1: tables have functions, or any values
export const tables = {
  test() {
    const x = made();
    assert.deepStrictEqual([x.table.length, x.table.get(0), x.table.get(2)], [4, x.add, null]);
    assert.strictEqual(x.table.get(1)(9, 4), 5);
    assert.strictEqual(x.table.get(1), x.table.get(1));
    x.table.set(2, x.add);
    assert.strictEqual(x.through(2, 20, 22), 42);
    x.table.set(2, null);
    assert.strictEqual(x.table.get(2), null);
    const t = new WebAssembly.Table({ element: "anyfunc", initial: 2, maximum: 4 });
    assert.deepStrictEqual([t.length, t.get(0), t.set(0, x.add), t.get(0)(1, 2), t.grow(1), t.length, t.set(0), t.get(0)], [2, null, undefined, 3, 2, 3, undefined, null]);
    for (const f of [() => t.get(3), () => t.set(9, null), () => t.set(0, () => 1), () => t.grow(5), () => new WebAssembly.Table({ element: "x", initial: 1 }), () => new WebAssembly.Table({ element: "anyfunc" })]) console.log(caught(f));
    const any = new WebAssembly.Table({ element: "externref", initial: 1 }, "first");
    assert.deepStrictEqual([any.get(0), any.set(0, 5), any.get(0), any.grow(1, "more"), any.get(1)], ["first", undefined, 5, 1, "more"]);
  },
};

// 8.1: instances share what one exports and another imports
export const shared = {
  test() {
    const a = made();
    const b = new WebAssembly.Instance(user, { a }).exports;
    a.store(0, 200);
    assert.strictEqual(b.peek(0), 200);
    a.count.value = 5;
    assert.deepStrictEqual([b.bump(), a.count.value], [15, 15]);
    assert.deepStrictEqual([b.memory === a.memory, b.table === a.table, b.add === a.add], [true, true, true]);
    b.place();
    assert.strictEqual(a.through(3, 6, 7), 42);
    assert.strictEqual(a.table.get(3)(2, 3), 6);
    assert.strictEqual(a.table.get(3), b.times);
    const memory = new WebAssembly.Memory({ initial: 1 });
    new Uint8Array(memory.buffer)[4] = 99;
    const own = { memory, table: new WebAssembly.Table({ element: "anyfunc", initial: 4 }), count: new WebAssembly.Global({ value: "i32", mutable: true }, 1), add: a.add };
    const c = new WebAssembly.Instance(user, { a: own }).exports;
    assert.deepStrictEqual([c.peek(4), c.bump(), own.count.value], [99, 11, 11]);
    const d = new WebAssembly.Instance(user, { a: { ...own, add: (x, y) => x - y } }).exports;
    assert.strictEqual(d.bump(), 1);
  },
};

// 8.1: the start function runs when the instance is made
export const starts = {
  test() {
    const seen = [];
    new WebAssembly.Instance(start, { env: { hello: () => seen.push("hello") } });
    assert.deepStrictEqual(seen, ["hello"]);
    assert.strictEqual(caught(() => new WebAssembly.Instance(start, { env: { hello() { throw new TypeError("no"); } } })), "TypeError: no");
  },
};

// 8.1: what the namespace has
export const namespace = {
  test() {
    console.log(Object.getOwnPropertyNames(WebAssembly).sort().join());
    for (const name of ["Module", "Instance", "Memory", "Table", "Global", "CompileError"]) {
      const c = WebAssembly[name];
      console.log(name, c.length, c.name, Object.getOwnPropertyNames(c.prototype).filter((k) => !/Buffer$/.test(k)).sort().join(), Object.prototype.toString.call(c.prototype));
    }
    assert.strictEqual(String(WebAssembly), "[object WebAssembly]");
  },
};
