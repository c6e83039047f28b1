(function (require) {
	"use strict";
	const { strict } = require("node:assert");
	return { ...strict, default: strict };
})
