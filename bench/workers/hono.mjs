import { Hono } from "./hono/index.js";
import { cors } from "./hono/middleware/cors/index.js";
import { secureHeaders } from "./hono/middleware/secure-headers/index.js";

const app = new Hono();
app.use(secureHeaders());
app.use("/api/*", cors());
app.get("/", (c) => c.text("ready"));
app.get("/api/rooms/:room/seats", (c) => c.json({ room: c.req.param("room"), page: c.req.query("page"), seats: [1, 2, 3] }));
app.get("/api/rooms/:room", (c) => c.json({ room: c.req.param("room") }));
app.post("/api/rooms", async (c) => c.json(await c.req.json(), 201));
app.notFound((c) => c.text("not here", 404));

export default app;
