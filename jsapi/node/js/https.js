// https://nodejs.org/api/https.html
(function (require) {
	"use strict";

	const { ClientRequest, isURL, toOptions } = require("internal_http_client");
	const { SecureAgent: Agent, secureGlobalAgent: globalAgent } = require("internal_http_agent");
	const { SecureServer: Server, createSecureServer: createServer } = require("internal_http_server");

	function request(...args) {
		const options = typeof args[0] === "string" || isURL(args[0]) ? toOptions(args.shift()) : {};
		if (args.length > 0 && typeof args[0] !== "function") Object.assign(options, args.shift());
		options._defaultAgent = globalAgent;
		return new ClientRequest(options, ...args);
	}
	function get(input, options, cb) {
		const req = request(input, options, cb);
		req.end();
		return req;
	}
	return { get, request, Agent, globalAgent, createServer, Server };
})
