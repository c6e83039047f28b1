// Signatures and ciphers with two keys. https://nodejs.org/api/crypto.html#class-sign
(function (require, native) {
	"use strict";

	const { coded, invalidArgValue, validateFunction, validateString } = require("internal_errors");
	const { bytesOf, output } = require("internal_crypto");
	const { handleOf } = require("internal_crypto_keys");
	const { Writable } = require("node:stream");
	const { Buffer } = require("node:buffer");

	const kParts = Symbol("kParts");
	const kDigest = Symbol("kDigest");

	function begin(signer, algorithm, options) {
		validateString(algorithm, "algorithm");
		if (!native.isDigest(algorithm)) throw new Error(`Unknown digest: ${algorithm}`);
		Writable.call(signer, options);
		Object.defineProperty(signer, kParts, { value: [], enumerable: false });
		Object.defineProperty(signer, kDigest, { value: algorithm, enumerable: false });
	}
	const methods = {
		_write(chunk, encoding, callback) {
			this.update(chunk, encoding);
			callback();
		},
		update(data, encoding) {
			this[kParts].push(Buffer.from(bytesOf(data, encoding, "data")));
			return this;
		},
	};
	// settings answers how a key is used: its padding, its salt, and whether ECDSA is of fixed length.
	function settings(key) {
		const { padding = 1, saltLength = -2, dsaEncoding = "der" } = typeof key === "object" && key !== null && !ArrayBuffer.isView(key) ? key : {};
		if (dsaEncoding !== "der" && dsaEncoding !== "ieee-p1363") throw invalidArgValue("options.dsaEncoding", dsaEncoding);
		return [padding, saltLength, dsaEncoding === "ieee-p1363"];
	}

	function Sign(algorithm, options) {
		if (!(this instanceof Sign)) return new Sign(algorithm, options);
		begin(this, algorithm, options);
	}
	function Verify(algorithm, options) {
		if (!(this instanceof Verify)) return new Verify(algorithm, options);
		begin(this, algorithm, options);
	}
	for (const Class of [Sign, Verify]) {
		Object.setPrototypeOf(Class.prototype, Writable.prototype);
		Object.setPrototypeOf(Class, Writable);
		Object.assign(Class.prototype, methods);
	}
	Sign.prototype.sign = function (key, encoding) {
		if (!key) throw coded(Error, "ERR_CRYPTO_SIGN_KEY_REQUIRED", "No key provided to sign");
		return output(native.sign(handleOf(key, true), Buffer.concat(this[kParts]), this[kDigest], ...settings(key)), encoding);
	};
	Verify.prototype.verify = function (key, ...[signature, encoding]) {
		return native.verify(handleOf(key, false), Buffer.concat(this[kParts]), this[kDigest], ...settings(key), bytesOf(signature, encoding, "signature"));
	};
	Object.defineProperty(Verify.prototype.verify, "length", { value: 2 });

	function sign(algorithm, data, key, callback) {
		if (algorithm != null) validateString(algorithm, "algorithm");
		if (callback !== undefined) validateFunction(callback, "callback");
		if (!key) throw coded(Error, "ERR_CRYPTO_SIGN_KEY_REQUIRED", "No key provided to sign");
		const signature = output(native.sign(handleOf(key, true), bytesOf(data, undefined, "data"), algorithm ?? undefined, ...settings(key)));
		if (callback === undefined) return signature;
		queueMicrotask(() => callback(null, signature));
	}
	function verify(algorithm, data, key, signature, callback) {
		if (algorithm != null) validateString(algorithm, "algorithm");
		if (callback !== undefined) validateFunction(callback, "callback");
		const valid = native.verify(handleOf(key, false), bytesOf(data, undefined, "data"), algorithm ?? undefined, ...settings(key),
			bytesOf(signature, undefined, "signature"));
		if (callback === undefined) return valid;
		queueMicrotask(() => callback(null, valid));
	}

	// cipherWith answers one of the four ciphers with a public or a private key.
	const cipherWith = (isPrivate, decrypt, fallback) => function (key, buffer) {
		const { oaepHash = "sha1", oaepLabel, padding = fallback, encoding } = typeof key === "object" && key !== null ? key : {};
		validateString(oaepHash, "key.oaepHash");
		const data = bytesOf(buffer, encoding, "buffer");
		const label = oaepLabel === undefined ? new Uint8Array(0) : bytesOf(oaepLabel, encoding, "key.oaepLabel");
		const run = isPrivate ? native.privateCipher : native.publicCipher;
		const own = key?.key !== null && typeof key?.key === "object" && !ArrayBuffer.isView(key.key) && key.format !== "jwk" ? key.key : key;
		return output(run(handleOf(own, isPrivate), data, decrypt, padding, oaepHash, label));
	};
	return {
		default: {
			Sign, Verify, sign, verify, publicEncrypt: cipherWith(false, false, 4), privateDecrypt: cipherWith(true, true, 4),
			privateEncrypt: cipherWith(true, false, 1), publicDecrypt: cipherWith(false, true, 1),
		},
	};
})
