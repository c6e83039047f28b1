// attempt answers what a call does, or how it fails.
async function attempt(call) {
  try {
    return await call();
  } catch (e) {
    return String(e);
  }
}

const want = `["Error: The 'cache' field on 'RequestInitializerDict' is not implemented.","undefined","Error: The 'cache' field on 'RequestInitializerDict' is not implemented."]`;

async function probe() {
  return [
    await attempt(() => String(new Request("http://a/", { cache: "no-store" }).cache)),
    await attempt(() => String(new Request("http://a/").cache)),
    await attempt(() => new Request("http://a/", { cache: "force-cache" }).cache),
  ];
}

// 12: cache_option_enabled: before 2024-11-11 the cache option is refused
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
