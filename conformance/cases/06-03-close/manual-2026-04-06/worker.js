import assert from "node:assert";

const next = (ws, type) => new Promise((resolve) => ws.addEventListener(type, resolve, { once: true }));
const tell = (e) => [e.code, e.reason, e.wasClean];

// 6.3: before 2026-04-07 a Close is answered by the application
export const manual = {
  async test() {
    const [a, b] = new WebSocketPair();
    a.accept();
    b.accept();
    let told = false;
    const own = next(a, "close").then((e) => ((told = true), tell(e)));
    const other = next(b, "close").then((e) => [b.readyState, ...tell(e)]);
    a.close(4000, "yours");
    assert.deepStrictEqual(await other, [2, 4000, "yours", true]);
    await scheduler.wait(5);
    assert.strictEqual(told, false);
    b.send("still open");
    b.close(4001, "mine");
    assert.deepStrictEqual(await own, [4001, "mine", true]);
    assert.deepStrictEqual([a.readyState, b.readyState], [3, 3]);
  },
};

// 6.1: before 2026-04-07 accept can ask for an answer
export const asked = {
  async test() {
    const [a, b] = new WebSocketPair();
    a.accept();
    b.accept({ allowHalfOpen: false });
    const own = next(a, "close");
    const other = next(b, "close").then((e) => [b.readyState, ...tell(e)]);
    a.close(4000, "yours");
    assert.deepStrictEqual(await other, [3, 4000, "yours", true]);
    assert.deepStrictEqual(tell(await own), [4000, "yours", true]);
  },
};
