// What the streams ask of each other, and how they end. https://nodejs.org/api/stream.html
(function (require) {
	"use strict";

	const { coded, invalidArgValue, AbortError, validateInteger } = require("internal_errors");
	const nextTick = (f, ...args) => queueMicrotask(() => f(...args));

	const kDestroy = Symbol("kDestroy");
	const kConstruct = Symbol("kConstruct");
	const kIsDestroyed = Symbol.for("nodejs.stream.destroyed");
	const kIsErrored = Symbol.for("nodejs.stream.errored");
	const kIsReadable = Symbol.for("nodejs.stream.readable");
	const kIsWritable = Symbol.for("nodejs.stream.writable");
	const kIsDisturbed = Symbol.for("nodejs.stream.disturbed");

	const errors = {
		destroyed: (name) => coded(Error, "ERR_STREAM_DESTROYED", `Cannot call ${name} after a stream was destroyed`),
		multiple: () => coded(Error, "ERR_MULTIPLE_CALLBACK", "Callback called multiple times"),
		nulls: () => coded(TypeError, "ERR_STREAM_NULL_VALUES", "May not write null values to stream"),
		premature: () => coded(TypeError, "ERR_STREAM_PREMATURE_CLOSE", "Premature close"),
		unimplemented: (name) => coded(Error, "ERR_METHOD_NOT_IMPLEMENTED", `The ${name} method is not implemented`),
		missing: (text) => coded(TypeError, "ERR_MISSING_ARGS", text),
		encoding: (name) => coded(TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${name}`),
		returned(expected, name, value) {
			const type = value != null && value.constructor?.name ? `an instance of ${value.constructor.name}` : `type ${typeof value}`;
			const got = value !== null && (typeof value === "object" || typeof value === "function") ? type : `type ${typeof value} (${String(value)})`;
			return coded(TypeError, "ERR_INVALID_RETURN_VALUE", `Expected ${expected} to be returned from the "${name}" function but got ${got}.`);
		},
	};

	const is = {
		readable: (s, strict = false) => Boolean(s && typeof s.pipe === "function" && typeof s.on === "function" &&
			(!strict || (typeof s.pause === "function" && typeof s.resume === "function")) &&
			(!s._writableState || s._readableState?.readable !== false) && (!s._writableState || s._readableState)),
		writable: (s) => Boolean(s && typeof s.write === "function" && typeof s.on === "function" &&
			(!s._readableState || s._writableState?.writable !== false)),
		duplex: (s) => Boolean(s && typeof s.pipe === "function" && s._readableState && typeof s.on === "function" && typeof s.write === "function"),
		stream: (s) => Boolean(s && (s._readableState || s._writableState || (typeof s.write === "function" && typeof s.on === "function") ||
			(typeof s.pipe === "function" && typeof s.on === "function"))),
		webReadable: (s) => s instanceof ReadableStream,
		webWritable: (s) => s instanceof WritableStream,
		webTransform: (s) => s instanceof TransformStream,
		web: (s) => s instanceof ReadableStream || s instanceof WritableStream || s instanceof TransformStream,
		iterable: (v, async) => v != null && (async === true ? typeof v[Symbol.asyncIterator] === "function"
			: async === false ? typeof v[Symbol.iterator] === "function"
				: typeof v[Symbol.asyncIterator] === "function" || typeof v[Symbol.iterator] === "function"),
		request: (s) => Boolean(s && s.setHeader && typeof s.abort === "function"),
	};

	const isDestroyed = (s) => {
		if (!is.stream(s)) return null;
		return Boolean(s.destroyed || s[kIsDestroyed] || (s._writableState ?? s._readableState)?.destroyed);
	};
	// The states below are null where a stream does not say.
	const writableEnded = (s) => {
		if (!is.writable(s)) return null;
		if (s.writableEnded === true) return true;
		if (s._writableState?.errored) return false;
		return typeof s._writableState?.ended === "boolean" ? s._writableState.ended : null;
	};
	const writableFinished = (s, strict) => {
		if (!is.writable(s)) return null;
		if (s.writableFinished === true) return true;
		const w = s._writableState;
		if (w?.errored) return false;
		if (typeof w?.finished !== "boolean") return null;
		return Boolean(w.finished || (strict === false && w.ended === true && w.length === 0));
	};
	const readableFinished = (s, strict) => {
		if (!is.readable(s)) return null;
		const r = s._readableState;
		if (r?.errored) return false;
		if (typeof r?.endEmitted !== "boolean") return null;
		return Boolean(r.endEmitted || (strict === false && r.ended === true && r.length === 0));
	};
	const isReadable = (s) => {
		if (s && s[kIsReadable] != null) return s[kIsReadable];
		if (is.webReadable(s)) return true;
		if (typeof s?.readable !== "boolean") return null;
		return isDestroyed(s) ? false : is.readable(s) && s.readable && !readableFinished(s);
	};
	const isWritable = (s) => {
		if (s && s[kIsWritable] != null) return s[kIsWritable];
		if (is.webWritable(s)) return true;
		if (typeof s?.writable !== "boolean") return null;
		return isDestroyed(s) ? false : is.writable(s) && s.writable && !writableEnded(s);
	};
	const isFinished = (s, { readable, writable } = {}) => {
		if (!is.stream(s)) return null;
		if (isDestroyed(s)) return true;
		if (readable !== false && isReadable(s)) return false;
		return !(writable !== false && isWritable(s));
	};
	const writableErrored = (s) => (!is.stream(s) ? null : s.writableErrored ?? s._writableState?.errored ?? null);
	const readableErrored = (s) => (!is.stream(s) ? null : s.readableErrored ?? s._readableState?.errored ?? null);
	const isErrored = (s) => Boolean(s && (s[kIsErrored] ?? s.readableErrored ?? s.writableErrored ?? s._readableState?.errorEmitted ??
		s._writableState?.errorEmitted ?? s._readableState?.errored ?? s._writableState?.errored));
	const isDisturbed = (s) => Boolean(s && (s[kIsDisturbed] ?? (s.readableDidRead || s.readableAborted)));
	const isClosed = (s) => {
		if (!is.stream(s)) return null;
		if (typeof s.closed === "boolean") return s.closed;
		const { _writableState: w, _readableState: r } = s;
		if (typeof w?.closed === "boolean" || typeof r?.closed === "boolean") return Boolean(w?.closed ?? r?.closed);
		return null;
	};
	const willEmitClose = (s) => {
		if (!is.stream(s)) return null;
		const state = s._writableState || s._readableState;
		return Boolean(state?.autoDestroy && state.emitClose && state.closed === false);
	};

	// How much is buffered.
	const defaults = { bytes: 65536, objects: 16 };
	const getDefaultHighWaterMark = (objectMode) => (objectMode ? defaults.objects : defaults.bytes);
	function setDefaultHighWaterMark(objectMode, value) {
		validateInteger(value, "value", 0);
		defaults[objectMode ? "objects" : "bytes"] = value;
	}
	function highWaterMark(state, options, duplexKey, isDuplex) {
		const own = options?.highWaterMark ?? (isDuplex ? options?.[duplexKey] : null);
		if (own == null) return getDefaultHighWaterMark(state.objectMode);
		if (!Number.isInteger(own) || own < 0) throw invalidArgValue(isDuplex ? `options.${duplexKey}` : "options.highWaterMark", own);
		return Math.floor(own);
	}

	const both = (stream) => [stream._writableState, stream._readableState].filter(Boolean);
	const aggregate = (inner, outer) => {
		if (!inner || !outer || inner === outer) return inner || outer;
		if (Array.isArray(outer.errors)) {
			outer.errors.push(inner);
			return outer;
		}
		return Object.assign(new AggregateError([outer, inner], outer.message), { code: outer.code });
	};

	function destroy(error, callback) {
		const states = both(this);
		if (states.some((s) => s.destroyed)) {
			if (typeof callback === "function") callback();
			return this;
		}
		for (const s of states) {
			if (error) s.errored ??= error;
			s.destroyed = true;
		}
		if (states.length > 0 && !states[0].constructed) {
			this.once(kDestroy, (other) => dispose(this, aggregate(other, error), callback));
		} else {
			dispose(this, error, callback);
		}
		return this;
	}
	function dispose(stream, error, callback) {
		let called = false;
		const done = (failure) => {
			if (called) return;
			called = true;
			for (const s of both(stream)) {
				if (failure) s.errored ??= failure;
				s.closed = true;
			}
			if (typeof callback === "function") callback(failure);
			if (failure) nextTick(errorAndClose, stream, failure);
			else nextTick(emitClose, stream);
		};
		try {
			stream._destroy(error || null, done);
		} catch (failure) {
			done(failure);
		}
	}
	function errorAndClose(stream, error) {
		emitError(stream, error);
		emitClose(stream);
	}
	function emitClose(stream) {
		const states = both(stream);
		for (const s of states) s.closeEmitted = true;
		if (states.some((s) => s.emitClose)) stream.emit("close");
	}
	function emitError(stream, error) {
		const states = both(stream);
		if (states.some((s) => s.errorEmitted)) return;
		for (const s of states) s.errorEmitted = true;
		stream.emit("error", error);
	}
	function undestroy() {
		const { _readableState: r, _writableState: w } = this;
		for (const s of both(this)) {
			Object.assign(s, { constructed: true, closed: false, closeEmitted: false, destroyed: false, errored: null, errorEmitted: false });
		}
		if (r) Object.assign(r, { reading: false, ended: r.readable === false, endEmitted: r.readable === false });
		if (w) {
			const over = w.writable === false;
			Object.assign(w, { finalCalled: false, prefinished: false, ended: over, ending: over, finished: over });
		}
	}

	// errorOrDestroy ends a stream that failed, as far as it ends itself.
	function errorOrDestroy(stream, error, sync) {
		const states = both(stream);
		if (states.some((s) => s.destroyed)) return;
		if (states.some((s) => s.autoDestroy)) {
			stream.destroy(error);
			return;
		}
		if (!error) return;
		for (const s of states) s.errored ??= error;
		if (sync) nextTick(emitError, stream, error);
		else emitError(stream, error);
	}

	// construct lets a stream open what it needs before it is read or written.
	function construct(stream, ready) {
		if (typeof stream._construct !== "function") return;
		for (const s of both(stream)) s.constructed = false;
		stream.once(kConstruct, ready);
		if (stream.listenerCount(kConstruct) > 1) return; // the other half of a duplex
		nextTick(() => {
			let called = false;
			const done = (error) => {
				if (called) {
					errorOrDestroy(stream, error ?? errors.multiple());
					return;
				}
				called = true;
				const states = both(stream);
				for (const s of states) s.constructed = true;
				if (states[0].destroyed) stream.emit(kDestroy, error);
				else if (error) errorOrDestroy(stream, error, true);
				else nextTick(() => stream.emit(kConstruct));
			};
			try {
				stream._construct((error) => nextTick(done, error));
			} catch (error) {
				nextTick(done, error);
			}
		});
	}

	// destroyer ends any kind of stream; one that was not at its end is aborted.
	function destroyer(stream, error) {
		if (!stream || isDestroyed(stream)) return;
		if (!error && !isFinished(stream)) error = new AbortError();
		if (is.request(stream)) stream.abort();
		else if (is.request(stream.req)) stream.req.abort();
		else if (typeof stream.destroy === "function") stream.destroy(error);
		else if (typeof stream.close === "function") stream.close();
		if (!stream.destroyed) stream[kIsDestroyed] = true;
	}

	return {
		default: {
			nextTick, errors, is, isDestroyed, writableEnded, writableFinished, readableFinished, isReadable, isWritable, isFinished, writableErrored,
			readableErrored, isErrored, isDisturbed, isClosed, willEmitClose, getDefaultHighWaterMark, setDefaultHighWaterMark, highWaterMark,
			destroy, undestroy, errorOrDestroy, construct, destroyer, aggregate,
		},
	};
})
