// Errors with a code. https://nodejs.org/api/errors.html#nodejs-error-codes
(function (require, native) {
	"use strict";

	// coded answers an error with a code: a plain one is of a class that has the code's name, others say it themselves.
	function coded(Base, code, message) {
		if (Base === Error) return Object.assign(new (classOf(code))(message), { code, name: "Error" });
		const e = Object.assign(new Base(message), { code, name: Base.prototype.name });
		e.toString = (() => function () { return `${this.name} [${code}]: ${this.message}`; })();
		return e;
	}
	const classes = {};
	// classOf answers the class of the plain errors with a code. Those of the system have it without what it begins with.
	function classOf(code) {
		const name = code.startsWith("ERR_") || code === "ABORT_ERR" ? code : `ERR_${code}`;
		return (classes[name] ??= { [name]: class extends Error {
			toString() { return `${this.name} [${this.code}]: ${this.message}`; }
		} }[name]);
	}
	// system answers the error of a system call.
	function system(code, message, syscall, errno, path) {
		const e = Object.assign(coded(Error, code, message), { syscall, errno });
		if (path !== undefined) e.path = path;
		return e;
	}
	class ERR_OUT_OF_RANGE extends RangeError {
		toString() { return `${this.name} [${this.code}]: ${this.message}`; }
	}

	const invalidArgType = (name, expected, actual) => native.invalidArgType(name, expected, actual);
	const invalidArgValue = (name, value, reason = "is invalid") =>
		coded(TypeError, "ERR_INVALID_ARG_VALUE",
			`The ${name.includes(".") ? "property" : "argument"} '${name}' ${reason}. Received ${native.inspect(value)}`);
	function outOfRange(name, range, value) {
		const e = new ERR_OUT_OF_RANGE(`The value of "${name}" is out of range. It must be ${range}. Received ${grouped(value)}`);
		Object.assign(e, { code: "ERR_OUT_OF_RANGE", name: "RangeError [ERR_OUT_OF_RANGE]" });
		void e.stack; // which begins with the name that it has now
		e.name = "RangeError";
		return e;
	}

	// grouped shows a large number with its digits in groups.
	function grouped(value) {
		if (Number.isInteger(value) && Math.abs(value) > 2 ** 32) return group(String(value));
		if (typeof value === "bigint") return (value > 2n ** 32n || value < -(2n ** 32n) ? group(String(value)) : String(value)) + "n";
		return native.inspect(value);
	}
	const group = (digits) => digits.replace(/\B(?=(\d{3})+(?!\d))/g, "_");

	function validateFunction(v, name) {
		if (typeof v !== "function") throw invalidArgType(name, "of type function", v);
	}
	function validateString(v, name) {
		if (typeof v !== "string") throw invalidArgType(name, "of type string", v);
	}
	function validateObject(v, name) {
		if (v === null || typeof v !== "object" || Array.isArray(v)) throw invalidArgType(name, "of type object", v);
	}
	function validateNumber(v, name, min, max) {
		if (typeof v !== "number") throw invalidArgType(name, "of type number", v);
		if ((min != null && v < min) || (max != null && v > max) || ((min != null || max != null) && Number.isNaN(v))) {
			throw outOfRange(name, [min != null ? `>= ${min}` : "", max != null ? `<= ${max}` : ""].filter(Boolean).join(" && "), v);
		}
	}
	function validateInteger(v, name, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) {
		if (typeof v !== "number") throw invalidArgType(name, "of type number", v);
		if (!Number.isInteger(v)) throw outOfRange(name, "an integer", v);
		if (v < min || v > max) throw outOfRange(name, `>= ${min} && <= ${max}`, v);
	}
	const validateInt32 = (v, name, min = -2147483648, max = 2147483647) => validateInteger(v, name, min, max);
	function validateUint32(v, name, positive = false) {
		if (typeof v !== "number") throw invalidArgType(name, "of type number", v);
		if (!Number.isInteger(v)) throw outOfRange(name, "an integer", v);
		const min = positive ? 1 : 0;
		if (v < min || v > 4294967295) throw outOfRange(name, `>= ${min} && < 4294967296`, v);
	}
	function validateArray(v, name, least = 0) {
		if (!Array.isArray(v)) throw invalidArgType(name, "an instance of Array", v);
		if (v.length < least) throw invalidArgValue(name, v, `must be longer than ${least}`);
	}
	function validateOneOf(v, name, allowed) {
		if (allowed.includes(v)) return;
		const list = allowed.map((one) => (typeof one === "string" ? `'${one}'` : String(one))).join(", ");
		throw invalidArgValue(name, v, `must be one of: ${list}`);
	}
	function validateBoolean(v, name) {
		if (typeof v !== "boolean") throw invalidArgType(name, "of type boolean", v);
	}
	function validateAbortSignal(v, name) {
		if (v !== undefined && (v === null || typeof v !== "object" || !("aborted" in v))) {
			throw invalidArgType(name, "an instance of AbortSignal", v);
		}
	}

	class AbortError extends Error {
		constructor(message = "The operation was aborted", options) {
			super(message, options);
			this.code = "ABORT_ERR";
			this.name = "AbortError";
		}
	}

	return {
		default: {
			coded, system, invalidArgType, invalidArgValue, outOfRange, AbortError, validateFunction, validateString, validateObject,
			validateNumber, validateInteger, validateInt32, validateUint32, validateArray, validateOneOf, validateBoolean, validateAbortSignal,
		},
	};
})
