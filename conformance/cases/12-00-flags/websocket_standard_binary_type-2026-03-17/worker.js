const want = `"blob"`;

async function probe() {
  return new WebSocketPair()[0].binaryType;
}

// 12: websocket_standard_binary_type: since 2026-03-17 bytes come as a Blob
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
