// Ciphers with one key. https://nodejs.org/api/crypto.html#class-cipheriv
(function (require, native) {
	"use strict";

	const { coded, invalidArgType, validateObject, validateString } = require("internal_errors");
	const { bytesOf, output } = require("internal_crypto");
	const { Transform } = require("node:stream");
	const { Buffer } = require("node:buffer");

	const kState = Symbol("kHandle");

	function begin(cipher, name, key, iv, options, decrypt) {
		validateString(name, "algorithm");
		const { KeyObject } = require("internal_crypto_keys");
		if (key instanceof KeyObject) key = key.export();
		key = bytesOf(key, "utf8", "key", "of type string or an instance of ArrayBuffer, Buffer, TypedArray, DataView, KeyObject, or CryptoKey");
		if (iv !== null) iv = bytesOf(iv, "utf8", "iv", "of type string or an instance of Buffer, TypedArray, or DataView or null");
		if (options !== undefined) validateObject(options, "options");
		Transform.call(cipher, options);
		Object.defineProperty(cipher, kState, { value: native.cipherStart(name, key, iv ?? new Uint8Array(0), decrypt), enumerable: false });
	}
	const methods = {
		_transform(chunk, encoding, callback) {
			this.push(this.update(chunk, encoding));
			callback();
		},
		_flush(callback) {
			try {
				this.push(this.final());
			} catch (error) {
				callback(error);
				return;
			}
			callback();
		},
		update(data, inputEncoding, outputEncoding) {
			if (typeof data === "string") {
				if (inputEncoding === undefined) {
					throw coded(TypeError, "ERR_INVALID_ARG_VALUE",
						"The argument 'inputEncoding' If inputEncoding is not provided then the data must be a Buffer. Received undefined");
				}
				data = Buffer.from(data, inputEncoding);
			}
			return output(native.cipherUpdate(this[kState], bytesOf(data, undefined, "data")), outputEncoding);
		},
		final(outputEncoding) {
			return output(native.cipherFinal(this[kState]), outputEncoding);
		},
		setAAD(data, ...[options]) {
			native.cipherExtra(this[kState], bytesOf(data, options?.encoding, "buffer"));
			return this;
		},
		setAutoPadding(on) {
			native.cipherPadding(this[kState], on === undefined || Boolean(on));
			return this;
		},
	};

	function Cipheriv(name, key, iv, ...[options]) {
		if (!(this instanceof Cipheriv)) return new Cipheriv(name, key, iv, options);
		begin(this, name, key, iv, options, false);
	}
	function Decipheriv(name, key, iv, ...[options]) {
		if (!(this instanceof Decipheriv)) return new Decipheriv(name, key, iv, options);
		begin(this, name, key, iv, options, true);
	}
	for (const Class of [Cipheriv, Decipheriv]) {
		Object.setPrototypeOf(Class.prototype, Transform.prototype);
		Object.setPrototypeOf(Class, Transform);
		Object.assign(Class.prototype, methods);
	}
	Cipheriv.prototype.getAuthTag = function () {
		return output(native.cipherTag(this[kState]));
	};
	Decipheriv.prototype.setAuthTag = function (tag, ...[encoding]) {
		native.cipherTag(this[kState], bytesOf(tag, encoding, "buffer"));
		return this;
	};

	function getCipherInfo(nameOrNid, ...[options = {}]) {
		if (typeof nameOrNid !== "string" && typeof nameOrNid !== "number") throw invalidArgType("nameOrNid", "of type string or number", nameOrNid);
		validateObject(options, "options");
		const info = native.cipherInfo(nameOrNid);
		if (info === undefined) return undefined;
		const { keyLength, ivLength } = options;
		if (keyLength !== undefined && keyLength !== info.keyLength) return undefined;
		if (ivLength !== undefined && ivLength !== info.ivLength) {
			if (info.mode !== "gcm") return undefined;
			info.ivLength = ivLength;
		}
		return info;
	}
	return { default: { Cipheriv, Decipheriv, getCipherInfo } };
})
