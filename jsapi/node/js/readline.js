// https://nodejs.org/api/readline.html
(function (require) {
	"use strict";

	const Interface = require("internal_readline")(function question(query, options, callback) {
		if (typeof options === "function") options("");
		else if (typeof callback === "function") callback("");
	});
	return {
		clearLine: () => false,
		clearScreenDown: () => false,
		createInterface: () => new Interface(),
		cursorTo: () => false,
		emitKeypressEvents() {},
		moveCursor: () => false,
		Interface,
		promises: require("node:readline/promises"),
	};
})
