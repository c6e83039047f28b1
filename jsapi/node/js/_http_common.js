// What the parts of node:http share, by the names that libraries know.
(function (require) {
	"use strict";
	const { isToken, hasInvalidChar, chunked, METHODS, parsers, kIncomingMessage } = require("internal_http_common");
	const { named } = require("internal_stub");
	return {
		_checkIsHttpToken: named((val) => isToken(val), "_checkIsHttpToken", 1),
		_checkInvalidHeaderChar: named((val) => hasInvalidChar(val), "_checkInvalidHeaderChar", 1),
		chunkExpression: chunked, CRLF: "\r\n", continueExpression: /(?:^|\W)100-continue(?:$|\W)/i, methods: METHODS, parsers, kIncomingMessage,
	};
})
