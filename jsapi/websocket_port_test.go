package jsapi

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/wire"
)

// farSide records what leaves through a port.
type farSide struct {
	log      []string
	messages []*wire.Message
	flushed  chan struct{}
	lost     chan struct{}
}

func (f *farSide) Receive(m *wire.Message) {
	f.log, f.messages = append(f.log, m.Text), append(f.messages, m)
}
func (f *farSide) ReceiveClose(code int, reason string) {
	f.log = append(f.log, fmt.Sprint("close ", code, " ", reason))
}
func (f *farSide) ReceiveLost(error) { close(f.lost) }
func (f *farSide) Flush()            { f.flushed <- struct{}{} }

func newFarSide() *farSide {
	return &farSide{flushed: make(chan struct{}, 64), lost: make(chan struct{})}
}

// global answers the WebSocket behind a global.
func (tr *testRealm) global(name string) *WebSocket {
	return webidl.As[WebSocket](tr.iso.VM.GlobalObject().Get(name))
}

func TestWebSocketReturned(t *testing.T) {
	tr := newRealm(t, "")
	tr.eval(`globalThis.pair = new WebSocketPair(); globalThis.client = pair[0]; globalThis.server = pair[1];
		server.accept(); server.send("queued"); globalThis.got = []; server.onmessage = e => got.push(e.data)`)
	far := newFarSide()
	tr.turn(func() {
		port, err := tr.global("client").takePort()
		if err != nil {
			t.Fatal(err)
		}
		port.Listen(far)
		port.Send(&wire.Message{IsText: true, Text: "from outside"})
	})
	if got := tr.evalAsync(`await new Promise(done => setTimeout(done, 1)); server.send("text"); server.send("text"); server.close(1000, "bye"); return got`); got != "from outside" {
		t.Errorf("script got %q, want %q", got, "from outside")
	}
	tr.turn(func() {})
	if got, want := strings.Join(far.log, "|"), "queued|text|text|close 1000 bye"; got != want {
		t.Errorf("outside got %s, want %s", got, want)
	}
	if far.messages[1] != far.messages[2] {
		t.Error("the same text sent twice in a turn made two messages, want one")
	}
	for _, c := range []struct{ source, want string }{
		{`client.accept()`, "threw TypeError: Can't accept() WebSocket that was already used in a response."},
		{`client.send("x")`, "undefined"},
	} {
		if got := tr.eval(c.source); got != c.want {
			t.Errorf("%s: got %s, want %s", c.source, got, c.want)
		}
	}
}

func TestWebSocketTakePort(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"accepted", `globalThis.w = new WebSocketPair()[0]; w.accept()`, "TypeError: Can't return WebSocket in a Response after calling accept()."},
		{"returned", `globalThis.w = new WebSocketPair()[0]`, "TypeError: Can't return WebSocket that was already used in a response."},
		{"dialled", `globalThis.w = new WebSocket("ws://echo.test/none")`, "TypeError: Can't return WebSocket in a Response if it was created with `new WebSocket()`"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tr := newRealm(t, "")
			tr.iso.Host.DialWebSocket = dialEcho
			tr.eval(c.source)
			tr.turn(func() {
				_, err := tr.global("w").takePort()
				if c.name == "returned" && err == nil {
					_, err = tr.global("w").takePort()
				}
				if err == nil || err.Error() != c.want {
					t.Errorf("got %v, want %s", err, c.want)
				}
			})
		})
	}
}

func TestWebSocketFlushesOnce(t *testing.T) {
	tr := newRealm(t, "")
	far := newFarSide()
	tr.eval(`globalThis.pair = new WebSocketPair(); globalThis.client = pair[0]; pair[1].accept()`)
	tr.turn(func() {
		port, _ := tr.global("client").takePort()
		port.Listen(far)
	})
	tr.eval(`for (let i = 0; i < 10; i++) pair[1].send("x" + i)`)
	<-far.flushed
	if len(far.log) != 10 || len(far.flushed) != 0 {
		t.Errorf("%d messages and %d more flushes, want 10 and 0", len(far.log), len(far.flushed))
	}
}

// heldGate is a boundary that keeps messages until they are let go.
type heldGate struct {
	isolate.Open
	held []func(error)
}

func (g *heldGate) Release(send func(error)) { g.held = append(g.held, send) }

func TestWebSocketWaitsForTheOutputGate(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		want string
	}{
		{"durable", nil, "a|close 1000 b"},
		{"failed", errors.New("disk"), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			tr := newRealm(t, "")
			gate := &heldGate{}
			far := newFarSide()
			tr.turn(func() { tr.ctx.Boundary = gate })
			got := tr.eval(`globalThis.pair = new WebSocketPair(); globalThis.client = pair[0]; pair[1].accept();
				pair[1].send("a"); pair[1].close(1000, "b"); pair[1].readyState + " " + pair[1].bufferedAmount`)
			if got != "2 1" {
				t.Errorf("readyState and bufferedAmount %s, want 2 1", got)
			}
			tr.turn(func() {
				port, _ := tr.global("client").takePort()
				port.Listen(far)
				if len(far.log) > 0 {
					t.Errorf("left before the gate opened: %q", far.log)
				}
				for _, send := range gate.held {
					send(c.err)
				}
			})
			if got := strings.Join(far.log, "|"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if c.err != nil {
				<-far.lost
			}
		})
	}
}

func TestWebSocketEndsWithItsContext(t *testing.T) {
	tr := newRealm(t, "")
	far := newFarSide()
	quiet := 0
	tr.turn(func() { tr.ctx.OnQuiet = func() { quiet++ } })
	tr.eval(`globalThis.pair = new WebSocketPair(); globalThis.client = pair[0]; pair[1].accept()`)
	tr.turn(func() {
		port, _ := tr.global("client").takePort()
		port.Listen(far)
		if tr.ctx.Pending() != 1 || quiet != 0 {
			t.Errorf("pending %d, quiet %d times; an accepted socket is one thing under way", tr.ctx.Pending(), quiet)
		}
		tr.ctx.End(errors.New("reset"))
	})
	<-far.lost
}

func TestWebSocketOfAnotherContext(t *testing.T) {
	tr := newRealm(t, "")
	tr.eval(`globalThis.w = new WebSocketPair()[0]; w.accept()`)
	var got string
	tr.turn(func() {
		other := tr.iso.NewContext(isolate.Context{})
		tr.iso.WithScope(&isolate.Scope{Context: other}, func() {
			_, err := tr.iso.VM.RunString(`w.send("x")`)
			var ex *goja.Exception
			if errors.As(err, &ex) {
				got = ex.Value().String()
			}
		})
	})
	if want := "Error: Cannot perform I/O on behalf of a different request."; !strings.HasPrefix(got, want) {
		t.Errorf("got %s, want %s...", got, want)
	}
}

func BenchmarkWebSocketSend(b *testing.B) {
	tr := newRealm(b, "")
	far := &discard{}
	tr.eval(`globalThis.pair = new WebSocketPair(); globalThis.client = pair[0]; globalThis.server = pair[1]; server.accept()`)
	tr.turn(func() {
		port, _ := tr.global("client").takePort()
		port.Listen(far)
	})
	b.ReportAllocs()
	b.ResetTimer()
	tr.turn(func() {
		_, err := tr.iso.VM.RunString(fmt.Sprintf(`const text = JSON.stringify({name: "x", message: "hello there"}); for (let i = 0; i < %d; i++) server.send(text)`, b.N))
		if err != nil {
			b.Error(err)
		}
	})
}

type discard struct{}

func (*discard) Receive(*wire.Message)    {}
func (*discard) ReceiveClose(int, string) {}
func (*discard) ReceiveLost(error)        {}
func (*discard) Flush()                   {}
