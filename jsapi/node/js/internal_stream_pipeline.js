// https://nodejs.org/api/stream.html#streampipelinesource-transforms-destination-callback
(function (require) {
	"use strict";

	const { invalidArgType, invalidArgValue, AbortError, validateAbortSignal } = require("internal_errors");
	const { nextTick, errors, is, isReadable, isWritable, isFinished, destroyer } = require("internal_stream_state");
	const { finished, unsupported } = require("internal_stream_finished");
	const { Duplex, PassThrough } = require("internal_stream_duplex");
	const Readable = require("internal_stream_readable");

	function pipeline(...streams) {
		const callback = streams.pop();
		if (typeof callback !== "function") throw invalidArgType("streams[stream.length - 1]", "of type function", callback);
		return run(streams, callback);
	}

	// whenPiped is pipeline as a promise.
	function whenPiped(...streams) {
		return new Promise((resolve, reject) => {
			let signal, end;
			const last = streams.at(-1);
			if (last && typeof last === "object" && !is.stream(last) && !is.iterable(last) && !is.web(last)) {
				({ signal, end } = streams.pop());
			}
			run(streams, (error, value) => (error ? reject(error) : resolve(value)), { signal, end });
		});
	}

	// toIterable answers what a source has, to be read by an iterator.
	const toIterable = (value) => (is.iterable(value) ? value : is.readable(value) ? readableSteps(value)
		: (() => { throw invalidArgType("val", "an instance of Readable, Iterable, or AsyncIterable", value); })());
	const readableSteps = (value) => Readable.prototype[Symbol.asyncIterator].call(value);

	// pump writes what an iterable has to a stream.
	async function pump(iterable, writable, finish, { end }) {
		let error;
		let wake = null;
		const resume = (failure) => {
			if (failure) error = failure;
			if (wake) {
				const f = wake;
				wake = null;
				f();
			}
		};
		const room = () => new Promise((resolve, reject) => {
			if (error) reject(error);
			else wake = () => (error ? reject(error) : resolve());
		});
		writable.on("drain", resume);
		const cleanup = finished(writable, { readable: false }, resume);
		try {
			if (writable.writableNeedDrain) await room();
			await require("internal_async_generator").each(iterable, async (chunk) => {
				if (!writable.write(chunk)) await room();
			});
			if (end) {
				writable.end();
				await room();
			}
			finish();
		} catch (failure) {
			finish(error && error !== failure ? require("internal_stream_state").aggregate(error, failure) : failure);
		} finally {
			cleanup();
			writable.off("drain", resume);
		}
	}
	async function pumpToWeb(readable, writable, finish, { end }) {
		if (is.webTransform(writable)) ({ writable } = writable);
		const writer = writable.getWriter();
		try {
			await require("internal_async_generator").each(readable, async (chunk) => {
				await writer.ready;
				writer.write(chunk).catch(() => {});
			});
			await writer.ready;
			if (end) await writer.close();
			finish();
		} catch (error) {
			try {
				await writer.abort(error);
				finish(error);
			} catch (failure) {
				finish(failure);
			}
		}
	}

	function run(streams, callback, options) {
		let called = false;
		const once = (...args) => {
			if (called) return;
			called = true;
			callback(...args);
		};
		if (streams.length === 1 && Array.isArray(streams[0])) [streams] = streams;
		if (streams.length < 2) throw errors.missing('The "streams" argument must be specified');
		const controller = new AbortController();
		const { signal } = controller;
		const outer = options?.signal;
		validateAbortSignal(outer, "options.signal");
		const lastAnswers = [];
		const abort = () => finishAll(new AbortError(undefined, { cause: outer?.reason }));
		outer?.addEventListener("abort", abort, { once: true });

		let error, value;
		const destroys = [];
		let pending = 0;
		const finish = (failure) => finishAll(failure, --pending === 0);
		const finishOnlyHandleError = (failure) => finishAll(failure, false);
		function finishAll(failure, last) {
			if (failure && (!error || error.code === "ERR_STREAM_PREMATURE_CLOSE")) error = failure;
			if (!error && !last) return;
			while (destroys.length > 0) destroys.shift()(error);
			outer?.removeEventListener("abort", abort);
			controller.abort();
			if (!last) return;
			if (!error) {
				for (const f of lastAnswers) f();
			}
			nextTick(once, error, value);
		}
		const watch = (stream, reading, writing) => {
			let over = false;
			stream.on("close", () => { over = true; });
			const cleanup = finished(stream, { readable: reading, writable: writing }, (failure) => { over = !failure; });
			destroys.push((failure) => {
				if (over) return;
				over = true;
				destroyer(stream, failure || errors.destroyed("pipe"));
			});
			return cleanup;
		};

		let result;
		for (let n = 0; n < streams.length; n++) {
			const stream = streams[n];
			const reading = n < streams.length - 1;
			const writing = n > 0;
			const end = reading || options?.end !== false;
			const last = n === streams.length - 1;
			if (is.stream(stream)) {
				if (end) {
					const cleanup = watch(stream, reading, writing);
					if (isReadable(stream) && last) lastAnswers.push(cleanup);
				}
				const onError = (failure) => {
					if (failure && failure.name !== "AbortError" && failure.code !== "ERR_STREAM_PREMATURE_CLOSE") {
						pending++;
						finish(failure);
					}
				};
				stream.on("error", onError);
				if (isReadable(stream) && last) lastAnswers.push(() => stream.removeListener("error", onError));
			}
			if (n === 0) {
				if (typeof stream === "function") {
					result = stream({ signal });
					if (!is.iterable(result)) throw errors.returned("Iterable, AsyncIterable or Stream", "source", result);
				} else if (is.iterable(stream) || is.readable(stream) || is.webTransform(stream)) {
					result = stream;
				} else {
					result = Duplex.from(stream);
				}
			} else if (typeof stream === "function") {
				result = stream(is.webTransform(result) ? toIterable(result.readable) : toIterable(result), { signal });
				if (reading) {
					if (!is.iterable(result, true)) throw errors.returned("AsyncIterable", `transform[${n - 1}]`, result);
				} else if (typeof result?.then === "function") {
					const through = new PassThrough({ objectMode: true });
					pending++;
					result.then((answer) => {
						value = answer;
						if (answer != null) through.write(answer);
						if (end) through.end();
						nextTick(finish);
					}, (failure) => {
						through.destroy(failure);
						nextTick(finish, failure);
					});
					result = through;
					watch(through, true, false);
				} else if (is.iterable(result, true)) {
					const through = new PassThrough({ objectMode: true });
					pending++;
					pump(result, through, finish, { end });
					result = through;
					watch(through, true, false);
				} else {
					throw errors.returned("AsyncIterable or Promise", "destination", result);
				}
			} else if (is.stream(stream)) {
				if (is.readable(result)) {
					pending += 2;
					const cleanup = pipe(result, stream, finish, finishOnlyHandleError, { end });
					if (isReadable(stream) && last) lastAnswers.push(cleanup);
				} else if (is.webTransform(result) || is.webReadable(result)) {
					pending++;
					pump(result.readable || result, stream, finish, { end });
				} else if (is.iterable(result)) {
					pending++;
					pump(result, stream, finish, { end });
				} else {
					throw invalidArgType("val", "an instance of Readable, Iterable, AsyncIterable, ReadableStream, or TransformStream", result);
				}
				result = stream;
			} else if (is.web(stream)) {
				const source = is.webTransform(result) ? result.readable : result;
				if (!is.readable(source) && !is.iterable(source)) {
					throw invalidArgType("val", "an instance of Readable, Iterable, AsyncIterable, ReadableStream, or TransformStream", result);
				}
				pending++;
				pumpToWeb(is.readable(source) ? readableSteps(source) : source, stream, finish, { end });
				result = stream;
			} else {
				result = Duplex.from(stream);
			}
		}
		if (signal?.aborted || outer?.aborted) nextTick(abort);
		return result;
	}

	function pipe(source, dest, finish, finishOnlyHandleError, { end }) {
		let ended = false;
		dest.on("close", () => {
			if (!ended) finishOnlyHandleError(errors.premature());
		});
		source.pipe(dest, { end: false });
		if (end) {
			const over = () => {
				ended = true;
				dest.end();
			};
			if (require("internal_stream_state").readableFinished(source)) nextTick(over);
			else source.once("end", over);
		} else {
			finish();
		}
		finished(source, { readable: true, writable: false }, (error) => {
			const r = source._readableState;
			if (error && error.code === "ERR_STREAM_PREMATURE_CLOSE" && r && r.ended && !r.errored && !r.errorEmitted) {
				source.once("end", finish).once("error", finish);
			} else {
				finish(error);
			}
		});
		return finished(dest, { readable: false, writable: true }, finish);
	}

	// compose joins streams to one. https://nodejs.org/api/stream.html#streamcomposestreams
	function compose(...streams) {
		if (streams.length === 0) throw errors.missing('The "streams" argument must be specified');
		if (streams.some(is.web)) throw unsupported("compose");
		if (streams.length === 1) return Duplex.from(streams[0]);
		const given = [...streams];
		if (typeof streams[0] === "function") streams[0] = Duplex.from(streams[0]);
		if (typeof streams.at(-1) === "function") streams[streams.length - 1] = Duplex.from(streams.at(-1));
		streams.forEach((stream, n) => {
			if (!is.stream(stream)) return;
			if (n < streams.length - 1 && !isReadable(stream)) throw invalidArgValue(`streams[${n}]`, given[n], "must be readable");
			if (n > 0 && !isWritable(stream)) throw invalidArgValue(`streams[${n}]`, given[n], "must be writable");
		});
		let onDrain, onFinish, onReadable, onClose;
		const head = streams[0];
		const tail = run(streams, (error) => {
			const callback = onClose;
			onClose = null;
			if (callback) callback(error);
			else if (error) d.destroy(error);
			else if (!canRead && !canWrite) d.destroy();
		});
		const canWrite = Boolean(isWritable(head));
		const canRead = Boolean(isReadable(tail));
		const d = new Duplex({
			writableObjectMode: Boolean(head?.writableObjectMode), readableObjectMode: Boolean(tail?.readableObjectMode), writable: canWrite, readable: canRead,
		});
		if (canWrite) {
			d._write = function (chunk, encoding, callback) {
				if (head.write(chunk, encoding)) callback();
				else onDrain = callback;
			};
			d._final = function (callback) {
				head.end();
				onFinish = callback;
			};
			head.on("drain", () => {
				const callback = onDrain;
				onDrain = null;
				callback?.();
			});
			finished(tail, () => {
				const callback = onFinish;
				onFinish = null;
				callback?.();
			});
		}
		if (canRead) {
			tail.on("readable", () => {
				const callback = onReadable;
				onReadable = null;
				callback?.();
			});
			tail.on("end", () => d.push(null));
			d._read = function () {
				for (;;) {
					const chunk = tail.read();
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
			if (isFinished(tail)) {
				callback(error);
				return;
			}
			onClose = callback;
			destroyer(tail, error);
		};
		return d;
	}

	return { default: { pipeline, whenPiped, compose } };
})
