// attempt answers what a call does, or how it fails.
async function attempt(call) {
  try {
    return await call();
  } catch (e) {
    return String(e);
  }
}

export class Room {
  constructor(state) {
    this.state = state;
  }
  async fetch(request) {
    return new Response(request.url);
  }
}

const want = `"TypeError: Fetch API cannot load: /path"`;

async function probe(controller, env) {
  const stub = env.Room.get(env.Room.idFromName("a"));
  return attempt(async () => (await stub.fetch("/path")).text());
}

// 12: durable_object_fetch_requires_full_url: since 2021-11-10 a stub needs a whole URL
export const flag = {
  async test(controller, env) {
    const got = JSON.stringify(await probe(controller, env));
    if (got !== want) {
      throw new Error(got);
    }
  },
};
