package jsapi

import "testing"

// keys makes HMAC keys.
const keys = `
		const raw = new Uint8Array([1, 2, 3, 4]);
		const text = new TextEncoder().encode("hello");
		const hex = (b) => [...new Uint8Array(b)].map((x) => x.toString(16).padStart(2, "0")).join("");
		const make = (options, usages = ["sign", "verify"], format = "raw", data = raw, extractable = true) =>
			crypto.subtle.importKey(format, data, { name: "HMAC", hash: "SHA-256", ...options }, extractable, usages);
		const failed = (p) => p.then(() => "no error", (e) => e.name + ": " + e.message);
	`

func TestHMAC(t *testing.T) {
	for _, c := range []webCase{
		{"key", `JSON.stringify(await make())`, `{"usages":["sign","verify"],"algorithm":{"name":"HMAC","hash":{"name":"SHA-256"},"length":32},"extractable":true,"type":"secret"}`},
		{"names in any case", `JSON.stringify((await make({ name: "hmac", hash: { name: "sha-1" } }, ["verify", "sign", "sign"])))`, `{"usages":["sign","verify"],"algorithm":{"name":"HMAC","hash":{"name":"SHA-1"},"length":32},"extractable":true,"type":"secret"}`},
		{"sign", `hex(await crypto.subtle.sign("HMAC", await make(), text))`, "b2fed3cd8fb06026f3f1b243372ec5b2aa94cf9ea64a04d3ad71ae503926749f"},
		{"sign with MD5", `hex(await crypto.subtle.sign("HMAC", await make({ hash: "MD5" }), raw))`, "08596865038b0c33da9c49f4e7e41fb7"},
		{"verify", `await (async () => { const k = await make(), s = await crypto.subtle.sign("HMAC", k, text); return [await crypto.subtle.verify({ name: "hmac" }, k, s, text), await crypto.subtle.verify("HMAC", k, s, raw), await crypto.subtle.verify("HMAC", k, new Uint8Array(3), text)] })()`, "true,false,false"},
		{"export", `hex(await crypto.subtle.exportKey("raw", await make())) + JSON.stringify(await crypto.subtle.exportKey("jwk", await make({ hash: "SHA-512" }, ["sign"])))`, `01020304{"kty":"oct","key_ops":["sign"],"alg":"HS512","ext":true,"k":"AQIDBA"}`},
		{"import of a JSON Web Key", `hex(await crypto.subtle.exportKey("raw", await make({}, ["sign"], "jwk", { kty: "oct", k: "AQIDBA", alg: "HS256" })))`, "01020304"},
		{"generate", `await (async () => { const k = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-512" }, true, ["sign"]); return [k.algorithm.length, (await crypto.subtle.exportKey("raw", k)).byteLength] })()`, "1024,128"},
		{"length", `[(await make({ length: 31 })).algorithm.length, await failed(make({ length: 24 }))].join()`, "31,DataError: Imported HMAC key length (24) must be a non-zero value up to 7 bits less than, and no greater than, the bit length of the raw key data (32)."},
		{"no hash", `failed(crypto.subtle.importKey("raw", raw, "HMAC", true, ["sign"]))`, `TypeError: Missing field "hash" in "algorithm".`},
		{"unknown hash", `failed(make({ hash: "SHA-3" }))`, "NotSupportedError: Unrecognized or unimplemented digest algorithm requested."},
		{"unknown algorithm", `failed(make({ name: "FOO" }))`, `NotSupportedError: Unrecognized key import algorithm "FOO" requested.`},
		{"unknown algorithm to generate", `failed(crypto.subtle.generateKey({ name: "FOO" }, true, ["sign"]))`, `NotSupportedError: Unrecognized key generation algorithm "FOO" requested.`},
		{"wrong usage", `failed(make({}, ["encrypt"]))`, `SyntaxError: Attempt to import secret HMAC key with invalid usage "encrypt".`},
		{"wrong usage to generate", `failed(crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-1" }, true, ["encrypt"]))`, `SyntaxError: Attempt to generate HMAC key with invalid usage "encrypt".`},
		{"no usage", `failed(make({}, []))`, "SyntaxError: Secret/private CryptoKeys must have at least one usage."},
		{"unknown format", `failed(make({}, ["sign"], "spki"))`, `NotSupportedError: Unrecognized key import format "spki".`},
		{"wrong data", `[await failed(make({}, ["sign"], "raw", {})), await failed(make({}, ["sign"], "jwk")), await failed(make({}, ["sign"], "raw", "abc"))].join("|")`,
			`TypeError: Import data provided for buffer-based import formats must be a buffer source.|TypeError: Import data provided for "jwk" import format must be a JsonWebKey.|TypeError: Failed to execute 'importKey' on 'SubtleCrypto': parameter 2 is not of type 'BufferSource or JsonWebKey'.`},
		{"wrong JSON Web Keys", `(await Promise.all([{ kty: "RSA", k: "AQ" }, { kty: "oct" }, { kty: "oct", k: "!!" }, { kty: "oct", k: "AQ", ext: false }, { kty: "oct", k: "AQ", alg: "HS512" }].map((k) => failed(make({}, ["sign"], "jwk", k))))).join("|")`,
			`DataError: HMAC "jwk" key import requires a JSON Web Key with Key Type parameter ("kty") equal to "oct" (encountered "RSA").` +
				`|DataError: HMAC "jwk" key import requires a base64Url encoding of the key|DataError: HMAC "jwk" key import requires a base64Url encoding of the key` +
				`|DataError: JWK ext field for "HMAC" is set to false but extractable is true` +
				`|DataError: HMAC "jwk" key import specifies "alg" that is incompatible with the hash name (encountered "HS512", expected "HS256").`},
		{"not to be exported", `failed(crypto.subtle.exportKey("raw", await make({}, ["sign"], "raw", raw, false)))`, "InvalidAccessError: Attempt to export non-extractable HMAC key."},
		{"unknown format to export", `failed(crypto.subtle.exportKey("spki", await make()))`, `NotSupportedError: Unimplemented key export format "spki".`},
		{"another algorithm's key", `failed(crypto.subtle.sign("RSA-PSS", await make(), raw))`, `InvalidAccessError: Requested algorithm "RSA-PSS" does not match this CryptoKey's algorithm "HMAC".`},
		{"another purpose", `failed(crypto.subtle.sign("HMAC", await make({}, ["verify"]), raw))`, `InvalidAccessError: Requested key usage "sign" does not match any usage listed in this CryptoKey.`},
		{"wrong arguments", `(await Promise.all([crypto.subtle.sign(), crypto.subtle.sign("HMAC", {}, raw), crypto.subtle.sign("HMAC", await make(), "abc"), crypto.subtle.verify("HMAC", await make(), raw)].map(failed))).join("|")`,
			"TypeError: Failed to execute 'sign' on 'SubtleCrypto': parameter 1 is not of type 'string or SignAlgorithm'." +
				"|TypeError: Failed to execute 'sign' on 'SubtleCrypto': parameter 2 is not of type 'CryptoKey'." +
				"|TypeError: Failed to execute 'sign' on 'SubtleCrypto': parameter 3 is not of type 'BufferSource'." +
				"|TypeError: Failed to execute 'verify' on 'SubtleCrypto': parameter 4 is not of type 'BufferSource'."},
		{"not to be cloned", `await make().then((k) => threw(() => structuredClone(k)))`, `DataCloneError: Could not serialize object of type "CryptoKey". This type does not support serialization.`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := newRealm(t, "").evalAsync(threw + keys + "return " + c.source); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.source, got, c.want)
			}
		})
	}
}
