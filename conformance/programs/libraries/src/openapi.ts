import { OpenAPIHono, createRoute, z } from "@hono/zod-openapi";

const User = z.object({
  id: z.string().openapi({ example: "7" }),
  name: z.string().min(2),
  age: z.number().int().optional(),
}).openapi("User");
const Problem = z.object({ code: z.string(), issues: z.array(z.any()).optional() }).openapi("Problem");
const answers = (description: string, schema: z.ZodType) => ({ description, content: { "application/json": { schema } } });

const app = new OpenAPIHono({
  defaultHook: (result, c) => {
    if (!result.success) return c.json({ code: "invalid", issues: result.error.issues.map((issue) => [issue.path.join("."), issue.message]) }, 422);
  },
}).basePath("/openapi");
app.openAPIRegistry.registerComponent("securitySchemes", "Bearer", { type: "http", scheme: "bearer" });

app.openapi(createRoute({
  method: "get", path: "/users/{id}", tags: ["users"], security: [{ Bearer: [] }],
  request: { params: z.object({ id: z.string().regex(/^\d+$/).openapi({ param: { name: "id", in: "path" } }) }), query: z.object({ upper: z.stringbool().optional(), page: z.coerce.number().int().positive().default(1) }), headers: z.object({ "x-own": z.string().optional() }) },
  responses: { 200: answers("a user", User), 404: answers("no such user", Problem) },
}), (c) => {
  const { id } = c.req.valid("param"), { upper, page } = c.req.valid("query");
  if (id === "404") return c.json({ code: "missing" }, 404);
  const name = `user ${page} ${c.req.valid("header")["x-own"] ?? ""}`.trim();
  return c.json({ id, name: upper ? name.toUpperCase() : name }, 200);
});

app.openapi(createRoute({
  method: "post", path: "/users",
  request: { body: { required: true, content: { "application/json": { schema: User.omit({ id: true }) } } } },
  responses: { 201: answers("made", User) },
}), (c) => c.json({ id: "9", ...c.req.valid("json") }, 201));

app.openapi(createRoute({
  method: "post", path: "/upload",
  request: { body: { content: { "multipart/form-data": { schema: z.object({ title: z.string(), file: z.instanceof(File).openapi({ type: "string", format: "binary" }) }) } } } },
  responses: { 200: { description: "taken" } },
}), async (c) => {
  const { title, file } = c.req.valid("form");
  return c.text(`${title}: ${file.name} ${file.type} ${file.size}`);
});

app.openapi(createRoute({ method: "get", path: "/hidden", hide: true, responses: { 200: { description: "hidden" } } }), (c) => c.text("hidden"));
app.doc("/doc", { openapi: "3.0.0", info: { version: "1", title: "Users" } });
app.doc31("/doc31", (c) => ({ openapi: "3.1.0", info: { version: "1", title: "Users" }, servers: [{ url: new URL(c.req.url).pathname }] }));

export default app;
