import { createDurable } from "itty-durable";

export class Counter extends createDurable({ autoReturn: true, autoPersist: true }) {
  constructor(state, env) {
    super(state, env);
    this.counter = 0;
    this.history = [];
  }

  increment(by = 1) {
    this.counter += by;
    this.history.push(by);
  }

  add(a, b) {
    return a + b;
  }

  // note goes through the other class's objects.
  async note(text) {
    return this.state.Notes.get("log").write(text, this.counter);
  }

  fail() {
    throw Object.assign(new Error("cannot count that"), { status: 418 });
  }
}

export class Notes extends createDurable() {
  lines = [];

  async onLoad() {
    this.loaded = (this.loaded ?? 0) + 1;
  }

  async write(text, number) {
    this.lines.push([text, number]);
    await this.persist();
    return { written: this.lines.length };
  }

  read() {
    return this;
  }

  quiet() {}

  toJSON() {
    return { lines: this.lines, loaded: this.loaded };
  }

  async alarm() {
    await this.loadFromStorage();
    this.lines.push(["alarm", 0]);
    await this.persist();
  }

  ring() {
    return this.setAlarm(Date.now() + 1);
  }

  page() {
    return new Response("<p>notes</p>", { headers: { "content-type": "text/html" } });
  }
}
