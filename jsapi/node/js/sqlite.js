// https://nodejs.org/api/sqlite.html: the platform has its names and numbers, and nothing that could be opened.
(function (require, native) {
	"use strict";

	class DatabaseSync {
		constructor() { throw new TypeError("Illegal constructor"); }
	}
	class StatementSync {
		constructor() { throw new TypeError("Illegal constructor"); }
	}
	function backup() {
		throw new Error("backup is not implemented");
	}
	return { DatabaseSync, StatementSync, constants: native.constants("sqlite"), backup };
})
