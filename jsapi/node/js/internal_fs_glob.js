// Files by patterns. https://nodejs.org/api/fs.html#fsglobsyncpattern-options
(function (require, native) {
	"use strict";

	const { validateObject, validateString } = require("internal_errors");
	const { locate, Dirent, constants } = require("internal_fs");
	const URL = globalThis.URL;
	const deepest = 256;

	// closing answers where what opens at n ends, -1 if nowhere; backslashes escape.
	function closing(text, n, open, close) {
		let depth = 0;
		for (; n < text.length; n++) {
			if (text[n] === "\\") n++;
			else if (text[n] === open) depth++;
			else if (text[n] === close && --depth === 0) return n;
		}
		return -1;
	}
	// split cuts at separators that are in no brackets.
	function split(text, separator) {
		const parts = [""];
		let depth = 0;
		for (let n = 0; n < text.length; n++) {
			const c = text[n];
			if (c === separator && depth === 0) {
				parts.push("");
				continue;
			}
			if (c === "{" || c === "(") depth++;
			if (c === "}" || c === ")") depth--;
			parts[parts.length - 1] += c === "\\" && n + 1 < text.length ? c + text[++n] : c;
		}
		return parts;
	}
	// braces answers the patterns that one with {a,b} stands for.
	function braces(pattern) {
		for (let n = 0; n < pattern.length; n++) {
			if (pattern[n] === "\\") {
				n++;
			} else if (pattern[n] === "{") {
				const end = closing(pattern, n, "{", "}");
				const choices = end < 0 ? [] : split(pattern.slice(n + 1, end), ",");
				if (choices.length < 2) return [pattern];
				return choices.flatMap((choice) => braces(pattern.slice(0, n) + choice + pattern.slice(end + 1)));
			}
		}
		return [pattern];
	}
	const literal = (c) => c.replace(/[.+*?^$|()[\]{}\\]/, "\\$&");
	// source answers the regular expression of one part of a pattern, extended ones like +(a|b) included.
	function source(part) {
		let out = "";
		for (let n = 0; n < part.length; n++) {
			const c = part[n];
			const end = "@*+?!".includes(c) && part[n + 1] === "(" ? closing(part, n + 1, "(", ")") : -1;
			if (c === "\\" && n + 1 < part.length) {
				out += `\\${literal(part[++n])}`; // with one backslash too many for what has a meaning, as there
			} else if (end > 0) {
				const choices = split(part.slice(n + 2, end), "|").map(source).join("|");
				out += c === "!" ? `(?!(?:${choices})$)[^/]*` : `(?:${choices})${c === "@" ? "" : c}`;
				n = end;
			} else if (c === "[") {
				const close = part.indexOf("]", n + 1);
				const inside = part.slice(n + 1, close < 0 ? undefined : close);
				out += `[${inside.replace(/^!/, "^")}${close < 0 ? "" : "]"}`;
				n = close < 0 ? part.length : close;
			} else if (c === "*") {
				out += "[^/]*";
			} else {
				out += c === "?" ? "[^/]" : c === "]" ? c : literal(c);
			}
		}
		return out;
	}
	// parts answers the parts of a pattern.
	const parts = (pattern) => pattern.replace(/^\.\//, "").split("/").filter((part, n, all) => part !== "" && !(part === "**" && all[n - 1] === "**"));

	// excluder answers a function that says whether one of the patterns matches a path.
	function excluder(patterns) {
		const expressions = patterns.flatMap(braces).map((pattern) => {
			const list = [];
			for (const part of parts(pattern)) {
				if (part === "..") list.pop();
				else if (part !== ".") list.push(part === "**" ? part : source(part));
			}
			if (list.length === 1 && list[0] === "**") return /^.*$/;
			let out = "";
			list.forEach((part, n) => {
				if (part !== "**") out += (n > 0 && list[n - 1] !== "**" ? "\\/" : "") + part;
				else if (n === 0) out += "(?:.*\\/)?";
				else out += n === list.length - 1 ? "(?:\\/.*)?" : "(?:\\/[^/]+)*(?:\\/)?";
			});
			return new RegExp(`^${out}$`);
		});
		return (path) => expressions.some((expression) => expression.test(path));
	}

	// Walk finds what matches below a directory.
	class Walk {
		found = new Map(); // the type of each path
		#top;
		#lists = new Map();

		constructor(top) { this.#top = top; }
		#list(path) {
			if (!this.#lists.has(path)) {
				let entries = [];
				try {
					entries = native.fsList(locate(path).href, false);
				} catch {}
				this.#lists.set(path, entries);
			}
			return this.#lists.get(path);
		}
		#add(path, type) {
			if (!this.found.has(path)) this.found.set(path, type);
		}
		match(pattern) {
			const list = parts(pattern);
			const steps = list.map((part) => ["**", ".", ".."].includes(part) ? part : new RegExp(`^${source(part)}$`));
			if (steps.length > 0) this.#step(steps, 0, this.#top, "", new Set(), 0);
		}
		#step(steps, n, at, path, seen, depth) {
			if (depth >= deepest) return;
			const next = (child, name, step, more) => this.#step(steps, step, child, name, seen, depth + more);
			const step = steps[n];
			if (n >= steps.length) {
				const cut = at.lastIndexOf("/");
				const name = path.slice(path.lastIndexOf("/") + 1);
				this.#add(path, this.#list(cut > 0 ? at.slice(0, cut) : at).find(([entry]) => entry === name)?.[2] ?? 0);
			} else if (step === ".") {
				next(at, path, n + 1, 0);
			} else if (step === "..") {
				if (at === this.#top || !at.startsWith(`${this.#top}/`)) return;
				next(at.slice(0, at.lastIndexOf("/")) || "/", path.slice(0, Math.max(path.lastIndexOf("/"), 0)), n + 1, 0);
			} else if (step === "**") {
				const visit = `${at}:${n}`;
				if (seen.has(visit)) return;
				seen.add(visit);
				next(at, path, n + 1, 0);
				for (const [name, , type] of this.#list(at)) {
					const [child, relative] = [`${at}/${name}`, path ? `${path}/${name}` : name];
					next(child, relative, n + 1, 1);
					if (type === constants.UV_DIRENT_DIR) next(child, relative, n, 1);
				}
			} else {
				for (const [name, , type] of this.#list(at)) {
					if (!step.test(name)) continue;
					const [child, relative] = [`${at}/${name}`, path ? `${path}/${name}` : name];
					if (n + 1 >= steps.length) this.#add(relative, type);
					else next(child, relative, n + 1, 1);
				}
			}
		}
	}

	function glob(pattern, options = {}) {
		const patterns = typeof pattern === "string" ? [pattern] : [...pattern];
		for (const one of patterns) validateString(one, "pattern");
		if (typeof options !== "object" || options === null) validateObject(options, "options");
		const top = options.cwd instanceof URL ? options.cwd.pathname : (options.cwd ?? native.cwd());
		validateString(top, "options.cwd");
		const { exclude, withFileTypes = false } = options;
		const excludes = Array.isArray(exclude) ? excluder(exclude) : () => false;
		const refuses = typeof exclude === "function" ? exclude : () => false;

		const walk = new Walk(top);
		for (const one of patterns.flatMap(braces)) walk.match(one);
		const results = [];
		for (const [path, type] of walk.found) {
			if (path === "" || excludes(path)) continue;
			const cut = path.lastIndexOf("/");
			const result = withFileTypes ? new Dirent(path.slice(cut + 1), type, cut < 0 ? top : `${top}/${path.slice(0, cut)}`) : path;
			if (!refuses(result)) results.push(result);
		}
		return results;
	}
	return { default: { glob, braces, source } };
})
