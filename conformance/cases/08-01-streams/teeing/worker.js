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

// 8.1: both branches have every chunk
export const both = tells(async ({ say, watch, rest }) => {
  const [s, c] = made();
  const chunk = {};
  c.enqueue(chunk);
  const [a, b] = s.tee();
  say(s.locked, a.locked, a.constructor.name);
  const x = a.getReader();
  const y = b.getReader();
  say((await x.read()).value === chunk, (await y.read()).value === chunk);
  c.enqueue("more");
  watch("a", x.read());
  watch("b", y.read());
  await rest();
  c.close();
  watch("a end", x.read());
  watch("b end", y.read());
  watch("a closed", x.closed);
  watch("b closed", y.closed);
}, "true false ReadableStream | true true | a more | b more | a end undefined done | b end undefined done" +
  " | a closed undefined | b closed undefined");

// 8.1: when a source with two branches is pulled
export const pulling = tells(async ({ say, watch, rest }) => {
  let n = 0;
  const s = new ReadableStream({ pull(c) { say("pull", n, c.desiredSize); c.enqueue(n++); } }, { highWaterMark: 0 });
  const [a, b] = s.tee();
  await rest();
  say("read a");
  const x = a.getReader();
  watch("a", x.read());
  await rest();
  watch("a", x.read());
  await rest();
  say("read b");
  const y = b.getReader();
  watch("b", y.read());
  watch("b", y.read());
  watch("b", y.read());
  await rest();
}, "read a | pull 0 0 | a 0 | pull 1 -1 | a 1 | read b | pull 2 0 | b 0 | b 1 | b 2");

// 8.1: cancelling one branch, then the other
export const cancelling = tells(async ({ say, watch, rest }) => {
  const [s, c] = made({ cancel: (why) => say("cancel", why) });
  c.enqueue("x");
  const [a, b] = s.tee();
  watch("a", a.cancel("first"));
  await rest();
  const r = b.getReader();
  watch("read", r.read());
  await rest();
  watch("b", r.cancel("second"));
}, "a undefined | read x | cancel second | b undefined");

// 8.1: an error reaches both branches
export const failing = tells(async ({ watch, rest }) => {
  const [s, c] = made();
  c.enqueue("x");
  const [a, b] = s.tee();
  c.error(new RangeError("no"));
  watch("a", a.getReader().read());
  watch("b", b.getReader().read());
}, "a failed RangeError: no | b failed RangeError: no");

// 8.1: a stream that was read from
export const afterReading = tells(async ({ watch, rest }) => {
  const [s, c] = made();
  c.enqueue("x");
  c.enqueue("y");
  c.close();
  const r = s.getReader();
  await r.read();
  r.releaseLock();
  const [a, b] = s.tee();
  const x = a.getReader();
  watch("a", x.read());
  watch("a", x.read());
  watch("b", b.getReader().read());
}, "a y | a undefined done | b y");

// 8.1: streams that have ended
export const ended = tells(async ({ watch, rest }) => {
  const [s, c] = made();
  c.close();
  const [a, b] = s.tee();
  watch("a", a.getReader().read());
  watch("b", b.getReader().read());
  const [t, d] = made();
  d.error(new RangeError("no"));
  const [x, y] = t.tee();
  watch("x", x.getReader().read());
  watch("y", y.getReader().read());
}, "a undefined done | b undefined done | x failed RangeError: no | y failed RangeError: no");

// 8.1: branches can be divided again
export const again = tells(async ({ say, watch, rest }) => {
  const [s, c] = made();
  c.enqueue("x");
  const [a, b] = s.tee();
  const [d, e] = a.tee();
  c.enqueue("y");
  c.close();
  for (const branch of [b, d, e]) for await (const v of branch) say(v);
}, "x | y | x | y | x | y");

// 8.1: branches of a stream of bytes do not share memory
export const bytes = tells(async ({ say, watch, rest }) => {
  let c;
  const s = new ReadableStream({ type: "bytes", start: (x) => void (c = x) });
  const [a, b] = s.tee();
  c.enqueue(new Uint8Array([1, 2, 3]));
  const x = a.getReader({ mode: "byob" });
  const { value } = await x.read(new Uint8Array(2));
  value[0] = 9;
  watch("a", x.read(new Uint8Array(2)));
  const y = b.getReader();
  watch("b", y.read());
  await rest();
  watch("a waits", x.read(new Uint8Array(4)));
  watch("b waits", y.read());
  await rest();
  const request = c.byobRequest;
  say(request?.view);
  if (request) {
    request.view[0] = 7;
    request.respond(1);
  }
  await rest();
  c.close();
  watch("a end", x.read(new Uint8Array(4)));
  watch("b end", y.read());
}, "a Uint8Array[3] | b Uint8Array[1,2,3] | Uint8Array[0,0,0,0] | b waits Uint8Array[7] | a waits Uint8Array[7]" +
  " | a end Uint8Array[] done | b end undefined done");

// 8.1: branches of a body
export const bodies = tells(async ({ say, watch, rest }) => {
  const r = new Response("abc");
  const [a, b] = r.body.tee();
  say(r.bodyUsed, r.body.locked);
  say(await new Response(a).text(), await new Response(b).text());
  const q = new Response("abc");
  const other = q.clone();
  say(await other.text(), q.bodyUsed, await q.text());
  const [x, y] = new Response("abc").body.tee();
  await watch("cancelled", x.cancel("why"));
  say(await new Response(y).text());
}, "true true | abc abc | abc false abc | cancelled undefined | abc");
