import { AutoRouter, StatusError, cors, error, html, json, png, status, text, withContent, withCookies, withParams } from "itty-router";

const { preflight, corsify } = cors({ origin: ["http://example.com"], allowMethods: ["GET", "POST"], maxAge: 5 });
const router = AutoRouter({ base: "/itty", before: [preflight, withCookies], finally: [corsify] });

router
  .get("/hello/:name?", ({ name }) => `hello ${name ?? "nobody"}`)
  .get("/file/:name.:ext", withParams, ({ name, ext }) => ({ name, ext }))
  .get("/greedy/:path+", ({ path }) => ({ path }))
  .get("/query", ({ query }) => query)
  .get("/cookies", ({ cookies }: any) => cookies)
  .post("/body", withContent, ({ content }: any) => ({ kind: content?.constructor?.name ?? null, content: content instanceof FormData ? [...content] : content }))
  .get("/html", () => html("<p>hi</p>"))
  .get("/png", () => png(new Uint8Array([1])))
  .get("/created", () => status(201))
  .get("/json", () => json({ a: 1 }, { status: 203, headers: { "x-a": "b" } }))
  .get("/error", () => error(418, { tea: true }))
  .get("/throw", () => { throw new StatusError(409, "conflict"); })
  .get("/crash", () => (undefined as any).x)
  .get("/null", () => null)
  .all("/any", ({ method }) => text(method));

export default (request: Request) => router.fetch(request);
