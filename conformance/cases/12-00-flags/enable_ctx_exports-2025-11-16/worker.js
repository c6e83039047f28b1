export class Room {
  constructor(state) {
    this.state = state;
  }
  async fetch() {
    return Response.json(["exports" in this.state, Object.keys(this.state).includes("exports")]);
  }
}

const want = `[false,"undefined",[false,false]]`;

async function probe(controller, env, ctx) {
  const stub = env.Room.get(env.Room.idFromName("a"));
  return ["exports" in ctx, typeof ctx.exports, await (await stub.fetch("http://do/")).json()];
}

// 12: enable_ctx_exports: before 2025-11-17 ctx has no exports
export const flag = {
  async test(controller, env, ctx) {
    const got = JSON.stringify(await probe(controller, env, ctx));
    if (got !== want) {
      throw new Error(got);
    }
  },
};
