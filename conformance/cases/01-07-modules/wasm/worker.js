import assert from "node:assert";
import five from "./five.code";

// 1.7: a CompiledWasm module is a WebAssembly.Module and no instance
export const wasm = {
  test() {
    assert.ok(five instanceof WebAssembly.Module);
    assert.strictEqual(new WebAssembly.Instance(five).exports.five(), 5);
  },
};
