import assert from "node:assert";

const fresh = () => new WebSocketPair()[0];

// 6.5: an attachment is a copy each time
export const copies = {
  test() {
    const ws = fresh();
    const value = { map: new Map([["a", 1]]), date: new Date(5), bytes: new Uint8Array([1]) };
    ws.serializeAttachment(value);
    value.map.set("b", 2);
    assert.deepStrictEqual(ws.deserializeAttachment(), {
      map: new Map([["a", 1]]), date: new Date(5), bytes: new Uint8Array([1]),
    });
    ws.deserializeAttachment().map.clear();
    assert.strictEqual(ws.deserializeAttachment().map.size, 1);
  },
};

// 6.5: there is none before one is set, and null is one
export const none = {
  test() {
    const ws = fresh();
    assert.strictEqual(ws.deserializeAttachment(), null);
    ws.serializeAttachment("x");
    ws.serializeAttachment(null);
    assert.strictEqual(ws.deserializeAttachment(), null);
    ws.serializeAttachment(undefined);
    assert.strictEqual(ws.deserializeAttachment(), undefined);
  },
};

// 6.5: an attachment has 16384 bytes at most
export const size = {
  test() {
    const ws = fresh();
    ws.serializeAttachment("x".repeat(16379));
    assert.strictEqual(ws.deserializeAttachment().length, 16379);
    assert.throws(() => ws.serializeAttachment("x".repeat(16385)), {
      name: "Error",
      message: "A WebSocket 'attachment' cannot be larger than 16384 bytes.'attachment' was 16391 bytes.",
    });
    assert.strictEqual(ws.deserializeAttachment().length, 16379);
  },
};

// 6.5: serializeAttachment needs a value
export const missing = {
  test() {
    assert.throws(() => fresh().serializeAttachment(), {
      name: "TypeError",
      message: "Failed to execute 'serializeAttachment' on 'WebSocket': parameter 1 is not of type 'Value'.",
    });
  },
};

// 6.5: what cannot be cloned is refused
export const uncloneable = {
  test() {
    assert.throws(() => fresh().serializeAttachment(() => 1), {
      name: "DataCloneError", message: "() => 1 could not be cloned.",
    });
  },
};
