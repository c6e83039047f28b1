// answeringErrors turns whatever `handle` throws into an answer that shows the stack. A browser
// hides the body of a refused handshake from scripts, so a WebSocket client gets the stack in a
// message, on a socket that is opened for that alone.
export async function answeringErrors(request, handle) {
  try {
    return await handle();
  } catch (error) {
    if (request.headers.get("Upgrade") !== "websocket") {
      return new Response(error.stack, { status: 500 });
    }
    const [client, server] = Object.values(new WebSocketPair());
    server.accept();
    server.send(JSON.stringify({ error: error.stack }));
    server.close(1011, "Uncaught exception during session setup");
    return new Response(null, { status: 101, webSocket: client });
  }
}
