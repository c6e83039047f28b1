const want = `"none"`;

async function probe() {
  return typeof navigator === "undefined" ? "none" : navigator.userAgent;
}

// 12: global_navigator: before 2022-03-21 there is no navigator
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
