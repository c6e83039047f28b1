// https://nodejs.org/api/repl.html: there is nobody to read.
(function (require, native) {
	"use strict";

	const { refuse, unimplemented } = require("internal_stub");
	const { Interface } = require("node:readline/promises");

	class Recoverable extends SyntaxError {
		constructor(err) {
			super();
			this.err = err;
		}
	}
	class REPLServer extends Interface {
		constructor() {
			super();
			throw unimplemented("REPLServer");
		}
	}
	for (const [name, length] of [["setupHistory", 2], ["defineCommand", 2], ["displayPrompt", 1], ["clearBufferedCommand", 0]]) {
		Object.defineProperty(REPLServer.prototype, name, { value: refuse(name, length), writable: true, configurable: true });
	}
	const builtinModules = native.constants("builtins").filter((name) => name[0] !== "_");
	return {
		writer: Object.assign(refuse("writer"), {
			options: {
				showHidden: false, depth: 2, colors: true, customInspect: true, showProxy: true, maxArrayLength: 100, maxStringLength: 10000,
				breakLength: 80, compact: 3, sorted: false, getters: false, numericSeparator: false,
			},
		}),
		start: refuse("start"), Recoverable, REPLServer, builtinModules, _builtinLibs: builtinModules,
		REPL_MODE_SLOPPY: Symbol("repl-sloppy"), REPL_MODE_STRICT: Symbol("repl-strict"),
	};
})
