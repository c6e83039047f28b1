// Keys that two parties agree on, and primes. https://nodejs.org/api/crypto.html#class-diffiehellman
(function (require, native) {
	"use strict";

	const { coded, invalidArgType, validateFunction, validateInteger, validateObject, validateString } = require("internal_errors");
	const { bytesOf, output, viewOf } = require("internal_crypto");
	const { Buffer } = require("node:buffer");

	const kKeys = Symbol("kKeys");
	const keep = (o, value) => Object.defineProperty(o, kKeys, { value, enumerable: false });
	const text = "of type string or an instance of ArrayBuffer, Buffer, TypedArray, or DataView";

	function DiffieHellman(sizeOrKey, keyEncoding, generator, generatorEncoding) {
		if (!(this instanceof DiffieHellman)) return new DiffieHellman(sizeOrKey, keyEncoding, generator, generatorEncoding);
		if (typeof sizeOrKey !== "number" && typeof sizeOrKey !== "string" && !viewOf(sizeOrKey)) {
			throw invalidArgType("sizeOrKey", "of type number or string or an instance of ArrayBuffer, Buffer, TypedArray, or DataView", sizeOrKey);
		}
		if (typeof sizeOrKey === "number") validateInteger(sizeOrKey, "sizeOrKey", 0, 2147483647);
		if (keyEncoding && !Buffer.isEncoding(keyEncoding) && keyEncoding !== "buffer") [generator, generatorEncoding, keyEncoding] = [keyEncoding, generator, undefined];
		const prime = typeof sizeOrKey === "number" ? native.prime(sizeOrKey, true) : bytesOf(sizeOrKey, keyEncoding, "sizeOrKey");
		generator ??= 2;
		keep(this, { prime, generator: typeof generator === "number" ? Uint8Array.of(generator) : bytesOf(generator, generatorEncoding, "generator") });
		this.verifyError = 8;
	}
	function DiffieHellmanGroup(name) {
		if (!(this instanceof DiffieHellmanGroup)) return new DiffieHellmanGroup(name);
		validateString(name, "name");
		const prime = native.modp(name);
		if (prime === undefined) {
			throw new Error("Failed to init DiffieHellmanGroup: invalid group. Only groups {modp14, modp15, modp16, modp17, modp18} are supported.");
		}
		keep(this, { prime, generator: Uint8Array.of(2) });
		this.verifyError = 8;
	}
	const missing = (which) => new Error(`No ${which} key - did you forget to generate one?`);
	const shared = {
		generateKeys(encoding) {
			const keys = this[kKeys];
			keys.private ??= native.randomBelow(keys.prime);
			keys.public = native.power(keys.generator, keys.private, keys.prime);
			return output(keys.public, encoding);
		},
		computeSecret(other, inputEncoding, outputEncoding) {
			const keys = this[kKeys];
			const secret = native.power(bytesOf(other, inputEncoding, "otherPublicKey", text), keys.private, keys.prime);
			return output(secret, outputEncoding);
		},
		getPrime(encoding) { return output(this[kKeys].prime, encoding); },
		getGenerator(encoding) { return output(this[kKeys].generator, encoding); },
		getPublicKey(encoding) {
			if (!this[kKeys].public) throw missing("public");
			return output(this[kKeys].public, encoding);
		},
		getPrivateKey(encoding) {
			if (!this[kKeys].private) throw missing("private");
			return output(this[kKeys].private, encoding);
		},
	};
	Object.assign(DiffieHellman.prototype, shared, {
		setPublicKey(key, encoding) {
			this[kKeys].public = Buffer.from(bytesOf(key, encoding, "key", text));
			return this;
		},
		setPrivateKey(key, encoding) {
			this[kKeys].private = Buffer.from(bytesOf(key, encoding, "key", text));
			return this;
		},
	});
	Object.assign(DiffieHellmanGroup.prototype, shared);

	// compressed reads the name of a point's form.
	function compressed(format) {
		if (format === undefined || format === "uncompressed" || format === "hybrid") return false;
		if (format === "compressed") return true;
		throw coded(TypeError, "ERR_CRYPTO_ECDH_INVALID_FORMAT", `Invalid ECDH format: ${format}`);
	}
	function ECDH(curve) {
		if (!(this instanceof ECDH)) return new ECDH(curve);
		validateString(curve, "curve");
		if (!native.isCurve(curve)) throw new Error("Invalid curve");
		keep(this, { curve });
	}
	Object.assign(ECDH.prototype, {
		computeSecret(other, inputEncoding, outputEncoding) {
			const { curve, private: own } = this[kKeys];
			return output(native.ecdhSecret(curve, own, bytesOf(other, inputEncoding, "otherPublicKey", text)), outputEncoding);
		},
		generateKeys(encoding, format) {
			const keys = this[kKeys];
			keys.private = native.ecdhPrivate(keys.curve);
			return this.getPublicKey(encoding, format);
		},
		getPrivateKey(encoding) {
			return output(this[kKeys].private, encoding);
		},
		getPublicKey(encoding, ...[format]) {
			const { curve, private: own } = this[kKeys];
			return output(native.ecdhPublic(curve, own, compressed(format)), encoding);
		},
		setPrivateKey(key, encoding) {
			this[kKeys].private = Buffer.from(bytesOf(key, encoding, "key", text));
			native.ecdhPublic(this[kKeys].curve, this[kKeys].private, false);
			return this;
		},
	});
	ECDH.convertKey = function convertKey(key, curve, inputEncoding, outputEncoding, ...[format]) {
		validateString(curve, "curve");
		if (!native.isCurve(curve)) throw new Error("Invalid curve");
		const point = native.ecdhPoint(curve, bytesOf(key, inputEncoding, "key", text), compressed(format));
		if (point === undefined) throw new Error("Failed to convert Buffer to EC_POINT");
		return output(point, outputEncoding);
	};

	function candidateOf(candidate) {
		if (typeof candidate === "bigint") {
			const hex = candidate.toString(16);
			return Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
		}
		const view = viewOf(candidate);
		if (view === undefined) throw invalidArgType("candidate", "of type bigint or an instance of ArrayBuffer, TypedArray, Buffer, or DataView", candidate);
		return view;
	}
	const checkPrimeSync = (candidate, ...[options = {}]) => {
		const bytes = candidateOf(candidate);
		validateObject(options, "options");
		return native.isPrime(bytes);
	};
	function checkPrime(candidate, options, callback) {
		if (typeof options === "function") [options, callback] = [{}, options];
		validateFunction(callback, "callback");
		const answer = checkPrimeSync(candidate, options);
		queueMicrotask(() => callback(null, answer));
	}
	function generatePrimeSync(size, ...[options = {}]) {
		validateInteger(size, "size", 1, 2147483647);
		validateObject(options, "options");
		const prime = native.prime(size, Boolean(options.safe));
		return options.bigint ? BigInt(`0x${Buffer.from(prime).toString("hex")}`) : prime.buffer;
	}
	function generatePrime(size, options, callback) {
		if (typeof options === "function") [options, callback] = [{}, options];
		validateFunction(callback, "callback");
		const prime = generatePrimeSync(size, options);
		queueMicrotask(() => callback(null, prime));
	}
	return { default: { DiffieHellman, DiffieHellmanGroup, ECDH, checkPrime, checkPrimeSync, generatePrime, generatePrimeSync } };
})
