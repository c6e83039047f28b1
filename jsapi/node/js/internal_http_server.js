// Servers, to which requests are brought by cloudflare:node. https://nodejs.org/api/http.html#class-httpserver
(function (require, native) {
	"use strict";

	const EventEmitter = require("node:events");
	const { Buffer } = require("node:buffer");
	const { getDefaultHighWaterMark, errors: streamErrors } = require("internal_stream_state");
	const { refuse, unimplemented } = require("internal_stub");
	const {
		invalidArgValue, outOfRange, coded, validateBoolean, validateFunction, validateInteger, validateNumber, validateObject,
	} = require("internal_errors");
	const {
		errors, chunked, hasInvalidChar, unique, STATUS_CODES, kIncomingMessage, kServerResponse, kUniqueHeaders, kOutHeaders, kErrored,
	} = require("internal_http_common");
	const { OutgoingMessage } = require("internal_http_outgoing");
	const { IncomingMessage, arrive } = require("internal_http_incoming");
	const { bind, release, handlers, validatePort, normalizeArgs, alreadyListening } = require("internal_ports");

	const kConnectionsCheckingInterval = Symbol("http.server.connectionsCheckingInterval");
	const allowed = native.flag("enable_nodejs_http_server_modules");

	let fetched; // answers the Response that a ServerResponse becomes

	class ServerResponse extends OutgoingMessage {
		[kOutHeaders] = null;
		statusCode = 200;
		statusMessage = "unknown";
		#response;
		#controller = null;
		#written = 0;
		#limit = null; // as much as the header said

		static {
			fetched = (response) => response.#response;
		}

		constructor(req, options = {}) {
			if (!allowed) throw unimplemented("ServerResponse");
			super(req, options);
			if (req.httpVersionMajor < 1 || req.httpVersionMinor < 1) {
				this.useChunkedEncodingByDefault = chunked.test(req.headers.te ?? "");
				this.shouldKeepAlive = false;
			}
			const { promise, resolve, reject } = Promise.withResolvers();
			this.on("_dataWritten", (pieces) => {
				if (!this.destroyed) for (const piece of pieces) this.#take(piece);
			});
			this.once("error", reject);
			this.once("close", () => reject(streamErrors.premature()));
			this.once("_headersSent", (head) => resolve(this.#respond(head)));
			this.once("finish", () => queueMicrotask(() => this.#close()));
			this.#response = promise;
		}

		// take passes on what is the body's of a piece. The first one is, or begins with, the header.
		#take({ index, entry: { data, encoding } }) {
			if (typeof data === "string") data = Buffer.from(index === 0 ? data.slice(this.writtenHeaderBytes) : data, encoding ?? undefined);
			if (this.#limit !== null) data = data.subarray(0, Math.max(0, this.#limit - this.#written));
			this.#written += data.length;
			if (data.length > 0) this.#controller?.enqueue(new Uint8Array(data));
		}
		#respond({ statusCode, statusMessage, headers }) {
			if (headers.has("content-length")) this.#limit = Number.parseInt(headers.get("content-length"), 10);
			const body = this._hasBody ? new ReadableStream({
				type: "bytes",
				start: (controller) => this.#feed(controller),
				cancel: (reason) => {
					this.destroy(reason);
				},
			}) : null;
			return new Response(body, { status: statusCode, statusText: statusMessage, headers });
		}
		// feed ends the body as the message ends, the first way that it does.
		#feed(controller) {
			this.#controller = controller;
			let over = false;
			const end = (how) => {
				if (over) return;
				over = true;
				how();
			};
			this.once("finish", () => end(() => controller.close()));
			this.on("error", (error) => end(() => controller.error(error)));
			this.once("close", () => end(() => controller.error(this.errored ?? streamErrors.premature())));
		}
		#close() {
			if (this._closed) return;
			this.destroyed = true;
			this._closed = true;
			this.emit("close");
		}
		destroy(error) {
			if (this.destroyed) return this;
			if (this.writableEnded) {
				this.destroyed = true;
				this[kErrored] = error;
				return this;
			}
			super.destroy(error);
			queueMicrotask(() => this.#close());
			return this;
		}

		// What needs a socket, or a header before the header.
		assignSocket(socket) { throw unimplemented("assignSocket"); }
		detachSocket(socket) { throw unimplemented("detachSocket"); }
		writeContinue(cb) { throw unimplemented("writeContinue"); }
		writeProcessing(cb) { throw unimplemented("writeProcessing"); }
		writeEarlyHints(hints, cb) { throw unimplemented("writeEarlyHints"); }

		_implicitHeader() { this.writeHead(this.statusCode); }
		writeHead(statusCode, reason, obj) {
			if (this._header) throw errors.sent("write");
			const status = statusCode | 0;
			if (status < 200 || status > 999) throw coded(RangeError, "ERR_HTTP_INVALID_STATUS_CODE", `Invalid status code: ${statusCode}`);
			if (typeof reason === "string") {
				this.statusMessage = reason;
			} else {
				this.statusMessage ||= STATUS_CODES[status] || "unknown";
				obj ??= reason;
			}
			this.statusCode = status;
			if (this[kOutHeaders]) this.#override(obj);
			if (hasInvalidChar(this.statusMessage)) throw errors.invalidChar("statusMessage");
			if (status === 204 || status === 304) this._hasBody = false;
			this._storeHeader(`HTTP/1.1 ${status} ${this.statusMessage}\r\n`, this[kOutHeaders] ?? obj ?? null);
			return this;
		}
		// override sets headers over those that were set before.
		#override(headers) {
			if (Array.isArray(headers)) {
				if (headers.length % 2 !== 0) throw invalidArgValue("headers", headers);
				for (let n = 0; n < headers.length; n += 2) this.removeHeader(`${headers[n]}`);
				for (let n = 0; n < headers.length; n += 2) this.appendHeader(`${headers[n]}`, headers[n + 1]);
			} else {
				for (const [name, value] of Object.entries(headers ?? {})) if (value) this.setHeader(name, value);
			}
		}
		writeHeader = this.writeHead.bind(this);
	}

	function storeHTTPOptions(options) {
		this[kIncomingMessage] = options.IncomingMessage || IncomingMessage;
		this[kServerResponse] = options.ServerResponse || ServerResponse;
		const refused = (name, min) => {
			if (options[name] === undefined) return;
			validateInteger(options[name], name, min);
			throw errors.option(name);
		};
		const integer = (name, usual) => {
			if (options[name] !== undefined) validateInteger(options[name], name, 0);
			this[name] = options[name] ?? usual;
		};
		const flag = (name, usual) => {
			if (options[name] !== undefined) validateBoolean(options[name], `options.${name}`);
			this[name] = options[name] ?? usual;
		};
		refused("maxHeaderSize", 0);
		if (options.insecureHTTPParser !== undefined) validateBoolean(options.insecureHTTPParser, "options.insecureHTTPParser");
		integer("requestTimeout", 300000);
		integer("headersTimeout", Math.min(60000, this.requestTimeout));
		if (this.requestTimeout > 0 && this.headersTimeout > this.requestTimeout) {
			throw outOfRange("headersTimeout", "<= requestTimeout", options.headersTimeout);
		}
		refused("keepAliveTimeout", 0);
		refused("keepAliveTimeoutBuffer");
		refused("connectionsCheckingInterval", 0);
		flag("requireHostHeader", true);
		flag("joinDuplicateHeaders", false);
		flag("rejectNonStandardBodyWrites", false);
	}

	// firstOnly are headers that fetch joins and of which Node takes the first.
	const firstOnly = new Set([
		"host", "content-type", "user-agent", "referer", "authorization", "proxy-authorization", "if-modified-since", "if-unmodified-since", "from",
		"location", "max-forwards",
	]);
	const first = (value) => /^(?:"(?:\\.|[^"\\])*"?|[^,"])*/s.exec(value)[0];

	class Server extends EventEmitter {
		[kIncomingMessage] = IncomingMessage;
		[kServerResponse] = ServerResponse;
		[kConnectionsCheckingInterval];
		[kUniqueHeaders] = null;
		httpAllowHalfOpen = false;
		timeout = 0;
		maxHeadersCount = null;
		maxRequestsPerSocket = 0;
		connectionsCheckingInterval = 30000;
		requestTimeout = 300000;
		headersTimeout = 60000;
		requireHostHeader = false;
		joinDuplicateHeaders = false;
		rejectNonStandardBodyWrites = false;
		keepAliveTimeout = 5000;
		keepAliveTimeoutBuffer = 1000;
		highWaterMark = getDefaultHighWaterMark();
		#port = null;

		constructor(options, requestListener) {
			if (!allowed) throw unimplemented("Server");
			super({ captureRejections: true });
			const none = options == null;
			if (typeof options === "function") [options, requestListener] = [{}, options];
			else if (none) options = {};
			else validateObject(options, "options");
			if (!none) storeHTTPOptions.call(this, options); // which has other defaults
			const { highWaterMark } = options;
			if (highWaterMark !== undefined) validateNumber(highWaterMark, "options.highWaterMark");
			if (highWaterMark > 0) this.highWaterMark = highWaterMark;
			if (requestListener) this.on("request", requestListener);
			this[kUniqueHeaders] = unique(options.uniqueHeaders);
		}

		// listen takes the port at once; only the event comes later.
		listen(...args) {
			const [options, callback] = normalizeArgs(args);
			const given = typeof options.port === "number" || typeof options.port === "string";
			const port = given ? validatePort(options.port, "options.port") : 0;
			if (this.#port !== null) throw alreadyListening();
			if (callback !== null) this.once("listening", callback);
			this.#port = bind(typeof options.host === "string" ? options.host : "127.0.0.1", port);
			handlers.set(this.#port, { fetch: (request, env, ctx) => this.#serve(request, env, ctx) });
			queueMicrotask(() => this.emit("listening"));
			return this;
		}
		async #serve(request, env, ctx) {
			const incoming = this.#incoming(request, env, ctx);
			const { highWaterMark, rejectNonStandardBodyWrites } = this;
			const response = new this[kServerResponse](incoming, { highWaterMark, rejectNonStandardBodyWrites });
			if (request.method === "HEAD") response._hasBody = false;
			try {
				this.emit("connection", this, incoming);
				this.emit("request", incoming, response);
				return await fetched(response);
			} catch (error) {
				response.destroy(error);
				throw error;
			}
		}
		#incoming(request, env, ctx) {
			const incoming = new this[kIncomingMessage]();
			arrive.request(incoming, request, this.#port);
			const url = new URL(request.url);
			incoming.url = url.pathname + url.search;
			const headers = [];
			for (const [name, value] of request.headers) headers.push(name, firstOnly.has(name) ? first(value) : value);
			incoming._addHeaderLines(headers, headers.length);
			incoming.method = request.method;
			incoming.cloudflare = "cf" in request ? { env, ctx, cf: request.cf } : { env, ctx };
			return incoming;
		}
		[Symbol.for("nodejs.rejection")](error, event, ...args) {
			if (event === "request") args[1].destroy(error);
			else if (event === "error") queueMicrotask(() => { throw error; });
			else this.emit("error", error);
		}

		close(callback) {
			httpServerPreClose(this);
			if (this.#port !== null) {
				release(this.#port);
				this.#port = null;
			}
			if (typeof callback === "function") this.once("close", callback);
			queueMicrotask(() => this.emit("close"));
			return this;
		}
		async [Symbol.asyncDispose]() { await new Promise((resolve) => this.close(resolve)); }
		// There are no connections to close, count or wait for.
		closeAllConnections() {}
		closeIdleConnections() {}
		getConnections(callback) {
			if (callback) {
				validateFunction(callback, "callback");
				queueMicrotask(() => callback(null, 0));
			}
			return this;
		}
		setTimeout(msecs, callback) {
			if (typeof msecs === "function") callback = msecs;
			else if (typeof msecs === "number") this.timeout = msecs;
			if (typeof callback === "function") this.once("timeout", callback);
			return this;
		}
		ref() { return this; }
		unref() { return this; }
		get listening() { return this.#port !== null; }
		address() { return this.#port === null ? null : { port: this.#port, family: "IPv4", address: "127.0.0.1" }; }
		get maxConnections() { return Infinity; }
		get connections() { return 0; }
	}

	class SecureServer extends Server {
		addContext() { throw unimplemented("addContext"); }
		getTicketKeys() { throw unimplemented("getTicketKeys"); }
		setSecureContext() { throw unimplemented("setSecureContext"); }
		setTicketKeys() { throw unimplemented("setTicketKeys"); }
	}
	Object.defineProperty(SecureServer, "name", { value: "Server" });

	function createServer(options, handler) {
		if (!allowed) throw unimplemented("createServer");
		return new Server(options, handler);
	}
	function createSecureServer(options, handler) {
		if (!allowed) throw unimplemented("createServer");
		return new SecureServer(options, handler);
	}
	Object.defineProperty(createSecureServer, "name", { value: "createServer" });

	function httpServerPreClose(server) {
		server.closeIdleConnections();
		clearInterval(server[kConnectionsCheckingInterval]);
	}

	return {
		default: {
			Server, ServerResponse, SecureServer, createServer, createSecureServer, storeHTTPOptions, httpServerPreClose, kConnectionsCheckingInterval,
			_connectionListener: refuse("_connectionListener"), setupConnectionsTracking: refuse("setupConnectionsTracking"),
		},
	};
})
