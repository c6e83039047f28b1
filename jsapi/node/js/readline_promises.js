// https://nodejs.org/api/readline.html#promises-api
(function (require) {
	"use strict";

	const Interface = require("internal_readline")(function question(query, options) {
		return Promise.resolve("");
	});
	class Readline {
		clearLine(dir) { return this; }
		clearScreenDown() { return this; }
		commit() { return Promise.resolve(); }
		cursorTo(x, y) { return this; }
		moveCursor(dx, dy) { return this; }
		rollback() { return this; }
	}
	return { Interface, Readline, createInterface: () => new Interface() };
})
