package jsapi

import "testing"

// threw answers what a script throws as "Name: message".
const threw = `const threw = (f) => { try { return String(f()) } catch (e) { return e.name + ": " + e.message } };`

// scripts runs named scripts, each in a realm of its own, and compares what their last expression gives.
func scripts(t *testing.T, date string, cases []webCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := newRealm(t, date).evalAsync(threw + "return " + c.source); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.source, got, c.want)
			}
		})
	}
}

type webCase struct{ name, source, want string }

func TestURL(t *testing.T) {
	scripts(t, "", []webCase{
		{"parts", `(() => { const u = new URL("http://u:p@h:1/a?b=c#d"); return [u.origin, u.protocol, u.username, u.password, u.host, u.hostname, u.port, u.pathname, u.search, u.hash].join(" ") })()`,
			"http://h:1 http: u p h:1 h 1 /a ?b=c #d"},
		{"base", `new URL("../x", "http://h/a/b/").href`, "http://h/a/x"},
		{"undefined base", `new URL("http://h", undefined).href`, "http://h/"},
		{"URL as base", `new URL("x", new URL("http://h/y")).href`, "http://h/x"},
		{"invalid", `threw(() => new URL("nope"))`, "TypeError: Invalid URL string."},
		{"invalid base", `threw(() => new URL("/x", null))`, "TypeError: Invalid URL string."},
		{"nothing", `threw(() => new URL())`, "TypeError: Failed to construct 'URL': constructor parameter 1 is not of type 'USVString'."},
		{"invalid href", `threw(() => { new URL("http://h").href = "nope" })`, "TypeError: Failed to set the 'href' property on 'URL': the provided value is not of type 'valid URL string'."},
		{"canParse", `[URL.canParse("x"), URL.canParse("/x", "http://h")].join()`, "false,true"},
		{"parse", `[URL.parse("x"), URL.parse("/x", "http://h")].join()`, ",http://h/x"},
		{"object URLs", `threw(() => URL.createObjectURL(new Blob([]))) + threw(() => URL.createObjectURL(1))`,
			"Error: URL.createObjectURL() is not implementedTypeError: Failed to execute 'createObjectURL' on 'URL': parameter 1 is not of type 'File or Blob'."},
		{"JSON", `JSON.stringify({ u: new URL("http://h") })`, `{"u":"http://h/"}`},
		{"parameters write back", `(() => { const u = new URL("http://h/?x=1 2"); u.searchParams.append("y", "~'"); return u.href })()`, "http://h/?x=1+2&y=%7E%27"},
		{"deleting the last parameter", `(() => { const u = new URL("http://h/?x=1"); u.searchParams.delete("x"); return u.href })()`, "http://h/"},
		{"parameters follow the URL", `(() => { const u = new URL("http://h/?x=1"), p = u.searchParams; u.search = "?y=2"; const a = String(p); u.href = "http://h/?z=3"; return a + p + (p === u.searchParams) })()`, "y=2z=3true"},
	})
	scripts(t, "2021-11-08", []webCase{
		{"no statics", `[typeof URL.canParse, typeof URL.parse].join()`, "undefined,undefined"},
		{"own accessors", `Object.keys(new URL("http://h")).includes("href")`, "true"},
	})
}

func TestURLSearchParams(t *testing.T) {
	scripts(t, "", []webCase{
		{"from a string", `String(new URLSearchParams("?a=%2B+1&b"))`, "a=%2B+1&b="},
		{"from an object", `String(new URLSearchParams({ a: 1, b: "c d" }))`, "a=1&b=c+d"},
		{"from pairs", `String(new URLSearchParams([["a", 1], new Set(["b", 2])]))`, "a=1&b=2"},
		{"from a map", `String(new URLSearchParams(new Map([["a", "b"]])))`, "a=b"},
		{"from parameters", `String(new URLSearchParams(new URLSearchParams("a=b&a=c")))`, "a=b&a=c"},
		{"from a number", `String(new URLSearchParams(5))`, "5="},
		{"not a pair", `threw(() => new URLSearchParams([["a"]]))`, "TypeError: Invalid URL search params sequence."},
		{"not a list", `threw(() => new URLSearchParams([1]))`, "TypeError: Incorrect type: the provided value is not of type 'Sequence'."},
		{"a symbol", `threw(() => new URLSearchParams(Symbol()))`, "TypeError: Cannot convert a Symbol value to a string"},
		{"missing value", `threw(() => new URLSearchParams().append("a"))`, "TypeError: Failed to execute 'append' on 'URLSearchParams': parameter 2 is not of type 'USVString'."},
		{"lookups", `(() => { const p = new URLSearchParams("a=1&a=2&b=3"); return [p.get("a"), p.get("z"), p.getAll("a"), p.has("b"), p.has("a", "2"), p.has("a", "9"), p.size].join("|") })()`, "1||1,2|true|true|false|3"},
		{"deleting one value", `(() => { const p = new URLSearchParams("a=1&a=2"); p.delete("a", "1"); return String(p) })()`, "a=2"},
		{"sorting and setting", `(() => { const p = new URLSearchParams("c=1&a=2&c=3"); p.set("c", 9); p.sort(); return String(p) })()`, "a=2&c=9"},
		{"iteration is live", `(() => { const p = new URLSearchParams("a=1&b=2&c=3"); let o = ""; for (const [k] of p) { o += k; if (k === "a") p.delete("a") } return o })()`, "ac"},
		{"lone surrogate", `String(new URLSearchParams({ a: "\ud800" }))`, "a=%EF%BF%BD"},
	})
	scripts(t, "2022-12-01", []webCase{
		{"one argument only", `(() => { const p = new URLSearchParams("a=1&a=2"); const h = p.has("a", "9"); p.delete("a", "1"); return h + String(p) })()`, "true"},
	})
}

func TestTextCoding(t *testing.T) {
	scripts(t, "", []webCase{
		{"encode", `new TextEncoder().encode("h€\ud800").join()`, "104,226,130,172,239,191,189"},
		{"encode nothing", `[new TextEncoder().encode().length, new TextEncoder().encode(undefined).length, new TextEncoder().encode(null).length].join()`, "0,0,4"},
		{"encodeInto", `(() => { const b = new Uint8Array(4); const r = new TextEncoder().encodeInto("a€b", b); return JSON.stringify(r) + b })()`, `{"read":2,"written":4}97,226,130,172`},
		{"encodeInto with no room", `JSON.stringify(new TextEncoder().encodeInto("😀", new Uint8Array(3)))`, `{"read":0,"written":0}`},
		{"encodeInto elsewhere", `threw(() => new TextEncoder().encodeInto("a", new Uint16Array(1)))`, "TypeError: Failed to execute 'encodeInto' on 'TextEncoder': parameter 2 is not of type 'Uint8Array'."},
		{"decode a view", `new TextDecoder().decode(new DataView(new Uint8Array([65, 66, 67]).buffer, 1, 1))`, "B"},
		{"decode in pieces", `(() => { const d = new TextDecoder(); return d.decode(new Uint8Array([0xe2, 0x82]), { stream: true }) + d.decode(new Uint8Array([0xac])) + d.decode() })()`, "€"},
		{"options", `(() => { const d = new TextDecoder("latin1", { fatal: true, ignoreBOM: true }); return [d.encoding, d.fatal, d.ignoreBOM].join() })()`, "windows-1252,true,true"},
		{"no such encoding", `threw(() => new TextDecoder("nope"))`, `RangeError: "nope" is not a valid encoding.`},
		{"malformed", `threw(() => new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array([255])))`, "TypeError: Failed to decode input."},
		{"no bytes", `threw(() => new TextDecoder().decode("abc"))`, "TypeError: Failed to execute 'decode' on 'TextDecoder': parameter 1 is not of type 'Array'."},
		{"surrogates replaced", `new TextDecoder("utf-16le").decode(new Uint8Array([0, 0xd8])).charCodeAt(0).toString(16)`, "fffd"},
		{"atob", `atob(" aGk= ")`, "hi"},
		{"atob of rubbish", `threw(() => atob("*"))`, "InvalidCharacterError: atob() called with invalid base64-encoded data. (Only whitespace, '+', '/', alphanumeric ASCII, and up to two terminal '=' signs when the input data length is divisible by 4 are allowed.)"},
		{"btoa", `btoa("é") + btoa(12)`, "6Q==MTI="},
		{"btoa of more than Latin1", `threw(() => btoa("€"))`, "InvalidCharacterError: btoa() can only operate on characters in the Latin1 (ISO/IEC 8859-1) range."},
	})
	scripts(t, "2025-01-01", []webCase{
		{"surrogates kept", `new TextDecoder("utf-16le").decode(new Uint8Array([0, 0xd8])).charCodeAt(0).toString(16)`, "d800"},
	})
}
