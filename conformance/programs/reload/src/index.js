import { DurableObject } from "cloudflare:workers";
import { version } from "./version.js";

let requests = 0; // of this isolate
let failed = "not failed";

export class Room extends DurableObject {
  hits = 0; // of this instance

  async fetch(request) {
    const { storage } = this.ctx;
    switch (new URL(request.url).pathname) {
    case "/sleeper":
    case "/waker": {
      const [client, server] = new WebSocketPair();
      if (request.url.endsWith("/sleeper")) {
        this.ctx.acceptWebSocket(server);
      } else {
        server.accept();
      }
      server.send("welcome to " + version);
      return new Response(null, { status: 101, webSocket: client });
    }
    case "/store":
      await storage.put("note", await request.text());
      storage.sql.exec("CREATE TABLE visits (version)");
      storage.sql.exec("INSERT INTO visits VALUES (?)", version);
      return new Response("stored");
    case "/alarm":
      await storage.setAlarm(Date.now() + Number(await request.text()));
      return new Response("set");
    case "/rung":
      return new Response(await storage.get("rung") ?? failed);
    case "/state":
      return Response.json({
        version, hits: ++this.hits, sockets: this.ctx.getWebSockets().length, note: await storage.get("note"),
        visits: [...storage.sql.exec("SELECT version FROM visits").raw()].flat(), alarm: (await storage.getAlarm()) !== null,
      });
    }
    return new Response("nothing here", { status: 404 });
  }

  // An alarm of the first version fails until the next one sees it, as if for the first time.
  async alarm({ retryCount }) {
    if (version === "one") {
      failed = "has failed";
      throw new Error("not yet");
    }
    await this.ctx.storage.put("rung", `rung by ${version}, retry ${retryCount}`);
  }
}

export default {
  fetch(request, env) {
    if (request.url.endsWith("/version")) return new Response(version);
    if (request.url.endsWith("/requests")) return new Response(`request ${++requests}`);
    return env.ROOM.getByName("room").fetch(request);
  },
};
