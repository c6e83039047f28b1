// https://nodejs.org/api/dns.html#dns-promises-api
(function (require) {
	"use strict";

	const { codes, lookup: ask, methods } = require("internal_dns");
	const { named } = require("internal_stub");

	function lookup(hostname, options) {
		return new Promise((resolve, reject) => ask(hostname, options, (error, address, family) => {
			if (error) reject(error);
			else resolve(Array.isArray(address) ? address : { address, family });
		}));
	}

	class Resolver {
		cancel() { throw new Error("Not implemented"); }
		setLocalAddress() { throw new Error("Not implemented"); }
	}
	for (const name of Object.keys(methods)) {
		if (name.includes("DefaultResultOrder") || name === "lookupService") continue;
		const { [name]: method } = { [name]: named((...args) => methods[name](...args), name, methods[name].length) };
		Object.defineProperty(Resolver.prototype, name, { value: method, writable: true, configurable: true });
	}
	return { ...codes, ...methods, lookup, Resolver };
})
