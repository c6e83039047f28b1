// Connections, over those of cloudflare:sockets. https://nodejs.org/api/net.html#class-netsocket
(function (require, native) {
	"use strict";

	const { Duplex } = require("internal_stream_duplex");
	const { Buffer } = require("node:buffer");
	const { named } = require("internal_stub");
	const { timerDuration } = require("internal_timers");
	const { isIP } = require("internal_net_address");
	const { bind, connections, release, validatePort, normalizeArgs, gateway } = require("internal_ports");
	const { BoundSocket, take } = require("internal_net_bound");
	const {
		coded, invalidArgType, invalidArgValue, AbortError, validateAbortSignal, validateBoolean, validateFunction, validateInt32, validateNumber,
		validateObject,
	} = require("internal_errors");

	const kTimeout = Symbol("kTimeout");
	const kWriting = Symbol("kLastWriteQueueSize");
	const kBuffer = Symbol("kBuffer"); // what is read into, or makes it
	const kRead = Symbol("kBufferCb"); // gets what was read, instead of the stream
	const kInfo = Symbol("kSocketInfo");
	const kBytesRead = Symbol("kBytesRead");
	const kBytesWritten = Symbol("kBytesWritten");
	const kBound = Symbol("kBoundSource");
	const kReserved = Symbol("kBoundReserved");

	const errnos = { ECONNRESET: -104, ECONNREFUSED: -111, ENOTFOUND: -3008 };
	const errors = {
		closed: () => coded(Error, "ERR_SOCKET_CLOSED", "Socket is closed"),
		early: () => coded(Error, "ERR_SOCKET_CLOSED_BEFORE_CONNECTION", "Socket closed before connection established"),
		connecting: () => coded(Error, "ERR_SOCKET_CONNECTING", "Socket is already connecting"),
		option: (name) => coded(Error, "ERR_OPTION_NOT_IMPLEMENTED", `The ${name} option is not implemented`),
		pipe: () => coded(Error, "EPIPE", "This socket has been ended by the other party"),
		// failed is what the system would say of a connection.
		failed: (code, syscall, message, rest) =>
			Object.assign(new Error(`${syscall} ${code}${message}`), { code, errno: errnos[code], syscall }, rest),
		ip: (address) => coded(TypeError, "ERR_INVALID_IP_ADDRESS", `Invalid IP address: ${address}`),
	};

	const reset = (syscall) => errors.failed("ECONNRESET", syscall, "");
	function refused(connection, host, port, error) {
		const code = native.connectFailure(connection);
		if (code === "") return error;
		if (code === "ENOTFOUND") return errors.failed(code, "getaddrinfo", ` ${host}`, { hostname: host });
		return errors.failed(code, "connect", ` ${host}:${port}`, { address: host, port });
	}

	// handleOf stands for the connection at a socket: what connect answered, held by its reader and writer.
	function handleOf(socket, options) {
		return {
			socket, writer: socket.writable.getWriter(), reader: socket.readable.getReader({ mode: "byob" }), bytesRead: 0, bytesWritten: 0,
			reading: false, options,
		};
	}

	const Socket = named(function (options) {
		if (!(this instanceof Socket)) return new Socket(options);
		for (const name of ["objectMode", "readableObjectMode", "writableObjectMode"]) {
			if (options?.[name]) throw invalidArgValue(`options.${name}`, options[name], "is not supported");
		}
		const delay = options?.keepAliveInitialDelay;
		if (delay !== undefined) validateNumber(delay, "options.keepAliveInitialDelay");
		if (delay < 0) options.keepAliveInitialDelay = 0;
		if (typeof options === "number" || options?.fd !== undefined) throw errors.option("options.fd");
		options = {
			...options, allowHalfOpen: Boolean(options?.allowHalfOpen), emitClose: false, autoDestroy: true, decodeStrings: false, readable: true,
			writable: true,
		};
		Object.assign(this, {
			_handle: null, connecting: false, _hadError: false, _parent: null, _parentWrap: null, _host: null, [kWriting]: 0, [kTimeout]: null,
			[kInfo]: null, [kBytesRead]: 0, [kBytesWritten]: 0, [kBound]: null, [kReserved]: false, server: null, _server: null,
			_closeAfterHandlingError: false, autoSelectFamilyAttemptedAddresses: [], _pendingData: null, _pendingEncoding: "",
		});
		Duplex.call(this, options);
		if (options.handle) {
			validateObject(options.handle, "options.handle");
			if (BoundSocket.isBoundSocket(options.handle)) {
				this[kBound] = take(options.handle).address;
				this[kReserved] = true;
				connections.set(this, this[kBound].port);
			} else {
				this._handle = options.handle;
			}
		}
		this.on("end", function () {
			if (!this.allowHalfOpen) this.write = writeAfterEnd;
		});
		const { onread } = options;
		const { buffer, callback } = onread ?? {};
		const own = (buffer instanceof Uint8Array || typeof buffer === "function") && typeof callback === "function";
		this[kBuffer] = own ? buffer : () => new Uint8Array(4096);
		this[kRead] = own ? callback : undefined;
		if (options.signal) obey(this, options.signal);
		return this;
	}, "Socket", 1);
	Object.setPrototypeOf(Socket.prototype, Duplex.prototype);
	Object.setPrototypeOf(Socket, Duplex);
	const { prototype } = Socket;

	// obey remembers that a signal wants no connection to be made.
	function obey(socket, signal) {
		validateAbortSignal(signal, "options.signal");
		const abort = () => {
			socket._aborted = true;
		};
		queueMicrotask(() => {
			if (signal.aborted) abort();
			else signal.addEventListener("abort", abort, { once: true });
		});
	}

	// The time without activity.
	prototype._unrefTimer = function _unrefTimer() {
		for (let s = this; s != null; s = s._parentWrap) {
			if (s[kTimeout] == null) continue;
			clearTimeout(s[kTimeout]);
			s[kTimeout] = setTimeout(() => s._onTimeout(), s.timeout);
		}
	};
	prototype.setTimeout = function (msecs, callback) {
		if (this.destroyed) return this;
		this.timeout = msecs;
		msecs = timerDuration(msecs, "msecs");
		clearTimeout(this[kTimeout]);
		this[kTimeout] = msecs === 0 ? null : setTimeout(() => this._onTimeout(), msecs);
		if (callback !== undefined) {
			validateFunction(callback, "callback");
			if (msecs === 0) this.removeListener("timeout", callback);
			else this.once("timeout", callback);
		}
		return this;
	};
	prototype._onTimeout = function () {
		this.emit("timeout");
	};
	function clearTimers(socket) {
		for (let s = socket; s != null; s = s._parentWrap) {
			clearTimeout(s[kTimeout]);
			s[kTimeout] = null;
		}
	}

	// Addresses.
	prototype._getpeername = function () {
		return this._handle == null || this[kInfo] == null ? {} : { ...this[kInfo] };
	};
	prototype._getsockname = function () {
		return this[kBound] ?? this._parentWrap?._getsockname() ?? {};
	};
	prototype.address = function () {
		return this._getsockname();
	};

	// Connecting.
	prototype.connect = function (...args) {
		const [options, callback] = Array.isArray(args[0]) ? args[0] : normalizeArgs(args);
		if (this.connecting) throw errors.connecting();
		if (this._aborted) {
			if (!callback) throw new AbortError();
			callback(new AbortError());
			return undefined;
		}
		if (callback) this.once("connect", callback);
		if (this._parentWrap?.connecting) return this;
		if (options.port === undefined && options.path == null) {
			throw coded(TypeError, "ERR_MISSING_ARGS", 'The "options" or "port" or "path" argument must be specified');
		}
		if (this.write !== prototype.write) this.write = prototype.write;
		if (options.path != null) throw invalidArgValue("path", options.path, "is not supported");
		this[kBytesRead] = this[kBytesWritten] = 0;
		if (!this._handle) {
			connect(this, options);
			return this;
		}
		const old = this._handle;
		leavePort(this);
		this._handle = null;
		old.reading = false;
		this.connecting = true;
		const again = () => connect(this, options);
		old.socket.close().then(again, again);
		return this;
	};
	function connect(socket, options) {
		const { host = "localhost", family, hints, lookup, localAddress, localPort, port } = options;
		if (localAddress && !isIP(localAddress)) throw errors.ip(localAddress);
		if (localPort) validateNumber(localPort, "options.localPort");
		if (typeof port !== "number" && typeof port !== "string") throw invalidArgType("options.port", "one of type number or string", port);
		validatePort(port);
		if (options.autoSelectFamily != null) validateBoolean(options.autoSelectFamily, "options.autoSelectFamily");
		if (options.autoSelectFamilyAttemptTimeout != null) {
			validateInt32(options.autoSelectFamilyAttemptTimeout, "options.autoSelectFamilyAttemptTimeout", 1);
		}
		socket._unrefTimer();
		socket.connecting = true;
		if (lookup != null) validateFunction(lookup, "options.lookup");
		const version = isIP(host);
		if (version !== 0 || lookup == null) {
			dial(socket, host, port | 0, version, options);
			return;
		}
		lookup(host, { family: family || version, hints }, (error, address, found) => {
			socket.emit("lookup", error, address, found, host);
			if (error) {
				socket.destroy(error);
				return;
			}
			if (isIP(address) === 0) throw errors.ip(address);
			if (![4, 6, "IPv4", "IPv6"].includes(found)) throw invalidArgValue("family", found, "must be 4 or 6");
			dial(socket, address, port | 0, Number(`${found}`.at(-1)), options);
		});
	}
	function dial(socket, host, port, version, local) {
		const address = host;
		socket[kInfo] = { address: host, port, family: version === 0 ? undefined : `IPv${version}` };
		try {
			socket[kBound] ??= sourceOf(socket, version, local);
		} catch (error) {
			socket.destroy(error);
			return;
		}
		if (version === 6) host = `[${host}]`;
		socket.autoSelectFamilyAttemptedAddresses = [`${host}:${port}`];
		const attempted = () => socket.destroyed || socket.emit("connectionAttempt", host, port, version);
		if (version === 0) queueMicrotask(attempted);
		else attempted();
		socket._host = `${host}`;
		try {
			const { allowHalfOpen } = socket;
			// What may become TLS later is said at once.
			const connection = native.connect(`${host}:${port}`, { allowHalfOpen, secureTransport: socket.encrypted ? "on" : "starttls" });
			socket._handle = handleOf(connection, { host: socket._host, port, addressType: version });
			socket._undestroy();
			watch(socket, [host, port, version], (error) => refused(connection, address, port, error));
		} catch (error) {
			socket.destroy(error);
		}
	}
	// sourceOf takes a port for a connection to leave from. Where nobody says otherwise it leaves from the platform's gateway.
	function sourceOf(socket, version, { localAddress, localPort }) {
		const address = localAddress || (version === 6 ? gateway.IPv6 : gateway.IPv4);
		const source = { address, family: `IPv${isIP(address)}`, port: bind(localAddress || "0.0.0.0", localPort || 0) };
		socket[kReserved] = true;
		connections.set(socket, source.port);
		return source;
	}
	// watch tells a socket what becomes of the connection that it has.
	function watch(socket, attempt, failure) {
		const handle = socket._handle;
		const { socket: connection } = handle;
		connection.opened.then(() => opened(socket), (reason) => {
			if (socket._handle !== handle) return; // it connects anew
			const error = failure(reason);
			socket.emit("connectionAttemptFailed", ...attempt, error);
			socket.destroy(error);
		});
		connection.closed.then(() => closed(socket), () => {}); // opened, or who reads, says why
	}
	function opened(socket) {
		if (socket.destroyed) return;
		socket.connecting = false;
		socket._unrefTimer();
		socket.emit("connect");
		socket.emit("ready");
		if (!socket.isPaused()) startReading(socket);
	}
	function closed(socket) {
		if (socket._handle?.socket.upgraded) return; // it goes on as another one
		clearTimers(socket);
	}
	// Reading.
	function startReading(socket) {
		const handle = socket._handle;
		if (handle == null) return;
		handle.reading = true;
		if (handle.pulling) return;
		handle.pulling = true;
		pull(socket, handle);
	}
	async function pull(socket, handle) {
		try {
			while (handle.reading === true) {
				const into = typeof socket[kBuffer] === "function" ? socket[kBuffer]() : socket[kBuffer];
				if (into == null || into.length === 0) break;
				const { value, done } = await handle.reader.read(into).catch(() => {
					throw reset("read");
				});
				if (gone(socket, handle)) break;
				socket._unrefTimer();
				if (done) {
					socket.push(null);
					Duplex.prototype.read.call(socket, 0); // nobody else may
					break;
				}
				if (value.byteLength === 0) continue;
				handle.bytesRead += value.byteLength;
				if (typeof socket[kBuffer] !== "function") socket[kBuffer] = new Uint8Array(value.buffer); // it comes back in another
				const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
				const more = socket[kRead] ? socket[kRead](bytes.byteLength, bytes) : socket.push(Buffer.from(bytes));
				if (more === false) break;
			}
		} catch (error) {
			if (!gone(socket, handle) && !handle.handedOver) socket.destroy(error);
		} finally {
			handle.reading = handle.pulling = false;
		}
	}
	// gone answers whether a socket has nothing to do with a connection any more.
	const gone = (socket, handle) => socket.destroyed || socket._handle !== handle;
	const idle = (socket) => !socket.connecting && socket._handle && !socket._handle.reading;
	prototype.pause = function () {
		if (!this.connecting && !this.destroyed && this._handle?.reading) this._handle.reading = false;
		return Duplex.prototype.pause.call(this);
	};
	prototype.resume = function () {
		if (idle(this)) startReading(this);
		return Duplex.prototype.resume.call(this);
	};
	prototype.read = function (n) {
		if (idle(this)) startReading(this);
		return Duplex.prototype.read.call(this, n);
	};
	prototype._read = function (n) {
		if (this._handle && !this.connecting) startReading(this);
		else this.once("connect", () => this._read(n));
	};

	// Writing.
	const toBuffer = ({ chunk, encoding }) => {
		if (typeof chunk === "string") return Buffer.from(chunk, encoding);
		if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
		throw invalidArgType("chunk", "of type string or an instance of ArrayBufferView", chunk);
	};
	prototype._writeGeneric = function (writev, data, encoding, cb) {
		if (this.connecting) {
			this._pendingData = data;
			this._pendingEncoding = encoding;
			const close = () => cb(errors.early());
			this.once("connect", () => {
				this.off("close", close);
				this._writeGeneric(writev, data, encoding, cb);
			});
			this.once("close", close);
			return;
		}
		this._pendingData = null;
		this._pendingEncoding = "";
		const handle = this._handle;
		if (handle?.writer === undefined) {
			cb(errors.closed());
			return false;
		}
		this._unrefTimer();
		const bytes = writev ? Buffer.concat(data.map(toBuffer)) : toBuffer({ chunk: data, encoding });
		this[kWriting] = bytes.byteLength;
		const written = (error) => {
			this[kWriting] = 0;
			this._unrefTimer();
			cb(error);
		};
		handle.writer.write(bytes).then(() => {
			if (this._handle != null) this._handle.bytesWritten += this[kWriting];
			else this[kBytesWritten] += this[kWriting];
			written();
		}, () => written(reset("write")));
	};
	prototype._writev = function (chunks, cb) {
		this._writeGeneric(true, chunks, "", cb);
	};
	prototype._write = function (data, encoding, cb) {
		this._writeGeneric(false, data, encoding, cb);
	};
	function writeAfterEnd(chunk, encoding, cb) {
		if (!this.writableEnded) return Duplex.prototype.write.call(this, chunk, encoding, cb);
		if (typeof encoding === "function") cb = encoding;
		const error = errors.pipe();
		if (typeof cb === "function") queueMicrotask(() => cb(error));
		this.destroy(error);
		return false;
	}
	prototype._final = function (cb) {
		if (this.connecting) this.once("connect", () => this._final(cb));
		else if (this._handle == null) cb();
		else this._handle.writer.close().then(() => cb(), () => cb()); // it may be closed already
	};
	prototype.end = function (data, encoding, cb) {
		Duplex.prototype.end.call(this, data, encoding, cb);
		return this;
	};

	// Ending.
	prototype.destroySoon = function () {
		if (this.writable) this.end();
		if (this.writableFinished) this.destroy();
		else this.once("finish", () => this.destroy());
	};
	prototype._destroy = function (exception, cb) {
		this.connecting = false;
		clearTimers(this);
		leavePort(this);
		if (this._handle == null) cleanUp(this, cb, exception);
		else this._handle.socket.close().then(() => cleanUp(this, cb, exception), () => cleanUp(this, cb, exception));
	};
	function cleanUp(socket, cb, error) {
		const { _handle: handle } = socket;
		if (handle != null) {
			Object.assign(socket, { [kBytesRead]: handle.bytesRead, [kBytesWritten]: handle.bytesWritten, resetAndClosing: false });
		}
		Object.assign(socket, { [kInfo]: null, [kWriting]: 0 });
		cb?.(error);
		queueMicrotask(() => socket.emit("close", error != null));
	}
	function leavePort(socket) {
		if (!socket[kReserved]) return;
		socket[kReserved] = false;
		connections.delete(socket);
		release(socket[kBound].port);
		socket[kBound] = null;
	}
	prototype._reset = function () {
		this.resetAndClosing = true;
		return this.destroy();
	};
	prototype.resetAndDestroy = function () {
		if (!this._handle) this.destroy(errors.closed());
		else if (this.connecting) this.once("connect", () => this._reset());
		else this._reset();
		return this;
	};

	// What sockets are told that these have no say in.
	prototype.setNoDelay = function (enable) {
		return this;
	};
	prototype.setKeepAlive = function (enable, initialDelay) {
		return this;
	};
	prototype.ref = function () {};
	prototype.unref = function () {};

	const facts = {
		_connecting() { return this.connecting; },
		pending() { return !this._handle || this.connecting; },
		readyState() {
			if (this.connecting) return "opening";
			if (this.readable) return this.writable ? "open" : "readOnly";
			return this.writable ? "writeOnly" : "closed";
		},
		bufferSize() { return this._handle ? this.writableLength : undefined; },
		bytesRead() { return this._handle ? this._handle.bytesRead : this[kBytesRead]; },
		_bytesDispatched() { return this._handle ? this._handle.bytesWritten : this[kBytesWritten]; },
		bytesWritten() {
			if (!this.writableBuffer) return undefined;
			const data = this._pendingData;
			if (!data) return this.writableLength + this._bytesDispatched;
			const pending = Array.isArray(data) ? data : [{ chunk: data, encoding: this._pendingEncoding }];
			return pending.reduce((sum, one) => sum + toBuffer(one).length, this._bytesDispatched);
		},
		remoteAddress() { return this._getpeername().address; },
		remoteFamily() { return this._getpeername().family; },
		remotePort() { return this._getpeername().port; },
		localAddress() { return this._getsockname().address; },
		localPort() { return this._getsockname().port; },
		localFamily() { return this._getsockname().family; },
	};
	for (const [name, get] of Object.entries(facts)) Object.defineProperty(prototype, name, { get, configurable: true, enumerable: false });

	// adopt makes a socket of a connection that has arrived.
	function adopt(connection, options, remote, local) {
		const socket = new Socket(options);
		socket._handle = handleOf(connection, { host: remote.address, port: remote.port, addressType: isIP(remote.address) });
		socket[kInfo] = { ...remote };
		socket[kBound] = local;
		socket._undestroy();
		connection.closed.then(() => closed(socket), (error) => socket.destroy(error));
		return socket;
	}

	return { default: { Socket, adopt, handleOf, watch, refused, startReading, errors } };
})
