package jsapi

import (
	"context"
	"io"
	"strings"
	"testing"

	"github.com/dodev/dodev/jsapi/weburl"
	"github.com/dodev/dodev/wire"
)

func TestRequest(t *testing.T) {
	const redirect = `TypeError: Invalid redirect value, must be one of "follow" or "manual" ("error" won't be implemented since it does not make sense at the edge; use "manual" and check the response status code).`
	const post = `const a = new Request("http://a/q", {method: "POST", body: "x", headers: {h: "1"}, cf: {z: 1}, redirect: "manual"});
		const show = async r => json([r.url, r.method, r.headers.get("h"), r.cf && r.cf.z, r.redirect, await r.text()]);`
	runScripts(t, "", nil, []scriptCase{
		{"defaults", `const r = new Request("http://a"); return json([r.method, r.url, r.redirect, r.cf === undefined, r.signal.aborted, r.integrity, r.keepalive, r.cache === undefined, r.fetcher, r.body])`,
			`["GET","http://a/","follow",true,false,"",false,true,null,null]`},
		{"URL is normalised", `return new Request("HTTP://U:p@A:80/b/../c d?\u00e9#f").url`, "http://U:p@a/c%20d?%C3%A9#f"},
		{"URL object", `return new Request(new URL("http://a/b")).url`, "http://a/b"},
		{"relative URL", `return caught(() => new Request("/x"))`, "TypeError: Invalid URL: /x"},
		{"nothing", `return caught(() => new Request())`, "TypeError: Failed to construct 'Request': constructor parameter 1 is not of type 'Request or string'."},
		{"init of another type", `return caught(() => new Request("http://a", 5))`, "TypeError: Failed to construct 'Request': constructor parameter 2 is not of type 'RequestInitializerDict or Request'."},
		{"methods", `return ["get", "Post", "patch", "propfind"].map(method => new Request("http://a", {method}).method)`, "GET,POST,PATCH,PROPFIND"},
		{"unknown method", `return caught(() => new Request("http://a", {method: "foo"}))`, "TypeError: Invalid HTTP method string: foo"},
		{"GET with a body", `return caught(() => new Request("http://a", {body: ""}))`, "TypeError: Request with a GET or HEAD method cannot have a body."},
		{"redirect", `return caught(() => new Request("http://a", {redirect: "error"}))`, redirect},
		{"cache", `return new Request("http://a", {cache: "no-store"}).cache + caught(() => new Request("http://a", {cache: "force-cache"}))`, "no-storeTypeError: Unsupported cache mode: force-cache"},
		{"integrity", `return caught(() => new Request("http://a", {integrity: "x"}))`, "TypeError: Subrequest integrity checking is not implemented. The integrity option must be either undefined or an empty string."},
		{"signal", `const c = new AbortController(), r = new Request("http://a", {signal: c.signal}); return r.signal === c.signal`, "true"},
		{"signal of another type", `return caught(() => new Request("http://a", {signal: 5}))`, "TypeError: Incorrect type for the 'signal' field on 'RequestInitializerDict': the provided value is not of type 'AbortSignal'."},
		{"signal taken away", `const c = new AbortController(), r = new Request(new Request("http://a", {signal: c.signal}), {signal: null}); c.abort(); return r.signal.aborted`, "false"},
		{"fetcher of another type", `return caught(() => new Request("http://a", {fetcher: 5}))`, "TypeError: Incorrect type for the 'fetcher' field on 'RequestInitializerDict': the provided value is not of type 'Fetcher'."},
		{"cf of another type", `return caught(() => new Request("http://a", {cf: 5}))`, "TypeError: Incorrect type for the 'cf' field on 'RequestInitializerDict': the provided value is not of type 'Object'."},
		{"from a Request", post + `return [await show(new Request(a)), a.bodyUsed]`, `["http://a/q","POST","1",1,"manual","x"],true`},
		{"from a Request with changes", post + `return show(new Request(a, {method: "PUT", headers: {h: "2"}, body: "y"}))`, `["http://a/q","PUT","2",1,"manual","y"]`},
		{"from a Request without its body", post + `return show(new Request(a, {body: null}))`, `["http://a/q","POST","1",1,"manual",""]`},
		{"from a Request to GET", post + `return caught(() => new Request(a, {method: "GET"}))`, "TypeError: Request with a GET or HEAD method cannot have a body."},
		{"from a used Request", post + `await a.text(); return caught(() => new Request(a))`, "TypeError: Cannot reconstruct a Request with a used body."},
		{"from a used Request with another body", post + `await a.text(); return show(new Request(a, {body: "y"}))`, `["http://a/q","POST","1",1,"manual","y"]`},
		{"another URL with a Request as init", post + `return [await show(new Request(new URL("http://b/"), a)), a.bodyUsed]`, `["http://b/","POST","1",1,"manual","x"],true`},
		{"a used Request as init", post + `await a.text(); return caught(() => new Request("http://b/", a))`, "TypeError: This ReadableStream is disturbed (has already been read from), and cannot be used as a body."},
		{"headers of a copy are its own", `const a = new Request("http://a", {headers: {h: "1"}}), b = new Request(a); b.headers.set("h", "2"); return a.headers.get("h")`, "1"},
		{"clone", post + `const b = a.clone(); b.headers.set("h", "2"); return [await show(a), await show(b)]`, `["http://a/q","POST","1",1,"manual","x"],["http://a/q","POST","2",1,"manual","x"]`},
		{"order of options", `const seen = []; new Request("http://a", {get signal() { seen.push("signal") }, get body() { seen.push("body") }, get method() { seen.push("method") }, get cf() { seen.push("cf") }}); return seen`, "method,body,cf,signal"},
	})
	runScripts(t, "2024-01-01", nil, []scriptCase{
		{"URLs once stayed as written", `return new Request("/x").url`, "/x"},
		{"few methods were upper-cased", `return caught(() => new Request("http://a", {method: "patch"}))`, "TypeError: Invalid HTTP method string: patch"},
		{"cache was not implemented", `return caught(() => new Request("http://a", {cache: "no-store"}))`, "Error: The 'cache' field on 'RequestInitializerDict' is not implemented."},
	})
}

func TestNewRequest(t *testing.T) {
	tr := newRealm(t, "", "enable_request_signal")
	left, leave := context.WithCancel(context.Background())
	w := &wire.Request{
		Method: "POST", URL: "http://localhost/p", Header: wire.Header{{Name: "X-A", Value: "1"}}, Redirect: "follow",
		Body: wire.StreamBody(io.NopCloser(strings.NewReader("body")), 4), CF: []byte(`{"colo":"DFW"}`), Context: left,
	}
	tr.turn(func() { _ = tr.iso.VM.GlobalObject().Set("q", NewRequest(tr.realm, w, RequestOptions{Incoming: true})) })
	got := tr.evalAsync(helpers + `return json([q.method, q.url, q.redirect, q.cf.colo, q.headers.get("x-a"), caught(() => q.headers.delete("x-a")), await q.text()])`)
	if want := `["POST","http://localhost/p","manual","DFW","1","TypeError: Can't modify immutable headers.","body"]`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := tr.eval(`q.signal.onabort = () => { left = true }; var left = q.signal.aborted; left`); got != "false" {
		t.Errorf("aborted before the client left: %s", got)
	}
	leave()
	if got := tr.evalAsync(`while (!left) await new Promise(f => setTimeout(f, 1)); return q.signal.reason.name`); got != "AbortError" {
		t.Errorf("reason after the client left: %s", got)
	}
}

func TestNormalURL(t *testing.T) {
	for raw, want := range map[string]bool{
		"http://localhost/": true, "https://example.com/a/b.c?d=%20&e=/?": true, "http://do:8787/x": true,
		"http://localhost": false, "http://a/../b": false, "http://a/%2e%2e/b": false, "http://a:80/": false, "https://a:443/": false,
		"http://127.1/": false, "http://A/": false, "http://a/ b": false, "http://a/#f": false, "http://u@a/": false, "ftp://a/": false,
		"http://xn--a/": false, "http://a./": false, "http:///": false, "http://a/?'": false, "http://a:08/": false,
	} {
		if got := normalURL(raw); got != want {
			t.Errorf("normalURL(%q) = %v, want %v", raw, got, want)
		}
	}
}

func FuzzNormalURL(f *testing.F) {
	f.Add("http://localhost/a/b.c?d=%20")
	f.Add("https://a.b-c:8080/..a/")
	f.Fuzz(func(t *testing.T, raw string) {
		if !normalURL(raw) {
			return
		}
		u, err := weburl.Parse(raw)
		if err != nil || u.Href() != raw {
			t.Errorf("%q counts as normal but parses to %v, %v", raw, u, err)
		}
	})
}
