const want = `[0,3]`;

async function probe() {
  const reader = new Response("abc").body.getReader({ mode: "byob" });
  const view = new Uint8Array(8);
  const { value } = await reader.read(view);
  return [view.byteLength, value.byteLength];
}

// 12: streams_byob_reader_detaches_buffer: since 2021-11-10 a read into a buffer takes the buffer
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
