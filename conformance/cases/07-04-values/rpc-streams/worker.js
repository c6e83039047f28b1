import { DurableObject } from "cloudflare:workers";
import assert from "node:assert";

const encode = (text) => new TextEncoder().encode(text);
const decode = (bytes) => new TextDecoder().decode(bytes);
const text = (stream) => new Response(stream).text();
const pause = (ms) => scheduler.wait(ms);
const stream = (...chunks) =>
  new ReadableStream({
    start(c) {
      for (const chunk of chunks) c.enqueue(typeof chunk === "string" ? encode(chunk) : chunk);
      c.close();
    },
  });

const log = [];

export class Thing extends DurableObject {
  read(s) {
    return text(s);
  }
  async both(a, b) {
    return [await text(a), await text(b)];
  }
  make() {
    return stream("hello ", "world");
  }
  values(...chunks) {
    return new ReadableStream({
      start(c) {
        for (const chunk of chunks) c.enqueue(chunk);
        c.close();
      },
    });
  }
  slow() {
    let n = 0;
    return new ReadableStream({
      async pull(c) {
        await pause(2);
        c.enqueue(new Uint8Array([65 + n++]));
        if (n === 3) c.close();
      },
    });
  }
  endless() {
    return new ReadableStream({
      async pull(c) {
        await pause(1);
        c.enqueue(new Uint8Array(10));
      },
      cancel(reason) {
        log.push(String(reason));
      },
    });
  }
  failing() {
    return new ReadableStream({
      async pull(c) {
        await pause(1);
        c.error(new RangeError("broken"));
      },
    });
  }
  inside() {
    return { list: [stream("a"), stream("b")], n: 1 };
  }
  pass(s) {
    return s;
  }
  upper(s) {
    return s.pipeThrough(new TransformStream({ transform: (chunk, c) => c.enqueue(encode(decode(chunk).toUpperCase())) }));
  }
  async write(w, ...chunks) {
    const writer = w.getWriter();
    for (const chunk of chunks) await writer.write(chunk);
    await writer.close();
    return "written";
  }
  async abort(w) {
    await w.getWriter().abort(new Error("mine"));
  }
  writable() {
    return new WritableStream({
      write: (chunk) => void log.push(chunk.constructor.name + " " + decode(chunk)),
      close: () => void log.push("closed"),
      abort: (reason) => void log.push("aborted: " + reason),
    });
  }
  refusing() {
    return new WritableStream({
      write() {
        throw new TypeError("refused");
      },
    });
  }
}

const thing = (env) => env.Thing.getByName("x");

// 7.4: a stream of bytes as an argument and as a result
export const bytes = {
  async test(controller, env) {
    assert.strictEqual(await thing(env).read(stream("a", "b", "c")), "abc");
    assert.strictEqual(await text(await thing(env).make()), "hello world");
    assert.strictEqual(await thing(env).read(new Blob(["blob"]).stream()), "blob");
    assert.strictEqual(await thing(env).read(new Response("body").body), "body");
  },
};

// 7.4: several streams, and streams inside a value
export const several = {
  async test(controller, env) {
    const got = await thing(env).both(stream("one"), stream("two"));
    assert.deepStrictEqual([...got], ["one", "two"]);
    const { list, n } = await thing(env).inside();
    assert.deepStrictEqual([await text(list[1]), await text(list[0]), n], ["b", "a", 1]);
  },
};

// 7.4: the stream moves: the sender's is locked at once
export const moved = {
  async test(controller, env) {
    const s = stream("x");
    const p = thing(env).read(s);
    assert.strictEqual(s.locked, true);
    assert.strictEqual(await p, "x");
  },
};

// 7.4: a locked or used stream is refused
export const locked = {
  async test(controller, env) {
    const refused = { name: "TypeError", message: "The ReadableStream has been locked to a reader." };
    const held = stream("x");
    held.getReader();
    await assert.rejects(async () => await thing(env).read(held), refused);
    const used = stream("y");
    await text(used);
    await assert.rejects(async () => await thing(env).read(used), refused);
  },
};

// 7.4: chunks arrive as they are made, as Uint8Arrays
export const chunks = {
  async test(controller, env) {
    const got = [];
    for await (const chunk of await thing(env).slow()) got.push(chunk.constructor.name + " " + decode(chunk));
    assert.deepStrictEqual(got, ["Uint8Array A", "Uint8Array B", "Uint8Array C"]);
  },
};

// 7.4: text is sent as bytes, other values break the stream
export const values = {
  async test(controller, env) {
    assert.strictEqual(await text(await thing(env).values("text")), "text");
    await assert.rejects(async () => await text(await thing(env).values(5)), {
      message: "ReadableStream received over RPC disconnected prematurely.",
    });
  },
};

// 7.4: an error of the source breaks off
export const failing = {
  async test(controller, env) {
    const reader = (await thing(env).failing()).getReader();
    await assert.rejects(async () => await reader.read(), { name: "Error", message: "ReadableStream received over RPC disconnected prematurely." });
  },
};

// 7.4: a cancellation reaches the source with its reason
export const cancelled = {
  async test(controller, env) {
    log.length = 0;
    for (const reason of ["enough", undefined, new RangeError("r"), 5]) {
      const reader = (await thing(env).endless()).getReader();
      await reader.read();
      await reader.cancel(reason);
      await pause(20);
    }
    assert.deepStrictEqual(log, [
      "enough", "Error: ReadableStream sent over RPC was canceled or released by the remote execution context.", "RangeError: r", "5",
    ]);
  },
};

// 7.4: a received stream has a BYOB reader
export const byob = {
  async test(controller, env) {
    const reader = (await thing(env).make()).getReader({ mode: "byob" });
    const { value } = await reader.read(new Uint8Array(3));
    assert.strictEqual(decode(value), "hel");
  },
};

// 7.4: a stream goes there and back, and through a transform
export const passed = {
  async test(controller, env) {
    assert.strictEqual(await text(await thing(env).pass(stream("p", "q"))), "pq");
    assert.strictEqual(await text(await thing(env).upper(stream("ab", "cd"))), "ABCD");
  },
};

// 7.4: the 32 MiB are not for streams
export const large = {
  async test(controller, env) {
    let n = 0;
    for await (const chunk of await thing(env).pass(new Blob([new Uint8Array(40 << 20)]).stream())) n += chunk.length;
    assert.strictEqual(n, 40 << 20);
  },
};

// 7.4: the other side writes to a WritableStream
export const writing = {
  async test(controller, env) {
    const { readable, writable } = new IdentityTransformStream();
    const written = thing(env).write(writable, encode("one "), encode("two"));
    assert.strictEqual(await text(readable), "one two");
    assert.strictEqual(await written, "written");
  },
};

// 7.4: chunks come to an underlying sink as ArrayBuffers, text too
export const sinks = {
  async test(controller, env) {
    const got = [];
    const w = new WritableStream({ write: (c) => void got.push(c.constructor.name + " " + decode(c)), close: () => void got.push("close") });
    await thing(env).write(w, encode("x"), "text");
    assert.deepStrictEqual(got, ["ArrayBuffer x", "ArrayBuffer text", "close"]);
    assert.strictEqual(w.locked, true);
  },
};

// 7.4: a WritableStream as a result
export const writables = {
  async test(controller, env) {
    log.length = 0;
    const writer = (await thing(env).writable()).getWriter();
    await writer.write(encode("x"));
    await writer.close();
    assert.deepStrictEqual(log, ["ArrayBuffer x", "closed"]);
  },
};

// 7.4: an abort on either side has the platform's reason
export const aborted = {
  async test(controller, env) {
    const reason = "Error: WritableStream received over RPC was disconnected because the remote execution context has ended.";
    const got = [];
    await thing(env).abort(new WritableStream({ abort: (r) => void got.push(String(r)) }));
    await pause(10);
    assert.deepStrictEqual(got, [reason]);
    log.length = 0;
    await (await thing(env).writable()).getWriter().abort(new Error("ours"));
    await pause(10);
    assert.deepStrictEqual(log, ["aborted: " + reason]);
  },
};

// 7.4: an error of the sink reaches the writer
export const refusing = {
  async test(controller, env) {
    const writer = (await thing(env).refusing()).getWriter();
    const caught = async (p) => await p.then(() => "done", (e) => String(e));
    const first = await caught(writer.write(encode("x")));
    const last = await caught(writer.close());
    assert.ok([first, last].includes("TypeError: refused"));
  },
};
