// https://nodejs.org/api/util.html
(function (require, native) {
	"use strict";

	const { coded, invalidArgType, AbortError, validateFunction, validateString } = require("internal_errors");
	const types = require("node:util/types");

	const custom = Symbol.for("nodejs.util.inspect.custom");
	const promisified = Symbol.for("nodejs.util.promisify.custom");

	function inspect(value, options, depth) {
		if (typeof options === "boolean") options = { showHidden: options, depth };
		const levels = options?.depth === null || options?.depth === Infinity ? -1 : options?.depth ?? 2;
		if (value !== null && typeof value === "object" && typeof value[custom] === "function" && options?.customInspect !== false) {
			const shown = value[custom](levels, { ...options }, inspect);
			if (typeof shown === "string") return shown;
			if (shown !== value) return inspect(shown, options);
		}
		return native.inspect(value, levels, Boolean(options?.showHidden));
	}
	inspect.custom = custom;
	inspect.defaultOptions = { showHidden: false, depth: 2 };

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
		return Object.defineProperty(fn, "name", { value: `${original.name}Callbackified` });
	}

	function inherits(constructor, base) {
		validateFunction(constructor, "ctor");
		validateFunction(base, "superCtor");
		Object.defineProperty(constructor, "super_", { value: base, writable: true, configurable: true });
		Object.setPrototypeOf(constructor.prototype, base.prototype);
	}

	function deprecate(fn) {
		validateFunction(fn, "fn");
		return function (...args) {
			return new.target ? Reflect.construct(fn, args, new.target) : Reflect.apply(fn, this, args);
		};
	}

	function debuglog() {
		const log = () => {};
		log.enabled = false;
		return log;
	}

	async function aborted(signal, resource) {
		if (signal === null || typeof signal !== "object" || !("aborted" in signal)) throw invalidArgType("signal", "an instance of AbortSignal", signal);
		if (signal.aborted) return;
		await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
	}

	const escapes = /[\u001B\u009B][[\]()#;?]*(?:(?:(?:(?:;[-a-zA-Z\d\/#&.:=?%@~_]+)*|[a-zA-Z\d]+(?:;[-a-zA-Z\d\/#&.:=?%@~_]*)*)?(?:\u0007|\u001B\u005C|\u009C))|(?:(?:\d{1,4}(?:;\d{0,4})*)?[\dA-PR-TZcf-nq-uy=><~]))/g;

	return {
		inspect, promisify, callbackify, inherits, deprecate, debuglog, debug: debuglog, aborted, types, TextEncoder, TextDecoder,
		format: (...args) => native.format(...args),
		formatWithOptions: (options, ...args) => native.format(...args),
		isDeepStrictEqual: (a, b) => native.isDeepEqual(a, b, false),
		stripVTControlCharacters(text) {
			validateString(text, "str");
			return text.replace(escapes, "");
		},
		toUSVString: (v) => `${v}`.toWellFormed(),
		_extend: (target, source) => (source !== null && typeof source === "object" ? Object.assign(target, source) : target),
		log: (...args) => console.log(...args),
		isArray: Array.isArray,
		isBoolean: (v) => typeof v === "boolean",
		isBuffer: (v) => require("node:buffer").Buffer.isBuffer(v),
		isDate: types.isDate,
		isError: (v) => types.isNativeError(v) || v instanceof Error,
		isFunction: (v) => typeof v === "function",
		isNull: (v) => v === null,
		isNullOrUndefined: (v) => v === null || v === undefined,
		isNumber: (v) => typeof v === "number",
		isObject: (v) => v !== null && typeof v === "object",
		isPrimitive: (v) => v === null || (typeof v !== "object" && typeof v !== "function"),
		isRegExp: types.isRegExp,
		isString: (v) => typeof v === "string",
		isSymbol: (v) => typeof v === "symbol",
		isUndefined: (v) => v === undefined,
	};
})
