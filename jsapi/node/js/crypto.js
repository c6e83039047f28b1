// https://nodejs.org/api/crypto.html
(function (require, native) {
	"use strict";

	const { invalidArgType, invalidArgValue, outOfRange, validateFunction, validateInteger, validateObject, validateString } = require("internal_errors");
	const { named, refuse } = require("internal_stub");
	const { bytesOf, output, settle, viewOf } = require("internal_crypto");
	const { Hash, Hmac } = require("internal_crypto_hash");
	const { Cipheriv, Decipheriv, getCipherInfo } = require("internal_crypto_cipher");
	const { handleOf, kHandle, publicOf, ...keys } = require("internal_crypto_keys");
	const { X509Certificate } = require("internal_crypto_certificate");
	const { Sign, Verify, ...signatures } = require("internal_crypto_sign");
	const { DiffieHellman, DiffieHellmanGroup, ECDH, ...primes } = require("internal_crypto_agree");
	const { Buffer } = require("node:buffer");

	const later = (f) => require("node:process").nextTick(f);

	function randomBytes(size, callback) {
		validateInteger(size, "size", 0, 2147483647);
		if (callback !== undefined) validateFunction(callback, "callback");
		const b = randomFillSync(Buffer.alloc(size));
		if (callback === undefined) return b;
		later(() => callback(null, b));
	}
	function randomFillSync(buffer, offset, size) {
		const b = viewOf(buffer);
		if (b === undefined) throw invalidArgType("buffer", "an instance of TypedArray, DataView, ArrayBuffer, or SharedArrayBuffer", buffer);
		const from = offset ?? 0;
		const part = b.subarray(from, size === undefined ? undefined : from + size);
		for (let n = 0; n < part.length; n += 65536) globalThis.crypto.getRandomValues(part.subarray(n, n + 65536));
		return from > b.length ? part : buffer;
	}
	function randomFill(buffer, offset, size, callback) {
		if (typeof offset === "function") [offset, callback] = [undefined, offset];
		else if (typeof size === "function") [size, callback] = [undefined, size];
		validateFunction(callback, "callback");
		randomFillSync(buffer, offset, size);
		later(() => callback(null, buffer));
	}
	function randomInt(min, max, callback) {
		if (max === undefined || typeof max === "function") [min, max, callback] = [0, min, max];
		validateInteger(min, "min");
		validateInteger(max, "max");
		if (min >= max) throw outOfRange("min", "min < max", min);
		const range = max - min;
		if (range > 2 ** 48 - 1) throw outOfRange("max", `<= ${2 ** 48 - 1}`, max);
		const limit = 2 ** 48 - (2 ** 48 % range);
		let n;
		do n = randomBytes(6).readUIntBE(0, 6); while (n >= limit);
		const value = min + (n % range);
		if (callback === undefined) return value;
		later(() => callback(null, value));
	}
	function randomUUID(options) {
		if (options !== undefined) validateObject(options, "options");
		return globalThis.crypto.randomUUID();
	}
	function timingSafeEqual(a, b) {
		const [x, y] = [viewOf(a), viewOf(b)];
		const bad = x === undefined ? 1 : y === undefined ? 2 : 0;
		if (bad) throw new TypeError(`Failed to execute 'timingSafeEqual' on 'SubtleCrypto': parameter ${bad} is not of type 'BufferSource'.`);
		if (x.length !== y.length) throw new TypeError("Input buffers must have the same byte length.");
		return globalThis.crypto.subtle.timingSafeEqual(x, y);
	}

	// Keys from passwords.
	const source = "of type string or an instance of ArrayBuffer, Buffer, TypedArray, or DataView";
	function pbkdf2Arguments(password, salt, iterations, keylen, digest) {
		validateString(digest, "digest");
		password = bytesOf(password, "utf8", "password", source);
		salt = bytesOf(salt, "utf8", "salt", source);
		validateInteger(iterations, "iterations", 1, 2147483647);
		validateInteger(keylen, "keylen", 0, 2147483647);
		return [password, salt, iterations, keylen, digest];
	}
	function pbkdf2Sync(password, salt, iterations, keylen, digest) {
		return output(native.pbkdf2(...pbkdf2Arguments(password, salt, iterations, keylen, digest)));
	}
	function pbkdf2(password, salt, iterations, keylen, digest, callback) {
		if (typeof digest === "function") [digest, callback] = [undefined, digest];
		validateFunction(callback, "callback");
		settle(native.pbkdf2Later(...pbkdf2Arguments(password, salt, iterations, keylen, digest)), callback, (b) => [output(b)]);
	}
	function scryptArguments(password, salt, keylen, options = {}) {
		password = bytesOf(password, "utf8", "password", source);
		salt = bytesOf(salt, "utf8", "salt", source);
		validateInteger(keylen, "keylen", 0, 2147483647);
		const one = (short, long, fallback) => {
			if (options[short] !== undefined && options[long] !== undefined) throw invalidArgValue(long, options[long]);
			return options[short] ?? options[long] ?? fallback;
		};
		const n = one("N", "cost", 16384);
		if (n >= 2 ** 20) throw new RangeError(`Scrypt failed: cost exceeds maximum (${2 ** 20}).`);
		return [password, salt, keylen, n, one("r", "blockSize", 8), one("p", "parallelization", 1)];
	}
	function scryptSync(password, salt, keylen, options) {
		return output(native.scrypt(...scryptArguments(password, salt, keylen, options)));
	}
	function scrypt(password, salt, keylen, options, ...[callback]) {
		if (callback === undefined) [options, callback] = [undefined, options];
		validateFunction(callback, "callback");
		settle(native.scryptLater(...scryptArguments(password, salt, keylen, options)), callback, (b) => [output(b)]);
	}
	function hkdfArguments(digest, ikm, salt, info, keylen) {
		validateString(digest, "digest");
		if (ikm instanceof keys.KeyObject) ikm = ikm.export();
		ikm = bytesOf(ikm, "utf8", "ikm", "of type string or an instance of SecretKeyObject, ArrayBuffer, TypedArray, DataView, or Buffer");
		salt = bytesOf(salt, "utf8", "salt", source);
		info = bytesOf(info, "utf8", "info", source);
		validateInteger(keylen, "length", 0, 2147483647);
		if (info.length > 1024) throw outOfRange("info", "must not contain more than 1024 bytes", info.length);
		return [digest, ikm, salt, info, keylen];
	}
	function hkdfSync(digest, ikm, salt, info, keylen) {
		return native.hkdf(...hkdfArguments(digest, ikm, salt, info, keylen)).buffer;
	}
	function hkdf(digest, ikm, salt, info, keylen, callback) {
		validateFunction(callback, "callback");
		settle(native.hkdfLater(...hkdfArguments(digest, ikm, salt, info, keylen)), callback, (b) => [b.buffer]);
	}

	const hash = named((algorithm, data, outputEncoding = "hex") => new Hash(algorithm).update(data).digest(outputEncoding), "hash", 2);

	const certificate = {
		verifySpkac: named(() => false, "verifySpkac", 2),
		exportPublicKey: named(() => Buffer.alloc(0), "exportPublicKey", 2),
		exportChallenge: named(() => Buffer.alloc(0), "exportChallenge", 2),
	};
	function Certificate() {
		if (!(this instanceof Certificate)) return new Certificate();
	}
	named(Certificate, "Certificate", 0);
	Object.assign(Certificate.prototype, certificate);
	Object.assign(Certificate, certificate);

	const constants = Object.create(null);
	for (const [name, value] of Object.entries(native.constants("crypto"))) Object.defineProperty(constants, name, { value, enumerable: false });

	return {
		Hash, Hmac, hash, createHash: (algorithm, options) => new Hash(algorithm, options),
		createHmac: (algorithm, key, options) => new Hmac(algorithm, key, options),
		getHashes: () => native.hashNames(),
		Cipheriv, Decipheriv, getCipherInfo, getCiphers: () => native.cipherNames(),
		createCipheriv: named((name, key, iv, options) => new Cipheriv(name, key, iv, options), "createCipheriv", 3),
		createDecipheriv: named((name, key, iv, options) => new Decipheriv(name, key, iv, options), "createDecipheriv", 3),
		Cipher: refuse("Cipher"), Decipher: refuse("Decipher"), createCipher: refuse("createCipher"), createDecipher: refuse("createDecipher"),
		...keys, CryptoKey: globalThis.CryptoKey, getCurves: () => native.curveNames(),
		Sign, Verify, ...signatures, createSign: (algorithm, options) => new Sign(algorithm, options),
		createVerify: (algorithm, options) => new Verify(algorithm, options),
		DiffieHellman, DiffieHellmanGroup, ECDH, ...primes, createECDH: (curve) => new ECDH(curve),
		createDiffieHellman: (sizeOrKey, keyEncoding, generator, generatorEncoding) => new DiffieHellman(sizeOrKey, keyEncoding, generator, generatorEncoding),
		createDiffieHellmanGroup: (name) => new DiffieHellmanGroup(name), getDiffieHellman: (name) => new DiffieHellmanGroup(name),
		randomBytes, pseudoRandomBytes: randomBytes, randomFill, randomFillSync, randomInt, randomUUID,
		getRandomValues: named((array) => globalThis.crypto.getRandomValues(array), "getRandomValues", 0),
		pbkdf2, pbkdf2Sync, scrypt, scryptSync, hkdf, hkdfSync, timingSafeEqual, Certificate, X509Certificate, constants,
		webcrypto: globalThis.crypto, subtle: globalThis.crypto.subtle,
		fips: true, getFips: () => true, setFips: refuse("setFips", 1), setEngine: refuse("setEngine", 2),
		secureHeapUsed: () => ({ total: 0, used: 0, utilization: 0, min: 0 }),
	};
})
