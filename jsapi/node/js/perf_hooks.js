// https://nodejs.org/api/perf_hooks.html: the web's classes, and no event loop to measure.
(function (require, native) {
	"use strict";

	const { refuse } = require("internal_stub");
	const { MessageChannel, MessagePort, ...classes } = native.classes();
	return {
		...classes,
		monitorEventLoopDelay: refuse("monitorEventLoopDelay"),
		createHistogram: refuse("createHistogram"),
		eventLoopUtilization: (before, after) => ({ idle: 0, active: 0, utilization: 0 }),
		timerify: (fn) => fn,
		performance: globalThis.performance,
		constants: Object.freeze(native.constants("perf_hooks")),
	};
})
