// https://nodejs.org/api/stream.html#duplex-and-transform-streams
(function (require) {
	"use strict";

	const Readable = require("internal_stream_readable");
	const Writable = require("internal_stream_writable");
	const { invalidArgType, AbortError } = require("internal_errors");
	const { nextTick, errors, is, isReadable, isWritable, destroyer } = require("internal_stream_state");

	function Duplex(options) {
		if (!(this instanceof Duplex)) return new Duplex(options);
		Readable.call(this, options);
		Writable.call(this, options);
		this.allowHalfOpen = options?.allowHalfOpen !== false;
		if (options?.readable === false) Object.assign(this._readableState, { readable: false, ended: true, endEmitted: true });
		if (options?.writable === false) Object.assign(this._writableState, { writable: false, ending: true, ended: true, finished: true });
	}
	Object.setPrototypeOf(Duplex.prototype, Readable.prototype);
	Object.setPrototypeOf(Duplex, Readable);
	for (const name of Object.keys(Writable.prototype)) Duplex.prototype[name] ??= Writable.prototype[name];
	Duplex.prototype._writev = null;
	Duplex.prototype.destroy = Writable.prototype.destroy;
	const inherited = Object.getOwnPropertyDescriptors(Writable.prototype);
	for (const name of [
		"writable", "writableHighWaterMark", "writableObjectMode", "writableBuffer", "writableLength", "writableFinished", "writableCorked",
		"writableEnded", "writableNeedDrain",
	]) Object.defineProperty(Duplex.prototype, name, inherited[name]);
	Object.defineProperty(Duplex.prototype, "destroyed", {
		get() {
			return this._readableState !== undefined && this._writableState !== undefined && this._readableState.destroyed && this._writableState.destroyed;
		},
		set(value) {
			if (this._readableState && this._writableState) this._readableState.destroyed = this._writableState.destroyed = value;
		},
		configurable: true,
	});
	Duplex.fromWeb = function (pair, options) {
		return require("internal_stream_web").duplexFromWeb(pair, options);
	};
	Duplex.toWeb = function (duplex) {
		return require("internal_stream_web").duplexToWeb(duplex);
	};
	Duplex.from = function (body) {
		return duplexFrom(body, "body");
	};

	// A Transform reads what it wrote.
	const kCallback = Symbol("kCallback");

	function Transform(options) {
		if (!(this instanceof Transform)) return new Transform(options);
		const own = options?.readableHighWaterMark;
		if (own === 0) options = { ...options, highWaterMark: null, readableHighWaterMark: own, writableHighWaterMark: options.writableHighWaterMark || 0 };
		Duplex.call(this, options);
		this._readableState.sync = false;
		this[kCallback] = null;
		if (options) {
			if (typeof options.transform === "function") this._transform = options.transform;
			if (typeof options.flush === "function") this._flush = options.flush;
		}
		this.on("prefinish", function () {
			if (this._final !== final) final.call(this);
		});
	}
	Object.setPrototypeOf(Transform.prototype, Duplex.prototype);
	Object.setPrototypeOf(Transform, Duplex);

	function final(callback) {
		if (typeof this._flush !== "function" || this.destroyed) {
			this.push(null);
			callback?.();
			return;
		}
		this._flush((error, data) => {
			if (error) {
				if (callback) callback(error);
				else this.destroy(error);
				return;
			}
			if (data != null) this.push(data);
			this.push(null);
			callback?.();
		});
	}
	Transform.prototype._final = final;
	Transform.prototype._transform = function () {
		throw errors.unimplemented("_transform()");
	};
	Transform.prototype._write = function (chunk, encoding, callback) {
		const { _readableState: r, _writableState: w } = this;
		const before = r.length;
		this._transform(chunk, encoding, (error, value) => {
			if (error) {
				callback(error);
				return;
			}
			if (value != null) this.push(value);
			if (w.ended || before === r.length || r.length < r.highWaterMark) callback();
			else this[kCallback] = callback;
		});
	};
	Transform.prototype._read = function (n) {
		const callback = this[kCallback];
		if (!callback) return;
		this[kCallback] = null;
		callback();
	};

	function PassThrough(options) {
		if (!(this instanceof PassThrough)) return new PassThrough(options);
		Transform.call(this, options);
	}
	Object.setPrototypeOf(PassThrough.prototype, Transform.prototype);
	Object.setPrototypeOf(PassThrough, Transform);
	PassThrough.prototype._transform = function (chunk, encoding, callback) {
		callback(null, chunk);
	};

	// Duplexify is what Duplex.from makes.
	class Duplexify extends Duplex {
		constructor(options) {
			super(options);
			if (options?.readable === false) Object.assign(this._readableState, { readable: false, ended: true, endEmitted: true });
			if (options?.writable === false) Object.assign(this._writableState, { writable: false, ending: true, ended: true, finished: true });
		}
	}

	const forms = "of type function or an instance of Blob, ReadableStream, WritableStream, Stream, Iterable, AsyncIterable, or Promise or { readable, writable } pair";

	function duplexFrom(body, name) {
		if (is.duplex(body)) return body;
		if (is.readable(body)) return duplexify({ readable: body });
		if (is.writable(body)) return duplexify({ writable: body });
		if (is.stream(body)) return duplexify({ writable: false, readable: false });
		if (is.webReadable(body)) return duplexify({ readable: Readable.fromWeb(body) });
		if (is.webWritable(body)) return duplexify({ writable: Writable.fromWeb(body) });
		if (typeof body === "function") return fromFunction(body, name);
		if (body instanceof Blob) return duplexFrom(body.arrayBuffer(), name);
		if (is.iterable(body)) throw invalidArgType("iterable", "an instance of Iterable", Duplexify); // as the platform has it
		if (is.webReadable(body?.readable) && is.webWritable(body?.writable)) return Duplexify.fromWeb(body);
		if (typeof body?.writable === "object" || typeof body?.readable === "object") {
			const half = (stream, fits) => (stream ? (fits(stream) ? stream : duplexFrom(stream)) : undefined);
			return duplexify({ readable: half(body.readable, is.readable), writable: half(body.writable, is.writable) });
		}
		if (typeof body?.then === "function") {
			const duplex = new Duplexify({ objectMode: true, writable: false, read() {} });
			body.then((value) => {
				if (value != null) duplex.push(value);
				duplex.push(null);
			}, (error) => destroyer(duplex, error));
			return duplex;
		}
		throw invalidArgType(name ?? "body", forms, body);
	}

	// fromFunction feeds a function that takes an asynchronous iterable.
	function fromFunction(body, name) {
		const { asyncGenerator, wait } = require("internal_async_generator");
		let turn = Promise.withResolvers();
		const controller = new AbortController();
		const { signal } = controller;
		const input = asyncGenerator(function* () {
			for (;;) {
				const { promise } = turn;
				const { chunk, done, callback } = yield wait(promise);
				nextTick(callback);
				if (done) return;
				if (signal.aborted) throw new AbortError(undefined, { cause: signal.reason });
				turn = Promise.withResolvers();
				yield chunk;
			}
		});
		const value = body(input(), { signal });
		if (is.iterable(value)) throw invalidArgType("iterable", "an instance of Iterable", Duplexify);
		if (typeof value?.then !== "function") throw errors.returned("Iterable, AsyncIterable or AsyncFunction", name, value);
		let d;
		const result = value.then(
			(answer) => {
				if (answer != null) throw errors.returned("nully", "body", answer);
			},
			(error) => destroyer(d, error));
		return (d = new Duplexify({
			objectMode: true, readable: false,
			write(chunk, encoding, callback) {
				turn.resolve({ chunk, done: false, callback });
			},
			final(callback) {
				turn.resolve({
					done: true,
					async callback() {
						try {
							await result;
							nextTick(callback, null);
						} catch (error) {
							nextTick(callback, error);
						}
					},
				});
			},
			destroy(error, callback) {
				controller.abort();
				callback(error);
			},
		}));
	}

	// duplexify joins what is read and what is written.
	function duplexify({ readable, writable }) {
		const { finished } = require("internal_stream_finished");
		const r = readable && typeof readable.read !== "function" ? Readable.wrap(readable) : readable;
		const w = writable;
		let canRead = Boolean(isReadable(r));
		let canWrite = Boolean(isWritable(w));
		let onDrain, onFinish, onReadable, onClose;
		const closed = (error) => {
			const callback = onClose;
			onClose = null;
			if (callback) callback(error);
			else if (error) d.destroy(error);
		};
		const d = new Duplexify({
			readableObjectMode: Boolean(r?.readableObjectMode), writableObjectMode: Boolean(w?.writableObjectMode), readable: canRead, writable: canWrite,
		});
		if (canWrite) {
			finished(w, (error) => {
				canWrite = false;
				if (error) destroyer(r, error);
				closed(error);
			});
			d._write = function (chunk, encoding, callback) {
				if (w.write(chunk, encoding)) callback();
				else onDrain = callback;
			};
			d._final = function (callback) {
				w.end();
				onFinish = callback;
			};
			w.on("drain", () => {
				const callback = onDrain;
				onDrain = null;
				callback?.();
			});
			w.on("finish", () => {
				const callback = onFinish;
				onFinish = null;
				callback?.();
			});
		}
		if (canRead) {
			finished(r, (error) => {
				canRead = false;
				if (error) destroyer(r, error);
				closed(error);
			});
			r.on("readable", () => {
				const callback = onReadable;
				onReadable = null;
				callback?.();
			});
			r.on("end", () => d.push(null));
			d._read = function () {
				for (;;) {
					const chunk = r.read();
					if (chunk === null) {
						onReadable = d._read;
						return;
					}
					if (!d.push(chunk)) return;
				}
			};
		}
		d._destroy = function (error, callback) {
			if (!error && onClose !== null) error = new AbortError();
			onReadable = onDrain = onFinish = null;
			if (onClose === null) {
				callback(error);
				return;
			}
			onClose = callback;
			destroyer(w, error);
			destroyer(r, error);
			if (!canRead && !canWrite) closed(error);
		};
		return d;
	}

	// duplexPair answers two streams, each of which reads what the other one writes.
	function duplexPair(options) {
		const kOther = Symbol("Other Side");
		const kPending = Symbol("Callback");
		class DuplexSide extends Duplex {
			constructor(own) {
				super(own);
				this[kPending] = null;
				this[kOther] = null;
			}
			_read() {
				const callback = this[kPending];
				if (!callback) return;
				this[kPending] = null;
				callback();
			}
			_write(chunk, encoding, callback) {
				if (chunk.length === 0) {
					nextTick(callback);
					return;
				}
				this[kOther].push(chunk);
				this[kOther][kPending] = callback;
			}
			_final(callback) {
				this[kOther].on("end", callback);
				this[kOther].push(null);
			}
		}
		const sides = [new DuplexSide(options), new DuplexSide(options)];
		sides[0][kOther] = sides[1];
		sides[1][kOther] = sides[0];
		return sides;
	}

	return { default: { Duplex, Transform, PassThrough, duplexPair, isDuplexInstance: (stream) => stream instanceof Duplex } };
})
