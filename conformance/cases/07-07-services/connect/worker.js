import assert from "node:assert";
import { WorkerEntrypoint } from "cloudflare:workers";

const text = async (stream) => {
  let all = "";
  for await (const part of stream.pipeThrough(new TextDecoderStream())) all += part;
  return all;
};
const bytes = (words) => new TextEncoder().encode(words);
const failure = (promise) => promise.then(() => assert.fail("it did not fail"), (e) => `${e.name}: ${e.message}`);
const targets = (env, name) => [env.Other, env.Named, env.OBJECT.getByName(name)];

// Net is the network of a Worker that is loaded.
export class Net extends WorkerEntrypoint {
  async connect(socket) {
    const writer = socket.writable.getWriter();
    await writer.write(bytes("net " + (await socket.opened).localAddress));
    await writer.close();
  }
}

// 7.7: connect() of a binding or stub leads to the connect handler, which gets what every handler gets
export const about = {
  async test(controller, env) {
    const answers = await Promise.all(targets(env, "about").map(async (target) => JSON.parse(await text(target.connect("about:7").readable))));
    const socket = [{ localAddress: "about:7" }, ["remoteAddress", "localAddress"], "off", false, "Socket"];
    assert.deepStrictEqual(answers, [
      [...socket, "object", "ExecutionContext", 3], [...socket, "named", 3], [...socket, "object", "about", 3],
    ]);
  },
};

// 7.7: the caller's socket knows what it connected to
export const opened = {
  async test(controller, env) {
    for (const target of targets(env, "opened")) {
      const socket = target.connect({ hostname: "about", port: 7 });
      assert.deepStrictEqual(await socket.opened, { remoteAddress: "about:7", localAddress: undefined });
      assert.deepStrictEqual([socket.constructor.name, socket.secureTransport, socket.upgraded], ["Socket", "off", false]);
      assert.match(await text(socket.readable), /about:7/);
      await socket.close();
    }
  },
};

// 7.7: bytes go both ways at once
export const echo = {
  async test(controller, env) {
    for (const target of targets(env, "echo")) {
      const socket = target.connect("echo:7");
      const writer = socket.writable.getWriter();
      const answer = text(socket.readable);
      await writer.write(bytes("hello"));
      await writer.write(bytes(" there"));
      await writer.close();
      assert.strictEqual(await answer, "hello there");
      await socket.closed;
    }
  },
};

// 7.7: what one side has closed the other can still answer
export const halfClosed = {
  async test(controller, env) {
    for (const target of targets(env, "half")) {
      const socket = target.connect("upper:7", { allowHalfOpen: true });
      const writer = socket.writable.getWriter();
      await writer.write(bytes("quiet"));
      await writer.close();
      assert.strictEqual(await text(socket.readable), "QUIET");
      await socket.close();
    }
  },
};

// 7.7: a connection ends with its handler, whether that returns or throws, and with a close
export const ends = {
  async test(controller, env) {
    for (const target of targets(env, "ends")) {
      for (const [name, want] of [["returns", "said"], ["throws", "said"], ["closes", "bye"], ["unknown", ""]]) {
        const socket = target.connect(name + ":7");
        assert.strictEqual(await text(socket.readable), want);
        await socket.closed;
      }
    }
  },
};

// 7.7: what goes on after the handler has a socket without a connection
export const after = {
  async test(controller, env) {
    await text(env.Other.connect("late:7").readable);
    let late;
    while ((late = await (await env.Other.fetch("http://other/")).text()) === "not yet") await scheduler.wait(2);
    assert.strictEqual(late, "TypeError: Can't read from request stream because client disconnected.");
  },
};

// 7.7: without a handler, and in a script, there is nothing to connect to
export const refused = {
  async test(controller, env) {
    const failed = "Error: proxy request failed, cannot connect to the specified address";
    const hint = ". It looks like you might be trying to connect to a HTTP-based service — consider using fetch instead";
    for (const [port, want] of [[7, failed], [80, failed + hint], [443, failed + hint], [8080, failed]]) {
      const socket = env.Script.connect("about:" + port);
      const writer = socket.writable.getWriter();
      assert.deepStrictEqual(await Promise.all([socket.opened, socket.closed, writer.write(bytes("a"))].map(failure)),
        [want, want, want.replace("Error: ", "Error: jsg.Error: ")]);
      assert.strictEqual(await text(socket.readable), "");
    }
  },
};

// 7.7: nobody speaks TLS within
export const encrypted = {
  async test(controller, env) {
    for (const target of [env.Other, env.Named]) {
      assert.throws(() => target.connect("about:7", { secureTransport: "on" }), { name: "Error", message: "Incoming CONNECT with TLS not supported" });
      assert.strictEqual(target.connect("returns:7", { secureTransport: "starttls" }).secureTransport, "starttls");
    }
    const socket = env.OBJECT.getByName("tls").connect("about:7", { secureTransport: "on" });
    assert.strictEqual(await failure(socket.opened), "Error: proxy request failed, cannot connect to the specified address");
    assert.strictEqual(await text(env.Other.connect("tls:7").readable),
      "TypeError: The `secureTransport` socket option must be set to 'starttls' for startTls to be used.");
  },
};

// 7.7: an address is what it is for connect() of cloudflare:sockets
export const addresses = {
  test(controller, env) {
    for (const [address, message] of [
      ["about", "Specified address is missing port."], ["", "Specified address is missing hostname."],
      [undefined, "Cannot initialize N7workerd3api13SocketAddressE with required members from an undefined or null value."],
    ]) {
      assert.throws(() => env.Other.connect(address), { name: "TypeError", message });
    }
  },
};

const loaded = (env, globalOutbound) => env.Loader.load({
  compatibilityDate: "2026-11-17", mainModule: "main.js", globalOutbound,
  modules: { "main.js": `
    import { connect } from "cloudflare:sockets";
    export default {
      async fetch() {
        let socket;
        try {
          socket = connect("host:7");
        } catch (e) {
          return new Response(String(e));
        }
        const opened = await socket.opened.then((info) => info.remoteAddress, (e) => e.message);
        let all = "";
        for await (const part of socket.readable.pipeThrough(new TextDecoderStream())) all += part;
        return new Response(opened + " " + all);
      },
      async connect(socket) {
        await socket.writable.getWriter().write(new TextEncoder().encode("loaded"));
      },
    };` },
}).getEntrypoint();

// 7.7: connect() of cloudflare:sockets leads to the network that a loaded Worker was given
export const outbound = {
  async test(controller, env, ctx) {
    assert.strictEqual(await (await loaded(env, ctx.exports.Net({})).fetch("http://x/")).text(), "host:7 net host:7");
  },
};

// 7.7: and nowhere without one
export const noOutbound = {
  async test(controller, env) {
    assert.match(await (await loaded(env, null).fetch("http://x/")).text(), /^Error: This worker is not permitted to access the internet via global functions/);
  },
};

// 7.7: a loaded Worker can be connected to
export const toLoaded = {
  async test(controller, env) {
    assert.strictEqual(await text(loaded(env, null).connect("x:1").readable), "loaded");
  },
};

// 7.7: and so can an entrypoint of ctx.exports
export const toExport = {
  async test(controller, env, ctx) {
    assert.strictEqual(await text(ctx.exports.Net.connect("self:1").readable), "net self:1");
  },
};
