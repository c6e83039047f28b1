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

const made = (sink, strategy) => {
  let controller;
  const stream = new WritableStream({ ...sink, start: (c) => ((controller = c), sink?.start?.(c)) }, strategy);
  return [stream, controller];
};
const gate = () => {
  let open, fail;
  const wait = new Promise((a, b) => ((open = a), (fail = b)));
  return { wait, open, fail };
};

// 8.1: start runs within the constructor, write after it
export const starting = tells(async ({ say, watch, rest }) => {
  const s = new WritableStream({
    start: (c) => say("start", c.constructor.name, typeof c.signal, c.signal.aborted),
    write: (v, c) => say("write", v, c.constructor.name),
    close: (...args) => say("close", args.length),
  });
  say("constructed");
  const w = s.getWriter();
  say("size", w.desiredSize);
  watch("ready", w.ready);
  watch("written", w.write("a"));
  say("size", w.desiredSize);
  watch("ready again", w.ready);
  watch("finished", w.close());
  watch("closed", w.closed);
}, "start WritableStreamDefaultController object false | constructed | size 1 | size 0" +
  " | write a WritableStreamDefaultController | close 0 | ready undefined | ready again undefined" +
  " | written undefined | finished undefined | closed undefined");

// 8.1: a start that throws
export const startThrows = tells(async ({ watch, tried }) => {
  tried("construct", () => {
    const w = new WritableStream({ start() { throw new RangeError("no"); } }).getWriter();
    watch("ready", w.ready);
    watch("closed", w.closed);
    watch("write", w.write(1));
    return w.desiredSize;
  });
}, "construct 0 | ready undefined | write failed RangeError: no | closed failed RangeError: no");

// 8.1: a start that rejects
export const startRejects = tells(async ({ say, watch, rest }) => {
  const { wait, fail } = gate();
  const w = new WritableStream({ start: () => wait, write: (v) => say("never"), abort: () => say("never abort") }).getWriter();
  watch("ready", w.ready);
  watch("closed", w.closed);
  watch("write", w.write(1));
  await rest();
  fail(new RangeError("no"));
  await rest();
  watch("later", w.write(2));
  say(w.desiredSize);
}, "ready undefined | write failed RangeError: no | closed failed RangeError: no | null" +
  " | later failed RangeError: no");

// 8.1: writes wait for start
export const startPending = tells(async ({ say, watch, rest }) => {
  const { wait, open } = gate();
  const w = new WritableStream({ start: () => wait, write: (v) => say("write", v) }, { highWaterMark: 2 }).getWriter();
  watch("ready", w.ready);
  watch("1", w.write("a"));
  watch("2", w.write("b"));
  watch("close", w.close());
  await rest();
  say("go", w.desiredSize);
  open();
}, "ready undefined | go 0 | write a | write b | 1 undefined | 2 undefined | close undefined");

// 8.1: one write at a time, in order
export const writing = tells(async ({ say, watch, rest }) => {
  const gates = [gate(), gate()];
  let n = 0;
  const w = made({ write: (v) => (say("write", v), gates[n++].wait) })[0].getWriter();
  watch("1", w.write("a"));
  watch("2", w.write("b"));
  await rest();
  say("open 1");
  gates[0].open("ignored");
  await rest();
  say("open 2");
  gates[1].open();
}, "write a | open 1 | write b | 1 undefined | open 2 | 2 undefined");

// 8.1: desiredSize and ready follow what is queued
export const pressure = tells(async ({ say, watch, rest }) => {
  const gates = [gate(), gate(), gate()];
  let n = 0;
  const w = made({ write: () => gates[n++].wait }, { highWaterMark: 2 })[0].getWriter();
  const ready = w.ready;
  await rest();
  say(w.desiredSize);
  w.write(1);
  say(w.desiredSize, w.ready === ready);
  w.write(2);
  say(w.desiredSize, w.ready === ready);
  watch("ready", w.ready);
  w.write(3);
  say(w.desiredSize);
  gates[0].open();
  await rest();
  say(w.desiredSize);
  gates[1].open();
  await rest();
  say(w.desiredSize);
}, "2 | 1 true | 0 false | -1 | 0 | ready undefined | 1");

// 8.1: a mark of zero never wants
export const zeroMark = tells(async ({ say, watch, rest }) => {
  const w = made({ write: (v) => say("write", v) }, { highWaterMark: 0 })[0].getWriter();
  watch("ready", w.ready);
  say(w.desiredSize);
  watch("written", w.write("a"));
  await rest();
  say(w.desiredSize);
  watch("closed", w.close());
}, "0 | write a | ready undefined | written undefined | 0 | closed undefined");

// 8.1: a write that throws or rejects errors the stream
export const writeFails = tells(async ({ say, watch, rest }) => {
  for (const write of [() => { throw new RangeError("thrown"); }, () => Promise.reject(new RangeError("rejected"))]) {
    const w = made({ write, abort: () => say("never") })[0].getWriter();
    watch("ready", w.ready);
    watch("1", w.write("a"));
    watch("2", w.write("b"));
    watch("close", w.close());
    watch("closed", w.closed);
    await rest();
    say(w.desiredSize);
    watch("ready then", w.ready);
    watch("3", w.write("c"));
    watch("close again", w.close());
    watch("abort", w.abort());
    await rest();
  }
}, "ready undefined | 1 failed RangeError: thrown | 2 failed RangeError: thrown" +
  " | close failed RangeError: thrown | closed failed RangeError: thrown | null" +
  " | ready then failed RangeError: thrown | 3 failed RangeError: thrown" +
  " | close again failed RangeError: thrown | abort undefined | ready undefined | 1 failed RangeError: rejected" +
  " | 2 failed RangeError: rejected | close failed RangeError: rejected | closed failed RangeError: rejected" +
  " | null | ready then failed RangeError: rejected | 3 failed RangeError: rejected" +
  " | close again failed RangeError: rejected | abort undefined");

// 8.1: a close waits for the writes and its sink
export const closing = tells(async ({ say, watch, tried, rest }) => {
  const { wait, open } = gate();
  const s = made({ write: (v) => say("write", v), close: () => (say("close"), wait) })[0];
  const w = s.getWriter();
  watch("write", w.write("a"));
  watch("close", w.close());
  watch("closed", w.closed);
  watch("write late", w.write("b"));
  watch("close twice", w.close());
  await rest();
  say("open", w.desiredSize);
  open();
  await rest();
  say(w.desiredSize);
  watch("ready", w.ready);
  watch("write closed", w.write("c"));
  watch("close closed", w.close());
  watch("abort closed", w.abort());
  w.releaseLock();
  watch("close stream", s.close());
  watch("abort stream", s.abort());
}, "write a | close twice failed TypeError: Cannot close a writer that is already being closed | close" +
  " | write late failed TypeError: This ReadableStream is closed. | write undefined | open 1 | close undefined" +
  " | closed undefined | 0 | ready undefined" +
  " | write closed failed TypeError: This WritableStream has been closed." +
  " | close closed failed TypeError: This WritableStream has been closed. | abort closed undefined" +
  " | close stream failed TypeError: This WritableStream has been closed. | abort stream undefined");

// 8.1: a close that fails
export const closeFails = tells(async ({ say, watch, rest }) => {
  for (const close of [() => { throw new RangeError("thrown"); }, () => Promise.reject(new RangeError("rejected"))]) {
    const w = made({ close })[0].getWriter();
    watch("close", w.close());
    watch("closed", w.closed);
    await rest();
    say(w.desiredSize);
    watch("ready", w.ready);
    watch("abort", w.abort());
    await rest();
  }
}, "close failed RangeError: thrown | closed failed RangeError: thrown | null | ready failed RangeError: thrown" +
  " | abort undefined | close failed RangeError: rejected | closed failed RangeError: rejected | null" +
  " | ready failed RangeError: rejected | abort undefined");

// 8.1: an abort drops what is queued and tells the sink
export const aborting = tells(async ({ say, watch, rest }) => {
  const { wait, open } = gate();
  const [s, c] = made({ write: (v) => (say("write", v), wait), abort: (why) => say("abort", why), close: () => say("never") });
  const w = s.getWriter();
  watch("1", w.write("a"));
  watch("2", w.write("b"));
  watch("close", w.close());
  watch("closed", w.closed);
  await rest();
  c.signal.addEventListener("abort", () => say("signal", c.signal.reason));
  watch("aborted", w.abort("why"));
  watch("ready", w.ready);
  say(w.desiredSize, c.signal.aborted);
  await rest();
  say("open");
  open();
  await rest();
  watch("3", w.write("c"));
  watch("abort again", w.abort("other"));
}, "write a | signal why | -1 true | ready failed why | open | abort why | 1 undefined | 2 failed why" +
  " | aborted undefined | close failed why | closed failed why | 3 failed why | abort again undefined");

// 8.1: an abort of an idle stream
export const abortIdle = tells(async ({ say, watch, rest }) => {
  const [s, c] = made({ abort: (why) => say("abort", why) });
  await rest();
  watch("aborted", s.abort());
  say(c.signal.aborted, c.signal.reason);
  const w = s.getWriter();
  say(w.desiredSize);
  watch("ready", w.ready);
  watch("closed", w.closed);
}, "abort undefined | true undefined | 1 | ready undefined | aborted undefined | closed failed undefined");

// 8.1: an abort before start is over
export const abortStarting = tells(async ({ say, watch, rest }) => {
  const { wait, open } = gate();
  const w = new WritableStream({ start: () => wait, write: () => say("never"), abort: (why) => say("abort", why) }).getWriter();
  watch("write", w.write(1));
  watch("aborted", w.abort("x"));
  watch("closed", w.closed);
  await rest();
  say("open");
  open();
}, "open | abort x | write failed x | aborted undefined | closed failed x");

// 8.1: an abort that fails
export const abortFails = tells(async ({ watch, rest }) => {
  for (const abort of [() => { throw new RangeError("thrown"); }, () => Promise.reject(new RangeError("rejected"))]) {
    const w = made({ abort })[0].getWriter();
    await rest();
    watch("abort", w.abort("x"));
    watch("closed", w.closed);
    await rest();
  }
}, "abort failed RangeError: thrown | closed failed x | abort failed RangeError: rejected | closed failed x");

// 8.1: an abort while a close is under way
export const abortClosing = tells(async ({ say, watch, rest }) => {
  const { wait, open } = gate();
  const w = made({ close: () => wait, abort: () => say("never") })[0].getWriter();
  await rest();
  watch("close", w.close());
  watch("closed", w.closed);
  await rest();
  watch("abort", w.abort("x"));
  watch("ready", w.ready);
  await rest();
  say("open", w.desiredSize);
  open();
  await rest();
  say(w.desiredSize);
}, "ready failed x | open 1 | close undefined | abort undefined | closed undefined | 0");

// 8.1: an abort while a close is under way that fails
export const abortClosingFails = tells(async ({ say, watch, rest }) => {
  const { wait, fail } = gate();
  const w = made({ close: () => wait })[0].getWriter();
  await rest();
  watch("close", w.close());
  watch("closed", w.closed);
  await rest();
  watch("abort", w.abort("x"));
  await rest();
  fail(new RangeError("no"));
}, "close failed RangeError: no | abort failed RangeError: no | closed failed x");

// 8.1: two aborts
export const abortTwice = tells(async ({ say, watch, rest }) => {
  const { wait, open } = gate();
  const [s] = made({ abort: (why) => (say("abort", why), wait) });
  await rest();
  const a = s.abort("first");
  const b = s.abort("second");
  say(a === b);
  watch("1", a);
  watch("2", b);
  await rest();
  open();
}, "abort first | false | 1 undefined | 2 undefined");

// 8.1: a controller's error
export const controllerError = tells(async ({ say, watch, rest }) => {
  const { wait, open } = gate();
  const [s, c] = made({ write: () => wait, abort: () => say("never") });
  const w = s.getWriter();
  await rest();
  watch("1", w.write("a"));
  watch("2", w.write("b"));
  watch("closed", w.closed);
  c.error(new RangeError("no"));
  c.error(new RangeError("second"));
  say(w.desiredSize);
  watch("ready", w.ready);
  watch("3", w.write("c"));
  watch("close", w.close());
  await rest();
  say("open");
  open();
  await rest();
  watch("abort", w.abort());
}, "-1 | ready failed RangeError: no | 3 failed RangeError: no | open | 1 undefined | 2 failed RangeError: no" +
  " | close failed RangeError: no | closed failed RangeError: no | abort undefined");

// 8.1: a controller's error after the end
export const lateError = tells(async ({ say, watch, rest }) => {
  const [s, c] = made();
  const w = s.getWriter();
  await w.close();
  c.error(new RangeError("late"));
  watch("closed", w.closed);
  say(w.desiredSize);
  const [t, d] = made();
  await rest();
  d.error();
  const x = t.getWriter();
  watch("closed", x.closed);
  watch("write", x.write(1));
}, "0 | closed undefined | closed failed undefined | write failed undefined");

// 8.1: a released writer is of no use
export const released = tells(async ({ say, watch, tried, rest }) => {
  const [s] = made({ write: (v) => say("write", v) });
  const w = s.getWriter();
  watch("closed", w.closed);
  watch("written", w.write("a"));
  say(s.locked, w.releaseLock(), s.locked);
  watch("ready", w.ready);
  watch("closed then", w.closed);
  watch("write", w.write("b"));
  watch("close", w.close());
  watch("abort", w.abort());
  tried("size", () => w.desiredSize);
  tried("again", () => w.releaseLock());
  const next = s.getWriter();
  watch("next", next.write("c"));
}, "true undefined false | size threw TypeError: This WritableStream writer has been released. | again undefined" +
  " | write c | written failed TypeError: This WritableStream writer has been released." +
  " | closed failed TypeError: This WritableStream writer has been released." +
  " | closed then failed TypeError: This WritableStream writer has been released." +
  " | ready failed TypeError: This WritableStream writer has been released." +
  " | write failed TypeError: This WritableStream writer has been released." +
  " | close failed TypeError: This WritableStream writer has been released." +
  " | abort failed TypeError: This WritableStream writer has been released. | next undefined");

// 8.1: releasing a writer while writes wait
export const releasedWriting = tells(async ({ say, watch, rest }) => {
  const { wait, open } = gate();
  const [s] = made({ write: (v) => (say("write", v), wait) });
  const w = s.getWriter();
  await rest();
  watch("1", w.write("a"));
  watch("2", w.write("b"));
  watch("ready", w.ready);
  w.releaseLock();
  await rest();
  const next = s.getWriter();
  say(next.desiredSize);
  watch("next ready", next.ready);
  watch("3", next.write("c"));
  open();
}, "write a | 2 failed TypeError: This WritableStream writer has been released." +
  " | ready failed TypeError: This WritableStream writer has been released. | 0 | write c | 1 undefined" +
  " | 3 undefined | next ready undefined");

// 8.1: one writer at a time
export const locking = tells(async ({ say, tried, watch }) => {
  const [s] = made();
  const w = s.getWriter();
  say(s.locked, w.closed === w.closed, w.ready === w.ready);
  tried("writer", () => s.getWriter());
  tried("construct", () => new WritableStreamDefaultWriter(s));
  watch("abort", s.abort());
  watch("close", s.close());
  watch("pipeTo", new ReadableStream().pipeTo(s));
  tried("pipeThrough", () => new ReadableStream().pipeThrough({ writable: s, readable: new ReadableStream() }));
  w.releaseLock();
  say(new WritableStreamDefaultWriter(s).constructor.name, s.locked);
  tried("no stream", () => new WritableStreamDefaultWriter({}));
}, "true true true | writer threw TypeError: This WritableStream is currently locked to a writer." +
  " | construct threw TypeError: This WritableStream is currently locked to a writer." +
  " | pipeThrough threw TypeError: This WritableStream is currently locked to a writer." +
  " | WritableStreamDefaultWriter true" +
  " | no stream threw TypeError: Failed to construct 'WritableStreamDefaultWriter': constructor parameter 1 is not of type 'WritableStream'." +
  " | abort failed TypeError: This WritableStream is currently locked to a writer." +
  " | close failed TypeError: This WritableStream is currently locked to a writer." +
  " | pipeTo failed TypeError: This WritableStream is currently locked to a writer");

// 8.1: writers of streams in every state
export const writerStates = tells(async ({ say, watch, rest }) => {
  const closed = made()[0];
  await closed.close();
  let w = closed.getWriter();
  say("closed", w.desiredSize);
  watch("ready", w.ready);
  watch("closed", w.closed);
  await rest();
  const [erroring, c] = made({ start: () => new Promise(() => {}) });
  c.error(new RangeError("no"));
  w = erroring.getWriter();
  say("erroring", w.desiredSize);
  watch("ready", w.ready);
  watch("closed", w.closed);
  await rest();
  const [errored, d] = made();
  await rest();
  d.error(new RangeError("no"));
  w = errored.getWriter();
  say("errored", w.desiredSize);
  watch("ready", w.ready);
  watch("closed", w.closed);
}, "closed 0 | ready undefined | closed undefined | erroring 1 | ready failed RangeError: no | errored null" +
  " | ready failed RangeError: no | closed failed RangeError: no");

// 8.1: close and abort of the stream itself
export const ofStream = tells(async ({ say, watch, rest }) => {
  const s = made({ close: () => say("close") })[0];
  watch("closed", s.close());
  watch("twice", s.close());
  await rest();
  watch("late", s.close());
  const t = made({ abort: (why) => say("abort", why) })[0];
  watch("aborted", t.abort("x"));
  await rest();
  watch("close aborted", t.close());
}, "close | twice failed TypeError: Cannot close a writer that is already being closed | closed undefined" +
  " | abort x | late failed TypeError: This WritableStream has been closed. | aborted undefined" +
  " | close aborted failed x");

// 8.1: sizes of chunks that are written
export const sizes = tells(async ({ say, watch, rest }) => {
  const w = made({ write: () => new Promise(() => {}) }, { highWaterMark: 10, size: (v, ...more) => (say("size", v, more.length), v.length) })[0].getWriter();
  await rest();
  w.write("abc");
  say(w.desiredSize);
  w.write("abcdefgh");
  say(w.desiredSize);
}, "size abc 0 | 7 | size abcdefgh 0 | -1");

// 8.1: a size that is none errors the stream
export const badSizes = tells(async ({ say, watch, tried, rest }) => {
  for (const size of [() => NaN, () => -1, () => Infinity, () => "2", () => { throw new RangeError("no size"); }]) {
    const w = made({}, { size })[0].getWriter();
    await rest();
    watch("write", w.write("a"));
    say(w.desiredSize);
    watch("closed", w.closed);
    await rest();
  }
}, "null | write failed TypeError: The value cannot be converted because it is not an integer." +
  " | closed failed TypeError: The value cannot be converted because it is not an integer. | null" +
  " | write failed TypeError: The value cannot be converted because it is negative and this API expects a positive bigint." +
  " | closed failed TypeError: The value cannot be converted because it is negative and this API expects a positive bigint." +
  " | null | write failed TypeError: The value cannot be converted because it is not an integer." +
  " | closed failed TypeError: The value cannot be converted because it is not an integer. | 1" +
  " | write undefined | null | write failed RangeError: no size | closed failed RangeError: no size");

// 8.1: arguments of the constructor
export const constructing = tells(async ({ tried }) => {
  const kind = (...args) => new WritableStream(...args).constructor.name;
  tried("none", () => kind());
  tried("null", () => kind(null));
  tried("number", () => kind(5));
  tried("null strategy", () => kind({}, null));
  tried("number strategy", () => kind({}, 5));
  tried("type", () => kind({ type: "bytes" }));
  tried("type null", () => kind({ type: null }));
  tried("start", () => kind({ start: 5 }));
  tried("write", () => kind({ write: {} }));
  tried("close", () => kind({ close: null }));
  tried("abort", () => kind({ abort: "x" }));
  tried("size", () => kind({}, { size: 5 }));
  tried("mark", () => kind({}, { highWaterMark: -1 }));
  tried("mark NaN", () => kind({}, { highWaterMark: NaN }));
  tried("mark Infinity", () => kind({}, { highWaterMark: Infinity }));
  tried("mark fraction", () => new WritableStream({}, { highWaterMark: 1.5 }).getWriter().desiredSize);
  tried("without new", () => WritableStream());
}, "none WritableStream | null WritableStream" +
  " | number threw TypeError: Failed to construct 'WritableStream': constructor parameter 1 is not of type 'UnderlyingSink'." +
  " | null strategy WritableStream" +
  " | number strategy threw TypeError: Failed to construct 'WritableStream': constructor parameter 2 is not of type 'StreamQueuingStrategy'." +
  " | type WritableStream | type null WritableStream" +
  " | start threw TypeError: Incorrect type for the 'start' field on 'UnderlyingSink': the provided value is not of type 'function'." +
  " | write threw TypeError: Incorrect type for the 'write' field on 'UnderlyingSink': the provided value is not of type 'function'." +
  " | close threw TypeError: Incorrect type for the 'close' field on 'UnderlyingSink': the provided value is not of type 'function'." +
  " | abort threw TypeError: Incorrect type for the 'abort' field on 'UnderlyingSink': the provided value is not of type 'function'." +
  " | size threw TypeError: Incorrect type for the 'size' field on 'StreamQueuingStrategy': the provided value is not of type 'function'." +
  " | mark threw TypeError: The value cannot be converted because it is negative and this API expects a positive bigint." +
  " | mark NaN threw TypeError: The value cannot be converted because it is not an integer." +
  " | mark Infinity threw TypeError: The value cannot be converted because it is not an integer." +
  " | mark fraction 1" +
  " | without new threw TypeError: Failed to construct 'WritableStream': Please use the 'new' operator, this object constructor cannot be called as a function.");

// 8.1: the order in which a sink and a strategy are read
export const readingOptions = tells(async ({ say }) => {
  const spy = (name) => new Proxy({}, { get: (_, key) => void say(name, String(key)) });
  new WritableStream(spy("sink"), spy("strategy"));
}, "sink type | sink start | sink write | sink abort | sink close | strategy highWaterMark | strategy size");

// 8.1: callbacks have the sink as this
export const receivers = tells(async ({ say, rest }) => {
  const sink = {
    start() { say("start", this === sink); },
    write() { say("write", this === sink); },
    close() { say("close", this === sink); },
    abort() { say("abort", this === sink); },
  };
  const w = new WritableStream(sink).getWriter();
  w.write(1);
  w.close();
  await rest();
  new WritableStream(sink).abort();
}, "start true | write true | close true | start true | abort true");

// 8.1: what the prototypes look like
export const shapes = tells(async ({ say }) => {
  const s = new WritableStream();
  say(String(s), Object.keys(s).length, Object.getOwnPropertyNames(WritableStream.prototype).sort().join());
  say(Object.getOwnPropertyNames(WritableStreamDefaultWriter.prototype).sort().join());
  say(Object.getOwnPropertyNames(WritableStreamDefaultController.prototype).sort().join());
}, "[object WritableStream] 0 abort,close,constructor,getWriter,locked" +
  " | abort,close,closed,constructor,desiredSize,ready,releaseLock,write | constructor,error,signal");

// 8.1: writes and their promises in microtasks
export const ticks = tells(async ({ say, watch, rest }) => {
  const tick = async (n) => { for (let i = 1; i <= n; i++) { await undefined; say(i); } };
  const w = made({ write: (v) => say("write", v), close: () => say("close"), abort: () => say("abort") })[0].getWriter();
  await rest();
  watch("written", w.write("a"));
  watch("ready", w.ready);
  tick(6);
  await rest();
  watch("1", w.write("b"));
  watch("2", w.write("c"));
  tick(8);
  await rest();
  watch("closing", w.close());
  watch("closed", w.closed);
  tick(6);
  await rest();
  const x = made()[0].getWriter();
  await rest();
  watch("no sink", x.write("a"));
  watch("no close", x.close());
  tick(6);
  await rest();
  const y = made()[0].getWriter();
  await rest();
  watch("no abort", y.abort());
  watch("closed", y.closed);
  tick(6);
}, "write a | 1 | 2 | written undefined | ready undefined | 3 | 4 | 5 | 6 | write b | 1 | write c | 2" +
  " | 1 undefined | 3 | 4 | 2 undefined | 5 | 6 | 7 | 8 | close | 1 | 2 | closing undefined | closed undefined" +
  " | 3 | 4 | 5 | 6 | 1 | no sink undefined | no close undefined | 2 | 3 | 4 | 5 | 6 | 1 | no abort undefined" +
  " | closed failed undefined | 2 | 3 | 4 | 5 | 6");

// 8.1: a sink that writes to itself
export const reentrant = tells(async ({ say, watch, rest }) => {
  let w;
  const s = new WritableStream({ write(v) { say("write", v); if (v < 3) watch(v, w.write(v + 1)); } });
  w = s.getWriter();
  watch("0", w.write(1));
  await rest();
  const t = new WritableStream({ write(v, c) { c.error(new RangeError("own")); } }).getWriter();
  watch("own", t.write(1));
  watch("closed", t.closed);
}, "write 1 | write 2 | 0 undefined | write 3 | 1 undefined | 2 undefined | own undefined" +
  " | closed failed RangeError: own");
