// The message that arrives: a request at a server, a response at a client.
// https://nodejs.org/api/http.html#class-httpincomingmessage
(function (require, native) {
	"use strict";

	const EventEmitter = require("node:events");
	const Readable = require("internal_stream_readable");
	const { timerDuration } = require("internal_timers");

	const kHeaders = Symbol("kHeaders");
	const kHeadersDistinct = Symbol("kHeadersDistinct");
	const kHeadersCount = Symbol("kHeadersCount");

	// once are the headers of which only the first counts.
	const once = new Set([
		"age", "authorization", "content-length", "content-type", "etag", "expires", "from", "host", "if-modified-since", "if-unmodified-since",
		"last-modified", "location", "max-forwards", "proxy-authorization", "referer", "retry-after", "server", "user-agent",
	]);

	// connection stands for the socket that a request came over, as far as somebody wants to know about it.
	function connection(message, headers, port) {
		const ip = headers.get("cf-connecting-ip");
		const remotePort = (Math.random() * 0x8000) | 0x8000;
		const live = (value) => ({ get: () => (message.destroyed ? undefined : value), configurable: true });
		const fact = (value) => ({ value, configurable: true });
		return Object.defineProperties(new EventEmitter(), {
			encrypted: fact(headers.get("x-forwarded-proto") === "https"),
			readable: { get: () => message.readable, configurable: true },
			remoteFamily: live(!ip || native.ipVersion(ip) === 4 ? "IPv4" : "IPv6"),
			remoteAddress: live(ip ?? "127.0.0.1"),
			remotePort: live(remotePort),
			localAddress: fact(headers.get("host") ?? "127.0.0.1"),
			localPort: fact(port),
			destroy: fact((error) => message.destroy(error)),
		});
	}

	const arrive = {};

	class IncomingMessage extends Readable {
		#socket;
		#stream = null;
		#reader;
		#reading = false;
		#idle; // the timer of the exchange, at a client

		aborted = false;
		url = "";
		method = null;
		statusCode = null;
		statusMessage = null;
		httpVersionMajor = 1;
		httpVersionMinor = 1;
		httpVersion = "1.1";
		complete = false;
		rawHeaders = [];
		joinDuplicateHeaders = false;
		cloudflare = { cf: undefined, env: undefined, ctx: undefined };
		[kHeaders] = null;
		[kHeadersDistinct] = null;
		[kHeadersCount] = 0;
		_dumped = false;
		_consuming = false;
		_paused = false;

		static {
			// request makes a message of the request that came in at a port.
			arrive.request = (message, request, port) => {
				message.#socket = connection(message, request.headers, port);
				message.#stream = request.body;
			};
			// response makes a message of the response to a fetch.
			arrive.response = (message, response, idle) => {
				message.#idle = idle;
				message[kHeaders] = {};
				message[kHeadersDistinct] = {};
				for (const name of response.headers.keys()) {
					const value = response.headers.get(name);
					message[kHeaders][name] = value;
					message[kHeadersDistinct][name] = [value];
					message[kHeadersCount]++;
				}
				message._readableState.readingMore = true;
				message.url = response.url;
				message.statusCode = response.status;
				message.statusMessage = response.statusText;
				message.on("timeout", () => {
					message._consuming = false;
				});
				message.#stream = response.body;
			};
		}

		constructor() {
			super({});
			this._readableState.readingMore = true;
		}

		// The body is read while somebody wants it; a message that is paused goes on with the reader that it has.
		async #pull() {
			if (this.#reading) return;
			this.#reading = true;
			try {
				this.#reader ??= this.#stream.getReader();
				while (!this.destroyed) {
					const { done, value } = await this.#reader.read();
					if (this.destroyed) break;
					if (done) {
						this.complete = true;
						this.push(null);
						break;
					}
					this.#idle?.touch();
					if (!this.push(value)) break;
				}
			} catch (error) {
				this.destroy(error);
			} finally {
				this.#reading = false;
			}
		}
		_read(size) {
			if (!this._consuming) {
				this._readableState.readingMore = false;
				this._consuming = true;
			}
			if (this.#stream != null) {
				this.#pull();
				return;
			}
			this.complete = true;
			this.push(null);
		}
		_destroy(error, callback) {
			if (!this.readableEnded || !this.complete) {
				this.aborted = true;
				this.emit("aborted");
			}
			if (!this.complete && this.#stream != null) {
				(this.#reader ?? this.#stream).cancel(error ?? undefined).catch(() => {});
			}
			// An error that nobody listens for is nobody's.
			queueMicrotask(() => callback(this.listenerCount("error") === 0 ? undefined : error));
		}

		_addHeaderLine(field, value, dest) {
			const name = field.toLowerCase();
			const had = dest[name];
			if (name === "set-cookie") {
				if (had === undefined) dest[name] = [value];
				else had.push(value);
			} else if (once.has(name)) {
				if (had === undefined) dest[name] = value;
				else if (this.joinDuplicateHeaders) dest[name] += `, ${value}`;
			} else if (typeof had === "string") {
				dest[name] += (name === "cookie" ? "; " : ", ") + value;
			} else {
				dest[name] = value;
			}
		}
		_addHeaderLines(headers, n) {
			if (!Array.isArray(headers) || this.complete) return;
			this.rawHeaders = headers;
			this[kHeadersCount] = n;
			if (this[kHeaders]) this.#lines((name, value) => this._addHeaderLine(name, value, this[kHeaders]));
		}
		_addHeaderLineDistinct(field, value, dest) {
			(dest[field.toLowerCase()] ||= []).push(value);
		}
		#lines(each) {
			for (let n = 0; n < this[kHeadersCount]; n += 2) each(this.rawHeaders[n], this.rawHeaders[n + 1]);
		}
		get headers() {
			if (!this[kHeaders]) {
				this[kHeaders] = {};
				this.#lines((name, value) => this._addHeaderLine(name, value, this[kHeaders]));
			}
			return this[kHeaders];
		}
		set headers(value) { this[kHeaders] = value; }
		get headersDistinct() {
			if (!this[kHeadersDistinct]) {
				this[kHeadersDistinct] = {};
				this.#lines((name, value) => this._addHeaderLineDistinct(name, value, this[kHeadersDistinct]));
			}
			return this[kHeadersDistinct];
		}
		set headersDistinct(value) { this[kHeadersDistinct] = value; }
		// fetch has no trailers.
		get trailers() { return {}; }
		set trailers(value) {}
		get trailersDistinct() { return {}; }
		set trailersDistinct(value) {}

		_dump() {
			if (this._dumped) return;
			this._dumped = true;
			this.removeAllListeners("data");
			this.resume();
		}
		setTimeout(msecs, callback) {
			msecs = timerDuration(msecs, "msecs");
			if (callback) this.on("timeout", callback);
			this.#idle?.setTimeout(msecs);
			return this;
		}
		get connection() { return this.#socket; }
		set connection(value) { this.#socket = value; }
		get socket() { return this.#socket; }
	}

	return { default: { IncomingMessage, arrive } };
})
