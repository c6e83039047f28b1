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

const readable = (source, strategy) => {
  let controller;
  const stream = new ReadableStream({ ...source, start: (c) => ((controller = c), source?.start?.(c)) }, strategy);
  return [stream, controller];
};
const writable = (sink, strategy) => {
  let controller;
  const stream = new WritableStream({ ...sink, start: (c) => ((controller = c), sink?.start?.(c)) }, strategy);
  return [stream, controller];
};
const list = (...chunks) => {
  const [s, c] = readable();
  for (const chunk of chunks) c.enqueue(chunk);
  c.close();
  return s;
};
const gate = () => {
  let open, fail;
  const wait = new Promise((a, b) => ((open = a), (fail = b)));
  return { wait, open, fail };
};

// 8.1: a pipe moves chunks and the end
export const moving = tells(async ({ say, watch, rest }) => {
  const from = list("a", "b");
  const [to] = writable({ write: (v) => say("write", v), close: () => say("close") });
  watch("piped", from.pipeTo(to));
  say(from.locked, to.locked);
  await rest();
  say(from.locked, to.locked);
}, "true true | write a | write b | close | piped undefined | false false");

// 8.1: preventClose leaves the destination open
export const preventClose = tells(async ({ say, watch, rest }) => {
  const [to] = writable({ write: (v) => say("write", v), close: () => say("never") });
  watch("piped", list("a").pipeTo(to, { preventClose: true }));
  await rest();
  say(to.locked);
  watch("write", to.getWriter().write("b"));
}, "write a | piped undefined | false | write b | write undefined");

// 8.1: an error of the source aborts the destination
export const sourceFails = tells(async ({ say, watch, rest }) => {
  for (const preventAbort of [false, true]) {
    const [from, c] = readable();
    const [to] = writable({ write: (v) => say("write", v), abort: (why) => say("abort", why) });
    watch("piped", from.pipeTo(to, { preventAbort }));
    c.enqueue("a");
    await rest();
    c.error(new RangeError("no"));
    await rest();
    say(from.locked, to.locked);
    const w = to.getWriter();
    say(w.desiredSize);
  }
}, "write a | abort RangeError: no | piped failed RangeError: no | false false | null | write a" +
  " | piped failed RangeError: no | false false | 1");

// 8.1: an error of the destination cancels the source
export const sinkFails = tells(async ({ say, watch, rest }) => {
  for (const preventCancel of [false, true]) {
    const [from, c] = readable({ cancel: (why) => say("cancel", why) });
    const [to] = writable({ write: () => { throw new RangeError("no"); } });
    watch("piped", from.pipeTo(to, { preventCancel }));
    c.enqueue("a");
    c.enqueue("b");
    await rest();
    say(from.locked, to.locked);
  }
}, "cancel RangeError: no | piped failed RangeError: no | false false | piped failed RangeError: no | false false");

// 8.1: the destination is errored while the source has nothing
export const sinkFailsIdle = tells(async ({ say, watch, rest }) => {
  const [from] = readable({ cancel: (why) => say("cancel", why) });
  const [to, c] = writable();
  watch("piped", from.pipeTo(to));
  await rest();
  c.error(new RangeError("no"));
  await rest();
  say(from.locked, to.locked);
}, "cancel RangeError: no | piped failed RangeError: no | false false");

// 8.1: streams that have ended before
export const endedBefore = tells(async ({ say, watch, rest }) => {
  const errored = () => { const [s, c] = readable({ cancel: () => say("never") }); c.error(new RangeError("source")); return s; };
  const open = () => readable({ cancel: (why) => say("cancel", why) })[0];
  const broken = async () => { const [s, c] = writable(); await rest(); c.error(new RangeError("sink")); await rest(); return s; };
  const closed = async () => { const [s] = writable(); await s.close(); return s; };
  const fine = () => writable({ close: () => say("close"), abort: (why) => say("abort", why) })[0];
  watch("errored to fine", errored().pipeTo(fine()));
  await rest();
  watch("errored to broken", errored().pipeTo(await broken()));
  await rest();
  watch("errored to closed", errored().pipeTo(await closed()));
  await rest();
  watch("closed to fine", list().pipeTo(fine()));
  await rest();
  watch("closed to broken", list().pipeTo(await broken()));
  await rest();
  watch("closed to closed", list().pipeTo(await closed()));
  await rest();
  watch("open to broken", open().pipeTo(await broken()));
  await rest();
  watch("open to closed", open().pipeTo(await closed()));
  await rest();
}, "abort RangeError: source | errored to fine failed RangeError: source" +
  " | errored to broken failed RangeError: source | errored to closed failed RangeError: source | close" +
  " | closed to fine undefined | closed to broken failed RangeError: sink" +
  " | closed to closed failed TypeError: This WritableStream has been closed. | cancel RangeError: sink" +
  " | open to broken failed RangeError: sink | cancel TypeError: This destination writable stream is closed." +
  " | open to closed failed TypeError: This destination writable stream is closed.");

// 8.1: a signal ends a pipe
export const signalled = tells(async ({ say, watch, rest }) => {
  for (const options of [{}, { preventAbort: true }, { preventCancel: true }, { preventAbort: true, preventCancel: true }]) {
    const [from, c] = readable({ cancel: (why) => say("cancel", why) });
    const [to] = writable({ write: (v) => say("write", v), abort: (why) => say("abort", why) });
    const a = new AbortController();
    watch("piped", from.pipeTo(to, { ...options, signal: a.signal }));
    c.enqueue("a");
    await rest();
    a.abort(new RangeError("stop"));
    await rest();
    say(from.locked, to.locked);
    c.enqueue?.call(c, "b");
    await rest();
    say(from.locked, to.locked);
  }
}, "write a | true true | cancel RangeError: stop | abort RangeError: stop | piped failed RangeError: stop" +
  " | false false | write a | true true | cancel RangeError: stop | piped failed RangeError: stop | false false" +
  " | write a | true true | abort RangeError: stop | piped failed RangeError: stop | false false | write a" +
  " | true true | piped failed RangeError: stop | false false");

// 8.1: a signal that is aborted already
export const signalledBefore = tells(async ({ say, watch, rest }) => {
  const [from] = readable({ cancel: (why) => say("cancel", why) });
  const [to] = writable({ abort: (why) => say("abort", why) });
  await rest();
  watch("piped", from.pipeTo(to, { signal: AbortSignal.abort() }));
  say(from.locked, to.locked);
}, "cancel AbortError: The operation was aborted | abort AbortError: The operation was aborted | false false" +
  " | piped failed AbortError: The operation was aborted");

// 8.1: a signal while a write is under way
export const signalledWriting = tells(async ({ say, watch, rest }) => {
  const { wait, open } = gate();
  const [from, c] = readable({ cancel: (why) => say("cancel", why) });
  const [to] = writable({ write: (v) => (say("write", v), wait), abort: (why) => say("abort", why) });
  const a = new AbortController();
  watch("piped", from.pipeTo(to, { signal: a.signal }));
  c.enqueue("a");
  await rest();
  a.abort("stop");
  await rest();
  say("open");
  open();
  await rest();
  say(from.locked, to.locked);
}, "write a | open | cancel stop | abort stop | piped failed stop | false false");

// 8.1: a pipe reads no more than the destination wants
export const pressure = tells(async ({ say, watch, rest }) => {
  const gates = [gate(), gate(), gate()];
  let n = 0, m = 0;
  const from = new ReadableStream({ pull(c) { say("pull", m); c.enqueue(m++); if (m === 3) c.close(); } }, { highWaterMark: 0 });
  const [to] = writable({ write: (v) => (say("write", v), gates[n++].wait) });
  watch("piped", from.pipeTo(to));
  await rest();
  for (const g of gates) {
    say("open");
    g.open();
    await rest();
  }
}, "pull 0 | write 0 | open | pull 1 | write 1 | open | pull 2 | write 2 | open | piped undefined");

// 8.1: a close that fails fails the pipe
export const closeFails = tells(async ({ watch, rest }) => {
  const [to] = writable({ close() { throw new RangeError("no"); } });
  watch("piped", list("a").pipeTo(to));
}, "piped failed RangeError: no");

// 8.1: an abort or cancel that fails
export const actionFails = tells(async ({ watch, rest }) => {
  const [from, c] = readable();
  c.error(new RangeError("source"));
  watch("abort", from.pipeTo(writable({ abort() { throw new RangeError("abort"); } })[0]));
  await rest();
  const [source, d] = readable({ cancel() { throw new RangeError("cancel"); } });
  d.enqueue("a");
  watch("cancel", source.pipeTo(writable({ write() { throw new RangeError("write"); } })[0]));
}, "abort failed RangeError: abort | cancel failed RangeError: cancel");

// 8.1: pipeThrough answers the readable side
export const through = tells(async ({ say, watch }) => {
  const t = new TransformStream({ transform: (v, c) => c.enqueue(v.toUpperCase()) });
  const out = list("a", "b").pipeThrough(t);
  say(out === t.readable, t.writable.locked, t.readable.locked);
  for await (const v of out) say(v);
}, "true true false | A | B");

// 8.1: errors go through
export const throughFails = tells(async ({ say, watch, rest }) => {
  const [from, c] = readable({ cancel: (why) => say("cancel", why) });
  const out = from.pipeThrough(new TransformStream({ transform() { throw new RangeError("no"); } }));
  c.enqueue("a");
  watch("read", out.getReader().read());
  await rest();
  const [other, d] = readable();
  const r = other.pipeThrough(new TransformStream()).getReader();
  watch("read", r.read());
  await rest();
  d.error(new RangeError("source"));
}, "cancel RangeError: no | read failed RangeError: no | read failed RangeError: source");

// 8.1: cancelling what came through cancels the source
export const throughCancelled = tells(async ({ say, watch, rest }) => {
  const [from, c] = readable({ cancel: (why) => say("cancel", why) });
  const out = from.pipeThrough(new TransformStream({ cancel: (why) => say("transform", why) })).pipeThrough(new TransformStream());
  c.enqueue("a");
  await rest();
  watch("cancelled", out.cancel(new RangeError("stop")));
  await rest();
  await rest();
}, "transform RangeError: stop | cancel RangeError: stop | cancelled undefined");

// 8.1: arguments of pipes
export const wrong = tells(async ({ tried, watch }) => {
  const s = () => list();
  watch("nothing", Promise.resolve().then(() => s().pipeTo()));
  watch("object", Promise.resolve().then(() => s().pipeTo({})));
  watch("options", Promise.resolve().then(() => s().pipeTo(new WritableStream(), 5)));
  watch("signal", Promise.resolve().then(() => s().pipeTo(new WritableStream(), { signal: {} })));
  tried("through nothing", () => s().pipeThrough());
  tried("through object", () => s().pipeThrough({}));
  tried("through readable", () => s().pipeThrough({ readable: s() }));
  tried("through writable", () => s().pipeThrough({ writable: new WritableStream() }));
  tried("through wrong", () => s().pipeThrough({ writable: new WritableStream(), readable: {} }));
  tried("through options", () => s().pipeThrough(new TransformStream(), 5));
  tried("through signal", () => s().pipeThrough(new TransformStream(), { signal: {} }));
  tried("through pair", () => s().pipeThrough({ writable: new WritableStream(), readable: s() }).constructor.name);
}, "through nothing threw TypeError: Failed to execute 'pipeThrough' on 'ReadableStream': parameter 1 is not of type 'Transform'." +
  " | through object threw TypeError: Incorrect type for the 'readable' field on 'Transform': the provided value is not of type 'ReadableStream'." +
  " | through readable threw TypeError: Incorrect type for the 'writable' field on 'Transform': the provided value is not of type 'WritableStream'." +
  " | through writable threw TypeError: Incorrect type for the 'readable' field on 'Transform': the provided value is not of type 'ReadableStream'." +
  " | through wrong threw TypeError: Incorrect type for the 'readable' field on 'Transform': the provided value is not of type 'ReadableStream'." +
  " | through options threw TypeError: Failed to execute 'pipeThrough' on 'ReadableStream': parameter 2 is not of type 'PipeToOptions'." +
  " | through signal threw TypeError: Incorrect type for the 'signal' field on 'PipeToOptions': the provided value is not of type 'AbortSignal'." +
  " | through pair ReadableStream" +
  " | nothing failed TypeError: Failed to execute 'pipeTo' on 'ReadableStream': parameter 1 is not of type 'WritableStream'." +
  " | object failed TypeError: Failed to execute 'pipeTo' on 'ReadableStream': parameter 1 is not of type 'WritableStream'." +
  " | options failed TypeError: Failed to execute 'pipeTo' on 'ReadableStream': parameter 2 is not of type 'PipeToOptions'." +
  " | signal failed TypeError: Incorrect type for the 'signal' field on 'PipeToOptions': the provided value is not of type 'AbortSignal'.");

// 8.1: a pipe into a stream of bytes
export const intoBytes = tells(async ({ say, watch, rest }) => {
  const t = new IdentityTransformStream();
  watch("piped", list(new Uint8Array([1]), "é", new Uint8Array([2, 3]).buffer).pipeTo(t.writable));
  say(await new Response(t.readable).bytes());
  const u = new IdentityTransformStream();
  const wrong = list(new Uint8Array([1]), 5).pipeTo(u.writable);
  wrong.catch(() => {});
  await watch("read", new Response(u.readable).bytes());
  await watch("wrong", wrong);
}, "Uint8Array[1,195,169,2,3] | piped undefined" +
  " | read failed TypeError: This WritableStream only supports writing byte types." +
  " | wrong failed TypeError: This WritableStream only supports writing byte types.");

// 8.1: pipes of bodies
export const bodies = tells(async ({ say, watch, rest }) => {
  const [to] = writable({ write: (v) => say("write", v), close: () => say("close") });
  watch("piped", new Response("abc").body.pipeTo(to));
  await rest();
  say(await new Response(new Response("abc").body.pipeThrough(new TransformStream())).text());
  say(await new Response(new Response("abc").body.pipeThrough(new IdentityTransformStream())).text());
  const t = new IdentityTransformStream();
  new Response("abc").body.pipeTo(t.writable);
  say(await new Response(t.readable).text());
}, "write Uint8Array[97,98,99] | close | piped undefined | abc | abc | abc");
