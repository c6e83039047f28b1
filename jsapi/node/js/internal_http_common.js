// What the classes of node:http agree on: what headers may have, and what is said when they are wrong.
(function (require, native) {
	"use strict";

	const { coded } = require("internal_errors");
	const { named } = require("internal_stub");

	const isToken = (text) => /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/.test(text);
	const hasInvalidChar = (value) =>
		Array.isArray(value) ? value.some(hasInvalidChar) : /[^\t\x20-\x7e\x80-\xff]/.test(`${value}`);

	const errors = {
		token: (label, name) => coded(TypeError, "ERR_INVALID_HTTP_TOKEN", `${label} must be a valid HTTP token ["${name}"]`),
		invalidChar: (what, field) =>
			coded(TypeError, "ERR_INVALID_CHAR", `Invalid character in ${what}` + (field === undefined ? "" : ` ["${field}"]`)),
		sent: (action) => coded(Error, "ERR_HTTP_HEADERS_SENT", `Cannot ${action} headers after they are sent to the client`),
		afterEnd: () => coded(Error, "ERR_STREAM_WRITE_AFTER_END", "write after end"),
		finished: () => coded(Error, "ERR_STREAM_ALREADY_FINISHED", "Cannot call end after a stream was finished"),
		contentLength: (actual, expected) => coded(Error, "ERR_HTTP_CONTENT_LENGTH_MISMATCH",
			`Request body length does not match content-length header. Expected: ${expected}, Actual: ${actual}`),
		noBody: () => coded(Error, "ERR_HTTP_BODY_NOT_ALLOWED", "Request with GET/HEAD method cannot have body"),
		option: (name) => coded(Error, "ERR_OPTION_NOT_IMPLEMENTED", `The ${name} option is not implemented`),
		reset: (message) => coded(Error, "ECONNRESET", message),
	};

	const validateHeaderName = named((name, label = "Header name") => {
		if (typeof name !== "string" || !isToken(name)) throw errors.token(label, name);
	}, "validateHeaderName", 1);
	function validateHeaderValue(name, value) {
		if (value === undefined) throw coded(TypeError, "ERR_HTTP_INVALID_HEADER_VALUE", `Invalid value "${value}" for header "${name}"`);
		if (hasInvalidChar(value)) throw errors.invalidChar("header content", name);
	}

	// unique answers the names of headers that are never repeated, null if nobody says any.
	function unique(names) {
		return Array.isArray(names) ? new Set(names.flat(1).map((name) => name.toLowerCase())) : null;
	}

	return {
		default: {
			isToken, hasInvalidChar, errors, validateHeaderName, validateHeaderValue, unique,
			chunked: /(?:^|\W)chunked(?:$|\W)/i,
			parsers: { name: "parsers", max: 1000 },
			METHODS: native.constants("http_methods"),
			STATUS_CODES: native.constants("http_status"),
			kIncomingMessage: Symbol("IncomingMessage"), kServerResponse: Symbol("ServerResponse"),
			kUniqueHeaders: Symbol("kUniqueHeaders"), kHighWaterMark: Symbol("kHighWaterMark"), kOutHeaders: Symbol("kOutHeaders"),
			kErrored: Symbol("kErrored"),
		},
	};
})
