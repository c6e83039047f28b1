// https://nodejs.org/api/util.html
(function (require, native) {
	"use strict";

	const {
		coded, invalidArgType, outOfRange, validateFunction, validateObject, validateOneOf, validateString,
	} = require("internal_errors");
	const { named, unimplemented } = require("internal_stub");
	const types = require("node:util/types");
	const { inspect } = require("internal_inspect");
	const { MIMEType, MIMEParams } = require("internal_mime");

	const promisified = Symbol.for("nodejs.util.promisify.custom");

	function promisify(original) {
		validateFunction(original, "original");
		const own = original[promisified];
		if (own) {
			validateFunction(own, "util.promisify.custom");
			return Object.defineProperty(own, promisified, { value: own, enumerable: false, writable: false, configurable: true });
		}
		function fn(...args) {
			return new Promise((resolve, reject) => {
				Reflect.apply(original, this, [...args, (error, ...values) => (error ? reject(error) : resolve(values[0]))]);
			});
		}
		Object.setPrototypeOf(fn, Object.getPrototypeOf(original));
		Object.defineProperty(fn, promisified, { value: fn, enumerable: false, writable: false, configurable: true });
		return Object.defineProperties(fn, Object.getOwnPropertyDescriptors(original));
	}
	promisify.custom = promisified;

	function callbackify(original) {
		validateFunction(original, "original");
		function fn(...args) {
			const callback = args.pop();
			validateFunction(callback, "last argument");
			const { nextTick } = require("node:process");
			Reflect.apply(original, this, args).then(
				(value) => nextTick(callback.bind(this), null, value),
				(reason) => {
					if (!reason) {
						const e = coded(Error, "ERR_FALSY_VALUE_REJECTION", "Promise was rejected with falsy value");
						e.reason = reason;
						reason = e;
					}
					nextTick(callback.bind(this), reason);
				});
		}
		return named(fn, `${original.name}Callbackified`, original.length + 1);
	}

	function inherits(constructor, base) {
		if (base.prototype === undefined) throw invalidArgType("superCtor.prototype", "of type object", base.prototype);
		Object.defineProperty(constructor, "super_", { value: base, writable: true, configurable: true });
		Object.setPrototypeOf(constructor.prototype, base.prototype);
	}

	// deprecate has nobody to warn.
	const deprecate = (fn, message, code, options) => fn;

	function debuglog(set, callback) {
		const log = (...args) => console.log(`${set.toUpperCase()}: ${format(...args)}\n`);
		log.enabled = true;
		return log;
	}

	async function aborted(signal, resource) {
		if (signal === null || typeof signal !== "object" || !("aborted" in signal)) throw invalidArgType("signal", "an instance of AbortSignal", signal);
		validateObject(resource, "resource");
		if (signal.aborted) return;
		await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
	}

	const format = (...args) => native.format(inspect.defaultOptions, ...args);
	function formatWithOptions(options, ...args) {
		validateObject(options, "inspectOptions");
		return native.format({ ...inspect.defaultOptions, ...options }, ...args);
	}

	const escapes = /[\u001B\u009B][[\]()#;?]*(?:(?:(?:(?:;[-a-zA-Z\d\/#&.:=?%@~_]+)*|[a-zA-Z\d]+(?:;[-a-zA-Z\d\/#&.:=?%@~_]*)*)?(?:\u0007|\u001B\u005C|\u009C))|(?:(?:\d{1,4}(?:;\d{0,4})*)?[\dA-PR-TZcf-nq-uy=><~]))/g;
	function stripVTControlCharacters(text) {
		validateString(text, "str");
		return text.replace(escapes, "");
	}

	// styleText writes to no terminal, so it only checks.
	function styleText(style, text) {
		validateString(text, "text");
		const known = Object.keys(inspect.colors);
		for (const one of Array.isArray(style) ? style : [style]) {
			if (one !== "none" && inspect.colors[one] === undefined) validateOneOf(one, "format", known);
		}
		return text;
	}

	// The names and texts of what a system call fails with.
	let systemErrors;
	const getSystemErrorMap = () => (systemErrors ??= new Map(native.constants("errors").map(([n, name, text]) => [n, [name, text]])));
	function systemError(err) {
		if (typeof err !== "number") throw invalidArgType("err", "of type number", err);
		if (err >= 0 || !Number.isSafeInteger(err)) throw outOfRange("err", "a negative integer", err);
		return getSystemErrorMap().get(err) ?? [`Unknown system error ${err}`, `Unknown system error ${err}`];
	}

	// parseEnv reads https://nodejs.org/api/cli.html#--env-fileconfig.
	function parseEnv(content) {
		validateString(content, "content");
		const env = {};
		const line = /^[^\S\n]*(?:export\s+)?([^\s=#][^\n=#]*?)[^\S\n]*=[^\S\n]*("(?:[^"]|\n)*?"|'(?:[^']|\n)*?'|`(?:[^`]|\n)*?`|[^\n#]*)[^\n]*$/gm;
		for (const [, name, raw] of content.replace(/\r\n?/g, "\n").matchAll(line)) {
			const quote = /^(["'`])([^]*)\1$/.exec(raw);
			env[name] = quote === null ? raw.trim() : quote[1] === '"' ? quote[2].replace(/\\n/g, "\n") : quote[2];
		}
		return env;
	}

	function convertProcessSignalToExitCode(signalCode) {
		const { signals } = native.constants("os");
		validateOneOf(signalCode, "signalCode", Object.keys(signals));
		return 128 + signals[signalCode];
	}

	// diff answers how the first of two texts or lists comes from the second.
	function diff(actual, expected) {
		const signs = { " ": 0, "-": 1, "+": -1 };
		if (actual === expected) return [];
		const both = (v, name) => {
			if (typeof v === "string") return [...v];
			if (!Array.isArray(v)) throw invalidArgType(name, "an instance of Array or of type string", v);
			v.forEach((one, n) => validateString(one, `${name}[${n}]`));
			return v;
		};
		return require("internal_diff").lines(both(actual, "actual"), both(expected, "expected")).map(([sign, value]) => [signs[sign], value]);
	}

	// callSites answers the frames above its caller's.
	function callSites(count = 8) {
		const holder = {};
		native.captureStackTrace(holder, callSites);
		return String(holder.stack).split("\n").slice(2, count + 2).map((frame) => {
			const [, functionName = "", scriptName = "", lineNumber = 0, columnNumber = 0] =
				/^\s+at (?:async )?(?:(.*?) \()?(.*?)(?::(\d+))?(?::(\d+))?\)?$/.exec(frame) ?? [];
			return { functionName, scriptName, lineNumber: Number(lineNumber), columnNumber: Number(columnNumber), column: Number(columnNumber) };
		});
	}

	return {
		types, callbackify, promisify, inspect, format, formatWithOptions, stripVTControlCharacters, inherits,
		_extend: (target, source) => (source !== null && typeof source === "object" ? Object.assign(target, source) : target),
		MIMEParams, MIMEType,
		toUSVString: (v) => `${v}`.toWellFormed(),
		log: (...args) => console.log(...args),
		aborted, debuglog, debug: debuglog, deprecate, getSystemErrorMap,
		getSystemErrorMessage: (err) => systemError(err)[1],
		getSystemErrorName: (err) => systemError(err)[0],
		TextEncoder, TextDecoder,
		parseArgs: named(() => { throw new Error("node:util parseArgs is not implemented"); }, "parseArgs", 0),
		parseEnv, styleText,
		transferableAbortController: () => new AbortController(),
		transferableAbortSignal(signal) {
			if (!(signal instanceof AbortSignal)) throw invalidArgType("signal", "an instance of AbortSignal", signal);
			return signal;
		},
		getCallSite: named((count) => callSites(count), "getCallSite", 0),
		getCallSites: named((count) => callSites(count), "getCallSites", 0),
		isDeepStrictEqual: (a, b) => native.isDeepEqual(a, b, false),
		convertProcessSignalToExitCode,
		setTraceSigInt(enable) {},
		diff,
		_errnoException: named(() => { throw unimplemented("_errnoException"); }, "_errnoException", 0),
		_exceptionWithHostPort: named(() => { throw unimplemented("_exceptionWithHostPort"); }, "_exceptionWithHostPort", 0),
		isArray: named((v) => Array.isArray(v), "isArray", 1),
		isBoolean: (v) => typeof v === "boolean",
		isBuffer: (v) => require("node:buffer").Buffer.isBuffer(v),
		isDate: (v) => types.isDate(v),
		isError: (v) => types.isNativeError(v) || v instanceof Error,
		isFunction: (v) => typeof v === "function",
		isNull: (v) => v === null,
		isNullOrUndefined: (v) => v === null || v === undefined,
		isNumber: (v) => typeof v === "number",
		isObject: (v) => v !== null && typeof v === "object",
		isPrimitive: (v) => v === null || (typeof v !== "object" && typeof v !== "function"),
		isRegExp: (v) => types.isRegExp(v),
		isString: (v) => typeof v === "string",
		isSymbol: (v) => typeof v === "symbol",
		isUndefined: (v) => v === undefined,
	};
})
