import assert from "node:assert";

// until waits for something to become true.
async function until(f) {
  while (!f()) await scheduler.wait(1);
}

const next = (ws, type) => new Promise((resolve) => ws.addEventListener(type, resolve, { once: true }));
// over closes a socket and waits until both ends know.
async function over(a, b) {
  const closed = [next(a, "close"), next(b, "close")];
  a.close();
  await Promise.all(closed);
}
function accepted() {
  const pair = new WebSocketPair();
  pair[0].accept();
  pair[1].accept();
  return [pair[0], pair[1]];
}

// 6.2: the members of a socket are on its prototype
export const members = {
  test() {
    const names = Object.getOwnPropertyNames(WebSocket.prototype).sort();
    for (const name of [
      "accept", "binaryType", "bufferedAmount", "close", "deserializeAttachment", "extensions", "protocol", "readyState",
      "send", "serializeAttachment", "url", "CONNECTING", "OPEN", "CLOSING", "CLOSED",
    ]) {
      assert.strictEqual(names.includes(name), true, name);
    }
    assert.strictEqual(Object.getPrototypeOf(WebSocket.prototype), EventTarget.prototype);
  },
};

// 6.2: the states have two names each, on the class too
export const constants = {
  test() {
    const [ws] = new WebSocketPair();
    for (const [n, name] of ["CONNECTING", "OPEN", "CLOSING", "CLOSED"].entries()) {
      assert.deepStrictEqual([WebSocket[name], ws[name], WebSocket["READY_STATE_" + name], ws["READY_STATE_" + name]], [n, n, n, n]);
    }
  },
};

// 6.2: a socket of a pair is open from the start and has no URL
export const fresh = {
  test() {
    const [ws] = new WebSocketPair();
    assert.deepStrictEqual([ws.readyState, ws.url, ws.protocol, ws.extensions], [1, null, "", ""]);
  },
};

// 6.2: there are no handler properties until one is assigned
export const unassigned = {
  test() {
    const [ws] = new WebSocketPair();
    assert.deepStrictEqual([ws.onmessage, ws.onclose, "onmessage" in ws], [undefined, undefined, false]);
  },
};

// 6.2: an assigned handler is called before the listeners
export const assigned = {
  async test() {
    const [a, b] = accepted();
    const order = [];
    b.addEventListener("message", () => void order.push("listener"));
    b.onmessage = (e) => void order.push("handler " + e.data);
    a.send("x");
    await until(() => order.length === 2);
    assert.deepStrictEqual(order, ["handler x", "listener"]);
    await over(a, b);
  },
};

// 6.2: whatever is neither text nor bytes is sent as text
export const coerced = {
  async test() {
    const [a, b] = accepted();
    const got = [];
    b.addEventListener("message", (e) => void got.push(e.data));
    for (const value of [5, {}, null, undefined, true, new Blob(["x"]), [1, 2]]) {
      a.send(value);
    }
    await until(() => got.length === 7);
    assert.deepStrictEqual(got, ["5", "[object Object]", "null", "undefined", "true", "[object Blob]", "1,2"]);
    await over(a, b);
  },
};

// 6.2: send needs a message
export const noMessage = {
  async test() {
    const [a, b] = accepted();
    assert.throws(() => a.send(), {
      name: "TypeError",
      message: "Failed to execute 'send' on 'WebSocket': parameter 1 is not of type 'ArrayBuffer or ArrayBufferView or string'.",
    });
    await over(a, b);
  },
};

// 6.2: bytes are copied when they are sent, a view's window alone
export const copied = {
  async test() {
    const [a, b] = accepted();
    b.binaryType = "arraybuffer";
    const bytes = new Uint8Array([1, 2, 3, 4]);
    const got = next(b, "message");
    a.send(bytes.subarray(1, 3));
    bytes.fill(9);
    assert.deepStrictEqual(Array.from(new Uint8Array((await got).data)), [2, 3]);
    await over(a, b);
  },
};

// 6.2: bytes arrive as a Blob
export const blob = {
  async test() {
    const [a, b] = accepted();
    assert.strictEqual(b.binaryType, "blob");
    const got = next(b, "message");
    a.send(new Uint8Array([1, 2]));
    const { data } = await got;
    assert.strictEqual(data instanceof Blob, true);
    assert.deepStrictEqual(Array.from(new Uint8Array(await data.arrayBuffer())), [1, 2]);
    await over(a, b);
  },
};

// 6.2: bytes arrive as an ArrayBuffer when asked for
export const arrayBuffer = {
  async test() {
    const [a, b] = accepted();
    b.binaryType = "arraybuffer";
    const got = next(b, "message");
    a.send(new Uint8Array([1, 2]).buffer);
    assert.strictEqual((await got).data instanceof ArrayBuffer, true);
    await over(a, b);
  },
};

// 6.2: an unknown binaryType is ignored
export const unknownType = {
  async test() {
    const [a, b] = accepted();
    a.binaryType = "nonsense";
    assert.strictEqual(a.binaryType, "blob");
    await over(a, b);
  },
};

// 6.2: nothing is sent after close
export const sendAfterClose = {
  async test() {
    const [a] = accepted();
    const closed = next(a, "close");
    a.close(1000);
    assert.throws(() => a.send("x"), { name: "TypeError", message: "Can't call WebSocket send() after close()." });
    await closed;
  },
};

// 6.2: events are of the DOM's classes
export const classes = {
  async test() {
    const [a, b] = accepted();
    const message = next(b, "message");
    const close = next(b, "close");
    a.send("x");
    a.close(4000, "bye");
    const m = await message;
    assert.deepStrictEqual([m.constructor.name, m.type, m.data, m.target === b], ["MessageEvent", "message", "x", true]);
    const c = await close;
    assert.deepStrictEqual([c.constructor.name, c.code, c.reason, c.wasClean], ["CloseEvent", 4000, "bye", true]);
  },
};

// 6.2: a listener that throws ends the socket with an error event
export const listenerThrows = {
  async test() {
    const [a, b] = accepted();
    const errors = [];
    b.addEventListener("error", (e) => void errors.push(e.message));
    b.addEventListener("message", () => { throw new Error("boom"); });
    a.send("1");
    a.send("2");
    await until(() => errors.length > 0);
    await scheduler.wait(10);
    assert.deepStrictEqual(errors, ["Uncaught Error: boom"]);
  },
};

// 12a.14: a listener that rejects leaves the socket open
export const listenerRejects = {
  async test() {
    const [a, b] = accepted();
    const got = [];
    b.addEventListener("error", (e) => void got.push(e.message));
    b.addEventListener("message", async (e) => {
      got.push(e.data);
      throw new Error("boom");
    });
    a.send("1");
    a.send("2");
    await until(() => got.length === 2);
    assert.deepStrictEqual(got, ["1", "2"]);
    assert.strictEqual(b.readyState, 1);
    await over(a, b);
  },
};

// 6.2: an attachment belongs to any socket
export const attachment = {
  test() {
    const [a] = new WebSocketPair();
    assert.strictEqual(a.deserializeAttachment(), null);
    const value = { deep: [1, new Date(5)] };
    a.serializeAttachment(value);
    value.deep.push("later");
    assert.deepStrictEqual(a.deserializeAttachment(), { deep: [1, new Date(5)] });
    assert.notStrictEqual(a.deserializeAttachment(), a.deserializeAttachment());
  },
};
