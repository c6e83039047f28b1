// What node:stream has as Readable.
(function (require) {
	"use strict";
	const Readable = require("node:stream").Readable;
	const { fromWeb, toWeb, wrap, ReadableState } = Readable;
	const from = (Class, iterable, options) => Class.from(iterable, options);
	return { Readable, ReadableState, from, wrap, fromWeb, toWeb, default: Readable };
})
