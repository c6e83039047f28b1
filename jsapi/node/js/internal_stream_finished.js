// When a stream is over. https://nodejs.org/api/stream.html#streamfinishedstream-options-callback
(function (require) {
	"use strict";

	const { coded, invalidArgType, AbortError, validateAbortSignal, validateBoolean, validateFunction, validateObject } = require("internal_errors");
	const {
		nextTick, errors, is, isClosed, isReadable, isWritable, readableFinished, writableFinished, readableErrored, writableErrored, willEmitClose,
	} = require("internal_stream_state");

	const kinds = "an instance of ReadableStream, WritableStream, or Stream";
	const unsupported = (name) => coded(TypeError, "ERR_WEB_STREAM_INTEROP_UNSUPPORTED",
		`${name}() is not supported for web streams by the streams implementation in use`);

	function finished(stream, options, callback) {
		if (arguments.length === 2) [options, callback] = [{}, options];
		else if (options == null) options = {};
		else validateObject(options, "options");
		validateFunction(callback, "callback");
		validateAbortSignal(options.signal, "options.signal");
		let called = false;
		const finish = callback;
		callback = function (...args) {
			if (called) return;
			called = true;
			finish.apply(this, args);
		};
		if (is.webReadable(stream) || is.webWritable(stream)) throw unsupported("finished");
		if (!is.stream(stream)) throw invalidArgType("stream", kinds, stream);

		const wantsRead = options.readable ?? is.readable(stream);
		const wantsWrite = options.writable ?? is.writable(stream);
		const { _writableState: w, _readableState: r } = stream;
		let closes = willEmitClose(stream) && is.readable(stream) === wantsRead && is.writable(stream) === wantsWrite;
		let writeDone = writableFinished(stream, false);
		let readDone = readableFinished(stream, false);
		let closed = isClosed(stream);

		const legacyFinish = () => {
			if (!stream.writable) onFinish();
		};
		const onFinish = () => {
			writeDone = true;
			if (stream.destroyed) closes = false;
			if (closes && (!stream.writable || wantsRead)) return;
			if (!wantsRead || readDone) callback.call(stream);
		};
		const onEnd = () => {
			readDone = true;
			if (stream.destroyed) closes = false;
			if (closes && (!stream.readable || wantsWrite)) return;
			if (!wantsWrite || writeDone) callback.call(stream);
		};
		const onError = (error) => callback.call(stream, error);
		const onClose = () => {
			closed = true;
			const failure = writableErrored(stream) || readableErrored(stream);
			if (failure && typeof failure !== "boolean") {
				callback.call(stream, failure);
				return;
			}
			if ((wantsRead && !readDone && is.readable(stream, true) && !readableFinished(stream, false)) ||
				(wantsWrite && !writeDone && !writableFinished(stream, false))) {
				callback.call(stream, errors.premature());
				return;
			}
			callback.call(stream);
		};
		const onClosed = () => {
			closed = true;
			const failure = writableErrored(stream) || readableErrored(stream);
			if (failure && typeof failure !== "boolean") callback.call(stream, failure);
			else callback.call(stream);
		};
		const listeners = [];
		const listen = (emitter, event, f) => {
			emitter.on(event, f);
			listeners.push([emitter, event, f]);
		};
		const onRequest = () => listen(stream.req, "finish", onFinish);
		if (is.request(stream)) {
			listen(stream, "complete", onFinish);
			if (!closes) listen(stream, "abort", onClose);
			if (stream.req) onRequest();
			else listen(stream, "request", onRequest);
		} else if (wantsWrite && !w) {
			listen(stream, "end", legacyFinish);
			listen(stream, "close", legacyFinish);
		}
		if (!closes && typeof stream.aborted === "boolean") listen(stream, "aborted", onClose);
		listen(stream, "end", onEnd);
		listen(stream, "finish", onFinish);
		if (options.error !== false) listen(stream, "error", onError);
		listen(stream, "close", onClose);

		if (closed) {
			nextTick(onClose);
		} else if (w?.errorEmitted || r?.errorEmitted) {
			if (!closes) nextTick(onClosed);
		} else if (!wantsRead && (!closes || isReadable(stream)) && (writeDone || isWritable(stream) === false)) {
			nextTick(onClosed);
		} else if (!wantsWrite && (!closes || isWritable(stream)) && (readDone || isReadable(stream) === false)) {
			nextTick(onClosed);
		}

		const cleanup = () => {
			callback = () => {};
			for (const [emitter, event, f] of listeners) emitter.removeListener(event, f);
		};
		const { signal } = options;
		if (signal && !closed) {
			const abort = () => {
				const end = callback;
				cleanup();
				end.call(stream, new AbortError(undefined, { cause: signal.reason }));
			};
			if (signal.aborted) {
				nextTick(abort);
			} else {
				signal.addEventListener("abort", abort, { once: true });
				const settle = callback;
				callback = function (...args) {
					signal.removeEventListener("abort", abort);
					settle.apply(stream, args);
				};
			}
		}
		return cleanup;
	}

	// whenFinished is finished as a promise.
	function whenFinished(stream, ...[options]) {
		let cleanup = false;
		if (options?.cleanup !== undefined && options.cleanup !== null) {
			validateBoolean(options.cleanup, "cleanup");
			({ cleanup } = options);
		}
		return new Promise((resolve, reject) => {
			const stop = finished(stream, options ?? {}, (error) => {
				if (cleanup) stop();
				if (error) reject(error);
				else resolve();
			});
		});
	}

	function addAbortSignal(signal, stream) {
		if (signal === null || typeof signal !== "object" || !("aborted" in signal)) throw invalidArgType("signal", "an instance of AbortSignal", signal);
		if (is.web(stream)) throw unsupported("addAbortSignal");
		if (!is.stream(stream)) throw invalidArgType("stream", kinds, stream);
		const abort = () => stream.destroy(new AbortError(undefined, { cause: signal.reason }));
		if (signal.aborted) {
			abort();
		} else {
			signal.addEventListener("abort", abort, { once: true });
			finished(stream, () => signal.removeEventListener("abort", abort));
		}
		return stream;
	}

	return { default: { finished, whenFinished, addAbortSignal, unsupported } };
})
