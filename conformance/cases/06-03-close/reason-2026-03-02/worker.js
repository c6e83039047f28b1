import assert from "node:assert";

// 6.3: before 2026-03-03 the length of a reason is not looked at
export const longReason = {
  async test() {
    const [a, b] = new WebSocketPair();
    a.accept();
    b.accept();
    const closed = [a, b].map((ws) => new Promise((resolve) => ws.addEventListener("close", resolve)));
    a.close(1000, "r".repeat(124));
    b.close(1000);
    await closed[0];
    assert.strictEqual((await closed[1]).reason, "r".repeat(124));
  },
};
