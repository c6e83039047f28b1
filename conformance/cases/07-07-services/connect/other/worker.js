import { WorkerEntrypoint, DurableObject } from "cloudflare:workers";

const text = async (stream) => {
  let all = "";
  for await (const part of stream.pipeThrough(new TextDecoderStream())) all += part;
  return all;
};

// serve does what the name that was connected to says.
async function serve(socket, about) {
  const info = await socket.opened;
  const name = info.localAddress.split(":")[0];
  const writer = socket.writable.getWriter();
  const say = (words) => writer.write(new TextEncoder().encode(words));
  switch (name) {
    case "about":
      await say(JSON.stringify([info, Object.keys(info), socket.secureTransport, socket.upgraded, socket.constructor.name, ...about]));
      return writer.close();
    case "echo":
      writer.releaseLock();
      return socket.readable.pipeTo(socket.writable);
    case "upper":
      await say((await text(socket.readable)).toUpperCase());
      return writer.close();
    case "throws":
      await say("said");
      throw new RangeError("thrown");
    case "returns":
      await say("said");
      return;
    case "closes":
      await say("bye");
      return socket.close();
    case "tls":
      try {
        socket.startTls();
      } catch (e) {
        await say(String(e));
      }
  }
}

export default {
  async connect(socket, env, ctx) {
    const { localAddress } = await socket.opened;
    if (localAddress.startsWith("late")) {
      ctx.waitUntil((async () => {
        const failed = await socket.closed.catch((e) => e);
        globalThis.late = String(failed);
      })());
      return;
    }
    await serve(socket, [typeof env, ctx.constructor.name, arguments.length]);
  },
  fetch: () => new Response(globalThis.late ?? "not yet"),
};

export class Named extends WorkerEntrypoint {
  connect(socket) {
    return serve(socket, ["named", arguments.length]);
  }
}

export class Connected extends DurableObject {
  connect(socket) {
    return serve(socket, ["object", this.ctx.id.name, arguments.length]);
  }
}

export class Deaf extends DurableObject {}
