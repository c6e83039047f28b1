// Patterns of paths. https://nodejs.org/api/path.html#pathmatchesglobpath-pattern
(function (require) {
	"use strict";

	const { validateString } = require("internal_errors");
	const { braces, source } = require("internal_fs_glob");

	// part answers whether a pattern's part matches a name. What begins with a dot does not begin with a wildcard.
	function part(pattern, name) {
		if (pattern === name) return true;
		return name !== "" && (name[0] !== "." || pattern[0] === ".") && new RegExp(`^${source(pattern)}$`).test(name);
	}
	function all(patterns, names) {
		if (patterns.length === 0) return names.length === 0;
		const [first, ...rest] = patterns;
		if (first !== "**") return names.length > 0 && part(first, names[0]) && all(rest, names.slice(1));
		for (let n = 0; n <= names.length; n++) {
			if (all(rest, names.slice(n))) return true;
			if (names[n]?.startsWith(".")) return false;
		}
		return false;
	}
	function matches(path, pattern, separator) {
		validateString(path, "path");
		validateString(pattern, "pattern");
		if (separator === "\\") [path, pattern] = [path.replaceAll("\\", "/"), pattern.replaceAll("\\", "/")];
		const names = path.replace(/(?<=.)\/$/, "").split("/");
		return braces(pattern).some((one) => all(one.split("/"), names));
	}
	return { default: { matches } };
})
