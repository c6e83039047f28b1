import PartySocket from "partysocket";
import { replace, write } from "./writers";

// A Listener hears one socket and answers what it heard, in order.
class Listener {
  #heard: string[] = [];
  #wake?: () => void;

  constructor(socket: PartySocket) {
    socket.addEventListener("open", () => this.#hear("open"));
    socket.addEventListener("message", (event) => this.#hear(typeof event.data === "string" ? event.data : Object.prototype.toString.call(event.data)));
    socket.addEventListener("close", (event) => this.#hear(`close ${event.code} ${event.reason}`));
  }

  #hear(what: string) {
    this.#heard.push(what);
    this.#wake?.();
  }

  async next(count: number): Promise<string[]> {
    while (this.#heard.length < count) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#heard.splice(0, count);
  }
}

export const clients: Record<string, (host: string) => Promise<unknown>> = {
  write,
  replace,

  async talk(host) {
    const log: unknown[] = [];
    const ann = new PartySocket({ host, party: "chat-room", room: "lobby", id: "ann", query: { topic: "weather", tag: "red" } });
    const bob = new PartySocket({ host, party: "chat-room", room: "lobby", id: "bob", query: { tag: "blue" }, startClosed: true });
    const annHears = new Listener(ann);
    const bobHears = new Listener(bob);
    log.push(ann.id, ann.name, ann.room, ann.roomUrl.replace(host, "host"), ann.readyState);
    ann.send("sent before it was open");
    log.push(await annHears.next(3), ann.readyState, bob.readyState);
    bob.reconnect();
    log.push(await bobHears.next(2), await annHears.next(1));
    bob.send("@red only for red");
    log.push(await annHears.next(1));
    bob.send("for all");
    log.push(await annHears.next(1), await bobHears.next(1));
    const seen = await PartySocket.fetch({ host, party: "chat-room", room: "lobby", path: "state" }, { method: "GET" });
    log.push(seen.status, seen.headers.get("access-control-allow-origin"), await seen.json());
    bob.close(1000, "enough");
    log.push(await annHears.next(1), await bobHears.next(1), bob.readyState);
    ann.close();
    return log;
  },

  // reconnect loses its connection and gets another one by itself.
  async reconnect(host) {
    const socket = new PartySocket({
      host, party: "chat-room", room: "porch", id: "cid", minReconnectionDelay: 1, maxReconnectionDelay: 5, minUptime: 1,
    });
    const hears = new Listener(socket);
    const log: unknown[] = [await hears.next(2)];
    socket.send("bye");
    log.push(await hears.next(3), socket.retryCount >= 0);
    socket.send("still me");
    log.push(await hears.next(1));
    socket.close();
    return log;
  },
};
