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
const all = async (s) => { const list = []; for await (const v of s) list.push(v); return list; };
const through = async (t, ...chunks) => {
  const w = t.writable.getWriter();
  w.closed.catch(() => {});
  w.ready.catch(() => {});
  const writes = chunks.map((c) => w.write(c).catch((e) => e));
  writes.push(w.close().catch((e) => e));
  const out = await all(t.readable).catch((e) => e);
  return [out, ...(await Promise.all(writes)).filter((x) => x)];
};

// 8.1: text becomes UTF-8
export const encoding = tells(async ({ say, tried }) => {
  const t = new TextEncoderStream();
  say(String(t), t instanceof TransformStream, t.encoding, Object.keys(t).length, Object.getOwnPropertyNames(TextEncoderStream.prototype).sort().join());
  say(await through(t, "a", "é", "", "😀"));
  say(await through(new TextEncoderStream(), "a\ud83d", "\ude00b"));
  say(await through(new TextEncoderStream(), "\ud83d", "x"));
  say(await through(new TextEncoderStream(), "x\ud83d"));
  say(await through(new TextEncoderStream(), "\ude00"));
  say(await through(new TextEncoderStream(), 5, null, undefined, true, {}));
  say(await through(new TextEncoderStream(), Symbol("x")));
  say(await through(new TextEncoderStream(), { toString() { throw new RangeError("no"); } }));
  tried("without new", () => TextEncoderStream());
}, "[object TextEncoderStream] true utf-8 0 constructor,encoding" +
  " | ((Uint8Array[97],Uint8Array[195,169],Uint8Array[240,159,152,128]))" +
  " | ((Uint8Array[97],Uint8Array[240,159,152,128,98])) | ((Uint8Array[239,191,189,120]))" +
  " | ((Uint8Array[120],Uint8Array[239,191,189])) | ((Uint8Array[239,191,189]))" +
  " | ((Uint8Array[53],Uint8Array[110,117,108,108],Uint8Array[117,110,100,101,102,105,110,101,100],Uint8Array[116,114,117,101],Uint8Array[91,111,98,106,101,99,116,32,79,98,106,101,99,116,93]))" +
  " | (TypeError: Cannot convert a Symbol value to a string,TypeError: Cannot convert a Symbol value to a string,TypeError: Cannot convert a Symbol value to a string)" +
  " | (RangeError: no,RangeError: no,RangeError: no)" +
  " | without new threw TypeError: Failed to construct 'TextEncoderStream': Please use the 'new' operator, this object constructor cannot be called as a function.");

// 8.1: bytes become text
export const decoding = tells(async ({ say, tried }) => {
  const t = new TextDecoderStream();
  say(String(t), t.encoding, t.fatal, t.ignoreBOM, Object.getOwnPropertyNames(TextDecoderStream.prototype).sort().join());
  say(await through(t, enc("aé"), enc("b").buffer, new DataView(enc("c").buffer)));
  say(await through(new TextDecoderStream(), ...[...enc("😀x")].map((b) => new Uint8Array([b]))));
  say(await through(new TextDecoderStream(), new Uint8Array([0xef, 0xbb]), new Uint8Array([0xbf, 0x61])));
  say(await through(new TextDecoderStream("utf-8", { ignoreBOM: true }), new Uint8Array([0xef, 0xbb, 0xbf, 0x61])));
  say(await through(new TextDecoderStream(), new Uint8Array([0xf0, 0x9f])));
  say(await through(new TextDecoderStream("utf-8", { fatal: true }), new Uint8Array([0xf0, 0x9f])));
  say(await through(new TextDecoderStream("utf-8", { fatal: true }), enc("a"), new Uint8Array([0xff]), enc("b")));
  say(await through(new TextDecoderStream("utf-16le"), new Uint8Array([0x61]), new Uint8Array([0, 0x62, 0])));
  say(await through(new TextDecoderStream("latin1"), new Uint8Array([0xe9])));
  say(await through(new TextDecoderStream(), "text"));
  say(await through(new TextDecoderStream(), 5));
  say(await through(new TextDecoderStream(), undefined));
  say(await through(new TextDecoderStream(), new Uint8Array(0)));
  tried("label", () => new TextDecoderStream("nope"));
  tried("options", () => new TextDecoderStream("utf-8", 5));
  tried("null", () => new TextDecoderStream(null));
}, "[object TextDecoderStream] utf-8 false false constructor,encoding,fatal,ignoreBOM | ((aé,b,c)) | ((😀,x))" +
  " | ((a)) | ((﻿a)) | ((�)) | (TypeError: Failed to decode input.,TypeError: Failed to decode input.)" +
  " | (TypeError: Failed to decode input.,TypeError: Failed to decode input.,TypeError: Failed to decode input.,TypeError: Failed to decode input.)" +
  " | ((ab)) | ((é))" +
  " | (TypeError: This TransformStream is being used as a byte stream, but received a value that is not a BufferSource.,TypeError: This TransformStream is being used as a byte stream, but received a value that is not a BufferSource.,TypeError: This TransformStream is being used as a byte stream, but received a value that is not a BufferSource.)" +
  " | (TypeError: This TransformStream is being used as a byte stream, but received a value that is not a BufferSource.,TypeError: This TransformStream is being used as a byte stream, but received a value that is not a BufferSource.,TypeError: This TransformStream is being used as a byte stream, but received a value that is not a BufferSource.)" +
  " | (TypeError: This TransformStream is being used as a byte stream, but received a value that is not a BufferSource.,TypeError: This TransformStream is being used as a byte stream, but received a value that is not a BufferSource.,TypeError: This TransformStream is being used as a byte stream, but received a value that is not a BufferSource.)" +
  " | (()) | label threw RangeError: \"nope\" is not a valid encoding." +
  " | options threw TypeError: Failed to construct 'TextDecoderStream': constructor parameter 2 is not of type 'TextDecoderStreamInit'." +
  " | null threw RangeError: \"null\" is not a valid encoding.");

// 8.1: how far encoders and decoders run ahead of their readers
export const pressure = tells(async ({ say, watch, rest }) => {
  for (const [t, chunk] of [[new TextEncoderStream(), "a"], [new TextDecoderStream(), enc("a")]]) {
    const w = t.writable.getWriter();
    await rest();
    say(w.desiredSize);
    watch("1", w.write(chunk));
    watch("2", w.write(chunk));
    await rest();
    say("read", w.desiredSize);
    const r = t.readable.getReader();
    watch("read", r.read());
    await rest();
    watch("read", r.read());
    await rest();
  }
}, "1 | read -1 | read Uint8Array[97] | 1 undefined | read Uint8Array[97] | 2 undefined | 1 | read -1 | read a" +
  " | 1 undefined | read a | 2 undefined");

// 8.1: cancelling and aborting an encoder
export const ending = tells(async ({ say, watch, rest }) => {
  const t = new TextEncoderStream();
  const w = t.writable.getWriter();
  watch("closed", w.closed);
  await rest();
  watch("cancelled", t.readable.cancel(new RangeError("stop")));
  await rest();
  watch("write", w.write("a"));
  const u = new TextDecoderStream();
  const r = u.readable.getReader();
  watch("read", r.read());
  await rest();
  watch("aborted", u.writable.abort(new RangeError("stop")));
}, "closed failed RangeError: stop | cancelled undefined | write failed RangeError: stop" +
  " | read failed RangeError: stop | aborted undefined");

// 8.1: bodies through encoders and decoders
export const bodies = tells(async ({ say }) => {
  say(await all(new Response("aé").body.pipeThrough(new TextDecoderStream())));
  const s = new ReadableStream({ start(c) { c.enqueue("a"); c.enqueue("é"); c.close(); } });
  say(await new Response(s.pipeThrough(new TextEncoderStream())).text());
}, "(aé) | aé");
