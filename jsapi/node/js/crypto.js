// https://nodejs.org/api/crypto.html: hashes, HMACs and random values.
(function (require, native) {
	"use strict";

	const { coded, invalidArgType, outOfRange, validateString, validateInteger, validateFunction } = require("internal_errors");
	const { Buffer } = require("node:buffer");

	const bytes = (data, encoding, name) => {
		if (typeof data === "string") return Buffer.from(data, encoding === "buffer" ? undefined : encoding);
		if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
		if (data instanceof ArrayBuffer) return new Uint8Array(data);
		throw invalidArgType(name, "of type string or an instance of Buffer, TypedArray, or DataView", data);
	};
	const output = (digest, encoding) => {
		const b = Buffer.from(digest.buffer);
		return encoding && encoding !== "buffer" ? b.toString(encoding) : b;
	};

	// Digest is what Hash and Hmac share.
	class Digest {
		#state;
		#done = false;

		constructor(state) {
			this.#state = state;
		}
		update(data, encoding) {
			if (this.#done) throw coded(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
			native.hashUpdate(this.#state, bytes(data, encoding, "data"));
			return this;
		}
		digest(encoding) {
			if (this.#done) throw coded(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
			this.#done = true;
			return output(native.hashSum(this.#state), encoding);
		}
		copied() {
			if (this.#done) throw coded(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
			return native.hashCopy(this.#state);
		}
	}

	const start = (algorithm, key) => {
		const state = native.hashStart(algorithm, key);
		if (state === undefined) {
			throw key === undefined ? new Error("Digest method not supported")
				: coded(Error, "ERR_CRYPTO_INVALID_DIGEST", `Invalid digest: ${algorithm}`);
		}
		return state;
	};
	class Hash extends Digest {
		constructor(algorithm) {
			if (typeof algorithm === "object") {
				super(algorithm.state);
				return;
			}
			validateString(algorithm, "algorithm");
			super(start(algorithm));
		}
		copy() {
			return new Hash({ state: this.copied() });
		}
	}
	delete Hash.prototype.copied;
	class Hmac extends Digest {
		constructor(algorithm, key) {
			validateString(algorithm, "hmac");
			super(start(algorithm, bytes(key, "utf8", "key")));
		}
	}

	function randomBytes(size, callback) {
		if (typeof size !== "number") throw invalidArgType("size", "of type number", size);
		if (!(size >= 0 && size <= 2147483647)) throw outOfRange("size", ">= 0 && <= 2147483647", size);
		if (callback !== undefined) validateFunction(callback, "callback");
		const b = randomFillSync(Buffer.alloc(size));
		if (callback === undefined) return b;
		require("node:process").nextTick(callback, null, b);
	}

	function randomFillSync(view, offset = 0, size) {
		const b = bytes(view, undefined, "buf");
		const part = b.subarray(offset, size === undefined ? undefined : offset + size);
		for (let n = 0; n < part.length; n += 65536) globalThis.crypto.getRandomValues(part.subarray(n, n + 65536));
		return view;
	}

	function randomFill(view, ...rest) {
		const callback = rest.pop();
		validateFunction(callback, "callback");
		randomFillSync(view, ...rest);
		require("node:process").nextTick(callback, null, view);
	}

	function randomInt(min, max, callback) {
		if (max === undefined || typeof max === "function") [min, max, callback] = [0, min, max];
		validateInteger(min, "min");
		validateInteger(max, "max");
		const range = max - min;
		if (range <= 0) throw outOfRange("max", `greater than the value of "min" (${min})`, max);
		if (range >= 2 ** 48) throw outOfRange("max - min", `<= ${2 ** 48 - 1}`, range);
		const limit = 2 ** 48 - (2 ** 48 % range);
		let n;
		do n = randomBytes(6).readUIntBE(0, 6); while (n >= limit);
		const value = min + (n % range);
		if (callback === undefined) return value;
		require("node:process").nextTick(callback, undefined, value);
	}

	function timingSafeEqual(a, b) {
		a = bytes(a, undefined, "buf1");
		b = bytes(b, undefined, "buf2");
		if (a.length !== b.length) {
			throw coded(RangeError, "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH", "Input buffers must have the same byte length");
		}
		return globalThis.crypto.subtle.timingSafeEqual(a, b);
	}

	return {
		Hash, Hmac, randomBytes, pseudoRandomBytes: randomBytes, prng: randomBytes, rng: randomBytes, randomFillSync, randomFill, randomInt,
		timingSafeEqual, webcrypto: globalThis.crypto, subtle: globalThis.crypto.subtle,
		createHash: (algorithm) => new Hash(algorithm),
		createHmac: (algorithm, key) => new Hmac(algorithm, key),
		hash: (algorithm, data, encoding = "hex") => new Hash(algorithm).update(data).digest(encoding),
		getHashes: () => native.hashNames(),
		getRandomValues: (view) => globalThis.crypto.getRandomValues(view),
		randomUUID: () => globalThis.crypto.randomUUID(),
	};
})
