import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";

// answer makes the response of a path with a socket that is not to be returned.
function answer(path, accept) {
  const [client] = new WebSocketPair();
  switch (path) {
    case "/accepted":
      client.accept();
      break;
    case "/hibernatable":
      accept(client);
      break;
    case "/dialled":
      return new Response(null, { status: 101, webSocket: new WebSocket("ws://127.0.0.1:9/") });
  }
  return new Response(null, { status: 101, webSocket: client });
}

export class Entry extends WorkerEntrypoint {
  fetch(request) {
    return answer(new URL(request.url).pathname);
  }
  over(path) {
    return answer(path);
  }
}

export class Room extends DurableObject {
  fetch(request) {
    return answer(new URL(request.url).pathname, (ws) => this.ctx.acceptWebSocket(ws));
  }
}

const ended = (response) => new Promise((resolve) => {
  response.webSocket.addEventListener("close", ({ code, reason, wasClean }) => resolve(`${code} ${reason} ${wasClean}`));
  response.webSocket.accept();
});

async function tell(label, promise) {
  try {
    const response = await promise;
    console.log(label, response.status, await ended(response));
  } catch (e) {
    console.log(label, String(e), e.remote);
  }
}

const upgrade = { headers: { Upgrade: "websocket" } };

// 6.1: what becomes of a socket that was accepted and returned all the same
export const accepted = {
  async test(controller, env, ctx) {
    await tell("entrypoint", ctx.exports.Entry.fetch("http://x/accepted", upgrade));
    await tell("object", env.Room.getByName("a").fetch("http://x/accepted", upgrade));
  },
};

// 6.1: and of one that may hibernate
export const hibernatable = {
  async test(controller, env) {
    await tell("object", env.Room.getByName("b").fetch("http://x/hibernatable", upgrade));
  },
};

// 6.6: and of one that was made by its constructor
export const dialled = {
  async test(controller, env, ctx) {
    await tell("entrypoint", ctx.exports.Entry.fetch("http://x/dialled", upgrade));
    await tell("object", env.Room.getByName("c").fetch("http://x/dialled", upgrade));
  },
};
