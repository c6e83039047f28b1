import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";

// A Desk is another object, that is handed to the bank and hands on what it got there.
export class Desk extends DurableObject {
  stamps = [];
  stamp(text) { return this.stamps.push(text); }
  async lend() { return this.env.BANK.getByName("north").counter(100); }
  async together(n) {
    using counter = await this.env.BANK.getByName("north").counter(n);
    await Promise.all([counter.increment(), counter.increment(), counter.increment()]);
    return await counter.value;
  }
  // hasty leaves before the answer is there, and takes the capability along.
  async hasty(n) {
    using counter = await this.env.BANK.getByName("north").counter(n);
    return counter.value;
  }
}

// The Vault is an entrypoint: an instance for every call.
export class Vault extends WorkerEntrypoint {
  #calls = 0;
  where() { return { ...this.ctx.props, calls: ++this.#calls }; }
  fetch(request) { return new Response(`vault ${this.ctx.props.branch} ${new URL(request.url).pathname}`); }
  // lock reaches an object and hands its capability on.
  lock() { return this.env.BANK.getByName("north").counter(7); }
}
