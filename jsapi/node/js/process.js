// https://nodejs.org/api/process.html, as far as programs ask where they run.
(function (require, native) {
	"use strict";
	const { invalidArgType } = require("internal_errors");

	const versions = { node: "22.23.4" };
	for (const name of [
		"v8", "modules", "zlib", "brotli", "zstd", "ares", "napi", "llhttp", "nghttp2", "acorn", "ada", "simdutf", "nbytes", "ncrypto",
		"uvwasi", "uv", "openssl", "sqlite", "icu", "undici", "simdjson", "unicode", "cldr", "tz", "cjs_module_lexer", "amaro", "merve",
	]) versions[name] = "";

	// Whatever is put into the environment becomes a string.
	const env = new Proxy(native.env(), {
		set(target, key, value) {
			target[key] = String(value);
			return true;
		},
	});

	function hrtime(before) {
		const now = native.hrtime();
		const time = [Number(now / 1000000000n), Number(now % 1000000000n)];
		if (before === undefined) return time;
		if (!Array.isArray(before)) throw invalidArgType("time", "tuple of integers", before);
		const seconds = time[0] - before[0], nanoseconds = time[1] - before[1];
		return nanoseconds < 0 ? [seconds - 1, nanoseconds + 1e9] : [seconds, nanoseconds];
	}
	hrtime.bigint = () => native.hrtime();

	const process = {
		version: "v" + versions.node,
		versions,
		platform: "linux",
		arch: "x64",
		title: "workerd",
		argv: ["workerd"],
		argv0: "workerd",
		execArgv: [],
		execPath: "",
		pid: 1,
		ppid: 0,
		exitCode: undefined,
		release: { name: "node", lts: true, sourceUrl: "", headersUrl: "" },
		features: {
			cached_builtins: true, debug: false, inspector: false, ipv6: true, openssl_is_boringssl: true, require_module: false,
			tls: true, tls_alpn: true, tls_ocsp: true, tls_sni: true, typescript: false, uv: true,
		},
		env,
		hrtime,
		nextTick: (callback, ...args) => queueMicrotask(() => callback(...args)),
		cwd: () => "/bundle",
		chdir() {},
		emitWarning() {},
		uptime: () => hrtime()[0],
		umask: () => 18,
		getuid: () => 0,
		getgid: () => 0,
		geteuid: () => 0,
		getegid: () => 0,
		availableMemory: () => 0,
		constrainedMemory: () => 0,
		memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
		getBuiltinModule: (name) => native.module(name),
	};
	Object.defineProperty(process, Symbol.toStringTag, { value: "process", configurable: true });
	return { ...process, default: process };
})
