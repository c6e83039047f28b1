import { Hono } from "hono";
import { getCookie, getSignedCookie, setCookie, setSignedCookie, deleteCookie } from "hono/cookie";
import { cors } from "hono/cors";
import { HTTPException } from "hono/http-exception";
import { decode, jwt, sign, verify } from "hono/jwt";
import { requestId } from "hono/request-id";

const secret = "s3cret";
const app = new Hono().basePath("/hono");

app.use("/api/*", cors({ origin: (origin) => (origin.endsWith(".example.com") ? origin : null), credentials: true, exposeHeaders: ["X-A", "X-B"], allowHeaders: ["X-C"], maxAge: 9 }));
app.get("/api/thing", (c) => c.json({ ok: true }));

app.use("/auth/*", jwt({ secret, alg: "HS256" }));
app.get("/auth/me", (c) => c.json(c.get("jwtPayload" as never)));
app.get("/token", async (c) => c.text(await sign({ sub: "ann", n: 1 }, secret, (c.req.query("alg") ?? "HS256") as "HS256")));
app.get("/verify", async (c) => {
  const attempt = (token: string, key = secret, alg = "HS256") => verify(token, key, alg as "HS256").then((payload) => payload.sub, (error) => `${error.name}: ${error.message}`);
  const tokenOf = (claims: object) => sign(claims as any, secret, "HS256");
  const pair: any = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const signed = await sign({ sub: "es" }, pair.privateKey, "ES256");
  return c.json([
    await attempt(await tokenOf({ sub: "ann" })), await attempt(await tokenOf({ sub: "ann" }), "other"), await attempt(await tokenOf({ exp: 1 }), secret).then((text) => String(text).replace(/\(.*\)/, "")),
    await attempt("a.b"), await attempt(await tokenOf({ sub: "ann" }), secret, "HS512"), (await verify(signed, pair.publicKey, "ES256")).sub, decode(await tokenOf({ a: 1 })),
  ]);
});

app.get("/cookies", async (c) => {
  setCookie(c, "plain", "ä;b", { path: "/", secure: true, sameSite: "Strict", maxAge: 10, expires: new Date(0), domain: "example.com", partitioned: true });
  setCookie(c, "host", "1", { prefix: "host" });
  await setSignedCookie(c, "signed", "yes", secret);
  deleteCookie(c, "gone", { path: "/x" });
  return c.json([getCookie(c), getCookie(c, "a") ?? null, await getSignedCookie(c, secret)]);
});
app.get("/too-long", (c) => { setCookie(c, "a", "b", { maxAge: 1e9 }); return c.text("set"); });

app.use("/id", requestId({ generator: () => "fixed" }));
app.get("/id", (c) => c.text(c.get("requestId")));
app.onError((error, c) => (error instanceof HTTPException ? error.getResponse() : c.text(`${error.name}: ${error.message}`, 500)));

export default app.fetch;
