// https://nodejs.org/api/fs.html: its constants.
(function (require, native) {
	"use strict";
	const constants = Object.setPrototypeOf(native.constants("fs"), null);
	const { F_OK, R_OK, W_OK, X_OK } = constants;
	return { F_OK, R_OK, W_OK, X_OK, constants };
})
