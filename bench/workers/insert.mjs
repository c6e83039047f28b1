// The path names the object; every request inserts a row.

export class Thing {
  constructor(state) {
    this.sql = state.storage.sql;
    this.sql.exec("CREATE TABLE IF NOT EXISTS seats (id INTEGER PRIMARY KEY, room TEXT NOT NULL, price REAL)");
  }

  fetch() {
    const { id } = this.sql.exec("INSERT INTO seats (room, price) VALUES (?, ?) RETURNING id", "hall", 12.5).one();
    return new Response(String(id));
  }
}

export default {
  fetch(request, env) {
    const { pathname } = new URL(request.url);
    return env.things.get(env.things.idFromName(pathname)).fetch(request);
  },
};
