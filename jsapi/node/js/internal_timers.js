// How long a timer may run.
(function (require, native) {
	"use strict";

	const { outOfRange, validateNumber } = require("internal_errors");

	const longest = 2 ** 31 - 1;
	function timerDuration(msecs, name) {
		validateNumber(msecs, name);
		if (msecs < 0 || !Number.isFinite(msecs)) throw outOfRange(name, "a non-negative finite number", msecs);
		return Math.min(msecs, longest);
	}
	return { default: { timerDuration } };
})
