// attempt answers what a call does, or how it fails.
async function attempt(call) {
  try {
    return await call();
  } catch (e) {
    return String(e);
  }
}

const want = `["no-store","undefined","TypeError: Unsupported cache mode: force-cache"]`;

async function probe() {
  return [
    await attempt(() => String(new Request("http://a/", { cache: "no-store" }).cache)),
    await attempt(() => String(new Request("http://a/").cache)),
    await attempt(() => new Request("http://a/", { cache: "force-cache" }).cache),
  ];
}

// 12: cache_option_enabled: since 2024-11-11 no-store is a cache option
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
