// What the platform has in name only.
(function (require) {
	"use strict";

	const { coded } = require("internal_errors");

	const unimplemented = (name) => coded(Error, "ERR_METHOD_NOT_IMPLEMENTED", `The ${name} method is not implemented`);

	// named gives a function its name and length.
	const named = (f, name, length) => Object.defineProperties(f, {
		name: { value: name, configurable: true }, length: { value: length, configurable: true },
	});

	// refuse answers a function that throws, said to be what, of some length.
	const refuse = (what, length = 0) => named(function () { throw unimplemented(what); }, what.slice(what.lastIndexOf(".") + 1), length);

	// methods puts functions on a class that are not enumerable, as its own are.
	function methods(Class, table) {
		for (const name of Reflect.ownKeys(table)) {
			Object.defineProperty(Class.prototype, name, { value: table[name], writable: true, configurable: true, enumerable: false });
		}
		return Class;
	}

	// frozen answers a table without prototype that stays as it is, and so do the tables in it.
	function frozen(table) {
		for (const key of Object.keys(table)) {
			if (table[key] !== null && typeof table[key] === "object") frozen(table[key]);
		}
		return Object.freeze(Object.setPrototypeOf(table, null));
	}

	return { default: { unimplemented, refuse, named, methods, frozen } };
})
