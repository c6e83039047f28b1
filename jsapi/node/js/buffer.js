// https://nodejs.org/api/buffer.html. What touches bytes is in Go.
(function (require, native) {
	"use strict";

	const { coded, invalidArgType, outOfRange, validateInteger } = require("internal_errors");
	const maxLength = 2147483647;
	const customInspect = Symbol.for("nodejs.util.inspect.custom");

	const adopt = (view) => Object.setPrototypeOf(view, Buffer.prototype);
	const bufferError = (name) => coded(RangeError, "ERR_BUFFER_OUT_OF_BOUNDS",
		name === undefined ? "Attempt to access memory outside buffer bounds" : `"${name}" is outside of buffer bounds`);

	function encodingOf(encoding, fallback = "utf8") {
		if (encoding === undefined || encoding === null || encoding === "") return fallback;
		const name = native.encodingName(String(encoding));
		if (name === "") throw coded(TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${encoding}`);
		return name;
	}

	function size(n) {
		if (typeof n !== "number") throw invalidArgType("size", "of type number", n);
		if (Number.isNaN(n)) throw coded(RangeError, "ERR_INVALID_ARG_VALUE", "The argument 'size' is invalid. Received NaN");
		if (n > maxLength) throw outOfRange("size", `0 to ${maxLength}`, n);
		if (n < 0) throw new RangeError(`Invalid typed array length: ${n}`);
		return n;
	}

	function Buffer(value, encodingOrOffset, length) {
		if (typeof value === "number") {
			if (typeof encodingOrOffset === "string") throw invalidArgType("string", "of type string", value);
			return Buffer.alloc(value);
		}
		return Buffer.from(value, encodingOrOffset, length);
	}
	Object.setPrototypeOf(Buffer, Uint8Array);
	Object.setPrototypeOf(Buffer.prototype, Uint8Array.prototype);
	Object.defineProperty(Buffer, Symbol.species, { get: () => Buffer, configurable: true });

	Buffer.poolSize = 0;
	Buffer.from = function from(value, encodingOrOffset, length) {
		if (typeof value === "string") return adopt(native.decode(value, encodingOf(typeof encodingOrOffset === "string" ? encodingOrOffset : undefined)));
		if (value !== null && typeof value === "object") {
			if (native.brand(value) === "ArrayBuffer" || native.brand(value) === "SharedArrayBuffer") {
				const offset = +encodingOrOffset || 0;
				const most = value.byteLength - offset;
				if (most < 0) throw bufferError("offset");
				if (offset < 0) throw new RangeError(`Start offset ${offset} is outside the bounds of the buffer`);
				if (length !== undefined && +length > most) throw bufferError("length");
				return adopt(new Uint8Array(value, offset, length === undefined ? most : Math.max(+length || 0, 0)));
			}
			const primitive = value.valueOf?.();
			if (primitive != null && primitive !== value && (typeof primitive === "string" || typeof primitive === "object")) {
				return Buffer.from(primitive, encodingOrOffset, length);
			}
			if (ArrayBuffer.isView(value)) return adopt(new Uint8Array(value));
			if (value.length !== undefined) return typeof value.length === "number" ? adopt(Uint8Array.from(value)) : Buffer.alloc(0);
			if (value.type === "Buffer" && Array.isArray(value.data)) return adopt(Uint8Array.from(value.data));
			if (typeof value[Symbol.toPrimitive] === "function") {
				const primitive = value[Symbol.toPrimitive];
				const text = primitive("string"); // of nothing, as the platform calls it
				if (typeof text === "string") return Buffer.from(text, encodingOrOffset);
			}
		}
		throw invalidArgType("first argument",
			"of type string or an instance of Buffer, TypedArray, ArrayBuffer, SharedArrayBuffer, or Array or an Array-like Object", value);
	};
	Buffer.of = (...bytes) => adopt(Uint8Array.of(...bytes));
	Buffer.alloc = function alloc(n, fill, encoding) {
		const b = adopt(new Uint8Array(size(n)));
		return fill === undefined || fill === 0 || n === 0 ? b : b.fill(fill, encoding);
	};
	Buffer.allocUnsafe = function allocUnsafe(n) { return Buffer.alloc(n); };
	Buffer.allocUnsafeSlow = function allocUnsafeSlow(n) { return Buffer.alloc(n); }; // some say new to it
	Buffer.isBuffer = (v) => v instanceof Buffer;
	Buffer.isEncoding = (v) => typeof v === "string" && v !== "" && native.encodingName(v) !== "";
	Buffer.byteLength = function byteLength(value, encoding) {
		if (typeof value === "string") return native.decode(value, native.encodingName(String(encoding)) || "utf8").length;
		if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength;
		throw invalidArgType("string", "of type string or an instance of Buffer or ArrayBuffer", value);
	};
	Buffer.concat = function concat(list, total) {
		const wrong = (value) => invalidArgType("list", "an (Buffer|Uint8Array)[]", value);
		if (!Array.isArray(list)) throw wrong(list);
		if (list.length === 0) return Buffer.alloc(0);
		if (total === undefined) {
			total = 0;
			for (const b of list) {
				if (b?.length === undefined) throw wrong(b);
				total += b.length;
			}
		}
		validateInteger(total, "length", 0);
		const bad = list.findIndex((b) => !(b instanceof Uint8Array));
		if (bad >= 0) throw new TypeError(`Incorrect type for array element ${bad}: the provided value is not of type 'Uint8Array'.`);
		const whole = Buffer.alloc(total);
		let at = 0;
		for (const b of list) {
			if (at >= total) break;
			whole.set(b.length > total - at ? b.subarray(0, total - at) : b, at);
			at += b.length;
		}
		return whole;
	};
	const bytes = (v, name) => {
		if (!(v instanceof Uint8Array)) throw invalidArgType(name, "an instance of Buffer or Uint8Array", v);
		return v;
	};
	// compared says of what is no bytes only the type, as the platform does.
	const compared = (v, name) => (v instanceof Uint8Array ? v : bytes(typeof v, name));
	Buffer.compare = (a, b) => native.compareBytes(compared(a, "a"), compared(b, "b"));
	for (const [name, f] of Object.entries(Buffer)) {
		if (typeof f === "function") Object.defineProperty(f, "name", { value: name });
	}

	// between reads start and end as slice does.
	function between(b, start, end) {
		const clamp = (n, fallback) => {
			n = n === undefined ? fallback : Math.trunc(+n) || 0;
			return n < 0 ? Math.max(n + b.length, 0) : Math.min(n, b.length);
		};
		const from = clamp(start, 0);
		return [from, Math.max(clamp(end, b.length), from)];
	}

	function search(b, value, offset, encoding, last) {
		if (typeof offset === "string") [offset, encoding] = [undefined, offset];
		if (typeof value === "number") value = adopt(Uint8Array.of(value & 255));
		else if (typeof value === "string") value = Buffer.from(value, encoding);
		else if (!(value instanceof Uint8Array)) {
			throw invalidArgType("value", "one of type number or string or an instance of Buffer or Uint8Array", value);
		}
		offset = +offset;
		if (Number.isNaN(offset)) offset = last ? b.length : 0;
		offset = Math.trunc(offset);
		if (offset < 0) offset += b.length;
		return native.search(b, value, Math.max(offset, -1), last);
	}

	const methods = {
		toString(encoding, start, end) {
			if (arguments.length === 0) return native.encode(this, "utf8", 0, this.length);
			const limit = (n, fallback) => (n === undefined ? fallback : Math.min(Math.max(Math.trunc(+n) || 0, 0), this.length));
			const from = limit(start, 0);
			if (encoding === null) encoding = "null"; // which is none
			return native.encode(this, encodingOf(encoding), from, Math.max(limit(end, this.length), from));
		},
		toJSON() {
			return { type: "Buffer", data: Array.from(this) };
		},
		equals(other) {
			return native.compareBytes(this, compared(other, "b")) === 0;
		},
		compare(target, targetStart, targetEnd, start, end) {
			bytes(target, "target");
			const within = (value, name, fallback, most) => {
				if (value === undefined) return fallback;
				validateInteger(value, name, 0, most);
				return value;
			};
			targetStart = within(targetStart, "targetStart", 0, maxLength);
			targetEnd = within(targetEnd, "targetEnd", target.length, target.length);
			start = within(start, "sourceStart", 0, maxLength);
			end = within(end, "sourceEnd", this.length, this.length);
			return native.compareBytes(this.subarray(start, end), target.subarray(targetStart, targetEnd));
		},
		copy(target, targetStart, start, end) {
			end ??= this.length;
			bytes(target, "target");
			const from0 = (value, name) => {
				value = Math.trunc(+value) || 0;
				if (value < 0) throw outOfRange(name, ">= 0", value);
				return value;
			};
			targetStart = from0(targetStart, "targetStart");
			start = from0(start, "sourceStart");
			end = from0(end, "sourceEnd");
			const n = Math.min(Math.min(end, this.length) - start, target.length - targetStart);
			if (n <= 0) return 0;
			Uint8Array.prototype.set.call(target, Uint8Array.prototype.subarray.call(this, start, start + n), targetStart);
			return n;
		},
		slice(start, end) {
			const [from, to] = between(this, start, end);
			return adopt(new Uint8Array(this.buffer, this.byteOffset + from, to - from));
		},
		write(text, offset, length, encoding) {
			text = `${text}`;
			if (typeof offset === "string") [offset, length, encoding] = [undefined, undefined, offset];
			else if (typeof length === "string") [length, encoding] = [undefined, length];
			offset ??= 0;
			validateInteger(offset, "offset", 0, this.length);
			if (length !== undefined) validateInteger(length, "length", 0, this.length);
			const room = Math.min(length ?? Infinity, this.length - offset);
			const name = encodingOf(encoding);
			let encoded = native.decode(text, name);
			if (encoded.length > room) {
				let n = room; // whole characters only
				if (name === "utf8") while (n > 0 && (encoded[n] & 0xc0) === 0x80) n--;
				else if (name === "utf16le") n &= ~1;
				encoded = encoded.subarray(0, n);
			}
			this.set(encoded, offset);
			return encoded.length;
		},
		fill(value, offset, end, encoding) {
			if (typeof offset === "string") [offset, end, encoding] = [undefined, undefined, offset];
			else if (typeof end === "string") [end, encoding] = [undefined, end];
			offset ??= 0;
			end ??= this.length;
			if (typeof value === "string") {
				const text = value;
				value = Buffer.from(value, encodingOf(encoding));
				if (value.length === 0 && text !== "" && encodingOf(encoding) === "hex") throw new TypeError("The text is not valid hex");
			}
			if (!(end >= 0 && end <= this.length)) throw outOfRange("end", `0 to ${this.length}`, end);
			if (!(offset >= 0 && offset <= this.length)) throw outOfRange("start", "0 to end", offset);
			if (!(value instanceof Uint8Array)) { // some number
				Uint8Array.prototype.fill.call(this, value & 255, offset, end);
				return this;
			}
			if (value.length === 0) {
				if (typeof arguments[0] === "string") return Uint8Array.prototype.fill.call(this, 0, offset, end);
				throw coded(TypeError, "ERR_INVALID_ARG_VALUE", "The argument 'value' is invalid. Received 'zero-length'");
			}
			for (let n = offset; n < end; n += value.length) {
				this.set(n + value.length > end ? value.subarray(0, end - n) : value, n);
			}
			return this;
		},
		indexOf(value, offset, encoding) {
			return search(this, value, offset, encoding, false);
		},
		lastIndexOf(value, offset, encoding) {
			return search(this, value, offset, encoding, true);
		},
		includes(value, offset, encoding) {
			return this.indexOf(value, offset, encoding) !== -1;
		},
		inspect(depth, options) {
			const shown = Array.from(Uint8Array.prototype.subarray.call(this, 0, 50), (n) => n.toString(16).padStart(2, "0"));
			const more = this.length > 50 ? ` ... ${this.length - 50} more byte${this.length > 51 ? "s" : ""}` : "";
			return `<Buffer ${shown.join(" ")}${more}>`;
		},
	};
	methods.subarray = methods.slice;
	methods.toLocaleString = methods.toString;
	methods[customInspect] = methods.inspect;
	for (const [width, name] of [[2, "swap16"], [4, "swap32"], [8, "swap64"]]) {
		methods[name] = function () {
			if (this.length % width !== 0) {
				throw coded(RangeError, "ERR_INVALID_BUFFER_SIZE", `Buffer size must be a multiple of ${width * 8}-bits`);
			}
			for (let n = 0; n < this.length; n += width) adopt(new Uint8Array(this.buffer, this.byteOffset + n, width)).reverse();
			return this;
		};
	}

	function place(b, offset, width) {
		validateInteger(offset, "offset", 0, b.length);
		if (b.length < width) throw bufferError();
		if (offset > b.length - width) throw outOfRange("offset", `>= 0 and <= ${b.length - width}`, offset);
	}
	const dataView = (b) => new DataView(b.buffer, b.byteOffset, b.byteLength);

	// Fixed widths by way of DataView.
	for (const [name, type, width, min, max, limits] of [
		["UInt8", "Uint8", 1, 0, 0xff], ["Int8", "Int8", 1, -0x80, 0x7f],
		["UInt16", "Uint16", 2, 0, 0xffff], ["Int16", "Int16", 2, -0x8000, 0x7fff],
		["UInt32", "Uint32", 4, 0, 0xffffffff], ["Int32", "Int32", 4, -0x80000000, 0x7fffffff],
		["Float", "Float32", 4], ["Double", "Float64", 8],
		["BigUInt64", "BigUint64", 8, 0n, 2n ** 64n - 1n, ">= 0n and < 2n ** 64n"],
		["BigInt64", "BigInt64", 8, -(2n ** 63n), 2n ** 63n - 1n, ">= -(2n ** 63n) and < 2 ** 63n"],
	]) {
		for (const [order, little] of width === 1 ? [["", true]] : [["LE", true], ["BE", false]]) {
			const read = function (offset = 0) {
				place(this, offset, width);
				return dataView(this)[`get${type}`](offset, little);
			};
			const write = function (value, offset = 0) {
				if (min !== undefined) {
					if (typeof min !== "bigint") value = +value;
					if (value < min || value > max) throw outOfRange("value", limits ?? `>= ${min} and <= ${max}`, value);
				}
				place(this, offset, width);
				if (typeof min === "bigint" && typeof value !== "bigint") throw new TypeError("Cannot mix BigInt and other types, use explicit conversions");
				dataView(this)[`set${type}`](offset, value, little);
				return offset + width;
			};
			if (min === undefined) Object.defineProperty(write, "length", { value: 2, configurable: true });
			const suffix = name + order;
			methods[`read${suffix}`] = read;
			methods[`write${suffix}`] = write;
			if (name.includes("UInt")) {
				methods[`read${suffix.replace("UInt", "Uint")}`] = read;
				methods[`write${suffix.replace("UInt", "Uint")}`] = write;
			}
		}
	}

	// Any width from 1 to 6 bytes.
	const width = (n) => {
		if (!Number.isInteger(n)) throw outOfRange("byteLength", "an integer", n);
		if (n < 1 || n > 6) throw outOfRange("byteLength", ">= 1 and <= 6", n);
	};
	for (const little of [true, false]) {
		for (const signed of [true, false]) {
			const order = little ? "LE" : "BE";
			const read = function (offset, n) {
				width(n);
				place(this, offset, n);
				let value = 0;
				for (let i = 0; i < n; i++) value = value * 256 + this[little ? offset + n - 1 - i : offset + i];
				return signed && value >= 2 ** (8 * n - 1) ? value - 2 ** (8 * n) : value;
			};
			const write = function (value, offset, n) {
				width(n);
				value = +value;
				const [min, max] = signed ? [-(2 ** (8 * n - 1)), 2 ** (8 * n - 1) - 1] : [0, 2 ** (8 * n) - 1];
				if (value < min || value > max) {
					const powers = signed ? `>= -(2 ** ${8 * n - 1}) and < 2 ** ${8 * n - 1}` : `>= 0 and < 2 ** ${8 * n}`;
					throw outOfRange("value", n > 4 ? powers : `>= ${min} and <= ${max}`, value);
				}
				place(this, offset, n);
				let rest = value < 0 ? value + 2 ** (8 * n) : value;
				for (let i = 0; i < n; i++) {
					this[little ? offset + i : offset + n - 1 - i] = rest % 256;
					rest = Math.floor(rest / 256);
				}
				return offset + n;
			};
			for (const name of signed ? ["Int"] : ["UInt", "Uint"]) {
				methods[`read${name}${order}`] = read;
				methods[`write${name}${order}`] = write;
			}
		}
	}
	for (const encoding of ["ascii", "base64", "base64url", "hex", "latin1", "ucs2", "utf8"]) {
		methods[`${encoding}Slice`] = function (start, end) {
			validateInteger(start, "start", 0, this.length);
			validateInteger(end, "end", 0, this.length);
			return this.toString(encoding, start, end);
		};
		methods[`${encoding}Write`] = function (string, offset, length) {
			offset ??= 0;
			length ??= this.length;
			validateInteger(offset, "offset", 0, this.length);
			validateInteger(length, "length", 0, this.length - offset);
			return this.write(string, offset, length, encoding);
		};
	}
	for (const name of Reflect.ownKeys(methods)) {
		Object.defineProperty(Buffer.prototype, name, { value: methods[name], writable: true, configurable: true, enumerable: false });
	}
	for (const [name, key] of [["parent", "buffer"], ["offset", "byteOffset"]]) {
		Object.defineProperty(Buffer.prototype, name, { get() { return this instanceof Buffer ? this[key] : undefined; }, configurable: true });
	}

	function transcode(source, from, to) {
		return Buffer.from(adopt(new Uint8Array(source)).toString(from), to);
	}

	return {
		Buffer, transcode, atob, btoa, Blob, File, INSPECT_MAX_BYTES: 50, kMaxLength: 2147483647, kStringMaxLength: 536870888,
		constants: { MAX_LENGTH: 2147483647, MAX_STRING_LENGTH: 536870888 },
		SlowBuffer: (n) => Buffer.alloc(n),
		isAscii: (v) => native.encode(new Uint8Array(v.buffer ?? v, v.byteOffset, v.byteLength), "latin1", 0, v.byteLength).search(/[^\x00-\x7f]/) < 0,
		isUtf8: (v) => native.isUTF8(v),
		resolveObjectURL(id) {
			throw new Error("resolveObjectURL is not implemented");
		},
	};
})
