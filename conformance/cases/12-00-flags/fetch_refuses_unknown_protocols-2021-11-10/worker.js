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

const want = `"TypeError: Fetch API cannot load: ftp://do/path"`;

async function probe(controller, env) {
  const stub = env.Room.get(env.Room.idFromName("a"));
  return attempt(async () => (await stub.fetch("ftp://do/path")).text());
}

// 12: fetch_refuses_unknown_protocols: since 2021-11-10 other schemes than http and https are refused
export const flag = {
  async test(controller, env) {
    const got = JSON.stringify(await probe(controller, env));
    if (got !== want) {
      throw new Error(got);
    }
  },
};
