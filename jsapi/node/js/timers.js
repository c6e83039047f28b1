// https://nodejs.org/api/timers.html
(function (require) {
	"use strict";
	const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate } = globalThis;
	return {
		setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate,
		promises: require("node:timers/promises"),
	};
})
