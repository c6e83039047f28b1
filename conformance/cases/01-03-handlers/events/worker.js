import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";
import assert from "node:assert";

let handle;
let seen;

const describe = (self, args) => [self === plain ? "plain" : self.constructor.name, args.length, ...args.map((v) => Object.prototype.toString.call(v))];

export const plain = {
  scheduled(...args) {
    seen = describe(this, args);
    return handle(args[0], args[2]);
  },
  queue(...args) {
    seen = describe(this, args);
    return handle(args[0], args[2]);
  },
};

export class Entry extends WorkerEntrypoint {
  scheduled(...args) {
    seen = describe(this, args);
    return handle(args[0], this.ctx);
  }
  queue(...args) {
    seen = describe(this, args);
    return handle(args[0], this.ctx);
  }
}

export const none = {};
export class Bare extends WorkerEntrypoint {}

export class Thing extends DurableObject {
  async sends() {
    await this.ctx.storage.put("a", 1);
    return [(await this.env.PLAIN.scheduled()).outcome, (await this.env.PLAIN.queue("q", [])).outcome];
  }
}

const at = new Date(1e12);
const messages = (...ids) => ids.map((id) => ({ id, timestamp: at, attempts: 1, body: { id } }));
const members = (v) => [Object.keys(v), Object.getOwnPropertyNames(Object.getPrototypeOf(v)).filter((name) => name !== "constructor").sort()];

// 1.3: scheduled gets a ScheduledController; an object's handler also env and ctx, a class's two times undefined
export const scheduled = {
  async test(controller, env) {
    let told;
    handle = (c) => {
      told = [members(c), c.cron, c.scheduledTime, c.noRetry()];
    };
    assert.deepStrictEqual(await env.PLAIN.scheduled({ cron: "* * * * *", scheduledTime: at }), { outcome: "ok", noRetry: true });
    assert.deepStrictEqual(seen, ["plain", 3, "[object ScheduledController]", "[object Object]", "[object ExecutionContext]"]);
    assert.deepStrictEqual(told, [[["cron", "scheduledTime"], ["noRetry"]], "* * * * *", 1e12, undefined]);
    assert.deepStrictEqual(await env.CLASS.scheduled(), { outcome: "ok", noRetry: true });
    assert.deepStrictEqual(seen, ["Entry", 3, "[object ScheduledController]", "[object Undefined]", "[object Undefined]"]);
    assert.deepStrictEqual([told[1], Math.abs(told[2] - Date.now()) < 10000], ["", true]);
  },
};

// 1.3: whoever sends a scheduled event is told how it ended, with what waitUntil was given
export const scheduledOutcome = {
  async test(controller, env) {
    const outcome = async (f) => {
      handle = f;
      const { outcome, noRetry } = await env.PLAIN.scheduled({});
      return outcome + (noRetry ? " no retry" : "");
    };
    assert.strictEqual(await outcome(() => {}), "ok");
    assert.strictEqual(await outcome(async () => { throw new RangeError("thrown"); }), "exception");
    assert.strictEqual(await outcome((c) => { c.noRetry(); throw new RangeError("thrown"); }), "exception no retry");
    assert.strictEqual(await outcome((c, ctx) => ctx.waitUntil(scheduler.wait(5).then(() => c.noRetry()))), "ok no retry");
    assert.strictEqual(await outcome((c, ctx) => ctx.waitUntil(Promise.reject(new Error("late")))), "exception");
    assert.strictEqual(await outcome((c, ctx) => ctx.waitUntil(scheduler.wait(5).then(() => { throw new Error("late"); }))), "exception");
    assert.strictEqual(await outcome(() => new Promise(() => {})), "exception");
    assert.strictEqual(await outcome((c, ctx) => ctx.abort(new Error("aborted"))), "exception");
  },
};

// 1.3: the options of a scheduled event
export const scheduledOptions = {
  async test(controller, env) {
    let told;
    handle = (c) => (told = [c.cron, c.scheduledTime]);
    for (const [options, want] of [[{ cron: 5, scheduledTime: 5.7 }, ["5", 5]], [{ scheduledTime: 7 }, ["", 7]]]) {
      await env.PLAIN.scheduled(options);
      assert.deepStrictEqual(told, want);
    }
    for (const [options, message] of [
      [5, "Failed to execute 'scheduled' on 'Fetcher': parameter 1 is not of type 'ScheduledOptions'."],
      [{ scheduledTime: "x" }, "Incorrect type for the 'scheduledTime' field on 'ScheduledOptions': the provided value is not of type 'date'."],
      [{ scheduledTime: new Date(NaN) }, "The value cannot be converted because it is not a valid Date."],
    ]) {
      await assert.rejects(env.PLAIN.scheduled(options), { name: "TypeError", message });
    }
  },
};

// 1.3: queue gets a batch of messages; an object's handler also env and ctx, a class's two times undefined
export const queue = {
  async test(controller, env) {
    let told;
    handle = (batch) => {
      const [m] = batch.messages;
      told = [members(batch), batch.queue, batch.messages.length, members(m), m.id, m.timestamp, m.attempts, m.body];
    };
    const result = await env.PLAIN.queue("name", messages("a", "b"));
    assert.deepStrictEqual(result, {
      outcome: "ok", ackAll: false, retryBatch: { retry: false, delaySeconds: undefined }, explicitAcks: [], retryMessages: [],
    });
    assert.deepStrictEqual(Object.keys(result), ["outcome", "ackAll", "retryBatch", "explicitAcks", "retryMessages"]);
    assert.deepStrictEqual(seen, ["plain", 3, "[object QueueController]", "[object Object]", "[object ExecutionContext]"]);
    told[0][0].sort();
    told[3][0].sort();
    assert.deepStrictEqual(told, [
      [["messages", "metadata", "queue"], ["ackAll", "retryAll"]], "name", 2,
      [["attempts", "body", "id", "timestamp"], ["ack", "retry"]], "a", at, 1, { id: "a" },
    ]);
    await env.CLASS.queue("name", messages("a"));
    assert.deepStrictEqual(seen, ["Entry", 3, "[object QueueController]", "[object Undefined]", "[object Undefined]"]);
  },
};

// 1.3: whoever sends a batch is told what is acknowledged and what is to be retried
export const queueOutcome = {
  async test(controller, env) {
    const outcome = async (f) => {
      handle = (batch, ctx) => f(batch, batch.messages, ctx);
      const r = await env.PLAIN.queue("q", messages("1", "2", "3"));
      const retry = ({ msgId = "all", delaySeconds: seconds }) => msgId + (seconds === undefined ? "" : "+" + seconds);
      return [r.outcome, r.ackAll ? "ackAll" : "", r.retryBatch.retry ? retry(r.retryBatch) : "", r.explicitAcks.join(), r.retryMessages.map(retry).join()].join(" ");
    };
    const fail = () => { throw new Error("failed"); };
    const log = [];
    for (const f of [
      (b) => b.ackAll(),
      (b) => b.retryAll({ delaySeconds: 7 }),
      (b) => [b.ackAll(), b.retryAll()],
      (b) => [b.retryAll(), b.ackAll()],
      (b, m) => [m[2].ack(), m[0].ack(), m[2].ack(), m[1].retry()],
      (b, m) => [m[1].retry({ delaySeconds: 1 }), m[1].retry(), m[0].retry(), m[0].retry({ delaySeconds: 9 })],
      (b, m) => [m[0].ack(), b.ackAll()],
      (b, m) => [m[0].retry(), b.retryAll(), m[1].ack()],
      (b, m) => [m[0].ack(), m[0].retry(), m[1].retry(), m[1].ack()],
      (b, m) => [m[0].ack(), m[1].retry(), fail()],
      (b) => [b.ackAll(), fail()],
      (b, m, ctx) => ctx.waitUntil(scheduler.wait(5).then(() => m[0].ack())),
      (b, m, ctx) => ctx.waitUntil(Promise.reject(new Error("late"))),
    ]) log.push(await outcome(f));
    assert.deepStrictEqual(log, [
      "ok ackAll   ", "ok  all+7  ", "ok ackAll   ", "ok  all  ", "ok   3,1 2", "ok    2,1+9", "ok ackAll  1 ", "ok  all  1",
      "ok   1 2", "exception   1 2", "exception ackAll   ", "ok   1 ", "exception    ",
    ]);
  },
};

// 1.3: what a batch may be made of
export const queueMessages = {
  async test(controller, env) {
    let told;
    handle = (b) => (told = [b.messages[0].id, b.messages[0].attempts, b.messages[0].body]);
    const serialized = new Uint8Array([0xff, 0x0f, 0x49, 4]);
    for (const [m, want] of [
      [{ id: 5, timestamp: 5, attempts: "3", body: null }, ["5", 3, null]],
      [{ timestamp: at, attempts: 1, body: new Map([[1, at]]) }, ["undefined", 1, new Map([[1, at]])]],
      [{ id: "a", timestamp: at, attempts: 1, serializedBody: serialized }, ["a", 1, 2]],
      [{ id: "a", timestamp: at, attempts: 1, serializedBody: serialized.buffer }, ["a", 1, 2]],
    ]) {
      await env.PLAIN.queue("q", [m]);
      assert.deepStrictEqual(told, want);
    }
    assert.strictEqual((await env.PLAIN.queue("q", [{ id: "a", timestamp: at, attempts: 1, serializedBody: new Uint8Array([1]) }])).outcome, "exception");
    const good = { id: "a", timestamp: at, attempts: 1, body: 1 };
    for (const [args, message] of [
      [[], "Failed to execute 'queue' on 'Fetcher': parameter 1 is not of type 'string'."],
      [["q"], "Failed to execute 'queue' on 'Fetcher': parameter 2 is not of type 'Array'."],
      [["q", new Set([good])], "Failed to execute 'queue' on 'Fetcher': parameter 2 is not of type 'Array'."],
      [["q", [good, 5]], "Incorrect type for array element 1: the provided value is not of type 'ServiceBindingQueueMessage'."],
      [["q", [{ ...good, timestamp: undefined }]], "Incorrect type for the 'timestamp' field on 'ServiceBindingQueueMessage': the provided value is not of type 'date'."],
      [["q", [{ ...good, timestamp: new Date(NaN) }]], "The value cannot be converted because it is not a valid Date."],
      [["q", [{ ...good, body: undefined }]], "Expected one of body or serializedBody for each message"],
      [["q", [{ ...good, serializedBody: serialized }]], "Expected one of body or serializedBody for each message"],
      [["q", [{ ...good, serializedBody: "x" }]], "Incorrect type for the 'serializedBody' field on 'ServiceBindingQueueMessage': the provided value is not of type 'ArrayBuffer or ArrayBufferView'."],
      [["q", [{ ...good, attempts: undefined }]], "The value cannot be converted because it is not an integer."],
      [["q", [{ ...good, attempts: -1 }]], "The value cannot be converted because it is negative and this API expects a positive number."],
      [["q", [{ ...good, attempts: 70000 }]], "Value out of range. Must be less than or equal to 65535."],
      [["q", [good], 5], "Failed to execute 'queue' on 'Fetcher': parameter 3 is not of type 'MessageBatchMetadata'."],
    ]) {
      await assert.rejects(env.PLAIN.queue(...args), { name: "TypeError", message });
    }
    await assert.rejects(env.PLAIN.queue("q", [{ ...good, body: () => 1 }]), { name: "DataCloneError", message: "() => 1 could not be cloned." });
  },
};

// 1.3: what waits behind a batch
export const queueMetadata = {
  async test(controller, env) {
    let told;
    handle = (b) => (told = b.metadata);
    await env.PLAIN.queue("q", []);
    assert.deepStrictEqual(told, { metrics: { backlogCount: 0, backlogBytes: 0, oldestMessageTimestamp: undefined } });
    await env.PLAIN.queue("q", [], { metrics: { backlogCount: 5, backlogBytes: 6, oldestMessageTimestamp: at } });
    assert.deepStrictEqual(told, { metrics: { backlogCount: 5, backlogBytes: 6, oldestMessageTimestamp: at } });
  },
};

// 1.2: an event fails for which there is no handler, and a scheduled one is not to be tried again
export const missing = {
  async test(controller, env) {
    for (const service of [env.NONE, env.BARE]) {
      assert.deepStrictEqual(await service.scheduled(), { outcome: "exception", noRetry: true });
      assert.strictEqual((await service.queue("q", messages("1"))).outcome, "exception");
    }
  },
};

// 1.3: an object sends such events, and takes none
export const objects = {
  async test(controller, env) {
    handle = () => {};
    assert.deepStrictEqual(await env.Thing.getByName("a").sends(), ["ok", "ok"]);
    const refusal = { name: "Error", message: /^internal error; reference = [0-9a-z]{24}$/ };
    await assert.rejects(env.Thing.getByName("a").scheduled(), refusal);
    await assert.rejects(env.Thing.getByName("a").queue("q", []), refusal);
  },
};
