// https://nodejs.org/api/stream.html
(function (require) {
	"use strict";

	const Stream = require("internal_stream_legacy");
	const Readable = require("internal_stream_readable");
	const Writable = require("internal_stream_writable");
	const { Duplex, Transform, PassThrough, duplexPair } = require("internal_stream_duplex");
	const { isReadable, isWritable, isErrored, isDisturbed, isDestroyed, getDefaultHighWaterMark, setDefaultHighWaterMark, destroyer } =
		require("internal_stream_state");
	const { finished, addAbortSignal } = require("internal_stream_finished");
	const { pipeline, compose } = require("internal_stream_pipeline");
	const { Buffer } = require("node:buffer");
	const promises = require("node:stream/promises");

	const custom = Symbol.for("nodejs.util.promisify.custom");
	Object.defineProperty(pipeline, custom, { enumerable: true, get: () => promises.pipeline });
	Object.defineProperty(finished, custom, { enumerable: true, get: () => promises.finished });

	Object.assign(Stream, {
		Stream,
		_isUint8Array: (value) => value instanceof Uint8Array,
		_isArrayBufferView: (value) => ArrayBuffer.isView(value),
		_uint8ArrayToBuffer: (chunk) => Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength),
		addAbortSignal, compose, destroy: destroyer, finished, isReadable, isWritable, isErrored, isDisturbed, pipeline, Writable, Readable, Duplex,
		Transform, PassThrough,
	});
	finished.finished = promises.finished;
	Object.assign(Stream, { promises, getDefaultHighWaterMark, setDefaultHighWaterMark, isDestroyed, duplexPair });
	return { ...Stream, default: Stream };
})
