// https://nodejs.org/api/url.html
(function (require, native) {
	"use strict";

	const { coded, invalidArgType, validateString } = require("internal_errors");
	const { named } = require("internal_stub");
	const { Url, parse, resolve, resolveObject } = require("internal_url_legacy");

	const badPath = (why) => coded(Error, "ERR_INVALID_FILE_URL_PATH", `File URL path must ${why}`);

	function fileURLToPath(url, options) {
		if (typeof url === "string") url = new URL(url);
		else if (!(url instanceof URL)) throw invalidArgType("path", "of type string or an instance of URL", url);
		if (url.protocol !== "file:") throw coded(Error, "ERR_INVALID_URL_SCHEME", "The URL must be of scheme file");
		if (options?.windows) {
			if (/%2f|%5c/i.test(url.pathname)) throw badPath("not include encoded \\ or / characters");
			const path = decodeURIComponent(url.pathname.replaceAll("/", "\\"));
			if (url.hostname !== "") return `\\\\${domainToUnicode(url.hostname)}${path}`;
			if (!/^\\[a-z]:/i.test(path)) throw badPath("be absolute");
			return path.slice(1);
		}
		if (url.hostname !== "") throw coded(Error, "ERR_INVALID_FILE_URL_HOST", 'File URL host must be "localhost" or empty on linux');
		if (/%2f/i.test(url.pathname)) throw badPath("not include encoded / characters");
		return decodeURIComponent(url.pathname);
	}

	function pathToFileURL(path, options) {
		validateString(path, "filepath");
		const url = new URL("file://");
		const encode = (text, escapes) => text.replace(escapes, (c) => (c === "\\" ? "%5C" : encodeURIComponent(c)));
		if (options?.windows) {
			const [, host, rest] = /^\\\\([^\\]+)(\\.*)$/.exec(path) ?? [];
			const { win32 } = require("node:path");
			if (host !== undefined) {
				url.hostname = host;
				url.pathname = encode(rest.replaceAll("\\", "/"), /[%\n\r\t?#]/g);
				return url;
			}
			url.pathname = encode(win32.resolve(path).replaceAll("\\", "/"), /[%\n\r\t?#]/g);
			return url;
		}
		const whole = require("node:path").resolve("/", path) + (path.endsWith("/") && path !== "/" ? "/" : "");
		url.pathname = encode(whole, /[%\\\n\r\t?#]/g);
		return url;
	}

	function format(url, options) {
		if (typeof url === "string") return parse(url).format();
		if (url === null || typeof url !== "object") throw invalidArgType("urlObject", "one of type object or string", url);
		if (!(url instanceof URL)) return Url.prototype.format.call(url);
		const { auth = true, fragment = true, search = true, unicode = false } = options ?? {};
		const copy = new URL(url);
		if (!auth) copy.username = copy.password = "";
		if (!fragment) copy.hash = "";
		if (!search) copy.search = "";
		return unicode ? copy.href.replace(copy.hostname, domainToUnicode(copy.hostname)) : copy.href;
	}

	function urlToHttpOptions(url) {
		const { protocol, hostname, hash, search, pathname, href, port, username, password } = url;
		const options = {
			__proto__: null, protocol, hostname: hostname?.startsWith("[") ? hostname.slice(1, -1) : hostname, hash, search, pathname,
			path: `${pathname || ""}${search || ""}`, href,
		};
		if (port !== "") options.port = Number(port);
		if (username || password) options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
		return options;
	}

	// host answers a domain as a URL has it, "" if there can be none such.
	const host = (domain) => {
		try {
			return new URL(`ws://${domain}`).hostname;
		} catch {
			return "";
		}
	};
	// domain answers the argument that has to be there.
	function domain(args) {
		if (args.length === 0) throw coded(TypeError, "ERR_MISSING_ARGS", 'The "domain" argument must be specified');
		return `${args[0]}`;
	}
	const domainToASCII = named((...args) => host(domain(args)), "domainToASCII", 1);
	const domainToUnicode = named((...args) => {
		const ascii = host(domain(args));
		return ascii === "" ? "" : require("node:punycode").toUnicode(ascii);
	}, "domainToUnicode", 1);

	return {
		domainToASCII, domainToUnicode, URL, URLSearchParams, fileURLToPath, pathToFileURL,
		toPathIfFileURL: (v) => (v instanceof URL ? fileURLToPath(v) : v),
		urlToHttpOptions, format, parse, resolve, resolveObject, Url,
	};
})
