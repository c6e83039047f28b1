import assert from "node:assert";
import { meta, nope } from "./sub/module.js";

// 1.7: before modules were URLs import.meta was empty
export const empty = {
  test() {
    assert.deepStrictEqual([Object.keys(import.meta), Object.getPrototypeOf(import.meta)], [[], null]);
    assert.deepStrictEqual(Object.keys(meta), []);
    assert.notStrictEqual(meta, import.meta);
  },
};

// 1.7: before modules were URLs one that is not there was named by its path
export const missing = {
  async test() {
    for (const [name, text] of [
      ["./missing.js", '"missing.js".'], ["missing", '"missing".'], ["../a/x.js", '"../a/x.js"'], ["./a/../b.js", '"b.js".'],
      ["a b.js", '"a b.js".'], ["/x.js", '"x.js".'], ["node:missing", '"node:missing".'], ["https://a.b/c.js", '"https:/a.b/c.js".'],
    ]) {
      await assert.rejects(import(name), { name: "Error", message: "No such module " + text });
    }
    await assert.rejects(nope(), { name: "Error", message: 'No such module "sub/nope.js".' });
  },
};
