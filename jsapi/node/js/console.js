// https://nodejs.org/api/console.html
(function (require) {
	"use strict";

	const { Console, kIsConsole } = require("internal_console");
	const { refuse } = require("internal_stub");
	const process = require("node:process");

	const methods = {};
	for (const name of [
		"assert", "clear", "count", "countReset", "debug", "dir", "dirxml", "error", "group", "groupCollapsed", "groupEnd", "info", "log", "profile",
		"profileEnd", "table", "time", "timeEnd", "timeLog", "timeStamp", "trace", "warn",
	]) methods[name] = console[name];
	for (const name of ["context", "createTask"]) methods[name] = refuse(`Console.${name}`);
	// Whoever imports the module finds all that on the console.
	Object.assign(console, {
		context: methods.context, _times: new Map(), _ignoreErrors: true, _stderrErrorHandler() {}, _stdoutErrorHandler() {}, _stderr: process.stderr,
		_stdout: process.stdout, Console, createTask: methods.createTask,
	});
	Object.defineProperty(console, kIsConsole, { value: true, configurable: true });
	return { ...methods, Console, default: console };
})
