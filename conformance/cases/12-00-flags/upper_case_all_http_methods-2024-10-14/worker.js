// attempt answers what a call does, or how it fails.
async function attempt(call) {
  try {
    return await call();
  } catch (e) {
    return String(e);
  }
}

const want = `["PATCH","POST"]`;

async function probe() {
  return [await attempt(() => new Request("http://a/", { method: "patch" }).method), new Request("http://a/", { method: "post" }).method];
}

// 12: upper_case_all_http_methods: since 2024-10-14 every method is upper case
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
