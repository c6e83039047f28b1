// Hashes and HMACs. https://nodejs.org/api/crypto.html#class-hash
(function (require, native) {
	"use strict";

	const { coded, validateString } = require("internal_errors");
	const { bytesOf, output } = require("internal_crypto");
	const { Transform } = require("node:stream");
	const { Buffer } = require("node:buffer");

	const kState = Symbol("kState");
	const kDone = Symbol("kFinalized");
	const finalized = () => coded(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
	const hidden = (o, key, value) => Object.defineProperty(o, key, { value, writable: true, enumerable: false, configurable: true });

	function begin(hash, algorithm, options, key) {
		const state = typeof algorithm === "object" ? algorithm : native.hashStart(algorithm, key);
		if (state === undefined) throw new Error("Digest method not supported");
		Transform.call(hash, options);
		hidden(hash, kState, state);
		hidden(hash, kDone, false);
	}
	const methods = {
		_transform(chunk, encoding, callback) {
			this.update(chunk, encoding);
			callback();
		},
		_flush(callback) {
			this.push(this.digest());
			callback();
		},
		update(data, encoding) {
			if (this[kDone]) throw finalized();
			native.hashUpdate(this[kState], bytesOf(data, encoding, "data"));
			return this;
		},
	};

	function Hash(algorithm, options) {
		if (!(this instanceof Hash)) return new Hash(algorithm, options);
		if (typeof algorithm !== "object") validateString(algorithm, "algorithm");
		const length = options?.outputLength;
		begin(this, algorithm, options);
		if (length !== undefined && length !== native.hashSum(this[kState]).length) throw new Error("invalid digest size");
	}
	Object.setPrototypeOf(Hash.prototype, Transform.prototype);
	Object.setPrototypeOf(Hash, Transform);
	Hash.prototype.copy = function (options) {
		if (this[kDone]) throw finalized();
		return new Hash(native.hashCopy(this[kState]), options);
	};
	Object.assign(Hash.prototype, methods);
	Hash.prototype.digest = function (encoding) {
		if (this[kDone]) throw finalized();
		this[kDone] = true;
		return output(native.hashSum(this[kState]), encoding);
	};

	function Hmac(algorithm, key, options) {
		if (!(this instanceof Hmac)) return new Hmac(algorithm, key, options);
		validateString(algorithm, "hmac");
		const { KeyObject } = require("internal_crypto_keys");
		const secret = key instanceof KeyObject ? key.export() : key instanceof CryptoKey ? KeyObject.from(key).export() : key;
		begin(this, algorithm, options, bytesOf(secret, "utf8", "key",
			"of type string or an instance of ArrayBuffer, Buffer, ArrayBufferView, KeyObject, or CryptoKey"));
	}
	Object.setPrototypeOf(Hmac.prototype, Transform.prototype);
	Object.setPrototypeOf(Hmac, Transform);
	Object.assign(Hmac.prototype, methods);
	Hmac.prototype.digest = function (encoding) {
		if (this[kDone]) return encoding && encoding !== "buffer" ? "" : Buffer.alloc(0);
		this[kDone] = true;
		return output(native.hashSum(this[kState]), encoding);
	};

	return { default: { Hash, Hmac } };
})
