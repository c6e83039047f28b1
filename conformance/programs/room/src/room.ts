import { DurableObject } from "cloudflare:workers";
import { Board, type Point } from "./board";

export interface Env {
  ROOMS: DurableObjectNamespace<Room>;
  FIELD: number;
  SEATS: number;
}

// A player lives in the attachment of a socket, so that the room may sleep between two moves.
interface Player {
  name: string;
  team: string;
  at: Point;
  found: number;
  moves: number;
}

const steps: Record<string, Point> = { n: [0, -1], s: [0, 1], w: [-1, 0], e: [1, 0] };

export class Room extends DurableObject<Env> {
  board = new Board(this.env.FIELD);
  heard = 0; // messages since the room woke up
  wakes = 0;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
    ctx.blockConcurrencyWhile(async () => {
      this.wakes = ((await ctx.storage.get<number>("wakes")) ?? 0) + 1;
      await ctx.storage.put("wakes", this.wakes);
      this.board.taken = (await ctx.storage.get<Set<string>>("taken")) ?? new Set();
    });
  }

  async fetch(request: Request): Promise<Response> {
    const url = new URL(request.url);
    switch (url.pathname.split("/")[3]) {
      case undefined:
        return this.join(request, url.searchParams);
      case "state":
        return Response.json(await this.state());
      case "rounds":
        return Response.json([...(await this.ctx.storage.list({ prefix: "round:", reverse: true }))]);
      case "start":
        return this.start(Number(url.searchParams.get("ms")));
      case "stop":
        await this.ctx.storage.deleteAlarm();
        this.tell({ stopped: true });
        return Response.json(await this.ctx.storage.getAlarm());
      case "crash":
        this.ctx.abort("the roof came down");
      default:
        return new Response("no such door\n", { status: 404 });
    }
  }

  join(request: Request, query: URLSearchParams): Response {
    if (request.headers.get("Upgrade") !== "websocket") {
      return new Response("players come by WebSocket\n", { status: 426, headers: { Upgrade: "websocket" } });
    }
    const name = query.get("name") ?? "";
    const team = query.get("team") ?? "red";
    if (this.ctx.getWebSockets(`name:${name}`).length > 0) return new Response("the name is taken\n", { status: 409 });
    if (this.ctx.getWebSockets().length >= this.env.SEATS) return new Response("the room is full\n", { status: 503 });

    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server, [`name:${name}`, `team:${team}`]);
    const player: Player = { name, team, at: [0, 0], found: 0, moves: 0 };
    server.serializeAttachment(player);
    server.send(JSON.stringify({ welcome: name, field: this.env.FIELD, players: this.names(), tags: this.ctx.getTags(server) }));
    this.tell({ joined: name, team }, server);
    const protocol = request.headers.get("Sec-WebSocket-Protocol")?.split(/,\s*/).find((p) => p.startsWith("hunt."));
    return new Response(null, { status: 101, webSocket: client, headers: protocol ? { "Sec-WebSocket-Protocol": protocol } : {} });
  }

  // names is in the order in which they came.
  names(): string[] {
    return this.ctx.getWebSockets().map((ws) => (ws.deserializeAttachment() as Player).name).reverse();
  }

  async webSocketMessage(ws: WebSocket, message: string | ArrayBuffer) {
    this.heard++;
    const player: Player = ws.deserializeAttachment();
    if (typeof message !== "string") { // a client that counts bytes: each is a step
      for (const byte of new Uint8Array(message)) await this.move(ws, player, "nswe"[byte] ?? "?");
      ws.send(new Uint8Array([...player.at, player.found]));
      return;
    }
    const [command, ...words] = message.split(" ");
    switch (command) {
      case "go":
        await this.move(ws, player, words[0]);
        ws.send(JSON.stringify({ at: player.at, moves: player.moves }));
        break;
      case "say":
        for (const mate of this.ctx.getWebSockets(`team:${player.team}`)) mate.send(`${player.name}: ${words.join(" ")}`);
        break;
      case "who":
        ws.send(JSON.stringify(this.ctx.getWebSockets().map((s) => s.deserializeAttachment())));
        break;
      case "kick": {
        const [target] = this.ctx.getWebSockets(`name:${words[0]}`);
        target?.close(4003, `kicked by ${player.name}`);
        break;
      }
      case "pinged": {
        const at = this.ctx.getWebSocketAutoResponseTimestamp(ws);
        ws.send(JSON.stringify({ pinged: at instanceof Date, heard: this.heard, state: ws.readyState }));
        break;
      }
      case "throw":
        throw new Error("a player threw something");
      default:
        ws.send(JSON.stringify({ error: `what is ${command}?` }));
    }
  }

  async move(ws: WebSocket, player: Player, way: string) {
    const step = steps[way];
    if (!step) {
      ws.send(JSON.stringify({ error: `there is no way ${way}` }));
      return;
    }
    player.at = this.board.step(player.at, step);
    player.moves++;
    if (this.board.take(player.at)) {
      player.found++;
      await this.ctx.storage.put("taken", this.board.taken);
      this.tell({ found: player.name, at: player.at, left: this.board.left() });
    }
    ws.serializeAttachment(player);
  }

  async webSocketClose(ws: WebSocket, code: number, reason: string, wasClean: boolean) {
    const { name } = ws.deserializeAttachment() as Player;
    const listed = this.ctx.getWebSockets().includes(ws);
    if (ws.readyState !== WebSocket.CLOSED && code !== 1005 && code !== 1006) ws.close(code, `bye ${name}`);
    else ws.close();
    this.tell({ left: name, code, reason, wasClean, listed }, ws);
  }

  // start begins a round that ends by itself.
  async start(ms: number): Promise<Response> {
    const old = await this.ctx.storage.getAlarm();
    await this.ctx.storage.put({ goal: ms === 1 ? "fail" : "round", taken: new Set() });
    this.board.taken.clear();
    await this.ctx.storage.setAlarm(Date.now() + ms);
    const due = await this.ctx.storage.getAlarm();
    this.tell({ round: "begins", treasures: this.board.left() });
    return Response.json({ pending: old !== null, inTime: Math.abs(due! - Date.now() - ms) < 1000 });
  }

  async alarm({ retryCount, isRetry }: AlarmInvocationInfo) {
    if ((await this.ctx.storage.get("goal")) === "fail" && retryCount < 1) {
      this.tell({ alarm: "fails", retryCount, isRetry });
      await this.ctx.storage.put("tripped", true);
      throw new Error("the bell is stuck");
    }
    const scores = this.ctx.getWebSockets()
      .map((ws) => ws.deserializeAttachment() as Player)
      .sort((a, b) => b.found - a.found || a.name.localeCompare(b.name))
      .map(({ name, found, moves }) => ({ name, found, moves }));
    const number = ((await this.ctx.storage.get<number>("number")) ?? 0) + 1;
    await this.ctx.storage.transaction(async (txn) => {
      await txn.put("number", number);
      await txn.put(`round:${String(number).padStart(3, "0")}`, { scores, retryCount, wakes: this.wakes });
    });
    this.tell({ round: number, scores, isRetry, heard: this.heard, wakes: this.wakes, pending: await this.ctx.storage.getAlarm() });
  }

  async state() {
    return {
      players: this.names(),
      wakes: this.wakes,
      heard: this.heard,
      name: this.ctx.id.name,
      tripped: (await this.ctx.storage.get("tripped")) ?? false,
      alarm: (await this.ctx.storage.getAlarm()) !== null,
      board: this.board.left(),
    };
  }

  tell(news: object, except?: WebSocket) {
    for (const ws of this.ctx.getWebSockets()) if (ws !== except) ws.send(JSON.stringify(news));
  }
}
