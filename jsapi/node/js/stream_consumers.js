// https://nodejs.org/api/webstreams.html#utility-consumers
(function (require) {
	"use strict";

	const { Buffer } = require("node:buffer");

	// gather answers all that a stream or an asynchronous iterable has, as bytes.
	async function gather(stream) {
		const parts = [];
		const iterator = (stream[Symbol.asyncIterator] ?? stream[Symbol.iterator]).call(stream);
		for (let step = await iterator.next(); !step.done; step = await iterator.next()) {
			parts.push(typeof step.value === "string" ? Buffer.from(step.value) : new Uint8Array(step.value.buffer ?? step.value, step.value.byteOffset, step.value.byteLength));
		}
		return Buffer.concat(parts);
	}
	const text = async (stream) => new TextDecoder().decode(await gather(stream));
	return {
		buffer: gather, text,
		arrayBuffer: async (stream) => new Uint8Array(await gather(stream)).buffer,
		blob: async (stream) => new Blob([await gather(stream)]),
		json: async (stream) => JSON.parse(await text(stream)),
	};
})
