// https://nodejs.org/api/stream.html#readable-streams
(function (require) {
	"use strict";

	const Stream = require("internal_stream_legacy");
	const { invalidArgType, validateObject } = require("internal_errors");
	const {
		nextTick, errors, highWaterMark, destroy, undestroy, errorOrDestroy, construct, destroyer, aggregate,
	} = require("internal_stream_state");
	const { asyncGenerator, wait } = require("internal_async_generator");
	const { Buffer } = require("node:buffer");

	const kPaused = Symbol("kPaused");

	function ReadableState(options, stream, isDuplex) {
		this.objectMode = Boolean(options?.objectMode || (isDuplex && options?.readableObjectMode));
		this.highWaterMark = highWaterMark(this, options, "readableHighWaterMark", isDuplex);
		this.buffer = [];
		this.length = 0;
		this.pipes = [];
		this.awaitDrainWriters = null;
		Object.assign(this, {
			flowing: null, ended: false, endEmitted: false, reading: false, constructed: true, sync: true, needReadable: false,
			emittedReadable: false, readableListening: false, resumeScheduled: false, errorEmitted: false, emitClose: options?.emitClose !== false,
			autoDestroy: options?.autoDestroy !== false, destroyed: false, errored: null, closed: false, closeEmitted: false,
			defaultEncoding: options?.defaultEncoding || "utf8", multiAwaitDrain: false, readingMore: false, dataEmitted: false, decoder: null,
			encoding: null,
		});
		this[kPaused] = null;
		if (options?.encoding) useEncoding(this, options.encoding);
	}
	Object.defineProperties(ReadableState.prototype, {
		pipesCount: { get() { return this.pipes.length; }, configurable: true },
		paused: { get() { return this[kPaused] !== false; }, set(v) { this[kPaused] = Boolean(v); }, configurable: true },
	});

	function useEncoding(state, encoding) {
		const { StringDecoder } = require("node:string_decoder");
		state.decoder = new StringDecoder(encoding);
		state.encoding = state.decoder.encoding;
	}

	function Readable(options) {
		if (!(this instanceof Readable)) return new Readable(options);
		const { isDuplexInstance } = require("internal_stream_duplex");
		this._readableState = new ReadableState(options, this, isDuplexInstance(this));
		if (options) {
			if (typeof options.read === "function") this._read = options.read;
			if (typeof options.destroy === "function") this._destroy = options.destroy;
			if (typeof options.construct === "function") this._construct = options.construct;
			if (options.signal && !isDuplexInstance(this)) require("internal_stream_finished").addAbortSignal(options.signal, this);
		}
		Stream.call(this, options);
		construct(this, () => {
			if (this._readableState.needReadable) maybeReadMore(this, this._readableState);
		});
	}
	Object.setPrototypeOf(Readable.prototype, Stream.prototype);
	Object.setPrototypeOf(Readable, Stream);
	Readable.ReadableState = ReadableState;

	Readable.prototype.destroy = destroy;
	Readable.prototype._undestroy = undestroy;
	Readable.prototype._destroy = function (error, callback) {
		callback(error);
	};
	Readable.prototype[Symbol.for("nodejs.rejection")] = function (error) {
		this.destroy(error);
	};
	Readable.prototype[Symbol.asyncDispose] = function () {
		let error;
		if (!this.destroyed) {
			error = this.readableEnded ? null : new (require("internal_errors").AbortError)();
			this.destroy(error);
		}
		const { finished } = require("internal_stream_finished");
		return new Promise((resolve, reject) => finished(this, (failure) => (failure && failure !== error ? reject(failure) : resolve(null))));
	};

	// room answers whether more should be pushed.
	const room = (state) => !state.ended && (state.length < state.highWaterMark || state.length === 0);

	function bytesOf(chunk) {
		if (chunk instanceof Buffer) return chunk;
		if (ArrayBuffer.isView(chunk)) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
		return undefined;
	}

	function put(stream, chunk, encoding, front) {
		const state = stream._readableState;
		if (!state.objectMode && chunk !== null && chunk !== undefined) {
			if (typeof chunk === "string") {
				encoding ||= state.defaultEncoding;
				if (state.encoding !== encoding) {
					const bytes = Buffer.from(chunk, encoding);
					chunk = front && state.encoding ? bytes.toString(state.encoding) : bytes;
					if (!(front && state.encoding)) encoding = "";
				}
			} else {
				const bytes = bytesOf(chunk);
				if (bytes === undefined) {
					errorOrDestroy(stream, invalidArgType("chunk", "of type string or an instance of Buffer, TypedArray, or DataView", chunk));
					return room(state);
				}
				[chunk, encoding] = [bytes, ""];
			}
		}
		if (chunk === null || (chunk === undefined && !state.objectMode)) {
			if (chunk === null) {
				state.reading = false;
				atEnd(stream, state);
			}
			return room(state);
		}
		if (!state.objectMode && chunk.length === 0) {
			if (!front) {
				state.reading = false;
				maybeReadMore(stream, state);
			}
			return room(state);
		}
		if (front) {
			if (state.endEmitted) {
				errorOrDestroy(stream, errors.unshiftAfterEnd());
			} else {
				if (state.destroyed || state.errored) return false;
				add(stream, state, chunk, true);
			}
			return room(state);
		}
		if (state.ended) {
			errorOrDestroy(stream, errors.pushAfterEnd());
			return room(state);
		}
		if (state.destroyed || state.errored) return false;
		state.reading = false;
		if (state.decoder && !encoding) {
			chunk = state.decoder.write(chunk);
			if (!state.objectMode && chunk.length === 0) {
				maybeReadMore(stream, state);
				return room(state);
			}
		}
		add(stream, state, chunk, false);
		return room(state);
	}
	Readable.prototype.push = function (chunk, encoding) {
		return put(this, chunk, encoding, false);
	};
	Readable.prototype.unshift = function (chunk, encoding) {
		return put(this, chunk, encoding, true);
	};

	function add(stream, state, chunk, front) {
		if (state.flowing && state.length === 0 && !state.sync && stream.listenerCount("data") > 0) {
			if (state.multiAwaitDrain) state.awaitDrainWriters.clear();
			else state.awaitDrainWriters = null;
			state.dataEmitted = true;
			stream.emit("data", chunk);
		} else {
			state.length += state.objectMode ? 1 : chunk.length;
			if (front) state.buffer.unshift(chunk);
			else state.buffer.push(chunk);
			if (state.needReadable) emitReadable(stream);
		}
		maybeReadMore(stream, state);
	}

	Readable.prototype.isPaused = function () {
		const state = this._readableState;
		return state[kPaused] === true || state.flowing === false;
	};
	Readable.prototype.setEncoding = function (encoding) {
		const state = this._readableState;
		useEncoding(state, encoding);
		const text = state.buffer.map((chunk) => state.decoder.write(chunk)).join("");
		state.buffer = text === "" ? [] : [text];
		state.length = text.length;
		return this;
	};

	const largest = 0x40000000;
	function grown(n) {
		if (n > largest) {
			const { outOfRange } = require("internal_errors");
			throw outOfRange("size", "<= 1GiB", n);
		}
		let size = 1;
		while (size < n) size *= 2;
		return size;
	}
	function howMuch(n, state) {
		if (n <= 0 || (state.length === 0 && state.ended)) return 0;
		if (state.objectMode) return 1;
		if (Number.isNaN(n)) return state.flowing && state.length ? state.buffer[0].length : state.length;
		if (n <= state.length) return n;
		return state.ended ? state.length : 0;
	}

	Readable.prototype.read = function (n) {
		n = n === undefined ? NaN : Number.isInteger(n) ? n : Number.parseInt(n, 10);
		const state = this._readableState;
		const asked = n;
		if (n > state.highWaterMark) state.highWaterMark = grown(n);
		if (n !== 0) state.emittedReadable = false;
		if (n === 0 && state.needReadable && ((state.highWaterMark !== 0 ? state.length >= state.highWaterMark : state.length > 0) || state.ended)) {
			if (state.length === 0 && state.ended) end(this);
			else emitReadable(this);
			return null;
		}
		n = howMuch(n, state);
		if (n === 0 && state.ended) {
			if (state.length === 0) end(this);
			return null;
		}
		let fill = state.needReadable || state.length === 0 || state.length - n < state.highWaterMark;
		if (state.ended || state.reading || state.destroyed || state.errored || !state.constructed) fill = false;
		if (fill) {
			state.reading = true;
			state.sync = true;
			if (state.length === 0) state.needReadable = true;
			try {
				this._read(state.highWaterMark);
			} catch (error) {
				errorOrDestroy(this, error);
			}
			state.sync = false;
			if (!state.reading) n = howMuch(asked, state);
		}
		const chunk = n > 0 ? fromList(n, state) : null;
		if (chunk === null) {
			state.needReadable = state.length <= state.highWaterMark;
			n = 0;
		} else {
			state.length -= n;
			if (state.multiAwaitDrain) state.awaitDrainWriters.clear();
			else state.awaitDrainWriters = null;
		}
		if (state.length === 0) {
			if (!state.ended) state.needReadable = true;
			if (asked !== n && state.ended) end(this);
		}
		if (chunk !== null && !state.errored && !state.errorEmitted) {
			state.dataEmitted = true;
			this.emit("data", chunk);
		}
		return chunk;
	};

	// fromList takes n bytes, characters or one object out of what is buffered.
	function fromList(n, state) {
		if (state.length === 0) return null;
		const { buffer } = state;
		if (state.objectMode) return buffer.shift();
		if (!n || n >= state.length) {
			const all = state.decoder ? buffer.join("") : buffer.length === 1 ? buffer[0] : Buffer.concat(buffer, state.length);
			state.buffer = [];
			return all;
		}
		if (n < buffer[0].length) {
			const part = buffer[0].slice(0, n);
			buffer[0] = buffer[0].slice(n);
			return part;
		}
		if (n === buffer[0].length) return buffer.shift();
		const parts = [];
		while (n > 0) {
			const first = buffer[0];
			if (first.length > n) {
				parts.push(first.slice(0, n));
				buffer[0] = first.slice(n);
				break;
			}
			parts.push(buffer.shift());
			n -= first.length;
		}
		return state.decoder ? parts.join("") : Buffer.concat(parts);
	}
	Readable._fromList = (n, state) => fromList(n, state);

	function atEnd(stream, state) {
		if (state.ended) return;
		const rest = state.decoder?.end();
		if (rest) {
			state.buffer.push(rest);
			state.length += state.objectMode ? 1 : rest.length;
		}
		state.ended = true;
		if (state.sync) {
			emitReadable(stream);
		} else {
			state.needReadable = false;
			state.emittedReadable = true;
			readableNow(stream);
		}
	}
	function emitReadable(stream) {
		const state = stream._readableState;
		state.needReadable = false;
		if (state.emittedReadable) return;
		state.emittedReadable = true;
		nextTick(readableNow, stream);
	}
	function readableNow(stream) {
		const state = stream._readableState;
		if (!state.destroyed && !state.errored && (state.length || state.ended)) {
			stream.emit("readable");
			state.emittedReadable = false;
		}
		state.needReadable = !state.flowing && !state.ended && state.length <= state.highWaterMark;
		flow(stream);
	}
	function maybeReadMore(stream, state) {
		if (state.readingMore || !state.constructed) return;
		state.readingMore = true;
		nextTick(() => {
			while (!state.reading && !state.ended && (state.length < state.highWaterMark || (state.flowing && state.length === 0))) {
				const before = state.length;
				stream.read(0);
				if (before === state.length) break;
			}
			state.readingMore = false;
		});
	}

	Readable.prototype._read = function (n) {
		throw errors.unimplemented("_read()");
	};

	Readable.prototype.pipe = function (dest, options) {
		const source = this;
		const state = this._readableState;
		if (state.pipes.length === 1 && !state.multiAwaitDrain) {
			state.multiAwaitDrain = true;
			state.awaitDrainWriters = new Set(state.awaitDrainWriters ? [state.awaitDrainWriters] : []);
		}
		state.pipes.push(dest);
		const ends = (!options || options.end !== false) && dest !== globalThis.process?.stdout && dest !== globalThis.process?.stderr;
		const atSourceEnd = ends ? () => dest.end() : unpipe;
		if (state.endEmitted) nextTick(atSourceEnd);
		else source.once("end", atSourceEnd);

		let cleaned = false;
		let onDrain;
		dest.on("unpipe", onUnpipe);
		function onUnpipe(readable, info) {
			if (readable === source && info && info.hasUnpiped === false) {
				info.hasUnpiped = true;
				cleanup();
			}
		}
		function cleanup() {
			dest.removeListener("close", onClose);
			dest.removeListener("finish", onFinish);
			if (onDrain) dest.removeListener("drain", onDrain);
			dest.removeListener("error", onError);
			dest.removeListener("unpipe", onUnpipe);
			source.removeListener("end", atSourceEnd);
			source.removeListener("data", onData);
			cleaned = true;
			if (onDrain && state.awaitDrainWriters && (!dest._writableState || dest._writableState.needDrain)) onDrain();
		}
		function hold() {
			if (!cleaned) {
				if (state.pipes.length === 1 && state.pipes[0] === dest) {
					state.awaitDrainWriters = dest;
					state.multiAwaitDrain = false;
				} else if (state.pipes.length > 1 && state.pipes.includes(dest)) {
					state.awaitDrainWriters.add(dest);
				}
				source.pause();
			}
			if (!onDrain) {
				onDrain = () => {
					if (state.awaitDrainWriters === dest) state.awaitDrainWriters = null;
					else if (state.multiAwaitDrain) state.awaitDrainWriters.delete(dest);
					if ((!state.awaitDrainWriters || state.awaitDrainWriters.size === 0) && source.listenerCount("data") > 0) source.resume();
				};
				dest.on("drain", onDrain);
			}
		}
		source.on("data", onData);
		function onData(chunk) {
			if (dest.write(chunk) === false) hold();
		}
		function onError(error) {
			unpipe();
			dest.removeListener("error", onError);
			if (dest.listenerCount("error") > 0) return;
			const s = dest._writableState || dest._readableState;
			if (s && !s.errorEmitted) errorOrDestroy(dest, error);
			else dest.emit("error", error);
		}
		dest.prependListener("error", onError);
		function onClose() {
			dest.removeListener("finish", onFinish);
			unpipe();
		}
		dest.once("close", onClose);
		function onFinish() {
			dest.removeListener("close", onClose);
			unpipe();
		}
		dest.once("finish", onFinish);
		function unpipe() {
			source.unpipe(dest);
		}
		dest.emit("pipe", source);
		if (dest.writableNeedDrain === true) hold();
		else if (!state.flowing) source.resume();
		return dest;
	};

	Readable.prototype.unpipe = function (dest) {
		const state = this._readableState;
		if (state.pipes.length === 0) return this;
		if (!dest) {
			const all = state.pipes;
			state.pipes = [];
			this.pause();
			for (const one of all) one.emit("unpipe", this, { hasUnpiped: false });
			return this;
		}
		const at = state.pipes.indexOf(dest);
		if (at < 0) return this;
		state.pipes.splice(at, 1);
		if (state.pipes.length === 0) this.pause();
		dest.emit("unpipe", this, { hasUnpiped: false });
		return this;
	};

	Readable.prototype.on = function (event, listener) {
		Stream.prototype.on.call(this, event, listener);
		const state = this._readableState;
		if (event === "data") {
			state.readableListening = this.listenerCount("readable") > 0;
			if (state.flowing !== false) this.resume();
		} else if (event === "readable" && !state.endEmitted && !state.readableListening) {
			state.readableListening = state.needReadable = true;
			state.flowing = false;
			state.emittedReadable = false;
			if (state.length) emitReadable(this);
			else if (!state.reading) nextTick(() => this.read(0));
		}
		return this;
	};
	Readable.prototype.addListener = Readable.prototype.on;
	Readable.prototype.removeListener = function (event, listener) {
		Stream.prototype.removeListener.call(this, event, listener);
		if (event === "readable") nextTick(listening, this);
		return this;
	};
	Readable.prototype.off = Readable.prototype.removeListener;
	Readable.prototype.removeAllListeners = function (event) {
		Stream.prototype.removeAllListeners.apply(this, arguments);
		if (event === "readable" || event === undefined) nextTick(listening, this);
		return this;
	};
	function listening(stream) {
		const state = stream._readableState;
		state.readableListening = stream.listenerCount("readable") > 0;
		if (state.resumeScheduled && state[kPaused] === false) state.flowing = true;
		else if (stream.listenerCount("data") > 0) stream.resume();
		else if (!state.readableListening) state.flowing = null;
	}

	Readable.prototype.resume = function () {
		const state = this._readableState;
		if (!state.flowing) {
			state.flowing = !state.readableListening;
			if (!state.resumeScheduled) {
				state.resumeScheduled = true;
				nextTick(() => {
					if (!state.reading) this.read(0);
					state.resumeScheduled = false;
					this.emit("resume");
					flow(this);
					if (state.flowing && !state.reading) this.read(0);
				});
			}
		}
		state[kPaused] = false;
		return this;
	};
	Readable.prototype.pause = function () {
		const state = this._readableState;
		if (state.flowing !== false) {
			state.flowing = false;
			this.emit("pause");
		}
		state[kPaused] = true;
		return this;
	};
	function flow(stream) {
		const state = stream._readableState;
		while (state.flowing && stream.read() !== null);
	}

	// wrap reads a stream of the first kind.
	Readable.prototype.wrap = function (old) {
		let paused = false;
		old.on("data", (chunk) => {
			if (!this.push(chunk) && old.pause) {
				paused = true;
				old.pause();
			}
		});
		old.on("end", () => this.push(null));
		old.on("error", (error) => errorOrDestroy(this, error));
		old.on("close", () => destroyer(this));
		old.on("destroy", () => destroyer(this));
		this._read = () => {
			if (paused && old.resume) {
				paused = false;
				old.resume();
			}
		};
		for (const key of Object.keys(old)) {
			if (this[key] === undefined && typeof old[key] === "function") this[key] = old[key].bind(old);
		}
		return this;
	};

	Readable.prototype[Symbol.asyncIterator] = function () {
		return iterate(this);
	};
	Readable.prototype.iterator = function (options) {
		if (options !== undefined) validateObject(options, "options");
		return iterate(this, options);
	};
	function iterate(stream, options) {
		if (typeof stream.read !== "function") stream = Readable.wrap(stream, { objectMode: true });
		const iterator = steps(stream, options);
		iterator.stream = stream;
		return iterator;
	}
	const steps = asyncGenerator(function* (stream, options) {
		let wake = () => {};
		const next = () => {
			wake();
			wake = () => {};
		};
		stream.on("readable", next);
		let error;
		const { finished } = require("internal_stream_finished");
		const cleanup = finished(stream, { writable: false }, (failure) => {
			error = failure ? aggregate(error, failure) : null;
			next();
		});
		try {
			for (;;) {
				const chunk = stream.destroyed ? null : stream.read();
				if (chunk !== null) yield chunk;
				else if (error) throw error;
				else if (error === null) return;
				else yield wait(new Promise((resolve) => { wake = resolve; }));
			}
		} catch (failure) {
			error = aggregate(error, failure);
			throw error;
		} finally {
			if ((error || options?.destroyOnReturn !== false) && (error === undefined || stream._readableState.autoDestroy)) {
				destroyer(stream, null);
			} else {
				stream.off("readable", next);
				cleanup();
			}
		}
	});

	const state = (name, fallback) => ({ get() { return this._readableState ? this._readableState[name] : fallback; }, configurable: true });
	Object.defineProperties(Readable.prototype, {
		readable: {
			get() {
				const r = this._readableState;
				return Boolean(r) && r.readable !== false && !r.destroyed && !r.errorEmitted && !r.endEmitted;
			},
			set(value) {
				if (this._readableState) this._readableState.readable = Boolean(value);
			},
			configurable: true,
		},
		readableDidRead: state("dataEmitted"),
		readableAborted: {
			get() {
				const r = this._readableState;
				return Boolean(r.readable !== false && (r.destroyed || r.errored) && !r.endEmitted);
			},
			configurable: true,
		},
		readableHighWaterMark: state("highWaterMark"),
		readableBuffer: state("buffer"),
		readableFlowing: {
			get() { return this._readableState.flowing; },
			set(value) {
				if (this._readableState) this._readableState.flowing = value;
			},
			configurable: true,
		},
		readableLength: state("length"),
		readableObjectMode: state("objectMode", false),
		readableEncoding: state("encoding", null),
		errored: state("errored", null),
		closed: state("closed", false),
		destroyed: {
			get() { return this._readableState ? this._readableState.destroyed : false; },
			set(value) {
				if (this._readableState) this._readableState.destroyed = value;
			},
			configurable: true,
		},
		readableEnded: state("endEmitted", false),
	});

	function end(stream) {
		const state = stream._readableState;
		if (state.endEmitted) return;
		state.ended = true;
		nextTick(() => {
			if (state.errored || state.closeEmitted || state.endEmitted || state.length > 0) return;
			state.endEmitted = true;
			stream.emit("end");
			if (stream.writable && stream.allowHalfOpen === false) {
				nextTick(() => {
					if (stream.writable && !stream.writableEnded && !stream.destroyed) stream.end();
				});
			} else if (state.autoDestroy) {
				const w = stream._writableState;
				if (!w || (w.autoDestroy && (w.finished || w.writable === false))) stream.destroy();
			}
		});
	}

	// from reads what an iterable has.
	function from(iterable, options) {
		if (typeof iterable === "string" || iterable instanceof Buffer) {
			return new Readable({
				objectMode: true, ...options,
				read() {
					this.push(iterable);
					this.push(null);
				},
			});
		}
		const isAsync = Boolean(iterable?.[Symbol.asyncIterator]);
		if (!isAsync && !iterable?.[Symbol.iterator]) throw invalidArgType("iterable", "an instance of Iterable", iterable);
		const iterator = isAsync ? iterable[Symbol.asyncIterator]() : iterable[Symbol.iterator]();
		const readable = new Readable({ objectMode: true, highWaterMark: 1, ...options });
		let reading = false;
		readable._read = function () {
			if (reading) return;
			reading = true;
			next();
		};
		readable._destroy = function (error, callback) {
			close(error).then(() => nextTick(callback, error), (failure) => nextTick(callback, failure || error));
		};
		async function close(error) {
			if (error != null && typeof iterator.throw === "function") {
				const { value, done } = await iterator.throw(error);
				await value;
				if (done) return;
			}
			if (typeof iterator.return === "function") {
				const { value } = await iterator.return();
				await value;
			}
		}
		async function next() {
			for (;;) {
				try {
					const { value, done } = isAsync ? await iterator.next() : iterator.next();
					if (done) {
						readable.push(null);
						return;
					}
					const chunk = value && typeof value.then === "function" ? await value : value;
					if (chunk === null) {
						reading = false;
						throw errors.nulls();
					}
					if (readable.push(chunk)) continue;
					reading = false;
				} catch (error) {
					readable.destroy(error);
				}
				return;
			}
		}
		return readable;
	}
	Readable.from = function (iterable, options) {
		return from(iterable, options);
	};
	Readable.wrap = function (source, options) {
		return new Readable({
			objectMode: source.readableObjectMode ?? source.objectMode ?? true, ...options,
			destroy(error, callback) {
				destroyer(source, error);
				callback(error);
			},
		}).wrap(source);
	};
	Readable.toWeb = function (readable, options) {
		return require("internal_stream_web").readableToWeb(readable, options);
	};
	Readable.fromWeb = function (stream, options) {
		return require("internal_stream_web").readableFromWeb(stream, options);
	};

	errors.unshiftAfterEnd = () => require("internal_errors").coded(Error, "ERR_STREAM_UNSHIFT_AFTER_END_EVENT", "stream.unshift() after end event");
	errors.pushAfterEnd = () => require("internal_errors").coded(Error, "ERR_STREAM_PUSH_AFTER_EOF", "stream.push() after EOF");
	require("internal_stream_operators")(Readable);
	return { default: Readable };
})
