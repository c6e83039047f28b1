// The path names the object. Its answer counts the requests since it was constructed, which tells a
// live object from one that was dropped and made again.

export class Thing {
  seen = 0;

  fetch() {
    this.seen++;
    return new Response(String(this.seen));
  }
}

export default {
  fetch(request, env) {
    const { pathname } = new URL(request.url);
    return env.things.get(env.things.idFromName(pathname)).fetch(request);
  },
};
