// https://nodejs.org/api/path.html, of POSIX.
(function (require) {
	"use strict";

	const { validateString, validateObject } = require("internal_errors");

	// simplify resolves "." and ".." in a path's parts; what leads out of a relative one stays.
	function simplify(path, absolute) {
		const parts = [];
		for (const part of path.split("/")) {
			if (part === "" || part === ".") continue;
			if (part !== "..") parts.push(part);
			else if (parts.length > 0 && parts.at(-1) !== "..") parts.pop();
			else if (!absolute) parts.push("..");
		}
		return parts.join("/");
	}

	// split answers where the last part of a path begins and ends.
	function split(path) {
		let end = path.length;
		while (end > 0 && path[end - 1] === "/") end--;
		return [path.lastIndexOf("/", end - 1) + 1, end];
	}

	const posix = {
		sep: "/",
		delimiter: ":",
		resolve(...paths) {
			let whole = "";
			for (const path of ["/", ...paths].reverse()) {
				validateString(path, "path");
				if (path === "") continue;
				whole = `${path}/${whole}`;
				if (path[0] === "/") break;
			}
			return `/${simplify(whole, true)}`;
		},
		normalize(path) {
			validateString(path, "path");
			if (path === "") return ".";
			const absolute = path[0] === "/";
			let plain = simplify(path, absolute);
			if (plain === "") return absolute ? "/" : path.endsWith("/") ? "./" : ".";
			if (path.endsWith("/")) plain += "/";
			return absolute ? `/${plain}` : plain;
		},
		isAbsolute(path) {
			validateString(path, "path");
			return path[0] === "/";
		},
		join(...paths) {
			for (const path of paths) validateString(path, "path");
			return posix.normalize(paths.filter((p) => p !== "").join("/"));
		},
		relative(from, to) {
			validateString(from, "from");
			validateString(to, "to");
			const a = posix.resolve(from).split("/").filter(Boolean);
			const b = posix.resolve(to).split("/").filter(Boolean);
			let n = 0;
			while (n < a.length && n < b.length && a[n] === b[n]) n++;
			return [...a.slice(n).map(() => ".."), ...b.slice(n)].join("/");
		},
		toNamespacedPath: (path) => path,
		dirname(path) {
			validateString(path, "path");
			if (path === "") return ".";
			let [at] = split(path);
			if (at === 0) return path[0] === "/" ? "/" : ".";
			while (at > 1 && path[at - 1] === "/") at--;
			return at === 1 && path[0] === "/" ? (path.startsWith("//") ? "//" : "/") : path.slice(0, at);
		},
		basename(path, suffix) {
			if (suffix !== undefined) validateString(suffix, "ext");
			validateString(path, "path");
			const name = path.slice(...split(path));
			return suffix && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
		},
		extname(path) {
			validateString(path, "path");
			const name = posix.basename(path);
			const at = name.lastIndexOf(".");
			return at <= 0 || name === ".." ? "" : name.slice(at);
		},
		format(parts) {
			validateObject(parts, "pathObject");
			const dir = parts.dir || parts.root;
			const base = parts.base || `${parts.name || ""}${parts.ext ? (parts.ext[0] === "." ? "" : ".") + parts.ext : ""}`;
			return dir ? (dir === parts.root ? dir + base : `${dir}/${base}`) : base;
		},
		parse(path) {
			validateString(path, "path");
			const root = path[0] === "/" ? "/" : "";
			const base = posix.basename(path);
			const ext = posix.extname(path);
			const [at] = split(path);
			const dir = at <= 1 ? (at === 1 ? root : root && base === "" ? root : "") : path.slice(0, at - 1);
			return { root, dir, base, ext, name: ext ? base.slice(0, -ext.length) : base };
		},
	};
	const { win32 } = require("internal_path_win32");
	posix.matchesGlob = (path, pattern) => require("internal_glob").matches(path, pattern, "/");
	win32.matchesGlob = (path, pattern) => require("internal_glob").matches(path, pattern, "\\");
	posix.posix = win32.posix = posix;
	posix.win32 = win32.win32 = win32;
	return { ...posix, default: posix };
})
