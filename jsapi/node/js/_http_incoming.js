// What node:http calls the messages that arrive.
(function (require) {
	"use strict";
	const { IncomingMessage } = require("internal_http_incoming");
	return { IncomingMessage };
})
