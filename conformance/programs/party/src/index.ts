import { getServerByName, routePartykitRequest } from "partyserver";
import { clients } from "./client";
import type { Document } from "./document";
import type { ChatRoom, Table } from "./servers";
export { Document } from "./document";
export { ChatRoom, Table } from "./servers";

interface Env {
  ChatRoom: DurableObjectNamespace<ChatRoom>;
  Document: DurableObjectNamespace<Document>;
  GAME_TABLE: DurableObjectNamespace<Table>;
}

export default {
  async fetch(request, env): Promise<Response> {
    const url = new URL(request.url);
    const [, first, second, third] = url.pathname.split("/");
    try {
      switch (first) {
        case "client": // a PartySocket that this Worker opens to itself
          return Response.json(await clients[second](url.host));
        case "call": {
          const room = await getServerByName(env.ChatRoom, second, { props: { topic: third } });
          return Response.json({ name: await room.whoAreYou(), said: await room.said() });
        }
        case "lost": {
          const stub = env.ChatRoom.get(env.ChatRoom.newUniqueId());
          return await stub.fetch("http://x/");
        }
      }
    } catch (error: any) {
      return Response.json({ name: error.name, message: error.message }, { status: 500 });
    }
    return (
      (await routePartykitRequest(request, env as any, {
        cors: true,
        props: { topic: url.searchParams.get("topic") ?? "anything" },
        onBeforeConnect: (request, { className, name }) => {
          if (name === "private") return new Response(`${className} ${name} is closed\n`, { status: 403 });
        },
        onBeforeRequest: (request) => {
          const headers = new Headers(request.headers);
          headers.set("x-before", "seen");
          return new Request(request, { headers });
        },
      })) ?? new Response("no party here\n", { status: 404 })
    );
  },
} satisfies ExportedHandler<Env>;
