package server

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dodev/dodev/bindings/email"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/wire"
)

// testApp answers with a function.
type testApp struct {
	fetch     func(*wire.Request) (*wire.Response, error)
	scheduled func(cron string, at time.Time) error
}

func (a testApp) Fetch(r *wire.Request, answer func(*wire.Response, error)) {
	go func() { answer(a.fetch(r)) }()
}

func (a testApp) Scheduled(cron string, at time.Time, done func(bool, error)) {
	go func() { done(cron == "never again", a.scheduled(cron, at)) }()
}

func (a testApp) Email(string, string, []byte, func(*email.Delivery, error)) {}

func app(f func(*wire.Request) (*wire.Response, error)) App { return testApp{fetch: f} }

// start serves an App on a free port until the test ends.
func start(t testing.TB, opts Options, a App) *Server {
	t.Helper()
	opts.PortAsked = true
	s, err := Listen(opts)
	if err != nil {
		t.Fatal(err)
	}
	s.SetApp(a)
	done := make(chan error, 1)
	go func() { done <- s.Serve(context.Background()) }()
	t.Cleanup(func() {
		s.Close(false)
		if err := <-done; err != nil {
			t.Errorf("Serve: %v", err)
		}
	})
	return s
}

func text(status int, s string, fields ...string) *wire.Response {
	res := &wire.Response{Status: status, Body: wire.BytesBody([]byte(s))}
	for i := 0; i < len(fields); i += 2 {
		res.Header = append(res.Header, wire.Field{Name: fields[i], Value: fields[i+1]})
	}
	return res
}

// raw sends a request as it is and answers the whole response with its head, as text.
func raw(t testing.TB, s *Server, request string) string {
	t.Helper()
	c := dial(t, s)
	if _, err := io.WriteString(c, request); err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(c)
	if err != nil {
		t.Fatalf("%q: %v after %q", request, err, b)
	}
	return string(b)
}

func dial(t testing.TB, s *Server) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", s.Port()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	_ = c.SetDeadline(host.System().Now().Add(20 * time.Second))
	return c
}

func get(path string, fields ...string) string {
	return "GET " + path + " HTTP/1.1\r\nHost: localhost:80\r\nConnection: close\r\n" + strings.Join(append(fields, ""), "\r\n") + "\r\n"
}

func TestRequestSeen(t *testing.T) {
	var seen *wire.Request
	s := start(t, Options{}, app(func(r *wire.Request) (*wire.Response, error) {
		seen = r
		return text(200, ""), nil
	}))
	for _, c := range []struct {
		name, request, url, header string
	}{
		{"plain", get("/a?b=c"), "http://localhost/a?b=c", "accept-encoding: br, gzip|cf-connecting-ip: 127.0.0.1|host: localhost:80"},
		{"address sent", get("/", "cf-connecting-ip: 9.9.9.9", "Accept-Encoding: gzip"), "http://localhost/",
			"accept-encoding: br, gzip|cf-connecting-ip: 9.9.9.9|host: localhost:80"},
		{"repeated", get("/", "X-A: 1", "x-a: 2", "Keep-Alive: 3", "TE: x"), "http://localhost/",
			"accept-encoding: br, gzip|cf-connecting-ip: 127.0.0.1|host: localhost:80|x-a: 1|x-a: 2"},
		{"forwarded stay", get("/", "X-Forwarded-For: 1.1.1.1", "CF-Ray: 2"), "http://localhost/",
			"accept-encoding: br, gzip|cf-connecting-ip: 127.0.0.1|cf-ray: 2|host: localhost:80|x-forwarded-for: 1.1.1.1"},
		{"dots", get("/a/../b/./c"), "http://localhost/b/c", "accept-encoding: br, gzip|cf-connecting-ip: 127.0.0.1|host: localhost:80"},
		{"escapes", get(`/a"b?c'd`), "http://localhost/a%22b?c%27d", "accept-encoding: br, gzip|cf-connecting-ip: 127.0.0.1|host: localhost:80"},
		{"absolute", "GET http://Example.com:8080/x?y HTTP/1.1\r\nHost: z\r\nConnection: close\r\n\r\n", "http://example.com:8080/x?y",
			"accept-encoding: br, gzip|cf-connecting-ip: 127.0.0.1|host: Example.com:8080"},
	} {
		t.Run(c.name, func(t *testing.T) {
			raw(t, s, c.request)
			var lines []string
			for _, f := range seen.Header {
				lines = append(lines, strings.ToLower(f.Name)+": "+f.Value)
			}
			if got := strings.Join(lines, "|"); seen.URL != c.url || got != c.header {
				t.Errorf("%q:\ngot  %s %s\nwant %s %s", c.request, seen.URL, got, c.url, c.header)
			}
			if seen.Body != nil || seen.Method != "GET" || seen.Redirect != "manual" {
				t.Errorf("%q: got body %v, method %s, redirect %s", c.request, seen.Body, seen.Method, seen.Redirect)
			}
			var cf map[string]any
			if err := json.Unmarshal(seen.CF, &cf); err != nil || cf["colo"] != "DFW" {
				t.Errorf("%q: cf %s: %v", c.request, seen.CF, err)
			}
		})
	}
}

func TestResponseWritten(t *testing.T) {
	var res *wire.Response
	s := start(t, Options{}, app(func(*wire.Request) (*wire.Response, error) { return res, nil }))
	stream := func(s string, n int64) *wire.Body { return wire.StreamBody(io.NopCloser(strings.NewReader(s)), n) }
	for _, c := range []struct {
		name, method string
		res          *wire.Response
		want         string
	}{
		{"plain", "GET", text(200, "hi", "x-one", "1", "set-cookie", "a", "Set-Cookie", "b"),
			"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nx-one: 1\r\n\r\nhi"},
		{"spelling", "GET", text(200, "hi", "X-Own", "1", "x-own", "2", "x-b", "1", "X-B", "2", "content-LANGUAGE", "en", "Www-authenticate", "c", "access-control-max-age", "1"),
			"HTTP/1.1 200 OK\r\nContent-Language: en\r\nContent-Length: 2\r\nWWW-Authenticate: c\r\nX-Own: 1\r\nX-Own: 2\r\naccess-control-max-age: 1\r\nx-b: 1\r\nx-b: 2\r\n\r\nhi"},
		{"empty", "GET", text(200, ""), "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"},
		{"null body", "GET", &wire.Response{Status: 200}, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"},
		{"length is the body's", "GET", text(200, "hi", "content-length", "77"), "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"},
		{"hop by hop", "GET", text(200, "hi", "transfer-encoding", "chunked", "keep-alive", "1"), "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"},
		{"status text", "GET", &wire.Response{Status: 418, StatusText: "My\nText"}, "HTTP/1.1 418 My Text\r\nContent-Length: 0\r\n\r\n"},
		{"unknown status", "GET", &wire.Response{Status: 299}, "HTTP/1.1 299 \r\nContent-Length: 0\r\n\r\n"},
		{"no content", "GET", &wire.Response{Status: 204}, "HTTP/1.1 204 No Content\r\n\r\n"},
		{"not modified", "GET", &wire.Response{Status: 304, Header: wire.Header{{Name: "etag", Value: "x"}}}, "HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n"},
		{"head", "HEAD", text(200, "hi"), "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"},
		{"head with a length", "HEAD", &wire.Response{Status: 200, Header: wire.Header{{Name: "Content-Length", Value: "9"}}},
			"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"},
		{"known stream", "GET", &wire.Response{Status: 200, Body: stream("abc", 3)}, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"},
		{"unknown stream", "GET", &wire.Response{Status: 200, Body: stream("abc", -1)}, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			res = c.res
			if got := strings.Replace(raw(t, s, c.method+" / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), "Connection: close\r\n", "", 1); got != c.want {
				t.Errorf("%+v:\ngot  %q\nwant %q", c.res, got, c.want)
			}
		})
	}
}

func TestStreams(t *testing.T) {
	t.Run("both ways at once", func(t *testing.T) {
		s := start(t, Options{}, app(func(r *wire.Request) (*wire.Response, error) {
			return &wire.Response{Status: 200, Body: wire.StreamBody(r.Body.Reader(), -1)}, nil
		}))
		in, out := io.Pipe()
		req, _ := http.NewRequest("POST", s.URL(), in)
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		b := make([]byte, 5)
		for _, part := range []string{"first", "secon"} {
			if _, err := io.WriteString(out, part); err != nil {
				t.Fatal(err)
			}
			if _, err := io.ReadFull(res.Body, b); err != nil || string(b) != part {
				t.Fatalf("echo of %q: got %q, %v", part, b, err)
			}
		}
		_ = out.Close()
		if rest, err := io.ReadAll(res.Body); err != nil || len(rest) != 0 {
			t.Errorf("end: got %q, %v", rest, err)
		}
	})
	t.Run("length of a request", func(t *testing.T) {
		for _, c := range []struct {
			header string
			want   string
		}{{"Content-Length: 0\r\n\r\n", "empty 0"}, {"Content-Length: 2\r\n\r\nab", "stream 2"}, {"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "stream -1"}, {"\r\n", "null"}} {
			var got string
			s := start(t, Options{}, app(func(r *wire.Request) (*wire.Response, error) {
				switch {
				case r.Body == nil:
					got = "null"
				case r.Body.Stream == nil:
					got = fmt.Sprint("empty ", r.Body.Length)
				default:
					got = fmt.Sprint("stream ", r.Body.Length)
				}
				return text(200, ""), nil
			}))
			raw(t, s, "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"+c.header)
			if got != c.want {
				t.Errorf("%q: got %s, want %s", c.header, got, c.want)
			}
		}
	})
	t.Run("an error cuts the answer off", func(t *testing.T) {
		s := start(t, Options{}, app(func(r *wire.Request) (*wire.Response, error) {
			in, out := io.Pipe()
			go func() { _, _ = io.WriteString(out, "part"); _ = out.CloseWithError(errors.New("boom")) }()
			return &wire.Response{Status: 200, Body: wire.StreamBody(in, -1)}, nil
		}))
		res, err := http.Get(s.URL())
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		if b, err := io.ReadAll(res.Body); err == nil || string(b) != "part" {
			t.Errorf("got %q, %v, want part and an error", b, err)
		}
	})
	t.Run("a client that leaves ends the request", func(t *testing.T) {
		began, ended := make(chan struct{}), make(chan struct{})
		s := start(t, Options{}, testAppFunc(func(r *wire.Request, answer func(*wire.Response, error)) {
			close(began)
			go func() {
				<-r.Context.Done()
				_, out := io.Pipe()
				answer(&wire.Response{Status: 200, Body: wire.StreamBody(closer{out, func() { close(ended) }}, -1)}, nil)
			}()
		}))
		c := dial(t, s)
		_, _ = io.WriteString(c, get("/"))
		<-began
		_ = c.Close()
		<-ended // the late answer's body was closed
	})
	t.Run("a client that leaves ends the answer", func(t *testing.T) {
		in, out := io.Pipe()
		s := start(t, Options{}, app(func(*wire.Request) (*wire.Response, error) {
			return &wire.Response{Status: 200, Body: wire.StreamBody(in, -1)}, nil
		}))
		c := dial(t, s)
		_, _ = io.WriteString(c, get("/"))
		_, _ = io.WriteString(out, "x")
		if _, err := bufio.NewReader(c).ReadString('x'); err != nil {
			t.Fatal(err)
		}
		_ = c.Close()
		for {
			if _, err := io.WriteString(out, "x"); err != nil {
				break
			}
		}
	})
}

type testAppFunc func(*wire.Request, func(*wire.Response, error))

func (f testAppFunc) Fetch(r *wire.Request, answer func(*wire.Response, error))  { f(r, answer) }
func (f testAppFunc) Email(string, string, []byte, func(*email.Delivery, error)) {}
func (f testAppFunc) Scheduled(string, time.Time, func(bool, error))             {}

type closer struct {
	io.Writer
	close func()
}

func (c closer) Read([]byte) (int, error) { return 0, io.EOF }
func (c closer) Close() error             { c.close(); return nil }

func TestContentCoding(t *testing.T) {
	long := strings.Repeat("x", 2000)
	var zipped strings.Builder
	z := gzip.NewWriter(&zipped)
	_, _ = io.WriteString(z, long)
	_ = z.Close()
	var res *wire.Response
	s := start(t, Options{}, app(func(*wire.Request) (*wire.Response, error) { return res, nil }))
	manual := func(body string) *wire.Response {
		r := text(200, body, "content-type", "text/plain", "content-encoding", "gzip")
		r.ManualEncoding = true
		return r
	}
	streamed := text(200, "", "content-type", "text/plain")
	for _, c := range []struct {
		name   string
		res    *wire.Response
		accept string
		want   string // Content-Encoding of the answer
	}{
		{"client takes nothing", text(200, long, "content-type", "text/plain"), "", ""},
		{"client takes gzip", text(200, long, "content-type", "text/plain;charset=UTF-8"), "gzip", "gzip"},
		{"client takes br first", text(200, long, "content-type", "application/json"), "br, gzip", "br"},
		{"client takes gzip first", text(200, long, "content-type", "text/plain"), "gzip, deflate, br", "gzip"},
		{"weights", text(200, long, "content-type", "text/plain"), "gzip;q=0.5, br;q=0.9", "br"},
		{"weight of nothing", text(200, long, "content-type", "text/plain"), "gzip;q=0", ""},
		{"any is none", text(200, long, "content-type", "text/plain"), "*", ""},
		{"small", text(200, "x", "content-type", "text/plain"), "gzip", ""},
		{"picture", text(200, long, "content-type", "image/png"), "gzip", ""},
		{"no-transform", text(200, long, "content-type", "text/plain", "cache-control", "no-transform"), "gzip", ""},
		{"worker says gzip", text(200, "x", "content-encoding", "gzip"), "gzip", "gzip"},
		{"worker says gzip, client br", text(200, long, "content-encoding", "gzip"), "br", "br"},
		{"worker says br, client nothing", text(200, long, "content-encoding", "br"), "identity", ""},
		{"worker says deflate", text(200, long, "content-encoding", "deflate"), "gzip", "deflate"},
		{"encoded already", manual(zipped.String()), "gzip", "gzip"},
		{"encoded already, client cannot", manual(zipped.String()), "br", ""},
		{"stream", streamed, "gzip", "gzip"},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := string(c.res.Body.Bytes)
			if c.res.ManualEncoding {
				want = long
			}
			if c.res == streamed {
				want = long
				streamed.Body = wire.StreamBody(io.NopCloser(strings.NewReader(long)), -1)
			}
			res = c.res
			req, _ := http.NewRequest("GET", s.URL(), nil)
			req.Header["Accept-Encoding"] = []string{c.accept}
			got, err := http.DefaultClient.Do(req)
			if err != nil {
				t.Fatal(err)
			}
			defer got.Body.Close()
			if how := got.Header.Get("Content-Encoding"); how != c.want {
				t.Errorf("Accept-Encoding %q: got Content-Encoding %q, want %q", c.accept, how, c.want)
			}
			var in io.Reader = got.Body
			switch c.want {
			case "gzip":
				in, err = gzip.NewReader(got.Body)
				if err != nil {
					t.Fatal(err)
				}
			case "br":
				in, _ = coding(fromBrotli).reader(got.Body)
			}
			if b, err := io.ReadAll(in); err != nil || string(b) != want {
				t.Errorf("Accept-Encoding %q: got %d bytes, %v, want %d", c.accept, len(b), err, len(want))
			}
		})
	}
}

type thrownError struct{}

func (thrownError) Error() string     { return "error" }
func (thrownError) FirstLine() string { return "RangeError: a <b>" }
func (thrownError) StackText() string { return "RangeError: a <b>\n    at fetch (index.js:1:2)" }

func TestErrorPages(t *testing.T) {
	s := start(t, Options{}, app(func(*wire.Request) (*wire.Response, error) { return nil, thrownError{} }))
	for _, c := range []struct {
		name, agent, accept, kind, contains string
	}{
		{"curl", "curl/8", "*/*", plainText, "RangeError: a <b>\n    at fetch (index.js:1:2)"},
		{"no accept", "Mozilla", "", plainText, "RangeError: a <b>\n"},
		{"json", "Mozilla", "application/json", plainText, "RangeError: a <b>\n"},
		{"html", "Mozilla", "text/html,x/y", htmlText, "<title>An error has occurred</title>"},
		{"any text", "Mozilla", "text/*", htmlText, "RangeError: a &lt;b&gt;"},
		{"anything", "Mozilla", "*/*", htmlText, "at fetch (index.js:1:2)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			fields := []string{"User-Agent: " + c.agent}
			if c.accept != "" {
				fields = append(fields, "Accept: "+c.accept)
			}
			got := raw(t, s, get("/", fields...))
			if !strings.HasPrefix(got, "HTTP/1.1 500 Internal Server Error\r\n") || !strings.Contains(got, "Content-Type: "+c.kind+"\r\n") || !strings.Contains(got, c.contains) {
				t.Errorf("%s, Accept %q: got %q, want %s with %q", c.agent, c.accept, got, c.kind, c.contains)
			}
		})
	}
}

func TestSpecialPaths(t *testing.T) {
	var ran string
	s := start(t, Options{Routes: []string{"example.com"}, TestScheduled: true}, testApp{
		fetch: func(*wire.Request) (*wire.Response, error) { return text(200, "worker"), nil },
		scheduled: func(cron string, at time.Time) error {
			ran = fmt.Sprint(cron, " ", at.UnixMilli())
			if cron == "fail" {
				return errors.New("no")
			}
			return nil
		},
	})
	s.Handle("/cdn-cgi/explorer/", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, "explorer") }))
	for _, c := range []struct {
		name, path, host, origin, status, body, ran string
	}{
		{"scheduled", "/cdn-cgi/handler/scheduled?cron=*+*&time=5", "localhost:1", "", "200 OK", "ok", "* * 5"},
		{"old name", "/cdn-cgi/mf/scheduled?time=6", "127.0.0.1", "", "200 OK", "ok", " 6"},
		{"other name", "/cdn-cgi/local/scheduled?time=7", "[::1]:2", "http://localhost", "200 OK", "ok", " 7"},
		{"short name", "/__scheduled?time=8", "evil", "", "200 OK", "Ran scheduled event", " 8"},
		{"as JSON", "/cdn-cgi/handler/scheduled?format=json&cron=never+again&time=1", "localhost", "", "200 OK", `{"outcome":"ok","noRetry":true}`, "never again 1"},
		{"failing, as JSON", "/cdn-cgi/handler/scheduled?format=json&cron=fail&time=1", "localhost", "", "500 Internal Server Error", `{"outcome":"exception","noRetry":false}`, "fail 1"},
		{"failing", "/cdn-cgi/handler/scheduled?cron=fail&time=9", "localhost", "", "500 Internal Server Error", "exception", "fail 9"},
		{"foreign host", "/cdn-cgi/handler/scheduled", "evil.com", "", "403 Invalid Host header", "Invalid Host header", ""},
		{"foreign origin", "/cdn-cgi/x", "localhost", "http://evil.com", "403 Invalid Origin header", "Invalid Origin header", ""},
		{"null origin", "/cdn-cgi/x", "localhost", "null", "403 Invalid Origin header", "Invalid Origin header", ""},
		{"route", "/cdn-cgi/x", "Example.com", "https://example.com:4", "200 OK", "worker", ""},
		{"other", "/cdn-cgi/x", "localhost", "", "200 OK", "worker", ""},
		{"mounted", "/cdn-cgi/explorer/a/b", "localhost", "", "200 OK", "explorer", ""},
		{"mounted, foreign host", "/cdn-cgi/explorer/a/b", "evil.com", "", "403 Invalid Host header", "Invalid Host header", ""},
		{"email without addresses", "/cdn-cgi/handler/email", "localhost", "", "400 Bad Request", "Invalid email. Your request must include URL parameters specifying the `from` and `to` addresses, as well as an email in the body", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			ran = ""
			request := "GET " + c.path + " HTTP/1.1\r\nHost: " + c.host + "\r\nConnection: close\r\n"
			if c.origin != "" {
				request += "Origin: " + c.origin + "\r\n"
			}
			got := raw(t, s, request+"\r\n")
			if !strings.HasPrefix(got, "HTTP/1.1 "+c.status+"\r\n") || !strings.HasSuffix(got, "\r\n\r\n"+c.body) || ran != c.ran {
				t.Errorf("%s at %s from %q: got %q and %q, want %s %q and %q", c.path, c.host, c.origin, got, ran, c.status, c.body, c.ran)
			}
		})
	}
}

func TestLog(t *testing.T) {
	var lines []string
	o := &observe.Observer{OnRequest: func(r observe.Request) {
		lines = append(lines, fmt.Sprint(r.Method, " ", r.Path, " ", r.Status, " ", r.StatusText, " ", r.Took >= 0))
	}}
	s := start(t, Options{Observer: o}, app(func(r *wire.Request) (*wire.Response, error) {
		if strings.HasSuffix(r.URL, "/throw") {
			return nil, errors.New("x")
		}
		return &wire.Response{Status: 404}, nil
	}))
	raw(t, s, get("/a?b"))
	raw(t, s, get("/throw"))
	want := "GET /a?b 404 Not Found true|GET /throw 500 Internal Server Error true"
	if got := strings.Join(lines, "|"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestPorts(t *testing.T) {
	first := start(t, Options{Addr: "127.0.0.1"}, nil)
	t.Run("asked for and busy", func(t *testing.T) {
		_, err := Listen(Options{Addr: "127.0.0.1", Port: first.Port(), PortAsked: true})
		if want := fmt.Sprintf("127.0.0.1:%d", first.Port()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want an error naming %s", err, want)
		}
	})
	t.Run("busy but free to choose", func(t *testing.T) {
		var notices []string
		o := &observe.Observer{OnNotice: func(n observe.Notice) { notices = append(notices, n.Text) }}
		s, err := Listen(Options{Addr: "127.0.0.1", Port: first.Port(), Observer: o})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close(false)
		want := fmt.Sprintf("Port %d is in use; using port %d instead.", first.Port(), s.Port())
		if got := strings.Join(notices, "|"); s.Port() == first.Port() || got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
	t.Run("unknown address", func(t *testing.T) {
		if _, err := Listen(Options{Addr: "203.0.113.7", PortAsked: true}); err == nil || !strings.Contains(err.Error(), "203.0.113.7") {
			t.Errorf("got %v, want an error naming the address", err)
		}
	})
}

func TestExpectContinue(t *testing.T) {
	s := start(t, Options{}, app(func(r *wire.Request) (*wire.Response, error) {
		b, err := io.ReadAll(r.Body.Reader())
		return &wire.Response{Status: 200, StatusText: "Fine", Body: wire.BytesBody(b)}, err
	}))
	c := dial(t, s)
	_, _ = io.WriteString(c, "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
	want := "HTTP/1.1 100 Continue\r\n\r\n"
	b := make([]byte, len(want))
	if _, err := io.ReadFull(c, b); err != nil || string(b) != want {
		t.Fatalf("got %q, %v", b, err)
	}
	_, _ = io.WriteString(c, "hi")
	if got := rest(c); !strings.HasPrefix(got, "HTTP/1.1 200 Fine\r\n") || !strings.HasSuffix(got, "\r\n\r\nhi") {
		t.Errorf("got %q", got)
	}
}

func TestWaitsForApp(t *testing.T) {
	s := start(t, Options{}, nil)
	c := dial(t, s)
	_, _ = io.WriteString(c, get("/"))
	s.SetApp(app(func(*wire.Request) (*wire.Response, error) { return text(200, "late"), nil }))
	if b, err := io.ReadAll(c); err != nil || !strings.HasSuffix(string(b), "late") {
		t.Errorf("got %q, %v", b, err)
	}
}

func TestGracefulStop(t *testing.T) {
	entered, release := make(chan struct{}), make(chan struct{})
	var once sync.Once
	s, err := Listen(Options{PortAsked: true})
	if err != nil {
		t.Fatal(err)
	}
	s.SetApp(app(func(*wire.Request) (*wire.Response, error) {
		once.Do(func() { close(entered) })
		<-release
		return text(200, "done"), nil
	}))
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- s.Serve(ctx) }()
	c := dial(t, s)
	_, _ = io.WriteString(c, get("/"))
	<-entered
	cancel()
	for { // until nothing listens
		probe, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", s.Port()))
		if err != nil {
			break
		}
		_ = probe.Close()
	}
	close(release)
	if b, err := io.ReadAll(c); err != nil || !strings.HasSuffix(string(b), "done") {
		t.Errorf("the running request: got %q, %v", b, err)
	}
	if err := <-served; err != nil {
		t.Errorf("Serve: %v", err)
	}
}

func TestStopAtOnce(t *testing.T) {
	entered := make(chan struct{})
	s, err := Listen(Options{PortAsked: true})
	if err != nil {
		t.Fatal(err)
	}
	s.SetApp(testAppFunc(func(*wire.Request, func(*wire.Response, error)) { close(entered) }))
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- s.Serve(ctx) }()
	c := dial(t, s)
	_, _ = io.WriteString(c, get("/"))
	<-entered
	cancel()
	began := host.System().Now()
	s.Close(false)
	if err := <-served; err != nil || host.System().Now().Sub(began) > grace {
		t.Errorf("Serve: %v after %v", err, host.System().Now().Sub(began))
	}
}

// A body that nobody read must not cost its connection.
func TestUnreadBody(t *testing.T) {
	s := start(t, Options{}, app(func(r *wire.Request) (*wire.Response, error) {
		switch {
		case strings.HasSuffix(r.URL, "/empty"):
			return &wire.Response{Status: 200}, nil
		case strings.HasSuffix(r.URL, "/fails"):
			return nil, errors.New("no")
		}
		return text(413, "too much"), nil
	}))
	c := dial(t, s)
	answers := bufio.NewReader(c)
	for i, path := range []string{"/", "/empty", "/fails", "/", "/empty", "/"} {
		if _, err := io.WriteString(c, "POST "+path+" HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nbody"); err != nil {
			t.Fatalf("request %d: %v", i, err)
		}
		res, err := http.ReadResponse(answers, nil)
		if err != nil {
			t.Fatalf("answer %d: %v", i, err)
		}
		if _, err := io.Copy(io.Discard, res.Body); err != nil {
			t.Fatalf("answer %d: %v", i, err)
		}
		if want := map[string]int64{"/": 8, "/empty": 0}; path != "/fails" && res.ContentLength != want[path] {
			t.Errorf("answer %d has length %d, want %d", i, res.ContentLength, want[path])
		}
	}
}
