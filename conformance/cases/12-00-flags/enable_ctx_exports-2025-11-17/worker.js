export class Room {
  constructor(state) {
    this.state = state;
  }
  async fetch() {
    return Response.json(["exports" in this.state, Object.keys(this.state).includes("exports")]);
  }
}

const want = `[true,"object",[true,true]]`;

async function probe(controller, env, ctx) {
  const stub = env.Room.get(env.Room.idFromName("a"));
  return ["exports" in ctx, typeof ctx.exports, await (await stub.fetch("http://do/")).json()];
}

// 12: enable_ctx_exports: since 2025-11-17 ctx has exports
export const flag = {
  async test(controller, env, ctx) {
    const got = JSON.stringify(await probe(controller, env, ctx));
    if (got !== want) {
      throw new Error(got);
    }
  },
};
