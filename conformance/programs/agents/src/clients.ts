import { AgentClient, agentFetch } from "agents/client";
import type { Plan, Planner } from "./planner";

// A Guest is a client that remembers what it heard.
class Guest {
  readonly heard: string[] = [];
  readonly client: AgentClient<Planner, Plan>;
  #wake?: () => void;

  constructor(host: string, name: string, id: string, options: object = {}) {
    this.client = new AgentClient<Planner, Plan>({
      agent: "Planner", name, host, id,
      onStateUpdate: (state, source) => this.#hear(`${source}: ${JSON.stringify(state)}`),
      onStateUpdateError: (error) => this.#hear(`refused: ${error}`),
      onIdentity: (name, agent) => this.#hear(`I am ${name}, a ${agent}`),
      ...options,
    } as any);
    this.client.addEventListener("message", (event) => {
      if (typeof event.data !== "string" || !event.data.startsWith("{")) return;
      const message = JSON.parse(event.data);
      if (message.type === "echo" || message.type === "ran") this.#hear(event.data);
    });
  }

  #hear(what: string) {
    this.heard.push(what);
    this.#wake?.();
  }

  async next(count: number): Promise<string[]> {
    while (this.heard.length < count) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.heard.splice(0, count);
  }
}

// outcome answers what a call came to, or how it failed.
async function outcome(call: Promise<unknown>): Promise<unknown> {
  try {
    return await call;
  } catch (error: any) {
    return `${error.name}: ${error.message}`;
  }
}

export const clients: Record<string, (host: string) => Promise<unknown[]>> = {
  // state is changed by a client, by a method and against the rules.
  async state(host) {
    const ann = new Guest(host, "shared", "ann"), log: unknown[] = [];
    await ann.client.ready;
    log.push(await ann.next(2), ann.client.identified, ann.client.state);
    const bob = new Guest(host, "shared", "bob");
    await bob.client.ready;
    log.push(await bob.next(2));
    ann.client.setState({ title: "trip", steps: ["pack"], done: 0 });
    log.push(await ann.next(1), await bob.next(1));
    log.push(await outcome(bob.client.call("add", ["go"])), await ann.next(1), await bob.next(1));
    bob.client.setState({ title: "forbidden", steps: [], done: 0 });
    log.push(await bob.next(2));
    bob.client.setState({ title: "trip", steps: ["pack"], done: 7 });
    log.push(await bob.next(2));
    const reader = new Guest(host, "shared", "reader", { query: { role: "reader" } });
    await reader.client.ready;
    await reader.next(2);
    reader.client.setState({ title: "mine", steps: [], done: 0 });
    log.push(await reader.next(2), await outcome(reader.client.call("add", ["stay"])));
    reader.client.send("not of the protocol");
    log.push(await reader.next(1), await outcome(reader.client.call("diary")));
    for (const { client } of [ann, bob, reader]) client.close();
    return log;
  },

  // calls go by name, through a proxy, and stream.
  async calls(host) {
    const { client } = new Guest(host, "called", "cy"), log: unknown[] = [];
    await client.ready;
    for (const step of ["one", "two", "three"]) await client.call("add", [step]);
    log.push(await client.stub.finish("one", "two"), await outcome(client.stub.methods()));
    const chunks: unknown[] = [];
    const options = { stream: { onChunk: (chunk: unknown) => chunks.push(chunk), onDone: (last: unknown) => chunks.push({ last }), onError: (error: string) => chunks.push({ error }) } };
    log.push(await outcome(client.call("recite", [1], options)), await outcome(client.call("falter", [], options)), chunks);
    for (const [method, ...args] of [["add", 7], ["finish", "a", "b"], ["hidden"], ["retitle", "x"], ["nothing"], ["broken"], ["stubborn"]] as const) {
      log.push([method, await outcome(client.call(method as any, args as any))]);
    }
    log.push(await outcome(client.call("helped", [5])), await outcome(client.call("helped", [10])));
    log.push(await outcome(Promise.all([client.call("add", ["four"]), client.call("add", ["five"])])));
    client.close();
    return log;
  },

  // tasks run when they are due.
  async tasks(host) {
    const guest = new Guest(host, "busy", "dan"), log: unknown[] = [];
    await guest.client.ready;
    await guest.next(2);
    log.push(await outcome(guest.client.call("later", ["tea"])), (await guest.next(3)).sort());
    log.push(await outcome(guest.client.call("schedules")), ((await guest.client.call("diary")) as string[]).sort());
    guest.client.close();
    return log;
  },

  // capnweb is another way to speak.
  async capnweb(host) {
    const guest = new Guest(host, "called", "eve", { transport: "capnweb" }), log: unknown[] = [];
    await guest.client.ready;
    log.push(await guest.next(2), await outcome(guest.client.call("add", ["six"])), await outcome(guest.client.call("nothing" as any)), await outcome(guest.client.stub.finish("three")));
    guest.client.close();
    return log;
  },

  async plain(host) {
    const response = await agentFetch({ agent: "Planner", name: "called", host });
    return [response.status, await response.json()];
  },
};
