const came = (name) => import(name).then((m) => Object.keys(m).length > 0, (e) => String(e));

// 1.8: no_nodejs_compat and no_nodejs_compat_v2 take all modules away
export const modules = {
  async test() {
    for (const name of ["node:fs", "node:buffer", "node:async_hooks", "fs"]) {
      console.log(name, await came(name));
    }
  },
};

// 1.8: and the globals
export const globals = {
  test() {
    console.log(["process", "Buffer", "global", "setImmediate"].filter((name) => name in globalThis).join());
    const timer = setTimeout(() => {}, 1);
    console.log(typeof timer);
    clearTimeout(timer);
  },
};
