// https://nodejs.org/api/timers.html
(function (require, native) {
	"use strict";

	const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate } = globalThis;
	const removed = () => {
		throw new Error("Not implemented. Please use setTimeout() instead.");
	};
	return {
		clearImmediate, setImmediate, clearTimeout, setTimeout, clearInterval, setInterval,
		active(timer) { removed(); },
		unenroll(timer) { removed(); },
		enroll(timer, msecs) { removed(); },
		promises: require("node:timers/promises"),
	};
})
