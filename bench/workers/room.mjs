// The path names the room. A message that starts with "=" goes back to its sender, "?" asks how many
// sockets this instance has accepted itself (none, once the room has hibernated), and anything else
// goes to everyone.

export class Thing {
  accepted = 0;

  constructor(state) {
    this.state = state;
  }

  fetch() {
    const [client, server] = Object.values(new WebSocketPair());
    this.state.acceptWebSocket(server);
    this.accepted++;
    return new Response(null, { status: 101, webSocket: client });
  }

  webSocketMessage(socket, message) {
    if (message[0] === "=") {
      socket.send(message);
    } else if (message[0] === "?") {
      socket.send(String(this.accepted));
    } else {
      for (const everyone of this.state.getWebSockets()) {
        everyone.send(message);
      }
    }
  }

  webSocketClose(socket) {
    socket.close();
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
