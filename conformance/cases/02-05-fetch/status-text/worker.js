import assert from "node:assert";
import { DurableObject } from "cloudflare:workers";

export class A extends DurableObject {
  fetch(request) {
    const asked = new URL(request.url).searchParams;
    return new Response(null, { status: Number(asked.get("status")), statusText: asked.get("text") ?? undefined });
  }
}

const ask = (env, status, text) => env.A.getByName("a").fetch(`http://x/?status=${status}${text ? "&text=" + text : ""}`).then((r) => r.statusText);

// 2.5: a response without a status text gets the phrase of its status on the way
export const phrase = {
  async test(controller, env) {
    assert.strictEqual(new Response(null, { status: 201 }).statusText, "");
    const phrases = { 200: "OK", 201: "Created", 203: "Non-Authoritative Information", 404: "Not Found", 413: "Payload Too Large", 414: "URI Too Long", 416: "Range Not Satisfiable", 418: "I'm a teapot", 500: "Internal Server Error" };
    for (const [status, phrase] of Object.entries(phrases)) assert.strictEqual(await ask(env, status), phrase);
  },
};

// 2.5: a status that has no phrase gets that of its class
export const classes = {
  async test(controller, env) {
    for (const [status, phrase] of [[299, "Successful"], [306, "Redirection"], [425, "Client Error"], [499, "Client Error"], [599, "Server Error"]]) assert.strictEqual(await ask(env, status), phrase);
  },
};

// 2.5: a status text of its own stays
export const own = {
  async test(controller, env) {
    assert.strictEqual(await ask(env, 404, "Gone%20Fishing"), "Gone Fishing");
  },
};

// 2.5: an answer arrives with a body, be it an empty one, unless its status or HEAD forbids it
export const bodies = {
  async test(controller, env) {
    const arrived = async (status, method) => (await env.A.getByName("a").fetch(`http://x/?status=${status}`, { method })).body === null;
    assert.deepStrictEqual(await Promise.all([200, 302, 404, 204, 304].map((status) => arrived(status, "POST"))), [false, false, false, true, true]);
    assert.deepStrictEqual(await Promise.all([200, 302, 404, 204, 304].map((status) => arrived(status, "HEAD"))), [true, true, true, true, true]);
    const answer = await env.A.getByName("a").fetch("http://x/?status=404");
    assert.strictEqual((await answer.clone().body.getReader().read()).done, true);
    assert.deepStrictEqual([await answer.text(), answer.bodyUsed], ["", true]);
  },
};
