// Every path is another object, which keeps a table and answers how often it was asked since it was constructed.

export class Thing {
  seen = 0;

  constructor(state) {
    this.sql = state.storage.sql;
    this.sql.exec("CREATE TABLE IF NOT EXISTS seats (id INTEGER PRIMARY KEY, room TEXT NOT NULL, price REAL)");
    state.waitUntil(new Promise(() => {})); // it stays
  }

  fetch() {
    this.seen++;
    const { id } = this.sql.exec("INSERT INTO seats (room, price) VALUES (?, ?) RETURNING id", "hall", 12.5).one();
    return new Response(String(Math.min(id, this.seen)));
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
