import { WorkerEntrypoint } from "cloudflare:workers";

class Custom extends Error {
  name = "Custom";
  code = 7;
}

const thrown = {
  type: () => new TypeError("t"),
  custom: () => new Custom("m"),
  cause: () => new Error("outer", { cause: new TypeError("inner") }),
  aggregate: () => new AggregateError([new Error("1")], "agg"),
  dom: () => new DOMException("d", "AbortError"),
  string: () => "s",
  object: () => ({ a: 1 }),
};

export class Old extends WorkerEntrypoint {
  throws(kind) {
    throw thrown[kind]();
  }
  async sees(kind) {
    try {
      await this.env.NEW.throws(kind);
    } catch (e) {
      const { stack, ...own } = e;
      return [String(e), e.constructor?.name, JSON.stringify(own), e.cause ? "cause: " + e.cause : "", e.errors ? "errors: " + e.errors : ""].join(" | ");
    }
  }
}

export default {
  fetch() {
    return new Response("old");
  },
};
