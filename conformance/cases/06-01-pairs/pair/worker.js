import assert from "node:assert";

const typeError = (message) => ({ name: "TypeError", message });
const next = (ws, type) => new Promise((resolve) => ws.addEventListener(type, resolve, { once: true }));

// over closes a socket and waits until both ends know.
async function over(a, b) {
  const closed = [next(a, "close"), next(b, "close")];
  a.close();
  await Promise.all(closed);
}

// 6.1: a pair has the keys 0 and 1
export const keys = {
  test() {
    const pair = new WebSocketPair();
    assert.deepStrictEqual(Object.keys(pair), ["0", "1"]);
    assert.deepStrictEqual(Object.values(pair).map((ws) => ws.constructor.name), ["WebSocket", "WebSocket"]);
  },
};

// 6.1: a pair is iterable
export const iterable = {
  test() {
    const pair = new WebSocketPair();
    const [a, b] = pair;
    assert.strictEqual(a, pair[0]);
    assert.strictEqual(b, pair[1]);
    assert.strictEqual([...pair].length, 2);
  },
};

// 6.1: a pair needs new
export const needsNew = {
  test() {
    assert.throws(() => WebSocketPair(), typeError(
      "Failed to construct 'WebSocketPair': Please use the 'new' operator, this object constructor cannot be called as a function.",
    ));
  },
};

// 6.1: a socket that was not accepted neither sends nor closes
export const notAccepted = {
  test() {
    const [a] = new WebSocketPair();
    const refusal = typeError(
      "You must call one of accept() or state.acceptWebSocket() on this WebSocket before sending messages.",
    );
    assert.throws(() => a.send("x"), refusal);
    assert.throws(() => a.close(), refusal);
    assert.throws(() => a.close(1000, "x"), refusal);
  },
};

// 6.1: accepting twice changes nothing
export const twice = {
  async test() {
    const [a, b] = new WebSocketPair();
    a.accept();
    assert.strictEqual(a.accept(), undefined);
    b.accept();
    await over(a, b);
  },
};

// 6.1: messages that are sent before the other end accepts wait for it
export const queued = {
  async test() {
    const [a, b] = new WebSocketPair();
    a.accept();
    a.send("1");
    a.send("2");
    const got = [];
    b.addEventListener("message", (e) => void got.push(e.data));
    b.accept();
    assert.deepStrictEqual(got, []);
    a.send("3");
    while (got.length < 3) await scheduler.wait(1);
    assert.deepStrictEqual(got, ["1", "2", "3"]);
    await over(a, b);
  },
};

// 6.1: a message never arrives in the turn that sent it
export const asynchronous = {
  async test() {
    const [a, b] = new WebSocketPair();
    a.accept();
    b.accept();
    let got = null;
    const arrived = next(b, "message").then((e) => (got = e.data));
    a.send("x");
    await Promise.resolve();
    assert.strictEqual(got, null);
    await arrived;
    assert.strictEqual(got, "x");
    await over(a, b);
  },
};

// 6.1: both ends talk, in order
export const echo = {
  async test() {
    const [a, b] = new WebSocketPair();
    a.accept();
    b.accept();
    b.addEventListener("message", (e) => b.send("echo " + e.data));
    const got = [];
    const done = new Promise((resolve) => a.addEventListener("message", (e) => {
      if (got.push(e.data) === 50) {
        resolve();
      }
    }));
    for (let i = 0; i < 50; i++) {
      a.send(String(i));
    }
    await done;
    assert.deepStrictEqual(got, Array.from({ length: 50 }, (_, i) => "echo " + i));
    await over(a, b);
  },
};

// 6.1: halves are open until closed from here when a socket is accepted so
export const halfOpen = {
  async test() {
    const [a, b] = new WebSocketPair();
    a.accept();
    b.accept({ allowHalfOpen: true });
    const states = [];
    b.addEventListener("close", (e) => {
      states.push(b.readyState, e.code);
      b.send("still open");
      b.close(4001, "mine");
    });
    const message = next(a, "message");
    const closed = next(a, "close");
    a.close(4000, "yours");
    assert.strictEqual((await message).data, "still open");
    const e = await closed;
    assert.deepStrictEqual([e.code, e.reason], [4001, "mine"]);
    assert.deepStrictEqual(states, [WebSocket.CLOSING, 4000]);
  },
};
