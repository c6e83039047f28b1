// What node:stream has as Transform.
(function (require) {
	"use strict";
	const Transform = require("node:stream").Transform;
	return { Transform, default: Transform };
})
