// attempt answers what a call does, or how it fails.
async function attempt(call) {
  try {
    return await call();
  } catch (e) {
    return String(e);
  }
}

export class Room {
  fetch() {
    return { then: (resolve) => resolve(new Response("thenable")) };
  }
}

const want = `"thenable"`;

async function probe(controller, env) {
  const stub = env.Room.get(env.Room.idFromName("a"));
  return attempt(async () => (await stub.fetch("http://do/")).text());
}

// 12: unwrap_custom_thenables: since 2024-04-01 a thenable is awaited
export const flag = {
  async test(controller, env) {
    const got = JSON.stringify(await probe(controller, env));
    if (got !== want) {
      throw new Error(got);
    }
  },
};
