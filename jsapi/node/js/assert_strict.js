// https://nodejs.org/api/assert.html#strict-assertion-mode, the platform's only one.
(function (require) {
	"use strict";

	const assert = require("node:assert");
	return { ...assert, default: assert };
})
