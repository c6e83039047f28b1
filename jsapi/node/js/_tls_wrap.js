// What node:tls has that is about connections.
(function (require) {
	"use strict";
	const { TLSSocket, connect } = require("internal_tls");
	return { TLSSocket, connect };
})
