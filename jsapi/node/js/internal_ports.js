// The ports of an isolate. Nobody outside can connect to one; what arrives is brought to the server that listens there.
(function (require) {
	"use strict";

	const { coded } = require("internal_errors");

	const bound = new Map(); // port -> how many share it, and whether they may
	const handlers = new Map(); // port -> { fetch } or { connect }
	const connections = new Map(); // who uses a port that it has connected from
	const [first, last] = [49152, 65535];
	let next = first;

	const failed = (code, address, port) => Object.assign(coded(Error, code, `bind ${code} ${address}:${port}`), { syscall: "bind", address, port });

	function ephemeral() {
		for (let tries = first; tries <= last; tries++) {
			const port = next;
			next = next === last ? first : next + 1;
			if (!bound.has(port)) return port;
		}
		return 0;
	}

	// bind takes a port, any for 0, and answers which.
	function bind(host, port, shared = false) {
		if (port === 0) port = ephemeral();
		const has = bound.get(port);
		if (port === 0 || (has && !(has.shared && shared))) throw failed("EADDRINUSE", host, port);
		bound.set(port, { shared, count: (has?.count ?? 0) + 1 });
		return port;
	}
	function release(port) {
		const has = bound.get(port);
		if (!has || --has.count > 0) return;
		bound.delete(port);
		handlers.delete(port);
	}

	const normalized = Symbol("normalizedArgs");
	function validatePort(port, name = "Port") {
		const numeric = typeof port === "number" || (typeof port === "string" && port.trim() !== "");
		if (!numeric || +port !== +port >>> 0 || port > 0xffff) {
			throw coded(Error, "ERR_SOCKET_BAD_PORT", `${name} should be >= 0 and < 65536. Received ${typeof port}.`);
		}
		return port | 0;
	}

	// normalizeArgs reads what listen and connect are called with: options, a path, or a port and a host; then a callback.
	function normalizeArgs(args) {
		const [target, host] = args;
		let options = {};
		if (typeof target === "object" && target !== null) options = target;
		else if (typeof target === "string" && !(Number(target) >= 0)) options.path = target;
		else if (args.length > 0) options = typeof host === "string" ? { port: target, host } : { port: target };
		const callback = args.at(-1);
		return Object.assign([options, typeof callback === "function" ? callback : null], { [normalized]: true });
	}

	const alreadyListening = () => coded(Error, "ERR_SERVER_ALREADY_LISTEN", "Listen method has been called more than once without closing.");

	// gateway is where connections leave from, and arrive at.
	const gateway = { IPv4: "240.1.0.1", IPv6: "::ffff:240.1.0.1" };
	return { default: { gateway, bind, release, ephemeral, handlers, connections, validatePort, normalizeArgs, alreadyListening } };
})
