const want = `[true,[0,8]]`;

async function probe() {
  const reader = new Response("abc").body.getReader({ mode: "byob" });
  await reader.read(new Uint8Array(8));
  const { done, value } = await reader.read(new Uint8Array(8));
  return [done, value === undefined ? "undefined" : [value.byteLength, value.buffer.byteLength]];
}

// 12: internal_stream_byob_return_view: since 2024-05-13 the last read into a buffer gives it back
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
