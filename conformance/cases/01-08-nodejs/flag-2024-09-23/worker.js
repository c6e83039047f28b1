import assert from "node:assert";

// 1.8: from 2024-09-23 nodejs_compat has globals too, and timers are still numbers
export const globals = {
  test() {
    const names = ["process", "Buffer", "global", "setImmediate", "clearImmediate"];
    assert.deepStrictEqual(names.filter((name) => name in globalThis), names);
    const timer = setTimeout(() => {}, 1);
    assert.strictEqual(typeof timer, "number");
    clearTimeout(timer);
  },
};

// 1.8: and bare names
export const bare = {
  async test() {
    assert.strictEqual((await import("buffer")).Buffer, Buffer);
  },
};

// 1.8: process.env is empty before 2025-04-01
export const environment = {
  test(controller, env) {
    assert.strictEqual(env.TEXT, "t");
    assert.deepStrictEqual(Object.keys(process.env), []);
  },
};
