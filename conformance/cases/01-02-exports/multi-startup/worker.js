import assert from "node:assert";

const start = async (env, source) => {
  const worker = env.Loader.load({ compatibilityDate: "2026-11-17", mainModule: "main.js", modules: { "main.js": source } });
  const answer = await worker.getEntrypoint().fetch("http://x/").catch((e) => e);
  return answer instanceof Error ? `${answer.name}: ${answer.message}` : await answer.text();
};
const ok = 'export default { fetch: () => new Response("ok") };';

// 1.2: a named export that is neither a function nor an object aborts the start
export const values = {
  async test(controller, env) {
    for (const value of ["5", '"text"', "true", "1n", 'Symbol("s")']) {
      const told = await start(env, `export const x = ${value}; ${ok}`);
      assert.match(told, /Incorrect type for map entry 'x': the provided value is not of type 'function or ExportedHandler'\./);
    }
  },
};

// 1.2: so does one that is undefined or null, in words of its own
export const nothing = {
  async test(controller, env) {
    for (const value of ["undefined", "null"]) {
      const told = await start(env, `export const x = ${value}; ${ok}`);
      assert.match(told, /TypeError: Cannot initialize \S*ExportedHandler\S* with required members from an undefined or null value\./);
    }
  },
};

// 1.2: objects, arrays and functions of any kind are taken
export const taken = {
  async test(controller, env) {
    for (const value of ["{}", "[]", "() => 1", "async () => 1", "class {}", "new Map()"]) {
      assert.strictEqual(await start(env, `export const x = ${value}; ${ok}`), "ok", value);
    }
  },
};

// 1.2: without a default export there is nothing to deliver a request to
export const noDefault = {
  async test(controller, env) {
    assert.match(await start(env, "export const other = {};"), /^Error: internal error; reference = [0-9a-z]{24}$/);
  },
};

// 1.2: a default export of another type aborts the start too
export const badDefault = {
  async test(controller, env) {
    const told = await start(env, "export default 5;");
    assert.match(told, /Incorrect type for map entry 'default': the provided value is not of type 'function or ExportedHandler'\./);
  },
};

// 1.2: an exception at the top level aborts the start
export const thrown = {
  async test(controller, env) {
    const told = await start(env, `throw new RangeError("top"); ${ok}`);
    assert.match(told, /^Error: Failed to start Worker:\nUncaught RangeError: top\n/);
  },
};
