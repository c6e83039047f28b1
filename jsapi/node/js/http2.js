// https://nodejs.org/api/http2.html, which the platform has in name only.
(function (require, native) {
	"use strict";

	const { refuse, unimplemented } = require("internal_stub");
	const absent = (name) => class {
		constructor() { throw unimplemented(name); }
	};
	return {
		constants: Object.setPrototypeOf(native.constants("http2"), null),
		createSecureServer: refuse("http2.createSecureServer"),
		createServer: refuse("http2.createServer"),
		Http2ServerRequest: absent("http2.Http2ServerRequest"),
		Http2ServerResponse: absent("http2.Http2ServerResponse"),
		connect: refuse("http2.connect"),
		getDefaultSettings: () => Object.create({
			headerTableSize: 4096, enablePush: true, initialWindowSize: 65535, maxFrameSize: 16384, maxConcurrentStreams: 4294967295,
			maxHeaderSize: 65535, maxHeaderListSize: 65535, enableConnectProtocol: false,
		}),
		getPackedSettings: () => require("node:buffer").Buffer.alloc(0),
		getUnpackedSettings: () => ({}),
		performServerHandshake: refuse("http2.performServerHandshake"),
		sensitiveHeaders: Symbol("nodejs.http2.sensitiveHeaders"),
	};
})
