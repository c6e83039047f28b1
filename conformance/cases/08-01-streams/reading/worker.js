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

const list = (...chunks) => {
  const [s, c] = made();
  for (const chunk of chunks) c.enqueue(chunk);
  c.close();
  return s;
};

// 8.1: a released reader is of no use
export const released = tells(async ({ say, watch, tried }) => {
  const [s, c] = made();
  c.enqueue("a");
  const r = s.getReader();
  watch("closed", r.closed);
  say(s.locked, r.releaseLock(), s.locked);
  watch("read", r.read());
  watch("cancel", r.cancel());
  watch("closed again", r.closed);
  tried("again", () => r.releaseLock());
  watch("next", s.getReader().read());
}, "true undefined false | again undefined" +
  " | closed failed TypeError: This ReadableStream reader has been released." +
  " | closed again failed TypeError: This ReadableStream reader has been released." +
  " | read failed TypeError: This ReadableStream reader has been released." +
  " | cancel failed TypeError: This ReadableStream reader has been released. | next a");

// 8.1: releasing a reader fails the reads that wait, what comes then is the next reader's
export const releasedWhileReading = tells(async ({ watch, rest }) => {
  const [s, c] = made();
  const r = s.getReader();
  watch("closed", r.closed);
  watch("1", r.read());
  watch("2", r.read());
  r.releaseLock();
  const next = s.getReader();
  watch("3", next.read());
  await rest();
  c.enqueue("a");
}, "1 failed TypeError: This ReadableStream reader has been released." +
  " | 2 failed TypeError: This ReadableStream reader has been released." +
  " | closed failed TypeError: This ReadableStream reader has been released. | 3 a");

// 8.1: closed of a reader that is released after the end
export const releasedLate = tells(async ({ say, watch, rest }) => {
  const r = list().getReader();
  const before = r.closed;
  watch("closed", before);
  await rest();
  r.releaseLock();
  say(before === r.closed);
  watch("closed then", r.closed);
  const [s, c] = made();
  const e = s.getReader();
  c.error(new RangeError("no"));
  watch("errored", e.closed);
  await rest();
  e.releaseLock();
  watch("errored then", e.closed);
}, "closed undefined | true | closed then undefined | errored failed RangeError: no" +
  " | errored then failed RangeError: no");

// 8.1: closed is one promise
export const closedIdentity = tells(async ({ say }) => {
  const r = list("a").getReader();
  say(r.closed === r.closed);
}, "true");

// 8.1: one reader at a time
export const locking = tells(async ({ say, tried, watch }) => {
  const [s] = made();
  const r = s.getReader();
  say(s.locked);
  tried("reader", () => s.getReader());
  tried("construct", () => new ReadableStreamDefaultReader(s));
  tried("byob", () => s.getReader({ mode: "byob" }));
  tried("tee", () => s.tee());
  tried("values", () => s.values());
  tried("pipeThrough", () => s.pipeThrough(new TransformStream()));
  watch("pipeTo", s.pipeTo(new WritableStream()));
  watch("cancel", s.cancel());
  r.releaseLock();
  say(new ReadableStreamDefaultReader(s).constructor.name, s.locked);
}, "true | reader threw TypeError: This ReadableStream is currently locked to a reader." +
  " | construct threw TypeError: This ReadableStream is currently locked to a reader." +
  " | byob threw TypeError: This ReadableStream is currently locked to a reader." +
  " | tee threw TypeError: This ReadableStream is currently locked to a reader," +
  " | values threw TypeError: This ReadableStream is currently locked to a reader." +
  " | pipeThrough threw TypeError: This ReadableStream is currently locked to a reader." +
  " | ReadableStreamDefaultReader true" +
  " | pipeTo failed TypeError: This ReadableStream is currently locked to a reader." +
  " | cancel failed TypeError: This ReadableStream is currently locked to a reader.");

// 8.1: options of getReader
export const gettingReaders = tells(async ({ tried }) => {
  const get = (...args) => made()[0].getReader(...args).constructor.name;
  tried("none", () => get());
  tried("undefined", () => get(undefined));
  tried("null", () => get(null));
  tried("empty", () => get({}));
  tried("mode", () => get({ mode: "x" }));
  tried("mode undefined", () => get({ mode: undefined }));
  tried("mode null", () => get({ mode: null }));
  tried("number", () => get(5));
  tried("byob", () => get({ mode: "byob" }));
  tried("no stream", () => new ReadableStreamDefaultReader({}));
  tried("nothing", () => new ReadableStreamDefaultReader());
  tried("byob of nothing", () => new ReadableStreamBYOBReader());
  tried("byob of values", () => new ReadableStreamBYOBReader(made()[0]));
}, "none ReadableStreamDefaultReader | undefined ReadableStreamDefaultReader | null ReadableStreamDefaultReader" +
  " | empty ReadableStreamDefaultReader" +
  " | mode threw TypeError: mode must be undefined or 'byob' in call to getReader()." +
  " | mode undefined ReadableStreamDefaultReader" +
  " | mode null threw TypeError: mode must be undefined or 'byob' in call to getReader()." +
  " | number threw TypeError: Failed to execute 'getReader' on 'ReadableStream': parameter 1 is not of type 'GetReaderOptions'." +
  " | byob threw TypeError: This ReadableStream does not support BYOB reads." +
  " | no stream threw TypeError: Failed to construct 'ReadableStreamDefaultReader': constructor parameter 1 is not of type 'ReadableStream'." +
  " | nothing threw TypeError: Failed to construct 'ReadableStreamDefaultReader': constructor parameter 1 is not of type 'ReadableStream'." +
  " | byob of nothing threw TypeError: Failed to construct 'ReadableStreamBYOBReader': constructor parameter 1 is not of type 'ReadableStream'." +
  " | byob of values threw TypeError: This ReadableStream does not support BYOB reads.");

// 8.1: a result of a read is an ordinary object with its members in order
export const results = tells(async ({ say }) => {
  const r = list("a").getReader();
  const first = await r.read();
  const last = await r.read();
  for (const result of [first, last]) {
    say(Object.keys(result).join(), JSON.stringify(result), Object.getPrototypeOf(result) === Object.prototype);
  }
}, "value,done {\"value\":\"a\",\"done\":false} true | value,done {\"done\":true} true");

// 8.1: reads and their promises in microtasks
export const ticks = tells(async ({ say, watch, rest }) => {
  const tick = async (n) => { for (let i = 1; i <= n; i++) { await undefined; say(i); } };
  const [s, c] = made();
  const r = s.getReader();
  watch("waits", r.read());
  await rest();
  c.enqueue("a");
  tick(5);
  await rest();
  c.enqueue("b");
  watch("at hand", r.read());
  tick(5);
  await rest();
  watch("cancelled", r.cancel());
  tick(5);
  await rest();
  watch("closed", r.closed);
  watch("end", r.read());
  tick(5);
}, "1 | waits a | 2 | 3 | 4 | 5 | 1 | at hand b | 2 | 3 | 4 | 5 | 1 | cancelled undefined | 2 | 3 | 4 | 5 | 1" +
  " | closed undefined | end undefined done | 2 | 3 | 4 | 5");

// 8.1: a loop over a stream ends with it
export const loop = tells(async ({ say }) => {
  const s = list("a", "b");
  for await (const v of s) say(v);
  say(s.locked);
}, "a | b | false");

// 8.1: leaving a loop cancels the stream
export const leaving = tells(async ({ say }) => {
  for (const preventCancel of [false, true]) {
    const [s, c] = made({ cancel: (why) => say("cancel", why) });
    c.enqueue("a");
    c.enqueue("b");
    for await (const v of s.values({ preventCancel })) {
      say(v, s.locked);
      break;
    }
    say("left", s.locked);
  }
}, "a true | cancel undefined | left false | a true | left false");

// 8.1: an exception in a loop cancels the stream without a reason
export const throwing = tells(async ({ say }) => {
  const [s, c] = made({ cancel: (why) => say("cancel", why) });
  c.enqueue("a");
  try {
    for await (const v of s) throw new RangeError(v);
  } catch (e) {
    say(e, s.locked);
  }
}, "cancel undefined | RangeError: a false");

// 8.1: an error ends a loop
export const loopFails = tells(async ({ say, rest }) => {
  const [s, c] = made();
  c.enqueue("a");
  setTimeout(() => c.error(new RangeError("no")));
  try {
    for await (const v of s) say(v);
  } catch (e) {
    say(e, s.locked);
  }
}, "a | RangeError: no true");

// 8.1: an iterator by hand
export const byHand = tells(async ({ say, watch, rest }) => {
  const it = list("a", "b", "c").values();
  watch("1", it.next());
  watch("2", it.next());
  await rest();
  watch("return", it.return("x"));
  watch("3", it.next());
  watch("return again", it.return("y"));
}, "1 a | 2 b | 3 undefined done | return again y done | return x done");

// 8.1: an iterator after the end
export const afterEnd = tells(async ({ watch, rest }) => {
  const s = list("a");
  const it = s.values();
  watch("1", it.next());
  watch("2", it.next());
  watch("3", it.next());
  watch("return", it.return("x"));
  await rest();
  watch("4", it.next());
}, "1 a | 2 undefined done | 3 undefined done | return x done | 4 undefined done");

// 8.1: an iterator of an errored stream
export const iterateErrored = tells(async ({ say, watch, rest }) => {
  const [s, c] = made();
  c.error(new RangeError("no"));
  const it = s.values();
  watch("1", it.next());
  watch("2", it.next());
  await rest();
  watch("return", it.return("x"));
  say(s.locked);
}, "1 failed RangeError: no | 2 failed RangeError: no | false | return failed RangeError: no");

// 8.1: return while a read waits
export const returnWaits = tells(async ({ say, watch, rest }) => {
  const [s, c] = made({ cancel: (why) => say("cancel", why) });
  const it = s.values();
  watch("next", it.next());
  watch("return", it.return("x"));
  await rest();
  say("enqueue");
  c.enqueue("a");
}, "enqueue | cancel x | next a | return x done");

// 8.1: return before any read, with and without cancelling
export const returnFirst = tells(async ({ say, watch, rest }) => {
  for (const preventCancel of [false, true]) {
    const [s] = made({ cancel: (why) => say("cancel", why) });
    const it = s.values({ preventCancel });
    watch("return", it.return("x"));
    await rest();
    say(s.locked);
    watch("next", it.next());
    await rest();
  }
}, "cancel x | return x done | false | next undefined done | return x done | false | next undefined done");

// 8.1: return when the source's cancel fails
export const returnFails = tells(async ({ say, watch, rest }) => {
  const [s] = made({ cancel: () => Promise.reject(new RangeError("no")) });
  const it = s.values();
  watch("return", it.return("x"));
  await rest();
  say(s.locked);
  watch("next", it.next());
}, "return failed RangeError: no | false | next undefined done");

// 8.1: options of values
export const valuesOptions = tells(async ({ tried }) => {
  const values = (...args) => String(made()[0].values(...args));
  tried("none", () => values());
  tried("null", () => values(null));
  tried("number", () => values(5));
  tried("text", () => values({ preventCancel: "yes" }));
}, "none [object ReadableStreamAsyncIterator] | null [object ReadableStreamAsyncIterator]" +
  " | number threw TypeError: Failed to execute 'values' on 'ReadableStream': parameter 1 is not of type 'ValuesOptions'." +
  " | text [object ReadableStreamAsyncIterator]");

// 8.1: disposing of an iterator
export const disposing = tells(async ({ say, watch, rest }) => {
  const [s, c] = made({ cancel: (why) => say("cancel", why) });
  c.enqueue("a");
  const it = s.values();
  watch("next", it.next());
  await rest();
  watch("disposed", it[Symbol.asyncDispose]());
  await rest();
  say(s.locked);
}, "next a | cancel undefined | disposed undefined | false");

// 8.1: strategies
export const strategies = tells(async ({ say, tried }) => {
  const bytes = new ByteLengthQueuingStrategy({ highWaterMark: 4 });
  const count = new CountQueuingStrategy({ highWaterMark: 2.5 });
  say(bytes.highWaterMark, count.highWaterMark, bytes.size.name, bytes.size.length, bytes.size({ byteLength: 7 }), count.size("x"), count.size());
  say(bytes.size === new ByteLengthQueuingStrategy({ highWaterMark: 1 }).size, count.size === new CountQueuingStrategy({ highWaterMark: 1 }).size);
  say(String(bytes), Object.keys(bytes).join());
  tried("no bytes", () => bytes.size(undefined));
  tried("number", () => bytes.size(5));
  tried("view", () => bytes.size(new Uint16Array(3)));
  for (const init of [undefined, null, {}, { highWaterMark: -1 }, { highWaterMark: NaN }, { highWaterMark: "x" }, { highWaterMark: Infinity }, 5]) {
    tried("count", () => new CountQueuingStrategy(init).highWaterMark);
    tried("length", () => new ByteLengthQueuingStrategy(init).highWaterMark);
  }
  tried("none", () => new CountQueuingStrategy());
  const [, c] = made({}, new ByteLengthQueuingStrategy({ highWaterMark: 4 }));
  c.enqueue(new Uint8Array(3));
  say(c.desiredSize);
}, "4 2.5  0 7 1 1 | false false | [object ByteLengthQueuingStrategy]  | no bytes undefined | number undefined" +
  " | view 6" +
  " | count threw TypeError: Cannot initialize N7workerd3api19QueuingStrategyInitE with required members from an undefined or null value." +
  " | length threw TypeError: Cannot initialize N7workerd3api19QueuingStrategyInitE with required members from an undefined or null value." +
  " | count threw TypeError: Cannot initialize N7workerd3api19QueuingStrategyInitE with required members from an undefined or null value." +
  " | length threw TypeError: Cannot initialize N7workerd3api19QueuingStrategyInitE with required members from an undefined or null value." +
  " | count NaN | length NaN | count -1 | length -1 | count NaN | length NaN | count NaN | length NaN" +
  " | count Infinity | length Infinity" +
  " | count threw TypeError: Failed to construct 'CountQueuingStrategy': constructor parameter 1 is not of type 'QueuingStrategyInit'." +
  " | length threw TypeError: Failed to construct 'ByteLengthQueuingStrategy': constructor parameter 1 is not of type 'QueuingStrategyInit'." +
  " | none threw TypeError: Failed to construct 'CountQueuingStrategy': constructor parameter 1 is not of type 'QueuingStrategyInit'." +
  " | 1");

// 8.1: consuming streams through a Response
export const consuming = tells(async ({ say, watch, rest }) => {
  const bytes = (...parts) => list(...parts.map((p) => new TextEncoder().encode(p)));
  await watch("text", new Response(bytes("a", "é", "b")).text());
  await watch("json", new Response(bytes('{"a"', ":1}")).json().then(JSON.stringify));
  await watch("buffer", new Response(bytes("a", "b")).arrayBuffer().then((b) => new Uint8Array(b)));
  await watch("bytes", new Response(bytes("a", "b")).bytes());
  await watch("blob", new Response(bytes("a", "b")).blob().then((b) => `${b.size} ${b.type}`));
  await rest();
  watch("text chunks", new Response(list("a", "b")).text());
  watch("number", new Response(list(5)).text());
  watch("object", new Response(list({})).text());
  await rest();
  const [s, c] = made({ cancel: (why) => say("cancel", why) });
  c.error(new RangeError("no"));
  watch("errored", new Response(s).text());
  await rest();
  const [bad, b] = made({ cancel: (why) => say("cancel", why) });
  b.enqueue(5);
  watch("bad", new Response(bad).text());
}, "text aéb | json {\"a\":1} | buffer Uint8Array[97,98] | bytes Uint8Array[97,98] | blob 2 " +
  " | text chunks failed TypeError: This ReadableStream did not return bytes." +
  " | number failed TypeError: This ReadableStream did not return bytes." +
  " | object failed TypeError: This ReadableStream did not return bytes. | errored failed RangeError: no" +
  " | cancel TypeError: This ReadableStream did not return bytes." +
  " | bad failed TypeError: This ReadableStream did not return bytes.");

// 8.1: a body's stream is locked and disturbed by who reads it
export const disturbing = tells(async ({ say, watch, tried, rest }) => {
  const r = new Response("abc");
  say(r.bodyUsed, r.body.locked, r.body === r.body);
  const reader = r.body.getReader();
  say(r.bodyUsed, r.body.locked);
  watch("locked", r.text());
  watch("read", reader.read());
  await rest();
  say(r.bodyUsed);
  reader.releaseLock();
  watch("used", r.text());
  tried("clone", () => r.clone());
  tried("again", () => new Response(r.body));
}, "false false true | false true" +
  " | locked failed TypeError: This ReadableStream is currently locked to a reader. | read Uint8Array[97,98,99]" +
  " | true | clone [object Response] | again [object Response]" +
  " | used failed TypeError: Body has already been used. It can only be used once. Use tee() first if you need to read it twice.");
