// https://nodejs.org/api/inspector.html#promises-api
(function (require) {
	"use strict";
	return { ...require("internal_inspector"), open: () => ({ [Symbol.dispose]: () => Promise.resolve() }) };
})
