// How a FileHandle is told from other objects.
(function () {
	"use strict";

	const kFileHandle = Symbol("kFileHandle");
	return { default: { kFileHandle, isFileHandle: (value) => typeof value === "object" && value !== null && kFileHandle in value } };
})
