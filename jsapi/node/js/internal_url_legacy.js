// The URLs of before there was a standard. https://nodejs.org/api/url.html#legacy-url-api
(function (require) {
	"use strict";

	const { coded, validateString } = require("internal_errors");

	const slashed = (protocol) => /^(?:https?|ftp|gopher|file|wss?):?$/.test(protocol ?? "");
	const isScript = (protocol) => /^javascript:?$/.test(protocol ?? "");
	const escapes = /[\t\n\r "'<>\\^`{|}]/g;
	const percent = (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
	const fields = ["protocol", "slashes", "auth", "host", "port", "hostname", "hash", "search", "query", "pathname", "path", "href"];

	function Url() {
		for (const field of fields) this[field] = null;
	}

	Url.prototype.parse = function (url, parseQuery, slashesDenoteHost) {
		validateString(url, "url");
		const query = url.search(/[?#]/);
		let rest = (query < 0 ? url.replaceAll("\\", "/") : url.slice(0, query).replaceAll("\\", "/") + url.slice(query)).trim();
		const { parse } = require("node:querystring");

		if (!slashesDenoteHost && !rest.includes("#") && !rest.includes("@")) {
			const simple = /^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/.exec(rest);
			if (simple) {
				this.path = this.href = rest;
				this.pathname = simple[1];
				if (simple[2]) {
					this.search = simple[2];
					this.query = parseQuery ? parse(this.search.slice(1)) : this.search.slice(1);
				} else if (parseQuery) {
					this.search = null;
					this.query = Object.create(null);
				}
				return this;
			}
		}
		const [protocol] = /^[a-z0-9.+-]+:/i.exec(rest) ?? [];
		const lower = protocol?.toLowerCase();
		if (protocol) {
			this.protocol = lower;
			rest = rest.slice(protocol.length);
		}
		let hasSlashes = false;
		if ((slashesDenoteHost || protocol || /^\/\/[^@/]+@[^@/]+/.test(rest)) && rest.startsWith("//") && !isScript(lower)) {
			hasSlashes = this.slashes = true;
			rest = rest.slice(2);
		}
		if (!isScript(lower) && (hasSlashes || (protocol && !slashed(protocol)))) rest = this.takeHost(rest, url);
		if (!isScript(lower)) rest = rest.replace(escapes, percent);

		const hash = rest.indexOf("#");
		if (hash >= 0) {
			this.hash = rest.slice(hash);
			rest = rest.slice(0, hash);
		}
		const question = rest.indexOf("?");
		if (question >= 0) {
			this.search = rest.slice(question);
			this.query = this.search.slice(1);
			if (parseQuery) this.query = parse(this.query);
			rest = rest.slice(0, question);
		} else if (parseQuery) {
			this.search = null;
			this.query = Object.create(null);
		}
		if (rest !== "") this.pathname = rest;
		if (slashed(lower) && this.hostname && !this.pathname) this.pathname = "/";
		if (this.pathname || this.search) this.path = (this.pathname || "") + (this.search || "");
		this.href = this.format();
		return this;
	};

	// takeHost takes user, host and port off the front of a text and answers what is left.
	Object.defineProperty(Url.prototype, "takeHost", {
		value(rest, url) {
			const end = rest.search(/[#/?]/);
			const front = end < 0 ? rest : rest.slice(0, end);
			const at = front.lastIndexOf("@");
			if (at >= 0) this.auth = decodeURIComponent(front.slice(0, at));
			const after = rest.slice(at + 1);
			const stop = after.search(/[\t\n\r "%';<>\\^`{|}#/?]/);
			this.host = stop < 0 ? after : after.slice(0, stop);
			rest = stop < 0 ? "" : after.slice(stop);
			this.parseHost();
			if (typeof this.hostname !== "string") this.hostname = "";
			const six = this.hostname.startsWith("[") && this.hostname.endsWith("]");
			if (!six) {
				const bad = this.hostname.search(/[^a-z.A-Z0-9\-+_\u0080-\uffff]/);
				if (bad >= 0) {
					rest = `/${this.hostname.slice(bad)}${rest}`;
					this.hostname = this.hostname.slice(0, bad);
				}
			}
			this.hostname = this.hostname.length > 255 ? "" : this.hostname.toLowerCase();
			if (!six && this.hostname !== "" && /[^\0-\x7f]/.test(this.hostname)) {
				this.hostname = require("node:url").domainToASCII(this.hostname);
				if (this.hostname === "") {
					throw Object.assign(coded(TypeError, "ERR_INVALID_URL", "Invalid URL"), { input: url });
				}
			}
			this.host = this.hostname + (this.port ? `:${this.port}` : "");
			if (six) {
				this.hostname = this.hostname.slice(1, -1);
				if (rest[0] !== "/") rest = `/${rest}`;
			}
			return rest;
		},
		enumerable: false,
	});

	Url.prototype.parseHost = function () {
		let host = this.host;
		const [port] = /:[0-9]*$/.exec(host) ?? [];
		if (port) {
			if (port !== ":") this.port = port.slice(1);
			host = host.slice(0, host.length - port.length);
		}
		if (host) this.hostname = host;
	};

	Url.prototype.format = function () {
		const auth = this.auth ? `${encodeURIComponent(this.auth).replace(/%3A/gi, ":")}@` : "";
		let protocol = this.protocol || "";
		let pathname = (this.pathname || "").replace(/[#?]/g, percent);
		let hash = this.hash || "";
		let host = "";
		if (this.host) {
			host = auth + this.host;
		} else if (this.hostname) {
			host = auth + (this.hostname.includes(":") && !/^\[.*\]$/.test(this.hostname) ? `[${this.hostname}]` : this.hostname);
			if (this.port) host += `:${this.port}`;
		}
		const query = this.query !== null && typeof this.query === "object" ? require("node:querystring").stringify(this.query) : "";
		let search = this.search || (query && `?${query}`) || "";
		if (protocol && !protocol.endsWith(":")) protocol += ":";
		if (this.slashes || slashed(protocol)) {
			if (this.slashes || host) {
				if (pathname && pathname[0] !== "/") pathname = `/${pathname}`;
				host = `//${host}`;
			} else if (/^file:?$/.test(protocol)) {
				host = "//";
			}
		}
		search = search.replaceAll("#", "%23");
		if (hash && hash[0] !== "#") hash = `#${hash}`;
		if (search && search[0] !== "?") search = `?${search}`;
		return protocol + host + pathname + search + hash;
	};

	Url.prototype.resolve = function (relative) {
		return this.resolveObject(parse(relative, false, true)).format();
	};

	Url.prototype.resolveObject = function (relative) {
		if (typeof relative === "string") relative = new Url().parse(relative, false, true);
		const result = Object.assign(new Url(), this);
		result.hash = relative.hash;
		const finish = () => {
			if (result.pathname !== null || result.search !== null) result.path = (result.pathname || "") + (result.search || "");
			result.href = result.format();
			return result;
		};
		if (relative.href === "") return finish();
		const take = (...names) => {
			for (const name of names) result[name] = relative[name];
		};
		if (relative.slashes && !relative.protocol) {
			take(...fields.filter((name) => name !== "protocol"));
			if (slashed(result.protocol) && result.hostname && !result.pathname) result.path = result.pathname = "/";
			return finish();
		}
		if (relative.protocol && relative.protocol !== result.protocol) {
			take(...(slashed(relative.protocol) ? ["protocol", "search", "query", "auth", "port", "pathname", "host", "hostname"] : fields));
			if (slashed(relative.protocol) && !relative.host && !/^file:?$/.test(relative.protocol)) { // the first part of its path is the host
				const parts = (relative.pathname || "").split("/");
				let host = "";
				while (parts.length > 0 && host === "") host = parts.shift();
				result.host = result.hostname = host;
				result.pathname = `/${parts.join("/").replace(/^\//, "")}`;
			}
			result.slashes ||= relative.slashes;
			return finish();
		}
		const opaque = Boolean(result.protocol) && !slashed(result.protocol); // its host is the first part of its path
		let from = (result.pathname || "").split("/");
		let to = (relative.pathname || "").split("/");
		if (!result.pathname) from = [];
		if (!relative.pathname) to = [];
		const absolute = Boolean(relative.host || relative.pathname?.[0] === "/");
		let rooted = absolute || result.pathname?.[0] === "/" || Boolean(result.host && relative.pathname);
		const dotless = rooted;
		if (opaque) {
			if (result.host) from = from[0] === "" ? [result.host, ...from.slice(1)] : [result.host, ...from];
			if (relative.host) to = to[0] === "" ? [relative.host, ...to.slice(1)] : [relative.host, ...to];
			if (relative.protocol) result.auth = null;
			result.host = result.hostname = "";
			result.port = null;
			rooted = rooted && (to[0] === "" || from[0] === "");
		}
		if (absolute) {
			if (!opaque && relative.host) {
				if (result.host !== relative.host) result.auth = null;
				take("host", "hostname", "port");
			}
			from = to;
			take("search", "query");
		} else if (to.length > 0) {
			from = [...from.slice(0, -1), ...to];
			take("search", "query");
		} else if (relative.search !== null && relative.search !== undefined) {
			take("search", "query");
			if (opaque) result.host = result.hostname = from.shift() ?? "";
			return finish();
		}
		if (from.length === 0) {
			result.pathname = null;
			return finish();
		}
		const last = from.at(-1);
		const trailing = ((result.host || relative.host || from.length > 1) && (last === "." || last === "..")) || last === "";
		const parts = [];
		let up = 0;
		for (const part of from.reverse()) {
			if (part === ".") continue;
			if (part === "..") up++;
			else if (up > 0) up--;
			else parts.unshift(part);
		}
		if (!rooted && !dotless) {
			while (up-- > 0) parts.unshift("..");
		}
		if (rooted && parts[0] !== "" && parts[0]?.[0] !== "/") parts.unshift("");
		if (trailing && !parts.join("/").endsWith("/")) parts.push("");
		const isAbsolute = parts[0] === "" || parts[0]?.[0] === "/";
		if (opaque) {
			result.hostname = result.host = isAbsolute ? "" : parts.shift() ?? "";
			const at = result.host.indexOf("@");
			if (at > 0) [result.auth, result.host] = [result.host.slice(0, at), result.host.slice(at + 1)];
			result.hostname = result.host;
		}
		if ((rooted || (result.host && parts.length > 0)) && !isAbsolute) parts.unshift("");
		result.pathname = parts.length > 0 ? parts.join("/") : null;
		if (result.pathname === null) result.path = null;
		result.auth = relative.auth || result.auth;
		result.slashes ||= relative.slashes;
		return finish();
	};

	function parse(url, parseQuery, slashesDenoteHost) {
		return url instanceof Url ? url : new Url().parse(url, parseQuery, slashesDenoteHost);
	}
	const resolve = (from, to) => parse(from, false, true).resolve(to);
	const resolveObject = (from, to) => (from ? parse(from, false, true).resolveObject(to) : to);
	return { default: { Url, parse, resolve, resolveObject } };
})
