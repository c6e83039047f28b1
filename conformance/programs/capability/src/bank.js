import { DurableObject, RpcTarget } from "cloudflare:workers";

// What was disposed, in order: objects of one Worker share their module.
const disposed = [];

export class Overdrawn extends Error {
  name = "Overdrawn";
  constructor(account, missing) {
    super(`${account} lacks ${missing}`);
    Object.assign(this, { account, missing, retryable: false });
  }
}

// A Counter is the smallest capability: whoever has it may count, and nobody else.
export class Counter extends RpcTarget {
  #value;
  secret = "an own property";

  constructor(start = 0) {
    super();
    this.#value = start;
  }
  get value() { return this.#value; }
  increment(by = 1) { return (this.#value += by); }
  [Symbol.dispose]() { disposed.push(`counter ${this.#value}`); }
}

// An Account is what a session hands out. It remembers in the bank's storage.
class Account extends RpcTarget {
  #bank; #name; #rights;

  constructor(bank, name, rights) {
    super();
    this.#bank = bank;
    this.#name = name;
    this.#rights = rights;
  }
  get name() { return this.#name; }
  async balance() { return this.#bank.balance(this.#name); }
  async deposit(amount) { return this.#bank.change(this.#name, amount); }
  async withdraw(amount) {
    if (!this.#rights.withdraw) throw new Error("this account may only be looked at");
    return this.#bank.change(this.#name, -amount);
  }
  readOnly() { return new Account(this.#bank, this.#name, {}); }
  // transfer gets the other account as a stub, perhaps of another bank.
  async transfer(to, amount) {
    await this.withdraw(amount);
    const there = await to.deposit(amount);
    return { here: await this.balance(), there, to: await to.name };
  }
  [Symbol.dispose]() { disposed.push(`account ${this.#name}`); }
}

class Session extends RpcTarget {
  #bank;
  #open = true;

  constructor(bank, user) {
    super();
    this.#bank = bank;
    this.user = user;
  }
  account(name) {
    if (!this.#open) throw new Error("the session is over");
    return new Account(this.#bank, `${this.user}/${name}`, { withdraw: true });
  }
  get accounts() { return { main: this.account("main"), savings: this.account("savings") }; }
  logout() { this.#open = false; }
  [Symbol.dispose]() { disposed.push(`session ${this.user}`); }
}

export class Bank extends DurableObject {
  watchers = new Map();
  kept = null;
  ownArrow = () => "nobody can call me";

  async login(user, password) {
    await scheduler.wait(1);
    if (password !== "open sesame") throw new TypeError(`no entry for ${user}`, { cause: "password" });
    return new Session(this, user);
  }

  counter(start) { return new Counter(start); }
  counters(...starts) { return { list: starts.map((start) => new Counter(start)), made: starts.length }; }
  adder(a) { return (b) => a + b; }
  get motto() { return "trust"; }
  get settings() { return { limits: { day: 500, fees: [1, 2] } }; }
  echo(value) { return value; }
  nothing() {}

  balance(name) { return this.ctx.storage.get(name).then((sum) => sum ?? 0); }

  async change(name, amount) {
    const sum = (await this.balance(name)) + amount;
    if (sum < 0) throw new Overdrawn(name, -sum);
    await this.ctx.storage.put(name, sum);
    for (const [id, watcher] of this.watchers) {
      try {
        await watcher(name, sum);
      } catch (error) {
        this.watchers.delete(id);
      }
    }
    return sum;
  }

  // watch keeps a callback beyond the call that brought it.
  watch(callback) {
    const id = this.watchers.size + 1;
    this.watchers.set(id, callback.dup());
    return () => {
      this.watchers.get(id)?.[Symbol.dispose]();
      return this.watchers.delete(id);
    };
  }

  // forget keeps a callback without asking for it.
  keepWithoutDup(callback) { this.kept = callback; }
  async useKept() { return this.kept("hello"); }

  async visit(callback, times) {
    const answers = [];
    for (let i = 0; i < times; i++) answers.push(await callback(i));
    return answers;
  }
  async use(counter) { return [await counter.increment(10), await counter.value]; }
  async pipelineInto(desk) { return desk.stamp("from the bank"); }

  async fail(kind) {
    switch (kind) {
      case "range": throw new RangeError("out of range");
      case "custom": throw new Overdrawn("nobody", 5);
      case "string": throw "a string";
      case "object": throw { code: 7 };
      case "aggregate": throw new AggregateError([new Error("one"), new TypeError("two")], "both");
      case "dom": throw new DOMException("too much", "QuotaExceededError");
      case "abort": this.ctx.abort("closed for today");
    }
  }

  statement(lines) {
    let line = 0;
    return new ReadableStream({
      pull(controller) {
        if (++line > lines) controller.close();
        else controller.enqueue(new TextEncoder().encode(`line ${line}\n`));
      },
    });
  }
  async upload(stream) {
    let bytes = 0;
    for await (const chunk of stream) bytes += chunk.byteLength;
    return bytes;
  }
  async answer(request) {
    return new Response(`${request.method} ${new URL(request.url).pathname} ${await request.text()}`, {
      status: 203, headers: { "x-agent": request.headers.get("x-agent") } });
  }

  disposed() { return disposed.splice(0); }
  fetch() { return new Response("the bank's door"); }
  alarm() {}
}
