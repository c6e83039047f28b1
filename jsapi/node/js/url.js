// https://nodejs.org/api/url.html, without the legacy API.
(function (require) {
	"use strict";

	const { coded, invalidArgType, validateString } = require("internal_errors");

	function fileURLToPath(url) {
		if (typeof url === "string") url = new URL(url);
		else if (!(url instanceof URL)) throw invalidArgType("path", "of type string or an instance of URL", url);
		if (url.protocol !== "file:") throw coded(TypeError, "ERR_INVALID_URL_SCHEME", "The URL must be of scheme file");
		if (url.hostname !== "") {
			throw coded(TypeError, "ERR_INVALID_FILE_URL_HOST", 'File URL host must be "localhost" or empty on linux');
		}
		if (/%2f/i.test(url.pathname)) {
			throw coded(TypeError, "ERR_INVALID_FILE_URL_PATH", "File URL path must not include encoded / characters");
		}
		return decodeURIComponent(url.pathname);
	}

	function pathToFileURL(path) {
		validateString(path, "path");
		const whole = require("node:path").resolve(path) + (path.endsWith("/") && path !== "/" ? "/" : "");
		const url = new URL("file://");
		url.pathname = whole.replace(/[%\\\n\r\t?#]/g, (c) => encodeURIComponent(c));
		return url;
	}

	function format(url, options = {}) {
		if (!(url instanceof URL)) throw new Error("dodev does not support format of node:url for anything but a URL yet");
		const { auth = true, fragment = true, search = true } = options;
		const copy = new URL(url);
		if (!auth) copy.username = copy.password = "";
		if (!fragment) copy.hash = "";
		if (!search) copy.search = "";
		return copy.href;
	}

	function urlToHttpOptions(url) {
		const { protocol, hostname, hash, search, pathname, href, port, username, password } = url;
		const options = {
			__proto__: null, protocol, hostname: hostname.startsWith("[") ? hostname.slice(1, -1) : hostname, hash, search, pathname,
			path: `${pathname || ""}${search || ""}`, href,
		};
		if (port !== "") options.port = Number(port);
		if (username || password) options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
		return options;
	}

	const domainToASCII = (domain) => {
		try {
			return new URL(`ws://${domain}`).hostname;
		} catch {
			return "";
		}
	};
	return { URL, URLSearchParams, fileURLToPath, pathToFileURL, format, urlToHttpOptions, domainToASCII, toPathIfFileURL: (v) => (v instanceof URL ? fileURLToPath(v) : v) };
})
