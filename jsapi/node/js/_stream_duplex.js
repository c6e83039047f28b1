// What node:stream has as Duplex.
(function (require) {
	"use strict";
	const Duplex = require("node:stream").Duplex;
	const { from, fromWeb, toWeb } = Duplex;
	return { Duplex, from, fromWeb, toWeb, default: Duplex };
})
