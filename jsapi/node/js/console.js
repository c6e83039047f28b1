(function () {
	"use strict";
	const methods = {};
	for (const name of [
		"assert", "clear", "count", "countReset", "debug", "dir", "dirxml", "error", "group", "groupCollapsed", "groupEnd", "info", "log",
		"table", "time", "timeEnd", "timeLog", "timeStamp", "trace", "warn",
	]) methods[name] = console[name];
	return { ...methods, default: console };
})
