// attempt answers what a call does, or how it fails.
async function attempt(call) {
  try {
    return await call();
  } catch (e) {
    return String(e);
  }
}

const want = `{"a":1}`;

async function probe() {
  const { readable, writable } = new TransformStream();
  const writer = writable.getWriter();
  return attempt(async () => {
    const read = readable.getReader().read();
    read.catch(() => {});
    await writer.write({ a: 1 });
    return (await read).value;
  });
}

// 12: transformstream_enable_standard_constructor: since 2022-11-30 a TransformStream passes anything
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
