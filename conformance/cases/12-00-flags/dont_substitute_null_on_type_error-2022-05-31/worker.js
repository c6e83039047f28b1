// attempt answers what a call does, or how it fails.
async function attempt(call) {
  try {
    return await call();
  } catch (e) {
    return String(e);
  }
}

const want = `["[object Object]",200,"http://a/"]`;

async function probe() {
  return [
    await attempt(() => String(new Request("http://a/", { signal: {} }).signal)),
    await attempt(() => new Response(null, { webSocket: 5 }).status),
    await attempt(() => new Request("http://a/", { body: undefined, signal: 5 }).url),
  ];
}

// 12: dont_substitute_null_on_type_error: before 2022-06-01 a value of the wrong type counts as null where null is allowed
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
