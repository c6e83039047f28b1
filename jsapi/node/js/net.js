// https://nodejs.org/api/net.html: what needs no connection.
(function (require, native) {
	"use strict";

	const { invalidArgValue, validateInteger } = require("internal_errors");

	const isIP = (input) => native.ipVersion(`${input ?? ""}`);
	return {
		isIP,
		isIPv4: (input) => isIP(input) === 4,
		isIPv6: (input) => isIP(input) === 6,
		// One address is tried after the other, and that is all there is.
		getDefaultAutoSelectFamily: () => false,
		setDefaultAutoSelectFamily(val) {
			if (val !== false) throw invalidArgValue("val", val);
		},
		getDefaultAutoSelectFamilyAttemptTimeout: () => 10,
		setDefaultAutoSelectFamilyAttemptTimeout(val) {
			validateInteger(val, "val", 1, 2147483647);
		},
	};
})
