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

const bytes = (source, strategy) => {
  let controller;
  const stream = new ReadableStream({ type: "bytes", ...source, start: (c) => ((controller = c), source?.start?.(c)) }, strategy);
  return [stream, controller];
};
const byob = (s) => s.getReader({ mode: "byob" });

// 8.1: a stream of bytes
export const shape = tells(async ({ say, tried }) => {
  const [, c] = bytes();
  say(c.constructor.name, c.desiredSize, c.byobRequest);
  say(Object.getOwnPropertyNames(ReadableByteStreamController.prototype).sort().join());
  say(Object.getOwnPropertyNames(ReadableStreamBYOBRequest.prototype).sort().join());
  say(Object.getOwnPropertyNames(ReadableStreamBYOBReader.prototype).sort().join());
  const [, d] = bytes({}, { highWaterMark: 10 });
  d.enqueue(new Uint8Array(4));
  say(d.desiredSize);
}, "ReadableByteStreamController 0 null | byobRequest,close,constructor,desiredSize,enqueue,error" +
  " | atLeast,constructor,respond,respondWithNewView,view" +
  " | cancel,closed,constructor,read,readAtLeast,releaseLock | 6");

// 8.1: what may be enqueued in a stream of bytes
export const enqueuing = tells(async ({ say, tried, watch }) => {
  const [s, c] = bytes();
  const taken = new Uint8Array([1, 2, 3]);
  c.enqueue(taken);
  say("taken", taken.byteLength, taken.buffer.detached);
  c.enqueue(new Uint8Array([4, 5]).buffer);
  c.enqueue(new Uint16Array([6]));
  c.enqueue(new DataView(new Uint8Array([7, 8, 9]).buffer, 1, 1));
  tried("empty", () => c.enqueue(new Uint8Array(0)));
  tried("detached", () => c.enqueue(taken));
  tried("text", () => c.enqueue("x"));
  tried("nothing", () => c.enqueue());
  c.close();
  tried("closed", () => c.enqueue(new Uint8Array(1)));
  tried("close", () => c.close());
  const r = s.getReader();
  for (let n = 0; n < 5; n++) watch(n, r.read());
  watch("closed", r.closed);
}, "taken 0 true | empty threw TypeError: Cannot enqueue a zero-length ArrayBuffer." +
  " | detached threw TypeError: Cannot enqueue a zero-length ArrayBuffer." +
  " | text threw TypeError: Failed to execute 'enqueue' on 'ReadableByteStreamController': parameter 1 is not of type 'BufferSource'." +
  " | nothing threw TypeError: Failed to execute 'enqueue' on 'ReadableByteStreamController': parameter 1 is not of type 'BufferSource'." +
  " | closed threw TypeError: This ReadableByteStreamController is closed." +
  " | close threw TypeError: This ReadableStream is closed. | 0 Uint8Array[1,2,3,4,5,6,0,8] | 1 undefined done" +
  " | 2 undefined done | 3 undefined done | 4 undefined done | closed undefined");

// 8.1: reads that wait for bytes
export const waiting = tells(async ({ say, watch, rest }) => {
  const [s, c] = bytes();
  const r = s.getReader();
  watch("1", r.read());
  watch("2", r.read());
  watch("3", r.read());
  await rest();
  c.enqueue(new Uint8Array([1, 2]));
  await rest();
  c.enqueue(new Uint8Array([3]));
  say(c.desiredSize);
  c.close();
}, "1 Uint8Array[1,2] | 0 | 2 Uint8Array[3] | 3 Uint8Array[] done");

// 8.1: a read into memory takes the memory away and gives it back
export const into = tells(async ({ say, watch, rest }) => {
  const [s, c] = bytes();
  c.enqueue(new Uint8Array([1, 2, 3]));
  const r = byob(s);
  const view = new Uint8Array(new ArrayBuffer(10), 2, 5);
  const p = r.read(view);
  say(view.byteLength, view.buffer.detached);
  const { value, done } = await p;
  say(value, done, value.byteOffset, value.buffer.byteLength);
}, "0 true | Uint8Array[1,2,3] false 2 10");

// 8.1: reads into views of every kind
export const kinds = tells(async ({ say, watch }) => {
  for (const kind of [Int8Array, Uint8ClampedArray, Int16Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, DataView]) {
    const [s, c] = bytes();
    c.enqueue(new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]));
    const r = byob(s);
    await watch(kind.name, r.read(new kind(new ArrayBuffer(16))));
    c.close();
    const { value } = await r.read(new Uint8Array(8)).catch((e) => ({ value: e }));
    say("rest", value);
  }
}, "Int8Array Int8Array[1,2,3,4,5,6,7,8,9,10,11] | rest Uint8Array[]" +
  " | Uint8ClampedArray Uint8ClampedArray[1,2,3,4,5,6,7,8,9,10,11] | rest Uint8Array[]" +
  " | Int16Array Int16Array[1,2,3,4,5,6,7,8,9,10] | rest Uint8Array[11]" +
  " | Uint32Array Uint32Array[1,2,3,4,5,6,7,8] | rest Uint8Array[9,10,11]" +
  " | Float32Array Float32Array[1,2,3,4,5,6,7,8] | rest Uint8Array[9,10,11]" +
  " | Float64Array Float64Array[1,2,3,4,5,6,7,8] | rest Uint8Array[9,10,11]" +
  " | BigInt64Array BigInt64Array[1,2,3,4,5,6,7,8] | rest Uint8Array[9,10,11]" +
  " | DataView DataView[1,2,3,4,5,6,7,8,9,10,11] | rest Uint8Array[]");

// 8.1: what cannot be read into
export const badViews = tells(async ({ watch, say }) => {
  const [s] = bytes();
  const r = byob(s);
  const gone = new Uint8Array(4);
  structuredClone(gone, { transfer: [gone.buffer] });
  watch("empty", r.read(new Uint8Array(0)));
  watch("empty view", r.read(new Uint8Array(new ArrayBuffer(8), 2, 0)));
  watch("detached", r.read(gone));
  watch("buffer", r.read(new ArrayBuffer(8)));
  watch("nothing", r.read());
  watch("number", r.read(5));
  watch("min zero", r.read(new Uint8Array(4), { min: 0 }));
  watch("min negative", r.read(new Uint8Array(4), { min: -1 }));
  watch("min too much", r.read(new Uint8Array(4), { min: 5 }));
  watch("min elements", r.read(new Uint16Array(4), { min: 5 }));
  watch("min none", r.read(new Uint8Array(4), { min: NaN }));
  watch("at least", r.readAtLeast(0, new Uint8Array(4)));
  watch("at least too much", r.readAtLeast(5, new Uint8Array(4)));
  watch("at least nothing", r.readAtLeast());
  watch("options", r.read(new Uint8Array(4), 5));
}, "buffer failed TypeError: Failed to execute 'read' on 'ReadableStreamBYOBReader': parameter 1 is not of type 'ArrayBufferView'." +
  " | nothing failed TypeError: Failed to execute 'read' on 'ReadableStreamBYOBReader': parameter 1 is not of type 'ArrayBufferView'." +
  " | number failed TypeError: Failed to execute 'read' on 'ReadableStreamBYOBReader': parameter 1 is not of type 'ArrayBufferView'." +
  " | at least nothing failed TypeError: Failed to execute 'readAtLeast' on 'ReadableStreamBYOBReader': parameter 1 is not of type 'integer'." +
  " | options failed TypeError: Failed to execute 'read' on 'ReadableStreamBYOBReader': parameter 2 is not of type 'ReadableStreamBYOBReaderReadOptions'." +
  " | empty failed TypeError: You must call read() on a \"byob\" reader with a positive-sized TypedArray object." +
  " | empty view failed TypeError: You must call read() on a \"byob\" reader with a positive-sized TypedArray object." +
  " | detached failed TypeError: You must call read() on a \"byob\" reader with a positive-sized TypedArray object." +
  " | min zero failed TypeError: Requested invalid minimum number of bytes to read (0)." +
  " | min negative failed TypeError: Minimum bytes to read (18446744073709551615) exceeds size of buffer (4)." +
  " | min too much failed TypeError: Minimum bytes to read (5) exceeds size of buffer (4)." +
  " | min elements failed TypeError: Minimum bytes to read (10) exceeds size of buffer (8)." +
  " | min none failed TypeError: Requested invalid minimum number of bytes to read (0)." +
  " | at least failed TypeError: Requested invalid minimum number of bytes to read (0)." +
  " | at least too much failed TypeError: Minimum bytes to read (5) exceeds size of buffer (4).");

// 8.1: reads into memory of a stream that is closed or errored
export const intoEnded = tells(async ({ say, watch, rest }) => {
  const [s, c] = bytes();
  c.close();
  const r = byob(s);
  watch("closed", r.closed);
  const p = r.read(new Uint16Array(new ArrayBuffer(8), 2, 2));
  watch("end", p);
  const { value } = await p;
  say(value.byteOffset, value.byteLength, value.buffer.byteLength);
  const [t, d] = bytes();
  d.error(new RangeError("no"));
  watch("errored", byob(t).read(new Uint8Array(4)));
}, "closed undefined | end Uint16Array[] done | 2 0 8 | errored failed RangeError: no");

// 8.1: a pending read into memory when the stream is closed
export const closedWhileReading = tells(async ({ say, watch, tried, rest }) => {
  const [s, c] = bytes();
  const r = byob(s);
  watch("1", r.read(new Uint8Array(4)));
  watch("2", r.read(new Uint16Array(4)));
  watch("closed", r.closed);
  await rest();
  c.close();
  await rest();
  say("request", c.byobRequest);
  tried("respond", () => c.byobRequest?.respond(0));
}, "1 Uint8Array[] done | 2 Uint16Array[] done | closed undefined | request null | respond undefined");

// 8.1: a pending read into memory when the stream is cancelled or errored
export const endedWhileReading = tells(async ({ watch, rest }) => {
  const [s, c] = bytes();
  const r = byob(s);
  watch("1", r.read(new Uint8Array(4)));
  watch("closed", r.closed);
  await rest();
  watch("cancelled", r.cancel("x"));
  await rest();
  const [t, d] = bytes();
  const q = byob(t);
  watch("2", q.read(new Uint8Array(4)));
  watch("closed", q.closed);
  await rest();
  d.error(new RangeError("no"));
}, "1 Uint8Array[] done | closed undefined | cancelled undefined | 2 failed RangeError: no" +
  " | closed failed RangeError: no");

// 8.1: min is waited for
export const min = tells(async ({ say, watch, rest }) => {
  const [s, c] = bytes();
  const r = byob(s);
  watch("3", r.read(new Uint8Array(5), { min: 3 }));
  await rest();
  c.enqueue(new Uint8Array([1, 2]));
  await rest();
  say("more");
  c.enqueue(new Uint8Array([3, 4, 5, 6]));
  await rest();
  watch("rest", r.read(new Uint8Array(5)));
  await rest();
  watch("elements", r.read(new Uint16Array(4), { min: 2 }));
  c.enqueue(new Uint8Array([1, 2, 3]));
  await rest();
  say("more");
  c.enqueue(new Uint8Array([4, 5]));
  await rest();
  watch("odd", r.read(new Uint8Array(4)));
}, "more | 3 Uint8Array[1,2,3,4,5] | rest Uint8Array[6] | more | elements Uint16Array[1,2,3,4] | odd Uint8Array[5]");

// 8.1: readAtLeast
export const atLeast = tells(async ({ say, watch, rest }) => {
  const [s, c] = bytes();
  const r = byob(s);
  watch("3", r.readAtLeast(3, new Uint8Array(5)));
  await rest();
  c.enqueue(new Uint8Array([1, 2]));
  await rest();
  say("more");
  c.enqueue(new Uint8Array([3]));
  await rest();
  watch("end", r.readAtLeast(3, new Uint8Array(5)));
  c.enqueue(new Uint8Array([4]));
  c.close();
}, "more | 3 Uint8Array[1,2,3] | end Uint8Array[4]");

// 8.1: bytes that do not fill the element of the last read
export const partial = tells(async ({ say, watch, tried, rest }) => {
  const [s, c] = bytes();
  const r = byob(s);
  watch("read", r.read(new Uint32Array(2)));
  await rest();
  c.enqueue(new Uint8Array([1, 2]));
  await rest();
  tried("close", () => c.close());
  watch("closed", r.closed);
}, "close undefined | read Uint32Array[] | closed undefined");

// 8.1: a source writes into the memory of a read
export const responding = tells(async ({ say, watch, rest }) => {
  const s = new ReadableStream({
    type: "bytes",
    pull(c) {
      const request = c.byobRequest;
      say("pull", c.byobRequest === request, request.view.constructor.name, request.view.byteOffset, request.view.byteLength, request.atLeast);
      request.view[0] = 1;
      request.view[1] = 2;
      request.respond(2);
      say(request.view, c.byobRequest);
    },
  });
  const r = byob(s);
  watch("bytes", r.read(new Uint8Array(new ArrayBuffer(10), 2, 4)));
  await rest();
  watch("elements", r.read(new Uint16Array(3)));
}, "pull true Uint8Array 2 4 1 | null null | bytes Uint8Array[1,2] | pull true Uint8Array 0 6 2 | null null" +
  " | elements Uint16Array[1,2]");

// 8.1: a source gives back another view
export const newView = tells(async ({ say, watch, tried, rest }) => {
  const [s, c] = bytes();
  const r = byob(s);
  watch("read", r.read(new Uint8Array(8)));
  await rest();
  const request = c.byobRequest;
  tried("nothing", () => request.respondWithNewView());
  tried("text", () => request.respondWithNewView("x"));
  tried("empty", () => request.respondWithNewView(request.view.subarray(0, 0)));
  tried("offset", () => request.respondWithNewView(request.view.subarray(1, 2)));
  tried("another buffer", () => request.respondWithNewView(new Uint8Array(4)));
  const view = new Uint8Array(request.view.buffer, 0, 3);
  view.set([7, 8, 9]);
  tried("view", () => request.respondWithNewView(view));
  say(view.byteLength);
  tried("again", () => request.respondWithNewView(new Uint8Array(8)));
  tried("respond again", () => request.respond(1));
}, "nothing threw TypeError: Failed to execute 'respondWithNewView' on 'ReadableStreamBYOBRequest': parameter 1 is not of type 'BufferSource'." +
  " | text threw TypeError: Failed to execute 'respondWithNewView' on 'ReadableStreamBYOBRequest': parameter 1 is not of type 'BufferSource'." +
  " | empty threw TypeError: The view byte length must be more than zero while the stream is open." +
  " | offset threw RangeError: The given view has an invalid byte offset." +
  " | another buffer threw RangeError: The underlying ArrayBuffer is not the correct length. | view undefined" +
  " | 0 | again threw TypeError: This ReadableStreamBYOBRequest has been invalidated." +
  " | respond again threw TypeError: This ReadableStreamBYOBRequest has been invalidated." +
  " | read Uint8Array[7,8,9]");

// 8.1: wrong answers of a source
export const badResponses = tells(async ({ say, watch, tried, rest }) => {
  const [s, c] = bytes();
  const r = byob(s);
  watch("read", r.read(new Uint8Array(4)));
  await rest();
  const request = c.byobRequest;
  tried("zero", () => request.respond(0));
  tried("too many", () => request.respond(5));
  tried("negative", () => request.respond(-1));
  tried("nothing", () => request.respond());
  tried("text", () => request.respond("x"));
  tried("text number", () => request.respond("2"));
}, "zero threw TypeError: The bytesWritten must be more than zero while the stream is open." +
  " | too many threw RangeError: Too many bytes [5] in response to a BYOB read request." +
  " | negative threw TypeError: The bytesWritten must be more than zero while the stream is open." +
  " | nothing threw TypeError: Failed to execute 'respond' on 'ReadableStreamBYOBRequest': parameter 1 is not of type 'integer'." +
  " | text threw TypeError: The bytesWritten must be more than zero while the stream is open." +
  " | text number undefined | read Uint8Array[0,0]");

// 8.1: a respond with less than min leaves the request
export const respondLess = tells(async ({ say, watch, rest }) => {
  const [s, c] = bytes();
  const r = byob(s);
  watch("read", r.read(new Uint8Array(6), { min: 4 }));
  await rest();
  const request = c.byobRequest;
  say(request.atLeast);
  request.view.set([1, 2, 3]);
  request.respond(3);
  say(c.byobRequest === request, request.view, request.view?.byteOffset, request.atLeast);
  c.byobRequest.view.set([4]);
  c.byobRequest.respond(1);
}, "4 | true Uint8Array[0,0,0] 3 1 | read Uint8Array[1,2,3,4]");

// 8.1: an enqueue takes the request's memory away
export const enqueueInstead = tells(async ({ say, watch, tried, rest }) => {
  const [s, c] = bytes();
  const r = byob(s);
  watch("read", r.read(new Uint8Array(4)));
  await rest();
  const request = c.byobRequest;
  const view = request.view;
  c.enqueue(new Uint8Array([1, 2]));
  say(request.view, view.byteLength, c.byobRequest);
  tried("respond", () => request.respond(1));
}, "null 0 null | respond threw TypeError: This ReadableStreamBYOBRequest has been invalidated." +
  " | read Uint8Array[1,2]");

// 8.1: memory is allocated for default reads
export const allocating = tells(async ({ say, watch, rest }) => {
  for (const autoAllocateChunkSize of [undefined, 3]) {
    const s = new ReadableStream({
      type: "bytes",
      autoAllocateChunkSize,
      pull(c) {
        const request = c.byobRequest;
        say("pull", request ? request.view.byteLength : request);
        if (!request) return c.enqueue(new Uint8Array([9]));
        request.view[0] = 5;
        request.respond(1);
      },
    });
    const r = s.getReader();
    const { value } = await r.read();
    say(value, value.buffer.byteLength);
  }
}, "pull 4096 | Uint8Array[5] 4096 | pull 3 | Uint8Array[5] 3");

// 8.1: a released BYOB reader fails its reads, what the source writes then is the next reader's
export const released = tells(async ({ say, watch, rest }) => {
  const [s, c] = bytes();
  const r = byob(s);
  watch("1", r.read(new Uint8Array(4)));
  await rest();
  const request = c.byobRequest;
  say(request.view);
  r.releaseLock();
  await rest();
  say(s.locked, request.view);
  const next = byob(s);
  watch("2", next.read(new Uint8Array(4)));
  await rest();
  c.enqueue(new Uint8Array([1, 2]));
  await rest();
  watch("closed", r.closed);
  watch("3", r.read(new Uint8Array(4)));
}, "Uint8Array[0,0,0,0] | 1 failed TypeError: This ReadableStream reader has been released." +
  " | false Uint8Array[0,0,0,0] | 2 Uint8Array[1,2]" +
  " | closed failed TypeError: This ReadableStream reader has been released." +
  " | 3 failed TypeError: This ReadableStream reader has been released.");

// 8.1: cancel drops the bytes that are queued
export const cancelling = tells(async ({ say, watch }) => {
  const [s, c] = bytes({ cancel: (why) => say("cancel", why) });
  c.enqueue(new Uint8Array(4));
  watch("cancelled", s.cancel("x"));
  say(c.desiredSize, c.byobRequest);
  watch("read", byob(s).read(new Uint8Array(4)));
}, "cancel x | 0 null | read Uint8Array[] done | cancelled undefined");

// 8.1: when a source of bytes is pulled
export const pulling = tells(async ({ say, watch, rest }) => {
  let n = 0;
  const s = new ReadableStream({ type: "bytes", pull(c) { say("pull", c.desiredSize); if (++n < 5) c.enqueue(new Uint8Array([n])); } }, { highWaterMark: 2 });
  await rest();
  const r = s.getReader();
  watch("1", r.read());
  await rest();
  watch("2", r.read());
  watch("3", r.read());
}, "pull 2 | pull 1 | 1 Uint8Array[1,2] | pull 2 | pull 2 | pull 2 | 2 Uint8Array[3] | 3 Uint8Array[4]");

// 8.1: a mix of readers on one stream
export const mixed = tells(async ({ say, watch, rest }) => {
  const [s, c] = bytes();
  c.enqueue(new Uint8Array([1, 2, 3, 4, 5]));
  let r = byob(s);
  await watch("into", r.read(new Uint8Array(2)));
  r.releaseLock();
  r = s.getReader();
  await watch("default", r.read());
  c.enqueue(new Uint8Array([6]));
  c.close();
  await watch("default", r.read());
  await watch("end", r.read());
}, "into Uint8Array[1,2] | default Uint8Array[3,4,5] | default Uint8Array[6] | end undefined done");

// 8.1: pull that throws on a stream of bytes
export const pullThrows = tells(async ({ watch, rest }) => {
  const s = new ReadableStream({ type: "bytes", pull() { throw new RangeError("no"); } });
  const r = byob(s);
  watch("read", r.read(new Uint8Array(4)));
  watch("closed", r.closed);
  await rest();
}, "read failed RangeError: no | closed failed RangeError: no");

// 8.1: bodies read into memory
export const bodies = tells(async ({ say, watch, rest }) => {
  const r = byob(new Response("abcdef").body);
  await watch("1", r.read(new Uint8Array(4)));
  await watch("2", r.read(new Uint8Array(4)));
  await watch("3", r.read(new Uint8Array(4)));
  await watch("4", r.read(new Uint16Array(4)));
  const q = byob(new Response("abcdef").body);
  await watch("min", q.read(new Uint8Array(8), { min: 7 }));
  await watch("end", q.read(new Uint8Array(8), { min: 7 }));
  const b = byob(new Blob(["xyz"]).stream());
  await watch("blob", b.read(new Uint8Array(2)));
  await watch("elements", b.read(new Uint16Array(2)));
}, "1 Uint8Array[97,98,99,100] | 2 Uint8Array[101,102] | 3 Uint8Array[] done | 4 Uint8Array[] done" +
  " | min Uint8Array[97,98,99,100,101,102] | end Uint8Array[] done | blob Uint8Array[120,121]" +
  " | elements Uint8Array[122]");
