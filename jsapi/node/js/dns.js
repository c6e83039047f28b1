// https://nodejs.org/api/dns.html
(function (require) {
	"use strict";

	const { codes, lookup, methods } = require("internal_dns");
	const { named } = require("internal_stub");
	const { callbackify } = require("node:util");

	// What asks answers through a callback here; what is known does so at once.
	const promises = require("node:dns/promises");
	const module = { ...codes, lookup: lookup.bind(undefined), promises: { ...promises, default: promises } };
	class Resolver {
		cancel() { throw new Error("Not implemented"); }
		setLocalAddress() { throw new Error("Not implemented"); }
	}
	for (const [name, method] of Object.entries(methods)) {
		const asks = name === "reverse" || name === "lookupService" || name.startsWith("resolve");
		module[name] = (asks ? callbackify(method) : method).bind(undefined);
		if (name.includes("DefaultResultOrder") || name === "lookupService") continue;
		const value = asks ? (...args) => void module[name](...args) : (...args) => module[name](...args);
		Object.defineProperty(Resolver.prototype, name, { value: named(value, name, 0), writable: true, configurable: true });
	}
	return { ...module, Resolver };
})
