// https://nodejs.org/api/http.html
(function (require) {
	"use strict";

	const { validateInteger } = require("internal_errors");
	const { METHODS, STATUS_CODES, validateHeaderName, validateHeaderValue, parsers } = require("internal_http_common");
	const { OutgoingMessage } = require("internal_http_outgoing");
	const { IncomingMessage } = require("internal_http_incoming");
	const { ClientRequest } = require("internal_http_client");
	const { Agent, globalAgent } = require("internal_http_agent");
	const { Server, ServerResponse, createServer, _connectionListener } = require("internal_http_server");

	const request = (url, options, cb) => new ClientRequest(url, options, cb);
	function get(url, options, cb) {
		const req = request(url, options, cb);
		req.end();
		return req;
	}
	function setMaxIdleHTTPParsers(max) {
		validateInteger(max, "max", 1);
		parsers.max = max;
	}
	const { WebSocket, CloseEvent, MessageEvent } = globalThis;
	return {
		METHODS, STATUS_CODES, maxHeaderSize: 16384, validateHeaderName, validateHeaderValue, setMaxIdleHTTPParsers, _connectionListener, request, get,
		createServer, Agent, globalAgent, ClientRequest, IncomingMessage, OutgoingMessage, Server, ServerResponse, WebSocket, CloseEvent, MessageEvent,
	};
})
