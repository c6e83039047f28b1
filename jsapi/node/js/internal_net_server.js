// Servers, to which connections are brought by cloudflare:node. https://nodejs.org/api/net.html#class-netserver
(function (require) {
	"use strict";

	const EventEmitter = require("node:events");
	const { coded, invalidArgValue, validateBoolean, validateFunction, validateNumber, validateObject, validateString } = require("internal_errors");
	const { bind, release, ephemeral, handlers, gateway, validatePort, normalizeArgs, alreadyListening } = require("internal_ports");
	const { BoundSocket, take } = require("internal_net_bound");
	const { isIP } = require("internal_net_address");
	const { adopt, startReading } = require("internal_net_socket");

	const any = { "0.0.0.0": gateway.IPv4, "::": gateway.IPv6 };
	const nextDoor = { IPv4: "240.1.255.254", IPv6: "::ffff:240.1.255.254" };

	class Server extends EventEmitter {
		#address = null;
		#connections = 0;
		#closing = false;
		#handler = { connect: (socket) => this.#accept(socket) };

		allowHalfOpen;
		pauseOnConnect;
		noDelay;
		keepAlive;
		keepAliveInitialDelay;
		highWaterMark;
		maxConnections = undefined;

		constructor(options, connectionListener) {
			super();
			if (typeof options === "function") [options, connectionListener] = [{}, options];
			else if (options == null) options = {};
			else validateObject(options, "options");
			if (connectionListener !== undefined) {
				validateFunction(connectionListener, "connectionListener");
				this.on("connection", connectionListener);
			}
			const { keepAliveInitialDelay: delay } = options;
			if (delay !== undefined) validateNumber(delay, "options.keepAliveInitialDelay");
			this.allowHalfOpen = options.allowHalfOpen ?? false;
			this.pauseOnConnect = Boolean(options.pauseOnConnect);
			this.noDelay = Boolean(options.noDelay);
			this.keepAlive = Boolean(options.keepAlive);
			this.keepAliveInitialDelay = ~~(Math.max(delay ?? 0, 0) / 1000);
			this.highWaterMark = options.highWaterMark;
		}

		listen(...args) {
			const [options, callback] = normalizeArgs(args);
			if (this.#address !== null) throw alreadyListening();
			if (callback !== null) this.once("listening", callback);
			const bound = [options, options.handle].find((one) => BoundSocket.isBoundSocket(one));
			try {
				this.#address = bound ? take(bound).address : this.#bind(options);
			} catch (error) {
				if (error.syscall !== "bind") throw error;
				queueMicrotask(() => this.emit("error", error));
				return this;
			}
			this.#closing = false;
			handlers.set(this.#address.port, this.#handler);
			queueMicrotask(() => this.emit("listening"));
			return this;
		}
		#bind(options) {
			if (options.path != null) throw invalidArgValue("options.path", options.path, "is not supported");
			if (options.handle != null || options.fd != null) {
				throw invalidArgValue("options", options, "only a net.BoundSocket handle is supported");
			}
			const port = options.port == null ? 0 : validatePort(options.port, "options.port");
			const { reusePort = false } = options;
			validateBoolean(reusePort, "options.reusePort");
			let { host = options.ipv6Only ? "::" : "0.0.0.0" } = options;
			validateString(host, "options.host");
			if (host === "localhost") host = "127.0.0.1";
			const address = { address: host, port: bind(host, port, reusePort) };
			const version = isIP(host);
			return version === 0 ? address : { ...address, family: `IPv${version}` };
		}

		// accept serves a connection until it is closed.
		async #accept(connection) {
			const { remoteAddress } = await connection.opened;
			if (this.#address === null) {
				await connection.close();
				return;
			}
			const local = { ...this.#address, address: any[this.#address.address] ?? this.#address.address };
			// A peer that is not told of seems to be next door.
			const remote = parse(remoteAddress) ?? {
				address: nextDoor[local.family] ?? nextDoor.IPv4, family: local.family ?? "IPv4", port: ephemeral(),
			};
			if (this.maxConnections !== undefined && this.#connections >= this.maxConnections) {
				this.emit("drop", {
					localAddress: local.address, localPort: local.port, localFamily: local.family,
					remoteAddress: remote.address, remotePort: remote.port, remoteFamily: remote.family,
				});
				await connection.close();
				return;
			}
			const { allowHalfOpen, highWaterMark } = this;
			const socket = adopt(connection, { allowHalfOpen, highWaterMark }, remote, local);
			socket.server = socket._server = this;
			this.#connections++;
			const closed = new Promise((resolve) => socket.once("close", resolve));
			if (this.pauseOnConnect) socket.pause();
			this.emit("connection", socket);
			if (!socket.isPaused() && socket._handle && !socket._handle.reading) startReading(socket);
			await closed;
			this.#connections--;
			this.#closed();
		}

		address() { return this.#address === null ? null : { ...this.#address }; }
		get listening() { return this.#address !== null; }
		close(cb) {
			if (typeof cb === "function") {
				const idle = this.#address === null;
				this.once("close", () => cb(idle ? coded(Error, "ERR_SERVER_NOT_RUNNING", "Server is not running.") : undefined));
			}
			if (this.#address !== null) {
				const { port } = this.#address;
				if (handlers.get(port) === this.#handler) handlers.delete(port);
				release(port);
				this.#address = null;
			}
			this.#closing = true;
			this.#closed();
			return this;
		}
		// closed says so when nobody listens and the last connection has gone.
		#closed() {
			if (!this.#closing || this.#address !== null || this.#connections > 0) return;
			this.#closing = false;
			queueMicrotask(() => this.emit("close"));
		}
		getConnections(cb) {
			validateFunction(cb, "cb");
			const count = this.#connections;
			queueMicrotask(() => cb(null, count));
			return this;
		}
		ref() { return this; }
		unref() { return this; }
		async [Symbol.asyncDispose]() {
			if (this.#address !== null) await new Promise((resolve) => this.close(resolve));
		}
	}

	// parse reads "host:port".
	function parse(authority) {
		const [, host, port] = /^\[?(.*?)\]?:(\d+)$/.exec(authority ?? "") ?? [];
		if (port === undefined) return undefined;
		const version = isIP(host);
		return { address: host, family: version === 0 ? undefined : `IPv${version}`, port: Number(port) };
	}

	return { default: { Server } };
})
