import assert from "node:assert";
import { meta, again, nope } from "./sub/module.js";

// 1.7: import.meta tells a module its URL and its name, and the main one what it is
export const main = {
  test() {
    const { resolve, ...others } = import.meta;
    assert.deepStrictEqual({ ...others }, {
      main: true, url: "file:///bundle/worker.js", filename: "/bundle/worker.js", dirname: "/bundle",
    });
    assert.deepStrictEqual([resolve.name, resolve.length, Object.getPrototypeOf(import.meta)], ["", 0, null]);
  },
};

// 1.7: every module has an import.meta of its own, always the same
export const other = {
  test() {
    const { resolve, ...others } = meta;
    assert.deepStrictEqual({ ...others }, {
      main: false, url: "file:///bundle/sub/module.js", filename: "/bundle/sub/module.js", dirname: "/bundle/sub",
    });
    assert.strictEqual(meta, again());
    import.meta.added = 1;
    assert.deepStrictEqual([import.meta.added, meta.added], [1, undefined]);
  },
};

// 1.7: import.meta.resolve answers the URL that a specifier means in the module
export const resolve = {
  test() {
    assert.deepStrictEqual(["./x.js", "x", "../../x", "a b", "node:fs", "https://a.b"].map((name) => import.meta.resolve(name)), [
      "file:///bundle/x.js", "file:///bundle/x", "file:///x", "file:///bundle/a%20b", "node:fs", "https://a.b/",
    ]);
    assert.strictEqual(meta.resolve("./x.js"), "file:///bundle/sub/x.js");
    assert.throws(() => import.meta.resolve(), { name: "TypeError", message: "import.meta.resolve requires a specifier argument" });
    assert.throws(() => import.meta.resolve("https:///"), { name: "TypeError", message: "Invalid module specifier: https:///" });
  },
};

// 1.7: a module that is not there is named by its URL
export const missing = {
  async test() {
    for (const [name, url] of [
      ["./missing.js", "file:///bundle/missing.js"], ["missing", "file:///bundle/missing"], ["../a/x.js", "file:///a/x.js"],
      ["a b.js", "file:///bundle/a%20b.js"], ["/x.js", "file:///x.js"], ["node:missing", "node:missing"],
      ["cloudflare:missing", "cloudflare:missing"], ["https://a.b/c.js", "https://a.b/c.js"],
    ]) {
      await assert.rejects(import(name), { name: "Error", message: "Module not found: " + url });
    }
    await assert.rejects(import("https:///"), { name: "TypeError", message: "Invalid module specifier: https:///" });
    await assert.rejects(nope(), { name: "Error", message: "Module not found: file:///bundle/sub/nope.js" });
  },
};
