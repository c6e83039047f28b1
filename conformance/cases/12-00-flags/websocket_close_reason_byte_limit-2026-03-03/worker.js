// attempt answers what a call does, or how it fails.
async function attempt(call) {
  try {
    return await call();
  } catch (e) {
    return String(e);
  }
}

const want = `"SyntaxError: WebSocket close reason must not be longer than 123 bytes when UTF-8 encoded."`;

async function probe() {
  const [a, b] = new WebSocketPair();
  a.accept();
  b.accept();
  const closed = [a, b].map((ws) => new Promise((resolve) => ws.addEventListener("close", resolve)));
  const got = await attempt(() => a.close(1000, "r".repeat(124)));
  a.close(1000);
  b.close(1000);
  await Promise.all(closed);
  return String(got);
}

// 12: websocket_close_reason_byte_limit: since 2026-03-03 a long close reason is refused
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
