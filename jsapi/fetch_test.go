package jsapi

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/andybalholm/brotli"

	"github.com/dodev/dodev/wire"
)

// fakeNet answers requests without a network.
func fakeNet(q *http.Request) (*http.Response, error) {
	body := ""
	if q.Body != nil {
		b, err := io.ReadAll(q.Body)
		if err != nil {
			return nil, err
		}
		body = string(b)
	}
	w := httptest.NewRecorder()
	coded := func(coding string, b []byte) {
		w.Header().Set("Content-Encoding", coding)
		_, _ = w.Write(b)
	}
	path := q.URL.Opaque
	status, target, redirects := strings.Cut(strings.TrimPrefix(path, "/to/"), "/")
	switch {
	case path == "/echo":
		w.Header().Set("X-Reply", "1")
		names := []string{}
		for name, values := range q.Header {
			if values != nil {
				names = append(names, name+"="+strings.Join(values, "|"))
			}
		}
		slices.Sort(names)
		fmt.Fprintf(w, "%s %s?%s %s [%s]", q.Method, q.Host+path, q.URL.RawQuery, body, strings.Join(names, ", "))
	case path == "/gzip":
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write([]byte("zipped"))
		_ = z.Close()
		coded("gzip", b.Bytes())
	case path == "/br":
		var b bytes.Buffer
		z := brotli.NewWriter(&b)
		_, _ = z.Write([]byte("crumbled"))
		_ = z.Close()
		coded("br", b.Bytes())
	case path == "/broken":
		coded("gzip", []byte("not zipped"))
	case path == "/hang":
		<-q.Context().Done()
		return nil, q.Context().Err()
	case path == "/refused":
		return nil, &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
	case path == "/unknown":
		return nil, &net.DNSError{Err: "no such host", Name: q.Host}
	case path == "/cut":
		r := w.Result()
		r.ContentLength = 10
		r.Body = io.NopCloser(io.MultiReader(strings.NewReader("abc"), failing{}))
		return r, nil
	case path == "/loop":
		w.Header().Set("Location", "/loop")
		w.WriteHeader(302)
	case redirects && strings.HasPrefix(path, "/to/"):
		var code int
		_, _ = fmt.Sscan(status, &code)
		w.Header().Set("Location", strings.Replace(target, ":/", "://", 1))
		w.WriteHeader(code)
	default:
		w.WriteHeader(404)
	}
	return w.Result(), nil
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("connection reset by peer") }

// runFetches runs the cases with the fake network.
func runFetches(t *testing.T, date string, cases []scriptCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			tr := newRealm(t, date)
			tr.iso.Host.RoundTrip = fakeNet
			if got := tr.evalAsync(helpers + `const text = async (...a) => (await fetch(...a)).text();` + c.source); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.source, got, c.want)
			}
		})
	}
}

func TestFetch(t *testing.T) {
	const (
		post    = `{method: "POST", body: "x"}`
		reached = "Accept-Encoding=br, gzip"
	)
	runFetches(t, "", []scriptCase{
		{"get", `return text("http://a/echo?q#f")`, "GET a/echo?q  [" + reached + "]"},
		{"post", `return text("http://a/echo", ` + post + `)`, "POST a/echo? x [" + reached + ", Content-Type=text/plain;charset=UTF-8]"},
		{"stream", `return text("http://a/echo", {method: "POST", body: new ReadableStream({start(c) { c.enqueue(new Uint8Array([65])); c.close() }})})`, "POST a/echo? A [" + reached + "]"},
		{"headers of the connection stay behind", `return text("http://a/echo", {headers: {host: "b", connection: "x", te: "x", "content-length": "9", upgrade: "h2c", a: "b"}})`, "GET a/echo?  [A=b, " + reached + "]"},
		{"accept-encoding of its own", `return text("http://a/echo", {headers: {"accept-encoding": "identity"}})`, "GET a/echo?  [Accept-Encoding=identity]"},
		{"odd path goes out as it is", `return text("http://u:p@a/%zz")`, ""},
		{"response", `const r = await fetch("http://a/echo#f"); return json([r.status, r.statusText, r.url, r.redirected, r.headers.get("x-reply"), caught(() => r.headers.set("a", "b"))])`,
			`[200,"OK","http://a/echo",false,"1","TypeError: Can't modify immutable headers."]`},
		{"URL and Request", `return text(new URL("http://a/echo"), new Request("http://b/", ` + post + `))`, "POST a/echo? x [" + reached + ", Content-Type=text/plain;charset=UTF-8]"},
		{"Request is used up", `const q = new Request("http://a/echo", ` + post + `); await fetch(q); return [q.bodyUsed, await rejected(fetch(q))]`, "true,TypeError: Cannot reconstruct a Request with a used body."},
		{"gzip", `const r = await fetch("http://a/gzip"); return [r.headers.get("content-encoding"), await r.text()]`, "gzip,zipped"},
		{"brotli", `return text("http://a/br")`, "crumbled"},
		{"gzip as a stream", `const r = await fetch("http://a/gzip"); return new Response(r.body, r).text()`, "zipped"},
		{"gzip twice", `const r = await fetch("http://a/gzip"), c = r.clone(); return [await r.text(), await c.text()]`, "zipped,zipped"},
		{"broken gzip", `return rejected(text("http://a/broken"))`, "TypeError: Gzip decompression failed."},
		{"body cut off", `return rejected(text("http://a/cut"))`, "Error: Network connection lost."},
		{"refused", `const e = await fetch("http://a/refused").catch(e => e); return [e, e.retryable]`, "Error: Network connection lost.,true"},
		{"unknown host", `return (await rejected(fetch("http://a/unknown"))).replace(/\w{24}/, "...")`, "Error: internal error; reference = ..."},
		{"nothing", `return rejected(fetch())`, "TypeError: Failed to execute 'fetch' on 'ServiceWorkerGlobalScope': parameter 1 is not of type 'Request or string'."},
		{"relative", `return rejected(fetch("/x"))`, "TypeError: Invalid URL: /x"},
		{"ftp", `return rejected(fetch("ftp://x"))`, "TypeError: Fetch API cannot load: ftp://x/"},
		{"ws", `return rejected(fetch("ws://x/y"))`, "TypeError: Fetch API cannot load: ws://x/y"},
		{"data", `const r = await fetch("data:text/css;base64,aGk="); return [r.status, r.headers.get("content-type"), await r.text()]`, "200,text/css,hi"},
		{"broken data", `return rejected(fetch("data:x"))`, "TypeError: Fetch API cannot load: data:x"},
		{"aborted before", `return rejected(fetch("http://a/echo", {signal: AbortSignal.abort("why")}))`, "why"},
		{"aborted while waiting", `const c = new AbortController(), p = fetch("http://a/hang", {signal: c.signal}).catch(e => e); setTimeout(() => c.abort(), 1); const e = await p; return [e, e.retryable, c.signal.reason.retryable]`,
			"AbortError: The operation was aborted,true,"},
		{"aborted with a reason", `const c = new AbortController(), p = fetch("http://a/hang", {signal: c.signal}).catch(e => e); setTimeout(() => c.abort(c), 1); return await p === c`, "true"},
		{"timeout", `const e = await fetch("http://a/hang", {signal: AbortSignal.timeout(1)}).catch(e => e); return [e.name, e.retryable]`, "TimeoutError,true"},
	})
	runFetches(t, "2021-11-08", []scriptCase{
		{"arguments once threw at once", `return caught(() => fetch())`, "TypeError: Failed to execute 'fetch' on 'ServiceWorkerGlobalScope': parameter 1 is not of type 'Request or string'."},
		{"any protocol was http", `return (await text("ftp://a/echo")).slice(0, 12)`, "GET a/echo? "},
	})
	runFetches(t, "2024-01-01", []scriptCase{
		{"relative once failed late", `const q = new Request("/x"); return rejected(fetch(q))`, "TypeError: Fetch API cannot load: /x"},
		{"brotli stayed", `return (await text("http://a/br")) === "crumbled"`, "false"},
	})
}

func TestRedirects(t *testing.T) {
	const show = `const show = async (...a) => { const r = await fetch(...a); return [r.url, r.redirected, (await r.text()).split(" [")[0]].join() };`
	runFetches(t, "", []scriptCase{
		{"302 of a POST", show + `return show("http://a/to/302//echo", {method: "POST", body: "x"})`, "http://a/echo,true,GET a/echo? "},
		{"302 of a PUT", show + `return show("http://a/to/302//echo", {method: "PUT", body: "x"})`, "http://a/echo,true,PUT a/echo? x"},
		{"303 of a PUT", show + `return show("http://a/to/303//echo", {method: "PUT", body: "x"})`, "http://a/echo,true,GET a/echo? "},
		{"307", show + `return show("http://a/to/307//echo", {method: "POST", body: "x"})`, "http://a/echo,true,POST a/echo? x"},
		{"307 of a stream", show + `return (await rejected(show("http://a/to/307//echo", {method: "POST", body: new ReadableStream({start(c) { c.enqueue(new Uint8Array(1)); c.close() }})}))).slice(0, 44)`, "TypeError: A request with a one-time-use bod"},
		{"another origin", `return text("http://a/to/302/http:/b/echo", {headers: {authorization: "secret", cookie: "c"}})`, "GET b/echo?  [Accept-Encoding=br, gzip, Cookie=c]"},
		{"same origin", `return text("http://a/to/302//echo", {headers: {authorization: "secret"}})`, "GET a/echo?  [Accept-Encoding=br, gzip, Authorization=secret]"},
		{"manual", `const r = await fetch("http://a/to/302//echo", {redirect: "manual"}); return [r.status, r.url, r.redirected, r.headers.get("location")]`, "302,http://a/to/302//echo,false,/echo"},
		{"not to data", show + `return rejected(show("http://a/to/302/data:,x"))`, "TypeError: Invalid Location header; unable to follow redirect."},
		{"endless", show + `const e = await rejected(show("http://a/loop")); return [e.split(",")[0], e.split(", ").length]`, "TypeError: Too many redirects.http://a/loop,21"},
	})
	runFetches(t, "2024-01-01", []scriptCase{
		{"another origin once got everything", `return text("http://a/to/302/http:/b/echo", {headers: {authorization: "secret"}})`, "GET b/echo?  [Accept-Encoding=br, gzip, Authorization=secret]"},
	})
}

func TestFollowGivesUp(t *testing.T) {
	tr := newRealm(t, "")
	result := make(chan error, 1)
	calls := 0
	tr.turn(func() {
		Follow(tr.realm, &wire.Request{Method: "GET", URL: "http://do/", Redirect: "follow"},
			func(_ *wire.Request, done func(*wire.Response, error)) {
				calls++
				go done(&wire.Response{Status: 302, Header: wire.Header{{Name: "Location", Value: "/again"}}}, nil)
			},
			func(_ *wire.Response, err error) { result <- err })
	})
	err := <-result
	if err == nil || !strings.HasPrefix(err.Error(), "TypeError: Too many redirects.http://do/, http://do/again, ") || calls != 21 {
		t.Errorf("after %d calls: %v", calls, err)
	}
}

func TestFetchedBodyOutlivesItsRequest(t *testing.T) {
	tr := newRealm(t, "")
	var ctx context.Context
	SetOutbound(tr.realm, Outbound{Send: func(req *wire.Request, done func(*wire.Response, error)) {
		ctx = req.Context
		done(&wire.Response{Status: 200, Body: wire.StreamBody(io.NopCloser(strings.NewReader("body")), -1)}, nil)
	}})
	tr.evalAsync(`globalThis.kept = await fetch("http://a/"); globalThis.dropped = await fetch("http://a/")`)
	unread := ctx
	w, err := out(t, tr, `kept`)
	if err != nil {
		t.Fatal(err)
	}
	tr.iso.Post(func() { tr.ctx.End(nil) })
	<-unread.Done()
	if b, err := io.ReadAll(w.Body.Reader()); string(b) != "body" || err != nil {
		t.Errorf("read %q, %v", b, err)
	}
}

func TestEncodedBodyPassesThrough(t *testing.T) {
	tr := newRealm(t, "")
	tr.iso.Host.RoundTrip = fakeNet
	tr.evalAsync(`globalThis.r = await fetch("http://a/gzip")`)
	w, err := out(t, tr, `r`)
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(w.Body.Reader())
	if err != nil || !w.ManualEncoding {
		t.Fatalf("encoded: %v, %v", w.ManualEncoding, err)
	}
	if b, err := io.ReadAll(z); string(b) != "zipped" || err != nil {
		t.Errorf("read %q, %v", b, err)
	}
}
