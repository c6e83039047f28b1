const came = (name) => import(name).then((m) => Object.keys(m).length > 0, (e) => String(e));
const same = (got, want) => {
  if (JSON.stringify(got) !== JSON.stringify(want)) throw new Error(`got ${JSON.stringify(got)} and not ${JSON.stringify(want)}`);
};

// 1.8: no_nodejs_compat takes away what needs it
export const modules = {
  async test() {
    same(await came("node:fs"), "Error: Module not found: node:fs");
  },
};

// 1.8: but not what the second version brings by its own date: modules, of which a bare name means one
export const second = {
  async test() {
    same([await came("node:buffer"), await came("node:async_hooks"), await came("buffer")], [true, true, true]);
    same(await came("fs"), "Error: Module not found: node:fs");
  },
};

// 1.8: the second version has the modules that need no flag of their own
export const list = {
  async test() {
    const names = "assert async_hooks buffer child_process console crypto dns events fs fs/promises http module net os path perf_hooks process stream sys timers tls url util vm zlib";
    const there = [];
    for (const name of names.split(" ")) {
      if ((await came("node:" + name)) === true) there.push(name);
    }
    same(there.join(" "), "assert async_hooks buffer crypto dns events fs/promises module net path process stream sys timers tls url util zlib");
    same(Object.keys(await import("node:process")).length, 7);
  },
};

// 1.8: and globals, but no timers that are objects
export const globals = {
  test() {
    const names = ["process", "Buffer", "global", "setImmediate", "clearImmediate"];
    same(names.filter((name) => name in globalThis), names);
    const timer = setTimeout(() => {}, 1);
    same(typeof timer, "number");
    clearTimeout(timer);
  },
};
