import assert from "node:assert";

// 6.3: with pedantic_wpt only 1000 and 3000 to 4999 may be sent
export const codes = {
  async test() {
    for (const code of [1001, 1003, 2999, 5000]) {
      const [a, b] = new WebSocketPair();
      a.accept();
      b.accept();
      assert.throws(() => a.close(code), { name: "InvalidAccessError", message: `Invalid WebSocket close code: ${code}.` });
      const closed = [a, b].map((ws) => new Promise((resolve) => ws.addEventListener("close", resolve)));
      a.close(3000);
      await Promise.all(closed);
    }
  },
};
