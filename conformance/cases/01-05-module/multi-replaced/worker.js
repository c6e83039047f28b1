import assert from "node:assert";
import { env, exports, withEnv, withEnvAndExports, withExports } from "cloudflare:workers";

const tick = () => scheduler.wait(1);

// 1.5: withEnv replaces the imported env for a function and what it awaits
export const replacedEnv = {
  async test() {
    const before = Object.keys(env);
    const seen = await withEnv({ A: 1 }, async () => {
      const first = env.A;
      await tick();
      return [first, env.A, Object.keys(env)];
    });
    assert.deepStrictEqual(seen, [1, 1, ["A"]]);
    assert.deepStrictEqual(Object.keys(env), before);
  },
};

// 1.5: withExports replaces the imported exports, and leaves env alone
export const replacedExports = {
  async test() {
    const own = Object.keys(exports);
    assert.ok(own.includes("replacedExports"));
    const seen = await withExports({ B: 2 }, async () => {
      await tick();
      return [exports.B, Object.keys(exports), Object.keys(env)];
    });
    assert.deepStrictEqual(seen, [2, ["B"], Object.keys(env)]);
    assert.deepStrictEqual(Object.keys(exports), own);
  },
};

// 1.5: withEnvAndExports replaces both, and replacements nest
export const both = {
  async test() {
    withEnvAndExports({ A: 1 }, { B: 2 }, () => {
      assert.deepStrictEqual([env.A, exports.B], [1, 2]);
      withEnv({ A: 3 }, () => assert.deepStrictEqual([env.A, exports.B], [3, 2]));
      assert.deepStrictEqual([env.A, exports.B], [1, 2]);
    });
  },
};

// 1.5: what the function answers and throws goes to the caller
export const answers = {
  async test() {
    assert.strictEqual(withEnv({}, () => 5), 5);
    assert.throws(() => withExports({}, () => { throw new RangeError("out"); }), { name: "RangeError", message: "out" });
  },
};

// 1.5: what replaces may be anything, and has no members if it is no object; the function has to be one
export const wrong = {
  async test() {
    assert.deepStrictEqual(withEnv(5, () => [6, Object.keys(env)]), [6, []]);
    assert.throws(() => withEnv({}), {
      name: "TypeError", message: "Failed to execute 'withEnv' on 'EnvModule': parameter 2 is not of type 'function'.",
    });
  },
};
