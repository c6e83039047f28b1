// https://nodejs.org/api/fs.html#promises-api: its constants.
(function (require, native) {
	"use strict";
	return { constants: Object.setPrototypeOf(native.constants("fs"), null) };
})
