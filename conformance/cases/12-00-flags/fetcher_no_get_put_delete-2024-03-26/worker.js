export class Room {
  constructor(state) {
    this.state = state;
  }
  async fetch(request) {
    return new Response(request.url);
  }
}

const want = `["undefined","undefined","undefined","none"]`;

async function probe(controller, env) {
  const stub = env.Room.get(env.Room.idFromName("a"));
  return [typeof stub.get, typeof stub.put, typeof stub.delete, typeof stub.get === "function" ? await stub.get("http://do/x") : "none"];
}

// 12: fetcher_no_get_put_delete: since 2024-03-26 get, put and delete of a stub are no methods of its own
export const flag = {
  async test(controller, env) {
    const got = JSON.stringify(await probe(controller, env));
    if (got !== want) {
      throw new Error(got);
    }
  },
};
