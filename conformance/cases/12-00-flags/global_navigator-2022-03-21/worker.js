const want = `"Cloudflare-Workers"`;

async function probe() {
  return typeof navigator === "undefined" ? "none" : navigator.userAgent;
}

// 12: global_navigator: since 2022-03-21 there is a navigator
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
