// https://nodejs.org/api/process.html, as far as the platform has one: there is one process, it has no files and
// nobody to send it signals.
(function (require, native) {
	"use strict";

	const EventEmitter = require("node:events");
	const { coded, invalidArgType, validateFunction } = require("internal_errors");

	// env takes only strings, as an environment does.
	const env = new Proxy(native.env(), {
		set(target, key, value) {
			target[key] = String(value);
			return true;
		},
		defineProperty(target, key, descriptor) {
			return Reflect.defineProperty(target, key, "value" in descriptor ? { ...descriptor, value: String(descriptor.value) } : descriptor);
		},
	});

	const absent = (name) => () => {
		throw coded(Error, "ERR_METHOD_NOT_IMPLEMENTED", `The process.${name} method is not implemented`);
	};
	function hrtime(before) {
		const now = native.hrtime();
		const time = [Number(now / 1000000000n), Number(now % 1000000000n)];
		if (before === undefined) return time;
		if (!Array.isArray(before)) throw invalidArgType("time", "tuple of integers", before);
		const [seconds, nanoseconds] = [time[0] - before[0], time[1] - before[1]];
		return nanoseconds < 0 ? [seconds - 1, nanoseconds + 1e9] : [seconds, nanoseconds];
	}
	hrtime.bigint = () => native.hrtime();

	const versions = { node: "22.23.4" };
	for (const name of [
		"v8", "modules", "zlib", "brotli", "zstd", "ares", "napi", "llhttp", "nghttp2", "acorn", "ada", "simdutf", "nbytes", "ncrypto",
		"uvwasi", "uv", "openssl", "sqlite", "icu", "undici", "simdjson", "unicode", "cldr", "tz", "cjs_module_lexer", "amaro", "merve",
	]) versions[name] = "";

	class Process extends EventEmitter {}
	Object.defineProperty(Process.prototype, Symbol.toStringTag, { value: "process", configurable: true });
	const process = new Process();
	Object.defineProperty(Process.prototype, "constructor", { value: Object.defineProperty(function () {}, "name", { value: "process" }) });
	Object.assign(process, {
		title: "workerd", argv: ["workerd"], argv0: "workerd", execArgv: [], execPath: "", env, pid: 1, ppid: 0, arch: "x64",
		platform: "linux", version: `v${versions.node}`, versions, exitCode: undefined,
		release: { name: "node", lts: true, sourceUrl: "", headersUrl: "" },
		features: {
			cached_builtins: true, debug: false, inspector: false, ipv6: true, openssl_is_boringssl: true, require_module: false,
			tls: true, tls_alpn: true, tls_ocsp: true, tls_sni: true, typescript: false, uv: true,
		},
		allowedNodeEnvironmentFlags: new Set(), noDeprecation: false, throwDeprecation: false, traceDeprecation: false,
		nextTick(callback, ...args) {
			validateFunction(callback, "callback");
			queueMicrotask(() => callback(...args));
		},
		cwd: () => "/bundle", chdir: absent("chdir"), umask: () => 18, uptime: () => 0, hrtime,
		getuid: () => 0, geteuid: () => 0, getgid: () => 0, getegid: () => 0, getgroups: () => [],
		memoryUsage: Object.assign(() => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }), { rss: () => 0 }),
		cpuUsage: absent("cpuUsage"), constrainedMemory: () => 0, availableMemory: () => 0, kill: absent("kill"), dlopen: absent("dlopen"),
		emitWarning(warning, options) {
			const type = typeof options === "string" ? options : options?.type ?? "Warning";
			const e = warning instanceof Error ? warning : Object.assign(new Error(warning), { name: type });
			process.nextTick(() => process.emit("warning", e));
		},
		getBuiltinModule: (name) => native.module(String(name)),
		exit: (code) => native.exit(code), abort: absent("abort"), reallyExit: (code) => native.exit(code),
		binding: absent("binding"), hasUncaughtExceptionCaptureCallback: () => false, setSourceMapsEnabled() {},
		report: undefined, stdin: undefined,
	});
	const stream = (log) => ({ fd: log === "log" ? 1 : 2, isTTY: false, writable: true, write(text) { console[log](String(text).replace(/\n$/, "")); return true; } });
	process.stdout = stream("log");
	process.stderr = stream("error");
	return { ...process, default: process };
})
