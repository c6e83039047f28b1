import { Server, type Connection, type ConnectionContext, type WSMessage } from "partyserver";

// A ChatRoom sleeps while nobody speaks.
export class ChatRoom extends Server {
  static options = { hibernate: true };
  topic?: string;
  starts = 0;

  onStart(props?: { topic: string }) {
    this.starts++;
    this.topic = props?.topic;
    this.sql`CREATE TABLE IF NOT EXISTS line (id INTEGER PRIMARY KEY, who TEXT NOT NULL, text TEXT NOT NULL)`;
  }

  getConnectionTags(connection: Connection, { request }: ConnectionContext) {
    return new URL(request.url).searchParams.getAll("tag");
  }

  onConnect(connection: Connection<{ lines: number }>) {
    connection.setState({ lines: 0 });
    connection.send(`welcome ${connection.id} to ${this.name} about ${this.topic}, tags ${connection.tags.join()}`);
    this.broadcast(`${connection.id} is here`, [connection.id]);
  }

  onMessage(connection: Connection<{ lines: number }>, message: WSMessage) {
    if (typeof message !== "string") {
      connection.send(message);
      return;
    }
    if (message === "fail") throw new Error("onMessage failed");
    if (message === "bye") {
      connection.close(4001, "as you wish");
      return;
    }
    const state = connection.setState((old) => ({ lines: (old?.lines ?? 0) + 1 }));
    this.sql`INSERT INTO line (who, text) VALUES (${connection.id}, ${message})`;
    const to = message.match(/^@(\w+) (.*)/);
    if (to) {
      for (const other of this.getConnections(to[1])) other.send(`${connection.id} to ${to[1]}: ${to[2]}`);
    } else {
      this.broadcast(`${connection.id}: ${message} (${state?.lines})`);
    }
  }

  onClose(connection: Connection, code: number, reason: string, wasClean: boolean) {
    this.broadcast(`${connection.id} left ${code} ${reason} ${wasClean}`, [connection.id]);
  }

  async onRequest(request: Request) {
    if (request.method === "POST") {
      await this.ctx.storage.setAlarm(Date.now() + 1);
      this.broadcast(await request.text());
    }
    return Response.json({
      name: this.name,
      topic: this.topic,
      before: request.headers.get("x-before"),
      here: [...this.getConnections()].map((c) => [c.id, c.state, c.tags]),
      ann: this.getConnection("ann")?.id ?? null,
      lines: this.sql`SELECT who, text FROM line ORDER BY id`,
    });
  }

  onAlarm() {
    this.broadcast(`the bell rings in ${this.name}, ${this.starts} starts`);
  }

  whoAreYou() {
    return this.name;
  }

  said() {
    return this.sql`SELECT count(*) AS lines, group_concat(DISTINCT who) AS who FROM line`;
  }
}

// A Table stays awake, so its players may live in its memory.
export class Table extends Server {
  turn = 0;

  onConnect(connection: Connection) {
    connection.send(JSON.stringify({ seat: [...this.getConnections()].length, uri: new URL(connection.uri!).pathname }));
  }

  async onMessage(connection: Connection, message: WSMessage) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    this.broadcast(JSON.stringify({ turn: ++this.turn, by: connection.id, bytes: message instanceof ArrayBuffer ? message.byteLength : message }));
  }

  onClose(connection: Connection, code: number) {
    this.broadcast(JSON.stringify({ left: connection.id, code, open: [...this.getConnections()].map((c) => c.id) }));
  }
}
