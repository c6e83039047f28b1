// https://nodejs.org/api/dgram.html: sockets that send nowhere.
(function (require) {
	"use strict";

	const EventEmitter = require("node:events");
	const { validateFunction, validateObject } = require("internal_errors");

	function Socket(type, callback) {
		EventEmitter.call(this);
		if (typeof type === "string") type = { type };
		validateObject(type, "type");
		if (callback !== undefined) validateFunction(callback, "callback");
	}
	Object.setPrototypeOf(Socket.prototype, EventEmitter.prototype);
	Object.setPrototypeOf(Socket, EventEmitter);
	Object.assign(Socket.prototype, {
		bind(port, address, callback) { return this; },
		connect(port, address, callback) {},
		disconnect() {},
		sendto(buffer, offset, length, port, address, callback) {},
		send(buffer, offset, length, port, address, callback) {},
		close(callback) { return this; },
		async [Symbol.asyncDispose]() {},
		address: () => ({}),
		remoteAddress: () => ({}),
		setBroadcast(flag) {},
		setTTL(ttl) {},
		setMulticastTTL(ttl) {},
		setMulticastLoopback(flag) {},
		setMulticastInterface(address) {},
		addMembership(group, address) {},
		dropMembership(group, address) {},
		addSourceSpecificMembership(source, group, address) {},
		dropSourceSpecificMembership(source, group, address) {},
		ref() { return this; },
		unref() { return this; },
		setRecvBufferSize(size) {},
		setSendBufferSize(size) {},
		getRecvBufferSize: () => 0,
		getSendBufferSize: () => 0,
		getSendQueueSize: () => 0,
		getSendQueueCount: () => 0,
	});
	return { Socket, createSocket: (type, callback) => new Socket(type, callback) };
})
