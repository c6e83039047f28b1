// https://nodejs.org/api/net.html
(function (require) {
	"use strict";

	const { invalidArgValue, validateInteger } = require("internal_errors");
	const { normalizeArgs } = require("internal_ports");
	const { named } = require("internal_stub");
	const { isIP, isIPv4, isIPv6, SocketAddress, BlockList } = require("internal_net_address");
	const { Socket } = require("internal_net_socket");
	const { Server } = require("internal_net_server");
	const { BoundSocket } = require("internal_net_bound");

	function connect(...args) {
		const normal = normalizeArgs(args);
		const [options] = normal;
		const socket = new Socket(options);
		if (options.timeout) socket.setTimeout(options.timeout);
		return socket.destroyed ? socket : socket.connect(normal);
	}
	return {
		BlockList, BoundSocket, Server, Socket, SocketAddress, Stream: Socket, connect, createConnection: connect, isIP, isIPv4, isIPv6,
		createServer: (options, connectionListener) => new Server(options, connectionListener),
		_normalizeArgs: named((args) => normalizeArgs(args), "_normalizeArgs", 1),
		// One address is tried after the other, and that is all there is.
		getDefaultAutoSelectFamily: () => false,
		setDefaultAutoSelectFamily(val) {
			if (val !== false) throw invalidArgValue("val", val);
		},
		getDefaultAutoSelectFamilyAttemptTimeout: () => 10,
		setDefaultAutoSelectFamilyAttemptTimeout(val) {
			validateInteger(val, "val", 1, 2147483647);
		},
	};
})
