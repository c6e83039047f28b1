// https://nodejs.org/api/string_decoder.html
(function (require) {
	"use strict";

	const { coded, invalidArgType } = require("internal_errors");
	const { Buffer } = require("node:buffer");

	// whole answers how many bytes of b are whole characters.
	function whole(b, encoding) {
		switch (encoding) {
			case "utf8": {
				for (let back = 1; back <= Math.min(3, b.length); back++) {
					const byte = b[b.length - back];
					if ((byte & 0xc0) === 0x80) continue;
					const need = byte >= 0xf0 && byte < 0xf5 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 1;
					return byte < 0xf5 && need > back ? b.length - back : b.length;
				}
				return b.length;
			}
			case "utf16le": {
				const even = b.length & ~1;
				return even === b.length && even >= 2 && (b[even - 1] & 0xfc) === 0xd8 ? even - 2 : even;
			}
			case "base64":
			case "base64url":
				return b.length - (b.length % 3);
		}
		return b.length;
	}

	const kRest = Symbol("kNativeDecoder");

	function StringDecoder(encoding) {
		encoding ??= "utf8";
		if (!Buffer.isEncoding(encoding)) throw coded(TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${encoding}`);
		const lower = encoding.toLowerCase();
		this.encoding = { "utf-8": "utf8", ucs2: "utf16le", "ucs-2": "utf16le", "utf-16le": "utf16le", binary: "latin1" }[lower] ?? lower;
		this[kRest] = Buffer.alloc(0);
	}
	Object.defineProperty(StringDecoder, "length", { value: 0, configurable: true });

	StringDecoder.prototype.write = function write(chunk) {
		if (typeof chunk === "string") return chunk;
		if (!ArrayBuffer.isView(chunk)) throw invalidArgType("buf", "of type string or an instance of Buffer, TypedArray, or DataView", chunk);
		const view = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
		const all = this[kRest].length > 0 ? Buffer.concat([this[kRest], view]) : Buffer.from(view.buffer, view.byteOffset, view.byteLength);
		const n = whole(all, this.encoding);
		this[kRest] = n === all.length ? Buffer.alloc(0) : Buffer.from(all.subarray(n));
		return all.toString(this.encoding, 0, n);
	};
	StringDecoder.prototype.end = function end(chunk) {
		const text = chunk === undefined ? "" : this.write(chunk);
		const rest = this[kRest];
		this[kRest] = Buffer.alloc(0);
		return text + rest.toString(this.encoding, 0, this.encoding === "utf16le" ? rest.length & ~1 : rest.length);
	};
	StringDecoder.prototype.text = function text(chunk, offset) {
		this[kRest] = Buffer.alloc(0);
		return this.write(chunk.slice(offset));
	};

	// total answers how many bytes the character has whose first ones are there.
	function total(decoder) {
		const rest = decoder[kRest];
		if (rest.length === 0) return 0;
		switch (decoder.encoding) {
			case "utf8": return rest[0] >= 0xf0 ? 4 : rest[0] >= 0xe0 ? 3 : 2;
			case "utf16le": return rest.length >= 2 ? 4 : 2;
			default: return 3;
		}
	}
	const enumerable = { configurable: true, enumerable: true };
	Object.defineProperties(StringDecoder.prototype, {
		lastChar: {
			get() {
				const bytes = Buffer.alloc(4);
				this[kRest].copy(bytes);
				return bytes;
			}, ...enumerable,
		},
		lastNeed: { get() { return Math.max(total(this) - this[kRest].length, 0); }, ...enumerable },
		lastTotal: { get() { return total(this); }, ...enumerable },
	});
	return { StringDecoder };
})
