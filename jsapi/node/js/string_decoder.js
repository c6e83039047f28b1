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
				return even >= 2 && (b[even - 1] & 0xfc) === 0xd8 ? even - 2 : even;
			}
			case "base64":
			case "base64url":
				return b.length - (b.length % 3);
		}
		return b.length;
	}

	class StringDecoder {
		#rest = Buffer.alloc(0);

		constructor(encoding = "utf8") {
			if (!Buffer.isEncoding(encoding)) throw coded(TypeError, "ERR_UNKNOWN_ENCODING", `Unknown encoding: ${encoding}`);
			const lower = encoding.toLowerCase();
			this.encoding = { "utf-8": "utf8", ucs2: "utf16le", "ucs-2": "utf16le", "utf-16le": "utf16le", binary: "latin1" }[lower] ?? lower;
		}
		write(chunk) {
			if (typeof chunk === "string") return chunk;
			if (!ArrayBuffer.isView(chunk)) throw invalidArgType("buf", "an instance of Buffer, TypedArray, or DataView", chunk);
			const all = Buffer.concat([this.#rest, new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength)]);
			const n = whole(all, this.encoding);
			this.#rest = all.subarray(n);
			return all.toString(this.encoding, 0, n);
		}
		end(chunk) {
			const text = chunk === undefined ? "" : this.write(chunk);
			const rest = this.#rest;
			this.#rest = Buffer.alloc(0);
			return text + rest.toString(this.encoding);
		}
	}
	return { StringDecoder };
})
