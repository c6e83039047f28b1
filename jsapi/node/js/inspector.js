// https://nodejs.org/api/inspector.html
(function (require) {
	"use strict";
	return { ...require("internal_inspector") };
})
