// What the parts of node:crypto share.
(function (require, native) {
	"use strict";

	const { invalidArgType } = require("internal_errors");
	const { Buffer } = require("node:buffer");

	// viewOf answers bytes without copying them, undefined if there are none.
	function viewOf(data) {
		if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
		return data instanceof ArrayBuffer ? new Uint8Array(data) : undefined;
	}
	// bytesOf answers the bytes of a text or view.
	function bytesOf(data, encoding, name, expected) {
		if (typeof data === "string") return Buffer.from(data, encoding === "buffer" ? undefined : encoding);
		const view = viewOf(data);
		if (view === undefined) throw invalidArgType(name, expected ?? "of type string or an instance of Buffer, TypedArray, or DataView", data);
		return view;
	}
	// output answers bytes as a Buffer, or as text in an encoding.
	function output(bytes, encoding) {
		const b = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		return encoding && encoding !== "buffer" ? b.toString(encoding) : b;
	}
	// settle tells a callback how a promise ended.
	function settle(promise, callback, map = (v) => [v]) {
		promise.then((value) => callback(null, ...map(value)), (error) => callback(error));
	}
	return { default: { viewOf, bytesOf, output, settle } };
})
