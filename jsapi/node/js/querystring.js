// https://nodejs.org/api/querystring.html
(function (require, native) {
	"use strict";

	class ERR_INVALID_URI extends URIError {}
	const escape = (v) => {
		v = typeof v === "string" ? v : typeof v === "object" ? String(v) : `${v}`;
		try {
			return encodeURIComponent(v);
		} catch {
			throw Object.assign(new ERR_INVALID_URI("URI malformed"), { code: "ERR_INVALID_URI", name: "URIError" });
		}
	};
	const { Buffer } = require("node:buffer");
	function unescapeBuffer(text, decodeSpaces) {
		const out = [];
		for (let n = 0; n < text.length; n++) {
			const hex = text[n] === "%" && /^[0-9a-f]{2}$/i.test(text.slice(n + 1, n + 3));
			out.push(hex ? parseInt(text.slice(n + 1, (n += 2) + 1), 16) : text.charCodeAt(n));
		}
		return Buffer.from(out);
	}
	function unescape(text, decodeSpaces) {
		try {
			return decodeURIComponent(text);
		} catch {
			return unescapeBuffer(text).toString();
		}
	}

	function stringify(object, separator, equals, options) {
		separator ||= "&";
		equals ||= "=";
		const encode = options?.encodeURIComponent ?? module.escape;
		const text = (v) => {
			if (typeof v === "string") return v;
			if (typeof v === "number") return Number.isFinite(v) ? String(v) : "";
			return typeof v === "bigint" || typeof v === "boolean" ? String(v) : "";
		};
		if (object === null || typeof object !== "object") return "";
		return Object.keys(object).flatMap((key) => {
			const name = encode(text(key)) + equals;
			const values = Array.isArray(object[key]) ? object[key] : [object[key]];
			return values.map((v) => name + encode(text(v)));
		}).join(separator);
	}

	function parse(text, separator, equals, options) {
		separator ||= "&";
		equals ||= "=";
		const found = Object.create(null);
		if (typeof text !== "string" || text.length === 0) return found;
		const max = options?.maxKeys ?? 1000;
		const decode = options?.decodeURIComponent ?? module.unescape;
		const part = (s) => {
			s = s.replaceAll("+", " ");
			try {
				return decode(s);
			} catch {
				return unescape(s);
			}
		};
		const pairs = text.split(separator).filter((s) => s !== "");
		for (const pair of max > 0 ? pairs.slice(0, max) : pairs) {
			const at = pair.indexOf(equals);
			const key = part(at < 0 ? pair : pair.slice(0, at));
			const value = at < 0 ? "" : part(pair.slice(at + equals.length));
			if (!(key in found)) found[key] = value;
			else if (Array.isArray(found[key])) found[key].push(value);
			else found[key] = [found[key], value];
		}
		return found;
	}

	const module = { escape, unescape, unescapeBuffer, stringify, parse, encode: stringify, decode: parse };
	return { ...module, default: module };
})
