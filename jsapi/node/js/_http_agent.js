// What node:http calls agents.
(function (require) {
	"use strict";
	const { Agent, globalAgent } = require("internal_http_agent");
	return { Agent, globalAgent };
})
