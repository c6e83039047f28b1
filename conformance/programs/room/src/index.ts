import type { Env } from "./room";
export { Room } from "./room";

export default {
  async fetch(request, env): Promise<Response> {
    const { pathname } = new URL(request.url);
    const match = /^\/rooms\/([a-z]{1,16})(\/\w+)?$/.exec(pathname);
    if (!match) return new Response("no such place\n", { status: 404 });
    // The Request goes on as it is, with its upgrade.
    return env.ROOMS.get(env.ROOMS.idFromName(match[1])).fetch(request);
  },
} satisfies ExportedHandler<Env>;
