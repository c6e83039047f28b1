(function (require) {
	"use strict";
	const util = require("node:util");
	return { ...util, default: util };
})
