import make from "express";

const app = make();
app.disable("x-powered-by");
app.set("trust proxy", true);
app.use(make.json());
app.use(make.urlencoded({ extended: true }));
app.use(make.text({ type: "text/*" }));
app.use(make.raw({ type: "application/octet-stream" }));

app.use((req, res, next) => {
  res.set("X-Seen", "yes");
  next();
});

app.get("/", (req, res) => res.send("<p>home</p>"));
app.get("/json", (req, res) => res.json({ greeting: req.cloudflare?.env?.GREETING ?? null, query: req.query, ip: req.ip, secure: req.secure, host: req.hostname }));
app.get("/users/:id", (req, res) => res.json({ id: req.params.id, path: req.path, base: req.baseUrl, original: req.originalUrl, fresh: req.fresh }));
app.get("/files/*path", (req, res) => res.type("txt").send(req.params.path.join("|")));
app.post("/body", (req, res) => {
  const { body } = req;
  res.status(201).json({ type: req.get("content-type"), body: Buffer.isBuffer(body) ? body.toString("hex") : body ?? null, is: req.is("json", "urlencoded") });
});
app.get("/status", (req, res) => res.sendStatus(418));
app.get("/redirect", (req, res) => res.redirect(301, "/express/json"));
app.get("/cookie", (req, res) => res.cookie("a", "b c", { httpOnly: true, expires: new Date(86400000) }).cookie("d", { e: 1 }).clearCookie("old").end());
app.get("/buffer", (req, res) => res.send(Buffer.from("bytes")));
app.get("/stream", async (req, res) => {
  res.type("text/plain");
  for (const part of ["one ", "two ", "three"]) {
    res.write(part);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  res.end();
});
app.get("/negotiate", (req, res) => res.format({ text: () => res.send("text"), html: () => res.send("<b>html</b>"), json: () => res.json("json") }));
app.get("/links", (req, res) => res.links({ next: "/2" }).vary("Accept").append("X-Many", ["1", "2"]).location("/here").end());
app.get("/download", (req, res) => res.attachment("r\u00e9sum\u00e9.txt").send("file"));
app.get("/throws", () => {
  throw new Error("thrown");
});
app.get("/rejects", async () => {
  throw Object.assign(new Error("rejected"), { status: 402, expose: true });
});
app.get("/handled", (req, res, next) => next(Object.assign(new Error("handled"), { code: "E_OWN" })));
app.get("/twice", (req, res) => {
  res.send("once");
  try {
    res.set("X-Late", "1");
  } catch (e) {
    console.log(e.code);
  }
});

const api = make.Router({ mergeParams: true });
api.use((req, res, next) => {
  req.order = ["before"];
  next();
});
api.param("item", (req, res, next, item) => {
  req.order.push(`param ${item}`);
  next();
});
api.route("/:item").get((req, res) => res.json({ params: req.params, order: req.order })).delete((req, res) => res.status(204).end()).all((req, res) => res.status(405).set("Allow", "GET, DELETE").end());
app.use("/shops/:shop", api);

app.use((req, res) => res.status(404).json({ missing: req.path, method: req.method }));
app.use((error, req, res, next) => {
  if (error.code === "E_OWN") res.status(500).json({ own: error.message });
  else if (error.type) res.status(error.status).json({ type: error.type, status: error.status });
  else res.status(error.status ?? 500).type("txt").send(`${error.name}: ${error.message}`);
});

app.listen(8080);
export const express = 8080;
