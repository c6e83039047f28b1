const want = `"undefined"`;

async function probe() {
  return String(navigator.language);
}

// 12: enable_navigator_language: before 2025-05-19 the navigator has no language
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
