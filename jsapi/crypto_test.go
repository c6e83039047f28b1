package jsapi

import "testing"

func TestCrypto(t *testing.T) {
	scripts(t, "", []webCase{
		{"random values", `(() => { const a = new Uint32Array(8); return crypto.getRandomValues(a) === a && a.some((x) => x > 255) })()`, "true"},
		{"into part of a buffer", `(() => { const b = new Uint8Array(64); crypto.getRandomValues(b.subarray(32)); return b.slice(0, 32).every((x) => x === 0) && b.some((x) => x !== 0) })()`, "true"},
		{"too many", `threw(() => crypto.getRandomValues(new Uint8Array(65537)))`, "QuotaExceededError: getRandomValues() only accepts buffers of size <= 64K but provided 65537 bytes."},
		{"floats", `threw(() => crypto.getRandomValues(new Float32Array(2)))`, "TypeMismatchError: ArrayBufferView argument to getRandomValues() must be an integer-typed view."},
		{"no view", `threw(() => crypto.getRandomValues(5))`, "TypeError: Failed to execute 'getRandomValues' on 'Crypto': parameter 1 is not of type 'ArrayBufferView'."},
		{"UUID", `/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID())`, "true"},
		{"detached", `threw(() => (0, crypto.randomUUID)()).slice(0, 29)`, "TypeError: Illegal invocation"},
		{"constructors", `[Crypto, SubtleCrypto, CryptoKey].map((C) => threw(() => new C())).join()`, "TypeError: Illegal constructor,TypeError: Illegal constructor,TypeError: Illegal constructor"},
		{"digests", `(await Promise.all(["MD5", "sha-1", { name: "SHA-256" }, "SHA-384", "SHA-512"].map((a) => crypto.subtle.digest(a, new Uint8Array(1))))).map((b) => b.byteLength + ":" + new Uint8Array(b)[0]).join()`, "16:147,20:91,32:110,48:190,64:184"},
		{"no such digest", `crypto.subtle.digest("nope", new Uint8Array(1)).catch((e) => e.name + ": " + e.message)`, "NotSupportedError: Unrecognized or unimplemented digest algorithm requested."},
		{"digest of text", `crypto.subtle.digest("SHA-1", "x").catch((e) => e.message)`, "Failed to execute 'digest' on 'SubtleCrypto': parameter 2 is not of type 'BufferSource'."},
		{"constant-time comparison", `[crypto.subtle.timingSafeEqual(new Uint8Array([1]), new Uint8Array([1]).buffer), crypto.subtle.timingSafeEqual(new Uint8Array([1]), new Uint8Array([2])), threw(() => crypto.subtle.timingSafeEqual(new Uint8Array(1), new Uint8Array(2)))].join()`, "true,false,TypeError: Input buffers must have the same byte length."},
		{"digest streams", `await (async () => { const d = new crypto.DigestStream("SHA-1"); const w = d.getWriter(); await w.write("a"); await w.write(new Uint8Array([98])); await w.close(); return [String(d), d.bytesWritten, new Uint8Array(await d.digest)[0], typeof DigestStream] })()`, "[object DigestStream],2,218,undefined"},
	})
}

func TestPlatformObjects(t *testing.T) {
	scripts(t, "", []webCase{
		{"navigator", `JSON.stringify(navigator)`, `{"languages":["en"],"language":"en","platform":"","hardwareConcurrency":1,"userAgent":"Cloudflare-Workers"}`},
		{"flags", `[Cloudflare.compatibilityFlags.url_standard, Cloudflare.compatibilityFlags.experimental, Object.keys(Cloudflare.compatibilityFlags).length, Object.isFrozen(Cloudflare.compatibilityFlags), Object.getPrototypeOf(Cloudflare.compatibilityFlags)].join()`, "true,false,205,true,"},
		{"tags", `[Cloudflare, navigator, caches, caches.default, crypto, crypto.subtle, console].map(String).join()`, "[object Cloudflare],[object Navigator],[object CacheStorage],[object Cache],[object Crypto],[object SubtleCrypto],[object console]"},
		{"origin", `origin`, "null"},
		{"caches", `caches.default.match("http://h").catch((e) => e.message)`, "No Cache was configured"},
		{"their members", `["exec", "test", "hasRegExpGroups"].every((n) => n in URLPattern.prototype) && EventSource.OPEN === 1 && Object.getPrototypeOf(EventSource.prototype) === EventTarget.prototype && "onmessage" in EventSource.prototype`, "true"},
	})
	scripts(t, "2024-01-01", []webCase{
		{"no language yet", `Object.keys(navigator).join() + String(navigator)`, "platform,hardwareConcurrency,userAgent[object Object]"},
	})
	scripts(t, "2021-11-08", []webCase{
		{"no navigator yet", `typeof navigator + typeof Navigator`, "undefinedundefined"},
		{"a getter that stays on the prototype", `"size" in URLSearchParams.prototype`, "true"},
		{"the console's tag", `String(console)`, "[object console]"},
		{"subtle is the instance's own", `Object.keys(crypto).join()`, "subtle"},
	})
}
