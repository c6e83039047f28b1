// https://nodejs.org/api/http.html: the names of the protocol, and what headers may have.
(function (require, native) {
	"use strict";

	const { coded, validateInteger } = require("internal_errors");
	const { named, refuse } = require("internal_stub");

	const validateHeaderName = named((name, label = "Header name") => {
		if (typeof name !== "string" || !/^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/.test(name)) {
			throw coded(TypeError, "ERR_INVALID_HTTP_TOKEN", `${label} must be a valid HTTP token ["${name}"]`);
		}
	}, "validateHeaderName", 1);
	function validateHeaderValue(name, value) {
		if (value === undefined) throw coded(TypeError, "ERR_HTTP_INVALID_HEADER_VALUE", `Invalid value "${value}" for header "${name}"`);
		if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) throw coded(TypeError, "ERR_INVALID_CHAR", `Invalid character in header content ["${name}"]`);
	}
	return {
		METHODS: native.constants("http_methods"), STATUS_CODES: native.constants("http_status"), maxHeaderSize: 16384, validateHeaderName,
		validateHeaderValue, setMaxIdleHTTPParsers(max) { validateInteger(max, "max", 1); }, _connectionListener: refuse("_connectionListener"),
		WebSocket: globalThis.WebSocket, CloseEvent: globalThis.CloseEvent, MessageEvent: globalThis.MessageEvent,
	};
})
