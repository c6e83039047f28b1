// What node:http calls requests.
(function (require) {
	"use strict";
	const { ClientRequest } = require("internal_http_client");
	return { ClientRequest };
})
