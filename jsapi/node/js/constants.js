// What os, fs and crypto have as constants, in one table.
(function (require, native) {
	"use strict";
	return native.constants("constants");
})
