import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";

// Stock is the object that both Workers write to. It runs here, with this Worker's bindings.
export class Stock extends DurableObject {
  touched = 0;

  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS item (name TEXT PRIMARY KEY, count INTEGER NOT NULL CHECK (count >= 0)) STRICT");
  }

  change(name, by) {
    this.touched++;
    this.ctx.storage.sql.exec("INSERT OR IGNORE INTO item VALUES (?, 0)", name);
    return this.ctx.storage.sql.exec("UPDATE item SET count = count + ? WHERE name = ? RETURNING count", by, name).one().count;
  }

  list() {
    return this.ctx.storage.sql.exec("SELECT name, count FROM item ORDER BY name").toArray();
  }

  about() {
    return { id: this.ctx.id.toString(), name: this.ctx.id.name, owner: this.env.OWNER, bindings: Object.keys(this.env).sort(), touched: this.touched };
  }

  // ring goes back to the Worker that may have called us.
  async ring(text) {
    return this.env.SHOP.ring(`${this.ctx.id.name}: ${text}`);
  }

  async fetch(request) {
    if (request.headers.get("Upgrade") === "websocket") {
      const { 0: client, 1: server } = new WebSocketPair();
      this.ctx.acceptWebSocket(server);
      return new Response(null, { status: 101, webSocket: client });
    }
    return new Response(`stock ${this.ctx.id.name} ${request.method} ${new URL(request.url).pathname} ${await request.text()}`);
  }

  webSocketMessage(ws, message) {
    ws.send(`${this.env.OWNER} heard ${message}, ${this.touched} changes`);
  }

  webSocketClose(ws, code, reason) {
    ws.close(code, reason);
  }
}

// Reports is what the shop is given, with what it may know.
export class Reports extends WorkerEntrypoint {
  async low(limit = 5) {
    const { depot } = this.ctx.props;
    const items = await this.env.STOCK.getByName(depot).list();
    return { depot, items: items.filter((item) => item.count < limit).map((item) => item.name) };
  }
  get props() { return this.ctx.props; }
}

export default {
  async fetch(request, env, ctx) {
    const [, depot, action] = new URL(request.url).pathname.split("/");
    const stock = env.STOCK.getByName(depot);
    if (action === "take") return Response.json({ left: await stock.change(await request.text(), -1) });
    if (action === "about") return Response.json(await stock.about());
    if (action === "exports") return Response.json(Object.keys(ctx.exports).filter((name) => !name.startsWith("__")).sort());
    if (action === "exported") return Response.json((await ctx.exports.Stock.getByName(depot).about()).id === env.STOCK.idFromName(depot).toString());
    return new Response(`warehouse ${request.headers.get("x-from") ?? "nobody"}\n`, { status: 202 });
  },
};
