package jsapi

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/wire"
)

// trackedReader is a body that tells whether it was closed.
type trackedReader struct {
	io.Reader
	closed atomic.Bool
}

func (r *trackedReader) Close() error {
	r.closed.Store(true)
	return nil
}

func tracked(text string) *trackedReader { return &trackedReader{Reader: strings.NewReader(text)} }

// give makes the globals called body and stream: a stream over a Go body, and one that a script makes.
func (tr *testRealm) give(body *wire.Body) (s *ReadableStream) {
	tr.t.Helper()
	tr.turn(func() {
		o := newBodyStream(tr.realm, body)
		s = webidl.As[ReadableStream](o)
		_ = tr.iso.VM.Set("body", o)
	})
	return s
}

func TestBodyStream(t *testing.T) {
	slow := func() *wire.Body {
		return wire.StreamBody(io.NopCloser(iotest.OneByteReader(strings.NewReader("hello"))), -1)
	}
	whole := func() *wire.Body { return wire.BytesBody([]byte("hello")) }
	const hello = "104,101,108,108,111"
	for _, c := range []struct {
		name         string
		body         *wire.Body
		source, want string
	}{
		{"at hand", whole(), `const r = body.getReader(); const x = await r.read(), y = await r.read(); return [x.value.constructor.name, x.value.byteLength, x.value.buffer.byteLength, y.done, await r.closed].join()`, "Uint8Array,5,5,true,"},
		{"streaming", slow(), `return String(await all(body))`, hello},
		{"empty", wire.BytesBody(nil), `return String((await body.getReader().read()).done)`, "true"},
		{"none", nil, `return String((await body.getReader().read()).done)`, "true"},
		{"one read at a time", slow(), `const r = body.getReader(); const p = r.read(); return await caught(() => r.read()) + (await p).value`, "TypeError: " + oneRead + "104"},
		{"byob", whole(), `const r = body.getReader({ mode: "byob" }); const x = await r.read(new Uint8Array(3)), y = await r.read(new Uint8Array(3)), z = await r.read(new Uint8Array(3)); return [[...x.value], x.done, [...y.value], y.done, z.done, z.value.byteLength].join()`, "104,101,108,false,108,111,false,true,0"},
		{"byob streaming", slow(), `const r = body.getReader({ mode: "byob" }); const x = await r.readAtLeast(4, new Uint8Array(6)), y = await r.readAtLeast(4, new Uint8Array(6)); return [[...x.value], [...y.value], y.done].join()`, "104,101,108,108,111,false"},
		{"byob detaches", whole(), `const u = new Uint8Array(4); await body.getReader({ mode: "byob" }).read(u); return u.byteLength`, "0"},
		{"failure", wire.StreamBody(io.NopCloser(iotest.ErrReader(webidl.TypeError("gone"))), -1), `return caught(() => all(body))`, "TypeError: gone"},
		{"bytes before a failure", wire.StreamBody(io.NopCloser(io.MultiReader(strings.NewReader("h"), iotest.ErrReader(errors.New("cut")))), -1), `const r = body.getReader(); return (await r.read()).value + await caught(() => r.read())`, "104Error: cut"},
		{"no release while reading", slow(), `let r = body.getReader(); const p = r.read(), why = await caught(() => r.releaseLock()); await p; r.closed.catch(() => {}); r.releaseLock(); r = body.getReader(); return why + (await r.read()).value`, "TypeError: " + readsWaiting + "101"},
		{"tee", slow(), `const [a, b] = body.tee(); return [body.locked, await all(a), await all(b)].join("|")`, "true|" + hello + "|" + hello},
		{"tee bytes", whole(), `const [a, b] = body.tee(); return [await all(b), await all(a)].join("|")`, hello + "|" + hello},
		{"tee after reading", slow(), `let r = body.getReader(); await r.read(); r.closed.catch(() => {}); r.releaseLock(); const [a, b] = body.tee(); return [await all(a), await all(b)].join("|")`, hello[4:] + "|" + hello[4:]},
		{"pipe", slow(), `const t = new IdentityTransformStream(); body.pipeTo(t.writable); return String(await all(t.readable))`, hello},
		{"iterate", whole(), `const it = body.values(); return [(await it.next()).value.length, (await it.next()).done].join()`, "5,true"},
		{"cancel twice", slow(), `await body.cancel(); await body.cancel(); return "cancelled"`, "cancelled"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tr := newRealm(t, "")
			tr.give(c.body)
			if got := tr.evalAsync(streamHelpers + c.source); got != c.want {
				t.Errorf("%s\n got %s\nwant %s", c.source, got, c.want)
			}
		})
	}
}

func TestBodyStreamClosesItsBody(t *testing.T) {
	tr := newRealm(t, "")
	body := tracked("hello")
	s := tr.give(wire.StreamBody(body, 5))
	if got := tr.evalAsync(`const r = body.getReader(); await r.cancel("enough"); return "done"`); got != "done" {
		t.Fatalf("cancel: got %s", got)
	}
	if !body.closed.Load() || !s.Disturbed() {
		t.Errorf("after cancel: closed %t, disturbed %t; want both", body.closed.Load(), s.Disturbed())
	}

	ended := &endedReader{closed: make(chan struct{})}
	tr.give(wire.StreamBody(ended, -1))
	tr.turn(func() { _, _ = tr.iso.VM.RunString(`body.getReader().read(); 0`) })
	tr.turn(func() { tr.ctx.End(nil) })
	<-ended.closed
}

// endedReader blocks until it is closed.
type endedReader struct{ closed chan struct{} }

func (r *endedReader) Read([]byte) (int, error) {
	<-r.closed
	return 0, io.ErrClosedPipe
}

func (r *endedReader) Close() error {
	close(r.closed)
	return nil
}

func TestBodyStreamOfAnotherRequest(t *testing.T) {
	tr := newRealm(t, "")
	tr.give(wire.BytesBody([]byte("x")))
	tr.turn(func() { tr.ctx = tr.iso.NewContext(isolate.Context{}) })
	got := tr.evalAsync(streamHelpers + `return caught(() => body.getReader().read())`)
	want := "Error: Cannot perform I/O on behalf of a different request. I/O objects (such as streams, request/response bodies, " +
		"and others) created in the context of one request handler cannot be accessed from a different request's handler. " +
		"This is a limitation of Cloudflare Workers which allows us to improve overall performance. (I/O type: ReadableStreamSource>)"
	if got != want {
		t.Errorf("read in another context\n got %s\nwant %s", got, want)
	}
}

// consumed makes a stream by a script expression and reads it to its end.
func (tr *testRealm) consumed(expression string) (string, error) {
	type outcome struct {
		b   []byte
		err error
	}
	done := make(chan outcome, 1)
	tr.turn(func() {
		v, err := tr.iso.VM.RunString(expression)
		if err != nil {
			done <- outcome{nil, err}
			return
		}
		consume(tr.realm, webidl.As[ReadableStream](v), func(b []byte, err error) {
			if err != nil {
				err = errors.New(tr.realm.Exception(err).String())
			}
			done <- outcome{bytes.Clone(b), err}
		})
	})
	o := <-done
	return string(o.b), o.err
}

func TestConsume(t *testing.T) {
	long := strings.Repeat("0123456789", 20000)
	for _, c := range []struct {
		name       string
		body       *wire.Body
		expression string
		want, err  string
	}{
		{"at hand", wire.BytesBody([]byte("abc")), `body`, "abc", ""},
		{"streaming", wire.StreamBody(tracked(long), int64(len(long))), `body`, long, ""},
		{"length unknown", wire.StreamBody(tracked(long), -1), `body`, long, ""},
		{"more than declared", wire.StreamBody(tracked("abcdef"), 3), `body`, "abcdef", ""},
		{"half read", wire.StreamBody(io.NopCloser(iotest.OneByteReader(strings.NewReader("abc"))), 3), `body.getReader().releaseLock(); body`, "abc", ""},
		{"script", nil, `new ReadableStream({ start(c) { c.enqueue(new Uint8Array([97])); c.enqueue(new Uint8Array([98]).buffer); c.close() } })`, "ab", ""},
		{"byte stream", nil, `new ReadableStream({ type: "bytes", pull(c) { c.enqueue(new Uint8Array([97])); c.close() } })`, "a", ""},
		{"strings", nil, `new ReadableStream({ start(c) { c.enqueue("x") } })`, "", "TypeError: This ReadableStream did not return bytes."},
		{"script error", nil, `new ReadableStream({ pull(c) { c.error(new RangeError("boo")) } })`, "", "RangeError: boo"},
		{"read error", wire.StreamBody(io.NopCloser(iotest.ErrReader(errors.New("cut"))), -1), `body`, "", "Error: cut"},
		{"locked", wire.BytesBody(nil), `body.getReader(); body`, "", "TypeError: This ReadableStream is currently locked to a reader."},
		{"tee of script", nil, `new ReadableStream({ start(c) { c.enqueue(new Uint8Array([97])); c.close() } }).tee()[1]`, "a", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			tr := newRealm(t, "")
			tr.give(c.body)
			got, err := tr.consumed(c.expression)
			if text := ""; got != c.want || (err != nil || c.err != "") && (err == nil || err.Error() != c.err) {
				if err != nil {
					text = err.Error()
				}
				t.Errorf("%s\n got %.40q, error %q\nwant %.40q, error %q", c.expression, got, text, c.want, c.err)
			}
		})
	}
}

// sent makes a stream by a script expression and turns it into a Go body.
func (tr *testRealm) sent(expression string, length int64) (body *wire.Body) {
	tr.t.Helper()
	tr.turn(func() {
		v, err := tr.iso.VM.RunString(expression)
		if err != nil {
			tr.t.Errorf("%s: %v", expression, err)
			return
		}
		if body, err = streamBody(tr.realm, webidl.As[ReadableStream](v), length); err != nil {
			tr.t.Errorf("%s: %v", expression, err)
		}
	})
	return body
}

func TestStreamBody(t *testing.T) {
	t.Run("script", func(t *testing.T) {
		tr := newRealm(t, "")
		body := tr.sent(`let n = 0; new ReadableStream({ pull(c) { if (n++ === 300) c.close(); else c.enqueue(new Uint8Array(1000).fill(n)) } })`, -1)
		b, err := io.ReadAll(body.Reader())
		if err != nil || len(b) != 300000 || b[299999] != byte(300%256) {
			t.Errorf("got %d bytes, error %v; want 300000, nil", len(b), err)
		}
	})
	t.Run("backpressure", func(t *testing.T) {
		tr := newRealm(t, "")
		body := tr.sent(`var pulled = 0; new ReadableStream({ pull(c) { pulled++; c.enqueue(new Uint8Array(16 << 10)) } })`, -1)
		if got := tr.eval(`pulled`); got != "5" { // four fill the pipe, one waits in the stream
			t.Errorf("with nobody reading: pulled %s times, want 5", got)
		}
		if _, err := io.ReadFull(body.Reader(), make([]byte, 1<<20)); err != nil {
			t.Error(err)
		}
		body.Close()
	})
	t.Run("failure", func(t *testing.T) {
		tr := newRealm(t, "")
		body := tr.sent(`new ReadableStream({ pull(c) { c.enqueue(new Uint8Array([97])); c.error(new RangeError("boo")) } }, { highWaterMark: 0 })`, -1)
		b, err := io.ReadAll(body.Reader())
		var e *webidl.Error
		if string(b) != "a" || !errors.As(err, &e) || *e != (webidl.Error{Class: "RangeError", Message: "boo"}) {
			t.Errorf("got %q, error %v; want a, RangeError: boo", b, err)
		}
	})
	t.Run("not bytes", func(t *testing.T) {
		tr := newRealm(t, "")
		_, err := io.ReadAll(tr.sent(`new ReadableStream({ start(c) { c.enqueue("x") } })`, -1).Reader())
		if err == nil || err.Error() != "TypeError: This ReadableStream did not return bytes." {
			t.Errorf("got error %v", err)
		}
	})
	t.Run("close cancels", func(t *testing.T) {
		tr := newRealm(t, "")
		body := tr.sent(`var cancelled = new Promise(r => globalThis.tell = r); new ReadableStream({ cancel() { tell("yes") } })`, -1)
		body.Close()
		if got := tr.evalAsync(`return cancelled`); got != "yes" {
			t.Errorf("got %s", got)
		}
		if _, err := body.Stream.Read(make([]byte, 1)); err != io.ErrClosedPipe {
			t.Errorf("read after close: %v", err)
		}
	})
	t.Run("end of the context", func(t *testing.T) {
		tr := newRealm(t, "")
		body := tr.sent(`new ReadableStream()`, -1)
		tr.turn(func() { tr.ctx.End(nil) })
		if _, err := body.Stream.Read(make([]byte, 1)); !errors.Is(err, isolate.ErrEnded) {
			t.Errorf("got %v, want %v", err, isolate.ErrEnded)
		}
	})
	t.Run("a Go body is handed over", func(t *testing.T) {
		tr := newRealm(t, "")
		inner := tracked("hello")
		s := tr.give(wire.StreamBody(inner, 5))
		body := tr.sent(`body`, -1)
		if body.Stream != inner || body.Length != 5 || !s.Locked() || !s.Disturbed() {
			t.Errorf("got %T of length %d, locked %t, disturbed %t", body.Stream, body.Length, s.Locked(), s.Disturbed())
		}
		tr.turn(func() { tr.ctx.End(nil) })
		if inner.closed.Load() {
			t.Error("the end of the context closed a body that was handed over")
		}
	})
	t.Run("the rest of a Go body is handed over", func(t *testing.T) {
		tr := newRealm(t, "")
		tr.give(wire.BytesBody([]byte("hello")))
		tr.evalAsync(`const r = body.getReader({ mode: "byob" }); await r.read(new Uint8Array(2)); r.releaseLock()`)
		if body := tr.sent(`body`, -1); string(body.Bytes) != "llo" || body.Length != 3 {
			t.Errorf("got %q of length %d", body.Bytes, body.Length)
		}
	})
	t.Run("fixed length", func(t *testing.T) {
		tr := newRealm(t, "")
		body := tr.sent(`var f = new FixedLengthStream(3); f.readable`, -1)
		tr.turn(func() { _, _ = tr.iso.VM.RunString(`{ const w = f.writable.getWriter(); w.write("abc"); w.close() }`) })
		b, err := io.ReadAll(body.Reader())
		if string(b) != "abc" || err != nil || body.Length != 3 {
			t.Errorf("got %q of length %d, error %v", b, body.Length, err)
		}
	})
	t.Run("what leaves waits for the boundary", func(t *testing.T) {
		tr := newRealm(t, "")
		gate := &heldBoundary{}
		tr.turn(func() { tr.ctx = tr.iso.NewContext(isolate.Context{Boundary: gate}) })
		body := tr.sent(`new ReadableStream({ start(c) { c.enqueue(new Uint8Array([97])); c.close() } })`, -1)
		if p := body.Stream.(*bodyPipe); len(p.chunks) != 0 || p.end != nil {
			t.Errorf("before the boundary opened: %d chunks, end %v", len(p.chunks), p.end)
		}
		tr.turn(func() { gate.open(nil) })
		if b, err := io.ReadAll(body.Reader()); string(b) != "a" || err != nil {
			t.Errorf("got %q, error %v", b, err)
		}
	})
}

// heldBoundary keeps what leaves until it is opened.
type heldBoundary struct {
	isolate.Open
	held []func(error)
}

func (b *heldBoundary) Release(send func(error)) { b.held = append(b.held, send) }

func (b *heldBoundary) open(err error) {
	for _, send := range b.held {
		send(err)
	}
}

func TestTeeBody(t *testing.T) {
	inner := tracked("hello")
	a, b := teeBody(wire.StreamBody(inner, 5))
	one := make([]byte, 3)
	if _, err := io.ReadFull(a.Stream, one); err != nil {
		t.Fatal(err)
	}
	all, err := io.ReadAll(b.Stream)
	rest, _ := io.ReadAll(a.Stream)
	if string(one)+string(rest) != "hello" || string(all) != "hello" || err != nil {
		t.Errorf("got %q + %q and %q, error %v", one, rest, all, err)
	}
	a.Close()
	if inner.closed.Load() {
		t.Error("one branch closed the body")
	}
	b.Close()
	if !inner.closed.Load() {
		t.Error("both branches are closed and the body is not")
	}
}

func TestTeeBodyOfManyReaders(t *testing.T) {
	text := strings.Repeat("x", 1<<20)
	a, b := teeBody(wire.StreamBody(io.NopCloser(iotest.HalfReader(strings.NewReader(text))), -1))
	got := make(chan int, 2)
	for _, body := range []*wire.Body{a, b} {
		go func() {
			all, _ := io.ReadAll(body.Stream)
			got <- len(all)
		}()
	}
	if x, y := <-got, <-got; x != len(text) || y != len(text) {
		t.Errorf("got %d and %d bytes, want %d", x, y, len(text))
	}
}

func TestBodyLength(t *testing.T) {
	tr := newRealm(t, "")
	for _, c := range []struct {
		body  *wire.Body
		want  int64
		known bool
	}{
		{wire.BytesBody([]byte("abc")), 3, true},
		{&wire.Body{Bytes: []byte("abc")}, 3, true},
		{nil, 0, true},
		{wire.StreamBody(tracked("abc"), 3), 3, true},
		{wire.StreamBody(tracked("abc"), -1), -1, false},
	} {
		if n, known := tr.give(c.body).KnownLength(); n != c.want || known != c.known {
			t.Errorf("%+v: got %d, %t; want %d, %t", c.body, n, known, c.want, c.known)
		}
	}
}
