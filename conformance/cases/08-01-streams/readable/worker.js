import assert from "node:assert";

const show = (v) => {
  if (v instanceof Error) return `${v.name}: ${v.message}`;
  if (ArrayBuffer.isView(v)) return `${v.constructor.name}[${new Uint8Array(v.buffer, v.byteOffset, v.byteLength)}]`;
  if (v && typeof v === "object" && "done" in v) return `${show(v.value)}${v.done ? " done" : ""}`;
  return typeof v === "string" ? v : Array.isArray(v) ? `(${v.map(show).join()})` : String(v);
};

// tells is a case: what a scenario tells, in order.
const tells = (run, want) => ({
  async test() {
    const told = [];
    const say = (...words) => void told.push(words.map(show).join(" "));
    const watch = (name, promise) => promise.then((v) => say(name, v), (e) => say(name, "failed", e));
    const tried = (name, f) => {
      try {
        say(name, f());
      } catch (e) {
        say(name, "threw", e);
      }
    };
    // rest lets what is under way take its turns, however late the timers are.
    const rest = async () => {
      for (let n = 0; n < 10; n++) await new Promise((resolve) => setTimeout(resolve));
    };
    await run({ say, watch, tried, rest });
    await rest();
    await rest();
    assert.strictEqual(told.join(" | "), want);
  },
});

const made = (source, strategy) => {
  let controller;
  const stream = new ReadableStream({ ...source, start: (c) => ((controller = c), source?.start?.(c)) }, strategy);
  return [stream, controller];
};

// 8.1: start runs within the constructor, pull after it
export const starting = tells(async ({ say, rest }) => {
  new ReadableStream({
    start: (c) => say("start", c.constructor.name, c.desiredSize),
    pull: (c) => say("pull", c.desiredSize),
  });
  say("constructed");
  Promise.resolve().then(() => say("tick"));
  await rest();
}, "start ReadableStreamDefaultController 1 | constructed | pull 1 | tick");

// 8.1: a start that throws
export const startThrows = tells(async ({ say, watch, tried }) => {
  tried("construct", () => {
    const s = new ReadableStream({ start() { throw new RangeError("no"); } });
    watch("read", s.getReader().read());
    return s.locked;
  });
}, "construct true | read failed RangeError: no");

// 8.1: a start that rejects errors the stream
export const startRejects = tells(async ({ watch, rest }) => {
  const s = new ReadableStream({ start: () => Promise.reject(new RangeError("no")), pull() { throw 1; } });
  const r = s.getReader();
  watch("closed", r.closed);
  watch("read", r.read());
  await rest();
  watch("again", r.read());
}, "read failed RangeError: no | closed failed RangeError: no | again failed RangeError: no");

// 8.1: nothing is pulled before start is over, what was enqueued can be read
export const startPending = tells(async ({ say, watch, rest }) => {
  let go;
  const [s, c] = made({ start: () => new Promise((r) => (go = r)), pull: () => say("pull") });
  c.enqueue("a");
  const r = s.getReader();
  watch("first", r.read());
  watch("second", r.read());
  await rest();
  say("go");
  go();
  await rest();
  c.enqueue("b");
}, "pull | first a | go | pull | pull | second b");

// 8.1: chunks are read in order, then the end
export const queued = tells(async ({ say, watch }) => {
  const [s, c] = made();
  c.enqueue("a");
  c.enqueue("b");
  say(c.desiredSize);
  c.close();
  say(c.desiredSize);
  const r = s.getReader();
  watch("closed", r.closed);
  watch("1", r.read());
  watch("2", r.read());
  watch("3", r.read());
  watch("4", r.read());
}, "-1 | 0 | 1 a | closed undefined | 2 b | 3 undefined done | 4 undefined done");

// 8.1: reads wait for chunks in order
export const waiting = tells(async ({ say, watch, rest }) => {
  const [s, c] = made();
  const r = s.getReader();
  watch("closed", r.closed);
  for (const n of [1, 2, 3]) watch(n, r.read());
  await rest();
  c.enqueue("a");
  say("size", c.desiredSize);
  c.enqueue("b");
  c.close();
  say("size", c.desiredSize);
}, "size 1 | size 0 | 1 a | 2 b | 3 undefined done | closed undefined");

// 8.1: pull is called while reads wait or the queue is short, once at a time
export const pulling = tells(async ({ say, watch, rest }) => {
  let n = 0;
  const s = new ReadableStream({
    pull(c) {
      say("pull", c.desiredSize);
      if (++n < 6) c.enqueue(n);
    },
  }, { highWaterMark: 2 });
  await rest();
  const r = s.getReader();
  await watch("1", r.read());
  await rest();
  watch("2", r.read());
  watch("3", r.read());
  watch("4", r.read());
  await rest();
}, "pull 2 | pull 1 | 1 1 | pull 2 | pull 2 | 2 2 | pull 2 | 3 3 | 4 4 | pull 1");

// 8.1: a pull under way is not repeated but made up for
export const pullAgain = tells(async ({ say, watch, rest }) => {
  const gates = [];
  const [s, c] = made({ pull: () => (say("pull"), new Promise((r) => gates.push(r))) }, { highWaterMark: 0 });
  await rest();
  const r = s.getReader();
  watch("1", r.read());
  watch("2", r.read());
  await rest();
  c.enqueue("a");
  await rest();
  say("open");
  gates[0]();
  await rest();
  c.enqueue("b");
  gates[1]?.();
  await rest();
}, "pull | 1 a | open | pull | 2 b");

// 8.1: a pull that throws errors the stream
export const pullThrows = tells(async ({ say, watch, tried, rest }) => {
  const [s, c] = made({ pull() { throw new RangeError("no"); } }, { highWaterMark: 0 });
  const r = s.getReader();
  watch("closed", r.closed);
  watch("read", r.read());
  await rest();
  tried("enqueue", () => c.enqueue(1));
  say(c.desiredSize);
}, "read failed RangeError: no | closed failed RangeError: no | enqueue threw TypeError: Unable to enqueue | null");

// 8.1: a pull that rejects errors the stream and drops the queue
export const pullRejects = tells(async ({ watch, rest }) => {
  let n = 0;
  const s = new ReadableStream({ pull: (c) => (n++ ? Promise.reject(new RangeError("no")) : c.enqueue("a")) }, { highWaterMark: 2 });
  await rest();
  watch("read", s.getReader().read());
}, "read failed RangeError: no");

// 8.1: what a controller may do once the stream is closed
export const afterClose = tells(async ({ say, tried }) => {
  const [, c] = made();
  c.close();
  tried("close", () => c.close());
  tried("enqueue", () => c.enqueue(1));
  tried("error", () => c.error(new Error("late")));
  say(c.desiredSize);
}, "close threw TypeError: This ReadableStream is closed. | enqueue threw TypeError: Unable to enqueue" +
  " | error undefined | 0");

// 8.1: what a controller may do while a close waits for the queue
export const closing = tells(async ({ say, watch, tried }) => {
  const [s, c] = made();
  c.enqueue("a");
  c.close();
  say(c.desiredSize);
  tried("close", () => c.close());
  tried("enqueue", () => c.enqueue(1));
  c.error(new Error("late"));
  say(c.desiredSize);
  watch("read", s.getReader().read());
}, "0 | close threw TypeError: This ReadableStream is closed. | enqueue threw TypeError: Unable to enqueue | 0" +
  " | read a");

// 8.1: what a controller may do once the stream is errored
export const afterError = tells(async ({ say, watch, tried }) => {
  const [s, c] = made();
  c.enqueue("a");
  c.error(new RangeError("first"));
  tried("close", () => c.close());
  tried("enqueue", () => c.enqueue(1));
  tried("error", () => c.error(new Error("second")));
  say(c.desiredSize);
  const r = s.getReader();
  watch("closed", r.closed);
  watch("read", r.read());
}, "close threw TypeError: This ReadableStream is closed. | enqueue threw TypeError: Unable to enqueue" +
  " | error undefined | null | closed failed RangeError: first | read failed RangeError: first");

// 8.1: an error reaches the reads that wait before it reaches closed
export const errorOrder = tells(async ({ watch, rest }) => {
  const [s, c] = made();
  const r = s.getReader();
  watch("closed", r.closed);
  watch("1", r.read());
  watch("2", r.read());
  await rest();
  c.error(undefined);
}, "1 failed undefined | 2 failed undefined | closed failed undefined");

// 8.1: cancel gives its reason to the source and drops the queue
export const cancelling = tells(async ({ say, watch }) => {
  const [s, c] = made({ cancel: (why, ...more) => say("cancel", why, more.length) });
  c.enqueue("a");
  const p = s.cancel("why");
  say("size", c.desiredSize, s.locked);
  watch("cancelled", p);
  const r = s.getReader();
  watch("closed", r.closed);
  watch("read", r.read());
}, "cancel why 0 | size 0 false | closed undefined | read undefined done | cancelled undefined");

// 8.1: a cancel through the reader ends its reads
export const readerCancels = tells(async ({ say, watch }) => {
  const [s] = made({ cancel: (why) => (say("cancel", why), "ignored") });
  const r = s.getReader();
  watch("closed", r.closed);
  watch("read", r.read());
  watch("cancelled", r.cancel());
  watch("twice", r.cancel());
}, "cancel undefined | read undefined done | closed undefined | twice undefined | cancelled undefined");

// 8.1: a cancel waits for the source
export const cancelWaits = tells(async ({ say, watch, rest }) => {
  let go;
  const [s] = made({ cancel: () => new Promise((r) => (go = r)) });
  const r = s.getReader();
  watch("closed", r.closed);
  watch("cancelled", r.cancel());
  await rest();
  say("go");
  go();
}, "closed undefined | go | cancelled undefined");

// 8.1: a cancel that throws or rejects rejects, the stream is closed even so
export const cancelFails = tells(async ({ watch }) => {
  for (const cancel of [() => { throw new RangeError("thrown"); }, () => Promise.reject(new RangeError("rejected"))]) {
    const [s] = made({ cancel });
    watch("cancelled", s.cancel());
    watch("closed", s.getReader().closed);
  }
}, "closed undefined | closed undefined | cancelled failed RangeError: thrown" +
  " | cancelled failed RangeError: rejected");

// 8.1: cancel of a stream that is locked, closed or errored
export const cancelStates = tells(async ({ say, watch }) => {
  const [locked] = made({ cancel: () => say("never") });
  locked.getReader();
  watch("locked", locked.cancel());
  const [closed, c] = made({ cancel: () => say("never") });
  c.close();
  watch("closed", closed.cancel());
  const [errored, e] = made({ cancel: () => say("never") });
  e.error(new RangeError("no"));
  watch("errored", errored.cancel());
}, "locked failed TypeError: This ReadableStream is currently locked to a reader. | closed undefined" +
  " | errored failed RangeError: no");

// 8.1: a cancel while pull is under way
export const cancelWhilePulling = tells(async ({ say, watch, tried, rest }) => {
  let go;
  const [s, c] = made({ pull: () => new Promise((r) => (go = r)), cancel: (why) => say("cancel", why) });
  await rest();
  watch("cancelled", s.cancel("x"));
  go();
  await rest();
  tried("enqueue", () => c.enqueue(1));
  tried("close", () => c.close());
}, "cancel x | cancelled undefined | enqueue threw TypeError: Unable to enqueue" +
  " | close threw TypeError: This ReadableStream is closed.");

// 8.1: sizes of chunks
export const sizes = tells(async ({ say }) => {
  const [, c] = made({}, { highWaterMark: 10, size: (chunk, ...more) => (say("size", chunk, more.length), chunk.length) });
  c.enqueue("abc");
  say(c.desiredSize);
  c.enqueue("");
  say(c.desiredSize);
  c.enqueue("abcdefghi");
  say(c.desiredSize);
}, "size abc 0 | 7 | size  0 | 7 | size abcdefghi 0 | -2");

// 8.1: a size that is none errors the stream
export const badSizes = tells(async ({ say, watch, tried, rest }) => {
  for (const size of [() => NaN, () => -1, () => Infinity, () => "2", () => undefined, () => null, () => { throw new RangeError("no size"); }]) {
    const [s, c] = made({}, { size });
    tried("enqueue", () => c.enqueue("a"));
    say(c.desiredSize);
    const r = s.getReader();
    watch("closed", r.closed);
    watch("read", r.read());
    await rest();
  }
}, "enqueue undefined | null" +
  " | closed failed TypeError: The value cannot be converted because it is not an integer." +
  " | read failed TypeError: The value cannot be converted because it is not an integer. | enqueue undefined" +
  " | null" +
  " | closed failed TypeError: The value cannot be converted because it is negative and this API expects a positive bigint." +
  " | read failed TypeError: The value cannot be converted because it is negative and this API expects a positive bigint." +
  " | enqueue undefined | null" +
  " | closed failed TypeError: The value cannot be converted because it is not an integer." +
  " | read failed TypeError: The value cannot be converted because it is not an integer. | enqueue undefined" +
  " | -1 | read a | enqueue undefined | null" +
  " | closed failed TypeError: The value cannot be converted because it is not an integer." +
  " | read failed TypeError: The value cannot be converted because it is not an integer. | enqueue undefined" +
  " | 1 | enqueue undefined | null | closed failed RangeError: no size | read failed RangeError: no size");

// 8.1: high water marks
export const marks = tells(async ({ tried }) => {
  for (const highWaterMark of [0, 5, 1.5, Infinity, -1, NaN, "7", "x", null, undefined, 5n, {}]) {
    tried(String(highWaterMark), () => made({}, { highWaterMark })[1].desiredSize);
  }
}, "0 0 | 5 5 | 1.5 1 | Infinity threw TypeError: The value cannot be converted because it is not an integer." +
  " | -1 threw TypeError: The value cannot be converted because it is negative and this API expects a positive bigint." +
  " | NaN threw TypeError: The value cannot be converted because it is not an integer. | 7 7" +
  " | x threw TypeError: The value cannot be converted because it is not an integer. | null 0 | undefined 1" +
  " | 5 5 | [object Object] threw TypeError: The value cannot be converted because it is not an integer.");

// 8.1: arguments of the constructor
export const constructing = tells(async ({ tried }) => {
  const kind = (...args) => new ReadableStream(...args).constructor.name;
  tried("none", () => kind());
  tried("undefined", () => kind(undefined, undefined));
  tried("null", () => kind(null));
  tried("number", () => kind(5));
  tried("string", () => kind("x"));
  tried("function", () => kind(() => {}));
  tried("null strategy", () => kind({}, null));
  tried("number strategy", () => kind({}, 5));
  tried("type", () => kind({ type: "x" }));
  tried("type null", () => kind({ type: null }));
  tried("type empty", () => kind({ type: "" }));
  tried("start", () => kind({ start: 5 }));
  tried("pull", () => kind({ pull: {} }));
  tried("pull null", () => kind({ pull: null }));
  tried("cancel", () => kind({ cancel: "x" }));
  tried("size", () => kind({}, { size: 5 }));
  tried("bytes with size", () => kind({ type: "bytes" }, { size: () => 1 }));
  tried("chunk size", () => kind({ type: "bytes", autoAllocateChunkSize: 0 }));
  tried("negative chunk size", () => kind({ type: "bytes", autoAllocateChunkSize: -1 }));
  tried("chunk size without bytes", () => kind({ autoAllocateChunkSize: 0 }));
  tried("expected length", () => kind({ expectedLength: 5n }));
  tried("negative expected length", () => kind({ expectedLength: -5n }));
  tried("without new", () => ReadableStream());
}, "none ReadableStream | undefined ReadableStream | null ReadableStream" +
  " | number threw TypeError: Failed to construct 'ReadableStream': constructor parameter 1 is not of type 'UnderlyingSource'." +
  " | string threw TypeError: Failed to construct 'ReadableStream': constructor parameter 1 is not of type 'UnderlyingSource'." +
  " | function ReadableStream | null strategy ReadableStream" +
  " | number strategy threw TypeError: Failed to construct 'ReadableStream': constructor parameter 2 is not of type 'StreamQueuingStrategy'." +
  " | type threw TypeError: \"x\" is not a valid type of ReadableStream." +
  " | type null threw TypeError: \"null\" is not a valid type of ReadableStream. | type empty ReadableStream" +
  " | start threw TypeError: Incorrect type for the 'start' field on 'UnderlyingSource': the provided value is not of type 'function'." +
  " | pull threw TypeError: Incorrect type for the 'pull' field on 'UnderlyingSource': the provided value is not of type 'function'." +
  " | pull null threw TypeError: Incorrect type for the 'pull' field on 'UnderlyingSource': the provided value is not of type 'function'." +
  " | cancel threw TypeError: Incorrect type for the 'cancel' field on 'UnderlyingSource': the provided value is not of type 'function'." +
  " | size threw TypeError: Incorrect type for the 'size' field on 'StreamQueuingStrategy': the provided value is not of type 'function'." +
  " | bytes with size ReadableStream" +
  " | chunk size threw TypeError: The autoAllocateChunkSize option cannot be zero." +
  " | negative chunk size threw TypeError: The autoAllocateChunkSize option cannot be zero." +
  " | chunk size without bytes ReadableStream | expected length ReadableStream" +
  " | negative expected length threw TypeError: The value cannot be converted because it is either negative and this API expects a positive bigint, or the value would be truncated." +
  " | without new threw TypeError: Failed to construct 'ReadableStream': Please use the 'new' operator, this object constructor cannot be called as a function.");

// 8.1: the order in which a source and a strategy are read
export const readingOptions = tells(async ({ say }) => {
  const spy = (name) => new Proxy({}, { get: (_, key) => void say(name, String(key)) });
  new ReadableStream(spy("source"), spy("strategy"));
}, "source type | source autoAllocateChunkSize | source start | source pull | source cancel" +
  " | source expectedLength | strategy highWaterMark | strategy size");

// 8.1: callbacks have the source as this
export const receivers = tells(async ({ say, watch, rest }) => {
  const source = {
    start() { say("start", this === source); },
    pull(c) { say("pull", this === source); c.enqueue(1); },
    cancel() { say("cancel", this === source); },
  };
  const strategy = { highWaterMark: 1, size() { say("size", this === strategy, this === undefined); return 1; } };
  const s = new ReadableStream(source, strategy);
  await rest();
  watch("cancelled", s.cancel());
}, "start true | pull true | size false true | cancel true | cancelled undefined");

// 8.1: callbacks are read once
export const readOnce = tells(async ({ say, watch, rest }) => {
  const source = { pull: (c) => (say("old"), c.enqueue(1)), cancel: () => say("old cancel") };
  const s = new ReadableStream(source, { highWaterMark: 0 });
  source.pull = () => say("new");
  source.cancel = () => say("new cancel");
  const r = s.getReader();
  watch("read", r.read());
  await rest();
  watch("cancelled", r.cancel());
}, "old | read 1 | old cancel | cancelled undefined");

// 8.1: an enqueue within pull and within start
export const reentrant = tells(async ({ say, watch, rest }) => {
  let n = 0;
  const s = new ReadableStream({
    start(c) { c.enqueue("s"); },
    pull(c) {
      say("pull", n);
      c.enqueue(n++);
      c.enqueue(n++);
      if (n > 3) c.close();
    },
  }, { highWaterMark: 0 });
  const r = s.getReader();
  for (let i = 0; i < 6; i++) watch(i, r.read());
  await rest();
}, "pull 0 | pull 2 | 0 s | 1 0 | 2 1 | 3 2 | 4 3 | 5 undefined done");

// 8.1: a close within pull, an error within pull, a cancel within pull
export const endingInPull = tells(async ({ watch, rest }) => {
  const close = new ReadableStream({ pull: (c) => c.close() }, { highWaterMark: 0 }).getReader();
  watch("close", close.read());
  watch("close closed", close.closed);
  await rest();
  const error = new ReadableStream({ pull: (c) => c.error(new RangeError("no")) }, { highWaterMark: 0 }).getReader();
  watch("error", error.read());
  watch("error closed", error.closed);
  await rest();
  const cancel = new ReadableStream({ pull: () => cancel.cancel("x") }, { highWaterMark: 0 }).getReader();
  watch("cancel", cancel.read());
  watch("cancel closed", cancel.closed);
}, "close undefined done | close closed undefined | error failed RangeError: no" +
  " | error closed failed RangeError: no | cancel undefined done | cancel closed undefined");

// 8.1: from takes what is iterable
export const from = tells(async ({ say, tried, watch }) => {
  const all = async (s) => { const list = []; for await (const v of s) list.push(v); return list; };
  say("array", await all(ReadableStream.from(["a", 1, null])));
  say("string", await all(ReadableStream.from("xyz")));
  say("set", await all(ReadableStream.from(new Set([1, 2]))));
  say("generator", await all(ReadableStream.from((function* () { yield 1; yield 2; return 3; })())));
  say("async generator", await all(ReadableStream.from((async function* () { yield 1; yield 2; })())));
  say("promises", await all(ReadableStream.from([Promise.resolve("p"), "q"])));
  say("stream", await all(ReadableStream.from(new ReadableStream({ start(c) { c.enqueue("s"); c.close(); } }))));
  say("empty", await all(ReadableStream.from([])));
  say("view", await all(ReadableStream.from(new Uint8Array([7, 8]))));
  for (const bad of [5, null, undefined, {}, () => {}, { [Symbol.iterator]: 5 }, { [Symbol.asyncIterator]: 5 }]) tried("bad", () => ReadableStream.from(bad));
  tried("no object", () => ReadableStream.from({ [Symbol.iterator]: () => 5 }));
  watch("no next", all(ReadableStream.from({ [Symbol.iterator]: () => ({}) })));
}, "array (a,1,null) | string (x,y,z) | set (1,2) | generator (1,2,3) | async generator (1,2) | promises (p,q)" +
  " | stream (s) | empty () | view (7,8)" +
  " | bad threw TypeError: Failed to execute 'from' on 'ReadableStream': parameter 1 is not of type 'AsyncGenerator'." +
  " | bad threw TypeError: Failed to execute 'from' on 'ReadableStream': parameter 1 is not of type 'AsyncGenerator'." +
  " | bad threw TypeError: Failed to execute 'from' on 'ReadableStream': parameter 1 is not of type 'AsyncGenerator'." +
  " | bad threw TypeError: Failed to execute 'from' on 'ReadableStream': parameter 1 is not of type 'AsyncGenerator'." +
  " | bad threw TypeError: Failed to execute 'from' on 'ReadableStream': parameter 1 is not of type 'AsyncGenerator'." +
  " | bad threw TypeError: Failed to execute 'from' on 'ReadableStream': parameter 1 is not of type 'AsyncGenerator'." +
  " | bad threw TypeError: Failed to execute 'from' on 'ReadableStream': parameter 1 is not of type 'AsyncGenerator'." +
  " | no object threw TypeError: Failed to execute 'from' on 'ReadableStream': parameter 1 is not of type 'AsyncGenerator'." +
  " | no next ()");

// 8.1: a stream from an iterator that fails
export const fromFails = tells(async ({ watch, rest }) => {
  const read = (s) => s.getReader().read();
  watch("throws", read(ReadableStream.from((function* () { throw new RangeError("no"); })())));
  watch("rejects", read(ReadableStream.from([Promise.reject(new RangeError("no"))])));
  watch("no result", read(ReadableStream.from({ [Symbol.iterator]: () => ({ next: () => 5 }) })));
  watch("no async result", read(ReadableStream.from({ [Symbol.asyncIterator]: () => ({ next: async () => 5 }) })));
  await rest();
  watch("async", read(ReadableStream.from((async function* () { throw new RangeError("no"); })())));
}, "throws failed RangeError: no" +
  " | no result failed TypeError: Callback returned incorrect type; expected 'Promise'" +
  " | no async result failed TypeError: Incorrect type for Promise: the Promise did not resolve to 'GeneratorNext'." +
  " | rejects failed RangeError: no | async failed RangeError: no");

// 8.1: cancelling a stream from an iterator calls its return
export const fromCancelled = tells(async ({ say, watch, rest }) => {
  const iterator = (more) => ({ [Symbol.asyncIterator]: () => ({ next: async () => ({ value: 1, done: false }), ...more }) });
  watch("none", ReadableStream.from(iterator({})).cancel("a"));
  watch("returns", ReadableStream.from(iterator({ return: async (v) => (say("return", v), {}) })).cancel("b"));
  watch("no object", ReadableStream.from(iterator({ return: async () => 5 })).cancel("c"));
  watch("throws", ReadableStream.from(iterator({ return() { throw new RangeError("no"); } })).cancel("d"));
  watch("rejects", ReadableStream.from(iterator({ return: () => Promise.reject(new RangeError("no")) })).cancel("e"));
  watch("no function", ReadableStream.from(iterator({ return: 5 })).cancel("f"));
  await rest();
  const s = ReadableStream.from((async function* () { try { yield 1; yield 2; } finally { say("finally"); } })());
  const r = s.getReader();
  watch("read", r.read());
  await rest();
  watch("generator", r.cancel("g"));
}, "return b | none undefined | throws failed RangeError: no" +
  " | no function failed TypeError: Property 'return' is not a function | returns undefined" +
  " | no object failed TypeError: Incorrect type for Promise: the Promise did not resolve to 'GeneratorNext'." +
  " | rejects failed RangeError: no | read 1 | finally | generator undefined");

// 8.1: when a stream from an iterator asks for values
export const fromPulls = tells(async ({ say, watch, rest }) => {
  let n = 0;
  const s = ReadableStream.from({ [Symbol.asyncIterator]: () => ({ next: async () => (say("next", n), { value: n++, done: n > 3 }) }) });
  await rest();
  say("constructed");
  const r = s.getReader();
  await watch("1", r.read());
  await rest();
  await watch("2", r.read());
  await rest();
  await watch("3", r.read());
  await watch("4", r.read());
}, "constructed | next 0 | 1 0 | next 1 | 2 1 | next 2 | 3 2 | next 3 | 4 3");

// 8.1: what constructors and prototypes of streams look like
export const shapes = tells(async ({ say }) => {
  const s = new ReadableStream();
  say(Object.keys(s).length, String(s), s[Symbol.asyncIterator] === s.values, s.values.name);
  say(Object.getOwnPropertyNames(ReadableStream.prototype).sort().join());
  say(Object.getOwnPropertyNames(ReadableStreamDefaultReader.prototype).sort().join());
  const it = s.values();
  say(String(it), typeof it.next, typeof it.return, typeof it.throw, it[Symbol.asyncIterator]() === it, typeof it[Symbol.asyncDispose]);
}, "0 [object ReadableStream] false values | cancel,constructor,getReader,locked,pipeThrough,pipeTo,tee,values" +
  " | cancel,closed,constructor,read,releaseLock" +
  " | [object ReadableStreamAsyncIterator] function function undefined true function");

// 8.1: stream controllers cannot be constructed and are not instances by inheritance
export const controllers = tells(async ({ tried }) => {
  tried("default", () => new ReadableStreamDefaultController());
  tried("bytes", () => new ReadableByteStreamController());
  tried("request", () => new ReadableStreamBYOBRequest());
  tried("writable", () => new WritableStreamDefaultController());
  tried("transform", () => new TransformStreamDefaultController());
  tried("receiver", () => ReadableStream.prototype.getReader.call({}));
  tried("inherited", () => ReadableStream.prototype.getReader.call(Object.create(new ReadableStream())));
  tried("desiredSize", () => ReadableStreamDefaultController.prototype.desiredSize);
}, "default threw TypeError: Illegal constructor | bytes threw TypeError: Illegal constructor" +
  " | request threw TypeError: Illegal constructor | writable threw TypeError: Illegal constructor" +
  " | transform threw TypeError: Illegal constructor" +
  " | receiver threw TypeError: Illegal invocation: function called with incorrect `this` reference. See https://developers.cloudflare.com/workers/observability/errors/#illegal-invocation-errors for details." +
  " | inherited threw TypeError: Illegal invocation: function called with incorrect `this` reference. See https://developers.cloudflare.com/workers/observability/errors/#illegal-invocation-errors for details." +
  " | desiredSize threw TypeError: Illegal invocation: function called with incorrect `this` reference. See https://developers.cloudflare.com/workers/observability/errors/#illegal-invocation-errors for details.");
