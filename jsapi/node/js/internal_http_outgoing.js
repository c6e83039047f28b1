// The message that leaves: a request of a client, a response of a server.
// https://nodejs.org/api/http.html#class-httpoutgoingmessage
(function (require) {
	"use strict";

	const Writable = require("internal_stream_writable");
	const { getDefaultHighWaterMark, errors: streamErrors } = require("internal_stream_state");
	const { unimplemented } = require("internal_stub");
	const { coded, invalidArgType, invalidArgValue, validateString } = require("internal_errors");
	const {
		errors, chunked, validateHeaderName, validateHeaderValue, unique, kUniqueHeaders, kHighWaterMark, kOutHeaders, kErrored,
	} = require("internal_http_common");
	const { Buffer } = require("node:buffer");

	const kCorked = Symbol("corked");
	const kChunkedBuffer = Symbol("kChunkedBuffer");
	const kChunkedLength = Symbol("kChunkedLength");
	const kNeedDrain = Symbol("kNeedDrain");
	const kRejectNonStandardBodyWrites = Symbol("kRejectNonStandardBodyWrites");
	const kBytesWritten = Symbol("kBytesWritten");
	const nothing = () => {};
	const closes = /(?:^|\W)close(?:$|\W)/i;
	const bytes = (chunk, encoding) => (typeof chunk === "string" ? Buffer.byteLength(chunk, encoding ?? undefined) : chunk.byteLength);

	// Pieces numbers what is written, and hands it on while it is not corked.
	class Pieces {
		corked = 0;
		#index = 0;
		#waiting = [];
		#deliver;
		constructor(deliver) {
			this.#deliver = deliver;
		}
		write(data, encoding, callback) {
			const piece = { index: this.#index++, entry: { data, encoding, length: data?.length ?? 0 } };
			if (this.corked === 0) this.#deliver([piece]);
			else this.#waiting.push(piece);
			queueMicrotask(() => callback?.());
		}
		uncork() {
			this.corked--;
			if (this.corked <= 0) this.#deliver(this.#waiting.splice(0));
		}
		get length() { return this.#waiting.reduce((sum, { entry }) => sum + entry.length, 0); }
	}

	// Lines are the lines of a header while it is put together, and what they said.
	class Lines {
		said = {};
		constructor(message, first) {
			this.message = message;
			this.text = first;
		}
		add(name, value, validate) {
			const { message } = this;
			if (validate) validateHeaderName(name);
			if (message._contentLength && name.toLowerCase() === "content-disposition") {
				const latin1 = (text) => String(Buffer.from(String(text), "latin1"));
				value = Array.isArray(value) ? value.map(latin1) : latin1(value);
			}
			if (!Array.isArray(value)) {
				this.#line(name, String(value), validate);
				return;
			}
			const key = name.toLowerCase();
			// A platform quirk: a request has no unique headers, and fails where it asks for them.
			if ((value.length > 1 && key === "cookie") || (kUniqueHeaders in message && message[kUniqueHeaders].has(key))) this.#line(name, value.join("; "), validate);
			else for (const one of value) this.#line(name, one, validate);
		}
		#line(name, value, validate) {
			const { message } = this;
			if (validate) validateHeaderValue(name, value);
			this.text += `${name}: ${value}\r\n`;
			const key = name.toLowerCase();
			switch (key) {
				case "connection":
					message._removedConnection = false;
					if (closes.test(value)) message._last = true;
					else message.shouldKeepAlive = true;
					break;
				case "transfer-encoding":
					message._removedTE = false;
					if (chunked.test(value)) message.chunkedEncoding = true;
					break;
				case "content-length":
					message._contentLength = +value;
					message._removedContLen = false;
					break;
				case "keep-alive":
					message._defaultKeepAlive = false;
			}
			this.said[key] = true;
		}
	}

	class OutgoingMessage extends Writable {
		[kOutHeaders] = null;
		[kErrored] = null;
		[kCorked] = 0;
		[kChunkedBuffer] = [];
		[kChunkedLength] = 0;
		[kNeedDrain] = false;
		[kRejectNonStandardBodyWrites];
		[kHighWaterMark];
		[kBytesWritten] = 0;
		req;
		outputData = [];
		outputSize = 0;
		writtenHeaderBytes = 0;
		strictContentLength = false;
		chunkedEncoding = false;
		sendDate = false;
		shouldKeepAlive = true;
		writable = true;
		finished = false;
		destroyed = false;
		useChunkedEncodingByDefault = true;
		maxRequestsOnConnectionReached = false;
		_closed = false;
		_headerSent = false;
		_onPendingData = () => {};
		_header = null;
		_contentLength = null;
		_hasBody = true;
		_removedContLen = false;
		_removedConnection = false;
		_removedTE = false;
		_last = false;
		_defaultKeepAlive = true;
		_maxRequestsPerSocket;
		_keepAliveTimeout = 0;
		#pieces;

		constructor(req, options) {
			super({ autoDestroy: false });
			const { highWaterMark, rejectNonStandardBodyWrites } = options ?? {};
			this[kHighWaterMark] = highWaterMark ?? getDefaultHighWaterMark();
			this[kRejectNonStandardBodyWrites] = rejectNonStandardBodyWrites ?? false;
			this.req = req;
			this.#pieces = new Pieces((pieces) => this.emit("_dataWritten", pieces));
			this.once("end", () => queueMicrotask(() => {
				this._closed = true;
				this.emit("close");
			}));
		}

		cork() {
			this[kCorked]++;
			this.#pieces.corked++;
		}
		uncork() {
			this[kCorked]--;
			this.#pieces.uncork();
			if (this[kCorked]) return;
			for (const { data, encoding, callback } of this[kChunkedBuffer].splice(0)) this._send(data ?? "", encoding, callback);
			this[kChunkedLength] = 0;
		}

		// _storeHeader puts the header together: the lines that were asked for, and those that the protocol needs.
		_storeHeader(firstLine, headers) {
			const lines = new Lines(this, firstLine);
			if (headers != null && headers === this[kOutHeaders]) {
				for (const key in headers) lines.add(headers[key][0], headers[key][1], false);
			} else if (Array.isArray(headers) && Array.isArray(headers[0])) {
				for (const [name, value] of headers) lines.add(name, value, true);
			} else if (Array.isArray(headers)) {
				if (headers.length % 2 !== 0) throw invalidArgValue("headers", headers);
				for (let n = 0; n < headers.length; n += 2) lines.add(headers[n], headers[n + 1], true);
			} else if (headers != null) {
				for (const key of Object.keys(headers)) lines.add(key, headers[key], true);
			}
			const { said } = lines;
			if (this.sendDate && !said.date) lines.text += `Date: ${new Date().toUTCString()}\r\n`;
			if (this.chunkedEncoding && (this.statusCode === 204 || this.statusCode === 304)) {
				this.chunkedEncoding = false;
				this.shouldKeepAlive = false;
			}
			lines.text += this.#connectionLine(said) + this.#lengthLine(said);
			this._header = `${lines.text}\r\n`;
			this._headerSent = false;
			if (said.expect) this._send("");
		}
		#connectionLine(said) {
			if (this._removedConnection) {
				this._last = !this.shouldKeepAlive;
				return "";
			}
			if (said.connection) return "";
			if (!this.shouldKeepAlive || !(said["content-length"] || this.useChunkedEncodingByDefault || this.agent)) {
				this._last = true;
				return "Connection: close\r\n";
			}
			if (this.maxRequestsOnConnectionReached) return "Connection: close\r\n";
			let line = "Connection: keep-alive\r\n";
			if (this._keepAliveTimeout && this._defaultKeepAlive) {
				const max = ~~this._maxRequestsPerSocket > 0 ? `, max=${this._maxRequestsPerSocket}` : "";
				line += `Keep-Alive: timeout=${Math.floor(this._keepAliveTimeout / 1000)}${max}\r\n`;
			}
			return line;
		}
		#lengthLine(said) {
			if (said["content-length"] || said["transfer-encoding"]) return "";
			if (!this._hasBody) {
				this.chunkedEncoding = false;
			} else if (!this.useChunkedEncodingByDefault) {
				this._last = true;
			} else if (!said.trailer && !this._removedContLen && typeof this._contentLength === "number") {
				return `Content-Length: ${this._contentLength}\r\n`;
			} else if (!this._removedTE) {
				this.chunkedEncoding = true;
				return "Transfer-Encoding: chunked\r\n";
			} else {
				this._last = true;
			}
			return "";
		}

		_finish() { this.emit("prefinish"); }
		_flushOutput(pieces) {
			if (this.outputData.length === 0) return undefined;
			pieces.corked++;
			for (const { data, encoding, callback } of this.outputData) pieces.write(data, encoding, callback);
			pieces.uncork();
			this.outputData = [];
			this._onPendingData(-this.outputSize);
			this.outputSize = 0;
			return true;
		}
		_flush() {
			const flushed = this._flushOutput(this.#pieces);
			if (this.finished) {
				this._finish();
			} else if (flushed && this[kNeedDrain]) {
				this[kNeedDrain] = false;
				this.emit("drain");
			}
		}

		get writableLength() {
			const waiting = this._header !== null || this._headerSent ? this.#pieces.length : 0;
			return this.outputSize + waiting + this[kChunkedLength];
		}
		get writableCorked() { return this[kCorked]; }
		get writableNeedDrain() { return !this.destroyed && !this.finished && this[kNeedDrain]; }
		get writableEnded() { return this.finished; }
		get writableHighWaterMark() { return this[kHighWaterMark]; }
		get writableObjectMode() { return false; }
		get errored() { return this[kErrored]; }
		get closed() { return this._closed; }

		setHeader(name, value) {
			if (this._header) throw errors.sent("set");
			validateHeaderName(name);
			validateHeaderValue(name, value);
			(this[kOutHeaders] ??= {})[name.toLowerCase()] = [name, value];
			return this;
		}
		setHeaders(headers) {
			if (this.headersSent) throw errors.sent("set");
			if (Array.isArray(headers) || typeof headers !== "object" || typeof headers.keys !== "function" || typeof headers.get !== "function") {
				throw invalidArgType("headers", "an instance of Headers or Map", headers);
			}
			// A Headers has several cookies under one name.
			const cookies = [];
			for (const [name, value] of headers) {
				if (name !== "set-cookie") this.setHeader(name, value);
				else if (Array.isArray(value)) cookies.push(...value);
				else cookies.push(value);
			}
			if (cookies.length > 0) this.setHeader("set-cookie", cookies);
			return this;
		}
		appendHeader(name, value) {
			if (this._header) throw errors.sent("append");
			validateHeaderName(name);
			validateHeaderValue(name, value);
			const entry = this[kOutHeaders]?.[name.toLowerCase()];
			if (!entry) return this.setHeader(name, value);
			if (!Array.isArray(entry[1])) entry[1] = [entry[1]];
			if (Array.isArray(value)) entry[1].push(...value);
			else entry[1].push(value);
			return this;
		}
		getHeader(name) {
			validateString(name, "name");
			return this[kOutHeaders]?.[name.toLowerCase()]?.[1];
		}
		hasHeader(name) {
			validateString(name, "name");
			return Boolean(this[kOutHeaders]?.[name.toLowerCase()]);
		}
		removeHeader(name) {
			validateString(name, "name");
			if (this._header) throw errors.sent("remove");
			const key = name.toLowerCase();
			if (key === "connection") this._removedConnection = true;
			else if (key === "content-length") this._removedContLen = true;
			else if (key === "transfer-encoding") this._removedTE = true;
			else if (key === "date") this.sendDate = false;
			if (this[kOutHeaders] !== null) delete this[kOutHeaders][key];
		}
		getHeaderNames() { return Object.keys(this[kOutHeaders] ?? {}); }
		getRawHeaderNames() { return Object.values(this[kOutHeaders] ?? {}).map(([name]) => name); }
		getHeaders() { return Object.fromEntries(Object.entries(this[kOutHeaders] ?? {}).map(([key, [, value]]) => [key, value])); }
		_renderHeaders() {
			if (this._header) throw errors.sent("render");
			return Object.fromEntries(Object.values(this[kOutHeaders] ?? {}));
		}
		get headersSent() { return Boolean(this._header); }
		flushHeaders() {
			if (!this._header) this._implicitHeader();
			this._send("");
		}
		_implicitHeader() { throw unimplemented("_implicitHeader()"); }

		pipe(destination) {
			this.emit("error", coded(Error, "ERR_STREAM_CANNOT_PIPE", "Cannot pipe, not readable"));
			return destination;
		}
		[Symbol.for("nodejs.rejection")](error) { this.destroy(error); }

		// _send writes, behind the header if that has not left yet.
		_send(data, encoding, callback, byteLength) {
			const due = this._header !== null && !this._headerSent;
			return this._writeRaw(due ? this.#behindHeader(data, encoding) : data, encoding, callback, byteLength);
		}
		// behindHeader has the header leave, and answers what is still to be written: text that can goes with it in one piece.
		#behindHeader(data, encoding) {
			const header = this._header;
			const together = typeof data === "string" && ["utf8", "latin1"].includes(encoding || "utf8");
			if (!together) {
				this.outputData.unshift({ data: header, encoding: "latin1", callback: null });
				this.#grown(header);
			}
			this.writtenHeaderBytes = header.length;
			this._headerSent = true;
			this.#announce(header);
			return together ? header + data : data;
		}
		// grown counts what waits in outputData.
		#grown(data) {
			this.outputSize += data.length;
			this._onPendingData(data.length);
		}
		// announce says what a response's header is.
		#announce(header) {
			const [first, ...lines] = header.split("\r\n");
			const status = /^HTTP\/\d+\.\d+ (\d+) (.*)$/.exec(first);
			if (status === null) return;
			const headers = new Headers();
			for (const line of lines) {
				const at = line.indexOf(": ");
				if (line !== "") headers.append(line.slice(0, at), line.slice(at + 2));
			}
			this.emit("_headersSent", { statusCode: Number(status[1]), statusMessage: status[2], headers });
		}
		_writeRaw(data, encoding, callback, size) {
			if (this.destroyed) return false;
			if (typeof encoding === "function") [encoding, callback] = [null, encoding];
			if (this._header === null && !this._headerSent) {
				this.outputData.push({ data, encoding, callback });
				this.#grown(data);
				return this.outputSize < this[kHighWaterMark];
			}
			this._flushOutput(this.#pieces);
			this.#pieces.write(data, encoding, callback);
			return this.#pieces.corked > 0 || this.#pieces.length < this[kHighWaterMark];
		}

		write(chunk, encoding, callback) {
			if (typeof encoding === "function") [encoding, callback] = [null, encoding];
			const room = this.#write(chunk, encoding, callback, false);
			if (!room) this[kNeedDrain] = true;
			return room;
		}
		#write(chunk, encoding, callback, last) {
			if (typeof callback !== "function") callback = nothing;
			if (chunk === null) throw streamErrors.nulls();
			if (typeof chunk !== "string" && !(chunk instanceof Uint8Array)) {
				throw invalidArgType("chunk", "of type string or an instance of Buffer or Uint8Array", chunk);
			}
			if (this.destroyed) {
				const error = this.finished ? errors.afterEnd() : streamErrors.destroyed("write");
				queueMicrotask(() => callback(error));
				return false;
			}
			if (this.finished) {
				this.#fail(errors.afterEnd(), callback);
				return false;
			}
			if (this.strictContentLength) {
				const written = this[kBytesWritten] + bytes(chunk, encoding);
				const exact = this.#exact();
				if (last ? written !== (exact ?? written) : written > exact) throw errors.contentLength(written, exact);
				this[kBytesWritten] = written;
			}
			if (!this._header) {
				if (last) this._contentLength = bytes(chunk, encoding);
				this._implicitHeader();
			}
			if (!this._hasBody) {
				if (this[kRejectNonStandardBodyWrites]) throw errors.noBody();
				queueMicrotask(callback);
				return true;
			}
			if (!last && !this.#pieces.corked) {
				this.#pieces.corked++;
				queueMicrotask(() => this.#pieces.uncork());
			}
			const gathers = this[kCorked] && this._headerSent && this.chunkedEncoding && chunk.length > 0;
			if (!gathers) return this._send(chunk, encoding, callback);
			this[kChunkedLength] += bytes(chunk, encoding);
			this[kChunkedBuffer].push({ data: chunk, encoding, callback });
			return this[kChunkedLength] < this[kHighWaterMark];
		}
		#fail(error, callback) {
			if (this.destroyed) return;
			queueMicrotask(() => {
				callback(error);
				if (!this.destroyed) this.emit("error", error);
			});
		}
		// exact answers how much has to be written because the header said so, undefined if anything will do.
		#exact() {
			if (!this.strictContentLength || !this._hasBody || this._removedContLen) return undefined;
			if (this.chunkedEncoding || this.hasHeader("transfer-encoding")) return undefined;
			return this._contentLength ?? undefined;
		}

		end(chunk, encoding, callback) {
			if (typeof chunk === "function") [chunk, encoding, callback] = [null, null, chunk];
			else if (typeof encoding === "function") [encoding, callback] = [null, encoding];
			if (chunk) {
				if (this.finished) {
					this.#fail(errors.afterEnd(), typeof callback === "function" ? callback : nothing);
					return this;
				}
				this.#pieces.corked++;
				this.#write(chunk, encoding, null, true);
			} else if (this.finished) {
				if (typeof callback === "function") {
					if (this.writableFinished) callback(errors.finished());
					else this.on("finish", callback);
				}
				return this;
			} else if (!this._header) {
				this.#pieces.corked++;
				this._contentLength = 0;
				this._implicitHeader();
			}
			if (typeof callback === "function") this.once("finish", callback);
			const { [kBytesWritten]: written } = this, exact = this.#exact();
			if (written !== (exact ?? written)) throw errors.contentLength(written, exact);
			const finish = () => this.emit("finish");
			if ((this._hasBody && this.chunkedEncoding) || !this._headerSent || this.writableLength || chunk) this._send("", "latin1", finish);
			else queueMicrotask(finish);
			this.#pieces.uncork();
			this[kCorked] = 1;
			this.uncork();
			Object.assign(this._writableState, { corked: 1, finished: true });
			this.finished = true;
			if (this.outputData.length === 0) this._finish();
			return this;
		}

		destroy(error, callback) {
			if (this.destroyed) return this;
			if (error != null) this.emit("error", error);
			this.destroyed = true;
			this[kErrored] = error;
			return this;
		}
	}

	return { default: { OutgoingMessage, unique } };
})
