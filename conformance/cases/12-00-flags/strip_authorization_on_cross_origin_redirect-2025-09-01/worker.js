export class Room {
  async fetch(request) {
    const url = new URL(request.url);
    if (url.pathname === "/end") {
      return new Response(request.headers.get("authorization") ?? "none");
    }
    return Response.redirect(url.searchParams.get("to"), 302);
  }
}

const want = `["me","none","none"]`;

async function probe(controller, env) {
  const stub = env.Room.get(env.Room.idFromName("a"));
  const seen = [];
  for (const to of ["http://do/end", "http://other/end", "http://do:81/end"]) {
    const response = await stub.fetch("http://do/?to=" + encodeURIComponent(to), { headers: { authorization: "me" } });
    seen.push(await response.text());
  }
  return seen;
}

// 12: strip_authorization_on_cross_origin_redirect: since 2025-09-01 a redirect to another host drops the authorization
export const flag = {
  async test(controller, env) {
    const got = JSON.stringify(await probe(controller, env));
    if (got !== want) {
      throw new Error(got);
    }
  },
};
