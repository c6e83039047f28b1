// What node:http calls servers.
(function (require) {
	"use strict";
	const { STATUS_CODES, kServerResponse } = require("internal_http_common");
	const {
		Server, ServerResponse, setupConnectionsTracking, storeHTTPOptions, _connectionListener, httpServerPreClose, kConnectionsCheckingInterval,
	} = require("internal_http_server");
	return {
		STATUS_CODES, Server, ServerResponse, setupConnectionsTracking, storeHTTPOptions, _connectionListener, kServerResponse, httpServerPreClose,
		kConnectionsCheckingInterval,
	};
})
