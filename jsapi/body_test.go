package jsapi

import (
	"testing"

	"github.com/dodev/dodev/observe"
)

const bodyUsedText = "TypeError: Body has already been used. It can only be used once. Use tee() first if you need to read it twice."

func TestBodyInit(t *testing.T) {
	const show = `const show = async v => { const r = new Response(v); return r.headers.get("content-type") + " " + await r.text() };`
	runScripts(t, "", nil, []scriptCase{
		{"string", show + `return show("x")`, "text/plain;charset=UTF-8 x"},
		{"number", show + `return show(12.5)`, "text/plain;charset=UTF-8 12.5"},
		{"object", show + `return show({})`, "text/plain;charset=UTF-8 [object Object]"},
		{"URL", show + `return show(new URL("http://a/"))`, "text/plain;charset=UTF-8 http://a/"},
		{"URLSearchParams", show + `return show(new URLSearchParams("a=b c"))`, "application/x-www-form-urlencoded;charset=UTF-8 a=b+c"},
		{"Blob", show + `return show(new Blob(["x"], {type: "q/r"}))`, "q/r x"},
		{"Blob without a type", show + `return show(new Blob(["x"]))`, "null x"},
		{"ArrayBuffer", show + `return show(new Uint8Array([65, 66]).buffer)`, "null AB"},
		{"DataView", show + `return show(new DataView(new Uint8Array([65, 66]).buffer, 1))`, "null B"},
		{"ReadableStream", show + `return show(new ReadableStream({start(c) { c.enqueue(new Uint8Array([65])); c.close() }}))`, "null A"},
		{"stream of strings", show + `return rejected(show(new ReadableStream({start(c) { c.enqueue("a"); c.close() }})))`, "TypeError: This ReadableStream did not return bytes."},
		{"array of bytes", show + `return show([new Uint8Array([65]), new Uint8Array([66])])`, "null AB"},
		{"generator", show + `return show((function* () { yield new Uint8Array([67]) })())`, "null C"},
		{"array of strings", show + `return rejected(show(["a"]))`, "TypeError: This ReadableStream did not return bytes."},
		{"iterable that says what it is", show + `class It { *[Symbol.iterator]() { yield new Uint8Array(1) } toString() { return "it" } } return show(new It())`, "text/plain;charset=UTF-8 it"},
		{"symbol", `return caught(() => new Response(Symbol()))`, "TypeError: Cannot convert a Symbol value to a string"},
		{"null", `return [new Response(null).body, new Response().body, new Response(undefined).body].map(String)`, "null,null,null"},
		{"locked stream", `const s = new ReadableStream(); s.getReader(); return caught(() => new Response(s))`, "TypeError: This ReadableStream is locked to a reader, and cannot be used as a body."},
		{"disturbed stream", `const s = new ReadableStream({start(c) { c.close() }}); await s.getReader().read(); return caught(() => new Response(s))`, "TypeError: This ReadableStream is disturbed (has already been read from), and cannot be used as a body."},
		{"buffers are copied", `const u = new Uint8Array([65]), r = new Response(u); u[0] = 66; return r.text()`, "A"},
	})
	runScripts(t, "2024-01-01", nil, []scriptCase{
		{"arrays were text", show + `return show(["a", "b"])`, "text/plain;charset=UTF-8 a,b"},
	})
}

func TestBody(t *testing.T) {
	runScripts(t, "", nil, []scriptCase{
		{"read twice", `const r = new Response("x"); await r.text(); return rejected(r.json())`, bodyUsedText},
		{"null body is never used", `const r = new Response(null); return [await r.text(), await r.text(), r.bodyUsed, (await r.arrayBuffer()).byteLength]`, ",,false,0"},
		{"bodyUsed", `const r = new Response("x"), before = r.bodyUsed; r.text(); return [before, r.bodyUsed]`, "false,true"},
		{"looking at the stream uses nothing", `const r = new Response("x"); r.body; return [r.bodyUsed, r.body === r.body, await r.text(), r.bodyUsed]`, "false,true,x,true"},
		{"cancelled", `const r = new Response("x"); await r.body.cancel(); return r.bodyUsed`, "true"},
		{"locked", `const r = new Response("x"); r.body.getReader(); return [r.bodyUsed, await rejected(r.text())]`, "false,TypeError: This ReadableStream is currently locked to a reader."},
		{"stream after use", `const r = new Response("x"); await r.text(); return [r.body.locked, r.bodyUsed]`, "true,true"},
		{"body of another", `const a = new Response("x"), b = new Response(a.body); return [await b.text(), a.bodyUsed, b.bodyUsed, await rejected(a.text())]`, "x,true,true," + bodyUsedText},
		{"arrayBuffer", `return new Uint8Array(await new Response("hi").arrayBuffer()).join()`, "104,105"},
		{"bytes", `const b = await new Response("hi").bytes(); return b.constructor.name + b`, "Uint8Array104,105"},
		{"json", `return (await new Response('{"a": [1]}').json()).a`, "1"},
		{"json that is none", `return (await new Response("{a").json().catch(e => e)).name`, "SyntaxError"},
		{"byte order mark", `return [(await new Response("\ufeffx").text()).length, await new Response("\ufeff1").json()]`, "1,1"},
		{"broken UTF-8", `return new Response(new Uint8Array([0x41, 0xff, 0xe2, 0x82, 0x42])).text()`, "A\ufffd\ufffdB"},
		{"blob", `const b = await new Response("hi", {headers: {"content-type": "A/B; c=D"}}).blob(); return [b.size, b.type]`, "2,a/b;c=D"},
		{"wrong receiver", `const {text} = new Response("x"); return caught(() => text()).slice(0, 30)`, "TypeError: Illegal invocation:"},
		{"no constructor", `return caught(() => new Body())`, "TypeError: Illegal constructor"},
		{"classes", `return [new Response() instanceof Body, Object.getPrototypeOf(Request) === Body]`, "true,false"},
	})
	runScripts(t, "2024-01-01", nil, []scriptCase{
		{"byte order mark once stayed", `return (await new Response("\ufeffx").text()).length`, "2"},
		{"blob types once stayed", `return (await new Response("", {headers: {"content-type": "A/B; c=D"}}).blob()).type`, "A/B; c=D"},
	})
}

func TestTextOfBinaryWarns(t *testing.T) {
	tr := newRealm(t, "")
	var lines []string
	tr.iso.Observer.OnConsole = func(c observe.Console) { lines = append(lines, c.Text) }
	tr.evalAsync(`await new Response("x", {headers: {"content-type": "image/png"}}).text(); await new Response("x").text()`)
	want := `Called .text() on an HTTP body which does not appear to be text. The body's Content-Type is "image/png". ` +
		`The result will probably be corrupted. Consider checking the Content-Type header before interpreting entities as text.`
	if len(lines) != 1 || lines[0] != want {
		t.Errorf("console shows %q, want only %q", lines, want)
	}
}
