import assert from "node:assert";
import { setTimeout as sleep } from "node:timers/promises";
import stream, { Duplex, PassThrough, Readable, Stream, Transform, Writable, addAbortSignal, compose, finished, pipeline } from "node:stream";
import promises from "node:stream/promises";
import duplexModule from "node:_stream_duplex";
import readableModule from "node:_stream_readable";

const eq = assert.deepStrictEqual;
const throws = (code, message, f) => assert.throws(f, { code, message });
const fails = (code, message, promise) => assert.rejects(promise, { code, message });
// failure answers the error that a stream ends with.
const failure = (s) => new Promise((resolve) => s.on("error", resolve));
// record answers what a stream emits, in order, and what is put into it otherwise.
function record(s, ...events) {
  const log = [];
  for (const event of events) s.on(event, (x) => log.push(x === undefined || x === s ? event : `${event} ${x?.message ?? x}`));
  return log;
}
const upper = async function* (source) {
  for await (const chunk of source) yield String(chunk).toUpperCase();
};
const closed = (s) => new Promise((resolve) => s.on("close", resolve));
const silent = () => new Readable({ read() {} });
const sink = (got = []) => new Writable({ objectMode: true, write(chunk, encoding, callback) { got.push(String(chunk)); callback(); } });

// 1.8: the classes of node:stream descend from each other and from Stream
export const classes = {
  test() {
    assert.strictEqual(stream, Stream);
    assert.strictEqual(Stream.Stream, Stream);
    assert.strictEqual(stream.promises, promises);
    assert.strictEqual(duplexModule, Duplex);
    assert.strictEqual(readableModule.Readable, Readable);
    const through = new PassThrough();
    for (const Class of [PassThrough, Transform, Duplex, Readable, Writable, Stream]) assert.ok(through instanceof Class, Class.name);
    assert.strictEqual(new Readable() instanceof Writable, false);
    assert.ok(Readable() instanceof Readable);
    assert.ok(Transform() instanceof Transform);
    function Old() { Readable.call(this, { objectMode: true }); }
    Object.setPrototypeOf(Old.prototype, Readable.prototype);
    assert.strictEqual(new Old().readableObjectMode, true);
  },
};

// 1.8: a stream says what state it is in
export const states = {
  async test() {
    const p = new PassThrough();
    eq([p.readable, p.writable, p.readableHighWaterMark, p.writableHighWaterMark, p.readableLength, p.writableLength], [true, true, 65536, 65536, 0, 0]);
    eq([p.readableObjectMode, p.readableEncoding, p.readableFlowing, p.writableEnded, p.writableFinished, p.writableNeedDrain, p.writableCorked],
      [false, null, null, false, false, false, 0]);
    eq([p.destroyed, p.closed, p.errored, p.readableEnded, p.readableAborted, p.readableDidRead, p.allowHalfOpen], [false, false, null, false, false, false, true]);
    p.write("abc");
    eq([p.readableLength, p.writableLength], [3, 0]);
    p.cork();
    p.write("d");
    eq([p.writableCorked, p.writableLength], [1, 1]);
    p.end();
    eq([p.writableEnded, p.writable, p.writableCorked], [true, false, 0]);
    assert.strictEqual(String(p.read()), "abcd");
    eq([p.readableDidRead, stream.isDisturbed(p)], [true, true]);
    await promises.finished(p.resume());
    eq([p.readableEnded, p.writableFinished, p.readable], [true, true, false]);
    await sleep(1);
    eq([p.destroyed, p.closed], [true, true]);
    eq([stream.getDefaultHighWaterMark(false), stream.getDefaultHighWaterMark(true)], [65536, 16]);
    eq([new Readable({ objectMode: true }).readableHighWaterMark, new Duplex({ readableObjectMode: true, writableHighWaterMark: 5 }).writableHighWaterMark], [16, 5]);
    eq([stream.isReadable(silent()), stream.isWritable(sink()), stream.isReadable(5), stream.isWritable({}), stream.isErrored(silent()), stream.isDisturbed(silent())],
      [true, true, null, null, false, false]);
  },
};

// 1.8: options and arguments of streams are checked
export const arguments_ = {
  async test() {
    throws("ERR_INVALID_ARG_VALUE", "The property 'options.highWaterMark' is invalid. Received -1", () => new Readable({ highWaterMark: -1 }));
    throws("ERR_INVALID_ARG_VALUE", "The property 'options.highWaterMark' is invalid. Received 'x'", () => new Writable({ highWaterMark: "x" }));
    throws("ERR_INVALID_ARG_VALUE", "The property 'options.readableHighWaterMark' is invalid. Received -1", () => new Transform({ readableHighWaterMark: -1 }));
    throws("ERR_UNKNOWN_ENCODING", "Unknown encoding: zz", () => new Readable({ encoding: "zz" }));
    throws("ERR_UNKNOWN_ENCODING", "Unknown encoding: zz", () => new Writable().setDefaultEncoding("zz"));
    throws("ERR_UNKNOWN_ENCODING", "Unknown encoding: zz", () => new Writable({ write() {} }).write("x", "zz"));
    throws("ERR_STREAM_NULL_VALUES", "May not write null values to stream", () => sink().write(null));
    throws("ERR_INVALID_ARG_TYPE", 'The "chunk" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received type number (5)',
      () => new Writable({ write() {} }).write(5));
    throws("ERR_OUT_OF_RANGE", 'The value of "value" is out of range. It must be >= 0 && <= 9007199254740991. Received -1',
      () => stream.setDefaultHighWaterMark(false, -1));
    throws("ERR_INVALID_ARG_TYPE", 'The "iterable" argument must be an instance of Iterable. Received type number (5)', () => Readable.from(5));
    throws("ERR_INVALID_ARG_TYPE", 'The "signal" argument must be an instance of AbortSignal. Received type number (5)', () => addAbortSignal(5, silent()));
    throws("ERR_INVALID_ARG_TYPE", 'The "stream" argument must be an instance of ReadableStream, WritableStream, or Stream. Received type number (5)',
      () => addAbortSignal(AbortSignal.abort(), 5));
    throws("ERR_INVALID_ARG_TYPE", 'The "callback" argument must be of type function. Received undefined', () => finished(silent()));
    throws("ERR_INVALID_ARG_TYPE", 'The "stream" argument must be an instance of ReadableStream, WritableStream, or Stream. Received an instance of Object',
      () => finished({}, () => {}));
    throws("ERR_MISSING_ARGS", 'The "streams" argument must be specified', () => pipeline(silent(), () => {}));
    throws("ERR_INVALID_ARG_TYPE", 'The "streams[stream.length - 1]" property must be of type function. Received an instance of Readable', () => pipeline(silent()));
    throws("ERR_MISSING_ARGS", 'The "streams" argument must be specified', () => compose());
  },
};

// 1.8: what a stream does not implement, and what is wrong while it runs, is an error event
export const errors = {
  async test() {
    for (const [s, run, code, message] of [
      [new Readable(), (r) => r.read(), "ERR_METHOD_NOT_IMPLEMENTED", "The _read() method is not implemented"],
      [silent(), (r) => r.push(5), "ERR_INVALID_ARG_TYPE", 'The "chunk" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received type number (5)'],
      [silent(), (r) => { r.push(null); r.push("x"); }, "ERR_STREAM_PUSH_AFTER_EOF", "stream.push() after EOF"],
      [sink(), (w) => { w.end(); w.write("x"); }, "ERR_STREAM_WRITE_AFTER_END", "write after end"],
      [new Writable({ write(c, e, callback) { callback(); callback(); } }), (w) => w.write("x"), "ERR_MULTIPLE_CALLBACK", "Callback called multiple times"],
      [sink(), (w) => w.pipe(), "ERR_STREAM_CANNOT_PIPE", "Cannot pipe, not readable"],
      [Readable.from(["a", null]), (r) => r.resume(), "ERR_STREAM_NULL_VALUES", "May not write null values to stream"],
    ]) {
      const error = failure(s);
      run(s);
      assert.strictEqual((await error).code, code);
      assert.strictEqual((await error).message, message);
    }
    throws("ERR_METHOD_NOT_IMPLEMENTED", "The _write() method is not implemented", () => new Writable().write("x"));
    throws("ERR_METHOD_NOT_IMPLEMENTED", "The _transform() method is not implemented", () => new Transform().write("x"));
    const late = new Readable({ read() { this.push(null); } });
    const error = failure(late);
    late.on("end", () => late.unshift("x")).resume();
    assert.strictEqual((await error).code, "ERR_STREAM_UNSHIFT_AFTER_END_EVENT");
    const done = sink().end();
    await promises.finished(done);
    assert.strictEqual((await new Promise((resolve) => done.end(resolve))).code, "ERR_STREAM_ALREADY_FINISHED");
    const gone = sink();
    gone.destroy();
    assert.strictEqual((await new Promise((resolve) => gone.write("x", resolve))).message, "Cannot call write after a stream was destroyed");
  },
};

// 1.8: a Writable writes one after the other, says when there is no room, and finishes after its callbacks
export const writing = {
  async test() {
    const log = [];
    const w = new Writable({ highWaterMark: 2, write(chunk, e, callback) { log.push(`w${chunk}`); setTimeout(callback, 1); } });
    for (const event of ["drain", "prefinish", "finish", "close"]) w.on(event, () => log.push(event));
    log.push(w.write("ab"), w.write("c"));
    w.end("d", () => log.push("cb"));
    await closed(w);
    eq(log, ["wab", false, false, "wc", "wd", "prefinish", "cb", "finish", "close"]);
    const drained = [];
    const v = new Writable({ highWaterMark: 1, write(chunk, e, callback) { setTimeout(callback, 1); } });
    v.on("drain", () => drained.push(v.writableNeedDrain));
    eq([v.write("a"), v.writableNeedDrain], [false, true]);
    await new Promise((resolve) => v.on("drain", resolve));
    eq(drained, [false]);
  },
};

// 1.8: what is corked is written at once by _writev
export const corking = {
  async test() {
    const log = [];
    const w = new Writable({ writev(chunks, callback) { log.push(chunks.map((c) => `${c.chunk}${c.encoding}`)); callback(); } });
    w.cork();
    w.cork();
    w.write("a");
    w.write(Buffer.from("b"));
    w.uncork();
    eq(log, []);
    w.uncork();
    eq(log, [["abuffer", "bbuffer"]]);
    const plain = [];
    const v = new Writable({ decodeStrings: false, defaultEncoding: "latin1", write(chunk, encoding, callback) { plain.push([chunk, encoding]); callback(); } });
    v.write("x");
    v.write("y", "hex");
    v.end();
    await promises.finished(v);
    eq(plain, [["x", "latin1"], ["y", "hex"]]);
  },
};

// 1.8: a write that fails tells all that wait, then the stream
export const failing = {
  async test() {
    const log = [];
    const w = new Writable({ write(c, e, callback) { callback(new Error("bad")); } });
    w.on("error", (e) => log.push(`error ${e.message}`)).on("close", () => log.push("close"));
    log.push(w.write("a", (e) => log.push(`cb ${e.message}`)));
    w.write("b", (e) => log.push(`cb2 ${e.message}`));
    w.end((e) => log.push(`end ${e.message}`));
    log.push("sync");
    await sleep(10);
    eq(log, [false, "sync", "cb bad", "cb2 bad", "end bad", "error bad", "close"]);
    eq([w.errored.message, w.destroyed, w.closed, w.writableAborted], ["bad", true, true, true]);
  },
};

// 1.8: construct, final and destroy are called in their turn
export const hooks = {
  async test() {
    const log = [];
    const w = new Writable({
      construct(callback) { log.push("construct"); setTimeout(callback, 1); },
      write(chunk, e, callback) { log.push(`write ${chunk}`); callback(); },
      final(callback) { log.push("final"); callback(); },
      destroy(error, callback) { log.push("destroy"); callback(error); },
    });
    w.on("finish", () => log.push("finish")).on("close", () => log.push("close"));
    w.end("x", () => log.push("cb"));
    await closed(w);
    eq(log, ["construct", "write x", "final", "cb", "finish", "destroy", "close"]);
    const r = new Readable({ read() {}, destroy(error, callback) { callback(new Error("other")); } });
    const events = record(r, "error", "close");
    r.destroy(new Error("x"));
    await sleep(1);
    eq(events, ["error other", "close"]);
    const thrown = new Readable({ read() { throw new RangeError("in read"); } });
    const caught = failure(thrown);
    thrown.read();
    assert.strictEqual((await caught).message, "in read");
    const unfinal = new Writable({ write() {}, final(callback) { callback(new Error("no")); } });
    const unfinished = failure(unfinal);
    unfinal.end();
    assert.strictEqual((await unfinished).message, "no");
    assert.strictEqual(unfinal.destroyed, true);
    const kept = new Readable({ read() {}, autoDestroy: false, emitClose: false });
    const keptEvents = record(kept, "end", "close");
    kept.push(null);
    kept.resume();
    await sleep(1);
    eq([keptEvents, kept.destroyed], [["end"], false]);
  },
};

// 1.8: a Readable flows to data listeners, pauses, resumes and ends
export const flowing = {
  async test() {
    const log = [];
    const r = Readable.from(["a", "b", "c"]);
    await new Promise((resolve) => {
      r.on("data", (chunk) => {
        log.push(chunk);
        r.pause();
        log.push(r.isPaused(), r.readableFlowing);
        setTimeout(() => r.resume(), 1);
      });
      r.on("end", resolve);
    });
    eq(log, ["a", true, false, "b", true, false, "c", true, false]);
    const s = silent();
    const events = record(s, "pause", "resume", "data", "end", "close");
    eq([s.readableFlowing, s.isPaused()], [true, false]);
    s.push("x");
    s.pause();
    s.push("y");
    s.push(null);
    await sleep(1);
    s.resume();
    await sleep(1);
    eq(events, ["pause", "resume", "resume", "data x", "data y", "end", "close"]);
  },
};

// 1.8: a Readable that is read takes what was asked for, at the end what is left
export const reading = {
  async test() {
    const log = [];
    const r = silent();
    const ended = new Promise((resolve) => r.on("end", resolve));
    r.on("readable", () => {
      let chunk;
      while ((chunk = r.read(2)) !== null) log.push(String(chunk));
      log.push("-");
    });
    r.push("abc");
    setTimeout(() => { r.push("de"); r.push(null); }, 2);
    await ended;
    eq(log, ["ab", "-", "cd", "e", "-", "-"]);
    const u = silent();
    u.push("bc");
    u.unshift("a");
    assert.strictEqual(String(u.read(2)), "ab");
    assert.strictEqual(u.read(5), null);
    assert.strictEqual(String(u.read()), "c");
    const objects = new Readable({ objectMode: true, read() {} });
    objects.push({ a: 1 });
    objects.push(0);
    objects.push("");
    eq([objects.read(), objects.read(), objects.read(), objects.read(), objects.readableLength], [{ a: 1 }, 0, "", null, 0]);
    const room = new Readable({ highWaterMark: 3, read() {} });
    eq([room.push("ab"), room.push("c"), room.push("d")], [true, false, false]);
  },
};

// 1.8: an encoding makes text of bytes, across chunks
export const encodings = {
  async test() {
    const r = new Readable({ read() {}, encoding: "utf8" });
    const got = [];
    const ended = new Promise((resolve) => r.on("data", (x) => got.push(x)).on("end", resolve));
    const bytes = Buffer.from("é€");
    r.push(bytes.subarray(0, 1));
    r.push(bytes.subarray(1, 4));
    r.push(bytes.subarray(4));
    r.push(null);
    await ended;
    eq(got, ["é", "€"]);
    const hex = silent().setEncoding("hex");
    hex.push("az");
    eq([hex.read(), hex.readableEncoding], ["617a", "hex"]);
    const views = silent();
    views.push(new Uint8Array([1, 2]));
    views.push(new DataView(new ArrayBuffer(1)));
    eq([...views.read()], [1, 2, 0]);
  },
};

// 1.8: pipe writes one stream to another, waits for drains and ends it
export const piping = {
  async test() {
    const log = [];
    const r = Readable.from(["a", "b"]);
    const w = new Writable({ objectMode: true, highWaterMark: 1, write(chunk, e, callback) { log.push(chunk); setTimeout(callback, 1); } });
    w.on("pipe", (source) => log.push(source === r)).on("unpipe", () => log.push("unpipe"));
    assert.strictEqual(r.pipe(w), w);
    await promises.finished(w);
    eq(log, [true, "a", "b", "unpipe"]);
    const open = sink();
    const short = Readable.from(["x"]);
    short.pipe(open, { end: false });
    await closed(short);
    assert.strictEqual(open.writableEnded, false);
    const source = silent();
    const [one, two] = [[], []];
    source.pipe(sink(one));
    const second = source.pipe(sink(two));
    source.push("1");
    await sleep(1);
    source.unpipe(second);
    source.push("2");
    await sleep(1);
    eq([one, two], [["1", "2"], ["1"]]);
    source.unpipe();
    eq([source.readableFlowing, source._readableState.pipes.length], [false, 0]);
  },
};

// 1.8: a pipe whose target fails is taken apart, its source stays
export const brokenPipes = {
  async test() {
    const log = [];
    const r = silent();
    const w = new Writable({ write(c, e, callback) { callback(new Error("we")); } });
    w.on("error", (e) => log.push(e.message, r.destroyed, r.readableFlowing)).on("unpipe", () => log.push("unpipe"));
    r.pipe(w);
    r.push("x");
    await sleep(5);
    eq(log, ["unpipe", "we", false, false]);
  },
};

// 1.8: a Transform pushes what it makes, flushes at the end and then ends and finishes
export const transforming = {
  async test() {
    const log = [];
    const d = new Transform({
      transform(chunk, e, callback) { log.push(`t${chunk}`); callback(null, chunk); },
      flush(callback) { log.push("flush"); callback(null, "end"); },
    });
    for (const event of ["data", "end", "finish", "close", "prefinish"]) d.on(event, (x) => log.push(event + (x ?? "")));
    d.write("1");
    d.end("2");
    await sleep(10);
    eq(log, ["t1", "data1", "t2", "data2", "flush", "dataend", "prefinish", "end", "finish", "close"]);
    const broken = new Transform({ transform(c, e, callback) { callback(new Error("t")); } });
    const error = failure(broken);
    broken.write("x");
    assert.strictEqual((await error).message, "t");
    const many = new Transform({ objectMode: true, transform(n, e, callback) { for (let i = 0; i < n; i++) this.push(i); callback(); } });
    many.end(3);
    eq(await many.toArray(), [0, 1, 2]);
    const full = new PassThrough({ highWaterMark: 2 });
    eq([full.write("ab"), full.write("c"), full.readableLength, full.writableLength], [false, false, 2, 3]);
  },
};

// 1.8: a Duplex reads and writes independently, and can end both together
export const duplexes = {
  async test() {
    const got = [];
    const d = new Duplex({ read() { this.push("r"); this.push(null); }, write(chunk, e, callback) { got.push(String(chunk)); callback(); } });
    d.end("w");
    eq([String((await d.toArray())[0]), got], ["r", ["w"]]);
    const half = new Duplex({ allowHalfOpen: false, read() { this.push(null); }, write(c, e, callback) { callback(); } });
    half.resume();
    await promises.finished(half);
    assert.strictEqual(half.writableFinished, true);
    eq([new Duplex({ readable: false }).readable, new Duplex({ writable: false }).writable], [false, false]);
    const [a, b] = stream.duplexPair();
    a.write("x");
    b.end("y");
    eq([String(await new Promise((resolve) => b.once("data", resolve))), String(await new Promise((resolve) => a.once("data", resolve)))], ["x", "y"]);
  },
};

// 1.8: Duplex.from takes streams, promises, pairs and Blobs, and has trouble with iterables
export const duplexFrom = {
  async test() {
    const p = new PassThrough();
    assert.strictEqual(Duplex.from(p), p);
    eq(await Duplex.from(Promise.resolve("x")).toArray(), ["x"]);
    eq(await Duplex.from(Readable.from(["r"])).toArray(), ["r"]);
    eq(await Duplex.from({ readable: Readable.from(["r"]), writable: sink() }).toArray(), ["r"]);
    eq([Duplex.from(sink()).writable, Duplex.from(sink()).readable], [true, false]);
    eq((await Duplex.from(new Blob(["abc"])).toArray())[0].byteLength, 3);
    eq(String((await Duplex.from(new Response("abc").body).toArray())[0]), "abc");
    for (const body of [["a"], upper, function* () { yield 1; }, "abc"]) {
      throws("ERR_INVALID_ARG_TYPE", 'The "iterable" argument must be an instance of Iterable. Received function Duplexify', () => Duplex.from(body));
    }
    throws("ERR_INVALID_ARG_TYPE", 'The "body" argument must be of type function or an instance of Blob, ReadableStream, WritableStream, Stream, ' +
      "Iterable, AsyncIterable, or Promise or { readable, writable } pair. Received type number (5)", () => Duplex.from(5));
    const seen = [];
    const fed = Duplex.from(async (source) => { for await (const x of source) seen.push(x); });
    fed.write("1");
    fed.end("2");
    await promises.finished(fed);
    eq([seen, fed.readable], [["1", "2"], false]);
  },
};

// 1.8: Readable.from reads iterables, strings as one, and closes what it does not read to the end
export const from = {
  async test() {
    eq(await Readable.from(["a", 1, { b: 2 }]).toArray(), ["a", 1, { b: 2 }]);
    eq(await Readable.from("abc").toArray(), ["abc"]);
    eq(await Readable.from([Promise.resolve(1), 2]).toArray(), [1, 2]);
    let closed = 0;
    const source = function* () { try { yield 1; yield 2; } finally { closed++; } };
    for await (const x of Readable.from(source())) if (x === 1) break;
    await sleep(1);
    assert.strictEqual(closed, 1);
    const failed = Readable.from((async function* () { yield 1; throw new Error("gen"); })());
    await assert.rejects(failed.toArray(), { message: "gen" });
    eq([Readable.from([]).readableObjectMode, Readable.from([]).readableHighWaterMark], [true, 1]);
  },
};

// 1.8: a Readable is an asynchronous iterable that destroys what it leaves
export const iterating = {
  async test() {
    const got = [];
    const r = Readable.from([1, 2, 3]);
    for await (const x of r) got.push(x);
    eq([got, r.destroyed], [[1, 2, 3], true]);
    const left = silent();
    left.push("a");
    for await (const x of left) { eq(String(x), "a"); break; }
    assert.strictEqual(left.destroyed, true);
    const kept = Readable.from([1, 2, 3]);
    for await (const x of kept.iterator({ destroyOnReturn: false })) { eq(x, 1); break; }
    assert.strictEqual(kept.destroyed, false);
    eq(await kept.toArray(), [2, 3]);
    const bad = new Readable({ read() { this.destroy(new Error("boo")); } });
    await assert.rejects(async () => { for await (const x of bad) assert.fail(x); }, { message: "boo" });
    const gone = silent();
    setTimeout(() => gone.destroy(), 1);
    await fails("ERR_STREAM_PREMATURE_CLOSE", "Premature close", (async () => { for await (const x of gone) assert.fail(x); })());
  },
};

// 1.8: finished waits for the end of either side, or says why there is none
export const ends = {
  async test() {
    const r = Readable.from(["a"]);
    const over = promises.finished(r);
    r.resume();
    assert.strictEqual(await over, undefined);
    await fails("ERR_STREAM_PREMATURE_CLOSE", "Premature close", promises.finished(silent().destroy()));
    const broken = silent();
    const failed = promises.finished(broken);
    broken.destroy(new Error("x"));
    await assert.rejects(failed, { message: "x" });
    const controller = new AbortController();
    const aborted = promises.finished(silent(), { signal: controller.signal });
    controller.abort();
    await assert.rejects(aborted, { name: "AbortError", code: "ABORT_ERR", message: "The operation was aborted" });
    const through = new PassThrough();
    const written = promises.finished(through, { readable: false });
    through.end("x");
    await written;
    assert.strictEqual(through.readableEnded, false);
    let called = 0;
    const cleanup = finished(through, () => called++);
    cleanup();
    through.resume();
    await sleep(1);
    assert.strictEqual(called, 0);
    await assert.rejects(async () => promises.finished(new ReadableStream()), { code: "ERR_WEB_STREAM_INTEROP_UNSUPPORTED" });
    const stopped = addAbortSignal(AbortSignal.abort(), silent());
    assert.strictEqual((await failure(stopped)).name, "AbortError");
  },
};

// 1.8: pipeline joins streams, generators and functions, and ends them all
export const pipelines = {
  async test() {
    const text = async (source) => { let all = ""; for await (const x of source) all += x; return all; };
    eq(await promises.pipeline(["a", "b"], upper, text), "AB");
    eq(await promises.pipeline("abc", upper, text), "ABC");
    const got = [];
    eq(await promises.pipeline(Readable.from(["a", "b"]), new PassThrough({ objectMode: true }), sink(got)), undefined);
    eq(got, ["a", "b"]);
    eq(await promises.pipeline(async function* () { yield "x"; }, text), "x");
    eq(await promises.pipeline([Readable.from(["a"]), new PassThrough({ objectMode: true }).resume()]), undefined);
    const last = pipeline(Readable.from(["a"]), new PassThrough({ objectMode: true }), upper, () => {});
    eq(await last.toArray(), ["A"]);
    const open = sink();
    await promises.pipeline(Readable.from(["a"]), open, { end: false });
    assert.strictEqual(open.writableEnded, false);
    await new Promise((resolve, reject) => pipeline(Readable.from(["a"]), sink(), (e) => (e ? reject(e) : resolve())));
  },
};

// 1.8: a pipeline that fails destroys all of it and says why
export const brokenPipelines = {
  async test() {
    const [through, end] = [new PassThrough(), sink()];
    await assert.rejects(promises.pipeline(new Readable({ read() { this.destroy(new Error("src")); } }), through, end), { message: "src" });
    eq([through.destroyed, end.destroyed], [true, true]);
    const source = silent();
    source.push("x");
    await assert.rejects(promises.pipeline(source, new Writable({ write(c, e, callback) { callback(new Error("dst")); } })), { message: "dst" });
    assert.strictEqual(source.destroyed, true);
    await assert.rejects(promises.pipeline(Readable.from([1]), async function* () { throw new Error("gen"); }, sink()), { message: "gen" });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 1);
    await assert.rejects(promises.pipeline(silent(), new PassThrough(), { signal: controller.signal }), { name: "AbortError", code: "ABORT_ERR" });
    await fails("ERR_INVALID_RETURN_VALUE", 'Expected Iterable, AsyncIterable or Stream to be returned from the "source" function but got type number (5).',
      promises.pipeline(() => 5, () => {}));
    await fails("ERR_INVALID_RETURN_VALUE", 'Expected AsyncIterable or Promise to be returned from the "destination" function but got type number (5).',
      promises.pipeline(Readable.from(["a"]), () => 5));
    const closing = silent();
    const cut = promises.pipeline(closing, sink());
    closing.destroy();
    await fails("ERR_STREAM_PREMATURE_CLOSE", "Premature close", cut);
  },
};

// 1.8: a pipeline takes streams of the web among its own
export const webPipelines = {
  async test() {
    const text = async (source) => { let all = ""; for await (const x of source) all += Buffer.from(x); return all; };
    eq(await promises.pipeline(new Response("abc").body, text), "abc");
    eq(await promises.pipeline(Readable.from(["a"]), new TransformStream({ transform(c, k) { k.enqueue(c + c); } }),
      async (s) => { const all = []; for await (const x of s) all.push(x); return all; }), ["aa"]);
    const out = [];
    await promises.pipeline(Readable.from(["a"]), new WritableStream({ write(c) { out.push(c); } }));
    eq(out, ["a"]);
  },
};

// 1.8: compose makes one stream of several
export const composing = {
  async test() {
    const c = compose(new PassThrough(), new Transform({ transform(chunk, e, callback) { callback(null, String(chunk).toUpperCase()); } }));
    c.end("abc");
    eq(String((await c.toArray())[0]), "ABC");
    eq(await Readable.from(["a"]).compose(new PassThrough({ objectMode: true })).toArray(), ["a"]);
    throws("ERR_WEB_STREAM_INTEROP_UNSUPPORTED", "compose() is not supported for web streams by the streams implementation in use",
      () => compose(new PassThrough(), new TransformStream()));
    assert.throws(() => compose(silent(), silent()), { code: "ERR_INVALID_ARG_VALUE", message: /^The argument 'streams\[1\]' must be writable\. Received Readable/ });
  },
};

// 1.8: streams have the methods of arrays
export const operators = {
  async test() {
    const r = () => Readable.from([1, 2, 3, 4]);
    eq(await r().map((x) => x * 2).toArray(), [2, 4, 6, 8]);
    eq(await r().map(async (x) => { await sleep(5 - x); return x; }, { concurrency: 4 }).toArray(), [1, 2, 3, 4]);
    eq(await r().filter((x) => x % 2).toArray(), [1, 3]);
    eq(await r().flatMap((x) => [x, x]).take(3).toArray(), [1, 1, 2]);
    eq([await r().take(2).toArray(), await r().drop(3).toArray(), await r().take(0).toArray()], [[1, 2], [4], []]);
    eq([await r().some((x) => x > 3), await r().every((x) => x > 3), await r().find((x) => x > 1), await r().find((x) => x > 9)], [true, false, 2, undefined]);
    eq([await r().reduce((a, b) => a + b), await r().reduce((a, b) => a + b, 10)], [10, 20]);
    eq(await Readable.from(["a", "b"]).asIndexedPairs().toArray(), [[0, "a"], [1, "b"]]);
    const seen = [];
    eq(await r().forEach((x) => seen.push(x)), undefined);
    eq(seen, [1, 2, 3, 4]);
    throws("ERR_INVALID_ARG_TYPE", 'The "fn" argument must be of type function or an instance of AsyncFunction. Received type number (5)', () => r().map(5));
    throws("ERR_OUT_OF_RANGE", 'The value of "concurrency" is out of range. It must be >= 1 && <= 9007199254740991. Received 0', () => r().map((x) => x, { concurrency: 0 }));
    throws("ERR_OUT_OF_RANGE", 'The value of "number" is out of range. It must be >= 0. Received -1', () => r().drop(-1));
    await fails("ERR_MISSING_ARGS", "Reduce of an empty stream requires an initial value", Readable.from([]).reduce((a, b) => a + b));
    await assert.rejects(r().map(() => { throw new Error("in map"); }).toArray(), { message: "in map" });
    await assert.rejects(r().toArray({ signal: AbortSignal.abort() }), { name: "AbortError" });
  },
};

// 1.8: streams become streams of the web
export const toWeb = {
  async test() {
    const bytes = Readable.toWeb(Readable.from([Buffer.from("abc")]));
    assert.ok(bytes instanceof ReadableStream);
    assert.strictEqual(await new Response(bytes).text(), "abc");
    const reader = Readable.toWeb(new Readable({ read() { this.push("x"); this.push(null); } })).getReader();
    eq([[...(await reader.read()).value], await reader.read()], [[120], { value: undefined, done: true }]);
    const got = [];
    const w = sink(got);
    const writer = Writable.toWeb(w).getWriter();
    await writer.write("a");
    await writer.close();
    eq([got, w.writableFinished], [["a"], true]);
    eq(Object.keys(Duplex.toWeb(new PassThrough())).sort(), ["readable", "writable"]);
    const failing = Readable.toWeb(new Readable({ read() { this.destroy(new Error("src")); } }));
    await assert.rejects(failing.getReader().read(), { message: "src" });
    throws("ERR_INVALID_ARG_TYPE", 'The "streamReadable" argument must be an stream.Readable. Received type number (5)', () => Readable.toWeb(5));
    throws("ERR_INVALID_ARG_TYPE", 'The "streamWritable" argument must be an stream.Writable. Received an instance of Readable', () => Writable.toWeb(silent()));
  },
};

// 1.8: streams of the web become streams
export const fromWeb = {
  async test() {
    eq(String(Buffer.concat(await Readable.fromWeb(new Response("hello").body).toArray())), "hello");
    const got = [];
    const w = Writable.fromWeb(new WritableStream({ write(chunk) { got.push(String(chunk)); } }));
    w.write("a");
    await new Promise((resolve) => w.end(resolve));
    eq(got, ["a"]);
    const d = Duplex.fromWeb(new TransformStream());
    d.end("x");
    eq(String((await d.toArray())[0]), "x");
    const failing = Readable.fromWeb(new ReadableStream({ pull(c) { c.error(new Error("web")); } }));
    await assert.rejects(failing.toArray(), { message: "web" });
    throws("ERR_INVALID_ARG_TYPE", 'The "readableStream" argument must be an instance of ReadableStream. Received type number (5)', () => Readable.fromWeb(5));
  },
};

// 1.8: streams of the first kind are wrapped
export const wrapping = {
  async test() {
    const old = new Stream();
    old.resume = () => {};
    const r = new Readable({ objectMode: true }).wrap(old);
    old.emit("data", "a");
    old.emit("data", "b");
    old.emit("end");
    eq(await r.toArray(), ["a", "b"]);
    const legacy = new Stream();
    const got = [];
    legacy.pipe(Object.assign(new Stream(), { writable: true, write(x) { got.push(x); }, end() { got.push("end"); } }));
    legacy.emit("data", 1);
    legacy.emit("end");
    eq(got, [1, "end"]);
  },
};
