import assert from "node:assert";
import { inspect } from "node:util";
import crypto from "node:crypto";
import util from "node:util";

// show answers what a call answers, or how it fails.
const show = async (f) => {
  try {
    const value = await f();
    return typeof value === "string" ? value : inspect(value, { depth: 5, breakLength: Infinity, compact: 3 });
  } catch (e) {
    return `${e.name} ${e.code}: ${e.message}`;
  }
};
const is = async (f, expected) => assert.strictEqual(await show(f), expected, String(f));
const cb = (f) => new Promise((resolve, reject) => f((e, ...values) => (e ? reject(e) : resolve(values))));
const k = Buffer.alloc(32, 1);
const iv = Buffer.alloc(16, 2);
const pair = (type, options) => { const p = crypto.generateKeyPairSync(type, options); return [p.publicKey.type, p.privateKey.type, p.privateKey.asymmetricKeyType, p.privateKey.asymmetricKeyDetails]; };
const round = (name, size, ivSize, options = {}) => { const key = Buffer.alloc(size, 7); const i = ivSize === null ? null : Buffer.alloc(ivSize, 9); const c = crypto.createCipheriv(name, key, i, options); if (options.aad) c.setAAD(Buffer.from(options.aad)); const out = c.update("hello world, ", "utf8", "hex") + c.update("hello world", "utf8", "hex") + c.final("hex"); const tag = c.getAuthTag().toString("hex"); const d = crypto.createDecipheriv(name, key, i, options); if (options.aad) d.setAAD(Buffer.from(options.aad)); if (tag) d.setAuthTag(Buffer.from(tag, "hex")); return [out, tag, d.update(out, "hex", "utf8") + d.final("utf8")]; };
const signed = (key, digest, options = {}) => { const s = crypto.createSign(digest).update("abc").sign({ key: key.privateKey.export({ type: "pkcs8", format: "pem" }), ...options }); return [crypto.createVerify(digest).update("abc").verify({ key: key.publicKey.export({ type: "spki", format: "pem" }), ...options }, s), crypto.createVerify(digest).update("abd").verify(key.publicKey, s)]; };

// 1.8: every hash that the runtime has, by all its names
export const hashes = {
  async test() {
    await is(() => ["md4", "md5", "sha1", "sha224", "sha256", "md5-sha1", "RSA-SHA1", "DSA-SHA", "ecdsa-with-SHA1", "SHA256"].map((h) => crypto.createHash(h).update("abc").digest("hex")), "[ 'a448017aaf21d8525fc10ae87aa6729d', '900150983cd24fb0d6963f7d28e17f72', 'a9993e364706816aba3e25717850c26c9cd0d89d', '23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', '900150983cd24fb0d6963f7d28e17f72a9993e364706816aba3e25717850c26c9cd0d89d', 'a9993e364706816aba3e25717850c26c9cd0d89d', 'a9993e364706816aba3e25717850c26c9cd0d89d', 'a9993e364706816aba3e25717850c26c9cd0d89d', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' ]");
    await is(() => ["sha384", "sha512", "sha512-256", "RSA-SHA512"].map((h) => crypto.createHash(h).update("abc").digest("base64")), "[ 'ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn', '3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==', 'UwSOJoGUHvmbLim3a0x9q+TC0MY0/G1G4OLxMQfnryM=', '3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==' ]");
    await is(() => crypto.getHashes(), "[\n  'md4',             'md5',\n  'sha1',            'sha224',\n  'sha256',          'sha384',\n  'sha512',          'md5-sha1',\n  'RSA-MD5',         'RSA-SHA1',\n  'RSA-SHA224',      'RSA-SHA256',\n  'RSA-SHA384',      'RSA-SHA512',\n  'DSA-SHA',         'DSA-SHA1',\n  'ecdsa-with-SHA1'\n]");
    await is(() => crypto.createHash("ripemd160"), "Error undefined: Digest method not supported");
    await is(() => crypto.createHash("SHA-256"), "Error undefined: Digest method not supported");
    await is(() => crypto.createHash("sha512-224"), "Error undefined: Digest method not supported");
    await is(() => crypto.createHash("sha256", { outputLength: 8 }), "Error undefined: invalid digest size");
    await is(() => crypto.createHash(5), "TypeError ERR_INVALID_ARG_TYPE: The \"algorithm\" argument must be of type string. Received type number (5)");
    await is(() => (() => { const h = crypto.createHash("md5"); h.digest(); h.update("x"); })(), "Error ERR_CRYPTO_HASH_FINALIZED: Digest already called");
    await is(() => (() => { const h = crypto.createHash("md5"); h.digest(); h.digest(); })(), "Error ERR_CRYPTO_HASH_FINALIZED: Digest already called");
    await is(() => (() => { const h = crypto.createHash("md5"); h.digest(); h.copy(); })(), "Error ERR_CRYPTO_HASH_FINALIZED: Digest already called");
    await is(() => crypto.createHash("md5").update(5), "TypeError ERR_INVALID_ARG_TYPE: The \"data\" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received type number (5)");
    await is(() => (() => { const h = crypto.createHash("sha1").update("a"); const c = h.copy(); return [h.update("b").digest("hex"), c.update("b").digest("hex"), crypto.createHash("sha1").update("6162", "hex").digest("hex")]; })(), "[ 'da23614e02469a0d7c7bd1bdab5c9c474b1904dc', 'da23614e02469a0d7c7bd1bdab5c9c474b1904dc', 'da23614e02469a0d7c7bd1bdab5c9c474b1904dc' ]");
    await is(() => [crypto.hash("sha1", "abc"), crypto.hash("sha1", "abc", "base64"), crypto.hash("md5", Buffer.from("abc"), "buffer").length], "[ 'a9993e364706816aba3e25717850c26c9cd0d89d', 'qZk+NkcGgWq6PiVxeFDCbJzQ2J0=', 16 ]");
    await is(() => crypto.hash("zz", "x"), "Error undefined: Digest method not supported");
    await is(() => crypto.createHash("sha1").update("x", "zz"), "TypeError ERR_UNKNOWN_ENCODING: Unknown encoding: zz");
    await is(() => new Promise((r) => { const h = crypto.createHash("sha1"); h.on("readable", () => { const d = h.read(); if (d) r(d.toString("hex")); }); h.write("abc"); h.end(); }), "a9993e364706816aba3e25717850c26c9cd0d89d");
  },
};

// 1.8: HMACs take keys of any kind
export const hmacs = {
  async test() {
    await is(() => crypto.createHmac("sha256", "key").update("abc").digest("base64url"), "nBluMtwBdfhvSxy4konWYZ3mvuaZ5MN45oMJ7Zehpqs");
    await is(() => crypto.createHmac("sha512", Buffer.from("key")).update("abc").digest("hex"), "3926a207c8c42b0c41792cbd3e1a1aaaf5f7a25704f62dfc939c4987dd7ce060009c5bb1c2447355b3216f10b537e9afa7b64a4e5391b0d631172d07939e087a");
    await is(() => crypto.createHmac("sha256", crypto.createSecretKey(Buffer.from("key"))).update("abc").digest("hex"), "9c196e32dc0175f86f4b1cb89289d6619de6bee699e4c378e68309ed97a1a6ab");
    await is(() => crypto.createHmac("zz", "k"), "Error undefined: Digest method not supported");
    await is(() => crypto.createHmac("sha256"), "TypeError ERR_INVALID_ARG_TYPE: The \"key\" argument must be of type string or an instance of ArrayBuffer, Buffer, ArrayBufferView, KeyObject, or CryptoKey. Received undefined");
    await is(() => (() => { const h = crypto.createHmac("md5", "k"); h.digest(); return h.digest(); })(), "<Buffer >");
    await is(() => (() => { const h = crypto.createHmac("md5", "k"); h.digest(); h.update("x"); })(), "Error ERR_CRYPTO_HASH_FINALIZED: Digest already called");
  },
};

// 1.8: pbkdf2, scrypt and hkdf
export const derivations = {
  async test() {
    await is(() => crypto.pbkdf2Sync("p", "s", 10, 20, "sha512"), "<Buffer e7 5a 30 4a 31 a1 c4 4b 42 37 13 39 22 4a 55 3c 34 49 0c c6>");
    await is(() => cb((c) => crypto.pbkdf2("p", "s", 1, 8, "sha1", c)), "[ <Buffer 84 3c 87 e7 ed a3 ee 2f> ]");
    await is(() => crypto.pbkdf2Sync("p", "s", 0, 8, "sha1"), "RangeError ERR_OUT_OF_RANGE: The value of \"iterations\" is out of range. It must be >= 1 && <= 2147483647. Received 0");
    await is(() => crypto.pbkdf2Sync("p", "s", 1, 8, "zz"), "TypeError undefined: Invalid Pbkdf2 digest: zz.");
    await is(() => crypto.pbkdf2Sync("p", "s", 1, -1, "sha1"), "RangeError ERR_OUT_OF_RANGE: The value of \"keylen\" is out of range. It must be >= 0 && <= 2147483647. Received -1");
    await is(() => crypto.pbkdf2Sync(5, "s", 1, 1, "sha1"), "TypeError ERR_INVALID_ARG_TYPE: The \"password\" argument must be of type string or an instance of ArrayBuffer, Buffer, TypedArray, or DataView. Received type number (5)");
    await is(() => crypto.pbkdf2("p", "s", 1, 1, "sha1"), "TypeError ERR_INVALID_ARG_TYPE: The \"callback\" argument must be of type function. Received undefined");
    await is(() => crypto.pbkdf2Sync("p", "s", 1, 8), "TypeError ERR_INVALID_ARG_TYPE: The \"digest\" argument must be of type string. Received undefined");
    await is(() => crypto.scryptSync("p", "s", 16), "<Buffer 43 29 78 77 52 e7 5d 1d e3 59 a0 58 06 e4 92 d4>");
    await is(() => cb((c) => crypto.scrypt("p", "s", 8, { N: 16, r: 1, p: 1 }, c)), "[ <Buffer 13 a6 89 3e aa 50 d0 93> ]");
    await is(() => crypto.scryptSync("p", "s", 8, { cost: 16, blockSize: 1, parallelization: 1 }), "<Buffer 13 a6 89 3e aa 50 d0 93>");
    await is(() => crypto.scryptSync("p", "s", 8, { N: 15 }), "Error undefined: Scrypt failed");
    await is(() => crypto.scryptSync("p", "s", 8, { N: 16, cost: 8 }), "TypeError ERR_INVALID_ARG_VALUE: The argument 'cost' is invalid. Received 8");
    await is(() => crypto.scryptSync("p", "s", -1), "RangeError ERR_OUT_OF_RANGE: The value of \"keylen\" is out of range. It must be >= 0 && <= 2147483647. Received -1");
    await is(() => crypto.hkdfSync("sha256", "k", "s", "i", 20), "ArrayBuffer { [Uint8Contents]: <02 b0 92 9a 9d 46 e9 23 6e 23 32 0e a2 a8 c3 b4 6b 41 0a 54>, byteLength: 20 }");
    await is(() => cb((c) => crypto.hkdf("sha1", "k", "s", "i", 4, c)), "[ ArrayBuffer { [Uint8Contents]: <e9 e6 d6 13>, byteLength: 4 } ]");
    await is(() => crypto.hkdfSync("sha256", "k", "s", "i", 10000), "RangeError undefined: Invalid Hkdf key length");
    await is(() => crypto.hkdfSync("zz", "k", "s", "i", 1), "TypeError undefined: Invalid Hkdf digest: zz");
    await is(() => crypto.hkdfSync("sha256", "k", "s", "i".repeat(1025), 1), "RangeError ERR_OUT_OF_RANGE: The value of \"info\" is out of range. It must be must not contain more than 1024 bytes. Received 1025");
    await is(() => crypto.hkdfSync("sha256", 5, "s", "i", 4), "TypeError ERR_INVALID_ARG_TYPE: The \"ikm\" argument must be of type string or an instance of SecretKeyObject, ArrayBuffer, TypedArray, DataView, or Buffer. Received type number (5)");
  },
};

// 1.8: block, stream and authenticated ciphers encrypt and decrypt
export const ciphers = {
  async test() {
    await is(() => [round("aes-128-cbc", 16, 16), round("aes-192-cbc", 24, 16), round("AES-256-CBC", 32, 16)], "[ [ '7248c0bc1d1a4359ddee4bf755b40eecab4fde9a4277550e1bb3012bc732490b', '', 'hello world, hello world' ], [ 'c29461a251de780eefb0740869aa2875951d561941c508b6c974d30c85b9a5c0', '', 'hello world, hello world' ], [ 'e3fc4e2ed2858c456c223ea6c454b4ce6897fb2dff0d2923cab8216425cfb96e', '', 'hello world, hello world' ] ]");
    await is(() => [round("aes-128-ctr", 16, 16), round("aes-256-ctr", 32, 16), round("aes-256-ofb", 32, 16)], "[ [ 'f92a7eecc685580434553551aca5b7d02b59a76a1ca2a966', '', 'hello world, hello world' ], [ '6fdc944e9a12ab30ac0cabdb53a9f6bcd37fa1a28ee69ef9', '', 'hello world, hello world' ], [ '6fdc944e9a12ab30ac0cabdb53a9f6bc587ee56e8726c04e', '', 'hello world, hello world' ] ]");
    await is(() => [round("aes-128-ecb", 16, null), round("aes-256-ecb", 32, null), round("des-ecb", 8, null)], "[ [ 'e0fdb3abc31dbb603c5eecbbb7b075c527d4733a190e9b80de99d7a22a2a4363', '', 'hello world, hello world' ], [ 'c837d60f5420fca282ed560122f3f5e2794c7be393127ec060c9ca0f398335c9', '', 'hello world, hello world' ], [ '109ba51b17592a206bc1ce772926f74fafb174583a6836c8dc48670857944ad0', '', 'hello world, hello world' ] ]");
    await is(() => [round("aes-128-gcm", 16, 12), round("aes-256-gcm", 32, 16), round("aes-256-gcm", 32, 12, { aad: "zz" })], "[ [ 'cacb063d36f5bbc4780d3c2ce927d11c554a515ff24b2e06', '7c52eb14d442dfd280882e4873ae4a88', 'hello world, hello world' ], [ 'aaefe1590056431825542d95934a4b00b03996b9b942516c', '48cd423eddea7a7e5ee287a6e59a86be', 'hello world, hello world' ], [ '4fe0e8f8d1d0b60ed20eaf14c682c6b3b8df43845b9c9ba4', 'e4d8d12c4313874dae1c9dac0ca9a131', 'hello world, hello world' ] ]");
    await is(() => [round("des-cbc", 8, 8), round("des-ede3-cbc", 24, 8), round("des-ede-cbc", 16, 8), round("des-ede", 16, null)], "[ [ 'c221e45a54d8b8659d4b6d5563be069928e50aa90c1ff5ffc54f487cdaa8e89f', '', 'hello world, hello world' ], [ 'c221e45a54d8b8659d4b6d5563be069928e50aa90c1ff5ffc54f487cdaa8e89f', '', 'hello world, hello world' ], [ 'c221e45a54d8b8659d4b6d5563be069928e50aa90c1ff5ffc54f487cdaa8e89f', '', 'hello world, hello world' ], [ '109ba51b17592a206bc1ce772926f74fafb174583a6836c8dc48670857944ad0', '', 'hello world, hello world' ] ]");
    await is(() => [round("chacha20-poly1305", 32, 12), round("rc4", 16, null)], "Error undefined: update() can only be invoked once on an AEAD");
    await is(() => crypto.getCiphers().length, "60");
    await is(() => [crypto.getCipherInfo("aes-256-gcm"), crypto.getCipherInfo("AES-128-CBC"), crypto.getCipherInfo("zz"), crypto.getCipherInfo("aes-128-cbc", { keyLength: 5 }), crypto.getCipherInfo("aes-128-gcm", { ivLength: 16 }), crypto.getCipherInfo(418)], "[ { name: 'id-aes256-GCM', nid: 901, blockSize: 1, ivLength: 12, keyLength: 32, mode: 'gcm' }, { name: 'AES-128-CBC', nid: 419, blockSize: 16, ivLength: 16, keyLength: 16, mode: 'cbc' }, undefined, undefined, { name: 'id-aes128-GCM', nid: 895, blockSize: 1, ivLength: 16, keyLength: 16, mode: 'gcm' }, { name: 'AES-128-ECB', nid: 418, blockSize: 16, ivLength: 0, keyLength: 16, mode: 'ecb' } ]");
    await is(() => new Promise((r) => { const c = crypto.createCipheriv("aes-256-cbc", k, iv); const out = []; c.on("data", (x) => out.push(x)).on("end", () => r(Buffer.concat(out).toString("hex"))); c.write("abc"); c.end("d"); }), "4fa56666f8c14f578f2f0765eddad412");
    await is(() => (() => { const c = crypto.createCipheriv("aes-256-cbc", k, iv).setAutoPadding(false); return c.update(Buffer.alloc(16)).length + c.final().length; })(), "16");
  },
};

// 1.8: what ciphers refuse
export const cipherErrors = {
  async test() {
    await is(() => crypto.createCipheriv("zz", k, iv), "Error undefined: Unknown or unsupported cipher: zz");
    await is(() => crypto.createCipheriv("aes-128-cfb", k.subarray(16), iv), "Error undefined: Unknown or unsupported cipher: aes-128-cfb");
    await is(() => crypto.createCipheriv("aes-256-cbc", Buffer.alloc(5), iv), "Error undefined: Invalid key length");
    await is(() => crypto.createCipheriv("aes-256-cbc", k, Buffer.alloc(3)), "Error undefined: Invalid initialization vector");
    await is(() => crypto.createCipheriv("aes-256-cbc", k), "TypeError ERR_INVALID_ARG_TYPE: The \"iv\" argument must be of type string or an instance of Buffer, TypedArray, or DataView or null. Received undefined");
    await is(() => crypto.createCipheriv(5, k, iv), "TypeError ERR_INVALID_ARG_TYPE: The \"algorithm\" argument must be of type string. Received type number (5)");
    await is(() => (() => { const d = crypto.createDecipheriv("aes-256-cbc", k, iv); d.update("00".repeat(16), "hex"); d.final(); })(), "Error undefined: Authentication failed");
    await is(() => (() => { const d = crypto.createDecipheriv("aes-256-cbc", k, iv); d.update("0011", "hex"); d.final(); })(), "Error undefined: Authentication failed");
    await is(() => (() => { const d = crypto.createDecipheriv("aes-256-gcm", k, Buffer.alloc(12)); d.setAuthTag(Buffer.alloc(16)); d.update("00", "hex"); d.final(); })(), "Error undefined: Authentication failed");
    await is(() => (() => { const d = crypto.createDecipheriv("aes-256-gcm", k, Buffer.alloc(12)); d.update("00", "hex"); d.final(); })(), "Error undefined: No auth tag provided");
    await is(() => crypto.createDecipheriv("aes-256-gcm", k, Buffer.alloc(12)).setAuthTag(Buffer.alloc(3)), "Error undefined: Invalid authentication tag length");
    await is(() => (() => { const c = crypto.createCipheriv("aes-256-cbc", k, iv); c.final(); c.final(); })(), "Error undefined: Cipher/decipher context has already been finalized");
    await is(() => crypto.createCipheriv("aes-256-cbc", k, iv).update("x"), "TypeError ERR_INVALID_ARG_VALUE: The argument 'inputEncoding' If inputEncoding is not provided then the data must be a Buffer. Received undefined");
    await is(() => crypto.createCipheriv("aes-256-cbc", k, iv).update(5), "TypeError ERR_INVALID_ARG_TYPE: The \"data\" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received type number (5)");
    await is(() => crypto.createCipheriv("aes-256-cbc", k, iv).getAuthTag(), "Error undefined: Auth tag is only available once cipher context has been finalized");
    await is(() => crypto.createCipheriv("aes-256-cbc", k, iv).setAAD(Buffer.alloc(1)), "Error undefined: Cipher does not support authenticated mode");
    await is(() => crypto.createCipher("x"), "Error ERR_METHOD_NOT_IMPLEMENTED: The createCipher method is not implemented");
  },
};

// 1.8: random bytes, numbers and identifiers
export const randomness = {
  async test() {
    await is(() => [crypto.randomBytes(5).length, crypto.randomInt(5) < 5, crypto.randomInt(3, 4), crypto.randomUUID().length, crypto.randomFillSync(new Uint8Array(3)).length], "[ 5, true, 3, 36, 3 ]");
    await is(() => cb((c) => crypto.randomInt(3, 4, c)), "[ 3 ]");
    await is(() => cb((c) => crypto.randomBytes(4, c)).then((v) => v[0].length), "4");
    await is(() => cb((c) => crypto.randomFill(new Uint8Array(2), c)).then((v) => v[0].length), "2");
    await is(() => crypto.randomBytes(-1), "RangeError ERR_OUT_OF_RANGE: The value of \"size\" is out of range. It must be >= 0 && <= 2147483647. Received -1");
    await is(() => crypto.randomBytes("x"), "TypeError ERR_INVALID_ARG_TYPE: The \"size\" argument must be of type number. Received type string ('x')");
    await is(() => crypto.randomInt(5, 5), "RangeError ERR_OUT_OF_RANGE: The value of \"min\" is out of range. It must be min < max. Received 5");
    await is(() => crypto.randomInt(0, 2 ** 48), "RangeError ERR_OUT_OF_RANGE: The value of \"max\" is out of range. It must be <= 281474976710655. Received 281_474_976_710_656");
    await is(() => crypto.randomInt("x"), "TypeError ERR_INVALID_ARG_TYPE: The \"max\" argument must be of type number. Received type string ('x')");
    await is(() => crypto.randomFillSync(5), "TypeError ERR_INVALID_ARG_TYPE: The \"buffer\" argument must be an instance of TypedArray, DataView, ArrayBuffer, or SharedArrayBuffer. Received type number (5)");
    await is(() => crypto.randomUUID(5), "TypeError ERR_INVALID_ARG_TYPE: The \"options\" argument must be of type object. Received type number (5)");
    await is(() => [crypto.timingSafeEqual(Buffer.from("a"), Buffer.from("a")), crypto.timingSafeEqual(new Uint8Array([1]), new Uint8Array([2]))], "[ true, false ]");
    await is(() => crypto.timingSafeEqual(Buffer.from("a"), Buffer.from("ab")), "TypeError undefined: Input buffers must have the same byte length.");
    await is(() => crypto.timingSafeEqual("a", Buffer.from("a")), "TypeError undefined: Failed to execute 'timingSafeEqual' on 'SubtleCrypto': parameter 1 is not of type 'BufferSource'.");
  },
};

// 1.8: secret keys
export const secretKeys = {
  async test() {
    await is(() => (() => { const s = crypto.createSecretKey(Buffer.from("abc")); return [s.type, s.symmetricKeySize, s.export().toString(), s.export({ format: "jwk" }).k, s.equals(crypto.createSecretKey("abc", "utf8")), s.equals(crypto.createSecretKey("abd", "utf8")), s.constructor.name, Object.prototype.toString.call(s)]; })(), "[ 'secret', 3, 'abc', 'YWJj', true, false, 'SecretKeyObject', '[object KeyObject]' ]");
    await is(() => util.inspect(crypto.createSecretKey(Buffer.from("abc"))), "SecretKeyObject { size: 3 }");
    await is(() => crypto.createSecretKey(5), "TypeError undefined: Failed to execute 'createSecretKey' on 'CryptoImpl': parameter 1 is not of type 'BufferSource'.");
    await is(() => [crypto.generateKeySync("aes", { length: 256 }).symmetricKeySize, crypto.generateKeySync("hmac", { length: 64 }).symmetricKeySize], "[ 32, 8 ]");
    await is(() => cb((c) => crypto.generateKey("hmac", { length: 128 }, c)).then((v) => v[0].symmetricKeySize), "16");
    await is(() => crypto.generateKeySync("aes", { length: 5 }), "TypeError ERR_INVALID_ARG_VALUE: The property 'options.length' must be one of: 128, 192, 256. Received 5");
    await is(() => crypto.generateKeySync("zz", { length: 8 }), "TypeError ERR_INVALID_ARG_VALUE: The argument 'type' must be one of: 'hmac', 'aes'. Received 'zz'");
  },
};

// 1.8: pairs of keys, in all encodings
export const keyPairs = {
  async test() {
    await is(() => [pair("rsa", { modulusLength: 2048 }), pair("ec", { namedCurve: "prime256v1" }), pair("ec", { namedCurve: "P-384" }), pair("ed25519"), pair("x25519")], "[ [ 'public', 'private', 'rsa', { modulusLength: 2048, publicExponent: 65537n, divisorLength: undefined, namedCurve: undefined } ], [ 'public', 'private', 'ec', { modulusLength: undefined, publicExponent: undefined, divisorLength: undefined, namedCurve: 'prime256v1' } ], [ 'public', 'private', 'ec', { modulusLength: undefined, publicExponent: undefined, divisorLength: undefined, namedCurve: 'secp384r1' } ], [ 'public', 'private', 'ed25519', { modulusLength: undefined, publicExponent: undefined, divisorLength: undefined, namedCurve: undefined } ], [ 'public', 'private', 'x25519', { modulusLength: undefined, publicExponent: undefined, divisorLength: undefined, namedCurve: undefined } ] ]");
    await is(() => crypto.generateKeyPairSync("zz"), "TypeError ERR_INVALID_ARG_VALUE: The argument 'type' must be one of: 'rsa', 'ec', 'ed25519', 'x25519', 'dh'. Received 'zz'");
    await is(() => crypto.generateKeyPairSync("ec", { namedCurve: "zz" }), "Error undefined: Invalid or unsupported curve");
    await is(() => crypto.generateKeyPairSync("rsa", { modulusLength: 2048, publicKeyEncoding: { type: "pkcs1", format: "pem" }, privateKeyEncoding: { type: "pkcs8", format: "pem" } }).publicKey.split("\n")[0], "-----BEGIN RSA PUBLIC KEY-----");
    await is(() => cb((c) => crypto.generateKeyPair("ed25519", {}, c)).then((v) => v.map((x) => x.type)), "[ 'public', 'private' ]");
    const rsa = crypto.generateKeyPairSync("rsa", { modulusLength: 2048 });
    const ec = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
    await is(() => ["pkcs1", "pkcs8"].map((type) => crypto.createPrivateKey(rsa.privateKey.export({ type, format: "pem" })).equals(rsa.privateKey)), "[ true, true ]");
    await is(() => ["pkcs1", "spki"].map((type) => crypto.createPublicKey({ key: rsa.publicKey.export({ type, format: "der" }), format: "der", type }).equals(rsa.publicKey)), "[ true, true ]");
    await is(() => [ec.privateKey.export({ type: "sec1", format: "pem" }).split("\n")[0], ec.publicKey.export({ type: "spki", format: "pem" }).split("\n")[0]], "[ '-----BEGIN EC PRIVATE KEY-----', '-----BEGIN PUBLIC KEY-----' ]");
    await is(() => crypto.createPublicKey(rsa.privateKey.export({ type: "pkcs8", format: "pem" })).equals(rsa.publicKey), "true");
    await is(() => crypto.createPublicKey(ec.privateKey).equals(ec.publicKey), "true");
    await is(() => crypto.createPrivateKey({ key: ec.privateKey.export({ format: "jwk" }), format: "jwk" }).equals(ec.privateKey), "true");
    await is(() => Object.keys(rsa.publicKey.export({ format: "jwk" })).join(), "kty,use,key_ops,alg,ext,crv,x,y,d,n,e,p,q,dp,dq,qi,oth,k,pub,priv");
    await is(() => crypto.createPublicKey("x"), "Error undefined: Failed to parse public key");
    await is(() => crypto.createPrivateKey("x"), "Error undefined: Failed to parse private key");
    await is(() => crypto.KeyObject.from(5), "TypeError ERR_INVALID_ARG_TYPE: The \"key\" argument must be an instance of CryptoKey. Received type number (5)");
    await is(() => new crypto.KeyObject(), "Error undefined: Illegal constructor");
  },
};

// 1.8: signatures of each kind of key
export const signatures = {
  async test() {
    const rsa = crypto.generateKeyPairSync("rsa", { modulusLength: 2048 });
    const ec = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
    const ed = crypto.generateKeyPairSync("ed25519");
    await is(() => [signed(rsa, "RSA-SHA256"), signed(rsa, "sha512"), signed(ec, "sha256")], "[ [ true, false ], [ true, false ], [ true, false ] ]");
    await is(() => [signed(rsa, "sha256", { padding: 6, saltLength: 32 })[0], signed(ec, "sha256", { dsaEncoding: "ieee-p1363" })[0]], "[ true, true ]");
    await is(() => (() => { const s = crypto.sign("sha256", Buffer.from("x"), ec.privateKey); return [s[0], crypto.verify("sha256", Buffer.from("x"), ec.publicKey, s), crypto.verify("sha256", Buffer.from("y"), ec.publicKey, s)]; })(), "[ 48, true, false ]");
    await is(() => (() => { const s = crypto.sign(null, Buffer.from("x"), ed.privateKey); return [s.length, crypto.verify(null, Buffer.from("x"), ed.publicKey, s), crypto.verify(null, Buffer.from("y"), ed.publicKey, s)]; })(), "[ 64, true, false ]");
    await is(() => crypto.createSign("zz"), "Error undefined: Unknown digest: zz");
    await is(() => crypto.createSign("sha256").sign(), "Error ERR_CRYPTO_SIGN_KEY_REQUIRED: No key provided to sign");
    await is(() => crypto.sign("sha256", Buffer.from("x"), "bad"), "Error undefined: Failed to parse private key");
    await is(() => crypto.sign("sha256", Buffer.from("x"), { key: ec.privateKey, dsaEncoding: "ieee-p1363" }), "TypeError ERR_INVALID_ARG_TYPE: The \"options.key\" property must be of type string or an instance of ArrayBuffer, Buffer, TypedArray, DataView, or Object. Received an instance of PrivateKeyObject");
    await is(() => crypto.createVerify("sha256").update("a").verify(rsa.publicKey, Buffer.alloc(5)), "false");
    await is(() => crypto.privateDecrypt(rsa.privateKey, crypto.publicEncrypt(rsa.publicKey, Buffer.from("hi"))).toString(), "hi");
    await is(() => crypto.privateDecrypt({ key: rsa.privateKey, oaepHash: "sha256" }, crypto.publicEncrypt({ key: rsa.publicKey, oaepHash: "sha256" }, Buffer.from("hi"))).toString(), "hi");
    await is(() => crypto.privateDecrypt({ key: rsa.privateKey, padding: 1 }, crypto.publicEncrypt({ key: rsa.publicKey, padding: 1 }, Buffer.from("hi"))).toString(), "hi");
    await is(() => crypto.publicDecrypt(rsa.publicKey, crypto.privateEncrypt(rsa.privateKey, Buffer.from("hi"))).toString(), "hi");
    await is(() => crypto.privateDecrypt(rsa.privateKey, Buffer.alloc(256)), "Error undefined: Failed to cipher/decipher");
  },
};

// 1.8: keys that two agree on, and primes
export const agreements = {
  async test() {
    await is(() => (() => { const [a, b] = [crypto.createECDH("prime256v1"), crypto.createECDH("prime256v1")]; a.generateKeys(); b.generateKeys(); return [a.computeSecret(b.getPublicKey()).equals(b.computeSecret(a.getPublicKey("hex"), "hex")), a.getPublicKey("hex", "compressed").length, a.getPrivateKey().length, a.getPublicKey().length]; })(), "[ true, 66, 32, 65 ]");
    await is(() => (() => { const a = crypto.createECDH("secp384r1"); a.setPrivateKey("01".padStart(96, "0"), "hex"); return a.getPublicKey("hex", "compressed"); })(), "03aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7");
    await is(() => crypto.createECDH("zz"), "Error undefined: Invalid curve");
    await is(() => (() => { const [a, b] = [crypto.getDiffieHellman("modp14"), crypto.getDiffieHellman("modp14")]; a.generateKeys(); b.generateKeys(); return [a.getPrime().length, a.getGenerator("hex"), a.getPublicKey().length, a.computeSecret(b.getPublicKey()).equals(b.computeSecret(a.getPublicKey()))]; })(), "[ 256, '02', 256, true ]");
    await is(() => crypto.createHash("sha1").update(crypto.getDiffieHellman("modp15").getPrime()).digest("hex"), "941a047738fe55333369e2b386b6d618c9fca5ff");
    await is(() => crypto.createHash("sha1").update(crypto.getDiffieHellman("modp18").getPrime()).digest("hex"), "016170c528b306c9bb17b5ffacab0fe7eacad705");
    await is(() => crypto.getDiffieHellman("zz"), "Error undefined: Failed to init DiffieHellmanGroup: invalid group. Only groups {modp14, modp15, modp16, modp17, modp18} are supported.");
    await is(() => (() => { const [a, b] = ["ec", "ec"].map((t) => crypto.generateKeyPairSync(t, { namedCurve: "P-256" })); return crypto.diffieHellman({ privateKey: a.privateKey, publicKey: b.publicKey }).equals(crypto.diffieHellman({ privateKey: b.privateKey, publicKey: a.publicKey })); })(), "true");
    await is(() => [crypto.checkPrimeSync(7n), crypto.checkPrimeSync(Buffer.from([9])), crypto.generatePrimeSync(32, { bigint: true }) > 0n, crypto.generatePrimeSync(32).byteLength], "[ true, false, true, 4 ]");
    await is(() => cb((c) => crypto.checkPrime(11n, c)), "[ true ]");
    await is(() => crypto.checkPrimeSync("x"), "TypeError ERR_INVALID_ARG_TYPE: The \"candidate\" argument must be of type bigint or an instance of ArrayBuffer, TypedArray, Buffer, or DataView. Received type string ('x')");
    await is(() => crypto.generatePrimeSync(-1), "RangeError ERR_OUT_OF_RANGE: The value of \"size\" is out of range. It must be >= 1 && <= 2147483647. Received -1");
    await is(() => crypto.getCurves(), "[ 'secp224r1', 'prime256v1', 'secp384r1', 'secp521r1' ]");
  },
};

// 1.8: what is there in name, and the web's
export const rest = {
  async test() {
    await is(() => [crypto.getFips(), crypto.fips, crypto.secureHeapUsed(), crypto.webcrypto === globalThis.crypto, crypto.subtle === globalThis.crypto.subtle, crypto.constants.RSA_PKCS1_PSS_PADDING], "[ true, true, { total: 0, used: 0, utilization: 0, min: 0 }, true, true, 6 ]");
    await is(() => crypto.setFips(true), "Error ERR_METHOD_NOT_IMPLEMENTED: The setFips method is not implemented");
    await is(() => crypto.setEngine("x"), "Error ERR_METHOD_NOT_IMPLEMENTED: The setEngine method is not implemented");
  },
};
