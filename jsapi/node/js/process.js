// https://nodejs.org/api/process.html, as far as the platform has one: there is one process, which sees nobody else.
(function (require, native) {
	"use strict";

	const EventEmitter = require("node:events");
	const { coded, invalidArgType, invalidArgValue, outOfRange, validateString } = require("internal_errors");
	const { named } = require("internal_stub");

	// env takes only strings, as an environment does.
	const env = new Proxy(native.env(), {
		set(target, key, value) {
			target[key] = `${value}`;
			return true;
		},
		defineProperty(target, key, descriptor) {
			return Reflect.defineProperty(target, key, "value" in descriptor ? { ...descriptor, value: String(descriptor.value) } : descriptor);
		},
	});
	const nextTick = (callback, ...args) => queueMicrotask(() => callback(...args));
	const getBuiltinModule = (id) => native.module(String(id));
	const exit = (code) => native.exit(code);
	const platform = "linux";
	const features = {
		cached_builtins: true, debug: false, inspector: false, ipv6: true, openssl_is_boringssl: true, require_module: false,
		tls: true, tls_alpn: true, tls_ocsp: true, tls_sni: true, typescript: false, uv: true,
	};
	if (!native.flag("enable_nodejs_process_v2")) return { nextTick, env, exit, getBuiltinModule, platform, features };

	const absent = (name, length = 0) => named(() => {
		throw coded(Error, "ERR_METHOD_NOT_IMPLEMENTED", `The process.${name} method is not implemented`);
	}, name.slice(name.lastIndexOf(".") + 1), length);
	const refused = (name, length) => named(() => {
		throw coded(Error, "EPERM", "operation not permitted");
	}, name, length);
	const idle = (name, answer, length = 0) => named(() => (typeof answer === "function" ? answer() : answer), name, length);

	const hrtime = named((before) => {
		const now = native.hrtime();
		const time = [Number(now / 1000000000n), Number(now % 1000000000n)];
		if (before === undefined) return time;
		if (!Array.isArray(before)) throw invalidArgType("time", "tuple of integers", before);
		if (before.length !== 2) throw outOfRange("time", "2", before);
		const [seconds, nanoseconds] = [time[0] - before[0], time[1] - before[1]];
		return nanoseconds < 0 ? [seconds - 1, nanoseconds + 1e9] : [seconds, nanoseconds];
	}, "hrtime", 1);
	hrtime.bigint = () => native.hrtime();

	const versions = { node: "22.23.4" };
	for (const name of [
		"v8", "modules", "zlib", "brotli", "zstd", "ares", "napi", "llhttp", "nghttp2", "acorn", "ada", "simdutf", "nbytes", "ncrypto",
		"uvwasi", "uv", "openssl", "sqlite", "icu", "undici", "simdjson", "unicode", "cldr", "tz", "cjs_module_lexer", "amaro", "merve",
	]) versions[name] = "";

	function chdir(to) {
		validateString(to, "directory");
		native.chdir(to);
	}
	function umask(mask) {
		if (mask !== undefined) {
			const n = typeof mask === "string" ? (/^[0-7]+$/.test(mask) ? parseInt(mask, 8) : NaN) : mask;
			if (!Number.isInteger(n) || n < 0 || n > 4294967295) throw invalidArgValue("mask", mask, "must be a 32-bit unsigned integer or an octal string");
		}
		return 18;
	}
	function emitWarning(warning, type, code, constructor) {
		let detail;
		if (type !== null && typeof type === "object" && !Array.isArray(type)) ({ type, code, detail } = type);
		else if (typeof type === "function") type = undefined;
		if (typeof code === "function") code = undefined;
		if (typeof warning === "string") {
			warning = Object.assign(new Error(warning), { name: String(type || "Warning") });
			if (code !== undefined) warning.code = code;
			if (detail !== undefined) warning.detail = detail;
		} else if (!(warning instanceof Error)) {
			throw invalidArgType("warning", "an string or Error", warning);
		}
		nextTick(() => process.emit("warning", warning));
	}

	const process = Object.create(EventEmitter.prototype);
	EventEmitter.init.call(process);
	Object.defineProperty(process, Symbol.toStringTag, { value: "process", configurable: true });
	Object.assign(process, {
		version: `v${versions.node}`, versions, title: "workerd", argv: ["workerd"], argv0: "workerd", execArgv: [], execPath: "", env, pid: 1, ppid: 0, exitCode: undefined,
		arch: "x64", platform, config: native.constants("config"), release: { name: "node", lts: true, sourceUrl: "", headersUrl: "" }, features,
		allowedNodeEnvironmentFlags: new Set(), noDeprecation: false, throwDeprecation: false, traceDeprecation: false, sourceMapsEnabled: false,
		connected: false, channel: null, debugPort: 0, moduleLoadList: [],
		nextTick: named(nextTick, "nextTick", 1), cwd: () => native.cwd(), chdir, umask, uptime: () => 0, hrtime, emitWarning,
		getuid: () => 0, geteuid: () => 0, getgid: () => 0, getegid: () => 0, getgroups: () => [0],
		setuid: refused("setuid", 1), seteuid: refused("seteuid", 1), setgid: refused("setgid", 1), setegid: refused("setegid", 1),
		setgroups: refused("setgroups", 1), initgroups: refused("initgroups", 2),
		memoryUsage: named(() => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }), "memoryUsage", 0),
		cpuUsage: absent("cpuUsage", 1), threadCpuUsage: absent("threadCpuUsage"), constrainedMemory: () => 0, availableMemory: () => 0,
		kill: absent("kill", 2), dlopen: absent("dlopen", 3), execve: absent("execve", 3), binding: absent("binding", 1), abort: absent("abort"),
		getActiveResourcesInfo: absent("getActiveResourcesInfo"), setUncaughtExceptionCaptureCallback: absent("setUncaughtExceptionCaptureCallback", 1),
		hasUncaughtExceptionCaptureCallback: absent("hasUncaughtExceptionCaptureCallback"),
		getSourceMapsSupport: () => ({ enabled: false, nodeModules: false, generatedCode: false }), setSourceMapsEnabled: idle("setSourceMapsEnabled", undefined, 2),
		resourceUsage: () => Object.fromEntries(["userCPUTime", "systemCPUTime", "maxRSS", "sharedMemorySize", "unsharedDataSize", "unsharedStackSize",
			"minorPageFault", "majorPageFault", "swappedOut", "fsRead", "fsWrite", "ipcSent", "ipcReceived", "signalsCount", "voluntaryContextSwitches",
			"involuntaryContextSwitches"].map((name) => [name, 0])),
		send: idle("send", false, 2), ref: idle("ref"), unref: idle("unref"), getBuiltinModule, exit, reallyExit: named(exit, "reallyExit", 1),
		loadEnvFile: named((path) => {
			throw Object.assign(coded(Error, "ENOENT", `no such file or directory, readAll '${path ?? "/bundle/.env"}'`), { syscall: "readAll" });
		}, "loadEnvFile", 0),
		openStdin: () => process.stdin,
		assert: named((value, message) => require("node:assert")(value, message), "assert", 2),
		report: {
			compact: false, directory: "", filename: "", getReport: () => ({}), reportOnFatalError: false, reportOnSignal: false,
			reportOnUncaughtException: false, excludeNetwork: false, excludeEnv: false, signal: "SIGUSR2", writeReport: absent("report.writeReport"),
		},
		finalization: {
			register: absent("finalization.register"), registerBeforeExit: absent("finalization.registerBeforeExit"),
			unregister: absent("finalization.unregister"),
		},
		permission: { has: absent("permission.has") },
		_channel: undefined, _disconnect: undefined, _handleQueue: undefined, _pendingMessage: undefined, _send: undefined, _exiting: false,
		_preload_modules: [], _debugEnd: idle("_debugEnd"), _debugProcess: idle("_debugProcess", undefined, 1),
		_fatalException: idle("_fatalException", false, 1), _getActiveHandles: idle("_getActiveHandles", () => []),
		_getActiveRequests: idle("_getActiveRequests", () => []), _kill: absent("_kill", 2), _linkedBinding: absent("_linkedBinding", 1),
		_rawDebug: idle("_rawDebug"), _startProfilerIdleNotifier: idle("_startProfilerIdleNotifier"),
		_stopProfilerIdleNotifier: idle("_stopProfilerIdleNotifier"), _tickCallback: idle("_tickCallback"),
	});
	// The standard streams are made when somebody looks: most programs never do.
	const made = {};
	function stream(name, make) {
		Object.defineProperty(process, name, { get: () => (made[name] ??= make()), set(value) { made[name] = value; }, enumerable: true, configurable: true });
	}
	function output(fd) {
		const { Writable } = require("node:stream");
		class SyncWriteStream extends Writable {
			fd = fd;
			_type = "fs";
			_isStdio = true;
			_write(chunk, encoding, callback) {
				native.fsWrite(fd, [chunk], null);
				callback();
			}
			_destroy(error, callback) { callback(error); }
		}
		return new SyncWriteStream({ autoDestroy: true });
	}
	stream("stdout", () => output(1));
	stream("stderr", () => output(2));
	stream("stdin", () => {
		const { Readable } = require("node:stream");
		class ReadStream extends Readable {
			fd = 0;
			_read() { this.push(null); }
		}
		return new ReadStream();
	});
	const exported = {};
	for (const name of Object.keys(process)) {
		if (!["stdout", "stderr", "stdin"].includes(name)) exported[name] = process[name];
	}
	for (const name of ["stdout", "stderr", "stdin"]) Object.defineProperty(exported, name, { get: () => process[name], enumerable: true });
	return Object.defineProperty(exported, "default", { value: process, enumerable: true });
})
