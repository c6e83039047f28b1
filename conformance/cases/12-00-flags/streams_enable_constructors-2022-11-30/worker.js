// attempt answers what a call does, or how it fails.
async function attempt(call) {
  try {
    return await call();
  } catch (e) {
    return String(e);
  }
}

const want = `["object","object"]`;

async function probe() {
  return [
    await attempt(() => typeof new ReadableStream({})),
    await attempt(() => typeof new WritableStream({})),
  ];
}

// 12: streams_enable_constructors: since 2022-11-30 streams can be constructed
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
