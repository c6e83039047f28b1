// The path is /backend/object, and what to do is in the query: ?fill=N&from=M puts N keys, ?key=N reads and
// writes one. The backend "sql" has the object keep its keys in SQLite.

export class Thing {
  constructor(state) {
    this.storage = state.storage;
  }

  async fetch(request) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname.startsWith("/sql/")) {
      this.storage.kv.get("");
    }
    if (searchParams.has("fill")) {
      const from = Number(searchParams.get("from"));
      const entries = {};
      for (let i = 0; i < Number(searchParams.get("fill")); i++) {
        entries["key" + (from + i)] = "a value of a usual size, which is some fifty bytes";
      }
      await this.storage.put(entries);
      return new Response("filled");
    }
    const key = "key" + searchParams.get("key");
    const value = await this.storage.get(key);
    await this.storage.put(key, value ?? "new");
    return new Response(value === undefined ? "new" : "known");
  }
}

export default {
  fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname === "/") {
      return new Response("ready");
    }
    return env.things.get(env.things.idFromName(pathname)).fetch(request);
  },
};
