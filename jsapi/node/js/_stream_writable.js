// What node:stream has as Writable.
(function (require) {
	"use strict";
	const Writable = require("node:stream").Writable;
	const { fromWeb, toWeb, WritableState } = Writable;
	return { Writable, WritableState, fromWeb, toWeb, default: Writable };
})
