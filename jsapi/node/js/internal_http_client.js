// Requests, which leave through fetch when they have been written. https://nodejs.org/api/http.html#class-httpclientrequest
(function (require) {
	"use strict";

	const Writable = require("internal_stream_writable");
	const { unimplemented } = require("internal_stub");
	const {
		coded, invalidArgType, invalidArgValue, AbortError, validateAbortSignal, validateBoolean, validateFunction, validateInteger, validateNumber,
		validateString,
	} = require("internal_errors");
	const { errors, isToken, unique, kUniqueHeaders, kOutHeaders, kErrored } = require("internal_http_common");
	const { OutgoingMessage } = require("internal_http_outgoing");
	const { IncomingMessage, arrive } = require("internal_http_incoming");
	const { globalAgent } = require("internal_http_agent");
	const { timerDuration } = require("internal_timers");
	const { urlToHttpOptions } = require("node:url");
	const { Buffer } = require("node:buffer");

	const isURL = (value) => Boolean(value?.href && value.protocol && value.auth === undefined && value.path === undefined);
	const toOptions = (url) => urlToHttpOptions(typeof url === "string" ? new URL(url) : url);

	// beyondPath finds what would be more than a path: two slashes of any kind in front, or a scheme.
	const beyondPath = /^(?:[/\\]{2}|[^/\\]*:)/;
	const notAPath = (path) => invalidArgValue("options.path", path, "must be a path-only request target");
	function validatePath(path) {
		if (/[^\u0021-\u00ff]/.test(path)) throw coded(TypeError, "ERR_UNESCAPED_CHARACTERS", "Request path contains unescaped characters");
		if (beyondPath.test(path)) throw notAPath(path);
	}
	function validHost(host, name) {
		if (host != null && typeof host !== "string") {
			throw invalidArgType(`options.${name}`, "of type string or one of undefined or null", host);
		}
		return host;
	}

	// inapplicable are options for connections, of which fetch has its own.
	const inapplicable = {
		maxHeaderSize: [(value) => validateInteger(value, "maxHeaderSize", 0), true],
		insecureHTTPParser: [validateBoolean, false],
		createConnection: [validateFunction, true],
		lookup: [validateFunction, true],
		socketPath: [validateString, true],
	};

	class ClientRequest extends OutgoingMessage {
		#abort = new AbortController();
		#body = [];
		#response;
		#timer = null;
		#sent = false;

		_ended = false;
		timeout;
		method = "GET";
		path = "/";
		host;
		protocol = "http:";
		port = "80";
		joinDuplicateHeaders;
		agent;
		aborted = false;
		reusedSocket = false;
		maxHeadersCount = Infinity;
		connection = null;
		socket = null;
		[kUniqueHeaders] = null;

		constructor(input, options, cb) {
			super();
			if (typeof input === "string" || isURL(input)) input = toOptions(input);
			else [input, options, cb] = [null, input, options];
			if (typeof options === "function") [options, cb] = [input ?? {}, options];
			else options = Object.assign(input ?? {}, options);
			if (options.path) validatePath(options.path);

			const defaultPort = this.#route(options);
			if (options.timeout !== undefined) this.timeout = timerDuration(options.timeout, "timeout");
			if (options.signal) this.#obey(options.signal);
			const { method } = options;
			if (method != null && typeof method !== "string") throw invalidArgType("options.method", "of type string", method);
			if (method) {
				if (!isToken(method)) throw errors.token("Method", method);
				this.method = method.toUpperCase();
			}
			for (const [name, [validate, refused]] of Object.entries(inapplicable)) {
				if (options[name] === undefined) continue;
				validate(options[name], `options.${name}`);
				if (refused) throw errors.option(`options.${name}`);
			}
			const { joinDuplicateHeaders, path } = options;
			if (joinDuplicateHeaders !== undefined) validateBoolean(joinDuplicateHeaders, "options.joinDuplicateHeaders");
			Object.assign(this, { joinDuplicateHeaders, path: path || "/" });
			if (cb) this.once("response", cb);
			this.#fill(options, defaultPort);
			this.on("finish", () => this.#finished());
			this[kUniqueHeaders] = unique(options.uniqueHeaders);
		}

		// route settles where the request goes, and answers the port that needs no mention.
		#route(options) {
			const usual = options._defaultAgent || globalAgent;
			let { agent } = options;
			if (agent === false) {
				agent = new usual.constructor();
			} else if (agent == null) {
				if (typeof options.createConnection !== "function") agent = usual;
			} else if (typeof agent === "object" && typeof agent.addRequest !== "function") {
				throw invalidArgType("options.agent", "one of Agent-like Object, undefined, or false", agent);
			}
			this.agent = agent;
			const expected = agent?.protocol || usual.protocol;
			this.protocol = options.protocol || usual.protocol;
			if (this.protocol !== expected) {
				throw coded(TypeError, "ERR_INVALID_PROTOCOL", `Protocol "${this.protocol}" not supported. Expected "${expected}"`);
			}
			const defaultPort = options.defaultPort || agent?.defaultPort || 80;
			options.port ||= defaultPort;
			this.port = options.port.toString();
			this.host = options.host = validHost(options.hostname, "hostname") || validHost(options.host, "host") || "localhost";
			return defaultPort;
		}
		// obey destroys the request when the signal says so, at any time before it is over.
		#obey(signal) {
			validateAbortSignal(signal, "signal");
			const abort = () => this.destroy(new AbortError(undefined, { cause: signal.reason }));
			if (signal.aborted) {
				abort();
				return;
			}
			signal.addEventListener("abort", abort, { once: true });
			this.once("close", () => signal.removeEventListener("abort", abort));
		}
		// fill sets the headers that were asked for and those that follow from other options.
		#fill(options, defaultPort) {
			const { headers } = options;
			if (Array.isArray(headers)) {
				if (headers.length % 2 !== 0) throw invalidArgValue("headers", headers);
				for (let n = 0; n < headers.length; n += 2) this.setHeader(headers[n], headers[n + 1]);
				return;
			}
			if (headers != null) {
				if ("host" in headers) validateString(headers.host, "host");
				for (const [name, value] of Object.entries(headers)) this.setHeader(name, value);
			}
			const setHost = options.setHost !== undefined ? Boolean(options.setHost) : options.setDefaultHeaders !== false;
			if (setHost && this.host && !this.getHeader("host")) {
				const { host } = this;
				const ipv6 = host.indexOf(":") !== host.lastIndexOf(":") && !host.startsWith("[");
				const port = +options.port === defaultPort ? "" : `:${options.port}`;
				this.setHeader("Host", (ipv6 ? `[${host}]` : host) + port);
			}
			if (options.auth && !this.getHeader("Authorization")) {
				this.setHeader("Authorization", "Basic " + Buffer.from(options.auth).toString("base64"));
			}
		}

		#hasContent() { return this.method !== "GET" && this.method !== "HEAD"; }
		#finished() {
			if (this.destroyed) return;
			try {
				this.#send();
			} catch (error) {
				this.destroy(error);
			}
		}
		#send() {
			const headers = [];
			for (const [name, value] of Object.values(this[kOutHeaders] ?? {})) {
				if (!Array.isArray(value)) headers.push([name, value]);
				else if (this.joinDuplicateHeaders) headers.push([name, value.join(", ")]);
				else for (const one of value) headers.push([name, one]);
			}
			const body = this.#content();
			this.#sent = true;
			this.#arm();
			if (this.host && headers.length === 0) {
				// A server would not take a request without a Host.
				const refusal = new Response(null, { headers: { connection: "close" }, status: 400, statusText: "Bad Request" });
				queueMicrotask(() => this.#arrived(refusal));
				return;
			}
			fetch(this.#url(), { method: this.method, headers, body, signal: this.#abort.signal, redirect: "manual", encodeResponseBody: "manual" })
				.then((response) => this.#arrived(response))
				.catch((error) => {
					if (!this.destroyed) this.destroy(error);
				});
		}
		#url() {
			const { host, path, port, protocol } = this;
			const root = Object.assign(new URL(`http://${host}`), { protocol, port });
			if (path === "/" || !(path.length > 0)) return root;
			if (beyondPath.test(path)) throw notAPath(path);
			return new URL(path, root);
		}
		#content() {
			if (!this.#hasContent() || this.#body.length === 0) return null;
			const type = this.getHeader("content-type") ?? "";
			return new Blob(this.#body, { type: Array.isArray(type) ? type.join(", ") : `${type}` });
		}
		#arrived(response) {
			if (this.destroyed) {
				response.body?.cancel().catch(() => {});
				return;
			}
			this._header = Array.from(response.headers.keys(), (name) => `${name}=${response.headers.get(name)}}`).join("\r\n");
			const incoming = new IncomingMessage();
			arrive.response(incoming, response, { setTimeout: (msecs) => this.#idle(msecs), touch: () => this.#arm() });
			this.#arm();
			incoming.on("error", (error) => {
				if (!this.destroyed) this.emit("error", error);
			});
			incoming.once("close", () => this.#close());
			this.#response = incoming;
			this.res = incoming;
			if (!this.emit("response", incoming)) incoming._dump();
		}
		#close() {
			if (this._closed) return;
			this._closed = true;
			this.destroyed = true;
			this.#disarm();
			this.emit("close");
		}

		destroy(error, callback) {
			if (this.destroyed) return this;
			this.destroyed = true;
			this[kErrored] = error ?? null;
			this.#disarm();
			const response = this.#response;
			if (response === undefined && error == null && !this.aborted) error = errors.reset("socket hang up");
			if (error != null) queueMicrotask(() => this.emit("error", error));
			if (response === undefined) this.#abort.abort();
			else if (!response.complete) response.destroy(errors.reset("aborted"));
			queueMicrotask(() => this.#close());
			return this;
		}
		abort() {
			if (this.aborted) return;
			this.aborted = true;
			queueMicrotask(() => this.emit("abort"));
			this.destroy();
		}
		onSocket(socket) {}
		addTrailers(headers) { throw unimplemented("addTrailers"); }
		setNoDelay(noDelay) { validateBoolean(noDelay, "noDelay"); }
		setSocketKeepAlive(enable, initialDelay) {
			validateBoolean(enable, "enable");
			validateNumber(initialDelay, "initialDelay");
		}

		clearTimeout(cb) { this.setTimeout(0, cb); }
		setTimeout(msecs, callback) {
			this.#idle(timerDuration(msecs, "msecs"));
			if (callback) this.once("timeout", callback);
			return this;
		}
		#idle(msecs) {
			this.timeout = msecs;
			this.#arm();
		}
		#disarm() {
			if (this.#timer === null) return;
			clearTimeout(this.#timer);
			this.#timer = null;
		}
		// arm starts the timer anew, once the request has left: whatever arrives does.
		#arm() {
			this.#disarm();
			if (!this.timeout || !this.#sent || this.destroyed) return;
			this.#timer = setTimeout(() => {
				this.#timer = null;
				this.emit("timeout");
				this.#response?.emit("timeout");
				this.destroy(new AbortError());
			}, this.timeout);
		}

		_write(chunk, encoding, callback) {
			this.#body.push(chunk);
			callback();
			return true;
		}
		// write keeps a copy: what its owner does with the bytes does not change what is sent at the end.
		write(chunk, encoding, callback) {
			if (this.#hasContent() && chunk && !this.writableEnded) {
				if (typeof encoding !== "string") encoding = undefined;
				if (typeof chunk === "string") this.#body.push(Buffer.from(chunk, encoding));
				else if (chunk instanceof Uint8Array && chunk.byteLength > 0) this.#body.push(new Uint8Array(chunk));
			}
			return super.write(chunk, encoding, callback);
		}
		end(data, encoding, callback) {
			if (typeof data === "function") [data, callback] = [undefined, data];
			else if (typeof encoding === "function") [encoding, callback] = [undefined, encoding];
			if (this.writableEnded) {
				if (data) this.write(data, encoding, callback);
				else if (typeof callback === "function") {
					if (this.writableFinished) callback(errors.finished());
					else this.once("finish", () => callback());
				}
				return this;
			}
			if (this.destroyed) return this;
			this._ended = true;
			Writable.prototype.end.call(this, data, encoding, callback);
			this.finished = true;
			return this;
		}
		_implicitHeader() {
			if (this._header) throw errors.sent("render");
			this._storeHeader(`${this.method} ${this.path} HTTP/1.1\r\n`, this[kOutHeaders]);
		}
	}

	return { default: { ClientRequest, isURL, toOptions } };
})
