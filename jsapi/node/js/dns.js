// https://nodejs.org/api/dns.html: the names of what can go wrong, and who would be asked.
(function (require, native) {
	"use strict";

	const { validateOneOf } = require("internal_errors");

	let order = "verbatim";
	return {
		...native.constants("dns"),
		getDefaultResultOrder: () => order,
		setDefaultResultOrder(value) {
			validateOneOf(value, "dnsOrder", ["verbatim", "ipv4first", "ipv6first"]);
			order = value;
		},
		getServers: () => ["1.1.1.1", "2606:4700:4700::1111", "1.0.0.1", "2606:4700:4700::1001"],
		setServers: Object.defineProperty((servers) => {
			throw new Error("Not implemented");
		}, "length", { value: 0 }),
	};
})
