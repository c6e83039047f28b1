// https://nodejs.org/api/path.html#pathwin32
(function (require) {
	"use strict";
	const { win32 } = require("node:path");
	return { ...win32, default: win32 };
})
