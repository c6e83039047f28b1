// attempt answers what a call does, or how it fails.
async function attempt(call) {
  try {
    return await call();
  } catch (e) {
    return String(e);
  }
}

const want = `["http://a/","http://a/c%20d","TypeError: Invalid URL: nonsense","http://a/#frag"]`;

async function probe() {
  return [
    await attempt(() => new Request("http://a").url),
    await attempt(() => new Request("HTTP://A/b/../c d").url),
    await attempt(() => new Request("nonsense").url),
    await attempt(() => new Request("http://a/#frag").url),
  ];
}

// 12: fetch_standard_url: since 2024-06-03 a Request normalises its URL
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
