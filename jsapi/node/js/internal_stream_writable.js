// https://nodejs.org/api/stream.html#writable-streams
(function (require) {
	"use strict";

	const Stream = require("internal_stream_legacy");
	const { coded, invalidArgType } = require("internal_errors");
	const { nextTick, errors, highWaterMark, destroy, undestroy, errorOrDestroy, construct } = require("internal_stream_state");
	const { Buffer } = require("node:buffer");

	const kOnFinished = Symbol("kOnFinished");
	const nothing = () => {};

	function WritableState(options, stream, isDuplex) {
		this.objectMode = Boolean(options?.objectMode || (isDuplex && options?.writableObjectMode));
		this.highWaterMark = highWaterMark(this, options, "writableHighWaterMark", isDuplex);
		this.length = 0;
		this.corked = 0;
		this.onwrite = (error) => onWrite(stream, error);
		this.writelen = 0;
		this.pendingcb = 0;
		Object.assign(this, {
			finalCalled: false, needDrain: false, ending: false, ended: false, finished: false, destroyed: false,
			decodeStrings: options?.decodeStrings !== false, writing: false, sync: true, bufferProcessing: false, constructed: true,
			prefinished: false, errorEmitted: false, emitClose: options?.emitClose !== false, autoDestroy: options?.autoDestroy !== false,
			errored: null, closed: false, closeEmitted: false, defaultEncoding: options?.defaultEncoding || "utf8", writecb: null,
			afterWriteTickInfo: null,
		});
		this[kOnFinished] = [];
		empty(this);
	}
	WritableState.prototype.getBuffer = function () {
		return this.buffered.slice();
	};
	Object.defineProperty(WritableState.prototype, "bufferedRequestCount", { get() { return this.buffered.length; }, configurable: true });

	function empty(state) {
		state.buffered = [];
		state.allBuffers = true;
		state.allNoop = true;
	}

	function Writable(options) {
		const { isDuplexInstance } = require("internal_stream_duplex");
		const isDuplex = isDuplexInstance(this);
		if (!isDuplex && !Function.prototype[Symbol.hasInstance].call(Writable, this)) return new Writable(options);
		this._writableState = new WritableState(options, this, isDuplex);
		if (options) {
			if (typeof options.write === "function") this._write = options.write;
			if (typeof options.writev === "function") this._writev = options.writev;
			if (typeof options.destroy === "function") this._destroy = options.destroy;
			if (typeof options.final === "function") this._final = options.final;
			if (typeof options.construct === "function") this._construct = options.construct;
			if (options.signal) require("internal_stream_finished").addAbortSignal(options.signal, this);
		}
		Stream.call(this, options);
		construct(this, () => {
			const state = this._writableState;
			if (!state.writing) flush(this, state);
			finishMaybe(this, state);
		});
	}
	Object.setPrototypeOf(Writable.prototype, Stream.prototype);
	Object.setPrototypeOf(Writable, Stream);
	Writable.WritableState = WritableState;
	Object.defineProperty(Writable, Symbol.hasInstance, {
		value(object) {
			if (Function.prototype[Symbol.hasInstance].call(this, object)) return true;
			return this === Writable && Boolean(object && object._writableState instanceof WritableState);
		},
	});

	Writable.prototype.pipe = function () {
		errorOrDestroy(this, coded(Error, "ERR_STREAM_CANNOT_PIPE", "Cannot pipe, not readable"));
	};

	// accept takes a chunk, and answers whether there is room for more, or why it did not take it.
	function accept(stream, chunk, encoding, callback) {
		const state = stream._writableState;
		if (typeof encoding === "function") {
			callback = encoding;
			encoding = state.defaultEncoding;
		} else {
			if (!encoding) encoding = state.defaultEncoding;
			else if (!state.objectMode && encoding !== "buffer" && !Buffer.isEncoding(encoding)) throw errors.encoding(encoding);
			if (typeof callback !== "function") callback = nothing;
		}
		if (chunk === null) throw errors.nulls();
		if (!state.objectMode) {
			if (typeof chunk === "string") {
				if (state.decodeStrings) {
					chunk = Buffer.from(chunk, encoding);
					encoding = "buffer";
				}
			} else if (chunk instanceof Buffer) {
				encoding = "buffer";
			} else if (ArrayBuffer.isView(chunk)) {
				chunk = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
				encoding = "buffer";
			} else {
				throw invalidArgType("chunk", "of type string or an instance of Buffer, TypedArray, or DataView", chunk);
			}
		}
		let error;
		if (state.ending) error = coded(Error, "ERR_STREAM_WRITE_AFTER_END", "write after end");
		else if (state.destroyed) error = errors.destroyed("write");
		if (error) {
			nextTick(callback, error);
			errorOrDestroy(stream, error, true);
			return error;
		}
		state.pendingcb++;
		return writeOrBuffer(stream, state, chunk, encoding, callback);
	}
	Writable.prototype.write = function (chunk, encoding, callback) {
		return accept(this, chunk, encoding, callback) === true;
	};
	Writable.prototype.cork = function () {
		this._writableState.corked++;
	};
	Writable.prototype.uncork = function () {
		const state = this._writableState;
		if (!state.corked) return;
		state.corked--;
		if (!state.writing) flush(this, state);
	};
	Writable.prototype.setDefaultEncoding = function (encoding) {
		if (typeof encoding === "string") encoding = encoding.toLowerCase();
		if (!Buffer.isEncoding(encoding)) throw errors.encoding(encoding);
		this._writableState.defaultEncoding = encoding;
		return this;
	};

	function writeOrBuffer(stream, state, chunk, encoding, callback) {
		const length = state.objectMode ? 1 : chunk.length;
		state.length += length;
		const room = state.length < state.highWaterMark;
		if (!room) state.needDrain = true;
		if (state.writing || state.corked || state.errored || !state.constructed) {
			state.buffered.push({ chunk, encoding, callback });
			if (encoding !== "buffer") state.allBuffers = false;
			if (callback !== nothing) state.allNoop = false;
		} else {
			state.writelen = length;
			state.writecb = callback;
			state.writing = true;
			state.sync = true;
			stream._write(chunk, encoding, state.onwrite);
			state.sync = false;
		}
		return room && !state.errored && !state.destroyed;
	}
	function doWrite(stream, state, many, length, chunk, encoding, callback) {
		state.writelen = length;
		state.writecb = callback;
		state.writing = true;
		state.sync = true;
		if (state.destroyed) state.onwrite(errors.destroyed("write"));
		else if (many) stream._writev(chunk, state.onwrite);
		else stream._write(chunk, encoding, state.onwrite);
		state.sync = false;
	}

	function onWrite(stream, error) {
		const state = stream._writableState;
		const { sync, writecb: callback } = state;
		if (typeof callback !== "function") {
			errorOrDestroy(stream, errors.multiple());
			return;
		}
		state.writing = false;
		state.writecb = null;
		state.length -= state.writelen;
		state.writelen = 0;
		if (error) {
			state.errored ??= error;
			if (stream._readableState) stream._readableState.errored ??= error;
			const fail = () => {
				state.pendingcb--;
				callback(error);
				failBuffered(state);
				errorOrDestroy(stream, error);
			};
			if (sync) nextTick(fail);
			else fail();
			return;
		}
		if (state.buffered.length > 0) flush(stream, state);
		if (!sync) {
			written(stream, state, 1, callback);
			return;
		}
		const pending = state.afterWriteTickInfo;
		if (pending !== null && pending.callback === callback) {
			pending.count++;
			return;
		}
		const info = { count: 1, callback };
		state.afterWriteTickInfo = info;
		nextTick(() => {
			state.afterWriteTickInfo = null;
			written(stream, state, info.count, callback);
		});
	}
	function written(stream, state, count, callback) {
		if (!state.ending && !stream.destroyed && state.length === 0 && state.needDrain) {
			state.needDrain = false;
			stream.emit("drain");
		}
		for (; count > 0; count--) {
			state.pendingcb--;
			callback(null);
		}
		if (state.destroyed) failBuffered(state);
		finishMaybe(stream, state);
	}

	// failBuffered tells all that wait why they wait in vain.
	function failBuffered(state) {
		if (state.writing) return;
		const { buffered } = state;
		empty(state);
		for (const { chunk, callback } of buffered) {
			state.length -= state.objectMode ? 1 : chunk.length;
			callback(state.errored ?? errors.destroyed("write"));
		}
		for (const callback of state[kOnFinished].splice(0)) callback(state.errored ?? errors.destroyed("end"));
	}

	// flush writes what is buffered, at once if the stream can.
	function flush(stream, state) {
		if (state.corked || state.bufferProcessing || state.destroyed || !state.constructed || state.buffered.length === 0) return;
		state.bufferProcessing = true;
		if (state.buffered.length > 1 && stream._writev) {
			const chunks = state.buffered;
			state.pendingcb -= chunks.length - 1;
			const callback = state.allNoop ? nothing : (error) => {
				for (const one of chunks) one.callback(error);
			};
			chunks.allBuffers = state.allBuffers;
			empty(state);
			doWrite(stream, state, true, state.length, chunks, "", callback);
		} else {
			do {
				const { chunk, encoding, callback } = state.buffered.shift();
				doWrite(stream, state, false, state.objectMode ? 1 : chunk.length, chunk, encoding, callback);
			} while (state.buffered.length > 0 && !state.writing);
			if (state.buffered.length === 0) empty(state);
		}
		state.bufferProcessing = false;
	}

	Writable.prototype._write = function (chunk, encoding, callback) {
		if (!this._writev) throw errors.unimplemented("_write()");
		this._writev([{ chunk, encoding }], callback);
	};
	Writable.prototype._writev = null;

	Writable.prototype.end = function (chunk, encoding, callback) {
		const state = this._writableState;
		if (typeof chunk === "function") [chunk, encoding, callback] = [null, null, chunk];
		else if (typeof encoding === "function") [encoding, callback] = [null, encoding];
		let error;
		if (chunk !== null && chunk !== undefined) {
			const taken = accept(this, chunk, encoding);
			if (taken instanceof Error) error = taken;
		}
		if (state.corked) {
			state.corked = 1;
			this.uncork();
		}
		if (error) {
			// It was said already.
		} else if (!state.errored && !state.ending) {
			state.ending = true;
			finishMaybe(this, state, true);
			state.ended = true;
		} else if (state.finished) {
			error = coded(Error, "ERR_STREAM_ALREADY_FINISHED", "Cannot call end after a stream was finished");
		} else if (state.destroyed) {
			error = errors.destroyed("end");
		}
		if (typeof callback === "function") {
			if (error) nextTick(callback, error);
			else if (state.finished) nextTick(callback);
			else state[kOnFinished].push(callback);
		}
		return this;
	};

	const finishes = (state) => state.ending && !state.destroyed && state.constructed && state.length === 0 && !state.errored &&
		state.buffered.length === 0 && !state.finished && !state.writing && !state.errorEmitted && !state.closeEmitted;

	function callFinal(stream, state) {
		let called = false;
		const done = (error) => {
			if (called) {
				errorOrDestroy(stream, error ?? errors.multiple());
				return;
			}
			called = true;
			state.pendingcb--;
			if (error) {
				for (const callback of state[kOnFinished].splice(0)) callback(error);
				errorOrDestroy(stream, error, state.sync);
			} else if (finishes(state)) {
				state.prefinished = true;
				stream.emit("prefinish");
				state.pendingcb++;
				nextTick(finish, stream, state);
			}
		};
		state.sync = true;
		state.pendingcb++;
		try {
			stream._final(done);
		} catch (error) {
			done(error);
		}
		state.sync = false;
	}
	function finishMaybe(stream, state, sync) {
		if (!finishes(state)) return;
		if (!state.prefinished && !state.finalCalled) {
			if (typeof stream._final === "function" && !state.destroyed) {
				state.finalCalled = true;
				callFinal(stream, state);
			} else {
				state.prefinished = true;
				stream.emit("prefinish");
			}
		}
		if (state.pendingcb !== 0) return;
		if (sync) {
			state.pendingcb++;
			nextTick(() => {
				if (finishes(state)) finish(stream, state);
				else state.pendingcb--;
			});
		} else if (finishes(state)) {
			state.pendingcb++;
			finish(stream, state);
		}
	}
	function finish(stream, state) {
		state.pendingcb--;
		state.finished = true;
		for (const callback of state[kOnFinished].splice(0)) callback();
		stream.emit("finish");
		if (!state.autoDestroy) return;
		const r = stream._readableState;
		if (!r || (r.autoDestroy && (r.endEmitted || r.readable === false))) stream.destroy();
	}

	const state = (name, fallback) => ({ get() { return this._writableState ? this._writableState[name] : fallback; }, configurable: true });
	Object.defineProperties(Writable.prototype, {
		closed: state("closed", false),
		destroyed: {
			get() { return this._writableState ? this._writableState.destroyed : false; },
			set(value) {
				if (this._writableState) this._writableState.destroyed = value;
			},
			configurable: true,
		},
		writable: {
			get() {
				const w = this._writableState;
				return Boolean(w) && w.writable !== false && !w.destroyed && !w.errored && !w.ending && !w.ended;
			},
			set(value) {
				if (this._writableState) this._writableState.writable = Boolean(value);
			},
			configurable: true,
		},
		writableFinished: state("finished", false),
		writableObjectMode: state("objectMode", false),
		writableBuffer: { get() { return this._writableState?.getBuffer(); }, configurable: true },
		writableEnded: state("ending", false),
		writableNeedDrain: {
			get() {
				const w = this._writableState;
				return Boolean(w) && !w.destroyed && !w.ending && w.needDrain;
			},
			configurable: true,
		},
		writableHighWaterMark: state("highWaterMark"),
		writableCorked: state("corked", 0),
		writableLength: state("length"),
		errored: state("errored", null),
		writableAborted: {
			get() {
				const w = this._writableState;
				return Boolean(w.writable !== false && (w.destroyed || w.errored) && !w.finished);
			},
			configurable: true,
		},
	});

	Writable.prototype.destroy = function (error, callback) {
		const state = this._writableState;
		if (!state.destroyed && (state.buffered.length > 0 || state[kOnFinished].length > 0)) nextTick(failBuffered, state);
		destroy.call(this, error, callback);
		return this;
	};
	Writable.prototype._undestroy = undestroy;
	Writable.prototype._destroy = function (error, callback) {
		callback(error);
	};
	Writable.prototype[Symbol.for("nodejs.rejection")] = function (error) {
		this.destroy(error);
	};
	Writable.prototype[Symbol.asyncDispose] = async function () {
		let error;
		if (!this.destroyed) {
			error = this.writableFinished ? null : new (require("internal_errors").AbortError)();
			this.destroy(error);
		}
		const { finished } = require("internal_stream_finished");
		await new Promise((resolve, reject) => finished(this, (failure) => (failure && failure !== error ? reject(failure) : resolve())));
	};
	Writable.fromWeb = function (stream, options) {
		return require("internal_stream_web").writableFromWeb(stream, options);
	};
	Writable.toWeb = function (writable) {
		return require("internal_stream_web").writableToWeb(writable);
	};
	return { default: Writable };
})
