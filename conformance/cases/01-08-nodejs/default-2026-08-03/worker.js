const same = (got, want) => {
  if (JSON.stringify(got) !== JSON.stringify(want)) throw new Error(`got ${JSON.stringify(got)} and not ${JSON.stringify(want)}`);
};

// 1.8: before 2026-08-04 there are no globals of Node's
export const globals = {
  test() {
    const names = ["process", "Buffer", "global", "setImmediate", "clearImmediate"];
    same(names.filter((name) => name in globalThis), []);
  },
};

// 1.8: nor a module, which is said by its name
export const modules = {
  async test() {
    for (const name of ["node:fs", "node:buffer", "node:async_hooks", "fs", "buffer"]) {
      const e = await import(name).catch((e) => e);
      console.log(name, String(e));
    }
  },
};

// 1.8: but a small node:process
export const processModule = {
  async test() {
    const { default: process } = await import("node:process");
    same(Object.keys(process).sort(), ["env", "exit", "features", "getBuiltinModule", "nextTick", "platform"]);
  },
};

// 1.8: timers are numbers
export const timers = {
  test() {
    const timer = setTimeout(() => {}, 1);
    same(typeof timer, "number");
    clearTimeout(timer);
  },
};
