import { DurableObject } from "cloudflare:workers";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { validator } from "hono/validator";

export interface Todo {
  id: number;
  text: string;
  done: boolean;
}

// A TodoList answers with a router of its own.
export class TodoList extends DurableObject {
  #app = new Hono();

  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env);
    const storage = ctx.storage;
    const todo = async (id: string) => {
      const found = await storage.get<Todo>(`todo:${id.padStart(4, "0")}`);
      if (!found) throw new HTTPException(404, { message: `no todo ${id}` });
      return found;
    };
    const save = (t: Todo) => storage.put(`todo:${String(t.id).padStart(4, "0")}`, t);

    this.#app
      .get("/lists/:name/todos", async (c) => c.json([...(await storage.list<Todo>({ prefix: "todo:" })).values()]))
      .post("/lists/:name/todos",
        validator("json", (value, c) => {
          if (typeof value.text !== "string" || value.text === "") return c.json({ error: "text is missing" }, 422);
          return { text: value.text as string };
        }),
        async (c) => {
          const id = ((await storage.get<number>("last")) ?? 0) + 1;
          const made = { id, text: c.req.valid("json").text, done: false };
          await storage.put("last", id);
          await save(made);
          return c.json(made, 201, { Location: `${new URL(c.req.url).pathname}/${id}` });
        })
      .get("/lists/:name/todos/:id{[0-9]+}", async (c) => c.json(await todo(c.req.param("id"))))
      .patch("/lists/:name/todos/:id{[0-9]+}", async (c) => {
        const changed = { ...(await todo(c.req.param("id"))), ...(await c.req.json()) };
        await save(changed);
        return c.json(changed);
      })
      .delete("/lists/:name/todos/:id{[0-9]+}", async (c) => {
        const { id } = await todo(c.req.param("id"));
        await storage.delete(`todo:${String(id).padStart(4, "0")}`);
        return c.body(null, 204);
      })
      .get("/lists/:name/live", (c) => {
        if (c.req.header("Upgrade") !== "websocket") return c.text("a WebSocket, please", 426);
        const { 0: client, 1: server } = new WebSocketPair();
        ctx.acceptWebSocket(server);
        server.send(`watching ${c.req.param("name")}`);
        return new Response(null, { status: 101, webSocket: client });
      });
    this.#app.onError((error, c) => (error instanceof HTTPException ? error.getResponse() : c.text(`list: ${error.message}`, 500)));
  }

  fetch(request: Request) {
    return this.#app.fetch(request);
  }

  webSocketMessage(ws: WebSocket, message: string) {
    ws.send(message.toUpperCase());
  }

  webSocketClose(ws: WebSocket, code: number, reason: string) {
    ws.close(code, reason);
  }
}
