import { Allowance } from "./limiter.mjs";
import { answeringErrors } from "./errors.mjs";

const longestName = 32;
const longestMessage = 256;
const backlogLength = 100;

// ChatRoom relays and remembers what is said in one room.
//
// A client says {name} first and is answered with who is here ({joined}), what was said
// ({name, message, timestamp}) and {ready: true}. From then on it sends {message}, and hears of
// every message, of everyone who joins and of everyone who leaves ({quit}). What goes wrong comes
// as {error}.
//
// The sockets outlive this instance: the runtime may drop the room from memory while everyone is
// silent and build a new one for the next message. What must outlast that is in each socket's
// attachment; #guests is only a cache of it.
export class ChatRoom {
  #guests = new Map(); // WebSocket -> Guest
  #lastTimestamp = 0;

  constructor(state, env) {
    this.state = state;
    this.env = env;
    const sockets = state.getWebSockets();
    for (const socket of sockets) {
      const { limiter, name } = socket.deserializeAttachment();
      this.#welcome(socket, env.limiters.idFromString(limiter), name);
    }
    if (sockets.length > 0) {
      console.log(`room woke up with ${sockets.length} open sockets`);
    }
  }

  fetch(request) {
    return answeringErrors(request, async () => {
      if (new URL(request.url).pathname !== "/websocket") {
        return new Response("Not found", { status: 404 });
      }
      if (request.headers.get("Upgrade") !== "websocket") {
        return new Response("expected websocket", { status: 400 });
      }
      const { 0: client, 1: server } = new WebSocketPair();
      await this.#open(server, request.headers.get("CF-Connecting-IP"));
      return new Response(null, { status: 101, webSocket: client });
    });
  }

  // #open accepts a socket and collects what its owner has to hear first, which stays unsent
  // until the owner has said a name: nobody listens in secret.
  async #open(socket, address) {
    this.state.acceptWebSocket(socket);
    const limiter = this.env.limiters.idFromName(address);
    socket.serializeAttachment({ limiter: limiter.toString() });

    const present = [...this.#guests.values()].filter((guest) => guest.name);
    const guest = this.#welcome(socket, limiter);
    guest.unsent = present.map(({ name }) => JSON.stringify({ joined: name }));

    const newest = await this.state.storage.list({ reverse: true, limit: backlogLength });
    guest.unsent.push(...[...newest.values()].reverse());
  }

  #welcome(socket, limiter, name) {
    const allowance = new Allowance(this.env.limiters, limiter, (error) => {
      socket.close(1011, error.message);
    });
    const guest = { name, allowance, unsent: [] };
    this.#guests.set(socket, guest);
    return guest;
  }

  async webSocketMessage(socket, text) {
    const guest = this.#guests.get(socket);
    if (!guest) {
      socket.close(1011, "WebSocket broken.");
      return;
    }
    try {
      if (!guest.allowance.spend()) {
        throw new Refusal("Your IP is being rate-limited, please try again later.");
      }
      const said = JSON.parse(text);
      if (guest.name) {
        await this.#say(guest, String(said.message));
      } else {
        this.#introduce(socket, guest, String(said.name || "anonymous"));
      }
    } catch (error) {
      socket.send(JSON.stringify({ error: error instanceof Refusal ? error.message : error.stack }));
      if (error.closeCode) {
        this.#guests.delete(socket);
        socket.close(error.closeCode, error.message);
      }
    }
  }

  #introduce(socket, guest, name) {
    if (name.length > longestName) {
      throw new Refusal("Name too long.", 1009);
    }
    guest.name = name;
    socket.serializeAttachment({ ...socket.deserializeAttachment(), name });
    for (const waiting of guest.unsent.splice(0)) {
      socket.send(waiting);
    }
    this.#tell({ joined: name });
    socket.send(JSON.stringify({ ready: true }));
  }

  async #say({ name }, message) {
    if (message.length > longestMessage) {
      throw new Refusal("Message too long.");
    }
    // The timestamp is also the storage key, so two messages never share one.
    const timestamp = Math.max(Date.now(), this.#lastTimestamp + 1);
    this.#lastTimestamp = timestamp;
    const line = JSON.stringify({ name, message, timestamp });
    this.#tell(line);
    await this.state.storage.put(new Date(timestamp).toISOString(), line);
  }

  webSocketClose(socket, code) {
    this.#leave(socket);
    // A hibernatable socket's closing handshake waits for the object's answer; 1005 and 1006
    // stand for "no code" and "no handshake" and may not be sent.
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
  }

  webSocketError(socket) {
    this.#leave(socket);
  }

  #leave(socket) {
    const guest = this.#guests.get(socket);
    this.#guests.delete(socket);
    if (guest?.name) {
      this.#tell({ quit: guest.name });
    }
  }

  // #tell sends to everyone who has a name and queues for everyone who has none yet. Whoever
  // cannot be reached has left, which the others hear afterwards.
  #tell(what) {
    const line = typeof what === "string" ? what : JSON.stringify(what);
    const gone = [];
    for (const [socket, guest] of this.#guests) {
      if (!guest.name) {
        guest.unsent.push(line);
        continue;
      }
      try {
        socket.send(line);
      } catch {
        gone.push(socket);
      }
    }
    for (const socket of gone) {
      this.#leave(socket);
    }
  }
}

// Refusal is a failure whose message, not its stack, is the client's business.
class Refusal extends Error {
  constructor(message, closeCode) {
    super(message);
    this.closeCode = closeCode;
  }
}
