import assert from "node:assert";

// 1.8: before 2024-09-23 nodejs_compat has modules, but no globals
export const globals = {
  test() {
    const names = ["process", "Buffer", "global", "setImmediate", "clearImmediate"];
    assert.deepStrictEqual(names.filter((name) => name in globalThis), []);
    const timer = setTimeout(() => {}, 1);
    assert.strictEqual(typeof timer, "number");
    clearTimeout(timer);
  },
};

// 1.8: modules have their names with "node:" only
export const modules = {
  async test() {
    for (const name of ["buffer", "events", "util", "async_hooks"]) {
      assert.ok((await import("node:" + name)).default, name);
      console.log(name, String(await import(name).catch((e) => e)));
    }
  },
};
