import { Hono } from "hono";
import { basicAuth } from "hono/basic-auth";
import { bearerAuth } from "hono/bearer-auth";
import { bodyLimit } from "hono/body-limit";
import { deleteCookie, getCookie, setCookie, setSignedCookie, getSignedCookie } from "hono/cookie";
import { cors } from "hono/cors";
import { etag } from "hono/etag";
import { createMiddleware } from "hono/factory";
import { html, raw } from "hono/html";
import { HTTPException } from "hono/http-exception";
import { sign, verify } from "hono/jwt";
import { methodOverride } from "hono/method-override";
import { poweredBy } from "hono/powered-by";
import { prettyJSON } from "hono/pretty-json";
import { secureHeaders } from "hono/secure-headers";
import { stream, streamSSE, streamText } from "hono/streaming";
import { trimTrailingSlash } from "hono/trailing-slash";
import type { Todo, TodoList } from "./list";
import { Page } from "./page";
export { TodoList } from "./list";

type App = {
  Bindings: { LISTS: DurableObjectNamespace<TodoList>; TOKEN: string };
  Variables: { list: DurableObjectStub<TodoList> };
};

const app = new Hono<App>({ strict: true });

app.use(poweredBy());
app.use("/pages/*", secureHeaders());
app.use("/lists/*", cors({ origin: ["http://example.com"], allowMethods: ["GET", "POST"], maxAge: 60 }));
app.use("/lists/*", prettyJSON());
app.use("/static/*", etag());
app.use(trimTrailingSlash());

const withList = createMiddleware<App>(async (c, next) => {
  const name = c.req.param("name")!;
  c.set("list", c.env.LISTS.get(c.env.LISTS.idFromName(name)));
  await next();
  c.header("x-list", name);
});

// What the object answers goes through as it is.
app.all("/lists/:name/*", withList, (c) => c.get("list").fetch(c.req.raw));

app.get("/pages/:name", withList, async (c) => {
  const todos: Todo[] = await (await c.get("list").fetch(`http://list/lists/${c.req.param("name")}/todos`)).json();
  return c.html(<Page name={c.req.param("name")} todos={todos} />);
});

app.get("/static/hello.txt", (c) => c.text("hello, with a tag"));
app.get("/html/:who", (c) => c.html(html`<p>${c.req.param("who")} ${raw("<b>raw</b>")} ${["a", "b"]}</p>`));

const admin = new Hono<App>();
admin.use("/basic", basicAuth({ username: "ann", password: "pass" }));
admin.use("/token", (c, next) => bearerAuth({ token: c.env.TOKEN })(c, next));
admin.get("/basic", (c) => c.text("basic"));
admin.get("/token", (c) => c.text("token"));
admin.get("/jwt", async (c) => {
  const token = await sign({ sub: "ann", role: "admin" }, c.env.TOKEN, "HS256");
  const payload = await verify(token, c.env.TOKEN, "HS256");
  const wrong = await verify(token, "other", "HS256").catch((error) => `${error.name}`);
  return c.json({ token, payload, wrong });
});
app.route("/admin", admin);

app.get("/cookies", async (c) => {
  setCookie(c, "plain", "a b", { path: "/", httpOnly: true, sameSite: "Lax" });
  await setSignedCookie(c, "signed", "value", c.env.TOKEN);
  deleteCookie(c, "old");
  return c.json({ plain: getCookie(c, "seen") ?? null, all: getCookie(c), signed: await getSignedCookie(c, c.env.TOKEN, "signed") });
});

app.get("/stream/text", (c) => streamText(c, async (s) => {
  for (const word of ["one", "two", "three"]) {
    await s.writeln(word);
    await s.sleep(1);
  }
}));
app.get("/stream/events", (c) => streamSSE(c, async (s) => {
  for (let id = 1; id <= 2; id++) await s.writeSSE({ data: `line ${id}\nmore`, event: "tick", id: String(id) });
}));
app.get("/stream/pipe", (c) => stream(c, async (s) => {
  await s.pipe(new Response("piped\n").body!);
}));

app.post("/form", bodyLimit({ maxSize: 200, onError: (c) => c.text("too much", 413) }), async (c) => {
  const body = await c.req.parseBody({ all: true });
  return c.json(Object.fromEntries(Object.entries(body).map(([key, value]) => [key, value instanceof File ? [value.name, value.size] : value])));
});
app.use("/override", methodOverride({ app, header: "x-method" }));
app.delete("/override", (c) => c.text("deleted"));

app.get("/query", (c) => c.json({ q: c.req.query("q"), all: c.req.queries("tag"), path: c.req.path, agent: c.req.header("x-agent") }));
app.get("/files/:path{.+\\.png}", (c) => c.text(`picture ${c.req.param("path")}`));
app.get("/maybe/:id?", (c) => c.text(`maybe ${c.req.param("id") ?? "nothing"}`));
app.get("/wild/*/end", (c) => c.text("wild"));
app.get("/old", (c) => c.redirect("/new", 301));
app.get("/throw", () => { throw new Error("thrown"); });
app.get("/teapot", () => { throw new HTTPException(418, { message: "short and stout", cause: new Error("tea") }); });
app.get("/late", (c) => {
  c.executionCtx.waitUntil(Promise.resolve());
  return c.body(new Uint8Array([104, 105]), 200, { "Content-Type": "text/plain" });
});

app.notFound((c) => c.json({ missing: c.req.path }, 404));
app.onError((error, c) => error instanceof HTTPException ? error.getResponse() : c.json({ error: error.message }, 500));

export default app;
