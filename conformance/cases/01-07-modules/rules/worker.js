import assert from "node:assert";
import bytes from "./data/bytes";
import empty from "./data/empty.txt";
import greeting from "./data/greeting";
import list from "./data/list.json";
import object from "./data/object.json";
import html from "./data/page.html";
import page from "./data/page.md";
import query from "./data/query.sql";
import some from "./data/some.raw";
import three from "./data/three.bin";
import { add as again, count as seen } from "./lib/again.js";
import common from "./lib/common.js";
import length, { add, count, named } from "./lib/es.mjs";
import plus from "./lib/function.cjs";

// 1.7: a Text module is a string, whatever its name
export const text = {
  test() {
    assert.strictEqual(greeting, "hello é\n");
    assert.strictEqual(page, "# title\n");
  },
};

// 1.7: a Data module is an ArrayBuffer
export const data = {
  test() {
    for (const [buffer, want] of [[bytes, [0, 1, 255, 195]], [some, [255, 254]]]) {
      assert.ok(buffer instanceof ArrayBuffer);
      assert.deepStrictEqual([...new Uint8Array(buffer)], want);
    }
  },
};

// 1.7: the default rules know their extensions after rules that fall through
export const defaults = {
  test() {
    assert.deepStrictEqual([empty, query, html], ["", "select 1;\n", "<p>\n"]);
    assert.deepStrictEqual([...new Uint8Array(three)], [1, 2, 3]);
  },
};

// 1.7: a CommonJS module is its module.exports
export const commonJs = {
  test() {
    assert.deepStrictEqual([common.a, common.here], [1, "object"]);
    assert.strictEqual(plus(1), 2);
  },
};

// 1.7: an ES module has its exports, live, and is evaluated once
export const esModule = {
  test() {
    assert.deepStrictEqual([length, named], [8, true]);
    const before = count;
    add();
    again();
    assert.deepStrictEqual([count, seen], [before + 2, before + 2]);
  },
};

// 1.7: JSON is parsed
export const json = {
  test() {
    assert.deepStrictEqual(object, { a: [1, { b: null }], c: "é" });
    assert.deepStrictEqual(list, [1, 2]);
  },
};

// 1.7: an import at run time finds the same modules by their paths
export const dynamic = {
  async test() {
    assert.strictEqual((await import("./data/greeting")).default, greeting);
    assert.strictEqual((await import("./data/" + "bytes")).default, bytes);
    const module = await import("./lib/es.mjs");
    assert.strictEqual(module.add, add);
    assert.deepStrictEqual(Object.keys(module).sort(), ["add", "count", "default", "named"]);
  },
};
