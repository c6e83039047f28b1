// https://nodejs.org/api/child_process.html: there are no other processes.
(function (require) {
	"use strict";

	const EventEmitter = require("node:events");
	const { invalidArgType, validateFunction, validateObject, validateString } = require("internal_errors");
	const { refuse, unimplemented } = require("internal_stub");

	class ChildProcess extends EventEmitter {
		constructor() {
			super();
			throw unimplemented("child_process.ChildProcess");
		}
		kill(signal) { return false; }
		send(message, handle, options, callback) { return false; }
		disconnect() {}
		unref() {}
		ref() {}
		[Symbol.dispose]() { this.kill(); }
	}

	function exec(command, options, callback) {
		validateString(command, "command");
		if (options != null) validateObject(options, "options");
		if (callback != null) validateFunction(callback, "callback");
		throw unimplemented("child_process.exec");
	}
	function fork(path, args, options) {
		if (args != null && typeof args === "object" && !Array.isArray(args)) [args, options] = [[], args];
		else if (args != null && !Array.isArray(args)) throw invalidArgType("args", "an instance of Array", args);
		if (options != null) validateObject(options, "options");
		throw unimplemented("child_process.fork");
	}
	function spawnSync(command, args, options) {
		validateString(command, "command");
		throw unimplemented("child_process.spawnSync");
	}

	return {
		ChildProcess, _forkChild: refuse("child_process._forkChild", 2), exec, execFile: refuse("child_process.execFile", 4),
		execFileSync: refuse("child_process.execFileSync", 3), execSync: refuse("child_process.execSync", 2), fork,
		spawn: refuse("child_process.spawn"), spawnSync,
	};
})
