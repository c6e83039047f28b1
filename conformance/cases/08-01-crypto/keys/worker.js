import assert from "node:assert";

const { subtle } = crypto;
const bytes = (n, from = 0) => Uint8Array.from({ length: n }, (_, i) => (i + from) & 255);
const text = (s) => new TextEncoder().encode(s);
const hex = (b) => Array.from(new Uint8Array(b), (x) => x.toString(16).padStart(2, "0")).join("");
const show = (v) => (v instanceof ArrayBuffer || ArrayBuffer.isView(v) ? hex(v) : typeof v === "object" ? JSON.stringify(v) : String(v));
const brief = (v) => (v.length > 96 ? `${v.slice(0, 40)}...${v.slice(-40)} (${v.length})` : v);

// tells is a case: what a scenario tells, in order.
const tells = (run, want) => ({
  async test() {
    const told = [];
    const say = (...words) => void told.push(words.map(show).map(brief).join(" "));
    const tried = async (name, f) => {
      try {
        say(name, await f());
      } catch (e) {
        told.push(`${name} failed ${e.name}: ${e.message}${e instanceof DOMException ? "" : " (no DOMException)"}`);
      }
    };
    await run({ say, tried });
    assert.strictEqual(told.join(" | "), want);
  },
});

// 8.1: digests
export const digests = tells(async ({ tried }) => {
  for (const name of ["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512", "sha-256", "SHA256", "SHA-224", "SHA3-256", ""]) {
    await tried(name, () => subtle.digest(name, text("abc")));
  }
  await tried("dictionary", () => subtle.digest({ name: "SHA-1" }, new ArrayBuffer(0)));
  await tried("view", () => subtle.digest("SHA-1", new Uint16Array([1, 2])));
  await tried("no name", () => subtle.digest({}, bytes(1)));
  await tried("null", () => subtle.digest(null, bytes(1)));
  await tried("no data", () => subtle.digest("SHA-1"));
  await tried("text", () => subtle.digest("SHA-1", "abc"));
  await tried("nothing", () => subtle.digest());
}, "MD5 900150983cd24fb0d6963f7d28e17f72 | SHA-1 a9993e364706816aba3e25717850c26c9cd0d89d" +
  " | SHA-256 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" +
  " | SHA-384 cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7" +
  " | SHA-512 ddaf35a193617abacc417349ae20413112e6fa4e...a3feebbd454d4423643ce80e2a9ac94fa54ca49f (128)" +
  " | sha-256 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" +
  " | SHA256 failed NotSupportedError: Unrecognized or unimplemented digest algorithm requested." +
  " | SHA-224 failed NotSupportedError: Unrecognized or unimplemented digest algorithm requested." +
  " | SHA3-256 failed NotSupportedError: Unrecognized or unimplemented digest algorithm requested." +
  " |  failed NotSupportedError: Unrecognized or unimplemented digest algorithm requested." +
  " | dictionary da39a3ee5e6b4b0d3255bfef95601890afd80709 | view 13956061322e116317ea11972afb3262b3ef978a" +
  " | no name failed NotSupportedError: Unrecognized or unimplemented digest algorithm requested." +
  " | null failed TypeError: Cannot initialize N7workerd3api12SubtleCrypto13HashAlgorithmE with required members from an undefined or null value. (no DOMException)" +
  " | no data failed TypeError: Failed to execute 'digest' on 'SubtleCrypto': parameter 2 is not of type 'BufferSource'. (no DOMException)" +
  " | text failed TypeError: Failed to execute 'digest' on 'SubtleCrypto': parameter 2 is not of type 'BufferSource'. (no DOMException)" +
  " | nothing failed TypeError: Failed to execute 'digest' on 'SubtleCrypto': parameter 1 is not of type 'string or HashAlgorithm'. (no DOMException)");

// 8.1: a digest is of the bytes as they were
export const copied = tells(async ({ say }) => {
  const data = bytes(64);
  const p = subtle.digest("SHA-1", data);
  data.fill(0);
  say(await p);
  const big = new Uint8Array(6 << 20);
  const q = subtle.digest("SHA-1", big);
  big[0] = 1;
  say(await q);
}, "c6138d514ffa2135bfce0ed0b8fac65669917ec7 | 3fe7a5994304d180a443254fb3f512253be3a29d");

// 8.1: secret keys that are made
export const secrets = tells(async ({ say, tried }) => {
  for (const name of ["AES-CBC", "aes-gcm", "AES-CTR"]) {
    for (const length of [128, 192, 256]) {
      const k = await subtle.generateKey({ name, length }, true, ["decrypt", "encrypt", "encrypt"]);
      say(k, (await subtle.exportKey("raw", k)).byteLength);
    }
  }
  say(await subtle.generateKey({ name: "AES-KW", length: 128 }, false, ["wrapKey", "unwrapKey"]));
  for (const hash of ["SHA-1", "SHA-256", "sha-384", "SHA-512", "MD5"]) {
    const k = await subtle.generateKey({ name: "HMAC", hash }, true, ["sign", "verify"]);
    say(k, (await subtle.exportKey("raw", k)).byteLength);
  }
  const odd = await subtle.generateKey({ name: "HMAC", hash: "SHA-1", length: 9 }, true, ["sign"]);
  say(odd.algorithm, new Uint8Array(await subtle.exportKey("raw", odd))[1] & 0x7f);
}, "{\"usages\":[\"encrypt\",\"decrypt\"],\"algorit...128},\"extractable\":true,\"type\":\"secret\"} (111) 16" +
  " | {\"usages\":[\"encrypt\",\"decrypt\"],\"algorit...192},\"extractable\":true,\"type\":\"secret\"} (111) 24" +
  " | {\"usages\":[\"encrypt\",\"decrypt\"],\"algorit...256},\"extractable\":true,\"type\":\"secret\"} (111) 32" +
  " | {\"usages\":[\"encrypt\",\"decrypt\"],\"algorit...128},\"extractable\":true,\"type\":\"secret\"} (111) 16" +
  " | {\"usages\":[\"encrypt\",\"decrypt\"],\"algorit...192},\"extractable\":true,\"type\":\"secret\"} (111) 24" +
  " | {\"usages\":[\"encrypt\",\"decrypt\"],\"algorit...256},\"extractable\":true,\"type\":\"secret\"} (111) 32" +
  " | {\"usages\":[\"encrypt\",\"decrypt\"],\"algorit...128},\"extractable\":true,\"type\":\"secret\"} (111) 16" +
  " | {\"usages\":[\"encrypt\",\"decrypt\"],\"algorit...192},\"extractable\":true,\"type\":\"secret\"} (111) 24" +
  " | {\"usages\":[\"encrypt\",\"decrypt\"],\"algorit...256},\"extractable\":true,\"type\":\"secret\"} (111) 32" +
  " | {\"usages\":[\"wrapKey\",\"unwrapKey\"],\"algor...28},\"extractable\":false,\"type\":\"secret\"} (113)" +
  " | {\"usages\":[\"sign\",\"verify\"],\"algorithm\":...512},\"extractable\":true,\"type\":\"secret\"} (128) 64" +
  " | {\"usages\":[\"sign\",\"verify\"],\"algorithm\":...512},\"extractable\":true,\"type\":\"secret\"} (130) 64" +
  " | {\"usages\":[\"sign\",\"verify\"],\"algorithm\":...024},\"extractable\":true,\"type\":\"secret\"} (131) 128" +
  " | {\"usages\":[\"sign\",\"verify\"],\"algorithm\":...024},\"extractable\":true,\"type\":\"secret\"} (131) 128" +
  " | {\"usages\":[\"sign\",\"verify\"],\"algorithm\":...512},\"extractable\":true,\"type\":\"secret\"} (126) 64" +
  " | {\"name\":\"HMAC\",\"hash\":{\"name\":\"SHA-1\"},\"length\":9} 0");

// 8.1: pairs of keys that are made
export const pairs = tells(async ({ say }) => {
  const show = ({ publicKey, privateKey }) => say(publicKey, privateKey);
  for (const namedCurve of ["P-256", "p-384", "P-521"]) {
    show(await subtle.generateKey({ name: "ECDSA", namedCurve }, false, ["sign", "verify"]));
    show(await subtle.generateKey({ name: "ECDH", namedCurve }, true, ["deriveKey", "deriveBits"]));
  }
  show(await subtle.generateKey({ name: "Ed25519" }, true, ["sign", "verify"]));
  show(await subtle.generateKey("X25519", true, ["deriveBits"]));
  show(await subtle.generateKey({ name: "NODE-ED25519", namedCurve: "NODE-ED25519" }, true, ["sign", "verify"]));
  for (const name of ["RSASSA-PKCS1-v1_5", "RSA-PSS"]) {
    show(await subtle.generateKey({ name, hash: "SHA-256", modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]) }, true, ["sign", "verify"]));
  }
  show(await subtle.generateKey({ name: "RSA-OAEP", hash: "SHA-1", modulusLength: 1024, publicExponent: new Uint8Array([3]) }, true, ["encrypt", "decrypt", "wrapKey"]));
}, "{\"usages\":[\"verify\"],\"algorithm\":{\"name\"...56\"},\"extractable\":true,\"type\":\"public\"} (106) {\"usages\":[\"sign\"],\"algorithm\":{\"name\":\"...\"},\"extractable\":false,\"type\":\"private\"} (106)" +
  " | {\"usages\":[],\"algorithm\":{\"name\":\"ECDH\",...56\"},\"extractable\":true,\"type\":\"public\"} (97) {\"usages\":[\"deriveKey\",\"deriveBits\"],\"al...6\"},\"extractable\":true,\"type\":\"private\"} (122)" +
  " | {\"usages\":[\"verify\"],\"algorithm\":{\"name\"...84\"},\"extractable\":true,\"type\":\"public\"} (106) {\"usages\":[\"sign\"],\"algorithm\":{\"name\":\"...\"},\"extractable\":false,\"type\":\"private\"} (106)" +
  " | {\"usages\":[],\"algorithm\":{\"name\":\"ECDH\",...84\"},\"extractable\":true,\"type\":\"public\"} (97) {\"usages\":[\"deriveKey\",\"deriveBits\"],\"al...4\"},\"extractable\":true,\"type\":\"private\"} (122)" +
  " | {\"usages\":[\"verify\"],\"algorithm\":{\"name\"...21\"},\"extractable\":true,\"type\":\"public\"} (106) {\"usages\":[\"sign\"],\"algorithm\":{\"name\":\"...\"},\"extractable\":false,\"type\":\"private\"} (106)" +
  " | {\"usages\":[],\"algorithm\":{\"name\":\"ECDH\",...21\"},\"extractable\":true,\"type\":\"public\"} (97) {\"usages\":[\"deriveKey\",\"deriveBits\"],\"al...1\"},\"extractable\":true,\"type\":\"private\"} (122)" +
  " | {\"usages\":[\"verify\"],\"algorithm\":{\"name\":\"Ed25519\"},\"extractable\":true,\"type\":\"public\"} {\"usages\":[\"sign\"],\"algorithm\":{\"name\":\"Ed25519\"},\"extractable\":true,\"type\":\"private\"}" +
  " | {\"usages\":[],\"algorithm\":{\"name\":\"X25519\"},\"extractable\":true,\"type\":\"public\"} {\"usages\":[\"deriveBits\"],\"algorithm\":{\"name\":\"X25519\"},\"extractable\":true,\"type\":\"private\"}" +
  " | {\"usages\":[\"verify\"],\"algorithm\":{\"name\"...19\"},\"extractable\":true,\"type\":\"public\"} (120) {\"usages\":[\"sign\"],\"algorithm\":{\"name\":\"...9\"},\"extractable\":true,\"type\":\"private\"} (119)" +
  " | {\"usages\":[\"verify\"],\"algorithm\":{\"name\"...6\"}},\"extractable\":true,\"type\":\"public\"} (181) {\"usages\":[\"sign\"],\"algorithm\":{\"name\":\"...\"}},\"extractable\":true,\"type\":\"private\"} (180)" +
  " | {\"usages\":[\"verify\"],\"algorithm\":{\"name\"...6\"}},\"extractable\":true,\"type\":\"public\"} (171) {\"usages\":[\"sign\"],\"algorithm\":{\"name\":\"...\"}},\"extractable\":true,\"type\":\"private\"} (170)" +
  " | {\"usages\":[\"encrypt\",\"wrapKey\"],\"algorit...1\"}},\"extractable\":true,\"type\":\"public\"} (169) {\"usages\":[\"decrypt\"],\"algorithm\":{\"name...\"}},\"extractable\":true,\"type\":\"private\"} (160)");

// 8.1: keys as objects
export const objects = tells(async ({ say, tried }) => {
  const k = await subtle.generateKey({ name: "AES-GCM", length: 128 }, true, ["encrypt"]);
  say(String(k), Object.keys(k).join(), k.algorithm === k.algorithm, k.usages === k.usages, k instanceof CryptoKey);
  say(Object.keys(await subtle.exportKey("jwk", k)).join());
  await tried("construct", () => new CryptoKey());
  await tried("clone", () => structuredClone(k));
  await tried("assign", () => ((k.type = "x"), k.type));
  say(Object.getOwnPropertyNames(SubtleCrypto.prototype).sort().join());
}, "[object CryptoKey] usages,algorithm,extractable,type true true true" +
  " | kty,use,key_ops,alg,ext,crv,x,y,d,n,e,p,q,dp,dq,qi,oth,k,pub,priv" +
  " | construct failed TypeError: Illegal constructor (no DOMException)" +
  " | clone failed DataCloneError: Could not serialize object of type \"CryptoKey\". This type does not support serialization." +
  " | assign failed TypeError: Cannot assign to read only property 'type' of object '#<CryptoKey>' (no DOMException)" +
  " | constructor,decrypt,deriveBits,deriveKey...timingSafeEqual,unwrapKey,verify,wrapKey (133)");

// 8.1: secret keys that come from outside
export const imported = tells(async ({ say, tried }) => {
  for (const name of ["AES-CBC", "AES-CTR", "AES-GCM", "AES-KW"]) {
    for (const n of [16, 24, 32, 15, 0]) {
      await tried(`${name} ${n}`, async () => {
        const k = await subtle.importKey("raw", bytes(n), name, true, ["wrapKey"]);
        return [k, hex(await subtle.exportKey("raw", k)), await subtle.exportKey("jwk", k)].map((x) => JSON.stringify(x)).join(" ");
      });
    }
  }
  for (const options of [{}, { length: 31 }, { length: 24 }, { length: 33 }, { length: 0 }]) {
    await tried(JSON.stringify(options), async () => {
      const k = await subtle.importKey("raw", bytes(4, 255), { name: "HMAC", hash: "SHA-256", ...options }, true, ["sign"]);
      return JSON.stringify([k.algorithm, hex(await subtle.exportKey("raw", k))]);
    });
  }
  await tried("empty", () => subtle.importKey("raw", bytes(0), { name: "HMAC", hash: "SHA-256" }, true, ["sign"]));
  await tried("MD5", async () => subtle.exportKey("jwk", await subtle.importKey("raw", bytes(4), { name: "HMAC", hash: "MD5" }, true, ["sign"])));
  for (const name of ["HKDF", "PBKDF2"]) {
    await tried(name, () => subtle.importKey("raw", bytes(4), name, false, ["deriveBits", "deriveKey"]));
    await tried(`${name} extractable`, () => subtle.importKey("raw", bytes(4), name, true, ["deriveBits"]));
    await tried(`${name} jwk`, () => subtle.importKey("jwk", { kty: "oct", k: "AQ" }, name, false, ["deriveBits"]));
    await tried(`${name} empty`, () => subtle.importKey("raw", bytes(0), name, false, ["deriveBits"]));
  }
}, "AES-CBC 16 {\"usages\":[\"wrapKey\"],\"algorithm\":{\"name...\"ext\":true,\"k\":\"AAECAwQFBgcICQoLDA0ODw\"} (228)" +
  " | AES-CBC 24 {\"usages\":[\"wrapKey\"],\"algorithm\":{\"name...,\"k\":\"AAECAwQFBgcICQoLDA0ODxAREhMUFRYX\"} (254)" +
  " | AES-CBC 32 {\"usages\":[\"wrapKey\"],\"algorithm\":{\"name...wQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\"} (281)" +
  " | AES-CBC 15 failed DataError: Imported AES key length must be 128, 192, or 256 bits but provided 120." +
  " | AES-CBC 0 failed DataError: Imported AES key length must be 128, 192, or 256 bits but provided 0." +
  " | AES-CTR 16 {\"usages\":[\"wrapKey\"],\"algorithm\":{\"name...\"ext\":true,\"k\":\"AAECAwQFBgcICQoLDA0ODw\"} (228)" +
  " | AES-CTR 24 {\"usages\":[\"wrapKey\"],\"algorithm\":{\"name...,\"k\":\"AAECAwQFBgcICQoLDA0ODxAREhMUFRYX\"} (254)" +
  " | AES-CTR 32 {\"usages\":[\"wrapKey\"],\"algorithm\":{\"name...wQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\"} (281)" +
  " | AES-CTR 15 failed DataError: Imported AES key length must be 128, 192, or 256 bits but provided 120." +
  " | AES-CTR 0 failed DataError: Imported AES key length must be 128, 192, or 256 bits but provided 0." +
  " | AES-GCM 16 {\"usages\":[\"wrapKey\"],\"algorithm\":{\"name...\"ext\":true,\"k\":\"AAECAwQFBgcICQoLDA0ODw\"} (228)" +
  " | AES-GCM 24 {\"usages\":[\"wrapKey\"],\"algorithm\":{\"name...,\"k\":\"AAECAwQFBgcICQoLDA0ODxAREhMUFRYX\"} (254)" +
  " | AES-GCM 32 {\"usages\":[\"wrapKey\"],\"algorithm\":{\"name...wQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\"} (281)" +
  " | AES-GCM 15 failed DataError: Imported AES key length must be 128, 192, or 256 bits but provided 120." +
  " | AES-GCM 0 failed DataError: Imported AES key length must be 128, 192, or 256 bits but provided 0." +
  " | AES-KW 16 {\"usages\":[\"wrapKey\"],\"algorithm\":{\"name...\"ext\":true,\"k\":\"AAECAwQFBgcICQoLDA0ODw\"} (226)" +
  " | AES-KW 24 {\"usages\":[\"wrapKey\"],\"algorithm\":{\"name...,\"k\":\"AAECAwQFBgcICQoLDA0ODxAREhMUFRYX\"} (252)" +
  " | AES-KW 32 {\"usages\":[\"wrapKey\"],\"algorithm\":{\"name...wQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\"} (279)" +
  " | AES-KW 15 failed DataError: Imported AES key length must be 128, 192, or 256 bits but provided 120." +
  " | AES-KW 0 failed DataError: Imported AES key length must be 128, 192, or 256 bits but provided 0." +
  " | {} [{\"name\":\"HMAC\",\"hash\":{\"name\":\"SHA-256\"},\"length\":32},\"ff000102\"]" +
  " | {\"length\":31} [{\"name\":\"HMAC\",\"hash\":{\"name\":\"SHA-256\"},\"length\":31},\"ff000102\"]" +
  " | {\"length\":24} failed DataError: Imported HMAC key length (24) must be a non-zero value up to 7 bits less than, and no greater than, the bit length of the raw key data (32)." +
  " | {\"length\":33} failed DataError: Imported HMAC key length (33) must be a non-zero value up to 7 bits less than, and no greater than, the bit length of the raw key data (32)." +
  " | {\"length\":0} failed DataError: Imported HMAC key length (0) must be a non-zero value up to 7 bits less than, and no greater than, the bit length of the raw key data (32)." +
  " | empty failed DataError: Imported HMAC key length (0) must be a non-zero value up to 7 bits less than, and no greater than, the bit length of the raw key data (0)." +
  " | MD5 failed NotSupportedError: Unimplemented JWK key export format for key algorithm \"MD5\"." +
  " | HKDF {\"usages\":[\"deriveKey\",\"deriveBits\"],\"al...F\"},\"extractable\":false,\"type\":\"secret\"} (101)" +
  " | HKDF extractable failed SyntaxError: HKDF key cannot be extractable." +
  " | HKDF jwk failed NotSupportedError: HKDF key must be imported in \"raw\" format (requested \"jwk\")" +
  " | HKDF empty {\"usages\":[\"deriveBits\"],\"algorithm\":{\"name\":\"HKDF\"},\"extractable\":false,\"type\":\"secret\"}" +
  " | PBKDF2 {\"usages\":[\"deriveKey\",\"deriveBits\"],\"al...2\"},\"extractable\":false,\"type\":\"secret\"} (103)" +
  " | PBKDF2 extractable failed SyntaxError: PBKDF2 key cannot be extractable." +
  " | PBKDF2 jwk failed NotSupportedError: PBKDF2 key must be imported in \"raw\" format (requested \"jwk\")." +
  " | PBKDF2 empty {\"usages\":[\"deriveBits\"],\"algorithm\":{\"name\":\"PBKDF2\"},\"extractable\":false,\"type\":\"secret\"}");

// 8.1: secret keys as JSON Web Keys
export const webKeys = tells(async ({ tried }) => {
  const k = "AAECAwQFBgcICQoLDA0ODw";
  const aes = (jwk, usages = ["encrypt"], extractable = true) => subtle.importKey("jwk", { kty: "oct", k, ...jwk }, "AES-GCM", extractable, usages);
  await tried("plain", async () => hex(await subtle.exportKey("raw", await aes({}))));
  await tried("alg", () => aes({ alg: "A128GCM" }));
  await tried("padded", async () => hex(await subtle.exportKey("raw", await aes({ k: k + "==" }))));
  await tried("wrong alg", () => aes({ alg: "A128CBC" }));
  await tried("kty", () => aes({ kty: "RSA" }));
  await tried("no kty", () => aes({ kty: undefined }));
  await tried("no k", () => aes({ k: undefined }));
  await tried("bad k", () => aes({ k: "!!" }));
  await tried("short k", () => aes({ k: "AQ" }));
  await tried("use", () => aes({ use: "enc" }));
  await tried("wrong use", () => aes({ use: "sig" }));
  await tried("ops", () => aes({ key_ops: ["encrypt", "decrypt"] }));
  await tried("too few ops", () => aes({ key_ops: ["decrypt"] }));
  await tried("ops twice", () => aes({ key_ops: ["decrypt", "decrypt"] }));
  await tried("ops of text", () => aes({ key_ops: "encrypt" }));
  await tried("ext", () => aes({ ext: false }));
  await tried("ext, kept", () => aes({ ext: false }, ["encrypt"], false));
  await tried("null", () => subtle.importKey("jwk", null, "AES-GCM", true, ["encrypt"]));
  await tried("undefined", () => subtle.importKey("jwk", undefined, "AES-GCM", true, ["encrypt"]));
  const hmac = (jwk) => subtle.importKey("jwk", { kty: "oct", k, ...jwk }, { name: "HMAC", hash: "SHA-256" }, true, ["sign"]);
  await tried("hmac", () => hmac({ alg: "HS256" }));
  await tried("hmac alg", () => hmac({ alg: "HS512" }));
  await tried("hmac kty", () => hmac({ kty: "EC" }));
  await tried("hmac no k", () => hmac({ k: undefined }));
}, "plain 000102030405060708090a0b0c0d0e0f" +
  " | alg {\"usages\":[\"encrypt\"],\"algorithm\":{\"name...128},\"extractable\":true,\"type\":\"secret\"} (101)" +
  " | padded 000102030405060708090a0b0c0d0e0f" +
  " | wrong alg failed DataError: Symmetric \"jwk\" key contains invalid \"alg\" value \"A128CBC\", expected \"A128GCM\"." +
  " | kty failed DataError: Symmetric \"jwk\" key import requires a JSON Web Key with Key Type parameter \"kty\" equal to \"oct\" (encountered \"RSA\")." +
  " | no kty failed DataError: Symmetric \"jwk\" key import requires a JSON Web Key with Key Type parameter \"kty\" equal to \"oct\" (encountered \"undefined\")." +
  " | no k failed DataError: Symmetric \"jwk\" key import requires a base64Url encoding of the key." +
  " | bad k failed DataError: Symmetric \"jwk\" key import requires a base64Url encoding of the key." +
  " | short k failed DataError: Imported AES key length must be 128, 192, or 256 bits but provided 8." +
  " | use {\"usages\":[\"encrypt\"],\"algorithm\":{\"name...128},\"extractable\":true,\"type\":\"secret\"} (101)" +
  " | wrong use failed DataError: Symmetric \"jwk\" key must have a \"use\" of \"enc\", not \"sig\"." +
  " | ops {\"usages\":[\"encrypt\"],\"algorithm\":{\"name...128},\"extractable\":true,\"type\":\"secret\"} (101)" +
  " | too few ops failed DataError: \"jwk\" key missing usage \"encrypt\", in \"key_ops\"." +
  " | ops twice failed DataError: Symmetric \"jwk\" key contains duplicate value \"decrypt\", in \"key_op\"." +
  " | ops of text failed TypeError: Incorrect type for the 'key_ops' field on 'JsonWebKey': the provided value is not of type 'Array'. (no DOMException)" +
  " | ext failed DataError: JWK ext field for \"AES-GCM\" is set to false but extractable is true" +
  " | ext, kept {\"usages\":[\"encrypt\"],\"algorithm\":{\"name...28},\"extractable\":false,\"type\":\"secret\"} (102)" +
  " | null failed TypeError: Cannot initialize N7workerd3api12SubtleCrypto10JsonWebKeyE with required members from an undefined or null value. (no DOMException)" +
  " | undefined failed TypeError: Cannot initialize N7workerd3api12SubtleCrypto10JsonWebKeyE with required members from an undefined or null value. (no DOMException)" +
  " | hmac {\"usages\":[\"sign\"],\"algorithm\":{\"name\":\"...128},\"extractable\":true,\"type\":\"secret\"} (121)" +
  " | hmac alg failed DataError: HMAC \"jwk\" key import specifies \"alg\" that is incompatible with the hash name (encountered \"HS512\", expected \"HS256\")." +
  " | hmac kty failed DataError: HMAC \"jwk\" key import requires a JSON Web Key with Key Type parameter (\"kty\") equal to \"oct\" (encountered \"EC\")." +
  " | hmac no k failed DataError: HMAC \"jwk\" key import requires a base64Url encoding of the key");

// 8.1: randomness
export const randomness = tells(async ({ say, tried }) => {
  for (const kind of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, BigInt64Array, BigUint64Array]) {
    const a = new kind(16);
    say(kind.name, crypto.getRandomValues(a) === a, a.some((x) => x));
  }
  for (const bad of [new Float32Array(4), new Float64Array(4), new DataView(new ArrayBuffer(4))]) await tried(bad.constructor.name, () => crypto.getRandomValues(bad) === bad);
  await tried("most", () => crypto.getRandomValues(new Uint8Array(65536)).length);
  await tried("too many", () => crypto.getRandomValues(new Uint8Array(65537)));
  await tried("too many words", () => crypto.getRandomValues(new Uint32Array(16385)));
  await tried("buffer", () => crypto.getRandomValues(new ArrayBuffer(4)));
  await tried("nothing", () => crypto.getRandomValues());
  say(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID()), crypto.randomUUID() === crypto.randomUUID());
  await tried("receiver", () => (0, crypto.randomUUID)());
}, "Int8Array true true | Uint8Array true true | Uint8ClampedArray true true | Int16Array true true" +
  " | Uint16Array true true | Int32Array true true | Uint32Array true true | BigInt64Array true true" +
  " | BigUint64Array true true" +
  " | Float32Array failed TypeMismatchError: ArrayBufferView argument to getRandomValues() must be an integer-typed view." +
  " | Float64Array failed TypeMismatchError: ArrayBufferView argument to getRandomValues() must be an integer-typed view." +
  " | DataView failed TypeMismatchError: ArrayBufferView argument to getRandomValues() must be an integer-typed view." +
  " | most 65536" +
  " | too many failed QuotaExceededError: getRandomValues() only accepts buffers of size <= 64K but provided 65537 bytes." +
  " | too many words failed QuotaExceededError: getRandomValues() only accepts buffers of size <= 64K but provided 65540 bytes." +
  " | buffer failed TypeError: Failed to execute 'getRandomValues' on 'Crypto': parameter 1 is not of type 'ArrayBufferView'. (no DOMException)" +
  " | nothing failed TypeError: Failed to execute 'getRandomValues' on 'Crypto': parameter 1 is not of type 'ArrayBufferView'. (no DOMException)" +
  " | true false" +
  " | receiver failed TypeError: Illegal invocation: function called with incorrect `this` reference. See https://developers.cloudflare.com/workers/observability/errors/#illegal-invocation-errors for details. (no DOMException)");

// 8.1: comparisons in constant time
export const comparing = tells(async ({ tried }) => {
  await tried("equal", () => subtle.timingSafeEqual(bytes(4), bytes(4).buffer));
  await tried("different", () => subtle.timingSafeEqual(bytes(4), bytes(4, 1)));
  await tried("empty", () => subtle.timingSafeEqual(bytes(0), bytes(0)));
  await tried("lengths", () => subtle.timingSafeEqual(bytes(4), bytes(5)));
  await tried("views", () => subtle.timingSafeEqual(new Uint16Array([256]), bytes(2)));
  await tried("text", () => subtle.timingSafeEqual("a", "a"));
  await tried("one", () => subtle.timingSafeEqual(bytes(1)));
}, "equal true | different false | empty true" +
  " | lengths failed TypeError: Input buffers must have the same byte length. (no DOMException) | views true" +
  " | text failed TypeError: Failed to execute 'timingSafeEqual' on 'SubtleCrypto': parameter 1 is not of type 'BufferSource'. (no DOMException)" +
  " | one failed TypeError: Failed to execute 'timingSafeEqual' on 'SubtleCrypto': parameter 2 is not of type 'BufferSource'. (no DOMException)");

// 8.1: streams that hash
export const streams = tells(async ({ say, tried }) => {
  for (const name of ["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512", "crc32", "crc32c", "crc64nvme"]) {
    const d = new crypto.DigestStream(name);
    const w = d.getWriter();
    await w.write(text("12345"));
    await w.write("6789");
    await w.close();
    say(name, d.bytesWritten, await d.digest);
  }
  const d = new crypto.DigestStream({ name: "SHA-1" });
  say(String(d), d instanceof WritableStream, d.bytesWritten, d.digest === d.digest, Object.keys(d).join());
  await new Response("abc").body.pipeTo(d);
  say(d.bytesWritten, await d.digest);
  const empty = new crypto.DigestStream("SHA-1");
  await empty.close();
  say(await empty.digest);
  await tried("unknown", () => new crypto.DigestStream("SHA-3"));
  await tried("CRC32", () => new crypto.DigestStream("CRC32"));
  await tried("nothing", () => new crypto.DigestStream());
  const wrong = new crypto.DigestStream("SHA-1");
  wrong.digest.catch(() => {});
  await tried("number", () => wrong.getWriter().write(5));
  const aborted = new crypto.DigestStream("SHA-1");
  aborted.digest.catch(() => {});
  await tried("abort", () => aborted.abort(new RangeError("stop")));
  await tried("digest", () => aborted.digest);
  const disposed = new crypto.DigestStream("SHA-1");
  disposed.digest.catch(() => {});
  await tried("dispose", () => disposed[Symbol.dispose]());
  await tried("digest", () => disposed.digest);
}, "MD5 9 25f9e794323b453885f5181f1b624d0b | SHA-1 9 f7c3bc1d808e04732adf679965ccc34ca7ae3441" +
  " | SHA-256 9 15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225" +
  " | SHA-384 9 eb455d56d2c1a69de64e832011f3393d45f3fa31d6842f21af92d2fe469c499da5e3179847334a18479c8d1dedea1be3" +
  " | SHA-512 9 d9e6762dd1c8eaf6d61b3c6192fc408d4d6d5f11...c02d73d499c95455b6b5bb503acf574fba8ffe85 (128)" +
  " | crc32 9 cbf43926 | crc32c 9 e3069283 | crc64nvme 9 ae8b14860a799888 | [object DigestStream] true 0 true " +
  " | 3 a9993e364706816aba3e25717850c26c9cd0d89d | da39a3ee5e6b4b0d3255bfef95601890afd80709" +
  " | unknown failed NotSupportedError: Unrecognized or unimplemented digest algorithm requested. | CRC32 {}" +
  " | nothing failed TypeError: Failed to construct 'DigestStream': constructor parameter 1 is not of type 'string or HashAlgorithm'. (no DOMException)" +
  " | number failed TypeError: DigestStream is a byte stream but received an object of non-ArrayBuffer/ArrayBufferView/string type on its writable side. (no DOMException)" +
  " | abort undefined | digest failed RangeError: stop (no DOMException) | dispose undefined" +
  " | digest failed TypeError: The DigestStream was disposed. (no DOMException)");
