import assert from "node:assert";

// 1.8: from 2026-08-04 the globals of Node are there
export const globals = {
  test() {
    for (const name of ["process", "Buffer", "global", "setImmediate", "clearImmediate"]) {
      assert.ok(name in globalThis, name);
    }
    assert.strictEqual(global, globalThis);
    assert.strictEqual(Buffer.from("é").toString("hex"), "c3a9");
    assert.strictEqual(process.platform, "linux");
    assert.match(process.version, /^v22\./);
  },
};

// 1.8: modules have their names with and without "node:", and are the same
export const modules = {
  async test() {
    for (const name of ["buffer", "events", "util", "path", "fs", "crypto", "stream", "url", "assert", "async_hooks"]) {
      const bare = await import(name);
      const prefixed = await import("node:" + name);
      assert.strictEqual(bare.default, prefixed.default, name);
      assert.ok(bare.default, name);
    }
  },
};

// 1.8: global ones are those of the modules
export const same = {
  async test() {
    assert.strictEqual((await import("node:buffer")).Buffer, Buffer);
    assert.strictEqual((await import("node:process")).default, process);
  },
};

// 1.8: process.env has the variables, others than texts as JSON
export const environment = {
  test() {
    assert.deepStrictEqual({ ...process.env }, { TEXT: "t", NUMBER: "5", OBJECT: '{"a":[1]}' });
  },
};

// 1.8: what is put into process.env becomes a text, and does not reach env
export const assigned = {
  test(controller, env) {
    process.env.NEW = 7;
    assert.strictEqual(process.env.NEW, "7");
    assert.strictEqual(env.NEW, undefined);
    delete process.env.NEW;
    assert.strictEqual("NEW" in process.env, false);
  },
};

// 1.8: timers are objects
export const timers = {
  async test() {
    const fired = [];
    const timer = setTimeout(() => fired.push("cleared"), 1);
    assert.strictEqual(typeof timer, "object");
    assert.strictEqual(typeof timer.ref, "function");
    assert.strictEqual(timer.hasRef(), true);
    clearTimeout(timer);
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepStrictEqual(fired, []);
  },
};

// 1.8: setImmediate runs its function with its arguments, after microtasks
export const immediates = {
  async test() {
    const order = [];
    const ran = new Promise((resolve) => setImmediate((...args) => resolve(order.push(...args)), "a", "b"));
    const never = setImmediate(() => order.push("never"));
    clearImmediate(never);
    await null;
    order.push("micro");
    await ran;
    assert.deepStrictEqual(order, ["micro", "a", "b"]);
  },
};

// 1.8: an unknown module is still unknown
export const unknown = {
  async test() {
    for (const name of ["node:nope", "nope"]) {
      console.log(name, String(await import(name).catch((e) => e)));
    }
  },
};
