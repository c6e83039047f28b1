// What node:readline and its promises have in common: there is nobody at the terminal.
(function (require) {
	"use strict";

	const EventEmitter = require("node:events");

	// terminal answers an Interface whose questions are answered by ask.
	const terminal = (ask) => {
		class Interface extends EventEmitter {
			terminal = false;
			line = "";
			cursor = 0;
			getPrompt() { return ""; }
			setPrompt(prompt) {}
			prompt(preserveCursor) {}
			pause() { return this; }
			resume() { return this; }
			close() {}
			write(data, key) {}
			getCursorPos() { return { rows: 0, cols: 0 }; }
			[Symbol.dispose]() { this.close(); }
			async [Symbol.asyncDispose]() { this.close(); }
			// One empty line, so that a loop over them ends.
			[Symbol.asyncIterator]() {
				let lines = [""];
				return {
					next: async () => (lines.length > 0 ? { value: lines.pop(), done: false } : { value: undefined, done: true }),
					return: async (value) => ({ value, done: true }),
					[Symbol.asyncIterator]() { return this; },
				};
			}
		}
		Object.defineProperty(Interface.prototype, "question", { value: ask, writable: true, configurable: true });
		return Interface;
	};
	return { default: terminal };
})
