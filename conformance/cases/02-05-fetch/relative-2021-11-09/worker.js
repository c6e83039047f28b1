// 2.5: before 2021-11-10 a relative URL has a made-up host
export const relative = {
  async test(controller, env) {
    const stub = env.Room.get(env.Room.idFromName("a"));
    for (const [given, seen] of [["/path?q", "https://fake-host/path?q"], ["http://do/path", "http://do/path"]]) {
      const told = await (await stub.fetch(given)).text();
      if (told !== seen) {
        throw new Error(told);
      }
    }
  },
};

export class Room {
  async fetch(request) {
    return new Response(request.url);
  }
}
