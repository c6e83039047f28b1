import assert from "node:assert";

const refused = (...args) => {
  try {
    new WebSocket(...args);
  } catch (e) {
    return [e.constructor.name, e.name, e.code, e.message];
  }
  assert.fail("it did not throw");
};
const syntax = (text) => ["DOMException", "SyntaxError", 12, "WebSocket Constructor: " + text];

// 6.6: the constructor takes a URL
export const url = {
  test() {
    assert.deepStrictEqual(refused("not a url"), syntax("The url is invalid."));
    assert.deepStrictEqual(refused("/relative"), syntax("The url is invalid."));
  },
};

// 6.6: of the schemes ws and wss
export const scheme = {
  test() {
    for (const url of ["http://example.com", "https://example.com", "ftp://example.com"]) {
      assert.deepStrictEqual(refused(url), syntax("The url scheme must be ws or wss."));
    }
  },
};

// 6.6: without a fragment
export const fragment = {
  test() {
    assert.deepStrictEqual(refused("ws://example.com/#a"), syntax("The url fragment must be empty."));
  },
};

// 6.6: protocols are tokens
export const token = {
  test() {
    for (const protocol of ["", "a b", "a,b", "é"]) {
      assert.deepStrictEqual(refused("ws://example.com", protocol), syntax("The protocol header token is invalid."));
    }
    assert.deepStrictEqual(refused("ws://example.com", ["a", "a b"]), syntax("One of the protocol header tokens is invalid."));
  },
};

// 6.6: and differ
export const repeated = {
  test() {
    assert.deepStrictEqual(refused("ws://example.com", ["a", "b", "a"]),
      syntax("The protocols header cannot have repeating values."));
  },
};

// 6.6: the constructor needs new and a URL
export const needs = {
  test() {
    assert.throws(() => WebSocket("ws://example.com"), { name: "TypeError" });
    assert.deepStrictEqual(refused(), ["TypeError", "TypeError", undefined,
      "Failed to construct 'WebSocket': constructor parameter 1 is not of type 'string'."]);
  },
};

// 6.6: fetch does not take ws URLs
export const fetchScheme = {
  async test() {
    await assert.rejects(fetch("ws://example.com/", { headers: { Upgrade: "websocket" } }), {
      name: "TypeError", message: "Fetch API cannot load: ws://example.com/",
    });
  },
};
