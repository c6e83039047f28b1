// Between the streams of Node and those of the web. https://nodejs.org/api/stream.html#streamreadabletowebstreamreadable-options
(function (require) {
	"use strict";

	const { invalidArgType, AbortError, validateObject } = require("internal_errors");
	const { is, isDestroyed, isReadable, isWritable, isFinished, writableEnded, destroyer } = require("internal_stream_state");
	const { finished } = require("internal_stream_finished");
	const Readable = require("internal_stream_readable");
	const Writable = require("internal_stream_writable");
	const { Duplex } = require("internal_stream_duplex");
	const { Buffer } = require("node:buffer");

	function readableToWeb(readable, options = {}) {
		if (typeof readable?._readableState !== "object") throw invalidArgType("streamReadable", "an stream.Readable", readable);
		validateObject(options, "options");
		if (isDestroyed(readable) || !isReadable(readable)) {
			const stream = new ReadableStream();
			stream.cancel();
			return stream;
		}
		const { readableObjectMode: objects, readableHighWaterMark } = readable;
		const strategy = options.strategy ?? (objects ? new CountQueuingStrategy({ highWaterMark: readableHighWaterMark }) : { highWaterMark: readableHighWaterMark });
		let controller;
		let cancelled = false;
		readable.pause();
		const cleanup = finished(readable, (error) => {
			if (error?.code === "ERR_STREAM_PREMATURE_CLOSE") error = new AbortError(undefined, { cause: error });
			cleanup();
			readable.on("error", () => {});
			if (error) controller.error(error);
			else if (!cancelled) controller.close();
		});
		readable.on("data", (chunk) => {
			if (Buffer.isBuffer(chunk) && !objects) chunk = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength).slice();
			controller.enqueue(chunk);
			if (controller.desiredSize <= 0) readable.pause();
		});
		return new ReadableStream({
			start(c) {
				controller = c;
				readable.pause();
			},
			pull() { readable.resume(); },
			cancel(reason) {
				cancelled = true;
				destroyer(readable, reason);
			},
		}, strategy);
	}

	function readableFromWeb(stream, options = {}) {
		if (!is.webReadable(stream)) throw invalidArgType("readableStream", "an instance of ReadableStream", stream);
		validateObject(options, "options");
		const { highWaterMark, encoding, objectMode = false, signal } = options;
		const reader = stream.getReader();
		let closed = false;
		const readable = new Readable({
			objectMode, highWaterMark, encoding, signal,
			read() {
				reader.read().then((chunk) => {
					if (chunk.done) readable.push(null);
					else readable.push(chunk.value);
				}, (error) => destroyer(readable, error));
			},
			destroy(error, callback) {
				const done = () => callback(error);
				if (closed) done();
				else reader.cancel(error).then(done, done);
			},
		});
		reader.closed.then(() => { closed = true; }, (error) => {
			closed = true;
			destroyer(readable, error);
		});
		return readable;
	}

	function writableToWeb(writable) {
		if (typeof writable?._writableState !== "object") throw invalidArgType("streamWritable", "an stream.Writable", writable);
		if (isDestroyed(writable) || !isWritable(writable)) {
			const stream = new WritableStream();
			stream.close();
			return stream;
		}
		const { writableHighWaterMark: highWaterMark } = writable;
		const strategy = writable.writableObjectMode ? new CountQueuingStrategy({ highWaterMark }) : { highWaterMark };
		let controller, drained, closing;
		const cleanup = finished(writable, (error) => {
			if (error?.code === "ERR_STREAM_PREMATURE_CLOSE") error = new AbortError(undefined, { cause: error });
			cleanup();
			writable.on("error", () => {});
			if (error) {
				drained?.reject(error);
				closing?.reject(error);
				controller.error(error);
			} else {
				closing?.resolve();
			}
			closing = undefined;
		});
		writable.on("drain", () => drained?.resolve());
		return new WritableStream({
			start(c) { controller = c; },
			write(chunk) {
				if (writable.writableNeedDrain || !writable.write(chunk)) {
					drained = Promise.withResolvers();
					return drained.promise.finally(() => { drained = undefined; });
				}
				return undefined;
			},
			abort(reason) { destroyer(writable, reason); },
			close() {
				if (closing === undefined && !writableEnded(writable)) writable.end();
				if (isFinished(writable, { readable: false })) return Promise.resolve();
				closing ??= Promise.withResolvers();
				return closing.promise;
			},
		}, strategy);
	}

	// sink answers the methods of a stream that writes to a web stream.
	function sink(writer, stream, isClosed) {
		return {
			write(chunk, encoding, callback) {
				if (typeof chunk === "string" && !stream().writableObjectMode) chunk = Buffer.from(chunk, encoding);
				writer.ready.then(() => writer.write(chunk)).then(() => callback(), (error) => {
					destroyer(stream(), error);
					callback(error);
				});
			},
			final(callback) {
				if (isClosed()) callback();
				else writer.close().then(() => callback(), callback);
			},
		};
	}
	function writableFromWeb(stream, options = {}) {
		if (!is.webWritable(stream)) throw invalidArgType("writableStream", "an instance of WritableStream", stream);
		validateObject(options, "options");
		const { highWaterMark, decodeStrings = true, objectMode = false, signal } = options;
		const writer = stream.getWriter();
		let closed = false;
		const writable = new Writable({
			highWaterMark, objectMode, decodeStrings, signal, ...sink(writer, () => writable, () => closed),
			destroy(error, callback) {
				const done = () => callback(error);
				if (closed) done();
				else if (error != null) writer.abort(error).then(done, done);
				else writer.close().then(done, done);
			},
		});
		writer.closed.then(() => { closed = true; }, (error) => {
			closed = true;
			destroyer(writable, error);
		});
		return writable;
	}

	function duplexToWeb(duplex) {
		if (typeof duplex?._writableState !== "object" || typeof duplex?._readableState !== "object") {
			throw invalidArgType("duplex", "an stream.Duplex", duplex);
		}
		const closed = (Class) => {
			const stream = new Class();
			if (Class === ReadableStream) stream.cancel();
			else stream.close();
			return stream;
		};
		return {
			writable: isWritable(duplex) ? writableToWeb(duplex) : closed(WritableStream),
			readable: isReadable(duplex) ? readableToWeb(duplex) : closed(ReadableStream),
		};
	}
	function duplexFromWeb(pair = {}, options = {}) {
		validateObject(pair, "pair");
		const { readable: source, writable: target } = pair;
		if (!is.webReadable(source)) throw invalidArgType("pair.readable", "an instance of ReadableStream", source);
		if (!is.webWritable(target)) throw invalidArgType("pair.writable", "an instance of WritableStream", target);
		validateObject(options, "options");
		const { allowHalfOpen = false, objectMode = false, encoding, decodeStrings = true, highWaterMark, signal } = options;
		const writer = target.getWriter();
		const reader = source.getReader();
		let [writeClosed, readClosed] = [false, false];
		const duplex = new Duplex({
			allowHalfOpen, highWaterMark, objectMode, encoding, decodeStrings, signal, ...sink(writer, () => duplex, () => writeClosed),
			read() {
				reader.read().then((chunk) => duplex.push(chunk.done ? null : chunk.value), (error) => destroyer(duplex, error));
			},
			destroy(error, callback) {
				const quiet = (promise) => promise.then(() => {}, () => {});
				const ends = [];
				if (!writeClosed) ends.push(quiet(error != null ? writer.abort(error) : writer.abort()));
				if (!readClosed) ends.push(quiet(reader.cancel(error)));
				Promise.all(ends).then(() => callback(error));
			},
		});
		writer.closed.then(() => { writeClosed = true; }, (error) => {
			writeClosed = readClosed = true;
			destroyer(duplex, error);
		});
		reader.closed.then(() => { readClosed = true; }, (error) => {
			writeClosed = readClosed = true;
			destroyer(duplex, error);
		});
		return duplex;
	}
	return { default: { readableToWeb, readableFromWeb, writableToWeb, writableFromWeb, duplexToWeb, duplexFromWeb } };
})
