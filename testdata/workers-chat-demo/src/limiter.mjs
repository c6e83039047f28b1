// One RateLimiter exists for each address, whatever rooms that address talks in.

import { DurableObject } from "cloudflare:workers";
import { answeringErrors } from "./errors.mjs";

const secondsPerAction = 5;
const secondsOfCredit = 20;

// RateLimiter keeps the moment up to which an address has spent its time. Every action spends
// five seconds, and an address may run twenty seconds ahead of the clock. It lives in memory
// only: an evicted limiter has been idle for long enough to forget.
export class RateLimiter extends DurableObject {
  spentUntil = 0;

  // GET answers how many seconds to wait before the next action; POST counts an action first.
  fetch(request) {
    return answeringErrors(request, () => {
      const now = Date.now() / 1000;
      this.spentUntil = Math.max(this.spentUntil, now);
      if (request.method === "POST") {
        this.spentUntil += secondsPerAction;
      }
      return new Response(String(Math.max(0, this.spentUntil - secondsOfCredit - now)));
    });
  }
}

// Allowance is a room's view of one limiter. A message must not wait for the answer of another
// object, so an action is allowed at once and the answer decides about the next one.
export class Allowance {
  #namespace;
  #id;
  #stub;
  #failed;
  #resting = false;

  constructor(namespace, id, failed) {
    this.#namespace = namespace;
    this.#id = id;
    this.#failed = failed;
    this.#stub = namespace.get(id);
  }

  // spend says whether an action may happen now, and counts it if so.
  spend() {
    if (this.#resting) {
      return false;
    }
    this.#resting = true;
    this.#rest().catch(this.#failed);
    return true;
  }

  async #rest() {
    const seconds = Number(await this.#count());
    await new Promise((wake) => setTimeout(wake, seconds * 1000));
    this.#resting = false;
  }

  // A stub stays broken once its object was reset; a second one reaches the object's successor.
  async #count() {
    const post = () => this.#stub.fetch("https://limiter/", { method: "POST" });
    let answer;
    try {
      answer = await post();
    } catch {
      this.#stub = this.#namespace.get(this.#id);
      answer = await post();
    }
    return answer.text();
  }
}
