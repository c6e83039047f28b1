export class Room {
  constructor(state) {
    this.state = state;
  }
  async fetch(request) {
    return new Response(request.url);
  }
}

const want = `["function","function","function","http://do/x"]`;

async function probe(controller, env) {
  const stub = env.Room.get(env.Room.idFromName("a"));
  return [typeof stub.get, typeof stub.put, typeof stub.delete, typeof stub.get === "function" ? await stub.get("http://do/x") : "none"];
}

// 12: fetcher_no_get_put_delete: before 2024-03-26 a stub has get, put and delete
export const flag = {
  async test(controller, env) {
    const got = JSON.stringify(await probe(controller, env));
    if (got !== want) {
      throw new Error(got);
    }
  },
};
