// attempt answers what a call does, or how it fails.
async function attempt(call) {
  try {
    return await call();
  } catch (e) {
    return String(e);
  }
}

const want = `["http://a/c","http://example.com/%20a?q=+b#c%20d","TypeError: Invalid URL string.",false]`;

async function probe() {
  return [
    await attempt(() => new URL("http://a//b/../c").href),
    await attempt(() => new URL("HTTP://EX%41MPLE.com:80/ a?q= b#c d").href),
    await attempt(() => new URL("mailto:a@b").pathname),
    await attempt(() => Object.hasOwn(URL, "canParse")),
  ];
}

// 12: url_standard: before 2022-10-31 URLs follow rules of their own
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
