// What node:inspector and its promises have in common: nobody can be inspected.
(function (require) {
	"use strict";

	const EventEmitter = require("node:events");
	const { refuse, unimplemented } = require("internal_stub");

	class StubSession extends EventEmitter {
		constructor() {
			super();
			throw unimplemented("Session");
		}
	}
	for (const [name, length] of [["connect", 0], ["connectToMainThread", 0], ["disconnect", 0], ["post", 3]]) {
		Object.defineProperty(StubSession.prototype, name, { value: refuse(`Session.${name}`, length), writable: true, configurable: true });
	}
	const console = {};
	for (const name of [
		"debug", "error", "info", "log", "warn", "dir", "dirxml", "table", "trace", "group", "groupCollapsed", "groupEnd", "clear", "count",
		"countReset", "assert", "profile", "profileEnd", "time", "timeLog", "timeStamp",
	]) console[name] = () => {};
	const Network = {};
	for (const name of [
		"requestWillBeSent", "dataReceived", "dataSent", "responseReceived", "loadingFinished", "loadingFailed", "webSocketCreated",
		"webSocketHandshakeResponseReceived", "webSocketClosed",
	]) Network[name] = refuse(`Network.${name}`, 1);

	return {
		default: {
			Session: StubSession, console, Network, close() {}, url() {}, waitForDebugger() {},
			open: (port, host, wait) => ({ [Symbol.dispose]: () => Promise.resolve() }),
		},
	};
})
