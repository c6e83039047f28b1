(function (require) {
	"use strict";
	const { posix } = require("node:path");
	return { ...posix, default: posix };
})
