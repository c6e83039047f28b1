// What node:stream has as PassThrough.
(function (require) {
	"use strict";
	const PassThrough = require("node:stream").PassThrough;
	return { PassThrough, default: PassThrough };
})
