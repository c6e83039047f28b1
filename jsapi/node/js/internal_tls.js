// Encrypted connections, as far as the platform says anything of them. https://nodejs.org/api/tls.html#class-tlstlssocket
(function (require, native) {
	"use strict";

	const { Duplex } = require("internal_stream_duplex");
	const { Socket, handleOf, watch, startReading, errors, refused } = require("internal_net_socket");
	const { normalizeArgs } = require("internal_ports");
	const { named } = require("internal_stub");
	const {
		coded, invalidArgType, validateFunction, validateInt32, validateInteger, validateNumber, validateObject, validateString, validateUint32,
	} = require("internal_errors");

	const kConnectOptions = Symbol("connect-options");
	const kErrorEmitted = Symbol("error-emitted");
	const kRes = Symbol("res");
	const kPendingSession = Symbol("pendingSession");
	const kIsVerified = Symbol("verified");
	const { option } = errors;

	const SecureContext = named(function (secureProtocol, secureOptions, minVersion, maxVersion) {
		if (!(this instanceof SecureContext)) return new SecureContext(secureProtocol, secureOptions, minVersion, maxVersion);
		if (secureOptions !== undefined) validateInteger(secureOptions, "secureOptions");
		this.context = undefined;
		return this;
	}, "SecureContext", 4);
	const createSecureContext = named((options = {}) =>
		new SecureContext(options.secureProtocol, options.secureOptions, options.minVersion, options.maxVersion), "createSecureContext", 0);

	// refuse throws if somebody asks for what the platform decides by itself.
	function refuse(options, ...names) {
		for (const name of names) {
			const value = options[name];
			if (["enableTrace", "isServer", "server", "requestCert", "requestOCSP"].includes(name) ? value : value !== undefined) throw option(`options.${name}`);
		}
	}
	function refuseTrust(options) {
		if (options.rejectUnauthorized === false) throw option("options.rejectUnauthorized");
	}
	function refuseIdentity({ checkServerIdentity }) {
		if (checkServerIdentity === undefined) return;
		validateFunction(checkServerIdentity, "options.checkServerIdentity");
		if (native.flag("throw_on_not_implemented_tls_options")) throw option("options.checkServerIdentity");
	}

	// wrapped makes a stream that is no socket look like one, whose bytes pass through it.
	function wrapped(stream) {
		const { readable, writable } = Duplex.toWeb(stream);
		const { promise: closed, resolve: close } = Promise.withResolvers();
		const bytes = new ReadableStream({
			type: "bytes",
			async start(controller) {
				for (const reader = readable.getReader(); ;) {
					const { value, done } = await reader.read();
					if (done) break;
					if (value.byteLength > 0) controller.enqueue(new Uint8Array(value));
				}
				controller.close();
			},
		});
		const socket = new Socket({
			handle: handleOf({
				opened: Promise.resolve({}), closed, upgraded: false, secureTransport: "off", readable: bytes, writable,
				close: async () => close(),
			}, { host: "0.0.0.0", port: 0, addressType: 4 }),
		});
		stream.on("error", (error) => socket.emit("error", error));
		stream.once("close", () => socket.destroy());
		return socket;
	}

	const TLSSocket = named(function (socket, opts) {
		const options = { ...opts };
		refuse(options, "enableTrace", "isServer", "server", "requestCert");
		refuseTrust(options);
		refuse(options, "ALPNProtocols", "SNICallback", "requestOCSP");
		if (options.secureContext !== undefined && !(options.secureContext instanceof SecureContext)) {
			throw coded(TypeError, "ERR_TLS_INVALID_CONTEXT", "context must be a SecureContext");
		}
		refuse(options, "pskCallback");
		refuseIdentity(options);
		Object.assign(this, {
			_tlsOptions: options, _secureEstablished: false, _securePending: false, _newSessionPending: false, _controlReleased: false,
			secureConnecting: true, servername: options.servername ?? null, authorized: false, [kRes]: null, [kIsVerified]: false,
			[kPendingSession]: null, [kErrorEmitted]: false,
		});
		const plain = Boolean(socket) && !(socket instanceof Socket);
		const wrap = plain ? wrapped(socket) : socket || null;
		const handle = wrap?._handle ?? null;
		this.encrypted = true;
		Socket.call(this, {
			handle: this._wrapHandle(wrap, handle, wrap?.writableLength > 0), allowHalfOpen: socket ? socket.allowHalfOpen : options.allowHalfOpen,
			pauseOnCreate: options.pauseOnConnect, manualStart: true, highWaterMark: options.highWaterMark, onread: socket ? null : options.onread,
			signal: options.signal, lookup: options.lookup,
		});
		this._parent = handle;
		this._parentWrap = wrap;
		this.ssl = this._handle;
		this.on("error", (error) => this._tlsError(error));
		this._init();
		if (plain) {
			queueMicrotask(() => {
				this._finishInit();
				startReading(this);
			});
		}
	}, "TLSSocket", 2);
	Object.setPrototypeOf(TLSSocket.prototype, Socket.prototype);
	Object.setPrototypeOf(TLSSocket, Socket);

	function onClose() {
		this._destroySSL();
		this[kRes] = null;
	}
	const unknown = (what) => function () {
		throw new Error(`${what} is not implemented`);
	};
	const methods = {
		disableRenegotiation() {},
		_wrapHandle(wrap, handle, busy) {
			if (!handle) return null;
			this[kRes] = handle;
			if (!this.listeners("close").includes(onClose)) this.once("close", onClose);
			wrap?.once("close", () => this.destroy());
			return handle;
		},
		_destroySSL() {
			this._handle?.socket.close().then(() => {
				this[kPendingSession] = null;
				this[kIsVerified] = false;
			}, () => {});
		},
		_init() {
			const { handshakeTimeout } = this._tlsOptions;
			this.on("error", (error) => {
				if (this._hadError) return;
				this._hadError = true;
				if (this._secureEstablished) this._emitTLSError(error);
				else this.destroy(error);
			});
			if (handshakeTimeout > 0) this.setTimeout(handshakeTimeout, () => this._handleTimeout());
			this.on("connect", () => this._finishInit());
		},
		renegotiate(options, callback) {
			validateObject(options, "options");
			if (callback !== undefined) validateFunction(callback, "callback");
			return false;
		},
		exportKeyingMaterial(length, label, context) {
			validateUint32(length, "length", true);
			validateString(label, "label");
			if (context !== undefined && !ArrayBuffer.isView(context)) {
				throw invalidArgType("context", "an instance of Buffer, TypedArray, or DataView", context);
			}
			throw new Error("exportKeyingMaterial is not implemented");
		},
		setMaxSendFragment(size) {
			validateInt32(size, "size");
			return false;
		},
		_handleTimeout() { this._emitTLSError(coded(Error, "ERR_TLS_HANDSHAKE_TIMEOUT", "TLS handshake timeout")); },
		_emitTLSError(err) {
			const error = this._tlsError(err);
			if (error) this.emit("error", error);
		},
		_tlsError(err) {
			this.emit("_tlsError", err);
			return this._controlReleased ? err : null;
		},
		_releaseControl() {
			if (this._controlReleased) return false;
			this._controlReleased = true;
			return true;
		},
		_finishInit() {
			if (!this._handle) return;
			this._secureEstablished = true;
			if (this._tlsOptions.handshakeTimeout > 0) this.setTimeout(0, () => this._handleTimeout());
			this.emit("secure");
		},
		// _start goes on encrypted over a connection that was not.
		_start() {
			if (this.connecting) {
				this.once("connect", () => this._start());
				return;
			}
			const parent = this._parentWrap;
			if (parent != null && parent._handle == null) {
				parent.once("connect", () => {
					this._handle = parent._handle ?? this._handle;
					this._start();
				});
				return;
			}
			if (this._handle?.socket.secureTransport !== "starttls") return;
			const { options } = this._handle;
			this._handle.handedOver = true;
			this._handle.writer.releaseLock();
			this._handle.reader.releaseLock();
			try {
				const secured = this._handle.socket.startTls(this.servername != null ? { expectedServerHostname: this.servername } : undefined);
				this._handle = handleOf(secured, options);
				this.encrypted = true;
				watch(this, [options.host, options.port, options.addressType], (error) => refused(secured, options.host, options.port, error));
			} catch (error) {
				this.destroy(error);
			}
		},
		setServername(name) {
			validateString(name, "name");
			this.servername = name;
		},
		setSession(session) {},
		getPeerCertificate: named(unknown("getPeerCertificate"), "getPeerCertificate", 1),
		getCertificate: unknown("TLSSocket.getCertificate"),
		getPeerX509Certificate: named(unknown("TLSSocket.getPeerX509Certificate"), "getPeerX509Certificate", 1),
		getX509Certificate: unknown("TLSSocket.getX509Certificate"),
		setKeyCert: named(unknown("TLSSocket.setKeyCert"), "setKeyCert", 1),
	};
	for (const name of [
		"getCipher", "getSharedSigalgs", "getEphemeralKeyInfo", "getFinished", "getPeerFinished", "getProtocol", "getSession", "getTLSTicket",
		"isSessionReused", "enableTrace",
	]) methods[name] = () => null;
	Object.assign(TLSSocket.prototype, methods);

	function onSecure() {
		this.authorized = true;
		this.secureConnecting = false;
		this.emit("secureConnect");
		this[kIsVerified] = true;
		this.removeListener("end", onEarlyEnd);
	}
	function onEarlyEnd() {
		if (this._hadError) return;
		this._hadError = true;
		const { path, host, port, localAddress } = this[kConnectOptions] ?? {};
		const message = "Client network socket disconnected before secure TLS connection was established";
		this.destroy(Object.assign(coded(Error, "ECONNRESET", message), { path, host, port, localAddress }));
	}

	function connect(...args) {
		const [options, callback] = normalizeArgs(args);
		const more = [args[1], args[2]].find((arg) => arg !== null && typeof arg === "object");
		if (more) Object.assign(options, more);
		if (options.minDHSize !== undefined) {
			validateNumber(options.minDHSize, "options.minDHSize", 1);
			throw option("options.minDHSize");
		}
		refuseTrust(options);
		refuse(options, "pskCallback");
		refuseIdentity(options);
		const { allowHalfOpen, ALPNProtocols, enableTrace, highWaterMark, secureContext, onread, signal, lookup, rejectUnauthorized = true } = options;
		const socket = new TLSSocket(options.socket, {
			allowHalfOpen, pipe: Boolean(options.path), ALPNProtocols, enableTrace, highWaterMark, secureContext, onread, signal, lookup,
			rejectUnauthorized: Boolean(rejectUnauthorized),
		});
		socket[kConnectOptions] = options;
		if (options.servername !== undefined) socket.servername = options.servername;
		if (callback) socket.once("secureConnect", callback);
		if (!options.socket) {
			if (options.timeout) socket.setTimeout(options.timeout);
			socket.connect(options, () => socket._start());
		}
		socket._releaseControl();
		if (options.session) socket.setSession(options.session);
		if (options.socket) socket._start();
		socket.on("secure", onSecure);
		socket.prependListener("end", onEarlyEnd);
		return socket;
	}

	return { default: { SecureContext, createSecureContext, TLSSocket, connect } };
})
