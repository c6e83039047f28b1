export class Room {
  constructor(state) {
    this.storage = state.storage;
  }
  async fetch() {
    return Response.json([await how(() => this.storage.get()), await how(() => this.storage.put("a")), await how(() => this.storage.list(5))]);
  }
}

// how tells in which way a call fails.
async function how(call) {
  let promise;
  try {
    promise = call();
  } catch (e) {
    return "throws " + e;
  }
  return promise.then(() => "fine", (e) => "rejects " + e);
}

const want = `[["rejects TypeError: Failed to execute 'get' on 'DurableObjectStorage': parameter 1 is not of type 'string or Array'.","rejects TypeError: put() called with undefined value.","rejects TypeError: Failed to execute 'list' on 'DurableObjectStorage': parameter 1 is not of type 'ListOptions'."],"rejects TypeError: Fetch API cannot load: not a url","rejects TypeError: Failed to execute 'fetch' on 'Fetcher': parameter 1 is not of type 'Request or string'."]`;

async function probe(controller, env) {
  const stub = env.Room.get(env.Room.idFromName("a"));
  return [await (await stub.fetch("http://do/")).json(), await how(() => fetch("not a url")), await how(() => stub.fetch())];
}

// 12: capture_async_api_throws: since 2022-10-31 methods that answer promises reject
export const flag = {
  async test(controller, env) {
    const got = JSON.stringify(await probe(controller, env));
    if (got !== want) {
      throw new Error(got);
    }
  },
};
