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
const join = (list) => { const out = new Uint8Array(list.reduce((n, c) => n + c.length, 0)); let n = 0; for (const c of list) { out.set(c, n); n += c.length; } return out; };
const all = async (s) => { const list = []; for await (const v of s) list.push(v); return join(list); };
const feed = async (t, ...chunks) => {
  const w = t.writable.getWriter();
  w.closed.catch(() => {});
  w.ready.catch(() => {});
  const writes = chunks.map((c) => w.write(c).then(() => "written", (e) => e));
  writes.push(w.close().then(() => "closed", (e) => e));
  const out = await all(t.readable).catch((e) => e);
  return [out, ...(await Promise.all(writes))];
};
const packed = async (format, data) => (await feed(new CompressionStream(format), data))[0];
const formats = ["gzip", "deflate", "deflate-raw"];

// 8.1: what is compressed comes back, in pieces of any size
export const roundTrip = tells(async ({ say }) => {
  for (const format of formats) {
    const data = enc("hello ".repeat(1000));
    const small = await packed(format, data);
    say(format, small.length < 200);
    const [out] = await feed(new DecompressionStream(format), small);
    say(out.length, out.every((b, n) => b === data[n]));
    const [bytewise] = await feed(new DecompressionStream(format), ...[...small].map((b) => new Uint8Array([b])));
    say(bytewise.length);
    say((await feed(new CompressionStream(format)))[0].length > 0, ...(await feed(new DecompressionStream(format), (await feed(new CompressionStream(format)))[0])));
  }
}, "gzip true | 6000 true | 6000 | true Uint8Array[] written closed | deflate true | 6000 true | 6000" +
  " | true Uint8Array[] written closed | deflate-raw true | 6000 true | 6000 | true Uint8Array[] written closed");

// 8.1: fixed input
export const fixed = tells(async ({ say }) => {
  const gz = Uint8Array.from([...atob("H4sIAAAAAAAAA8tIzcnJBwCGphA2BQAAAA==")], (c) => c.charCodeAt(0));
  const zlib = Uint8Array.from([...atob("eJzLSM3JyQcABiwCFQ==")], (c) => c.charCodeAt(0));
  const raw = zlib.subarray(2, zlib.length - 4);
  say(await feed(new DecompressionStream("gzip"), gz));
  say(await feed(new DecompressionStream("deflate"), zlib));
  say(await feed(new DecompressionStream("deflate-raw"), raw));
  const twice = new Uint8Array([...zlib, ...zlib]);
  say(await feed(new DecompressionStream("deflate"), twice));
}, "(Uint8Array[104,101,108,108,111],written,closed) | (Uint8Array[104,101,108,108,111],written,closed)" +
  " | (Uint8Array[104,101,108,108,111],written,closed)" +
  " | (TypeError: Trailing bytes after end of compressed data,TypeError: Trailing bytes after end of compressed data,TypeError: This WritableStream has been closed.)");

// 8.1: broken input
export const broken = tells(async ({ say }) => {
  for (const format of formats) {
    const small = await packed(format, enc("hello hello hello hello"));
    say(format);
    say(await feed(new DecompressionStream(format), small.subarray(0, small.length - 3)));
    say(await feed(new DecompressionStream(format), small.subarray(0, 4)));
    say(await feed(new DecompressionStream(format)));
    say(await feed(new DecompressionStream(format), new Uint8Array([...small, 1, 2, 3])));
    say(await feed(new DecompressionStream(format), small, new Uint8Array([1])));
    say(await feed(new DecompressionStream(format), enc("this is not compressed at all")));
    if (format === "deflate-raw") continue; // it has no checksum
    const wrong = small.slice();
    wrong[wrong.length - 1] ^= 1;
    say(await feed(new DecompressionStream(format), wrong));
  }
}, "gzip" +
  " | (TypeError: Called close() on a decompression stream with incomplete data,written,TypeError: Called close() on a decompression stream with incomplete data)" +
  " | (TypeError: Called close() on a decompression stream with incomplete data,written,TypeError: Called close() on a decompression stream with incomplete data)" +
  " | (TypeError: Called close() on a decompression stream with incomplete data,TypeError: Called close() on a decompression stream with incomplete data)" +
  " | (TypeError: Trailing bytes after end of compressed data,TypeError: Trailing bytes after end of compressed data,TypeError: This WritableStream has been closed.)" +
  " | (TypeError: Trailing bytes after end of compressed data,written,TypeError: Trailing bytes after end of compressed data,TypeError: This WritableStream has been closed.)" +
  " | (TypeError: Decompression failed.,TypeError: Decompression failed.,TypeError: This WritableStream has been closed.)" +
  " | (TypeError: Decompression failed.,TypeError: Decompression failed.,TypeError: This WritableStream has been closed.)" +
  " | deflate" +
  " | (TypeError: Called close() on a decompression stream with incomplete data,written,TypeError: Called close() on a decompression stream with incomplete data)" +
  " | (TypeError: Called close() on a decompression stream with incomplete data,written,TypeError: Called close() on a decompression stream with incomplete data)" +
  " | (TypeError: Called close() on a decompression stream with incomplete data,TypeError: Called close() on a decompression stream with incomplete data)" +
  " | (TypeError: Trailing bytes after end of compressed data,TypeError: Trailing bytes after end of compressed data,TypeError: This WritableStream has been closed.)" +
  " | (TypeError: Trailing bytes after end of compressed data,written,TypeError: Trailing bytes after end of compressed data,TypeError: This WritableStream has been closed.)" +
  " | (TypeError: Decompression failed.,TypeError: Decompression failed.,TypeError: This WritableStream has been closed.)" +
  " | (TypeError: Decompression failed.,TypeError: Decompression failed.,TypeError: This WritableStream has been closed.)" +
  " | deflate-raw" +
  " | (TypeError: Called close() on a decompression stream with incomplete data,written,TypeError: Called close() on a decompression stream with incomplete data)" +
  " | (TypeError: Called close() on a decompression stream with incomplete data,written,TypeError: Called close() on a decompression stream with incomplete data)" +
  " | (TypeError: Called close() on a decompression stream with incomplete data,TypeError: Called close() on a decompression stream with incomplete data)" +
  " | (TypeError: Trailing bytes after end of compressed data,TypeError: Trailing bytes after end of compressed data,TypeError: This WritableStream has been closed.)" +
  " | (TypeError: Trailing bytes after end of compressed data,written,TypeError: Trailing bytes after end of compressed data,TypeError: This WritableStream has been closed.)" +
  " | (TypeError: Decompression failed.,TypeError: Decompression failed.,TypeError: This WritableStream has been closed.)");

// 8.1: chunks that are no bytes
export const chunks = tells(async ({ say }) => {
  for (const chunk of ["text", 5, null, undefined, {}, new Uint8Array(0), enc("a").buffer]) {
    const [out, ...rest] = await feed(new CompressionStream("deflate-raw"), chunk);
    say(...(await feed(new DecompressionStream("deflate-raw"), out)), ...rest);
  }
}, "Uint8Array[116,101,120,116] written closed written closed" +
  " | Uint8Array[] written closed TypeError: This TransformStream is being used as a byte stream, but received an object of non-ArrayBuffer/ArrayBufferView type on its writable side. closed" +
  " | Uint8Array[] written closed TypeError: This TransformStream is being used as a byte stream, but received an object of non-ArrayBuffer/ArrayBufferView type on its writable side. closed" +
  " | Uint8Array[] written closed written closed" +
  " | Uint8Array[] written closed TypeError: This TransformStream is being used as a byte stream, but received an object of non-ArrayBuffer/ArrayBufferView type on its writable side. closed" +
  " | Uint8Array[] written closed written closed | Uint8Array[97] written closed written closed");

// 8.1: formats
export const names = tells(async ({ tried }) => {
  for (const name of ["gzip", "deflate", "deflate-raw", "brotli", "br", "zstd", "GZIP", "", undefined, null, 5]) {
    tried(`compress ${name}`, () => String(new CompressionStream(name)));
    tried(`decompress ${name}`, () => String(new DecompressionStream(name)));
  }
  tried("none", () => new CompressionStream());
  tried("without new", () => CompressionStream("gzip"));
}, "compress gzip [object CompressionStream] | decompress gzip [object DecompressionStream]" +
  " | compress deflate [object CompressionStream] | decompress deflate [object DecompressionStream]" +
  " | compress deflate-raw [object CompressionStream] | decompress deflate-raw [object DecompressionStream]" +
  " | compress brotli threw TypeError: The compression format must be either 'deflate', 'deflate-raw' or 'gzip'." +
  " | decompress brotli threw TypeError: The compression format must be either 'deflate', 'deflate-raw' or 'gzip'." +
  " | compress br threw TypeError: The compression format must be either 'deflate', 'deflate-raw' or 'gzip'." +
  " | decompress br threw TypeError: The compression format must be either 'deflate', 'deflate-raw' or 'gzip'." +
  " | compress zstd threw TypeError: The compression format must be either 'deflate', 'deflate-raw' or 'gzip'." +
  " | decompress zstd threw TypeError: The compression format must be either 'deflate', 'deflate-raw' or 'gzip'." +
  " | compress GZIP threw TypeError: The compression format must be either 'deflate', 'deflate-raw' or 'gzip'." +
  " | decompress GZIP threw TypeError: The compression format must be either 'deflate', 'deflate-raw' or 'gzip'." +
  " | compress  threw TypeError: The compression format must be either 'deflate', 'deflate-raw' or 'gzip'." +
  " | decompress  threw TypeError: The compression format must be either 'deflate', 'deflate-raw' or 'gzip'." +
  " | compress undefined threw TypeError: The compression format must be either 'deflate', 'deflate-raw' or 'gzip'." +
  " | decompress undefined threw TypeError: The compression format must be either 'deflate', 'deflate-raw' or 'gzip'." +
  " | compress null threw TypeError: The compression format must be either 'deflate', 'deflate-raw' or 'gzip'." +
  " | decompress null threw TypeError: The compression format must be either 'deflate', 'deflate-raw' or 'gzip'." +
  " | compress 5 threw TypeError: The compression format must be either 'deflate', 'deflate-raw' or 'gzip'." +
  " | decompress 5 threw TypeError: The compression format must be either 'deflate', 'deflate-raw' or 'gzip'." +
  " | none threw TypeError: Failed to construct 'CompressionStream': constructor parameter 1 is not of type 'string'." +
  " | without new threw TypeError: Failed to construct 'CompressionStream': Please use the 'new' operator, this object constructor cannot be called as a function.");

// 8.1: writes do not wait for readers
export const pressure = tells(async ({ say, watch, rest }) => {
  const t = new CompressionStream("gzip");
  const w = t.writable.getWriter();
  say(w.desiredSize, String(t), t instanceof TransformStream);
  watch("1", w.write(new Uint8Array(100)));
  watch("2", w.write(new Uint8Array(100)));
  watch("close", w.close());
  await rest();
  say(w.desiredSize);
}, "1 [object CompressionStream] true | 1 undefined | 2 undefined | close undefined | 0");

// 8.1: cancelling and aborting
export const ending = tells(async ({ say, watch, rest }) => {
  const t = new CompressionStream("gzip");
  const w = t.writable.getWriter();
  watch("write", w.write(new Uint8Array(100)));
  watch("closed", w.closed);
  await rest();
  watch("cancelled", t.readable.cancel(new RangeError("stop")));
  await rest();
  watch("later", w.write(new Uint8Array(1)));
  await rest();
  const u = new DecompressionStream("gzip");
  const r = u.readable.getReader();
  watch("read", r.read());
  await rest();
  watch("aborted", u.writable.abort(new RangeError("stop")));
  await rest();
  watch("closed", r.closed);
}, "write undefined | cancelled undefined | later failed RangeError: stop | closed failed RangeError: stop" +
  " | aborted undefined | read failed RangeError: stop | closed failed RangeError: stop");

// 8.1: what was written before bad data is not taken, and the stream has ended
export const afterwards = tells(async ({ say, watch, tried, rest }) => {
  const t = new DecompressionStream("gzip");
  const w = t.writable.getWriter();
  watch("closed", w.closed);
  watch("ready", w.ready);
  watch("bad", w.write(enc("this is not compressed")));
  watch("next", w.write(enc("more")));
  watch("close", w.close());
  await rest();
  say(w.desiredSize);
  watch("late", w.write(enc("more")));
  watch("late close", w.close());
  watch("aborted", w.abort(new RangeError("stop")));
  await rest();
  tried("released", () => w.releaseLock());
  watch("read", t.readable.getReader().read());
}, "ready undefined | closed failed TypeError: Decompression failed." +
  " | bad failed TypeError: Decompression failed. | next failed TypeError: This WritableStream has been closed." +
  " | close failed TypeError: This WritableStream has been closed. | 0" +
  " | late failed TypeError: This WritableStream has been closed." +
  " | late close failed TypeError: This WritableStream has been closed. | aborted undefined" +
  " | released undefined | read failed TypeError: Decompression failed.");

// 8.1: the readable side can be read into memory
export const byob = tells(async ({ say, watch, rest }) => {
  const t = new DecompressionStream("gzip");
  const gz = Uint8Array.from([...atob("H4sIAAAAAAAAA8tIzcnJBwCGphA2BQAAAA==")], (c) => c.charCodeAt(0));
  const w = t.writable.getWriter();
  w.write(gz);
  w.close();
  const r = t.readable.getReader({ mode: "byob" });
  await watch("1", r.read(new Uint8Array(3)));
  await watch("2", r.read(new Uint8Array(3)));
  await watch("3", r.read(new Uint8Array(3)));
}, "1 Uint8Array[104,101,108] | 2 Uint8Array[108,111] | 3 Uint8Array[] done");

// 8.1: bodies that are compressed
export const bodies = tells(async ({ say }) => {
  const small = new Response("hello").body.pipeThrough(new CompressionStream("gzip"));
  say(await new Response(small.pipeThrough(new DecompressionStream("gzip"))).text());
  say(await new Response(new Blob(["hello"]).stream().pipeThrough(new CompressionStream("deflate")).pipeThrough(new DecompressionStream("deflate"))).text());
}, "hello | hello");
