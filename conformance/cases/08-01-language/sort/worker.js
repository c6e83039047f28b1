import assert from "node:assert";

const tell = (name, make) => {
  try {
    console.log(name, JSON.stringify(make(), (key, v) => (Object.is(v, -0) ? "-0" : v === undefined ? "undefined" : typeof v === "number" && !Number.isFinite(v) ? String(v) : v)));
  } catch (error) {
    console.log(name, error.name + ": " + error.message);
  }
};

let state = 7;
const random = (n) => (state = (state * 1103515245 + 12345) % 2147483648) % n;

// 8.1: sort without a comparison goes by text, and undefined comes last
export const texts = {
  test() {
    tell("numbers", () => [10, 9, 1, 100, -1, -2, 1.5, 0, -0, 1e21, 1e-7, NaN, Infinity].sort());
    tell("mixed", () => ["b", undefined, 10, "a", 9, true, null, undefined, "é", "z"].sort());
    tell("characters", () => ["\uffff", "\ud83d\ude00", "é", "e\u0301", "z", "Z", "", "\ue000"].sort().map((s) => s.codePointAt(0) ?? -1));
    tell("objects", () => [{ toString: () => "b" }, { toString: () => "a" }, [2], [10]].sort().map(String));
    tell("big", () => [10n, 9n, 1n].sort().map(String));
    tell("symbols", () => [Symbol(), 1].sort());
    tell("holes", () => { const a = [3, , 1, undefined, , 2].sort(); return [a, Object.keys(a).join(), a.length]; });
    tell("equal texts keep their order", () => [1, "1", 1, "1"].sort());
    tell("sorted", () => { const a = [2, undefined, 1]; return [a.toSorted(), a]; });
    tell("sorted holes", () => Object.keys([3, , 1].toSorted()));
  },
};

// 8.1: sort with comparisons, which is stable
export const comparisons = {
  test() {
    const numbers = Array.from({ length: 200 }, () => random(1000) / 8 - 50);
    const up = numbers.slice().sort((a, b) => a - b);
    const down = numbers.slice().sort((a, b) => b - a);
    assert.deepStrictEqual(up, numbers.toSorted((x, y) => (x < y ? -1 : x > y ? 1 : 0)));
    assert.deepStrictEqual(up, numbers.slice().sort(function (a, b) { return a - b; }));
    assert.deepStrictEqual(up, numbers.slice().sort(function by(a, b) { const d = a - b; return d; }));
    assert.deepStrictEqual(up.toReversed(), down);
    const zeros = [0, -0, 3, -0, 0, 1, 2, -1, 5, 4];
    tell("zeros", () => zeros.toSorted((a, b) => a - b));
    tell("zeros down", () => zeros.toSorted((a, b) => b - a));
    tell("infinities", () => [Infinity, 1, -Infinity, Infinity, 0, 2, 3, 4, 5, 6].sort((a, b) => a - b));
    tell("undefined", () => [3, undefined, 1, undefined, 2, 9, 8, 7, 6, 5].sort((a, b) => a - b));
    tell("texts by difference", () => ["10", "9", 1, "2", 30, "4", "5", "6", "7", "8"].sort((a, b) => a - b));
    tell("other names", () => [3, 1, 2, 9, 8, 7, 6, 5, 4].sort(($a, b_2) => $a - b_2));
    tell("same name twice", () => { const b = 0; return [3, 1, 2, 9, 8, 7, 6, 5, 4].sort((a, c) => a - b); });
    tell("of outer names", () => { const a = 1, b = 2; return [3, 1, 2, 9, 8, 7, 6, 5, 4].sort((x, y) => b - a); });
    tell("defaults", () => [3, 1, 2, 9, 8, 7, 6, 5, 4].sort((a, b = 5) => b - a));
    tell("async", () => [3, 1, 2, 9, 8, 7, 6, 5, 4].sort(async (a, b) => a - b));
    const people = Array.from({ length: 50 }, (_, id) => ({ id, age: random(5) }));
    tell("stable", () => people.toSorted((a, b) => a.age - b.age).map((p) => p.id).join());
    tell("answers", () => ["b", "a", "c"].sort((a, b) => (a < b ? "-1" : { valueOf: () => 1 })));
    tell("only true or false", () => [3, 1, 2, 5, 4].sort((a, b) => a > b));
    tell("always more", () => [3, 1, 2, 5, 4].sort(() => 1));
    tell("always less", () => [3, 1, 2, 5, 4].sort(() => -1));
    tell("nothing", () => [3, 1, 2].sort(() => {}));
    tell("always", () => [3, 1, 2].sort(() => 0));
    tell("proxy", () => [3, 1, 2].sort(new Proxy((a, b) => a - b, {})));
    tell("kept pairs", () => { const pairs = []; [1, 2].sort(new Proxy(() => 0, { apply: (f, self, args) => { pairs.push(args); return 0; } })); return pairs.length > 0; });
    tell("bound", () => [3, 1, 2].sort(((f, a, b) => b - a).bind(null, 0)));
    tell("throws", () => [3, 1].sort(() => { throw new RangeError("no"); }));
    tell("symbol", () => [3, 1].sort(() => Symbol()));
    const sorted = [3, 1, 2];
    assert.strictEqual(sorted.sort((a, b) => a - b), sorted);
  },
};

// 8.1: what is no comparison, and what is no array
export const odd = {
  test() {
    for (const by of [null, 1, "x", {}, /x/]) tell("by", () => [2, 1].sort(by));
    tell("sorted by", () => [2, 1].toSorted(null));
    tell("array-like", () => Array.prototype.sort.call({ length: 3, 0: "c", 1: "a", 2: "b" }));
    tell("frozen in order", () => Object.freeze([1]).sort());
    tell("sealed", () => Object.seal([2, 1]).sort());
    tell("proxied", () => new Proxy([2, 1], {}).sort());
    tell("empty", () => [].sort((a, b) => a - b));
    tell("nobody", () => Array.prototype.sort.call(null));
    tell("derived", () => { class List extends Array {} const l = List.of(3, 1, 2); return [l.sort() === l, l.toSorted() instanceof List, l]; });
    tell("extra", () => { const a = Object.assign([2, 1], { x: 1 }); a.sort(); return [a.x, a]; });
  },
};

// 8.1: a comparison sees the array as it was, and what it does to it is overwritten
export const changes = {
  test() {
    const during = (name, change) => tell(name, () => {
      const a = [3, 2, 1];
      let seen;
      a.sort((x, y) => { seen ??= a.join(); change?.(a); change = null; return x - y; });
      return [seen, a, a.length, Object.keys(a).join()];
    });
    during("seen");
    during("pushed", (a) => a.push(0));
    during("set", (a) => (a[0] = 9));
    during("shorter", (a) => (a.length = 1));
    during("accessor", (a) => Object.defineProperty(a, 1, { get: () => 7, set() {}, configurable: true, enumerable: true }));
    during("frozen", (a) => Object.freeze(a));
  },
};
