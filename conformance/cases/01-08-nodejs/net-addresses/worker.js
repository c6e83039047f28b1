// What node:net knows of addresses and ports, without a connection.
import net from "node:net";
import { inspect } from "node:util";

const text = (value) => (typeof value === "string" ? value : inspect(value, { breakLength: Infinity, depth: 4 }));
const out = (...values) => console.log(values.map(text).join(" "));
const failure = (e) => `${e?.name} ${e?.code}: ${e?.message}`;
const attempt = (f) => {
  try {
    return f();
  } catch (e) {
    return failure(e);
  }
};

// 1.8: a BlockList has addresses, ranges and subnets, and knows those that stand for others
export const blockLists = {
  test() {
    const list = new net.BlockList();
    list.addAddress("1.2.3.4");
    list.addAddress("::1", "ipv6");
    list.addRange("10.0.0.1", "10.0.0.10");
    list.addRange("2001:db8::1", "2001:db8::10", "ipv6");
    list.addSubnet("192.168.1.1", 24);
    list.addSubnet("fe80::", 10, "ipv6");
    list.addAddress("::ffff:9.9.9.9", "ipv6");
    list.addAddress(new net.SocketAddress({ address: "5.5.5.5" }));
    out(list.rules, JSON.stringify(list));
    for (const [address, family] of [
      ["1.2.3.4"], ["1.2.3.5"], ["::1", "ipv6"], ["10.0.0.5"], ["10.0.0.11"], ["2001:db8::5", "ipv6"], ["2001:db8::11", "ipv6"], ["192.168.1.77"],
      ["192.168.2.1"], ["fe80::1%eth0", "ipv6"], ["fe90::1", "ipv6"], ["::ffff:1.2.3.4", "ipv6"], ["::ffff:102:304", "ipv6"], ["9.9.9.9"],
      ["::ffff:9.9.9.9", "ipv6"], ["x"], ["::1"], ["1.2.3.4", "ipv6"], ["0:0:0:0:0:0:0:1", "ipv6"], [new net.SocketAddress({ address: "1.2.3.4" })],
    ]) {
      out(address, family, list.check(address, family));
    }
    const copy = new net.BlockList();
    copy.fromJSON(list.rules);
    out(copy.rules, net.BlockList.isBlockList(copy), net.BlockList.isBlockList({}));
    for (const f of [
      () => list.addAddress(5), () => list.addAddress("x"), () => list.addAddress("::1"), () => list.addAddress("1.2.3.4", "x"), () => list.addRange("1.1.1.1", 5),
      () => list.addRange("1.1.1.1", "x"), () => list.addRange("1.1.1.5", "1.1.1.1"), () => list.addSubnet("1.1.1.1", 33), () => list.addSubnet("::1", 129, "ipv6"),
      () => list.addSubnet("1.1.1.1", "x"), () => list.addSubnet("x", 5), () => list.check(5), () => list.check("x", "y"),
      () => list.addRange(new net.SocketAddress(), new net.SocketAddress({ family: "ipv6" })), () => copy.fromJSON("x"), () => copy.fromJSON(5),
    ]) {
      out(attempt(f));
    }
    console.log(inspect(list), inspect({ a: { b: { c: { list } } } }));
  },
};

// 1.8: a SocketAddress is made of options or of a text
export const socketAddresses = {
  test() {
    out(new net.SocketAddress(), new net.SocketAddress({ family: "IPV6", flowlabel: 5, port: 80 }).toJSON(), net.SocketAddress.isSocketAddress({}));
    for (const input of ["1.2.3.4", "1.2.3.4:81", "[::1]:81", "x", "192.168", "[::1", ""]) out(input, net.SocketAddress.parse(input));
    for (const f of [
      () => new net.SocketAddress(5), () => new net.SocketAddress({ address: "x" }), () => new net.SocketAddress({ family: "x" }),
      () => new net.SocketAddress({ port: -1 }), () => new net.SocketAddress({ flowlabel: -1 }), () => net.SocketAddress.parse(5),
    ]) {
      out(attempt(f));
    }
  },
};

// 1.8: a BoundSocket has a port until somebody takes it over or closes it
export const boundSockets = {
  async test() {
    const bound = new net.BoundSocket({ port: 9100 });
    out(bound.address(), bound.fd(), net.BoundSocket.isBoundSocket(bound), net.BoundSocket.isBoundSocket({}), attempt(() => new net.BoundSocket({ port: 9100 })));
    const server = net.createServer().listen(bound);
    out(server.address(), attempt(() => bound.address()), attempt(() => bound.close()));
    server.close();
    const closed = new net.BoundSocket({ port: 9100, host: "10.0.0.1" });
    closed.close();
    out(attempt(() => closed.fd()));
    const shared = [new net.BoundSocket({ port: 9101, reusePort: true }), new net.BoundSocket({ port: 9101, reusePort: true })];
    out(shared.length, attempt(() => new net.BoundSocket({ port: 9101 })));
    for (const o of [{ host: "x" }, { path: "x" }, { port: 70000 }, { ipv6Only: 5 }, { host: 5 }, 5]) out(attempt(() => new net.BoundSocket(o)));
    const used = new net.BoundSocket({ port: 9102, host: "10.0.0.7", ipv6Only: true });
    const socket = new net.Socket({ handle: used });
    out(used.constructor.name, socket.address(), socket.pending);
    socket.on("error", () => {});
    const over = new Promise((resolve) => socket.on("close", resolve));
    socket.destroy();
    await over;
    out(socket.address(), new net.BoundSocket({ port: 9102, host: "10.0.0.7" }).address());
  },
};

// 1.8: servers listen on ports that are free
export const listening = {
  async test() {
    const failing = (...args) => new Promise((resolve) => {
      const server = net.createServer().listen(...args);
      server.on("error", (e) => resolve([failure(e), e.syscall, e.address, e.port, server.listening]));
      server.on("listening", () => resolve(server.address()));
    });
    const server = net.createServer({ allowHalfOpen: true, pauseOnConnect: 1, keepAlive: true, keepAliveInitialDelay: 2500, highWaterMark: 5 });
    out({ ...server }.keepAliveInitialDelay, server.allowHalfOpen, server.pauseOnConnect, server.keepAlive, server.noDelay, server.highWaterMark);
    out(server.address(), server.listening, server.listen(9110).address(), server.listening, attempt(() => server.listen(9111)));
    out(await failing(9110), await failing("9112", "localhost"), await failing({ port: 9113, host: "example.com" }), await failing({ port: 9114, ipv6Only: true }));
    for (const args of [["/tmp/x"], [{ fd: 3 }], [-1], [{ port: 1, host: 5 }], [{ port: 1, reusePort: 5 }]]) out(attempt(() => net.createServer().listen(...args)));
    out(await new Promise((resolve) => net.createServer().close((e) => resolve(failure(e)))));
    out(await new Promise((resolve) => server.close(resolve)), server.listening, await failing(9110), attempt(() => server.getConnections()));
    for (const o of [5, { keepAliveInitialDelay: "x" }]) out(attempt(() => net.createServer(o)));
    out(attempt(() => net.createServer({}, 5)));
    {
      await using disposed = net.createServer().listen(9115);
      out(disposed.listening, disposed.ref() === disposed, disposed.unref() === disposed);
    }
    out(await failing(9115));
  },
};
