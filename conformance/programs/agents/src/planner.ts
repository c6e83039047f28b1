import { Agent, callable, getCurrentAgent, type Connection, type ConnectionContext, type StreamingResponse } from "agents";

export interface Plan {
  title: string;
  steps: string[];
  done: number;
}

// A Helper is an agent within another one.
export class Helper extends Agent<Cloudflare.Env, { calls: number }> {
  initialState = { calls: 0 };

  count(by: number) {
    this.setState({ calls: this.state.calls + by });
    return { name: this.name, calls: this.state.calls };
  }
}

// A Planner keeps a plan that its clients share, and does what is due.
export class Planner extends Agent<Cloudflare.Env, Plan> {
  initialState: Plan = { title: "untitled", steps: [], done: 0 };

  async onStart() {
    this.sql`CREATE TABLE IF NOT EXISTS diary (id INTEGER PRIMARY KEY, what TEXT NOT NULL)`;
    await this.schedule("0 5 * * *", "morning", { wake: "up" }); // the same one after every start
  }

  #write(what: string) {
    this.sql`INSERT INTO diary (what) VALUES (${what})`;
  }

  onConnect(connection: Connection, { request }: ConnectionContext) {
    connection.setState({ role: new URL(request.url).searchParams.get("role") });
    this.#write(`connect ${connection.id}`);
  }

  shouldConnectionBeReadonly(_: Connection, { request }: ConnectionContext) {
    return new URL(request.url).searchParams.get("role") === "reader";
  }

  onMessage(connection: Connection<{ role: string }>, message: string) {
    connection.send(JSON.stringify({ type: "echo", message, role: connection.state?.role, agent: getCurrentAgent().connection?.id === connection.id }));
  }

  validateStateChange(next: Plan, source: Connection | "server") {
    if (next.done > next.steps.length) throw new RangeError("more done than there are steps");
    if (next.title === "forbidden") throw new Error(`not from ${source === "server" ? source : "a client"}`);
  }

  onStateChanged(state: Plan | undefined, source: Connection | "server") {
    this.#write(`state of ${source === "server" ? source : source.id}: ${state?.title} ${state?.done}/${state?.steps.length}`);
  }

  @callable({ description: "adds a step" })
  add(step: string) {
    if (typeof step !== "string") throw new TypeError("a step is a text");
    this.setState({ ...this.state, steps: [...this.state.steps, step] });
    return this.state.steps.length;
  }

  @callable()
  async finish(...steps: string[]) {
    await Promise.resolve();
    this.setState({ ...this.state, done: this.state.done + steps.length });
    return { done: this.state.done, by: getCurrentAgent().connection?.id };
  }

  @callable({ streaming: true })
  async recite(stream: StreamingResponse, from: number) {
    for (const step of this.state.steps.slice(from)) {
      stream.send(step);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    stream.end({ recited: this.state.steps.length - from });
  }

  @callable({ streaming: true })
  async falter(stream: StreamingResponse) {
    stream.send("well");
    throw new Error("I forgot");
  }

  @callable()
  methods() {
    return [...this.getCallableMethods()].map(([name, metadata]) => [name, metadata]).sort();
  }

  @callable()
  diary() {
    return this.sql<{ what: string }>`SELECT what FROM diary ORDER BY id`.map(({ what }) => what);
  }

  @callable()
  async later(what: string) {
    await this.queue("run", `queued ${what}`);
    const late = await this.schedule(1, "run", `delayed ${what}`);
    const dated = await this.schedule(new Date(Date.now() + 1000), "run", { dated: what });
    const never = await this.schedule(3600, "run", "never");
    const listed = this.getSchedules().map(({ id: _, time: __, ...rest }) => JSON.stringify(rest)).sort(); // two may be due in one second
    const cancelled = [await this.cancelSchedule(never.id), await this.cancelSchedule(never.id)];
    return { late: [late.type, late.callback, late.payload], dated: dated.type, listed, cancelled };
  }

  @callable()
  async schedules() {
    return (await this.listSchedules()).map(({ type, callback, payload, time }) => [type, callback, payload, new Date(time * 1000).getUTCHours()]);
  }

  run(payload: unknown) {
    this.#write(`ran ${JSON.stringify(payload)}`);
    this.broadcast(JSON.stringify({ type: "ran", payload }));
  }

  morning() {}

  @callable()
  async stubborn() {
    const attempts: number[] = [];
    const answer = await this.retry(async (attempt) => {
      attempts.push(attempt);
      if (attempt < 3) throw new Error("not yet");
      return "at last";
    }, { baseDelayMs: 1, maxDelayMs: 2 });
    return { attempts, answer };
  }

  @callable()
  async helped(by: number) {
    const helper = await this.subAgent(Helper, "handy");
    const first = await helper.count(by);
    return [first, await helper.count(1)];
  }

  @callable()
  broken() {
    return this.sql`SELECT nothing FROM nowhere`;
  }

  private hidden() {
    return "nobody sees this";
  }

  // called by the Worker, not by clients
  retitle(title: string) {
    this.setState({ ...this.state, title });
    return { name: this.name, state: this.state, current: getCurrentAgent().agent === this };
  }

  async onRequest(request: Request) {
    if (request.method === "DELETE") {
      await this.destroy();
      return new Response("destroyed\n");
    }
    return Response.json({ name: this.name, state: this.state, rows: this.sql`SELECT count(*) AS n FROM diary` });
  }
}
