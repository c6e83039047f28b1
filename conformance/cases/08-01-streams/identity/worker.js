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

const enc = (s) => new TextEncoder().encode(s);

// 8.1: an identity stream passes bytes, a write is done when they are read
export const identity = tells(async ({ say, watch, rest }) => {
  const t = new IdentityTransformStream();
  say(String(t), t instanceof TransformStream, String(t.readable), String(t.writable));
  const w = t.writable.getWriter();
  say(w.desiredSize);
  watch("ready", w.ready);
  watch("written", w.write(enc("abc")));
  await rest();
  say("read", w.desiredSize);
  const r = t.readable.getReader();
  watch("read", r.read());
  await rest();
  watch("closed", w.close());
  await rest();
  watch("end", r.read());
  watch("reader closed", r.closed);
  watch("writer closed", w.closed);
}, "[object IdentityTransformStream] true [object ReadableStream] [object WritableStream] | 1 | ready undefined" +
  " | read 1 | written undefined | read Uint8Array[97,98,99] | closed undefined | writer closed undefined" +
  " | reader closed undefined | end undefined done");

// 8.1: what an identity stream takes
export const chunks = tells(async ({ say, watch, rest }) => {
  for (const chunk of [enc("a"), enc("a").buffer, "text é", "", new Uint8Array(0), undefined, null, 5, {}, new Blob(["x"])]) {
    const t = new IdentityTransformStream();
    const w = t.writable.getWriter();
    const r = t.readable.getReader();
    watch("write", w.write(chunk));
    watch("read", r.read());
    await rest();
    watch("close", w.close());
    await rest();
  }
}, "write undefined | read Uint8Array[97] | close undefined | write undefined | read Uint8Array[97]" +
  " | close undefined | write undefined | read Uint8Array[116,101,120,116,32,195,169] | close undefined" +
  " | write undefined | read undefined done | close undefined | write undefined | read undefined done" +
  " | close undefined | write undefined | read undefined done | close undefined" +
  " | write failed TypeError: This TransformStream is being used as a byte stream, but received an object of non-ArrayBuffer/ArrayBufferView type on its writable side." +
  " | read undefined done | close undefined" +
  " | write failed TypeError: This TransformStream is being used as a byte stream, but received an object of non-ArrayBuffer/ArrayBufferView type on its writable side." +
  " | read undefined done | close undefined" +
  " | write failed TypeError: This TransformStream is being used as a byte stream, but received an object of non-ArrayBuffer/ArrayBufferView type on its writable side." +
  " | read undefined done | close undefined" +
  " | write failed TypeError: This TransformStream is being used as a byte stream, but received an object of non-ArrayBuffer/ArrayBufferView type on its writable side." +
  " | read undefined done | close undefined");

// 8.1: one write is read in parts
export const parts = tells(async ({ say, watch, rest }) => {
  const t = new IdentityTransformStream();
  const w = t.writable.getWriter();
  watch("written", w.write(enc("abcdef")));
  const r = t.readable.getReader({ mode: "byob" });
  await watch("1", r.read(new Uint8Array(4)));
  await rest();
  say("more");
  await watch("2", r.read(new Uint8Array(4)));
  await rest();
  watch("3", r.read(new Uint8Array(4)));
  watch("second", w.write(enc("g")));
  await rest();
  watch("4", r.read(new Uint8Array(4), { min: 2 }));
  watch("third", w.write(enc("h")));
  await rest();
  watch("fourth", w.write(enc("i")));
  await rest();
  watch("end", r.read(new Uint16Array(4)));
  watch("close", w.close());
}, "1 Uint8Array[97,98,99,100] | more | written undefined | 2 Uint8Array[101,102] | 3 Uint8Array[103]" +
  " | second undefined | third undefined | 4 Uint8Array[104,105] | fourth undefined | end Uint8Array[] done" +
  " | close undefined");

// 8.1: several reads wait
export const reads = tells(async ({ say, watch, rest }) => {
  const t = new IdentityTransformStream();
  const r = t.readable.getReader();
  watch("1", r.read());
  watch("2", r.read());
  await rest();
  const w = t.writable.getWriter();
  watch("a", w.write(enc("a")));
  watch("b", w.write(enc("b")));
  await rest();
}, "2 failed TypeError: This ReadableStream only supports a single pending read request at a time." +
  " | 1 Uint8Array[97] | a undefined");

// 8.1: a mark makes an identity stream queue
export const marks = tells(async ({ say, watch, tried, rest }) => {
  const t = new IdentityTransformStream({ highWaterMark: 4 });
  const w = t.writable.getWriter();
  say(w.desiredSize);
  watch("1", w.write(enc("abc")));
  say(w.desiredSize);
  watch("ready", w.ready);
  watch("2", w.write(enc("de")));
  say(w.desiredSize);
  watch("ready then", w.ready);
  await rest();
  say("read");
  const r = t.readable.getReader();
  watch("read", r.read());
  await rest();
  say(w.desiredSize);
  watch("read", r.read());
  await rest();
  say(w.desiredSize);
  tried("options", () => new IdentityTransformStream(5));
  tried("size", () => new IdentityTransformStream({ size: () => 1 }).constructor.name);
}, "4 | 1 | -1 | ready undefined | read | 1 undefined | ready then undefined | read Uint8Array[97,98,99] | 2" +
  " | 2 undefined | read Uint8Array[100,101] | 4" +
  " | options threw TypeError: Failed to construct 'IdentityTransformStream': constructor parameter 1 is not of type 'QueuingStrategy'." +
  " | size IdentityTransformStream");

// 8.1: cancelling the readable side of an identity stream
export const cancelling = tells(async ({ say, watch, rest }) => {
  const t = new IdentityTransformStream();
  const w = t.writable.getWriter();
  watch("written", w.write(enc("abc")));
  watch("queued", w.write(enc("d")));
  watch("closed", w.closed);
  await rest();
  watch("cancelled", t.readable.cancel(new RangeError("stop")));
  await rest();
  say(w.desiredSize);
  watch("later", w.write(enc("x")));
  watch("close", w.close());
  const u = new IdentityTransformStream();
  watch("no reason", u.readable.cancel());
  await rest();
  watch("write", u.writable.getWriter().write(enc("x")));
}, "cancelled undefined | written failed RangeError: stop | closed failed RangeError: stop" +
  " | queued failed RangeError: stop | 0 | later failed TypeError: This WritableStream has been closed." +
  " | close failed TypeError: This WritableStream has been closed. | no reason undefined" +
  " | write failed Error: Stream was cancelled.");

// 8.1: aborting the writable side of an identity stream
export const aborting = tells(async ({ say, watch, rest }) => {
  for (const reason of [new RangeError("stop"), "text", undefined]) {
    const t = new IdentityTransformStream();
    const w = t.writable.getWriter();
    const r = t.readable.getReader();
    watch("written", w.write(enc("abc")));
    watch("queued", w.write(enc("d")));
    watch("closed", w.closed);
    watch("ready", w.ready);
    await rest();
    watch("aborted", w.abort(reason));
    await rest();
    say(w.desiredSize);
    watch("read", r.read());
    watch("reader closed", r.closed);
    watch("later", w.write(enc("x")));
    watch("again", w.abort("other"));
    await rest();
  }
}, "ready undefined | closed failed RangeError: stop | written failed RangeError: stop" +
  " | queued failed RangeError: stop | aborted undefined | 0" +
  " | later failed TypeError: This WritableStream has been closed. | again undefined" +
  " | reader closed failed Error: Network connection lost. | read failed Error: Network connection lost." +
  " | ready undefined | closed failed text | written failed text | queued failed text | aborted undefined | 0" +
  " | later failed TypeError: This WritableStream has been closed. | again undefined" +
  " | reader closed failed Error: Network connection lost. | read failed Error: Network connection lost." +
  " | ready undefined | closed failed undefined | written failed undefined | queued failed undefined" +
  " | aborted undefined | 0 | later failed TypeError: This WritableStream has been closed. | again undefined" +
  " | reader closed failed Error: Network connection lost. | read failed Error: Network connection lost.");

// 8.1: an abort while nobody reads and nothing is written
export const abortIdle = tells(async ({ say, watch, rest }) => {
  const t = new IdentityTransformStream();
  watch("aborted", t.writable.abort(new RangeError("stop")));
  await rest();
  watch("read", t.readable.getReader().read());
  const w = t.writable.getWriter();
  say(w.desiredSize);
  watch("closed", w.closed);
  watch("ready", w.ready);
  watch("close", w.close());
}, "aborted undefined | null | closed failed RangeError: stop | ready failed RangeError: stop" +
  " | close failed RangeError: stop | read failed RangeError: stop");

// 8.1: an abort while a read waits
export const abortReading = tells(async ({ say, watch, rest }) => {
  const t = new IdentityTransformStream();
  const r = t.readable.getReader();
  watch("read", r.read());
  watch("reader closed", r.closed);
  await rest();
  watch("aborted", t.writable.abort(new RangeError("stop")));
}, "aborted undefined | reader closed failed RangeError: stop | read failed RangeError: stop");

// 8.1: an abort after a close was asked for
export const abortClosing = tells(async ({ say, watch, rest }) => {
  const t = new IdentityTransformStream();
  const w = t.writable.getWriter();
  watch("written", w.write(enc("a")));
  watch("close", w.close());
  watch("close twice", w.close());
  watch("write late", w.write(enc("b")));
  await rest();
  watch("aborted", w.abort("stop"));
  watch("closed", w.closed);
  await rest();
  watch("read", t.readable.getReader().read());
}, "close twice undefined | write late failed TypeError: This WritableStream has been closed." +
  " | written failed stop | close failed stop | aborted undefined | closed failed stop" +
  " | read failed Error: Network connection lost.");

// 8.1: writers and readers of an identity stream are released
export const released = tells(async ({ watch, tried, rest }) => {
  const t = new IdentityTransformStream();
  const w = t.writable.getWriter();
  watch("written", w.write(enc("a")));
  watch("closed", w.closed);
  w.releaseLock();
  watch("ready", w.ready);
  watch("late", w.write(enc("b")));
  await rest();
  const x = t.writable.getWriter();
  watch("second", x.write(enc("c")));
  let r = t.readable.getReader();
  watch("1", r.read());
  tried("release", () => r.releaseLock());
  await rest();
  tried("release", () => r.releaseLock());
  watch("reader closed", r.closed);
  r = t.readable.getReader();
  watch("2", r.read());
  await rest();
}, "closed failed TypeError: This WritableStream writer has been released. | ready undefined" +
  " | late failed TypeError: This WritableStream writer has been released." +
  " | release threw TypeError: Cannot call releaseLock() on a reader with outstanding read promises." +
  " | written undefined | 1 Uint8Array[97] | release undefined" +
  " | reader closed failed TypeError: This ReadableStream reader has been released. | second undefined" +
  " | 2 Uint8Array[99]");

// 8.1: fixed lengths
export const fixed = tells(async ({ say, watch, rest }) => {
  const t = new FixedLengthStream(4);
  say(String(t), t instanceof IdentityTransformStream);
  const w = t.writable.getWriter();
  const r = t.readable.getReader();
  watch("1", w.write(enc("ab")));
  watch("2", w.write(enc("cd")));
  watch("close", w.close());
  for (const n of [1, 2, 3]) watch(n, r.read());
}, "[object FixedLengthStream] true" +
  " | 2 failed TypeError: This ReadableStream only supports a single pending read request at a time." +
  " | 3 failed TypeError: This ReadableStream only supports a single pending read request at a time." +
  " | 1 undefined | 1 Uint8Array[97,98]");

// 8.1: too many bytes for a fixed length
export const tooMany = tells(async ({ say, watch, rest }) => {
  const t = new FixedLengthStream(3);
  const w = t.writable.getWriter();
  const r = t.readable.getReader();
  watch("1", w.write(enc("ab")));
  watch("read", r.read());
  await rest();
  watch("2", w.write(enc("cd")));
  watch("closed", w.closed);
  watch("read", r.read());
  await rest();
  watch("3", w.write(enc("e")));
  watch("close", w.close());
}, "1 undefined | read Uint8Array[97,98] | 2 undefined" +
  " | read failed TypeError: Attempt to write too many bytes through a FixedLengthStream." +
  " | 3 failed TypeError: Attempt to write too many bytes through a FixedLengthStream." +
  " | closed failed TypeError: Attempt to write too many bytes through a FixedLengthStream." +
  " | close failed TypeError: Attempt to write too many bytes through a FixedLengthStream.");

// 8.1: too few bytes for a fixed length
export const tooFew = tells(async ({ say, watch, rest }) => {
  const t = new FixedLengthStream(3);
  const w = t.writable.getWriter();
  const r = t.readable.getReader();
  watch("1", w.write(enc("ab")));
  watch("read", r.read());
  await rest();
  watch("close", w.close());
  watch("closed", w.closed);
  watch("read", r.read());
  watch("reader closed", r.closed);
}, "1 undefined | read Uint8Array[97,98] | close undefined | closed undefined" +
  " | reader closed failed TypeError: FixedLengthStream did not see all expected bytes before close()." +
  " | read failed TypeError: FixedLengthStream did not see all expected bytes before close().");

// 8.1: what a length may be
export const lengths = tells(async ({ tried }) => {
  for (const length of [0, 5, 5n, 1.7, "7", null, undefined, -1, -1n, NaN, Infinity, 2 ** 53 - 1, 2 ** 53, 2n ** 64n, "x", {}]) {
    tried(String(length), () => new FixedLengthStream(length).constructor.name);
  }
  tried("none", () => new FixedLengthStream());
}, "0 FixedLengthStream | 5 FixedLengthStream | 5 FixedLengthStream | 1.7 FixedLengthStream" +
  " | 7 FixedLengthStream | null FixedLengthStream" +
  " | undefined threw TypeError: The value cannot be converted because it is not an integer." +
  " | -1 threw TypeError: The value cannot be converted because it is negative and this API expects a positive bigint." +
  " | -1 threw TypeError: The value cannot be converted because it is either negative and this API expects a positive bigint, or the value would be truncated." +
  " | NaN threw TypeError: The value cannot be converted because it is not an integer." +
  " | Infinity threw TypeError: The value cannot be converted because it is not an integer." +
  " | 9007199254740991 FixedLengthStream" +
  " | 9007199254740992 threw TypeError: FixedLengthStream requires an integer expected length less than 2^53." +
  " | 18446744073709551616 threw TypeError: The value cannot be converted because it is either negative and this API expects a positive bigint, or the value would be truncated." +
  " | x threw TypeError: The value cannot be converted because it is not an integer." +
  " | [object Object] threw TypeError: The value cannot be converted because it is not an integer." +
  " | none threw TypeError: Failed to construct 'FixedLengthStream': constructor parameter 1 is not of type 'bigint'.");

// 8.1: a fixed length is a body's Content-Length
export const asBody = tells(async ({ say, watch }) => {
  const t = new FixedLengthStream(3);
  const w = t.writable.getWriter();
  w.write(enc("abc"));
  w.close();
  const r = new Response(t.readable);
  say(r.headers.get("content-length"), await r.text());
  const u = new FixedLengthStream(3);
  new Response("abc").body.pipeTo(u.writable);
  say(await new Response(u.readable).text());
  const v = new FixedLengthStream(2);
  new Response("abc").body.pipeTo(v.writable).catch(() => {});
  watch("text", new Response(v.readable).text());
}, "null abc | abc | text failed TypeError: Attempt to write too many bytes through a FixedLengthStream.");

// 8.1: readable sides in a loop, with at least, and divided
export const consuming = tells(async ({ say, watch, rest }) => {
  const full = () => {
    const t = new IdentityTransformStream();
    const w = t.writable.getWriter();
    w.write(enc("ab"));
    w.write(enc("cd"));
    w.close();
    return t.readable;
  };
  for await (const v of full()) say(v);
  const r = full().getReader({ mode: "byob" });
  watch("at least", r.readAtLeast(3, new Uint8Array(5)));
  await rest();
  watch("end", r.readAtLeast(3, new Uint8Array(5)));
  await rest();
  const [a, b] = full().tee();
  say(await new Response(a).text(), await new Response(b).text());
  const s = full();
  for await (const v of s) break;
  say(s.locked);
}, "Uint8Array[97,98] | Uint8Array[99,100] | at least Uint8Array[97,98,99,100] | end Uint8Array[] done" +
  " | abcd abcd | false");
