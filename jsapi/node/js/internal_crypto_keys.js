// Keys. https://nodejs.org/api/crypto.html#class-keyobject
(function (require, native) {
	"use strict";

	const { coded, invalidArgType, validateFunction, validateInteger, validateObject, validateOneOf, validateString, validateUint32 } =
		require("internal_errors");
	const { bytesOf, output, settle, viewOf } = require("internal_crypto");
	const { Buffer } = require("node:buffer");

	const kHandle = Symbol("kHandle");
	const kMake = Symbol("kMake");
	const inspectCustom = Symbol.for("nodejs.util.inspect.custom");

	class KeyObject {
		constructor() {
			if (arguments[0] !== kMake) throw new Error("Illegal constructor");
			Object.defineProperty(this, kHandle, { value: arguments[1], enumerable: false });
		}
		static from(key) {
			if (!(key instanceof CryptoKey)) throw invalidArgType("key", "an instance of CryptoKey", key);
			throw new Error("dodev does not support KeyObject.from of node:crypto yet");
		}
		export() {
			throw new Error("Illegal invocation");
		}
		equals(other) {
			if (!(other instanceof KeyObject)) throw invalidArgType("otherKeyObject", "an instance of KeyObject", other);
			if (this.type !== other.type) return false;
			return this.type === "secret" ? Buffer.from(this[kHandle]).equals(other[kHandle]) : native.keyEqual(this[kHandle], other[kHandle]);
		}
		toCryptoKey(algorithm, extractable, usages) {
			throw new Error("dodev does not support toCryptoKey of node:crypto yet");
		}
		get [Symbol.toStringTag]() { return "KeyObject"; }
	}
	const jwkFields = ["kty", "use", "key_ops", "alg", "ext", "crv", "x", "y", "d", "n", "e", "p", "q", "dp", "dq", "qi", "oth", "k", "pub", "priv"];
	class SecretKeyObject extends KeyObject {
		get type() { return "secret"; }
		get symmetricKeySize() { return this[kHandle].length; }
		export(options) {
			if (options !== undefined) {
				validateObject(options, "options");
				if (options.format === "jwk") {
					const jwk = Object.fromEntries(jwkFields.map((name) => [name, undefined]));
					return Object.assign(jwk, { kty: "oct", ext: true, k: Buffer.from(this[kHandle]).toString("base64url") });
				}
			}
			return Buffer.from(this[kHandle]);
		}
		[inspectCustom](depth, options, inspect) { return `SecretKeyObject ${inspect({ size: this.symmetricKeySize })}`; }
	}
	class AsymmetricKeyObject extends KeyObject {
		get asymmetricKeyType() { return native.keyKind(this[kHandle]); }
		get asymmetricKeyDetails() { return native.keyDetails(this[kHandle]); }
		[inspectCustom](depth, options, inspect) {
			return `${this.constructor.name} ${inspect({ type: this.asymmetricKeyType, details: this.asymmetricKeyDetails }, { breakLength: 1 })}`;
		}
	}
	function exported(handle, options, types, isPrivate) {
		validateObject(options, "options");
		const { format = "pem", type, cipher, passphrase } = options;
		validateOneOf(format, "options.format", ["jwk", "pem", "der"]);
		if (format === "jwk") return native.keyExport(handle, "jwk", "");
		validateOneOf(type, "options.type", types);
		const out = isPrivate && cipher !== undefined ? native.keyExport(handle, format, type, cipher, bytesOf(passphrase, "utf8", "options.passphrase"))
			: native.keyExport(handle, format, type);
		return format === "pem" ? out : output(out);
	}
	class PublicKeyObject extends AsymmetricKeyObject {
		get type() { return "public"; }
		export(options) { return exported(this[kHandle], options, ["pkcs1", "spki"], false); }
	}
	class PrivateKeyObject extends AsymmetricKeyObject {
		get type() { return "private"; }
		export(options) { return exported(this[kHandle], options, ["pkcs1", "pkcs8", "sec1"], true); }
	}

	const secretOf = (bytes) => new SecretKeyObject(kMake, new Uint8Array(bytes));
	const publicOf = (handle) => new PublicKeyObject(kMake, handle);
	const privateOf = (handle) => new PrivateKeyObject(kMake, handle);

	function createSecretKey(key, encoding) {
		const bytes = typeof key === "string" ? Buffer.from(key, encoding) : viewOf(key);
		if (bytes === undefined) {
			throw new TypeError("Failed to execute 'createSecretKey' on 'CryptoImpl': parameter 1 is not of type 'BufferSource'.");
		}
		return secretOf(bytes);
	}

	const material = "of type string or an instance of ArrayBuffer, Buffer, TypedArray, DataView, or Object";
	// parse answers the native half of a key in any form.
	function parse(key, isPrivate) {
		const fail = () => new Error(`Failed to parse ${isPrivate ? "private" : "public"} key`);
		let found;
		if (typeof key === "string" || viewOf(key)) {
			found = native.keyParse(bytesOf(key, "utf8", "key"), isPrivate, new Uint8Array(0));
			// Bare bytes are PEM.
			if (typeof key !== "string" && !Buffer.from(viewOf(key)).toString("latin1").includes("-----BEGIN")) found = undefined;
		} else {
			validateObject(key, "key");
			const { format = "pem", passphrase } = key;
			if (format === "jwk") {
				validateObject(key.key, "options.key");
				found = native.keyFromJWK(key.key, isPrivate);
			} else {
				const source = bytesOf(key.key, key.encoding ?? "utf8", "options.key", material);
				found = native.keyParse(source, isPrivate, passphrase === undefined ? new Uint8Array(0) : bytesOf(passphrase, "utf8", "options.passphrase"));
			}
		}
		if (found === undefined) throw fail();
		return found;
	}
	const createPrivateKey = (key) => privateOf(parse(key, true));
	function createPublicKey(key) {
		if (key instanceof PrivateKeyObject) return publicOf(native.keyPublic(key[kHandle]));
		if (key?.key instanceof PrivateKeyObject) return publicOf(native.keyPublic(key.key[kHandle]));
		if (key instanceof KeyObject) throw invalidArgType("key", "an instance of PrivateKeyObject", key);
		return publicOf(parse(key, false));
	}
	// handleOf answers the native half of what a signature or cipher is called with.
	function handleOf(key, isPrivate) {
		if (key instanceof PrivateKeyObject || (!isPrivate && key instanceof PublicKeyObject)) return key[kHandle];
		if (key instanceof KeyObject) throw invalidArgType("key", material, key);
		return parse(key, isPrivate);
	}

	function secretLength(type, options) {
		validateOneOf(type, "type", ["hmac", "aes"]);
		validateObject(options, "options");
		if (type === "aes") validateOneOf(options.length, "options.length", [128, 192, 256]);
		else validateInteger(options.length, "options.length", 8, 2147483647);
		return Math.floor(options.length / 8);
	}
	const randomSecret = (size) => {
		const bytes = new Uint8Array(size);
		for (let n = 0; n < size; n += 65536) globalThis.crypto.getRandomValues(bytes.subarray(n, n + 65536));
		return secretOf(bytes);
	};
	function generateKeySync(type, options) {
		return randomSecret(secretLength(type, options));
	}
	function generateKey(type, options, callback) {
		const size = secretLength(type, options);
		validateFunction(callback, "callback");
		queueMicrotask(() => callback(null, randomSecret(size)));
	}

	const kinds = ["rsa", "ec", "ed25519", "x25519", "dh"];
	// wanted checks the options of a pair and answers what native makes one of.
	function wanted(type, options) {
		validateOneOf(type, "type", kinds);
		if (options !== undefined) validateObject(options, "options");
		const { modulusLength, namedCurve } = options ?? {};
		switch (type) {
			case "rsa":
				validateUint32(modulusLength, "options.modulusLength");
				return [type, modulusLength, ""];
			case "ec":
				validateString(namedCurve, "options.namedCurve");
				if (!native.isCurve(namedCurve)) {
					throw new Error(namedCurve === "secp256k1" ? "Failed to initialize key" : "Invalid or unsupported curve");
				}
				return [type, 0, namedCurve];
			case "dh":
				throw new Error("dodev does not support generateKeyPair of node:crypto for dh yet");
		}
		return [type, 0, ""];
	}
	const encodings = (handle, options) => {
		const { publicKeyEncoding: a, privateKeyEncoding: b } = options ?? {};
		const publicKey = publicOf(native.keyPublic(handle));
		const privateKey = privateOf(handle);
		return { publicKey: a === undefined ? publicKey : publicKey.export(a), privateKey: b === undefined ? privateKey : privateKey.export(b) };
	};
	function generateKeyPairSync(type, ...[options]) {
		return encodings(native.keyGenerate(...wanted(type, options)), options);
	}
	function generateKeyPair(type, options, callback) {
		if (typeof options === "function") [options, callback] = [undefined, options];
		const made = wanted(type, options);
		validateFunction(callback, "callback");
		settle(native.keyGenerateLater(...made), callback, (handle) => {
			const { publicKey, privateKey } = encodings(handle, options);
			return [publicKey, privateKey];
		});
	}
	Object.defineProperty(generateKeyPair, Symbol.for("nodejs.util.promisify.custom"), {
		value: (type, options) => new Promise((resolve, reject) => {
			generateKeyPair(type, options, (error, publicKey, privateKey) => (error ? reject(error) : resolve({ publicKey, privateKey })));
		}),
		enumerable: false,
	});

	function diffieHellman(options) {
		validateObject(options, "options");
		const { privateKey, publicKey } = options;
		if (!(privateKey instanceof KeyObject)) throw invalidArgType("options.privateKey", "an instance of KeyObject", privateKey);
		if (!(publicKey instanceof KeyObject)) throw invalidArgType("options.publicKey", "an instance of KeyObject", publicKey);
		if (privateKey.type !== "private") throw coded(TypeError, "ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE", `Invalid key object type ${privateKey.type}, expected private.`);
		return output(native.agree(privateKey[kHandle], publicKey[kHandle]));
	}

	return {
		default: {
			KeyObject, SecretKeyObject, PublicKeyObject, PrivateKeyObject, createSecretKey, createPrivateKey, createPublicKey, generateKey, generateKeySync,
			generateKeyPair, generateKeyPairSync, diffieHellman, handleOf, kHandle, publicOf,
		},
	};
})
