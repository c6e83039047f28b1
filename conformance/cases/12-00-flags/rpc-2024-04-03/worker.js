export class Room {
  constructor(state) {
    this.state = state;
  }
  async fetch(request) {
    return new Response(request.url);
  }
}

const want = `["function",true]`;

async function probe(controller, env) {
  const stub = env.Room.get(env.Room.idFromName("a"));
  return [typeof stub.anything, "anything" in stub];
}

// 12: rpc: since 2024-04-03 a stub has any method
export const flag = {
  async test(controller, env) {
    const got = JSON.stringify(await probe(controller, env));
    if (got !== want) {
      throw new Error(got);
    }
  },
};
