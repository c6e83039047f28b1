import assert from "node:assert";

// over closes a socket from both ends and waits until both know.
async function over(a, b) {
  const closed = [a, b].map((ws) => new Promise((resolve) => ws.addEventListener("close", resolve)));
  a.close();
  b.close();
  await Promise.all(closed);
}

// 6.2: before 2026-03-17 bytes arrive as an ArrayBuffer
export const arrayBuffer = {
  async test() {
    const [a, b] = new WebSocketPair();
    a.accept();
    b.accept();
    assert.strictEqual(b.binaryType, "arraybuffer");
    const got = new Promise((resolve) => b.addEventListener("message", resolve));
    a.send(new Uint8Array([1, 2]));
    assert.strictEqual((await got).data instanceof ArrayBuffer, true);
    await over(a, b);
  },
};

// 6.2: before 2026-03-17 a Blob is to be had
export const blob = {
  async test() {
    const [a, b] = new WebSocketPair();
    a.accept();
    b.accept();
    b.binaryType = "blob";
    const got = new Promise((resolve) => b.addEventListener("message", resolve));
    a.send(new Uint8Array([1, 2]));
    assert.strictEqual((await got).data instanceof Blob, true);
    await over(a, b);
  },
};
