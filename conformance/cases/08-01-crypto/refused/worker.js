import assert from "node:assert";
import { keys } from "./keys.js";

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

const unbase64 = (s) => Uint8Array.from([...atob(s)], (c) => c.charCodeAt(0));
const half = (format, key, algorithm, usages, extractable = true) =>
  subtle.importKey(format, unbase64(keys[key][format]), algorithm, extractable, usages);

// 8.1: names that nothing has
export const unknown = tells(async ({ tried }) => {
  const k = await subtle.importKey("raw", bytes(16), "AES-GCM", true, ["encrypt"]);
  await tried("generate", () => subtle.generateKey({ name: "NOPE" }, true, ["encrypt"]));
  await tried("generate HKDF", () => subtle.generateKey("HKDF", true, ["deriveBits"]));
  await tried("import", () => subtle.importKey("raw", bytes(16), "NOPE", true, ["encrypt"]));
  await tried("format", () => subtle.importKey("nope", bytes(16), "AES-GCM", true, ["encrypt"]));
  await tried("export", () => subtle.exportKey("nope", k));
  await tried("curve", () => subtle.generateKey({ name: "ECDSA", namedCurve: "P-224" }, true, ["sign"]));
  await tried("no curve", () => subtle.generateKey({ name: "ECDSA" }, true, ["sign"]));
  await tried("no length", () => subtle.generateKey("AES-GCM", true, ["encrypt"]));
  await tried("length", () => subtle.generateKey({ name: "AES-GCM", length: 100 }, true, ["encrypt"]));
  await tried("no hash", () => subtle.generateKey("HMAC", true, ["sign"]));
  await tried("hash", () => subtle.generateKey({ name: "HMAC", hash: "SHA-3" }, true, ["sign"]));
  await tried("hmac length", () => subtle.generateKey({ name: "HMAC", hash: "SHA-1", length: 0 }, true, ["sign"]));
  await tried("old curve", () => subtle.generateKey({ name: "NODE-ED25519", namedCurve: "X" }, true, ["sign"]));
  await tried("no old curve", () => subtle.generateKey("NODE-ED25519", true, ["sign"]));
  for (const format of ["raw-secret", "raw-public", "raw-seed"]) await tried(format, () => subtle.exportKey(format, k));
}, "generate failed NotSupportedError: Unrecognized key generation algorithm \"NOPE\" requested." +
  " | generate HKDF failed NotSupportedError: Unrecognized key generation algorithm \"HKDF\" requested." +
  " | import failed NotSupportedError: Unrecognized key import algorithm \"NOPE\" requested." +
  " | format failed NotSupportedError: Unrecognized key import format \"nope\"." +
  " | export failed NotSupportedError: AES-GCM key only supports exporting \"raw\", \"raw-secret\" & \"jwk\", not \"nope\"." +
  " | curve failed NotSupportedError: Unrecognized or unimplemented EC curve \"P-224\" requested." +
  " | no curve failed TypeError: Missing field \"namedCurve\" in \"algorithm\". (no DOMException)" +
  " | no length failed TypeError: Missing field \"length\" in \"algorithm\". (no DOMException)" +
  " | length failed OperationError: Generated AES key length must be 128, 192, or 256 bits but requested 100." +
  " | no hash failed TypeError: Missing field \"hash\" in \"algorithm\". (no DOMException)" +
  " | hash failed NotSupportedError: Unrecognized or unimplemented digest algorithm requested." +
  " | hmac length failed OperationError: HMAC key length must be a non-zero unsigned long integer (requested 0)." +
  " | old curve failed NotSupportedError: EDDSA curve \"X\" isn't supported." +
  " | no old curve failed TypeError: Missing field \"namedCurve\" in \"algorithm\". (no DOMException)" +
  " | raw-secret failed NotSupportedError: Key format \"raw-secret\" requires the webcrypto_modern_algorithms flag." +
  " | raw-public failed NotSupportedError: Key format \"raw-public\" requires the webcrypto_modern_algorithms flag." +
  " | raw-seed failed NotSupportedError: Key format \"raw-seed\" requires the webcrypto_modern_algorithms flag.");

// 8.1: RSA keys that cannot be made
export const rsa = tells(async ({ tried }) => {
  const a = { name: "RSA-PSS", hash: "SHA-256", modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]) };
  for (const change of [{ publicExponent: undefined }, { hash: undefined }, { modulusLength: undefined }, { modulusLength: 0 }, { modulusLength: 1001 }, { modulusLength: 128 },
    { modulusLength: 20000 }, { publicExponent: new Uint8Array([5]) }, { publicExponent: bytes(5, 1) }, { hash: "SHA-3" }]) {
    await tried(Object.keys(change)[0], () => subtle.generateKey({ ...a, ...change }, true, ["sign"]));
  }
  await tried("usages", () => subtle.generateKey(a, true, ["encrypt"]));
  await tried("no usages", () => subtle.generateKey(a, true, []));
  await tried("public usages", () => subtle.generateKey(a, true, ["verify"]));
}, "publicExponent failed TypeError: Missing field \"publicExponent\" in \"algorithm\". (no DOMException)" +
  " | hash failed TypeError: Missing field \"hash\" in \"algorithm\". (no DOMException)" +
  " | modulusLength failed TypeError: Missing field \"modulusLength\" in \"algorithm\". (no DOMException)" +
  " | modulusLength failed OperationError: modulusLength must be greater than zero (requested 0)." +
  " | modulusLength failed OperationError: The modulus length must be a multiple of 8 and between 256 and 16k, but 1001 was requested." +
  " | modulusLength failed OperationError: The modulus length must be a multiple of 8 and between 256 and 16k, but 128 was requested." +
  " | modulusLength failed OperationError: The modulus length must be a multiple of 8 and between 256 and 16k, but 20000 was requested." +
  " | publicExponent failed OperationError: The \"publicExponent\" must be either 3 or 65537, but got 5." +
  " | publicExponent failed OperationError: The \"publicExponent\" must be either 3 or 65537, but got a number larger than 2^32." +
  " | hash failed NotSupportedError: Unrecognized or unimplemented digest algorithm requested." +
  " | usages failed SyntaxError: Attempt to generate RSA-PSS key with invalid usage \"encrypt\"." +
  " | no usages failed SyntaxError: Attempt to generate asymmetric keys with no valid private key usages." +
  " | public usages failed SyntaxError: Attempt to generate asymmetric keys with no valid private key usages.");

// 8.1: usages
export const usages = tells(async ({ tried }) => {
  for (const [name, bad] of [["AES-GCM", "sign"], ["AES-KW", "encrypt"], ["AES-CBC", "nope"]]) {
    await tried(name, () => subtle.generateKey({ name, length: 128 }, true, [bad]));
    await tried(name, () => subtle.importKey("raw", bytes(16), name, true, [bad]));
    await tried(name, () => subtle.generateKey({ name, length: 128 }, true, []));
    await tried(name, () => subtle.importKey("raw", bytes(16), name, true, []));
  }
  await tried("hmac", () => subtle.generateKey({ name: "HMAC", hash: "SHA-1" }, true, ["encrypt"]));
  await tried("ecdsa", () => subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["deriveBits"]));
  await tried("ecdsa, public", () => subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["verify"]));
  await tried("ecdh", () => subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, []));
  await tried("x25519", () => subtle.generateKey("X25519", true, ["sign"]));
  await tried("hkdf", () => subtle.importKey("raw", bytes(16), "HKDF", false, ["encrypt"]));
  await tried("hkdf none", () => subtle.importKey("raw", bytes(16), "HKDF", false, []));
  await tried("private", () => half("pkcs8", "p256", { name: "ECDSA", namedCurve: "P-256" }, ["verify"]));
  await tried("public", () => half("spki", "p256", { name: "ECDSA", namedCurve: "P-256" }, ["sign"]));
  await tried("private none", () => half("pkcs8", "p256", { name: "ECDSA", namedCurve: "P-256" }, []));
  await tried("public none", async () => (await half("spki", "p256", { name: "ECDSA", namedCurve: "P-256" }, [])).type);
  await tried("ecdh public", () => half("spki", "p256", { name: "ECDH", namedCurve: "P-256" }, ["deriveBits"]));
}, "AES-GCM failed SyntaxError: Attempt to generate AES-GCM key with invalid usage \"sign\"." +
  " | AES-GCM failed SyntaxError: Attempt to import secret AES-GCM key with invalid usage \"sign\"." +
  " | AES-GCM failed SyntaxError: Secret/private CryptoKeys must have at least one usage." +
  " | AES-GCM failed SyntaxError: Secret/private CryptoKeys must have at least one usage." +
  " | AES-KW failed SyntaxError: Attempt to generate AES-KW key with invalid usage \"encrypt\"." +
  " | AES-KW failed SyntaxError: Attempt to import secret AES-KW key with invalid usage \"encrypt\"." +
  " | AES-KW failed SyntaxError: Secret/private CryptoKeys must have at least one usage." +
  " | AES-KW failed SyntaxError: Secret/private CryptoKeys must have at least one usage." +
  " | AES-CBC failed SyntaxError: Attempt to generate AES-CBC key with invalid usage \"nope\"." +
  " | AES-CBC failed SyntaxError: Attempt to import secret AES-CBC key with invalid usage \"nope\"." +
  " | AES-CBC failed SyntaxError: Secret/private CryptoKeys must have at least one usage." +
  " | AES-CBC failed SyntaxError: Secret/private CryptoKeys must have at least one usage." +
  " | hmac failed SyntaxError: Attempt to generate HMAC key with invalid usage \"encrypt\"." +
  " | ecdsa failed SyntaxError: Attempt to generate ECDSA key with invalid usage \"deriveBits\"." +
  " | ecdsa, public failed SyntaxError: Attempt to generate asymmetric keys with no valid private key usages." +
  " | ecdh failed SyntaxError: Attempt to generate asymmetric keys with no valid private key usages." +
  " | x25519 failed SyntaxError: Attempt to generate X25519 key with invalid usage \"sign\"." +
  " | hkdf failed SyntaxError: Attempt to import secret HKDF key with invalid usage \"encrypt\"." +
  " | hkdf none failed SyntaxError: Secret/private CryptoKeys must have at least one usage." +
  " | private failed SyntaxError: Attempt to import private ECDSA key with invalid usage \"verify\"." +
  " | public failed SyntaxError: Attempt to import public ECDSA key with invalid usage \"sign\"." +
  " | private none failed SyntaxError: Secret/private CryptoKeys must have at least one usage." +
  " | public none public" +
  " | ecdh public failed SyntaxError: Attempt to import public ECDH key with invalid usage \"deriveBits\".");

// 8.1: keys of another algorithm, purpose or kind
export const purposes = tells(async ({ tried }) => {
  const aes = await subtle.importKey("raw", bytes(16), "AES-GCM", false, ["encrypt"]);
  const hmac = await subtle.importKey("raw", bytes(16), { name: "HMAC", hash: "SHA-1" }, false, ["sign"]);
  const ec = await half("pkcs8", "p256", { name: "ECDSA", namedCurve: "P-256" }, ["sign"]);
  await tried("algorithm", () => subtle.encrypt({ name: "AES-CBC", iv: bytes(16) }, aes, bytes(1)));
  await tried("usage", () => subtle.decrypt({ name: "AES-GCM", iv: bytes(12) }, aes, bytes(20)));
  await tried("sign", () => subtle.sign("HMAC", aes, bytes(1)));
  await tried("verify", () => subtle.verify("HMAC", hmac, bytes(1), bytes(1)));
  await tried("derive", () => subtle.deriveBits("HMAC", hmac, 8));
  await tried("export", () => subtle.exportKey("raw", aes));
  await tried("derive key", () => subtle.deriveKey("HMAC", hmac, { name: "AES-GCM", length: 128 }, true, ["encrypt"]));
  await tried("wrap", () => subtle.wrapKey("raw", aes, hmac, "HMAC"));
  await tried("no name", () => subtle.encrypt({}, aes, bytes(1)));
  await tried("number", () => subtle.encrypt(5, aes, bytes(1)));
  await tried("curve", () => half("pkcs8", "p256", { name: "ECDSA", namedCurve: "P-384" }, ["sign"]));
  await tried("ecdh curve", () => half("pkcs8", "p256", { name: "ECDH", namedCurve: "P-384" }, ["deriveBits"]));
  await tried("rsa for ec", () => half("pkcs8", "rsa", { name: "ECDSA", namedCurve: "P-256" }, ["sign"]));
  await tried("rsa for ecdh", () => half("spki", "rsa", { name: "ECDH", namedCurve: "P-256" }, []));
  await tried("ec for rsa", () => half("pkcs8", "p256", { name: "RSA-PSS", hash: "SHA-1" }, ["sign"]));
  await tried("spki for pkcs8", () => subtle.importKey("pkcs8", unbase64(keys.p256.spki), { name: "ECDSA", namedCurve: "P-256" }, true, ["sign"]));
  await tried("pkcs8 for spki", () => subtle.importKey("spki", unbase64(keys.p256.pkcs8), { name: "ECDSA", namedCurve: "P-256" }, true, []));
}, "algorithm failed InvalidAccessError: Requested algorithm \"AES-CBC\" does not match this CryptoKey's algorithm \"AES-GCM\"." +
  " | usage failed InvalidAccessError: Requested key usage \"decrypt\" does not match any usage listed in this CryptoKey." +
  " | sign failed InvalidAccessError: Requested algorithm \"HMAC\" does not match this CryptoKey's algorithm \"AES-GCM\"." +
  " | verify failed InvalidAccessError: Requested key usage \"verify\" does not match any usage listed in this CryptoKey." +
  " | derive failed InvalidAccessError: Requested key usage \"deriveBits\" does not match any usage listed in this CryptoKey." +
  " | export failed InvalidAccessError: Attempt to export non-extractable AES-GCM key." +
  " | derive key failed InvalidAccessError: Requested key usage \"deriveKey\" does not match any usage listed in this CryptoKey." +
  " | wrap failed InvalidAccessError: Requested key usage \"wrapKey\" does not match any usage listed in this CryptoKey." +
  " | no name failed InvalidAccessError: Requested algorithm \"undefined\" does not match this CryptoKey's algorithm \"AES-GCM\"." +
  " | number failed InvalidAccessError: Requested algorithm \"5\" does not match this CryptoKey's algorithm \"AES-GCM\"." +
  " | curve failed DataError: \"algorithm.namedCurve\" \"P-384\" does not match the curve specified by the input key data." +
  " | ecdh curve failed DataError: \"algorithm.namedCurve\" \"P-384\", does not match the curve specified by the input key data." +
  " | rsa for ec failed DataError: Input was not an EC key." +
  " | rsa for ecdh failed DataError: Input was not an EC public key nor a DH key." +
  " | ec for rsa failed DataError: Input was not an RSA key." +
  " | spki for pkcs8 failed DataError: Invalid PKCS8 input." +
  " | pkcs8 for spki failed DataError: Invalid SPKI input.");

// 8.1: data that is no key
export const data = tells(async ({ tried }) => {
  const ecdsa = { name: "ECDSA", namedCurve: "P-256" };
  await tried("pkcs8", () => subtle.importKey("pkcs8", bytes(10), ecdsa, true, ["sign"]));
  await tried("spki", () => subtle.importKey("spki", bytes(10), ecdsa, true, ["verify"]));
  await tried("spki empty", () => subtle.importKey("spki", bytes(0), ecdsa, true, ["verify"]));
  await tried("trailing", () => subtle.importKey("spki", new Uint8Array([...unbase64(keys.p256.spki), 1, 2]), ecdsa, true, ["verify"]));
  await tried("trailing", () => subtle.importKey("pkcs8", new Uint8Array([...unbase64(keys.p256.pkcs8), 1]), ecdsa, true, ["sign"]));
  await tried("raw", () => subtle.importKey("raw", bytes(65), ecdsa, true, ["verify"]));
  await tried("raw point", () => subtle.importKey("raw", bytes(65, 4), ecdsa, true, ["verify"]));
  await tried("raw short", () => subtle.importKey("raw", bytes(10, 4), ecdsa, true, ["verify"]));
  await tried("raw empty", () => subtle.importKey("raw", bytes(0), ecdsa, true, ["verify"]));
  await tried("raw ed", () => subtle.importKey("raw", bytes(31), "Ed25519", true, ["verify"]));
  await tried("raw x", () => subtle.importKey("raw", bytes(33), "X25519", true, []));
  await tried("raw rsa", () => subtle.importKey("raw", bytes(33), { name: "RSA-PSS", hash: "SHA-1" }, true, ["verify"]));
  await tried("object", () => subtle.importKey("raw", {}, "AES-GCM", true, ["encrypt"]));
  await tried("buffer", () => subtle.importKey("jwk", bytes(16), "AES-GCM", true, ["encrypt"]));
  await tried("text", () => subtle.importKey("raw", "abc", "AES-GCM", true, ["encrypt"]));
}, "pkcs8 failed DataError: Invalid PKCS8 input. | spki failed DataError: Invalid SPKI input." +
  " | spki empty failed DataError: Invalid SPKI input." +
  " | trailing failed DataError: Invalid 2 trailing bytes after SPKI input." +
  " | trailing failed DataError: Invalid 1 trailing bytes after PKCS8 input." +
  " | raw failed DataError: Failed to import raw EC key data: Invalid point encoding.." +
  " | raw point failed DataError: Failed to import raw EC key data: Point is not on curve.." +
  " | raw short failed DataError: Failed to import raw EC key data: Invalid point encoding.." +
  " | raw empty failed DataError: Failed to import raw EC key data." +
  " | raw ed failed DataError: Ed25519 raw keys must be exactly 32-bytes (provided 31)." +
  " | raw x failed DataError: X25519 raw keys must be exactly 32-bytes (provided 33)." +
  " | raw rsa failed NotSupportedError: Unrecognized key import format \"raw\"." +
  " | object failed TypeError: Import data provided for buffer-based import formats must be a buffer source. (no DOMException)" +
  " | buffer failed TypeError: Import data provided for \"jwk\" import format must be a JsonWebKey. (no DOMException)" +
  " | text failed TypeError: Failed to execute 'importKey' on 'SubtleCrypto': parameter 2 is not of type 'BufferSource or JsonWebKey'. (no DOMException)");

// 8.1: JSON Web Keys of pairs that are wrong
export const webKeys = tells(async ({ tried }) => {
  const ecdsa = { name: "ECDSA", namedCurve: "P-256" };
  const ec = await subtle.exportKey("jwk", await half("pkcs8", "p256", ecdsa, ["sign"]));
  for (const change of [{ kty: "RSA" }, { x: undefined }, { y: undefined }, { y: ec.x }, { d: undefined, key_ops: ["verify"] }, { d: "!!" }, { alg: "ES384" }, { alg: "RS256" }, { crv: "P-384" }, { use: "enc" }, { ext: false },
    { key_ops: ["sign", "sign"] }, { key_ops: ["verify"] }, { key_ops: ["encrypt"], use: "sig" }, { key_ops: "sign" }, { d: "AQ" }]) {
    await tried(JSON.stringify(change), async () => (await subtle.importKey("jwk", { ...ec, ...change }, ecdsa, true, change.d === undefined && "d" in change ? ["verify"] : ["sign"])).type);
  }
  const ed = await subtle.exportKey("jwk", await half("pkcs8", "ed", "Ed25519", ["sign"]));
  for (const change of [{ kty: "EC" }, { crv: undefined }, { crv: "X25519" }, { alg: "ES256" }, { x: undefined }, { x: "AQ" }, { d: "AQ" }]) {
    await tried(JSON.stringify(change), async () => (await subtle.importKey("jwk", { ...ed, ...change }, "Ed25519", true, ["sign"])).type);
  }
  const pss = { name: "RSA-PSS", hash: "SHA-256" };
  const rsa = await subtle.exportKey("jwk", await half("pkcs8", "rsa", pss, ["sign"]));
  for (const change of [{ kty: "EC" }, { n: undefined }, { e: undefined }, { p: undefined }, { p: undefined, q: undefined, dp: undefined, dq: undefined, qi: undefined }, { alg: "PS512" }, { alg: "nope" }, { alg: "RS256" }, { oth: [] }, { use: "enc" }]) {
    await tried(JSON.stringify(change), async () => (await subtle.importKey("jwk", { ...rsa, ...change }, pss, true, ["sign"])).type);
  }
}, "{\"kty\":\"RSA\"} failed DataError: Elliptic curve \"jwk\" key import requires a JSON Web Key with Key Type parameter \"kty\" (\"RSA\") equal to \"EC\"." +
  " | {} failed DataError: Invalid EC key in JSON Web Key; missing \"x\"." +
  " | {} failed DataError: Invalid EC key in JSON Web Key; missing \"y\"." +
  " | {\"y\":\"KPv3TQAT08YE11umv7VAxTgHUiOdlE_haPMxXJ_oobk\"} failed OperationError: Invalid EC key; public key coordinates \"x\" and \"y\" are invalid: Point is not on curve.." +
  " | {\"key_ops\":[\"verify\"]} public" +
  " | {\"d\":\"!!\"} failed DataError: Invalid EC key in JSON Web Key; missing or invalid private key component (\"d\")." +
  " | {\"alg\":\"ES384\"} failed DataError: JSON Web Key Algorithm parameter \"alg\" (\"ES384\") does not match requested curve." +
  " | {\"alg\":\"RS256\"} failed NotSupportedError: Unrecognized or unimplemented algorithm \"RS256\" listed in JSON Web Key Algorithm parameter." +
  " | {\"crv\":\"P-384\"} private" +
  " | {\"use\":\"enc\"} failed DataError: Asymmetric \"jwk\" key import with usages requires a JSON Web Key with Public Key Use parameter \"use\" (\"enc\") equal to \"sig\"." +
  " | {\"ext\":false} failed DataError: JWK ext field for \"ECDSA\" is set to false but extractable is true" +
  " | {\"key_ops\":[\"sign\",\"sign\"]} failed DataError: A JSON Web Key's Key Operations parameter (\"key_ops\") must not contain duplicates." +
  " | {\"key_ops\":[\"verify\"]} failed DataError: All specified key usages must be present in the JSON Web Key's Key Operations parameter (\"key_ops\")." +
  " | {\"key_ops\":[\"encrypt\"],\"use\":\"sig\"} failed DataError: A JSON Web Key should have either a Public Key Use parameter (\"use\") or a Key Operations parameter (\"key_ops\"); otherwise, the parameters must be consistent with each other. A Public Key Use for ECDSA would allow a Key Operations array with only \"sign\" and/or \"verify\" values (not \"encrypt\")." +
  " | {\"key_ops\":\"sign\"} failed TypeError: Incorrect type for the 'key_ops' field on 'JsonWebKey': the provided value is not of type 'Array'. (no DOMException)" +
  " | {\"d\":\"AQ\"} failed DataError: Invalid EC key in JSON Web Key." +
  " | {\"kty\":\"EC\"} failed DataError: Ed25519 \"jwk\" key imports requires a JSON Web Key with Key Type parameter \"kty\" (\"EC\") equal to \"OKP\"." +
  " | {} failed DataError: Missing field \"crv\" for Ed25519 key." +
  " | {\"crv\":\"X25519\"} failed NotSupportedError: Only Ed25519 is supported but \"X25519\" was requested." +
  " | {\"alg\":\"ES256\"} failed DataError: JSON Web Key Algorithm parameter \"alg\" (\"ES256\") does not match requested Ed25519 curve." +
  " | {} failed DataError: Invalid Ed25519 key in JSON WebKey; missing or invalid public key component (\"x\")." +
  " | {\"x\":\"AQ\"} failed DataError: Invalid length 1 for public key" +
  " | {\"d\":\"AQ\"} failed DataError: Invalid length 1 for private key" +
  " | {\"kty\":\"EC\"} failed DataError: RSASSA-PKCS1-v1_5 \"jwk\" key import requires a JSON Web Key with Key Type parameter \"kty\" (\"EC\") equal to \"RSA\"." +
  " | {} failed DataError: Invalid RSA key in JSON Web Key; missing or invalid Modulus parameter (\"n\")." +
  " | {} failed DataError: Invalid RSA key in JSON Web Key; missing or invalid Exponent parameter (\"e\")." +
  " | {} failed DataError: Invalid RSA private key in JSON Web Key; if one Prime Factor or CRT Exponent/Coefficient parameter is present, then they must all be present (\"p\", \"q\", \"dp\", \"dq\", \"qi\")." +
  " | {} private" +
  " | {\"alg\":\"PS512\"} failed DataError: JSON Web Key Algorithm parameter \"alg\" (\"PS512\") does not match requested hash algorithm \"PS512\"." +
  " | {\"alg\":\"nope\"} failed NotSupportedError: Unrecognized or unimplemented algorithm \"nope\" listed in JSON Web Key Algorithm parameter." +
  " | {\"alg\":\"RS256\"} private | {\"oth\":[]} failed NotSupportedError: Multi-prime private keys not supported." +
  " | {\"use\":\"enc\"} failed DataError: Asymmetric \"jwk\" key import with usages requires a JSON Web Key with Public Key Use parameter \"use\" (\"enc\") equal to \"sig\".");

// 8.1: arguments of the wrong type
export const types = tells(async ({ tried }) => {
  const k = await subtle.importKey("raw", bytes(16), "AES-GCM", true, ["encrypt"]);
  for (const name of ["encrypt", "decrypt", "sign", "verify", "digest", "generateKey", "deriveKey", "deriveBits", "importKey", "exportKey", "wrapKey", "unwrapKey"]) {
    await tried(name, () => subtle[name]());
    await tried(name, () => subtle[name](null));
    await tried(name, () => subtle[name]("AES-GCM", {}));
    await tried(name, () => subtle[name]("AES-GCM", k, "x"));
  }
  await tried("iv", () => subtle.encrypt({ name: "AES-GCM", iv: "x" }, k, bytes(1)));
  await tried("iv null", () => subtle.encrypt({ name: "AES-GCM", iv: null }, k, bytes(1)));
  await tried("tag", () => subtle.encrypt({ name: "AES-GCM", iv: bytes(12), tagLength: "x" }, k, bytes(1)));
  await tried("public", () => subtle.deriveBits({ name: "ECDH", public: {} }, k, 8));
  await tried("usages", () => subtle.generateKey({ name: "AES-GCM", length: 128 }, true, "encrypt"));
  await tried("usages", () => subtle.generateKey({ name: "AES-GCM", length: 128 }, true, new Set(["encrypt"])));
  await tried("key_ops", () => subtle.importKey("jwk", { kty: "oct", key_ops: 5 }, "AES-GCM", true, ["encrypt"]));
}, "encrypt failed TypeError: Failed to execute 'encrypt' on 'SubtleCrypto': parameter 1 is not of type 'string or EncryptAlgorithm'. (no DOMException)" +
  " | encrypt failed TypeError: Cannot initialize N7workerd3api12SubtleCrypto16EncryptAlgorithmE with required members from an undefined or null value. (no DOMException)" +
  " | encrypt failed TypeError: Failed to execute 'encrypt' on 'SubtleCrypto': parameter 2 is not of type 'CryptoKey'. (no DOMException)" +
  " | encrypt failed TypeError: Failed to execute 'encrypt' on 'SubtleCrypto': parameter 3 is not of type 'BufferSource'. (no DOMException)" +
  " | decrypt failed TypeError: Failed to execute 'decrypt' on 'SubtleCrypto': parameter 1 is not of type 'string or EncryptAlgorithm'. (no DOMException)" +
  " | decrypt failed TypeError: Cannot initialize N7workerd3api12SubtleCrypto16EncryptAlgorithmE with required members from an undefined or null value. (no DOMException)" +
  " | decrypt failed TypeError: Failed to execute 'decrypt' on 'SubtleCrypto': parameter 2 is not of type 'CryptoKey'. (no DOMException)" +
  " | decrypt failed TypeError: Failed to execute 'decrypt' on 'SubtleCrypto': parameter 3 is not of type 'BufferSource'. (no DOMException)" +
  " | sign failed TypeError: Failed to execute 'sign' on 'SubtleCrypto': parameter 1 is not of type 'string or SignAlgorithm'. (no DOMException)" +
  " | sign failed TypeError: Cannot initialize N7workerd3api12SubtleCrypto13SignAlgorithmE with required members from an undefined or null value. (no DOMException)" +
  " | sign failed TypeError: Failed to execute 'sign' on 'SubtleCrypto': parameter 2 is not of type 'CryptoKey'. (no DOMException)" +
  " | sign failed TypeError: Failed to execute 'sign' on 'SubtleCrypto': parameter 3 is not of type 'BufferSource'. (no DOMException)" +
  " | verify failed TypeError: Failed to execute 'verify' on 'SubtleCrypto': parameter 1 is not of type 'string or SignAlgorithm'. (no DOMException)" +
  " | verify failed TypeError: Cannot initialize N7workerd3api12SubtleCrypto13SignAlgorithmE with required members from an undefined or null value. (no DOMException)" +
  " | verify failed TypeError: Failed to execute 'verify' on 'SubtleCrypto': parameter 2 is not of type 'CryptoKey'. (no DOMException)" +
  " | verify failed TypeError: Failed to execute 'verify' on 'SubtleCrypto': parameter 3 is not of type 'BufferSource'. (no DOMException)" +
  " | digest failed TypeError: Failed to execute 'digest' on 'SubtleCrypto': parameter 1 is not of type 'string or HashAlgorithm'. (no DOMException)" +
  " | digest failed TypeError: Cannot initialize N7workerd3api12SubtleCrypto13HashAlgorithmE with required members from an undefined or null value. (no DOMException)" +
  " | digest failed TypeError: Failed to execute 'digest' on 'SubtleCrypto': parameter 2 is not of type 'BufferSource'. (no DOMException)" +
  " | digest failed TypeError: Failed to execute 'digest' on 'SubtleCrypto': parameter 2 is not of type 'BufferSource'. (no DOMException)" +
  " | generateKey failed TypeError: Failed to execute 'generateKey' on 'SubtleCrypto': parameter 1 is not of type 'string or GenerateKeyAlgorithm'. (no DOMException)" +
  " | generateKey failed TypeError: Cannot initialize N7workerd3api12SubtleCrypto20GenerateKeyAlgorithmE with required members from an undefined or null value. (no DOMException)" +
  " | generateKey failed TypeError: Failed to execute 'generateKey' on 'SubtleCrypto': parameter 3 is not of type 'Array'. (no DOMException)" +
  " | generateKey failed TypeError: Failed to execute 'generateKey' on 'SubtleCrypto': parameter 3 is not of type 'Array'. (no DOMException)" +
  " | deriveKey failed TypeError: Failed to execute 'deriveKey' on 'SubtleCrypto': parameter 1 is not of type 'string or DeriveKeyAlgorithm'. (no DOMException)" +
  " | deriveKey failed TypeError: Cannot initialize N7workerd3api12SubtleCrypto18DeriveKeyAlgorithmE with required members from an undefined or null value. (no DOMException)" +
  " | deriveKey failed TypeError: Failed to execute 'deriveKey' on 'SubtleCrypto': parameter 2 is not of type 'CryptoKey'. (no DOMException)" +
  " | deriveKey failed TypeError: Failed to execute 'deriveKey' on 'SubtleCrypto': parameter 4 is not of type 'boolean'. (no DOMException)" +
  " | deriveBits failed TypeError: Failed to execute 'deriveBits' on 'SubtleCrypto': parameter 1 is not of type 'string or DeriveKeyAlgorithm'. (no DOMException)" +
  " | deriveBits failed TypeError: Cannot initialize N7workerd3api12SubtleCrypto18DeriveKeyAlgorithmE with required members from an undefined or null value. (no DOMException)" +
  " | deriveBits failed TypeError: Failed to execute 'deriveBits' on 'SubtleCrypto': parameter 2 is not of type 'CryptoKey'. (no DOMException)" +
  " | deriveBits failed InvalidAccessError: Requested key usage \"deriveBits\" does not match any usage listed in this CryptoKey." +
  " | importKey failed TypeError: Failed to execute 'importKey' on 'SubtleCrypto': parameter 1 is not of type 'string'. (no DOMException)" +
  " | importKey failed TypeError: Failed to execute 'importKey' on 'SubtleCrypto': parameter 2 is not of type 'BufferSource or JsonWebKey'. (no DOMException)" +
  " | importKey failed TypeError: Failed to execute 'importKey' on 'SubtleCrypto': parameter 3 is not of type 'string or ImportKeyAlgorithm'. (no DOMException)" +
  " | importKey failed TypeError: Failed to execute 'importKey' on 'SubtleCrypto': parameter 4 is not of type 'boolean'. (no DOMException)" +
  " | exportKey failed TypeError: Failed to execute 'exportKey' on 'SubtleCrypto': parameter 1 is not of type 'string'. (no DOMException)" +
  " | exportKey failed TypeError: Failed to execute 'exportKey' on 'SubtleCrypto': parameter 2 is not of type 'CryptoKey'. (no DOMException)" +
  " | exportKey failed TypeError: Failed to execute 'exportKey' on 'SubtleCrypto': parameter 2 is not of type 'CryptoKey'. (no DOMException)" +
  " | exportKey failed NotSupportedError: AES-GCM key only supports exporting \"raw\", \"raw-secret\" & \"jwk\", not \"AES-GCM\"." +
  " | wrapKey failed TypeError: Failed to execute 'wrapKey' on 'SubtleCrypto': parameter 1 is not of type 'string'. (no DOMException)" +
  " | wrapKey failed TypeError: Failed to execute 'wrapKey' on 'SubtleCrypto': parameter 2 is not of type 'CryptoKey'. (no DOMException)" +
  " | wrapKey failed TypeError: Failed to execute 'wrapKey' on 'SubtleCrypto': parameter 2 is not of type 'CryptoKey'. (no DOMException)" +
  " | wrapKey failed TypeError: Failed to execute 'wrapKey' on 'SubtleCrypto': parameter 3 is not of type 'CryptoKey'. (no DOMException)" +
  " | unwrapKey failed TypeError: Failed to execute 'unwrapKey' on 'SubtleCrypto': parameter 1 is not of type 'string'. (no DOMException)" +
  " | unwrapKey failed TypeError: Failed to execute 'unwrapKey' on 'SubtleCrypto': parameter 2 is not of type 'BufferSource'. (no DOMException)" +
  " | unwrapKey failed TypeError: Failed to execute 'unwrapKey' on 'SubtleCrypto': parameter 2 is not of type 'BufferSource'. (no DOMException)" +
  " | unwrapKey failed TypeError: Failed to execute 'unwrapKey' on 'SubtleCrypto': parameter 2 is not of type 'BufferSource'. (no DOMException)" +
  " | iv failed TypeError: Incorrect type for the 'iv' field on 'EncryptAlgorithm': the provided value is not of type 'BufferSource'. (no DOMException)" +
  " | iv null failed TypeError: Incorrect type for the 'iv' field on 'EncryptAlgorithm': the provided value is not of type 'BufferSource'. (no DOMException)" +
  " | tag failed OperationError: Invalid AES-GCM tag length 0." +
  " | public failed TypeError: Incorrect type for the 'public' field on 'DeriveKeyAlgorithm': the provided value is not of type 'CryptoKey'. (no DOMException)" +
  " | usages failed TypeError: Failed to execute 'generateKey' on 'SubtleCrypto': parameter 3 is not of type 'Array'. (no DOMException)" +
  " | usages failed TypeError: Failed to execute 'generateKey' on 'SubtleCrypto': parameter 3 is not of type 'Array'. (no DOMException)" +
  " | key_ops failed TypeError: Incorrect type for the 'key_ops' field on 'JsonWebKey': the provided value is not of type 'Array'. (no DOMException)");
