// What node:http calls the messages that leave.
(function (require) {
	"use strict";
	const { validateHeaderName, validateHeaderValue, unique, kUniqueHeaders, kHighWaterMark } = require("internal_http_common");
	const { OutgoingMessage } = require("internal_http_outgoing");
	const { named } = require("internal_stub");
	const parseUniqueHeadersOption = named((headers) => unique(headers), "parseUniqueHeadersOption", 1);
	return { validateHeaderName, validateHeaderValue, kUniqueHeaders, kHighWaterMark, parseUniqueHeadersOption, OutgoingMessage };
})
