// The path names the counter.

export class Thing {
  constructor(state) {
    this.storage = state.storage;
  }

  async fetch() {
    const count = ((await this.storage.get("count")) ?? 0) + 1;
    await this.storage.put("count", count);
    return new Response(String(count));
  }
}

export default {
  fetch(request, env) {
    const { pathname } = new URL(request.url);
    return env.things.get(env.things.idFromName(pathname)).fetch(request);
  },
};
