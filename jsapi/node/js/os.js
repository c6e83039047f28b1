// https://nodejs.org/api/os.html: the platform has one machine to show, with nothing on it.
(function (require, native) {
	"use strict";

	const { invalidArgValue, validateNumber, validateObject } = require("internal_errors");
	const { frozen } = require("internal_stub");

	return {
		EOL: "\n",
		devNull: "/dev/null",
		constants: frozen(native.constants("os")),
		availableParallelism: () => 1,
		arch: () => "x64",
		cpus: () => [],
		endianness: () => "LE",
		freemem: () => 0,
		getPriority(pid) {
			if (pid !== undefined) validateNumber(pid, "pid");
			return 0;
		},
		homedir: () => "/tmp/",
		hostname: () => "localhost",
		loadavg: () => [0, 0, 0],
		machine: () => "x86_64",
		networkInterfaces: () => ({}),
		platform: () => "linux",
		release: () => "",
		setPriority(pid, priority) {
			validateNumber(pid, "pid");
			validateNumber(priority, "priority");
		},
		tmpdir: () => "/tmp/",
		totalmem: () => 0,
		type: () => "Linux",
		uptime: () => 0,
		userInfo(options = {}) {
			validateObject(options, "options");
			const { encoding = null } = options;
			if (encoding !== null && encoding !== "buffer" && !require("node:buffer").Buffer.isEncoding(encoding)) {
				throw invalidArgValue("options.encoding", encoding, "must be a valid encoding");
			}
			return {};
		},
		version: () => "",
	};
})
