// attempt answers what a call does, or how it fails.
async function attempt(call) {
  try {
    return await call();
  } catch (e) {
    return String(e);
  }
}

const want = `["http://a","HTTP://A/b/../c d","nonsense","http://a/#frag"]`;

async function probe() {
  return [
    await attempt(() => new Request("http://a").url),
    await attempt(() => new Request("HTTP://A/b/../c d").url),
    await attempt(() => new Request("nonsense").url),
    await attempt(() => new Request("http://a/#frag").url),
  ];
}

// 12: fetch_standard_url: before 2024-06-03 a Request keeps the URL as it was given
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
