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

const gate = () => {
  let open, fail;
  const wait = new Promise((a, b) => ((open = a), (fail = b)));
  return { wait, open, fail };
};

// 8.1: without a transformer chunks pass
export const passing = tells(async ({ say, watch }) => {
  const t = new TransformStream();
  say(String(t), Object.keys(t).length, t.readable === t.readable, t.writable === t.writable);
  const w = t.writable.getWriter();
  const r = t.readable.getReader();
  const chunk = { a: 1 };
  watch("written", w.write(chunk));
  say((await r.read()).value === chunk);
  watch("close", w.close());
  watch("end", r.read());
  watch("closed", r.closed);
}, "[object TransformStream] 0 true true | true | written undefined | end undefined done | closed undefined" +
  " | close undefined");

// 8.1: writes wait for a reader, one ahead
export const pressure = tells(async ({ say, watch, rest }) => {
  const t = new TransformStream({ transform: (v, c) => (say("transform", v, c.desiredSize), c.enqueue(v)) });
  const w = t.writable.getWriter();
  await rest();
  say(w.desiredSize);
  watch("ready", w.ready);
  watch("1", w.write("a"));
  watch("2", w.write("b"));
  watch("3", w.write("c"));
  await rest();
  say("read");
  const r = t.readable.getReader();
  watch("read 1", r.read());
  await rest();
  say("read");
  watch("read 2", r.read());
  watch("read 3", r.read());
}, "1 | ready undefined | read | transform a 0 | read 1 a | 1 undefined | read | transform b 0 | read 2 b" +
  " | transform c 0 | 2 undefined | read 3 c | 3 undefined");

// 8.1: marks of both sides
export const marks = tells(async ({ say, watch, rest }) => {
  const t = new TransformStream({ transform: (v, c) => (say("transform", v, c.desiredSize), c.enqueue(v)) }, { highWaterMark: 3 }, { highWaterMark: 2 });
  const w = t.writable.getWriter();
  await rest();
  say(w.desiredSize);
  for (const v of ["a", "b", "c", "d"]) watch(v, w.write(v));
  await rest();
  say(w.desiredSize);
  const r = t.readable.getReader();
  watch("read", r.read());
  await rest();
  say(w.desiredSize);
}, "3 | transform a 2 | transform b 1 | a undefined | b undefined | 1 | read a | 1");

// 8.1: start, transform and flush
export const callbacks = tells(async ({ say, watch, rest }) => {
  const transformer = {
    start(c) { say("start", this === transformer, c.constructor.name, c.desiredSize); c.enqueue("s"); },
    transform(v, c) { say("transform", this === transformer, v); c.enqueue(v); c.enqueue(v + v); },
    flush(c) { say("flush", this === transformer, c.desiredSize); c.enqueue("f"); },
  };
  const t = new TransformStream(transformer);
  say("constructed");
  const w = t.writable.getWriter();
  watch("write", w.write("a"));
  watch("close", w.close());
  watch("closed", w.closed);
  for await (const v of t.readable) say("read", v);
}, "start true TransformStreamDefaultController 0 | constructed | read s | transform true a | flush true -1" +
  " | write undefined | read a | close undefined | closed undefined | read aa | read f");

// 8.1: a start that throws, and one that rejects
export const startFails = tells(async ({ watch, tried, rest }) => {
  for (const start of [() => { throw new RangeError("thrown"); }, () => Promise.reject(new RangeError("rejected"))]) {
    tried("construct", () => {
      const t = new TransformStream({ start });
      const w = t.writable.getWriter();
      watch("write", w.write(1));
      watch("closed", w.closed);
      watch("read", t.readable.getReader().read());
      return "made";
    });
    await rest();
  }
}, "construct made | read failed RangeError: thrown | write failed RangeError: thrown" +
  " | closed failed RangeError: thrown | construct made | read failed RangeError: rejected" +
  " | write failed RangeError: rejected | closed failed RangeError: rejected");

// 8.1: writes wait for start
export const startPending = tells(async ({ say, watch, rest }) => {
  const { wait, open } = gate();
  const t = new TransformStream({ start: () => wait, transform: (v, c) => (say("transform"), c.enqueue(v)) });
  const w = t.writable.getWriter();
  watch("write", w.write("a"));
  watch("read", t.readable.getReader().read());
  await rest();
  say("open");
  open();
}, "open | transform | read a | write undefined");

// 8.1: a transform that fails errors both sides
export const transformFails = tells(async ({ say, watch, rest }) => {
  for (const transform of [() => { throw new RangeError("thrown"); }, () => Promise.reject(new RangeError("rejected"))]) {
    const t = new TransformStream({ transform, cancel: () => say("never") });
    const w = t.writable.getWriter();
    const r = t.readable.getReader();
    watch("read", r.read());
    watch("write", w.write("a"));
    watch("write 2", w.write("b"));
    watch("writer closed", w.closed);
    watch("reader closed", r.closed);
    await rest();
    say(w.desiredSize);
  }
}, "read failed RangeError: thrown | reader closed failed RangeError: thrown" +
  " | writer closed failed RangeError: thrown | write failed RangeError: thrown" +
  " | write 2 failed RangeError: thrown | null | read failed RangeError: rejected" +
  " | reader closed failed RangeError: rejected | writer closed failed RangeError: rejected" +
  " | write failed RangeError: rejected | write 2 failed RangeError: rejected | null");

// 8.1: a flush that fails
export const flushFails = tells(async ({ watch, rest }) => {
  for (const flush of [() => { throw new RangeError("thrown"); }, () => Promise.reject(new RangeError("rejected"))]) {
    const t = new TransformStream({ flush });
    const w = t.writable.getWriter();
    const r = t.readable.getReader();
    watch("close", w.close());
    watch("writer closed", w.closed);
    watch("reader closed", r.closed);
    await rest();
  }
}, "reader closed failed RangeError: thrown | writer closed failed RangeError: thrown" +
  " | close failed RangeError: thrown | reader closed failed RangeError: rejected" +
  " | writer closed failed RangeError: rejected | close failed RangeError: rejected");

// 8.1: a controller's error
export const controllerError = tells(async ({ say, watch, tried, rest }) => {
  let c;
  const t = new TransformStream({ start: (x) => void (c = x) });
  const w = t.writable.getWriter();
  const r = t.readable.getReader();
  watch("read", r.read());
  watch("writer closed", w.closed);
  watch("reader closed", r.closed);
  await rest();
  c.error(new RangeError("no"));
  say(c.desiredSize);
  tried("enqueue", () => c.enqueue(1));
  tried("error", () => c.error(new RangeError("second")));
  tried("terminate", () => c.terminate());
  watch("write", w.write(1));
}, "null | enqueue threw TypeError: The readable side of this TransformStream is no longer readable." +
  " | error undefined | terminate undefined | read failed RangeError: no | reader closed failed RangeError: no" +
  " | writer closed failed RangeError: no | write failed RangeError: no");

// 8.1: a controller terminates
export const terminating = tells(async ({ say, watch, tried, rest }) => {
  let c;
  const t = new TransformStream({ start: (x) => void (c = x) });
  const w = t.writable.getWriter();
  const r = t.readable.getReader();
  watch("read", r.read());
  watch("writer closed", w.closed);
  watch("reader closed", r.closed);
  await rest();
  c.terminate();
  say(c.desiredSize);
  tried("enqueue", () => c.enqueue(1));
  tried("again", () => c.terminate());
  watch("write", w.write(1));
  watch("close", w.close());
}, "null | enqueue threw TypeError: The readable side of this TransformStream is no longer readable." +
  " | again undefined | read undefined done | reader closed undefined" +
  " | writer closed failed TypeError: The transform stream has been terminated" +
  " | write failed TypeError: The transform stream has been terminated" +
  " | close failed TypeError: The transform stream has been terminated");

// 8.1: terminate within transform
export const terminateInside = tells(async ({ say, watch, rest }) => {
  const t = new TransformStream({ transform(v, c) { c.enqueue(v); c.terminate(); } });
  const w = t.writable.getWriter();
  const r = t.readable.getReader();
  watch("1", w.write("a"));
  watch("2", w.write("b"));
  watch("closed", w.closed);
  watch("read", r.read());
  watch("end", r.read());
}, "read a | end undefined done | closed failed TypeError: The transform stream has been terminated" +
  " | 1 undefined | 2 undefined");

// 8.1: cancelling the readable side
export const cancelling = tells(async ({ say, watch, rest }) => {
  const t = new TransformStream({ cancel: (why) => say("cancel", why), flush: () => say("never") });
  const w = t.writable.getWriter();
  watch("write", w.write("a"));
  watch("closed", w.closed);
  await rest();
  watch("cancelled", t.readable.cancel(new RangeError("why")));
  await rest();
  say(w.desiredSize);
  watch("write then", w.write("b"));
  watch("close then", w.close());
}, "cancel RangeError: why | closed failed RangeError: why | cancelled undefined" +
  " | write failed TypeError: The readable side of this TransformStream is no longer readable. | null" +
  " | write then failed RangeError: why | close then failed RangeError: why");

// 8.1: aborting the writable side
export const aborting = tells(async ({ say, watch, rest }) => {
  const t = new TransformStream({ cancel: (why) => say("cancel", why), flush: () => say("never") });
  const w = t.writable.getWriter();
  const r = t.readable.getReader();
  watch("read", r.read());
  watch("reader closed", r.closed);
  watch("writer closed", w.closed);
  await rest();
  watch("aborted", w.abort(new RangeError("why")));
}, "cancel RangeError: why | read failed RangeError: why | reader closed failed RangeError: why" +
  " | writer closed failed RangeError: why | aborted undefined");

// 8.1: a cancel callback that fails
export const cancelFails = tells(async ({ say, watch, rest }) => {
  for (const cancel of [() => { throw new RangeError("thrown"); }, () => Promise.reject(new RangeError("rejected"))]) {
    let t = new TransformStream({ cancel });
    let w = t.writable.getWriter();
    watch("writer closed", w.closed);
    await rest();
    watch("cancelled", t.readable.cancel("x"));
    await rest();
    t = new TransformStream({ cancel });
    const r = t.readable.getReader();
    watch("reader closed", r.closed);
    await rest();
    watch("aborted", t.writable.abort("x"));
    await rest();
  }
}, "writer closed failed RangeError: thrown | cancelled failed RangeError: thrown" +
  " | reader closed failed RangeError: thrown | aborted failed RangeError: thrown" +
  " | writer closed failed RangeError: rejected | cancelled failed RangeError: rejected" +
  " | reader closed failed RangeError: rejected | aborted failed RangeError: rejected");

// 8.1: a cancel while a flush is under way, and the other way round
export const bothEnds = tells(async ({ say, watch, rest }) => {
  const { wait, open } = gate();
  const t = new TransformStream({ flush: () => (say("flush"), wait), cancel: () => say("cancel") });
  const w = t.writable.getWriter();
  await rest();
  watch("close", w.close());
  await rest();
  watch("cancelled", t.readable.cancel("x"));
  await rest();
  open();
  await rest();
  const other = gate();
  const u = new TransformStream({ flush: () => say("flush"), cancel: () => (say("cancel"), other.wait) });
  const x = u.writable.getWriter();
  await rest();
  watch("cancelled", u.readable.cancel("x"));
  await rest();
  watch("close", x.close());
  watch("abort", x.abort());
  await rest();
  other.open();
}, "flush | cancel | cancelled undefined | close undefined | cancel | flush | close undefined | abort undefined" +
  " | cancelled undefined");

// 8.1: a close after everything is read, and before
export const closing = tells(async ({ say, watch, rest }) => {
  const t = new TransformStream();
  const w = t.writable.getWriter();
  watch("write", w.write("a"));
  watch("close", w.close());
  watch("writer closed", w.closed);
  await rest();
  const r = t.readable.getReader();
  watch("reader closed", r.closed);
  watch("1", r.read());
  watch("2", r.read());
  await rest();
  const u = new TransformStream();
  watch("close", u.writable.close());
  await rest();
  watch("read", u.readable.getReader().read());
}, "1 a | write undefined | 2 undefined done | reader closed undefined | close undefined" +
  " | writer closed undefined | close undefined | read undefined done");

// 8.1: a size of the readable side that throws
export const badSizes = tells(async ({ say, watch, tried, rest }) => {
  const t = new TransformStream({ transform(v, c) { tried("enqueue", () => c.enqueue(v)); } }, {}, { highWaterMark: 5, size() { throw new RangeError("no size"); } });
  const w = t.writable.getWriter();
  watch("write", w.write("a"));
  watch("closed", w.closed);
  await rest();
  watch("read", t.readable.getReader().read());
}, "enqueue undefined | write undefined | read failed RangeError: no size");

// 8.1: arguments of the constructor
export const constructing = tells(async ({ tried }) => {
  const kind = (...args) => new TransformStream(...args).constructor.name;
  tried("none", () => kind());
  tried("null", () => kind(null));
  tried("number", () => kind(5));
  tried("readableType", () => kind({ readableType: "bytes" }));
  tried("writableType", () => kind({ writableType: "bytes" }));
  tried("start", () => kind({ start: 5 }));
  tried("transform", () => kind({ transform: {} }));
  tried("flush", () => kind({ flush: null }));
  tried("cancel", () => kind({ cancel: "x" }));
  tried("mark", () => kind({}, { highWaterMark: -1 }));
  tried("readable mark", () => kind({}, {}, { highWaterMark: NaN }));
  tried("size", () => kind({}, { size: 5 }));
  tried("strategy", () => kind({}, 5));
}, "none TransformStream | null TransformStream" +
  " | number threw TypeError: Failed to construct 'TransformStream': constructor parameter 1 is not of type 'Transformer'." +
  " | readableType threw TypeError: transformer.readableType must be undefined." +
  " | writableType threw TypeError: transformer.writableType must be undefined." +
  " | start threw TypeError: Incorrect type for the 'start' field on 'Transformer': the provided value is not of type 'function'." +
  " | transform threw TypeError: Incorrect type for the 'transform' field on 'Transformer': the provided value is not of type 'function'." +
  " | flush threw TypeError: Incorrect type for the 'flush' field on 'Transformer': the provided value is not of type 'function'." +
  " | cancel threw TypeError: Incorrect type for the 'cancel' field on 'Transformer': the provided value is not of type 'function'." +
  " | mark threw TypeError: The value cannot be converted because it is negative and this API expects a positive bigint." +
  " | readable mark threw TypeError: The value cannot be converted because it is not an integer." +
  " | size threw TypeError: Incorrect type for the 'size' field on 'StreamQueuingStrategy': the provided value is not of type 'function'." +
  " | strategy threw TypeError: Failed to construct 'TransformStream': constructor parameter 2 is not of type 'StreamQueuingStrategy'.");

// 8.1: the order in which a transformer and strategies are read
export const readingOptions = tells(async ({ say }) => {
  const spy = (name) => new Proxy({}, { get: (_, key) => void say(name, String(key)) });
  new TransformStream(spy("transformer"), spy("writable"), spy("readable"));
}, "transformer readableType | transformer writableType | transformer start | transformer transform" +
  " | transformer flush | transformer cancel | transformer expectedLength | writable highWaterMark" +
  " | writable size | readable highWaterMark | readable size");

// 8.1: a transform that waits
export const slow = tells(async ({ say, watch, rest }) => {
  const gates = [gate(), gate()];
  let n = 0;
  const t = new TransformStream({ async transform(v, c) { await gates[n++].wait; c.enqueue(v); } });
  const w = t.writable.getWriter();
  const r = t.readable.getReader();
  watch("1", w.write("a"));
  watch("2", w.write("b"));
  watch("read 1", r.read());
  watch("read 2", r.read());
  await rest();
  say("open");
  gates[0].open();
  await rest();
  say("open");
  gates[1].open();
}, "open | read 1 a | 1 undefined | open | read 2 b | 2 undefined");

// 8.1: chunks and their promises in microtasks
export const ticks = tells(async ({ say, watch, rest }) => {
  const tick = async (n) => { for (let i = 1; i <= n; i++) { await undefined; say(i); } };
  for (const transformer of [undefined, { transform: (v, c) => (say("transform"), c.enqueue(v)) }]) {
    const t = new TransformStream(transformer);
    const w = t.writable.getWriter();
    const r = t.readable.getReader();
    await rest();
    watch("write", w.write("a"));
    watch("read", r.read());
    tick(10);
    await rest();
    watch("close", w.close());
    watch("end", r.read());
    tick(8);
    await rest();
  }
}, "1 | 2 | read a | 3 | 4 | 5 | write undefined | 6 | 7 | 8 | 9 | 10 | 1 | end undefined done | 2" +
  " | close undefined | 3 | 4 | 5 | 6 | 7 | 8 | transform | 1 | 2 | read a | 3 | 4 | 5 | 6 | 7" +
  " | write undefined | 8 | 9 | 10 | 1 | end undefined done | 2 | close undefined | 3 | 4 | 5 | 6 | 7 | 8");
