// Paths of Windows. https://nodejs.org/api/path.html#pathwin32
(function (require) {
	"use strict";

	const { validateString, validateObject } = require("internal_errors");
	const slash = /[\\/]/;

	// split answers a path's device ("C:" or "\\\\server\\share"), whether it is absolute, and the rest.
	function split(path) {
		const share = /^[\\/]{2}([^\\/]+)[\\/]+([^\\/]+)/.exec(path);
		if (share) return { device: `\\\\${share[1]}\\${share[2]}`, raw: share[0], absolute: true, rest: path.slice(share[0].length) };
		const drive = /^[A-Za-z]:/.exec(path)?.[0] ?? "";
		const rest = path.slice(drive.length);
		return { device: drive, raw: drive, absolute: slash.test(rest[0] ?? ""), rest };
	}
	function simplify(path, absolute) {
		const parts = [];
		for (const part of path.split(slash)) {
			if (part === "" || part === ".") continue;
			if (part !== "..") parts.push(part);
			else if (parts.length > 0 && parts.at(-1) !== "..") parts.pop();
			else if (!absolute) parts.push("..");
		}
		return parts.join("\\");
	}

	const win32 = {
		resolve(...paths) {
			let [device, tail, absolute] = ["", "", false];
			for (const path of ["\\", ...paths].reverse()) {
				validateString(path, "path");
				if (path === "") continue;
				const at = split(path);
				if (at.device !== "") {
					if (device === "") device = at.device;
					else if (at.device.toLowerCase() !== device.toLowerCase()) continue;
				}
				if (absolute) {
					if (device !== "") break;
					continue;
				}
				tail = `${at.rest}\\${tail}`;
				absolute = at.absolute;
				if (absolute && device !== "") break;
			}
			tail = simplify(tail, absolute);
			return `${device}${absolute ? "\\" : ""}${tail}` || ".";
		},
		normalize(path) {
			validateString(path, "path");
			if (path === "") return ".";
			const { device, absolute, rest } = split(path);
			let tail = simplify(rest, absolute);
			if (tail === "" && !absolute) tail = ".";
			if (tail !== "" && slash.test(path.at(-1)) && tail !== ".") tail += "\\";
			return `${device}${absolute ? "\\" : ""}${tail}`;
		},
		isAbsolute(path) {
			validateString(path, "path");
			return slash.test(path[0] ?? "") || /^[A-Za-z]:[\\/]/.test(path);
		},
		join(...paths) {
			for (const path of paths) validateString(path, "path");
			const given = paths.filter((path) => path !== "");
			if (given.length === 0) return ".";
			let joined = given.join("\\");
			// Two slashes stand for a share only if the first path has them.
			if (!/^[\\/]{2}[^\\/]/.test(given[0])) joined = joined.replace(/^[\\/]{2,}/, "\\");
			return win32.normalize(joined);
		},
		relative(from, to) {
			validateString(from, "from");
			validateString(to, "to");
			const a = win32.resolve(from);
			const b = win32.resolve(to);
			if (a.toLowerCase() === b.toLowerCase()) return "";
			const [x, y] = [split(a), split(b)];
			if (x.device.toLowerCase() !== y.device.toLowerCase()) return b;
			const [here, there] = [x.rest.split("\\").filter(Boolean), y.rest.split("\\").filter(Boolean)];
			let n = 0;
			while (n < here.length && n < there.length && here[n].toLowerCase() === there[n].toLowerCase()) n++;
			return [...here.slice(n).map(() => ".."), ...there.slice(n)].join("\\");
		},
		toNamespacedPath(path) {
			if (typeof path !== "string" || path.length === 0) return path;
			const whole = win32.resolve(path);
			if (/^\\\\[^\\?.]/.test(whole)) return `\\\\?\\UNC\\${whole.slice(2)}`;
			return /^[A-Za-z]:\\/.test(whole) ? `\\\\?\\${whole}` : whole;
		},
		dirname(path) {
			validateString(path, "path");
			if (path === "") return ".";
			const { raw, absolute, rest } = split(path);
			const root = raw + (absolute && rest !== "" ? rest[0] : "");
			const body = rest.slice(absolute ? 1 : 0).replace(/[\\/]+$/, "");
			const at = Math.max(body.lastIndexOf("\\"), body.lastIndexOf("/"));
			return at < 0 ? root || "." : root + body.slice(0, at).replace(/[\\/]+$/, "");
		},
		basename(path, suffix) {
			if (suffix !== undefined) validateString(suffix, "suffix");
			validateString(path, "path");
			const body = path.replace(/^[A-Za-z]:/, "").replace(/[\\/]+$/, "");
			const name = body.slice(Math.max(body.lastIndexOf("\\"), body.lastIndexOf("/")) + 1);
			return suffix && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
		},
		extname(path) {
			const name = win32.basename(path);
			const at = name.lastIndexOf(".");
			return at <= 0 || name === ".." ? "" : name.slice(at);
		},
		format(parts) {
			validateObject(parts, "pathObject");
			const dir = parts.dir || parts.root;
			const base = parts.base || `${parts.name || ""}${parts.ext ? (parts.ext[0] === "." ? "" : ".") + parts.ext : ""}`;
			return dir ? (dir === parts.root ? dir + base : `${dir}\\${base}`) : base;
		},
		parse(path) {
			validateString(path, "path");
			const { raw, absolute, rest } = split(path);
			const root = raw + (absolute && rest !== "" ? rest[0] : "");
			const base = win32.basename(path.slice(root.length));
			const ext = win32.extname(base);
			const dir = path === root || !slash.test(path.slice(root.length)) ? root : win32.dirname(path);
			return { root, dir, base, ext, name: ext ? base.slice(0, -ext.length) : base };
		},
		sep: "\\",
		delimiter: ";",
	};
	return { default: { win32 } };
})
