// https://nodejs.org/api/assert.html, of which the platform has only the strict comparisons: equal is strictEqual
// and deepEqual is deepStrictEqual.
(function (require, native) {
	"use strict";

	const { coded, invalidArgType, invalidArgValue, validateFunction, validateObject, validateOneOf } = require("internal_errors");
	const { strict: strictMessage, generated, bothBare, inspect } = require("internal_diff");

	class AssertionError extends Error {
		constructor(options) {
			validateObject(options, "options");
			const { message, operator, stackStartFn } = options;
			let { actual, expected } = options;
			if (message == null) [actual, expected] = bothBare(actual, expected);
			super(message != null ? String(message) : generated(actual, expected, operator));
			this.generatedMessage = message == null;
			if (stackStartFn) native.captureStackTrace(this, stackStartFn);
			// The stack shows the code; the name does not.
			const name = (value) => Object.defineProperty(this, "name", { value, enumerable: false, writable: true, configurable: true });
			name("AssertionError [ERR_ASSERTION]");
			this.stack;
			name("AssertionError");
			this.code = "ERR_ASSERTION";
			this.actual = actual;
			this.expected = expected;
			this.operator = operator;
		}

		toString() {
			return `${this.name} [${this.code}]: ${this.message}`;
		}
	}

	function need(args) {
		if (args.length < 2) {
			throw coded(TypeError, "ERR_MISSING_ARGS", 'The "actual" and "expected" arguments must be specified');
		}
	}

	function assert(value, message) {
		if (arguments.length === 0) {
			throw new AssertionError({ message: "No value argument passed to `assert.ok()`" });
		}
		if (!value) {
			throw new AssertionError({ actual: value, expected: true, message, operator: "==" });
		}
	}

	// comparing makes a function that fails with a message of its own unless it is given one.
	function comparing(operator, holds, text) {
		const f = {
			[operator](actual, expected, message) {
				need(arguments);
				if (!holds(actual, expected)) {
					throw new AssertionError({ actual, expected, operator, message: message ?? text?.(actual, expected) });
				}
			},
		};
		return f[operator];
	}

	const deep = (a, b) => native.isDeepEqual(a, b, false);
	const strictEqual = comparing("strictEqual", Object.is, strictMessage);
	const notStrictEqual = comparing("notStrictEqual", (a, b) => !Object.is(a, b), () => "Expected actual to be strictly unequal to expected");
	const deepStrictEqual = comparing("deepStrictEqual", deep);
	const notDeepStrictEqual = comparing("notDeepStrictEqual", (a, b) => !deep(a, b),
		() => "Expected actual to not be deeply strictly equal to expected");
	const partialDeepStrictEqual = comparing("partialDeepStrictEqual", (a, b) => native.isDeepEqual(a, b, true),
		() => "Expected actual to be partially deeply strictly equal to expected");

	function fail(message) {
		if (arguments.length > 1) throw message; // which nobody calls any more
		if (message instanceof Error) throw message;
		const e = new AssertionError({ message: message ?? "Failed", operator: "fail" });
		e.generatedMessage = message === undefined;
		throw e;
	}

	// validate fails unless what was thrown is what was expected.
	function validate(thrown, expected, message, operator) {
		const wrong = (text) => {
			const e = new AssertionError({ actual: thrown, expected, message: text, operator });
			e.generatedMessage = true;
			throw e;
		};
		if (expected == null) return;
		if (typeof expected === "string") {
			if (thrown === expected || thrown?.message === expected) {
				throw coded(TypeError, "ERR_AMBIGUOUS_ARGUMENT",
					`The "error/message" argument is ambiguous. The error message "${expected}" is identical to the message.`);
			}
			return;
		}
		if (expected instanceof RegExp) {
			if (expected.exec(String(thrown)) === null) {
				wrong(`The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(String(thrown))}\n`);
			}
			return;
		}
		if (typeof expected === "function") {
			if (expected.prototype !== undefined && thrown instanceof expected) return;
			if (expected === Error || Error.isPrototypeOf(expected)) {
				const received = thrown?.constructor?.name ?? inspect(thrown);
				wrong(`The error is expected to be an instance of "${expected.name}". Received "${received}"` +
					(thrown instanceof Error ? `\n\nError message:\n\n${thrown.message}` : ""));
			}
			const answer = Reflect.apply(expected, {}, [thrown]);
			if (answer !== true) {
				wrong(`The validation function is expected to return "true". Received ${inspect(answer)}\n\nCaught error:\n\n${thrown}`);
			}
			return;
		}
		if (typeof expected !== "object") {
			throw invalidArgType("error", "of type function or an instance of Error, RegExp, or Object", expected);
		}
		const keys = Object.keys(expected);
		if (expected instanceof Error) keys.push("name", "message");
		if (keys.length === 0) throw invalidArgValue("error", expected, "may not be an empty object");
		if (typeof thrown !== "object" || thrown === null) {
			wrong(`object is expected to thrown, but got ${typeof thrown}: ${typeof thrown === "string" ? thrown : inspect(thrown)}`);
		}
		for (const key of keys) {
			if (!(key in thrown)) wrong(message ?? `A key in the expected object is missing: ${key}`);
			const pattern = expected[key];
			if (pattern instanceof RegExp && typeof thrown[key] === "string") {
				if (pattern.exec(thrown[key]) === null) {
					wrong(message ?? `The input did not match the regular expression ${inspect(pattern)}. Input:\n\n${inspect(thrown[key])}\n`);
				}
				continue;
			}
			deepStrictEqual(thrown[key], pattern, message);
		}
	}

	const className = (expected) => (typeof expected === "function" && expected.prototype !== undefined ? ` (${expected.name})` : "");

	function missing(what, expected, message, operator) {
		if (typeof expected === "string") message = expected;
		return new AssertionError({
			actual: undefined, expected, operator,
			message: `Missing expected ${what}${className(expected)}${message ? `: ${message}` : "."}`,
		});
	}

	// unwanted answers what to throw of an exception that should not be: itself unless it is of the kind in question.
	function unwanted(thrown, expected, message, operator) {
		if (typeof expected === "string") {
			message = expected;
		} else if (typeof expected === "function" && !(expected.prototype !== undefined && thrown instanceof expected)) {
			return thrown;
		} else if (expected instanceof RegExp && !expected.test(String(thrown))) {
			return thrown;
		}
		return new AssertionError({
			operator,
			message: `Got unwanted exception${message ? `: ${message}` : "."}\nActual message: "${thrown?.message}"`,
		});
	}

	function throws(fn, expected, message) {
		validateFunction(fn, "fn");
		try {
			fn();
		} catch (thrown) {
			validate(thrown, expected, message, "throws");
			return;
		}
		throw missing("exception", expected, message, "throws");
	}

	function doesNotThrow(fn, expected, message) {
		validateFunction(fn, "fn");
		try {
			fn();
		} catch (thrown) {
			throw unwanted(thrown, expected, message, "doesNotThrow");
		}
	}

	// A promise of RPC is a function.
	const thenable = (v) => v !== null && (typeof v === "object" || typeof v === "function") && typeof v.then === "function" && typeof v.catch === "function";

	// promised answers the promise that was given, or that a function answers.
	function promised(promiseFn) {
		if (thenable(promiseFn)) return promiseFn; // a promise of RPC is a function, too
		if (typeof promiseFn === "function") {
			const promise = promiseFn();
			if (!thenable(promise)) {
				const type = promise === null || typeof promise !== "object" ? `type ${typeof promise} (${inspect(promise)})` : inspect(promise);
				throw coded(TypeError, "ERR_INVALID_RETURN_VALUE",
					`Expected instance of Promise to be returned from the "promiseFn" function but got ${promise === undefined ? "undefined" : type}.`);
			}
			return promise;
		}
		throw invalidArgType("promiseFn", "of type function or an instance of Promise", promiseFn);
	}

	async function rejects(promiseFn, expected, message) {
		const promise = promised(promiseFn);
		try {
			await promise;
		} catch (thrown) {
			validate(thrown, expected, message, "rejects");
			return;
		}
		throw Object.assign(missing("rejection", expected, message, "rejects"), { generatedMessage: true });
	}

	async function doesNotReject(promiseFn, expected, message) {
		const promise = promised(promiseFn);
		try {
			await promise;
		} catch (thrown) {
			throw unwanted(thrown, expected, message, "doesNotReject");
		}
	}

	function match(string, regexp, message) {
		if (!(regexp instanceof RegExp)) throw invalidArgType("regexp", "an instance of RegExp", regexp);
		if (typeof string !== "string" || regexp.exec(string) === null) {
			throw new AssertionError({
				actual: string, expected: regexp, operator: "match",
				message: message ?? `actual: "${String(string)}" expected to match: "${regexp}"`,
			});
		}
	}

	function doesNotMatch(string, regexp, message) {
		if (!(regexp instanceof RegExp)) throw invalidArgType("regexp", "an instance of RegExp", regexp);
		if (typeof string !== "string" || regexp.exec(string) !== null) {
			throw new AssertionError({
				actual: string, expected: regexp, operator: "doesNotMatch",
				message: message ?? (typeof string === "string"
					? `actual: "${string}" expected to not match: "${regexp}"`
					: invalidArgType("string", "of type string", string).message),
			});
		}
	}

	function ifError(value) {
		if (value === null || value === undefined) return;
		const text = typeof value === "object" && typeof value.message === "string" ? value.message || value.constructor?.name : inspect(value);
		throw new AssertionError({
			actual: value, expected: null, operator: "ifError", message: `ifError got unwanted exception: ${text}`,
		});
	}

	const functions = {
		fail, deepStrictEqual, notDeepStrictEqual, strictEqual, notStrictEqual, partialDeepStrictEqual, match, doesNotMatch,
		throws, rejects, doesNotThrow, doesNotReject, ifError,
	};
	// The names without "strict" are strict, too.
	const same = {
		equal(actual, expected, message) { strictEqual.apply(this, arguments); },
		notEqual(actual, expected, message) { notStrictEqual.apply(this, arguments); },
		deepEqual(actual, expected, message) { deepStrictEqual.apply(this, arguments); },
		notDeepEqual(actual, expected, message) { notDeepStrictEqual.apply(this, arguments); },
	};
	const strictly = { equal: strictEqual, notEqual: notStrictEqual, deepEqual: deepStrictEqual, notDeepEqual: notDeepStrictEqual };
	const likes = (a, b) => a == b || (Number.isNaN(a) && Number.isNaN(b));
	const isObject = (value) => value !== null && typeof value === "object";
	const deepLikes = (a, b) => {
		if (!isObject(a) || !isObject(b)) return likes(a, b);
		const keys = Object.keys(a);
		if (deep(a, b)) return true;
		return native.brand(a) === native.brand(b) && Array.isArray(a) === Array.isArray(b) && !/Map|Set|Date|RegExp/.test(native.brand(a)) &&
			keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && deepLikes(a[key], b[key]));
	};
	const loosely = {
		equal: comparing("looseEqual", likes), notEqual: comparing("looseNotEqual", (a, b) => !likes(a, b)),
		deepEqual: comparing("looseDeepEqual", deepLikes), notDeepEqual: comparing("looseNotDeepEqual", (a, b) => !deepLikes(a, b)),
	};

	// Assert is the functions as methods.
	function Assert(options) {
		if (!new.target) {
			throw coded(TypeError, "ERR_CONSTRUCT_CALL_REQUIRED", "Class constructor Assert cannot be invoked without `new`");
		}
		const { diff, strict = true } = options ?? {};
		if (diff !== undefined) validateOneOf(diff, "options.diff", ["simple", "full"]);
		this.AssertionError = AssertionError;
		if (strict) for (const name of ["equal", "deepEqual", "notEqual", "notDeepEqual"]) this[name] = strictly[name];
	}
	Object.assign(Assert.prototype, functions, { ok(...args) { assert(...args); } }, loosely);

	function strict(value, message) { assert.apply(this, arguments); }
	Object.assign(assert, functions, { Assert, AssertionError, ok: assert, strict }, same);
	Object.assign(strict, functions, { Assert, AssertionError, ok: assert, strict }, strictly);
	return { ...assert, default: assert };
})
