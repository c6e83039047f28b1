import { withDurables } from "itty-durable";
import { AutoRouter, cors, error, html, json, status, StatusError, text, withContent, withCookies } from "itty-router";
export { Counter, Notes } from "./objects.js";

const { preflight, corsify } = cors({ origin: "http://example.com", credentials: true });

const router = AutoRouter({
  before: [preflight, withDurables()],
  finally: [corsify],
  catch: (e) => error(e.status ?? 500, e.message),
});

router
  .get("/counter/:name", ({ Counter, name }) => Counter.get(name).toJSON())
  .get("/counter/:name/increment/:by?", ({ Counter, name, by }) => by ? Counter.get(name).increment(Number(by)) : Counter.get(name).increment())
  .get("/counter/:name/add/:a/:b", ({ Counter, name, a, b }) => Counter.get(name).add(Number(a), Number(b)))
  .get("/counter/:name/reset", ({ Counter, name }) => Counter.get(name).reset())
  .get("/counter/:name/destroy", ({ Counter, name }) => Counter.get(name).destroy({ reset: true }))
  .get("/counter/:name/fail", ({ Counter, name }) => Counter.get(name).fail())
  .get("/counter/:name/missing", ({ Counter, name }) => Counter.get(name).missing())
  .get("/counter/:name/note/:words", ({ Counter, name, words }) => Counter.get(name).note(words))
  .get("/notes", ({ Notes }) => Notes.get("log").read())
  .get("/notes/quiet", ({ Notes }) => Notes.get("log").quiet())
  .get("/notes/page", ({ Notes }) => Notes.get("log").page())
  .get("/notes/ring", ({ Notes }) => Notes.get("log").ring())
  .post("/notes", withContent, ({ Notes, content }) => Notes.get("log").write(content.text, content.number))
  .get("/parsed", withDurables({ parse: true }), async ({ Counter }) => {
    const counter = Counter.get("parsed");
    const sum = await counter.add(2, 3);
    const failed = await counter.fail().catch((e) => [e instanceof StatusError, e.status, e.message]);
    return { sum, state: await counter.increment(5), failed };
  })
  .get("/cookies", withCookies, ({ cookies }) => cookies)
  .get("/query/:id+", ({ query, params, id }) => ({ query, params, id }))
  .get("/text", () => text("plain"))
  .get("/html", () => html("<b>bold</b>"))
  .get("/status", () => status(204))
  .get("/json", () => json({ a: 1 }, { status: 201, headers: { "x-a": "b" } }))
  .get("/throw", () => { throw new StatusError(451, "not here"); })
  .get("/boom", () => nothing.here)
  .all("*", () => error(404, "Are you sure about that?"));

export default { ...router };
