import { DurableObject } from "cloudflare:workers";

const encode = (text) => new TextEncoder().encode(text);
const text = (stream) => new Response(stream).text();
const told = (e) => `${e.name}: ${e.message}`;
const shown = async (label, f) => {
  try {
    console.log(label, await f());
  } catch (e) {
    console.log(label, told(e));
  }
};
const stream = (...chunks) => new ReadableStream({
  start(c) {
    for (const chunk of chunks) c.enqueue(encode(chunk));
    c.close();
  },
});
const log = [];

export class Thing extends DurableObject {
  keep(s) {
    this.kept = s;
  }
  readKept() {
    return text(this.kept);
  }
  late(s) {
    this.ctx.waitUntil((async () => log.push(await text(s)))());
    return "at once";
  }
  async first(s) {
    const reader = s.getReader();
    const { value } = await reader.read();
    await reader.cancel("enough");
    return new TextDecoder().decode(value);
  }
  tee(s) {
    return s.tee();
  }
  bytes() {
    return new ReadableStream({
      type: "bytes",
      pull(c) {
        c.enqueue(encode("byob"));
        c.close();
      },
    });
  }
  empty() {
    return new ReadableStream({ start: (c) => c.close() });
  }
  errored() {
    return new ReadableStream({ start: (c) => c.error(new RangeError("at once")) });
  }
  response() {
    return { response: new Response(stream("a", "b"), { headers: { "X-A": "1" } }), request: new Request("http://x/", { method: "POST", body: stream("c") }) };
  }
  echo(v) {
    return v;
  }
  async pipe(readable, writable) {
    await readable.pipeTo(writable);
    return "piped";
  }
  writable() {
    return new WritableStream({ write: (chunk) => void log.push(new TextDecoder().decode(chunk)), close: () => void log.push("closed") });
  }
  async useWritable(w) {
    const writer = w.getWriter();
    await writer.write(encode("x"));
    writer.releaseLock();
    return "released";
  }
  transformed(s) {
    return s.pipeThrough(new CompressionStream("gzip")).pipeThrough(new DecompressionStream("gzip"));
  }
}

const thing = (env) => env.Thing.getByName("x");
const story = (run) => ({
  async test(controller, env) {
    log.length = 0;
    await run(thing(env));
  },
});

// 7.4: a stream that was an argument can be read after the call
export const kept = story(async (s) => {
  await s.keep(stream("kept"));
  await shown("kept", () => s.readKept());
  await shown("late", () => s.late(stream("la", "te")));
  while (log.length === 0) await scheduler.wait(1);
  console.log(log.join());
});

// 7.4: the other side may read a part of a stream and cancel it
export const cancelled = story(async (s) => {
  let end;
  const ended = new Promise((resolve) => { end = resolve; });
  const endless = new ReadableStream({ pull: (c) => c.enqueue(encode("y")), cancel: end }, { highWaterMark: 0 });
  await shown("first", async () => (await s.first(endless))[0]);
  await ended;
});

// 7.4: both branches of a stream can be sent
export const branches = story(async (s) => {
  const [a, b] = await s.tee(stream("tee"));
  await shown("branches", async () => (await Promise.all([text(a), text(b)])).join());
});

// 7.4: streams of bytes, empty ones, and those that have failed by then
export const kinds = story(async (s) => {
  await shown("bytes", async () => text(await s.bytes()));
  await shown("empty", async () => `"${await text(await s.empty())}"`);
  await shown("errored", async () => text(await s.errored()));
});

// 7.4: bodies within a value
export const bodies = story(async (s) => {
  const { response, request } = await s.response();
  await shown("response", async () => `${response.headers.get("X-A")} ${await response.text()}`);
  await shown("request", async () => `${request.method} ${await request.text()}`);
  const sent = new Response(stream("back"));
  await shown("echo", async () => (await s.echo(sent)).text());
  console.log(sent.bodyUsed);
});

// 7.4: what one call answers is an argument of the next, and may be piped there
export const piped = story(async (s) => {
  await shown("passed", async () => text(await s.echo(await s.bytes())));
  await shown("piped", async () => s.pipe(await s.echo(stream("p", "q")), await s.writable()));
  console.log(log.join(""));
  const { readable, writable } = new IdentityTransformStream();
  await shown("both", async () => (await Promise.all([s.pipe(stream("there"), writable), text(readable)])).join());
  await shown("through", async () => text(await s.transformed(stream("gzip"))));
});

// 7.4: a writable stream that the other side lets go of
export const released = story(async (s) => {
  const got = [];
  const w = new WritableStream({ write: (c) => void got.push(new TextDecoder().decode(c)), close: () => void got.push("close"), abort: (e) => void got.push(told(e)) });
  await shown("released", () => s.useWritable(w));
  await scheduler.wait(20);
  console.log(got.join());
});

// 7.4: a locked writable stream is refused
export const locked = story(async (s) => {
  const w = new WritableStream();
  w.getWriter();
  await shown("locked", () => s.useWritable(w));
});
