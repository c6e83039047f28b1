// https://nodejs.org/api/buffer.html
(function (require, native) {
	"use strict";
	const { coded, invalidArgType, outOfRange } = require("internal_errors");

	// A Buffer is an Uint8Array with another prototype, so that whatever takes bytes takes it.
	function Buffer(value, encoding, length) {
		return typeof value === "number" ? alloc(value) : from(value, encoding, length);
	}
	Object.setPrototypeOf(Buffer, Uint8Array);
	Buffer.prototype = Object.create(Uint8Array.prototype, {
		constructor: { value: Buffer, writable: true, enumerable: false, configurable: true },
	});

	const kMaxLength = Number.MAX_SAFE_INTEGER;
	const buffer = (bytes) => Object.setPrototypeOf(bytes, Buffer.prototype);

	function alloc(size, fill, encoding) {
		if (typeof size !== "number") throw invalidArgType("size", "of type number", size);
		if (!(size >= 0)) throw new RangeError(`Invalid typed array length: ${size}`);
		const b = buffer(new Uint8Array(size));
		return fill === undefined || fill === 0 || size === 0 ? b : b.fill(fill, encoding);
	}

	function from(value, encodingOrOffset, length) {
		if (typeof value === "string") return buffer(new Uint8Array(native.encode(value, known(encodingOrOffset))));
		if (typeof value === "object" && value !== null) {
			if (value instanceof ArrayBuffer) return buffer(new Uint8Array(value, encodingOrOffset, length));
			if (ArrayBuffer.isView(value) || Array.isArray(value)) return buffer(Uint8Array.from(value));
			const primitive = value.valueOf && value.valueOf();
			if (primitive != null && primitive !== value && (typeof primitive === "string" || typeof primitive === "object")) {
				return from(primitive, encodingOrOffset, length);
			}
			if (value.length !== undefined) return buffer(Uint8Array.from({ length: value.length > 0 ? value.length : 0, ...value }));
			if (value.type === "Buffer" && Array.isArray(value.data)) return buffer(Uint8Array.from(value.data));
			if (typeof value[Symbol.toPrimitive] === "function") return from(value[Symbol.toPrimitive]("string"), encodingOrOffset, length);
		}
		throw invalidArgType("first argument",
			"of type string or an instance of Buffer, TypedArray, ArrayBuffer, SharedArrayBuffer, or Array or an Array-like Object", value);
	}

	// normal answers the one name of an encoding, undefined if there is no such encoding.
	function normal(encoding) {
		switch (`${encoding}`.toLowerCase()) {
			case "utf8": case "utf-8": return "utf8";
			case "ucs2": case "ucs-2": case "utf16le": case "utf-16le": return "utf16le";
			case "latin1": case "binary": return "latin1";
			case "base64": return "base64";
			case "base64url": return "base64url";
			case "hex": return "hex";
			case "ascii": return "ascii";
		}
	}
	function known(encoding) {
		if (encoding === undefined || encoding === null || encoding === "") return "utf8";
		const name = normal(encoding);
		if (!name) throw coded(TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${encoding}`);
		return name;
	}

	function bytes(value, name, encoding) {
		if (typeof value === "string") return new Uint8Array(native.encode(value, known(encoding)));
		if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
		throw invalidArgType(name, "an instance of Buffer or Uint8Array", value);
	}

	function compare(a, b) {
		const length = Math.min(a.length, b.length);
		for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
		return Math.sign(a.length - b.length);
	}

	// range cuts a start and an end to what a buffer has.
	function range(b, start, end) {
		const cut = (n, otherwise) => Math.min(Math.max(n === undefined ? otherwise : Math.trunc(n) || 0, 0), b.length);
		start = cut(start, 0);
		return [start, Math.max(cut(end, b.length), start)];
	}

	// find answers where something is in a buffer, looking from an offset in a direction.
	function find(b, value, offset, encoding, step) {
		if (typeof offset === "string") [offset, encoding] = [undefined, offset];
		const last = step < 0;
		let at = offset === undefined || Number.isNaN(+offset) ? (last ? b.length : 0) : Math.trunc(offset);
		if (at < 0) at += b.length;
		if (at < 0) {
			if (last) return -1;
			at = 0;
		}
		if (typeof value === "number") return last ? Uint8Array.prototype.lastIndexOf.call(b, value & 255, at) : Uint8Array.prototype.indexOf.call(b, value & 255, at);
		if (typeof value !== "string" && !ArrayBuffer.isView(value)) {
			throw invalidArgType("value", "one of type number or string or an instance of Buffer or Uint8Array", value);
		}
		const wanted = bytes(value, "value", encoding);
		for (at = Math.min(at, last ? b.length - wanted.length : b.length); at >= 0 && at + wanted.length <= b.length; at += step) {
			let i = 0;
			while (i < wanted.length && b[at + i] === wanted[i]) i++;
			if (i === wanted.length) return at;
		}
		return -1;
	}

	const view = (b) => new DataView(b.buffer, b.byteOffset, b.byteLength);

	function checked(b, offset, size) {
		if (offset === undefined) offset = 0;
		if (typeof offset !== "number") throw invalidArgType("offset", "of type number", offset);
		if (!Number.isInteger(offset)) throw outOfRange("offset", "an integer", offset);
		if (b.length - size < 0) throw coded(RangeError, "ERR_BUFFER_OUT_OF_BOUNDS", "Attempt to access memory outside buffer bounds");
		if (offset < 0 || offset > b.length - size) throw outOfRange("offset", `>= 0 and <= ${b.length - size}`, offset);
		return offset;
	}

	const methods = {
		toString(encoding, start, end) {
			const [from, to] = range(this, start, end);
			return native.decode(new Uint8Array(this.buffer, this.byteOffset + from, to - from), known(encoding));
		},
		toJSON() { return { type: "Buffer", data: Array.from(this) }; },
		equals(other) {
			if (!(other instanceof Uint8Array)) throw invalidArgType("otherBuffer", "an instance of Buffer or Uint8Array", other);
			return compare(this, other) === 0;
		},
		compare(target, targetStart, targetEnd, start, end) {
			if (!(target instanceof Uint8Array)) throw invalidArgType("target", "an instance of Buffer or Uint8Array", target);
			return compare(this.subarray(...range(this, start, end)), target.subarray(...range(target, targetStart, targetEnd)));
		},
		copy(target, targetStart = 0, start, end) {
			const source = this.subarray(...range(this, start, end));
			const length = Math.min(source.length, Math.max(target.length - targetStart, 0));
			target.set(source.subarray(0, length), targetStart);
			return length;
		},
		fill(value, offset, end, encoding) {
			if (typeof offset === "string") [offset, end, encoding] = [undefined, undefined, offset];
			else if (typeof end === "string") [end, encoding] = [undefined, end];
			const [from, to] = range(this, offset, end);
			if (typeof value !== "string" && !ArrayBuffer.isView(value)) {
				Uint8Array.prototype.fill.call(this, value & 255, from, to);
				return this;
			}
			const pattern = bytes(value, "value", encoding);
			if (pattern.length === 0) Uint8Array.prototype.fill.call(this, 0, from, to);
			else for (let i = from; i < to; i++) this[i] = pattern[(i - from) % pattern.length];
			return this;
		},
		write(text, offset, length, encoding) {
			if (typeof offset === "string") [offset, length, encoding] = [undefined, undefined, offset];
			else if (typeof length === "string") [length, encoding] = [undefined, length];
			if (typeof text !== "string") throw invalidArgType("argument", "of type string", text);
			offset = checked(this, offset, 0);
			const room = Math.min(length ?? this.length, this.length - offset);
			const name = known(encoding);
			let data = new Uint8Array(native.encode(text, name));
			if (data.length > room) {
				let cut = name === "utf16le" ? room & ~1 : room;
				if (name === "utf8") while (cut > 0 && (data[cut] & 0xc0) === 0x80) cut--; // no half characters
				data = data.subarray(0, cut);
			}
			this.set(data, offset);
			return data.length;
		},
		indexOf(value, offset, encoding) { return find(this, value, offset, encoding, 1); },
		lastIndexOf(value, offset, encoding) { return find(this, value, offset, encoding, -1); },
		includes(value, offset, encoding) { return find(this, value, offset, encoding, 1) >= 0; },
		subarray(start, end) { return buffer(Uint8Array.prototype.subarray.call(new Uint8Array(this.buffer, this.byteOffset, this.length), start, end)); },
		slice(start, end) { return this.subarray(start, end); },
	};
	methods.toLocaleString = methods.toString;

	for (const size of [2, 4, 8]) {
		methods[`swap${size * 8}`] = function () {
			if (this.length % size !== 0) throw coded(RangeError, "ERR_INVALID_BUFFER_SIZE", `Buffer size must be a multiple of ${size * 8}-bits`);
			for (let i = 0; i < this.length; i += size) this.subarray(i, i + size).reverse();
			return this;
		};
	}

	// Numbers of every kind, read and written as a DataView does once they are checked.
	for (const [name, method, size, least, most] of [
		["UInt8", "Uint8", 1, 0, 0xff], ["Int8", "Int8", 1, -0x80, 0x7f],
		["UInt16", "Uint16", 2, 0, 0xffff], ["Int16", "Int16", 2, -0x8000, 0x7fff],
		["UInt32", "Uint32", 4, 0, 0xffffffff], ["Int32", "Int32", 4, -0x80000000, 0x7fffffff],
		["BigUInt64", "BigUint64", 8, 0n, 0xffffffffffffffffn], ["BigInt64", "BigInt64", 8, -(2n ** 63n), 2n ** 63n - 1n],
		["Float", "Float32", 4], ["Double", "Float64", 8],
	]) {
		for (const order of size === 1 ? [""] : ["LE", "BE"]) {
			const little = order === "LE";
			const read = function (offset) { return view(this)[`get${method}`](checked(this, offset, size), little); };
			const write = function (value, offset) {
				if (least !== undefined) {
					if (typeof value !== typeof least) throw invalidArgType("value", `of type ${typeof least}`, value);
					if (value > most || value < least) throw outOfRange("value", `>= ${least} and <= ${most}`, value);
				}
				offset = checked(this, offset, size);
				view(this)[`set${method}`](offset, value, little);
				return offset + size;
			};
			for (const alias of new Set([name, name.replace("UInt", "Uint")])) {
				methods[`read${alias}${order}`] = read;
				methods[`write${alias}${order}`] = write;
			}
		}
	}
	for (const signed of [true, false]) {
		for (const order of ["LE", "BE"]) {
			const read = function (offset, size) {
				offset = checked(this, offset, size);
				let value = 0;
				for (let i = 0; i < size; i++) value = value * 256 + this[order === "BE" ? offset + i : offset + size - 1 - i];
				return signed && value >= 2 ** (8 * size - 1) ? value - 2 ** (8 * size) : value;
			};
			const write = function (value, offset, size) {
				offset = checked(this, offset, size);
				let rest = value < 0 ? value + 2 ** (8 * size) : value;
				for (let i = 0; i < size; i++, rest = Math.floor(rest / 256)) this[order === "LE" ? offset + i : offset + size - 1 - i] = rest % 256;
				return offset + size;
			};
			for (const name of signed ? ["Int"] : ["UInt", "Uint"]) {
				methods[`read${name}${order}`] = read;
				methods[`write${name}${order}`] = write;
			}
		}
	}
	for (const [key, value] of Object.entries(methods)) {
		Object.defineProperty(Buffer.prototype, key, { value, writable: true, enumerable: false, configurable: true });
	}
	for (const [key, get] of [["parent", function () { return this.buffer; }], ["offset", function () { return this.byteOffset; }]]) {
		Object.defineProperty(Buffer.prototype, key, { get, enumerable: false, configurable: true });
	}

	const statics = {
		alloc,
		allocUnsafe: (size) => alloc(size),
		allocUnsafeSlow: (size) => alloc(size),
		from,
		of: (...items) => buffer(Uint8Array.of(...items)),
		isBuffer: (value) => value instanceof Buffer,
		isEncoding: (encoding) => typeof encoding === "string" && normal(encoding) !== undefined,
		byteLength(value, encoding) {
			if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return value.byteLength;
			if (typeof value !== "string") throw invalidArgType("string", "of type string or an instance of Buffer or ArrayBuffer", value);
			return native.encode(value, normal(encoding) ?? "utf8").byteLength;
		},
		compare: (a, b) => compare(bytes(a, "buf1"), bytes(b, "buf2")),
		concat(list, length) {
			if (!Array.isArray(list)) throw invalidArgType("list", "an instance of Array", list);
			length ??= list.reduce((sum, part) => sum + part.length, 0);
			const all = alloc(length);
			let at = 0;
			for (const [i, part] of list.entries()) {
				if (!(part instanceof Uint8Array)) throw invalidArgType(`list[${i}]`, "an instance of Buffer or Uint8Array", part);
				if (at + part.length > length) {
					all.set(part.subarray(0, length - at), at);
					break;
				}
				all.set(part, at);
				at += part.length;
			}
			return all;
		},
	};
	for (const [key, value] of Object.entries(statics)) {
		Object.defineProperty(Buffer, key, { value, writable: true, enumerable: false, configurable: true });
	}
	Buffer.poolSize = 8192;

	return {
		Buffer, atob, btoa, Blob, File, kMaxLength, kStringMaxLength: 536870888, INSPECT_MAX_BYTES: 50,
		constants: { MAX_LENGTH: kMaxLength, MAX_STRING_LENGTH: 536870888 },
	};
})
