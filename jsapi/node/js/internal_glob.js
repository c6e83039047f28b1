// Patterns of paths. https://nodejs.org/api/path.html#pathmatchesglobpath-pattern
(function (require) {
	"use strict";

	const { validateString } = require("internal_errors");
	const literal = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

	// source answers the regular expression of a pattern: * within a part, ** across parts, ?, [] and {}.
	function source(pattern) {
		let out = "";
		let braces = 0;
		for (let n = 0; n < pattern.length; n++) {
			const c = pattern[n];
			if (c === "*" && pattern[n + 1] === "*") {
				n++;
				if (pattern[n + 1] === "/") {
					n++;
					out += "(?:[^/]+/)*";
				} else {
					out += ".*";
				}
			} else if (c === "*") {
				out += "[^/]*";
			} else if (c === "?") {
				out += "[^/]";
			} else if (c === "[" && pattern.indexOf("]", n + 2) > 0) {
				const end = pattern.indexOf("]", n + 2);
				out += `[${pattern.slice(n + 1, end).replace(/^!/, "^").replaceAll("\\", "\\\\")}]`;
				n = end;
			} else if (c === "{" && pattern.indexOf("}", n) > 0) {
				out += "(?:";
				braces++;
			} else if (c === "," && braces > 0) {
				out += "|";
			} else if (c === "}" && braces > 0) {
				out += ")";
				braces--;
			} else {
				out += literal(c);
			}
		}
		return out;
	}
	const expression = (pattern) => new RegExp(`^${source(pattern)}$`);

	function matches(path, pattern, separator) {
		validateString(path, "path");
		validateString(pattern, "pattern");
		if (separator === "\\") [path, pattern] = [path.replaceAll("\\", "/"), pattern.replaceAll("\\", "/")];
		return expression(pattern).test(path);
	}
	return { default: { matches, expression } };
})
