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
const secret = (name, usages = ["encrypt", "decrypt"], n = 16) => subtle.importKey("raw", bytes(n), name, true, usages);
const there = async (algorithm, k, data) => {
  const sealed = await subtle.encrypt(algorithm, k, data);
  return `${hex(sealed)} ${hex(await subtle.decrypt(algorithm, k, sealed))}`;
};

// 8.1: AES-GCM
export const gcm = tells(async ({ tried }) => {
  for (const n of [16, 24, 32]) {
    const k = await secret("AES-GCM", undefined, n);
    await tried(n, () => there({ name: "AES-GCM", iv: bytes(12) }, k, text("hello")));
  }
  const k = await secret("AES-GCM");
  await tried("empty", () => there({ name: "AES-GCM", iv: bytes(12) }, k, bytes(0)));
  await tried("additional data", () => there({ name: "aes-gcm", iv: bytes(12), additionalData: text("x") }, k, text("hello")));
  for (const n of [1, 8, 16, 60]) await tried(`iv ${n}`, () => there({ name: "AES-GCM", iv: bytes(n) }, k, text("hello")));
  for (const tagLength of [32, 64, 96, 104, 112, 120, 128, 0, 100]) {
    await tried(`tag ${tagLength}`, () => there({ name: "AES-GCM", iv: bytes(12), tagLength }, k, text("hello")));
  }
  await tried("no iv", () => subtle.encrypt("AES-GCM", k, bytes(1)));
  await tried("empty iv", () => subtle.encrypt({ name: "AES-GCM", iv: bytes(0) }, k, bytes(1)));
  const sealed = new Uint8Array(await subtle.encrypt({ name: "AES-GCM", iv: bytes(12) }, k, text("hello")));
  sealed[0] ^= 1;
  await tried("changed", () => subtle.decrypt({ name: "AES-GCM", iv: bytes(12) }, k, sealed));
  await tried("changed, short tag", () => subtle.decrypt({ name: "AES-GCM", iv: bytes(12), tagLength: 32 }, k, sealed.subarray(0, 9)));
  await tried("too short", () => subtle.decrypt({ name: "AES-GCM", iv: bytes(12) }, k, bytes(15)));
}, "16 fb09cba209892a5290e6a1cc5c447671d2fdb399f0 68656c6c6f" +
  " | 24 8e9c4ef7f6f4351a5aa6f7a965ac0709d684a8cf84 68656c6c6f" +
  " | 32 2f67ba77aa2797ff353b8a046d28236dcd9d057bbb 68656c6c6f | empty 435b9ba12d75a4be8a977ea3cd011890 " +
  " | additional data fb09cba209ec882427b9ba6144913c355df10ec232 68656c6c6f" +
  " | iv 1 520792d2ef783b1e2dce3d6605741a390cd3fd25d4 68656c6c6f" +
  " | iv 8 af2e43199d240f8c59b3b48a7a345a3d5a40ec2dc3 68656c6c6f" +
  " | iv 16 c2cdfff2f61e183466548d12534b55d1334cdd0dcf 68656c6c6f" +
  " | iv 60 676b02cdb759a9b9e807dce898fc552a8daf46ed8e 68656c6c6f | tag 32 fb09cba209892a5290 68656c6c6f" +
  " | tag 64 fb09cba209892a5290e6a1cc5c 68656c6c6f | tag 96 fb09cba209892a5290e6a1cc5c447671d2 68656c6c6f" +
  " | tag 104 fb09cba209892a5290e6a1cc5c447671d2fd 68656c6c6f" +
  " | tag 112 fb09cba209892a5290e6a1cc5c447671d2fdb3 68656c6c6f" +
  " | tag 120 fb09cba209892a5290e6a1cc5c447671d2fdb399 68656c6c6f" +
  " | tag 128 fb09cba209892a5290e6a1cc5c447671d2fdb399f0 68656c6c6f" +
  " | tag 0 failed OperationError: Invalid AES-GCM tag length 0." +
  " | tag 100 failed OperationError: Invalid AES-GCM tag length 100." +
  " | no iv failed TypeError: Missing field \"iv\" in \"algorithm\". (no DOMException)" +
  " | empty iv failed OperationError: AES-GCM IV must not be empty." +
  " | changed failed OperationError: Decryption failed. This could be due to a ciphertext authentication failure, bad padding, incorrect CryptoKey, or another algorithm-specific reason. Input length was 5, output length expected to be 5 for AES-GCM" +
  " | changed, short tag failed OperationError: Decryption failed. This could be due to a ciphertext authentication failure, bad padding, incorrect CryptoKey, or another algorithm-specific reason. Input length was 5, output length expected to be 5 for AES-GCM" +
  " | too short failed OperationError: Ciphertext length of 120 bits must be greater than or equal to the size of the AES-GCM tag length of 128 bits.");

// 8.1: AES-CBC
export const cbc = tells(async ({ tried }) => {
  for (const n of [16, 24, 32]) {
    const k = await secret("AES-CBC", undefined, n);
    await tried(n, () => there({ name: "AES-CBC", iv: bytes(16) }, k, text("hello")));
  }
  const k = await secret("AES-CBC");
  const iv = bytes(16);
  for (const n of [0, 15, 16, 17]) await tried(n, () => there({ name: "AES-CBC", iv }, k, bytes(n)));
  await tried("no iv", () => subtle.encrypt("AES-CBC", k, bytes(1)));
  await tried("short iv", () => subtle.encrypt({ name: "AES-CBC", iv: bytes(12) }, k, bytes(1)));
  await tried("decrypt, short iv", () => subtle.decrypt({ name: "AES-CBC", iv: bytes(12) }, k, bytes(16)));
  for (const n of [0, 1, 16, 20, 32]) await tried(`decrypt ${n}`, () => subtle.decrypt({ name: "AES-CBC", iv }, k, bytes(n)));
}, "16 1dfe836df70e89310a970a31fa3351fd 68656c6c6f | 24 24e0fddbb8e0991189e86211738feda0 68656c6c6f" +
  " | 32 7fd12dafb7e9599d0b849ad8c2e3c21f 68656c6c6f | 0 07feef74e1d5036e900eee118e949293 " +
  " | 15 3215acd0e24cdfa7b4c3eb57e6283e64 000102030405060708090a0b0c0d0e" +
  " | 16 c6a13b37878f5b826f4f8162a1c8d879b1a29273...98cb6fb 000102030405060708090a0b0c0d0e0f (97)" +
  " | 17 c6a13b37878f5b826f4f8162a1c8d87928733def...feae9 000102030405060708090a0b0c0d0e0f10 (99)" +
  " | no iv failed TypeError: Missing field \"iv\" in \"algorithm\". (no DOMException)" +
  " | short iv failed OperationError: AES-CBC IV must be 16 bytes long (provided 12 bytes)." +
  " | decrypt, short iv failed OperationError: AES-CBC IV must be 16 bytes long (provided 12)." +
  " | decrypt 0 failed OperationError: Decryption failed. This could be due to a ciphertext authentication failure, bad padding, incorrect CryptoKey, or another algorithm-specific reason. Input length was 0, output length expected to be 0 for AES-CBC" +
  " | decrypt 1 failed OperationError: Decryption failed. This could be due to a ciphertext authentication failure, bad padding, incorrect CryptoKey, or another algorithm-specific reason. Input length was 1, output length expected to be 0 for AES-CBC" +
  " | decrypt 16 failed OperationError: Decryption failed. This could be due to a ciphertext authentication failure, bad padding, incorrect CryptoKey, or another algorithm-specific reason. Input length was 16, output length expected to be 0 for AES-CBC" +
  " | decrypt 20 failed OperationError: Decryption failed. This could be due to a ciphertext authentication failure, bad padding, incorrect CryptoKey, or another algorithm-specific reason. Input length was 20, output length expected to be 16 for AES-CBC" +
  " | decrypt 32 failed OperationError: Decryption failed. This could be due to a ciphertext authentication failure, bad padding, incorrect CryptoKey, or another algorithm-specific reason. Input length was 32, output length expected to be 16 for AES-CBC");

// 8.1: AES-CTR
export const ctr = tells(async ({ tried }) => {
  for (const n of [16, 24, 32]) {
    const k = await secret("AES-CTR", undefined, n);
    await tried(n, () => there({ name: "AES-CTR", counter: bytes(16), length: 64 }, k, text("hello")));
  }
  const k = await secret("AES-CTR");
  const counter = new Uint8Array(16).fill(255);
  for (const length of [1, 8, 12, 64, 128]) await tried(`around ${length}`, () => there({ name: "AES-CTR", counter, length }, k, bytes(32)));
  await tried("too many", () => subtle.encrypt({ name: "AES-CTR", counter, length: 1 }, k, bytes(33)));
  for (const length of [0, 129, -1]) await tried(`length ${length}`, () => subtle.encrypt({ name: "AES-CTR", counter, length }, k, bytes(1)));
  await tried("no length", () => subtle.encrypt({ name: "AES-CTR", counter }, k, bytes(1)));
  await tried("no counter", () => subtle.encrypt({ name: "AES-CTR", length: 8 }, k, bytes(1)));
  await tried("short counter", () => subtle.encrypt({ name: "AES-CTR", counter: bytes(12), length: 8 }, k, bytes(1)));
}, "16 62f167d92e 68656c6c6f | 24 6805d39229 68656c6c6f | 32 320b683b67 68656c6c6f" +
  " | around 1 3c451d31ca0284246cdea892025db51ca6a4d0cb...0c0d0e0f101112131415161718191a1b1c1d1e1f (129)" +
  " | around 8 3c451d31ca0284246cdea892025db51c80cde269...0c0d0e0f101112131415161718191a1b1c1d1e1f (129)" +
  " | around 12 3c451d31ca0284246cdea892025db51c4dd8cf18...0c0d0e0f101112131415161718191a1b1c1d1e1f (129)" +
  " | around 64 3c451d31ca0284246cdea892025db51c35c5fb5b...0c0d0e0f101112131415161718191a1b1c1d1e1f (129)" +
  " | around 128 3c451d31ca0284246cdea892025db51cd6b02924...0c0d0e0f101112131415161718191a1b1c1d1e1f (129)" +
  " | too many failed OperationError: Counter block values will repeat." +
  " | length 0 failed OperationError: Invalid counter of 0 bits length provided." +
  " | length 129 failed OperationError: Invalid counter of 129 bits length provided." +
  " | length -1 failed OperationError: Invalid counter of -1 bits length provided." +
  " | no length failed TypeError: Missing \"length\" member in \"algorithm\". (no DOMException)" +
  " | no counter failed TypeError: Missing \"counter\" member in \"algorithm\". (no DOMException)" +
  " | short counter failed OperationError: Counter must have length of 16 bytes (provided 12).");

// 8.1: AES-KW wraps keys
export const kw = tells(async ({ tried }) => {
  const k = await secret("AES-KW", ["wrapKey", "unwrapKey"]);
  for (const n of [16, 24, 32]) {
    await tried(n, async () => {
      const wrapped = await subtle.wrapKey("raw", await secret("AES-GCM", ["encrypt"], n), k, "AES-KW");
      const other = await subtle.unwrapKey("raw", wrapped, k, "AES-KW", "AES-GCM", true, ["encrypt"]);
      return `${hex(wrapped)} ${hex(await subtle.exportKey("raw", other))}`;
    });
  }
  await tried("short", async () => subtle.wrapKey("raw", await subtle.importKey("raw", bytes(8), { name: "HMAC", hash: "SHA-1" }, true, ["sign"]), k, "AES-KW"));
  await tried("odd", async () => subtle.wrapKey("raw", await subtle.importKey("raw", bytes(17), { name: "HMAC", hash: "SHA-1" }, true, ["sign"]), k, "AES-KW"));
  for (const n of [0, 16, 23, 24]) await tried(`unwrap ${n}`, () => subtle.unwrapKey("raw", bytes(n), k, "AES-KW", "AES-GCM", true, ["encrypt"]));
  await tried("encrypt", () => subtle.encrypt("AES-KW", k, bytes(16)));
}, "16 935a3eb101c34add025e170b46ff0db23e5c2fae8c8f8370 000102030405060708090a0b0c0d0e0f" +
  " | 24 8b75da89d82b987e5cfa42d62733bb30cce7d382...0405060708090a0b0c0d0e0f1011121314151617 (113)" +
  " | 32 0e7808f506f2c3e7aa6edad793ac4495b093eb48...0c0d0e0f101112131415161718191a1b1c1d1e1f (145)" +
  " | short failed OperationError: Unwrapped key has length 8 bytes but it should be greater than or equal to 16 and less than or equal to 18446744073709551607" +
  " | odd failed OperationError: Unwrapped key bit length must be a multiple of 64 bits but unwrapped key has a length of 136 bits." +
  " | unwrap 0 failed OperationError: Provided a wrapped key to unwrap this is 0 bits that is less than the minimal length of 192 bits." +
  " | unwrap 16 failed OperationError: Provided a wrapped key to unwrap this is 128 bits that is less than the minimal length of 192 bits." +
  " | unwrap 23 failed OperationError: Provided a wrapped key to unwrap that is 184 bits which isn't a multiple of 64 bits." +
  " | unwrap 24 failed OperationError: AES-KW key unwrapping failed." +
  " | encrypt failed InvalidAccessError: Requested key usage \"encrypt\" does not match any usage listed in this CryptoKey.");

// 8.1: other algorithms wrap keys too, in any format
export const wrapping = tells(async ({ tried }) => {
  const k = await secret("AES-GCM", ["wrapKey", "unwrapKey"]);
  const how = { name: "AES-GCM", iv: bytes(12) };
  const inner = await secret("AES-CBC");
  const wrapped = await subtle.wrapKey("jwk", inner, k, how);
  await tried("jwk", async () => hex(await subtle.exportKey("raw", await subtle.unwrapKey("jwk", wrapped, k, how, "AES-CBC", true, ["encrypt"]))));
  await tried("raw", async () => subtle.wrapKey("raw", inner, k, how));
  await tried("pkcs8", async () => {
    const ec = await half("pkcs8", "p256", { name: "ECDSA", namedCurve: "P-256" }, ["sign"]);
    const w = await subtle.wrapKey("pkcs8", ec, k, how);
    return (await subtle.unwrapKey("pkcs8", w, k, how, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"])).type;
  });
  await tried("not extractable", async () => subtle.wrapKey("raw", await subtle.importKey("raw", bytes(16), "AES-GCM", false, ["encrypt"]), k, how));
  await tried("no usage", () => subtle.unwrapKey("raw", wrapped, inner, { name: "AES-CBC", iv: bytes(16) }, "AES-CBC", true, ["encrypt"]));
  await tried("broken", () => subtle.unwrapKey("raw", bytes(40), k, how, "AES-CBC", true, ["encrypt"]));
}, "jwk 000102030405060708090a0b0c0d0e0f | raw 936da5cd621ef15343db6b813aae7e07fe8ec5555f3608f70ebc7fcee9592e9b" +
  " | pkcs8 private | not extractable failed InvalidAccessError: Attempt to export non-extractable AES-GCM key." +
  " | no usage failed InvalidAccessError: Requested key usage \"unwrapKey\" does not match any usage listed in this CryptoKey." +
  " | broken failed OperationError: Decryption failed. This could be due to a ciphertext authentication failure, bad padding, incorrect CryptoKey, or another algorithm-specific reason. Input length was 24, output length expected to be 24 for AES-GCM");

// 8.1: HMAC
export const hmac = tells(async ({ say, tried }) => {
  for (const hash of ["SHA-1", "SHA-256", "SHA-384", "SHA-512", "MD5"]) {
    const k = await subtle.importKey("raw", bytes(20), { name: "HMAC", hash }, true, ["sign", "verify"]);
    const s = await subtle.sign("HMAC", k, text("hello"));
    say(hash, s, await subtle.verify("hmac", k, s, text("hello")), await subtle.verify("HMAC", k, s, text("hallo")), await subtle.verify("HMAC", k, bytes(3), text("hello")));
  }
}, "SHA-1 652a02ab43218e9956efffaeb4fe936f43e49f2c true false false" +
  " | SHA-256 f5c865d4351c83946bec986557073bff9e532d37628496f9349bc38b827ba7a1 true false false" +
  " | SHA-384 2f3d25cd510859377d4fe74aab3a8778e0a98352e66ab676432676bf495e896fa12893b90fea39bdb3b3c23c9008690f true false false" +
  " | SHA-512 53c663854b25d4322858b1214d4c49942bacad5b...f06737ba3e26fb9580650476340ce7df93c3ff6a (128) true false false" +
  " | MD5 2d7d6aa919dea203410738690e0eba30 true false false");

// 8.1: RSASSA-PKCS1-v1_5 and RSA-PSS
export const rsa = tells(async ({ say, tried }) => {
  for (const hash of ["SHA-1", "SHA-256", "SHA-384", "SHA-512"]) {
    const a = { name: "RSASSA-PKCS1-v1_5", hash };
    const [priv, pub] = [await half("pkcs8", "rsa", a, ["sign"]), await half("spki", "rsa", a, ["verify"])];
    const s = await subtle.sign(a.name, priv, text("hello"));
    say(hash, hex(s).slice(0, 16), await subtle.verify(a.name, pub, s, text("hello")), await subtle.verify(a.name, pub, s, text("hallo")), await subtle.verify(a.name, pub, bytes(5), text("hello")));
  }
  for (const saltLength of [0, 20, 32, 222]) {
    const a = { name: "RSA-PSS", hash: "SHA-256", saltLength };
    const [priv, pub] = [await half("pkcs8", "rsa", a, ["sign"]), await half("spki", "rsa", a, ["verify"])];
    const s = await subtle.sign(a, priv, text("hello"));
    say(saltLength, s.byteLength, await subtle.verify(a, pub, s, text("hello")), await subtle.verify(a, pub, s, text("hallo")), await subtle.verify({ ...a, saltLength: saltLength + 1 }, pub, s, text("hello")));
    if (saltLength === 0) say(hex(s).slice(0, 16));
  }
  const [priv, pub] = [await half("pkcs8", "rsa", { name: "RSA-PSS", hash: "SHA-256" }, ["sign"]), await half("spki", "rsa", { name: "RSA-PSS", hash: "SHA-256" }, ["verify"])];
  await tried("no salt", () => subtle.sign("RSA-PSS", priv, bytes(1)));
  await tried("verify, no salt", () => subtle.verify("RSA-PSS", pub, bytes(256), bytes(1)));
  await tried("negative salt", () => subtle.sign({ name: "RSA-PSS", saltLength: -1 }, priv, bytes(1)));
  await tried("too much salt", () => subtle.sign({ name: "RSA-PSS", saltLength: 223 }, priv, bytes(1)));
}, "SHA-1 68f7dfb172ee7c60 true false false | SHA-256 89cd9fd3422f91b3 true false false" +
  " | SHA-384 51b75755efe93c4b true false false | SHA-512 05b6c43f89bf8709 true false false" +
  " | 0 256 true false false | 67805d1d64e0e910 | 20 256 true false false | 32 256 true false false" +
  " | 222 256 true false false" +
  " | no salt failed DataError: Failed to provide salt for RSA-PSS key operation which requires a salt" +
  " | verify, no salt failed TypeError: Failed to provide salt for RSA-PSS key operation which requires a salt (no DOMException)" +
  " | negative salt failed DataError: SaltLength for RSA-PSS must be non-negative (provided -1)." +
  " | too much salt failed OperationError: key too small for signing with given digest and salt length");

// 8.1: RSA-OAEP
export const oaep = tells(async ({ say, tried }) => {
  for (const hash of ["SHA-1", "SHA-256", "SHA-512"]) {
    const a = { name: "RSA-OAEP", hash, label: text("x") };
    const [priv, pub] = [await half("pkcs8", "rsa", a, ["decrypt"]), await half("spki", "rsa", a, ["encrypt"])];
    const sealed = await subtle.encrypt(a, pub, text("hello"));
    say(hash, sealed.byteLength, await subtle.decrypt(a, priv, sealed));
    await tried("another label", () => subtle.decrypt("RSA-OAEP", priv, sealed));
    await tried("too long", () => subtle.encrypt("RSA-OAEP", pub, bytes(250)));
    await tried("garbage", () => subtle.decrypt("RSA-OAEP", priv, bytes(256)));
    await tried("short garbage", () => subtle.decrypt("RSA-OAEP", priv, bytes(5)));
  }
}, "SHA-1 256 68656c6c6f | another label failed OperationError: RSA-OAEP failed encrypt/decrypt." +
  " | too long failed OperationError: RSA-OAEP failed encrypt/decrypt." +
  " | garbage failed OperationError: RSA-OAEP failed encrypt/decrypt." +
  " | short garbage failed OperationError: RSA-OAEP failed encrypt/decrypt: Invalid RSA signature.." +
  " | SHA-256 256 68656c6c6f | another label failed OperationError: RSA-OAEP failed encrypt/decrypt." +
  " | too long failed OperationError: RSA-OAEP failed encrypt/decrypt." +
  " | garbage failed OperationError: RSA-OAEP failed encrypt/decrypt." +
  " | short garbage failed OperationError: RSA-OAEP failed encrypt/decrypt: Invalid RSA signature.." +
  " | SHA-512 256 68656c6c6f | another label failed OperationError: RSA-OAEP failed encrypt/decrypt." +
  " | too long failed OperationError: RSA-OAEP failed encrypt/decrypt." +
  " | garbage failed OperationError: RSA-OAEP failed encrypt/decrypt." +
  " | short garbage failed OperationError: RSA-OAEP failed encrypt/decrypt: Invalid RSA signature..");

// 8.1: ECDSA
export const ecdsa = tells(async ({ say, tried }) => {
  for (const [key, namedCurve] of [["p256", "P-256"], ["p384", "P-384"], ["p521", "P-521"]]) {
    const a = { name: "ECDSA", namedCurve };
    const [priv, pub] = [await half("pkcs8", key, a, ["sign"]), await half("spki", key, a, ["verify"])];
    for (const hash of ["SHA-1", "SHA-256", "SHA-512"]) {
      const s = await subtle.sign({ name: "ECDSA", hash }, priv, text("hello"));
      say(namedCurve, hash, s.byteLength, await subtle.verify({ name: "ECDSA", hash }, pub, s, text("hello")), await subtle.verify({ name: "ECDSA", hash }, pub, s, text("hallo")), await subtle.verify({ name: "ECDSA", hash }, pub, bytes(10), text("hello")));
    }
    await tried("no hash", () => subtle.sign("ECDSA", priv, bytes(1)));
  }
}, "P-256 SHA-1 64 true false false | P-256 SHA-256 64 true false false | P-256 SHA-512 64 true false false" +
  " | no hash failed TypeError: Missing \"hash\" in AlgorithmIdentifier. (ECDSA requires that the hash algorithm be specified at call time rather than on the key. This differs from other WebCrypto algorithms for historical reasons.) (no DOMException)" +
  " | P-384 SHA-1 96 true false false | P-384 SHA-256 96 true false false | P-384 SHA-512 96 true false false" +
  " | no hash failed TypeError: Missing \"hash\" in AlgorithmIdentifier. (ECDSA requires that the hash algorithm be specified at call time rather than on the key. This differs from other WebCrypto algorithms for historical reasons.) (no DOMException)" +
  " | P-521 SHA-1 132 true false false | P-521 SHA-256 132 true false false" +
  " | P-521 SHA-512 132 true false false" +
  " | no hash failed TypeError: Missing \"hash\" in AlgorithmIdentifier. (ECDSA requires that the hash algorithm be specified at call time rather than on the key. This differs from other WebCrypto algorithms for historical reasons.) (no DOMException)");

// 8.1: Ed25519 by both names
export const ed25519 = tells(async ({ say, tried }) => {
  for (const a of [{ name: "Ed25519" }, { name: "NODE-ED25519", namedCurve: "NODE-ED25519" }]) {
    const [priv, pub] = [await half("pkcs8", "ed", a, ["sign"]), await half("spki", "ed", a, ["verify"])];
    const s = await subtle.sign(a.name, priv, text("hello"));
    say(s, await subtle.verify(a.name, pub, s, text("hello")), await subtle.verify(a.name, pub, s, text("hallo")), priv.algorithm);
    await tried("short signature", () => subtle.verify(a.name, pub, bytes(10), text("hello")));
  }
}, "e5d63fbc3a59ec9c9bd253d751a0f24da8183d05...7aa67e256fd82207e97a97cd4bb4b89021c6d60b (128) true false {\"name\":\"Ed25519\"}" +
  " | short signature failed OperationError: Invalid Ed25519 signature length 10" +
  " | e5d63fbc3a59ec9c9bd253d751a0f24da8183d05...7aa67e256fd82207e97a97cd4bb4b89021c6d60b (128) true false {\"name\":\"NODE-ED25519\",\"namedCurve\":\"NODE-ED25519\"}" +
  " | short signature failed OperationError: Invalid NODE-ED25519 signature length 10");

// 8.1: agreement on curves
export const agreement = tells(async ({ say, tried }) => {
  const ecdh = { name: "ECDH", namedCurve: "P-256" };
  const [priv, pub] = [await half("pkcs8", "p256", ecdh, ["deriveBits", "deriveKey"]), await half("spki", "q256", ecdh, [])];
  for (const n of [256, null, undefined, 128, 100, 7, 0, 257]) await tried(n, () => subtle.deriveBits({ name: "ECDH", public: pub }, priv, n));
  await tried("negative", () => subtle.deriveBits({ name: "ECDH", public: pub }, priv, -1));
  await tried("key", async () => JSON.stringify(await subtle.deriveKey({ name: "ECDH", public: pub }, priv, { name: "AES-GCM", length: 128 }, true, ["encrypt"])));
  await tried("hmac", async () => hex(await subtle.exportKey("raw", await subtle.deriveKey({ name: "ECDH", public: pub }, priv, { name: "HMAC", hash: "SHA-256", length: 128 }, true, ["sign"]))));
  await tried("no public", () => subtle.deriveBits("ECDH", priv, 8));
  await tried("private", () => subtle.deriveBits({ name: "ECDH", public: priv }, priv, 8));
  const other = await half("spki", "p384", { name: "ECDH", namedCurve: "P-384" }, []);
  await tried("another curve", () => subtle.deriveBits({ name: "ECDH", public: other }, priv, 8));
  const x = await half("pkcs8", "x", "X25519", ["deriveBits"]);
  const y = await half("spki", "x2", "X25519", []);
  for (const n of [256, null, 100, 257]) await tried(`x ${n}`, () => subtle.deriveBits({ name: "X25519", public: y }, x, n));
  await tried("another algorithm", () => subtle.deriveBits({ name: "X25519", public: pub }, x, 8));
  await tried("low order", async () => subtle.deriveBits({ name: "X25519", public: await subtle.importKey("raw", new Uint8Array(32), "X25519", true, []) }, x, 256));
}, "256 cb5ab4eb13b33e2689fbfe6be01c09064025715d699addc08e8ddf506d8878c8" +
  " | null cb5ab4eb13b33e2689fbfe6be01c09064025715d699addc08e8ddf506d8878c8" +
  " | undefined cb5ab4eb13b33e2689fbfe6be01c09064025715d699addc08e8ddf506d8878c8" +
  " | 128 cb5ab4eb13b33e2689fbfe6be01c0906 | 100 cb5ab4eb13b33e2689fbfe6be0 | 7 ca | 0 " +
  " | 257 failed OperationError: Derived key length (257 bits) is too long (should be at most 256 bits)." +
  " | negative failed TypeError: deriveBits length must be an unsigned long integer. (no DOMException)" +
  " | key {\"usages\":[\"encrypt\"],\"algorithm\":{\"name...128},\"extractable\":true,\"type\":\"secret\"} (101)" +
  " | hmac cb5ab4eb13b33e2689fbfe6be01c0906" +
  " | no public failed TypeError: Missing field \"public\" in \"derivedKeyParams\". (no DOMException)" +
  " | private failed InvalidAccessError: The provided key has type \"private\", not \"public\"" +
  " | another curve failed InvalidAccessError: Private key for derivation is using curve \"P-256\" while public key is using \"P-384\"." +
  " | x 256 5b1b6ed55b32098de5162ff1017d35e7bca119d7a05f10c2d35bc06ffb2dfc04" +
  " | x null 5b1b6ed55b32098de5162ff1017d35e7bca119d7a05f10c2d35bc06ffb2dfc04" +
  " | x 100 5b1b6ed55b32098de5162ff100" +
  " | x 257 failed OperationError: Derived key length (257 bits) is too long (should be at most 256 bits)." +
  " | another algorithm failed InvalidAccessError: Base X25519 private key cannot be used to derive a key from a peer ECDH public key" +
  " | low order failed OperationError: Failed to derive EDDH key: public key routines INVALID_PEER_KEY.");

// 8.1: derivation from secrets
export const derivation = tells(async ({ tried }) => {
  const hkdf = await subtle.importKey("raw", bytes(16), "HKDF", false, ["deriveBits", "deriveKey"]);
  const h = { name: "HKDF", hash: "SHA-256", salt: bytes(4), info: text("x") };
  for (const n of [256, 0, 8, 7, null, undefined, 255 * 256, 255 * 256 + 8]) await tried(`hkdf ${n}`, () => subtle.deriveBits(h, hkdf, n));
  for (const hash of ["SHA-1", "SHA-384", "SHA-512"]) await tried(hash, () => subtle.deriveBits({ ...h, hash }, hkdf, 128));
  for (const member of ["hash", "salt", "info"]) await tried(`no ${member}`, () => subtle.deriveBits({ ...h, [member]: undefined }, hkdf, 8));
  const pbkdf2 = await subtle.importKey("raw", text("password"), "PBKDF2", false, ["deriveBits", "deriveKey"]);
  const p = { name: "PBKDF2", hash: "SHA-256", salt: bytes(4), iterations: 3 };
  for (const n of [256, 0, 8, 7, null]) await tried(`pbkdf2 ${n}`, () => subtle.deriveBits(p, pbkdf2, n));
  for (const iterations of [1, 5000, 0, -1]) await tried(`iterations ${iterations}`, () => subtle.deriveBits({ ...p, iterations }, pbkdf2, 64));
  for (const member of ["hash", "salt", "iterations"]) await tried(`no ${member}`, () => subtle.deriveBits({ ...p, [member]: undefined }, pbkdf2, 8));
  for (const to of [{ name: "AES-CBC", length: 256 }, { name: "AES-CBC" }, { name: "AES-CBC", length: 100 }, { name: "HMAC", hash: "SHA-1" }, { name: "HMAC", hash: "SHA-1", length: 0 }, { name: "HMAC" }, { name: "HKDF" }, { name: "ECDH" }]) {
    await tried(JSON.stringify(to), async () => hex(await subtle.exportKey("raw", await subtle.deriveKey(p, pbkdf2, to, true, [to.name === "HMAC" ? "sign" : to.name === "HKDF" ? "deriveBits" : "encrypt"]))));
  }
}, "hkdf 256 1734a232bb4e127724256dea2294867c7478ab5ecde015055cef51dc2b13a281 | hkdf 0  | hkdf 8 17" +
  " | hkdf 7 failed OperationError: HKDF requires a derived key length that is a multiple of eight (requested 7)." +
  " | hkdf null failed OperationError: HKDF cannot derive a key with null length." +
  " | hkdf undefined failed OperationError: HKDF cannot derive a key with null length." +
  " | hkdf 65280 1734a232bb4e127724256dea2294867c7478ab5e...b24223b773af272a76c1d0377f55908137b7dfdf (16320)" +
  " | hkdf 65288 failed OperationError: HKDF deriveBits failed. | SHA-1 8886b4bc900ad14d6f661b475f653142" +
  " | SHA-384 650ac650cfc7b18817da4a28a578b7c5 | SHA-512 ad14cc0924390a39a516e43c88f403f7" +
  " | no hash failed TypeError: Missing field \"hash\" in \"algorithm\". (no DOMException)" +
  " | no salt failed TypeError: Missing field \"salt\" in \"algorithm\". (no DOMException)" +
  " | no info failed TypeError: Missing field \"info\" in \"algorithm\". (no DOMException)" +
  " | pbkdf2 256 dee9582b936eaecb9ba8e0bd14c36351edcd0a64bfbf3d9ed5347f8f7c3bc0f8 | pbkdf2 0  | pbkdf2 8 de" +
  " | pbkdf2 7 failed OperationError: PBKDF2 requires a derived key length that is a multiple of eight (requested 7)." +
  " | pbkdf2 null failed OperationError: PBKDF2 cannot derive a key with null length." +
  " | iterations 1 daaa3b1b1d3cb8db | iterations 5000 0b892e9188e6c178" +
  " | iterations 0 failed OperationError: PBKDF2 requires a positive iteration count (requested 0)." +
  " | iterations -1 failed OperationError: PBKDF2 requires a positive iteration count (requested -1)." +
  " | no hash failed TypeError: Missing field \"hash\" in \"algorithm\". (no DOMException)" +
  " | no salt failed TypeError: Missing field \"salt\" in \"algorithm\". (no DOMException)" +
  " | no iterations failed TypeError: Missing field \"iterations\" in \"algorithm\". (no DOMException)" +
  " | {\"name\":\"AES-CBC\",\"length\":256} dee9582b936eaecb9ba8e0bd14c36351edcd0a64bfbf3d9ed5347f8f7c3bc0f8" +
  " | {\"name\":\"AES-CBC\"} failed TypeError: Missing field \"length\" in \"derivedKeyParams\". (no DOMException)" +
  " | {\"name\":\"AES-CBC\",\"length\":100} failed OperationError: Derived AES key must be 128, 192, or 256 bits in length but provided 100." +
  " | {\"name\":\"HMAC\",\"hash\":\"SHA-1\"} dee9582b936eaecb9ba8e0bd14c36351edcd0a64...10de2405a86831f8798cf71418364c9175f5fb7b (128)" +
  " | {\"name\":\"HMAC\",\"hash\":\"SHA-1\",\"length\":0} failed TypeError: HMAC key length must be a non-zero unsigned long integer. (no DOMException)" +
  " | {\"name\":\"HMAC\"} failed TypeError: Missing field \"hash\" in \"derivedKeyParams\". (no DOMException)" +
  " | {\"name\":\"HKDF\"} failed OperationError: PBKDF2 cannot derive a key with null length." +
  " | {\"name\":\"ECDH\"} failed NotSupportedError: Unrecognized derived key type \"ECDH\" requested.");

// 8.1: keys of pairs in every format
export const formats = tells(async ({ say, tried }) => {
  for (const [key, algorithm, use, check] of [
    ["rsa", { name: "RSA-PSS", hash: "SHA-384" }, "sign", "verify"],
    ["rsa", { name: "RSASSA-PKCS1-v1_5", hash: "SHA-1" }, "sign", "verify"],
    ["rsa", { name: "RSA-OAEP", hash: "SHA-1" }, "decrypt", "encrypt"],
    ["p256", { name: "ECDSA", namedCurve: "P-256" }, "sign", "verify"],
    ["p521", { name: "ECDH", namedCurve: "P-521" }, "deriveBits", undefined],
    ["ed", { name: "Ed25519" }, "sign", "verify"],
    ["x", { name: "X25519" }, "deriveBits", undefined],
  ]) {
    const priv = await half("pkcs8", key, algorithm, [use]);
    const pub = await half("spki", key, algorithm, check ? [check] : []);
    say(algorithm.name, priv, pub);
    for (const [k, was] of [[priv, "pkcs8"], [pub, "spki"]]) {
      for (const format of ["pkcs8", "spki", "raw", "jwk", "nope"]) {
        await tried(`${k.type} ${format}`, async () => {
          const out = await subtle.exportKey(format, k);
          if (format === "jwk") return hex(await subtle.digest("SHA-1", text(JSON.stringify(out))));
          return format === was ? hex(out) === hex(unbase64(keys[key][was])) : hex(out);
        });
      }
      const jwk = await subtle.exportKey("jwk", k);
      await tried(`${k.type} again`, async () => JSON.stringify(await subtle.exportKey("jwk", await subtle.importKey("jwk", jwk, algorithm, true, k.usages))) === JSON.stringify(jwk));
    }
  }
}, "RSA-PSS {\"usages\":[\"sign\"],\"algorithm\":{\"name\":\"...\"}},\"extractable\":true,\"type\":\"private\"} (170) {\"usages\":[\"verify\"],\"algorithm\":{\"name\"...4\"}},\"extractable\":true,\"type\":\"public\"} (171)" +
  " | private pkcs8 true" +
  " | private spki failed InvalidAccessError: Asymmetric spki export requires public key (not \"private\")." +
  " | private raw failed InvalidAccessError: Cannot export \"RSA-PSS\" in \"raw\" format." +
  " | private jwk 1b6c6f6f00b55108a53aab6686fc2d249a6dd0c5" +
  " | private nope failed InvalidAccessError: Cannot export \"RSA-PSS\" in \"nope\" format. | private again true" +
  " | public pkcs8 failed InvalidAccessError: Asymmetric pkcs8 export requires private key (not \"public\")." +
  " | public spki true | public raw failed InvalidAccessError: Cannot export \"RSA-PSS\" in \"raw\" format." +
  " | public jwk 4e224f242391346a33685e9b5fafe1f57d30b470" +
  " | public nope failed InvalidAccessError: Cannot export \"RSA-PSS\" in \"nope\" format. | public again true" +
  " | RSASSA-PKCS1-v1_5 {\"usages\":[\"sign\"],\"algorithm\":{\"name\":\"...\"}},\"extractable\":true,\"type\":\"private\"} (178) {\"usages\":[\"verify\"],\"algorithm\":{\"name\"...1\"}},\"extractable\":true,\"type\":\"public\"} (179)" +
  " | private pkcs8 true" +
  " | private spki failed InvalidAccessError: Asymmetric spki export requires public key (not \"private\")." +
  " | private raw failed InvalidAccessError: Cannot export \"RSASSA-PKCS1-v1_5\" in \"raw\" format." +
  " | private jwk 2fed2909bab0f6c13f905d041a2edec2b1e26840" +
  " | private nope failed InvalidAccessError: Cannot export \"RSASSA-PKCS1-v1_5\" in \"nope\" format." +
  " | private again true" +
  " | public pkcs8 failed InvalidAccessError: Asymmetric pkcs8 export requires private key (not \"public\")." +
  " | public spki true" +
  " | public raw failed InvalidAccessError: Cannot export \"RSASSA-PKCS1-v1_5\" in \"raw\" format." +
  " | public jwk 788eb67818ffa63393f615b784897615d9110f38" +
  " | public nope failed InvalidAccessError: Cannot export \"RSASSA-PKCS1-v1_5\" in \"nope\" format." +
  " | public again true" +
  " | RSA-OAEP {\"usages\":[\"decrypt\"],\"algorithm\":{\"name...\"}},\"extractable\":true,\"type\":\"private\"} (172) {\"usages\":[\"encrypt\"],\"algorithm\":{\"name...1\"}},\"extractable\":true,\"type\":\"public\"} (171)" +
  " | private pkcs8 true" +
  " | private spki failed InvalidAccessError: Asymmetric spki export requires public key (not \"private\")." +
  " | private raw failed InvalidAccessError: Cannot export \"RSA-OAEP\" in \"raw\" format." +
  " | private jwk d7457e412b194498b4c209ce7e86b1d15fe49ade" +
  " | private nope failed InvalidAccessError: Cannot export \"RSA-OAEP\" in \"nope\" format. | private again true" +
  " | public pkcs8 failed InvalidAccessError: Asymmetric pkcs8 export requires private key (not \"public\")." +
  " | public spki true | public raw failed InvalidAccessError: Cannot export \"RSA-OAEP\" in \"raw\" format." +
  " | public jwk 1f725fee1bf76e9ed73b05193465db0f1e5d8512" +
  " | public nope failed InvalidAccessError: Cannot export \"RSA-OAEP\" in \"nope\" format. | public again true" +
  " | ECDSA {\"usages\":[\"sign\"],\"algorithm\":{\"name\":\"...6\"},\"extractable\":true,\"type\":\"private\"} (105) {\"usages\":[\"verify\"],\"algorithm\":{\"name\"...56\"},\"extractable\":true,\"type\":\"public\"} (106)" +
  " | private pkcs8 true" +
  " | private spki failed InvalidAccessError: Asymmetric spki export requires public key (not \"private\")." +
  " | private raw failed InvalidAccessError: Raw export of elliptic curve keys is only allowed for public keys." +
  " | private jwk f3cabba74716e0a68a22ffcde4de1c0d01910d7c" +
  " | private nope failed InvalidAccessError: Cannot export \"ECDSA\" in \"nope\" format. | private again true" +
  " | public pkcs8 failed InvalidAccessError: Asymmetric pkcs8 export requires private key (not \"public\")." +
  " | public spki true" +
  " | public raw 0428fbf74d0013d3c604d75ba6bfb540c5380752...b3e811d5dbb29bc9dbd1d44bd9d9ac8774ec46ce (130)" +
  " | public jwk cf8d770e89384eb9dacdd9a2f8752d606bedf989" +
  " | public nope failed InvalidAccessError: Cannot export \"ECDSA\" in \"nope\" format. | public again true" +
  " | ECDH {\"usages\":[\"deriveBits\"],\"algorithm\":{\"n...1\"},\"extractable\":true,\"type\":\"private\"} (110) {\"usages\":[],\"algorithm\":{\"name\":\"ECDH\",...21\"},\"extractable\":true,\"type\":\"public\"} (97)" +
  " | private pkcs8 true" +
  " | private spki failed InvalidAccessError: Asymmetric spki export requires public key (not \"private\")." +
  " | private raw failed InvalidAccessError: Raw export of elliptic curve keys is only allowed for public keys." +
  " | private jwk c3d834b85a76927056a3da5a107d803da53c54b3" +
  " | private nope failed InvalidAccessError: Cannot export \"ECDH\" in \"nope\" format. | private again true" +
  " | public pkcs8 failed InvalidAccessError: Asymmetric pkcs8 export requires private key (not \"public\")." +
  " | public spki true" +
  " | public raw 04016acf7eaac9bba5a3f5e843a42cfa76ce5542...5cdf3850ffc2de8ac194f63bf820a80d58cb2233 (266)" +
  " | public jwk c5f120010dcb370ed4f99b4447ad8b5e9529a7cb" +
  " | public nope failed InvalidAccessError: Cannot export \"ECDH\" in \"nope\" format. | public again true" +
  " | Ed25519 {\"usages\":[\"sign\"],\"algorithm\":{\"name\":\"Ed25519\"},\"extractable\":true,\"type\":\"private\"} {\"usages\":[\"verify\"],\"algorithm\":{\"name\":\"Ed25519\"},\"extractable\":true,\"type\":\"public\"}" +
  " | private pkcs8 true" +
  " | private spki failed InvalidAccessError: Asymmetric spki export requires public key (not \"private\")." +
  " | private raw failed InvalidAccessError: Raw export of Ed25519 keys is only allowed for public keys." +
  " | private jwk 5d3befd53ec13d9534803c36c625343618ee59da" +
  " | private nope failed InvalidAccessError: Cannot export \"Ed25519\" in \"nope\" format. | private again true" +
  " | public pkcs8 failed InvalidAccessError: Asymmetric pkcs8 export requires private key (not \"public\")." +
  " | public spki true | public raw fc373afecbede792aa1ebde69925bbc6f4a3eb70a445566f284bb57c8f87ba8f" +
  " | public jwk da158495bcdfb6b585e41c420d558071b20ceefa" +
  " | public nope failed InvalidAccessError: Cannot export \"Ed25519\" in \"nope\" format. | public again true" +
  " | X25519 {\"usages\":[\"deriveBits\"],\"algorithm\":{\"name\":\"X25519\"},\"extractable\":true,\"type\":\"private\"} {\"usages\":[],\"algorithm\":{\"name\":\"X25519\"},\"extractable\":true,\"type\":\"public\"}" +
  " | private pkcs8 true" +
  " | private spki failed InvalidAccessError: Asymmetric spki export requires public key (not \"private\")." +
  " | private raw failed InvalidAccessError: Raw export of X25519 keys is only allowed for public keys." +
  " | private jwk 2e04cd1c194c9a9352d3d95622f8c94e14bcfa9a" +
  " | private nope failed InvalidAccessError: Cannot export \"X25519\" in \"nope\" format. | private again true" +
  " | public pkcs8 failed InvalidAccessError: Asymmetric pkcs8 export requires private key (not \"public\")." +
  " | public spki true | public raw 4a094ab4cf54b73273982f7284020991b3102ee879e4621ba1d6d62a8af3fc77" +
  " | public jwk 967dd63959f995b095f1ad5d47e7d40145744e93" +
  " | public nope failed InvalidAccessError: Cannot export \"X25519\" in \"nope\" format. | public again true");
