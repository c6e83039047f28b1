package jsapi

import (
	"io"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/wire"
)

func TestResponse(t *testing.T) {
	const (
		status = "RangeError: Responses may only be constructed with status codes in the range 200 to 599, inclusive."
		null   = "TypeError: Response with null body status (101, 204, 205, or 304) cannot have a body."
	)
	runScripts(t, "", nil, []scriptCase{
		{"defaults", `const r = new Response("x"); return json([r.status, r.statusText, r.ok, r.type, r.url, r.redirected, r.webSocket, r.cf === undefined, [...r.headers]])`,
			`[200,"",true,"default","",false,null,true,[["content-type","text/plain;charset=UTF-8"]]]`},
		{"init", `const r = new Response("x", {status: 404, statusText: "Gone Fishing", headers: {"content-type": "a/b"}}); return [r.status, r.statusText, r.ok, r.headers.get("content-type")]`, "404,Gone Fishing,false,a/b"},
		{"init from a Response", `const r = new Response("x", new Response(null, {status: 404, headers: {a: "b"}})); return [r.status, r.headers.get("a")]`, "404,b"},
		{"status is cut", `return [new Response("", {status: 200.7}).status, new Response("", {status: "404"}).status]`, "200,404"},
		{"status too small", `return caught(() => new Response("", {status: 199}))`, status},
		{"status too large", `return caught(() => new Response("", {status: 600}))`, status},
		{"status null", `return caught(() => new Response("", {status: null}))`, status},
		{"101 without a socket", `return caught(() => new Response(null, {status: 101}))`, status},
		{"socket without 101", `return caught(() => new Response(null, {webSocket: new WebSocketPair()[0]}))`, "RangeError: Responses with a WebSocket must have status code 101."},
		{"socket and body", `return caught(() => new Response("x", {status: 101, webSocket: new WebSocketPair()[0]}))`, null},
		{"no socket", `return caught(() => new Response(null, {webSocket: 5}))`, "TypeError: Incorrect type for the 'webSocket' field on 'InitializerDict': the provided value is not of type 'WebSocket'."},
		{"null body status", `return caught(() => new Response("x", {status: 204}))`, null},
		{"empty body with a null body status", `return new Response("", {status: 204}).body`, "null"},
		{"statusText", `return caught(() => new Response("", {statusText: "a\nb"}))`, "TypeError: Invalid statusText"},
		{"init of another type", `return caught(() => new Response("", 5))`, "TypeError: Failed to construct 'Response': constructor parameter 2 is not of type 'InitializerDict or Response'."},
		{"headers of another type", `return caught(() => new Response("", {headers: null}))`, "TypeError: Incorrect type for the 'headers' field on 'InitializerDict': the provided value is not of type 'Headers or Sequence or object'."},
		{"encodeBody", `return caught(() => new Response("", {encodeBody: "x"}))`, "TypeError: encodeBody: unexpected value: x"},
		{"cf is a copy", `const cf = {a: 1}, r = new Response("", {cf}); return [r.cf === cf, r.cf === r.cf, r.cf.a]`, "false,true,1"},
		{"redirect", `const r = Response.redirect("http://a/\u00e9 b", 307); return [r.status, r.headers.get("location")]`, "307,http://a/%C3%A9%20b"},
		{"redirect nowhere", `return caught(() => Response.redirect("/x"))`, "TypeError: Unable to parse URL: /x"},
		{"redirect with 200", `return caught(() => Response.redirect("http://a/", 200))`, "RangeError: 200 is not a redirect status code. It must be one of: 301, 302, 303, 307, or 308."},
		{"json", `const r = Response.json({a: 1}, {status: 201}); return [await r.text(), r.status, r.headers.get("content-type")]`, `{"a":1},201,application/json`},
		{"json with its own type", `return Response.json(1, {headers: {"content-type": "x/y"}}).headers.get("content-type")`, "x/y"},
		{"json of nothing", `return caught(() => Response.json())`, "TypeError: Failed to execute 'json' on 'Response': parameter 1 is not of type 'Value'."},
		{"error", `const r = Response.error(); return [r.status, r.type, r.ok]`, "0,error,false"},
		{"clone", `const r = new Response("x", {status: 201, headers: {a: "b"}}), c = r.clone(); c.headers.set("a", "c"); return [await r.text(), await c.text(), c.status, r.headers.get("a")]`, "x,x,201,b"},
		{"clone of a stream", `const r = new Response(new ReadableStream({start(c) { c.enqueue(new Uint8Array([65])); c.close() }})), c = r.clone(); return [await c.text(), await r.text()]`, "A,A"},
		{"clone after use", `const r = new Response("x"); await r.text(); return caught(() => r.clone())`, "TypeError: This ReadableStream is currently locked to a reader,"},
		{"clone of a handshake", `return caught(() => new Response(null, {status: 101, webSocket: new WebSocketPair()[0]}).clone())`, "TypeError: Cannot clone a response to a WebSocket handshake."},
		{"subclass", `class R extends Response { x = 1 } const r = new R("q"); return [r.x, await r.text(), r instanceof Response]`, "1,q,true"},
	})
	runScripts(t, "2021-11-08", nil, []scriptCase{
		{"accessors were on instances", `return [Object.keys(new Response()).includes("status"), "status" in Response.prototype]`, "true,false"},
	})
}

// out runs a script and answers what its Response is on the way.
func out(t *testing.T, tr *testRealm, source string) (w *wire.Response, err error) {
	t.Helper()
	tr.turn(func() {
		v, ex := tr.iso.VM.RunString(source)
		if ex != nil {
			t.Fatalf("%s: %v", source, ex)
		}
		w, err = ResponseOut(tr.realm, v, &wire.Request{Header: wire.Header{{Name: "Upgrade", Value: "WebSocket"}}})
	})
	return w, err
}

func TestResponseOut(t *testing.T) {
	tr := newRealm(t, "")
	w, err := out(t, tr, `var r = new Response("hello", {status: 201, headers: {"X-A": "b"}}); r`)
	if err != nil || w.Status != 201 || string(w.Body.Bytes) != "hello" || w.Header.First("x-a") != "b" || w.ManualEncoding {
		t.Errorf("got %+v, %v", w, err)
	}
	before := len(w.Header)
	if got := tr.eval(`r.headers.append("X-A", "c"); r.bodyUsed`); got != "true" || len(w.Header) != before || w.Header.First("x-a") != "b" {
		t.Errorf("after a late change the answer has %v, bodyUsed %s", w.Header, got)
	}
	if w, err = out(t, tr, `new Response("z", {encodeBody: "manual"})`); err != nil || !w.ManualEncoding {
		t.Errorf("encodeBody manual: %+v, %v", w, err)
	}
	w, err = out(t, tr, `new Response(new ReadableStream({async start(c) { await 1; c.enqueue(new Uint8Array([65, 66])); c.close() }}))`)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(w.Body.Reader()); string(b) != "AB" || err != nil {
		t.Errorf("stream delivers %q, %v", b, err)
	}
	if w, err = out(t, tr, `new Response(null, {status: 101, webSocket: new WebSocketPair()[0]})`); err != nil || w.Socket == nil || w.Body != nil {
		t.Errorf("handshake: %+v, %v", w, err)
	}
	for source, want := range map[string]string{
		`5`:                "Incorrect type for Promise: the Promise did not resolve to 'Response'.",
		`r`:                strings.TrimPrefix(bodyUsedText, "TypeError: "),
		`Response.error()`: "Return value from serve handler must not be an error response (like Response.error())",
	} {
		if _, err := out(t, tr, source); err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", source, err, want)
		}
	}
}

func TestNewResponse(t *testing.T) {
	tr := newRealm(t, "")
	show := func(w *wire.Response, source string) string {
		t.Helper()
		tr.turn(func() { _ = tr.iso.VM.GlobalObject().Set("r", NewResponse(tr.realm, w)) })
		return tr.evalAsync(helpers + source)
	}
	w := &wire.Response{
		Status: 404, StatusText: "Nope", URL: "http://a/b", Redirected: true, CF: []byte(`{"x":1}`),
		Header: wire.Header{{Name: "X-A", Value: "1"}}, Body: wire.StreamBody(io.NopCloser(strings.NewReader("body")), -1),
	}
	got := show(w, `return json([r.status, r.statusText, r.url, r.redirected, r.cf.x, r.headers.get("x-a"), caught(() => r.headers.set("a", "b")), await r.text()])`)
	if want := `[404,"Nope","http://a/b",true,1,"1","TypeError: Can't modify immutable headers.","body"]`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	port, _ := wire.NewPair()
	if got := show(&wire.Response{Status: 101, Socket: port}, `r.webSocket.accept(); return [r.webSocket === r.webSocket, r.webSocket.readyState]`); got != "true,1" {
		t.Errorf("handshake: got %s", got)
	}
}

func TestBodiesStayWithTheirRequest(t *testing.T) {
	tr := newRealm(t, "")
	body := func() *wire.Body { return wire.StreamBody(io.NopCloser(strings.NewReader("body")), -1) }
	tr.turn(func() {
		_ = tr.iso.VM.GlobalObject().Set("r", NewResponse(tr.realm, &wire.Response{Status: 200, Body: body()}))
	})
	done := make(chan string, 1)
	tr.iso.Post(func() {
		other := tr.iso.NewContext(isolate.Context{})
		tr.iso.Enter(&isolate.Scope{Context: other}, func() {
			v, _ := tr.iso.VM.RunString(`r.text()`)
			tr.realm.Then(v, func(goja.Value) { done <- "read" }, func(v goja.Value) { done <- v.String() })
		})
	})
	if got, want := <-done, "Error: Cannot perform I/O on behalf of a different request."; !strings.HasPrefix(got, want) {
		t.Errorf("got %s, want %s...", got, want)
	}
}
