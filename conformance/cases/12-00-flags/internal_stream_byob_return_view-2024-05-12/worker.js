const want = `[true,"undefined"]`;

async function probe() {
  const reader = new Response("abc").body.getReader({ mode: "byob" });
  await reader.read(new Uint8Array(8));
  const { done, value } = await reader.read(new Uint8Array(8));
  return [done, value === undefined ? "undefined" : [value.byteLength, value.buffer.byteLength]];
}

// 12: internal_stream_byob_return_view: before 2024-05-13 the last read into a buffer answers nothing
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
