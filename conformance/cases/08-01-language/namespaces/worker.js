import * as ns from "./lib.js";

const thrown = (f) => {
  try {
    return f(ns);
  } catch (e) {
    return `${e.name}: ${e.message}`;
  }
};

// 8.1: a namespace is an object of no class that cannot be extended
export const object = {
  test() {
    console.log(Object.prototype.toString.call(ns), Object.getPrototypeOf(ns), Object.isExtensible(ns), JSON.stringify(ns));
    console.log(Reflect.ownKeys(ns).map(String).join(), "a" in ns, ns.default.name, thrown((o) => `${o}`));
  },
};

// 8.1: import() answers the same one
export const dynamic = {
  async test() {
    console.log((await import("./lib.js")) === ns);
  },
};

// 8.1: its properties are the exports' values, now
export const live = {
  test() {
    const before = ns.a;
    ns.bump();
    console.log(ns.a - before);
  },
};

// 8.1: nothing in it can be assigned or deleted
export const closed = {
  test() {
    console.log(thrown((o) => { o.x = 1; }));
    console.log(thrown((o) => { o.a = 1; }));
    console.log(thrown((o) => { delete o.a; }));
    console.log(thrown((o) => delete o.nothing));
  },
};

// 8.1: what the last match captured can be taken from the constructor by a pattern
export const captured = {
  test() {
    /(b)(c)?/.test("abd");
    const { $1: first, $2, rightContext } = RegExp;
    console.log(JSON.stringify([first, $2, rightContext]));
  },
};
