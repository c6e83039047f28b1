// attempt answers what a call does, or how it fails.
async function attempt(call) {
  try {
    return await call();
  } catch (e) {
    return String(e);
  }
}

const want = `["ab","TypeError: This ReadableStream did not return bytes."]`;

async function probe() {
  const parts = {
    async *[Symbol.asyncIterator]() {
      yield new TextEncoder().encode("a");
      yield new TextEncoder().encode("b");
    },
  };
  return [await attempt(async () => new Response(parts).text()), await attempt(async () => new Response(["x", "y"]).text())];
}

// 12: fetch_iterable_type_support: since 2026-02-19 an iterable body is streamed
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
