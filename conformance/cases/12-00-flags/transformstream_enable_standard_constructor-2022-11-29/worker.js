// attempt answers what a call does, or how it fails.
async function attempt(call) {
  try {
    return await call();
  } catch (e) {
    return String(e);
  }
}

const want = `"TypeError: This TransformStream is being used as a byte stream, but received an object of non-ArrayBuffer/ArrayBufferView type on its writable side."`;

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

// 12: transformstream_enable_standard_constructor: before 2022-11-30 a TransformStream passes bytes and nothing else
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
