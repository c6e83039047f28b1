// What a stack says of a call: on what, as what, and what waits for it.

// lines are a stack's first lines without their places.
const lines = (stack, n = 4) => stack.split("\n").slice(1, n + 1).map((l) => l.trim().replace(/\(?file:.*/, "@")).join("; ");
const shown = (f) => ({
  async test() {
    console.log(lines(await f()));
  },
});

class Kind {
  constructor() { this.stack = new Error().stack; }
  method() { return new Error().stack; }
  static still() { return new Error().stack; }
  get got() { return new Error().stack; }
  async later() { await 1; return new Error().stack; }
  #hidden() { return new Error().stack; }
  open() { return this.#hidden(); }
  static [Symbol.iterator]() { return new Error().stack; }
}
class Derived extends Kind {
  constructor() { super(); }
}
class Fault extends Error {
  constructor() { super("x"); }
}

// 8.1: a constructor is shown as one
export const constructed = shown(() => new Kind().stack);
// 8.1: so are those that it calls
export const derived = shown(() => new Derived().stack);
// 8.1: an error's own constructors are left out
export const fault = shown(() => new Fault().stack);
// 8.1: a function that is called with new is a constructor
export const oldConstructor = shown(() => { function F() { this.stack = new Error().stack; } return new F().stack; });
// 8.1: a method is shown with the class of what it is called on
export const method = shown(() => new Kind().method());
// 8.1: a static method is shown with its class
export const still = shown(() => Kind.still());
// 8.1: a getter is shown without
export const getter = shown(() => new Kind().got);
// 8.1: so is a private method
export const hidden = shown(() => new Kind().open());
// 8.1: so is a method that a symbol names
export const symbol = shown(() => Kind[Symbol.iterator]());
// 8.1: a literal's method is an Object's
export const literal = shown(() => ({ m() { return new Error().stack; } }).m());
// 8.1: a name that is no identifier stands alone
export const quoted = shown(() => ({ ["a b"]() { return new Error().stack; } })["a b"]());
// 8.1: what is called on nothing has no class
export const nothing = shown(() => Kind.prototype.method.call(null));
// 8.1: what is called on a number is a Number's
export const number = shown(() => Kind.prototype.method.call(5));
// 8.1: a builtin that calls back is shown
export const back = shown(() => [1].map(() => new Error().stack)[0]);
// 8.1: String.prototype.replace too
export const replace = shown(() => "a".replace(/a/, () => new Error().stack));
// 8.1: Reflect.construct is not
export const reflected = shown(() => Reflect.construct(Kind, []).stack);
// 8.1: a conversion is a call
export const converted = shown(() => `${{ toString() { return new Error().stack; } }}`);
// 8.1: an error of the engine has the same stack
export const engine = shown(() => { try { null.x; } catch (e) { return e.stack; } });
// 8.1: a function that waits is shown as async
export const waiting = shown(async () => {
  async function f() { await 1; throw new Error("x"); }
  async function g() { await f(); }
  try { await g(); } catch (e) { return e.stack; }
});
// 8.1: so is a method that waits for a method
export const waitingMethod = shown(async () => await new Kind().later());

// 8.1: Error.prepareStackTrace gets the calls and makes the stack
export const prepared = {
  test() {
    Error.prepareStackTrace = (error, sites) => [error.message, ...sites.slice(0, 3).map((s) => [
      s.getFunctionName(), s.getTypeName() === "Object", s.getLineNumber() > 0, s.getColumnNumber() > 0, s.getFileName().startsWith("file:"),
      s.isNative(), s.isConstructor(), s.isEval(), s.isAsync(), s.isPromiseAll(), String(s.getThis()), s.toString().replace(/\(?file:.*/, "@"),
    ].join())];
    function foo() { return new Error("x").stack; }
    const stack = { bar() { return foo(); } }.bar();
    Error.prepareStackTrace = undefined;
    console.log(stack);
    console.log(typeof new Error("y").stack);
  },
};

// 8.1: Error.captureStackTrace lets it see the calls above a function
export const captured = {
  test() {
    function sites(above) {
      const prepare = Error.prepareStackTrace, o = {};
      Error.prepareStackTrace = (_, list) => list;
      Error.captureStackTrace(o, above);
      const list = o.stack;
      Error.prepareStackTrace = prepare;
      return list;
    }
    function outer() { return inner(); }
    function inner() { return sites(inner); }
    console.log(outer()[0].getFunctionName());
  },
};

// 8.1: Error.stackTraceLimit is how many calls there are
export const limited = {
  test() {
    Error.stackTraceLimit = 1;
    console.log(new Error("x").stack.split("\n").length);
    Error.stackTraceLimit = 0;
    console.log(new Error("x").stack);
    Error.stackTraceLimit = 10;
  },
};

// 8.1: a class's getter of the message is not asked: its object may not be ready
export const getters = {
  test() {
    class Late extends Error {
      constructor() { super(); this.issue = { text: "late" }; }
      get message() { return this.issue.text; }
    }
    class Never extends Error { get message() { throw new Error("never"); } }
    console.log(new Late().message, new Late().stack.split("\n")[0], new Never().stack.split("\n")[0]);
  },
};
