// https://nodejs.org/api/wasi.html, which the platform has in name only.
(function (require) {
	"use strict";

	const { invalidArgType, validateBoolean, validateInteger, validateObject, validateOneOf } = require("internal_errors");
	const { unimplemented } = require("internal_stub");

	class WASI {
		constructor(options = { version: "unstable" }) {
			validateObject(options, "options");
			validateOneOf(options.version, "options.version", ["unstable", "preview1"]);
			if (options.args !== undefined && !Array.isArray(options.args)) throw invalidArgType("options.args", "an instance of Array", options.args);
			for (const name of ["env", "preopens"]) {
				if (options[name] !== undefined) validateObject(options[name], `options.${name}`);
			}
			for (const [name, fd] of [["stdin", 0], ["stdout", 1], ["stderr", 2]]) validateInteger(options[name] ?? fd, `options.${name}`, 0, 2147483647);
			if (options.returnOnExit !== undefined) validateBoolean(options.returnOnExit, "options.returnOnExit");
			throw unimplemented("WASI");
		}
		finalizeBindings(instance, options = {}) { throw unimplemented("WASI.finalizeBindings"); }
		start(instance) { throw unimplemented("WASI.start"); }
		initialize(instance) { throw unimplemented("WASI.initialize"); }
		getImportObject() { return {}; }
	}
	return { WASI };
})
