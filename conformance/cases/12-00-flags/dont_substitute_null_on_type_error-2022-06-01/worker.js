// attempt answers what a call does, or how it fails.
async function attempt(call) {
  try {
    return await call();
  } catch (e) {
    return String(e);
  }
}

const want = `["TypeError: Incorrect type for the 'signal' field on 'RequestInitializerDict': the provided value is not of type 'AbortSignal'.","TypeError: Incorrect type for the 'webSocket' field on 'InitializerDict': the provided value is not of type 'WebSocket'.","TypeError: Incorrect type for the 'signal' field on 'RequestInitializerDict': the provided value is not of type 'AbortSignal'."]`;

async function probe() {
  return [
    await attempt(() => String(new Request("http://a/", { signal: {} }).signal)),
    await attempt(() => new Response(null, { webSocket: 5 }).status),
    await attempt(() => new Request("http://a/", { body: undefined, signal: 5 }).url),
  ];
}

// 12: dont_substitute_null_on_type_error: since 2022-06-01 a value of the wrong type is a TypeError
export const flag = {
  async test() {
    const got = JSON.stringify(await probe());
    if (got !== want) {
      throw new Error(got);
    }
  },
};
