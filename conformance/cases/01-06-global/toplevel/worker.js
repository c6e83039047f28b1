import { DurableObject, env, waitUntil } from "cloudflare:workers";

const attempts = {
  fetch: () => fetch("http://x/"),
  setTimeout: () => setTimeout(() => {}, 1),
  setInterval: () => setInterval(() => {}, 1),
  randomUUID: () => crypto.randomUUID(),
  getRandomValues: () => crypto.getRandomValues(new Uint8Array(1)),
  random: () => typeof Math.random(),
  now: () => Date.now(),
  date: () => new Date().getTime(),
  env: () => String(env.A),
  getByName: () => env.A.getByName("x"),
  get: () => env.A.get(env.A.idFromName("x")),
  idFromName: () => env.A.idFromName("x").name,
  newUniqueId: () => String(env.A.newUniqueId()).length,
  waitUntil: () => waitUntil(Promise.resolve()),
  response: () => new Response("x").status,
  headers: () => new Headers({ a: "b" }).get("a"),
  url: () => new URL("http://x/y").pathname,
  stream: () => String(new ReadableStream()),
  socket: () => String(new WebSocketPair()[0]),
};
const lines = [];
for (const [name, run] of Object.entries(attempts)) {
  try {
    const v = run();
    if (v instanceof Promise) v.catch((e) => lines.push(name + " rejects: " + e.message));
    else lines.push(name + ": " + v);
  } catch (e) {
    lines.push(name + " ! " + e.name + ": " + e.message);
  }
}

export class A extends DurableObject {}

// 1.6: what the top level may do
export const attempted = {
  test() {
    for (const line of lines) console.log(line);
  },
};
