package server

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"

	"github.com/dodev/dodev/bindings/email"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/wire"
)

// script receives what a client sends, one line an event.
type script struct {
	port   *wire.Port
	events chan string
	echo   bool
}

func (s *script) Receive(m *wire.Message) {
	if s.echo {
		s.port.Send(m)
		s.port.Flush()
		return
	}
	if m.Len() > 100 {
		s.events <- fmt.Sprint("long ", m.Len())
		return
	}
	s.events <- fmt.Sprintf("%v %s%x", m.IsText, m.Text, m.Bytes)
}
func (s *script) ReceiveClose(code int, reason string) {
	s.events <- fmt.Sprint("close ", code, " ", reason)
}
func (s *script) ReceiveLost(err error) {
	var broken *wire.ProtocolError
	if errors.As(err, &broken) {
		s.events <- fmt.Sprint("broken ", broken.Code, " ", broken.Description)
		return
	}
	s.events <- "lost"
}
func (s *script) Flush() {}

// sockets is an App that accepts every WebSocket.
type sockets struct {
	accepted chan *script
	header   wire.Header
	echo     bool
}

func (a *sockets) Fetch(r *wire.Request, answer func(*wire.Response, error)) {
	outer, inner := wire.NewPair()
	k := &script{port: inner, events: make(chan string, 100), echo: a.echo}
	inner.Listen(k)
	a.accepted <- k
	answer(&wire.Response{Status: 101, Header: a.header, Socket: outer}, nil)
}
func (a *sockets) Email(string, string, []byte, func(*email.Delivery, error)) {}
func (a *sockets) Scheduled(string, time.Time, func(bool, error))             {}

func newSockets() *sockets { return &sockets{accepted: make(chan *script, 10000)} }

func upgradeTo(path string, fields ...string) string {
	return "GET " + path + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" +
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + strings.Join(append(fields, ""), "\r\n") + "\r\n"
}

// open shakes hands by hand, and answers the head of the response.
func open(t testing.TB, s *Server, fields ...string) (net.Conn, string) {
	t.Helper()
	c := dial(t, s)
	if _, err := io.WriteString(c, upgradeTo("/ws", fields...)); err != nil {
		t.Fatal(err)
	}
	var head []byte
	for one := make([]byte, 1); !bytes.HasSuffix(head, []byte("\r\n\r\n")); head = append(head, one[0]) {
		if _, err := io.ReadFull(c, one); err != nil {
			t.Fatalf("handshake: %v after %q", err, head)
		}
	}
	return c, string(head)
}

// masked is a client's frame with a mask of zeros.
func masked(first byte, payload string) string {
	if len(payload) >= 126 {
		return string([]byte{first, 0x80 | 126, byte(len(payload) >> 8), byte(len(payload)), 0, 0, 0, 0}) + payload
	}
	return string([]byte{first, 0x80 | byte(len(payload)), 0, 0, 0, 0}) + payload
}

func TestHandshake(t *testing.T) {
	a := newSockets()
	a.header = wire.Header{
		{Name: "x-extra", Value: "1"}, {Name: "Sec-WebSocket-Protocol", Value: "b"}, {Name: "upgrade", Value: "no"},
		{Name: "sec-websocket-accept", Value: "theirs"}, {Name: "sec-websocket-extensions", Value: "theirs"}, // of an upstream
	}
	var mu sync.Mutex
	var lines []string
	s := start(t, Options{Observer: &observe.Observer{OnRequest: func(r observe.Request) {
		mu.Lock()
		defer mu.Unlock()
		lines = append(lines, fmt.Sprint(r.Method, " ", r.Path, " ", r.Status, " ", r.StatusText))
	}}}, a)
	c, head := open(t, s, "Sec-WebSocket-Protocol: a, b", "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")
	want := "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n" +
		"Sec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover; server_no_context_takeover\r\nUpgrade: websocket\r\n" +
		"Sec-WebSocket-Protocol: b\r\nX-Extra: 1\r\n\r\n"
	if !strings.EqualFold(head, want) {
		t.Errorf("got %q, want %q", head, want)
	}
	_, _ = io.WriteString(c, masked(0x81, "x"))
	if got := <-(<-a.accepted).events; got != "true x" {
		t.Errorf("got %q", got)
	}
	mu.Lock()
	if got := strings.Join(lines, "|"); got != "GET /ws 101 Switching Protocols" {
		t.Errorf("log: got %q", got)
	}
	mu.Unlock()

	if got := raw(t, s, get("/plain")); !strings.HasPrefix(got, "HTTP/1.1 500 ") || !strings.HasSuffix(got, errPlain.Error()) {
		t.Errorf("a 101 to a plain request: got %q", got)
	}
	if got := <-(<-a.accepted).events; got != "lost" {
		t.Errorf("its socket: got %q, want lost", got)
	}
	plain := start(t, Options{NoSocketCompression: true}, app(func(r *wire.Request) (*wire.Response, error) {
		return text(403, r.Header.First("upgrade")+r.Header.First("connection")), nil
	}))
	got := raw(t, plain, strings.Replace(upgradeTo("/"), "Connection: Upgrade", "Connection: Upgrade, close", 1))
	if !strings.HasPrefix(got, "HTTP/1.1 403 Forbidden\r\n") || !strings.HasSuffix(got, "\r\n\r\nwebsocketUpgrade, close") {
		t.Errorf("a refused upgrade: got %q", got)
	}
}

func TestMessages(t *testing.T) {
	a := newSockets()
	s := start(t, Options{}, a)
	for _, c := range []struct{ name, sent, events, received string }{
		{"text", masked(0x81, "hi"), "true hi", ""},
		{"binary", masked(0x82, "\x01\x02"), "false 0102", ""},
		{"empty", masked(0x81, ""), "true ", ""},
		{"fragmented", masked(0x01, "a") + masked(0x89, "p") + masked(0x00, "b") + masked(0x80, "c"), "true abc", "\x8a\x01p"},
		{"long", masked(0x81, strings.Repeat("x", 60000)), "long 60000", ""},
		{"close without code", masked(0x88, ""), "close 1005 ", ""},
		{"close", masked(0x88, "\x03\xe8bye"), "close 1000 bye", ""},
		{"close of one byte", masked(0x88, "\x03"), "close 1005 ", ""},
		{"reserved bits", masked(0xa1, ""), "broken 1002 Received frame had RSV bits 2 or 3 set", "\x88\x28\x03\xeaReceived frame had RSV bits 2 or 3 set"},
		{"continuation of nothing", masked(0x80, ""), "broken 1002 Unexpected continuation frame", "\x88\x1f\x03\xeaUnexpected continuation frame"},
		{"message in a message", masked(0x01, "a") + masked(0x81, "b"), "broken 1002 Missing continuation frame", "\x88\x1c\x03\xeaMissing continuation frame"},
		{"unknown opcode", masked(0x83, ""), "broken 1002 Unknown opcode 3", "\x88\x12\x03\xeaUnknown opcode 3"},
		{"fragmented ping", masked(0x09, ""), "broken 1002 Received fragmented control frame", "\x88\x23\x03\xeaReceived fragmented control frame"},
	} {
		t.Run(c.name, func(t *testing.T) {
			conn, _ := open(t, s)
			k := <-a.accepted
			_, _ = io.WriteString(conn, c.sent)
			if got := <-k.events; got != c.events {
				t.Errorf("%q: got %q, want %q", c.sent, got, c.events)
			}
			b := make([]byte, len(c.received))
			if _, err := io.ReadFull(conn, b); err != nil || string(b) != c.received {
				t.Errorf("%q: client got %q, %v, want %q", c.sent, b, err, c.received)
			}
		})
	}
	t.Run("too large", func(t *testing.T) {
		conn, _ := open(t, s)
		k := <-a.accepted
		go func() {
			_, _ = conn.Write([]byte{0x82, 0xff, 0, 0, 0, 0, 2, 0, 0, 1, 0, 0, 0, 0})
			_, _ = conn.Write(make([]byte, maxMessage+1))
		}()
		if got := <-k.events; got != "broken 1009 Message is too large" {
			t.Errorf("got %q", got)
		}
		b := make([]byte, 24)
		if _, err := io.ReadFull(conn, b); err != nil || string(b) != "\x88\x16\x03\xf1Message is too large" {
			t.Errorf("client got %q, %v", b, err)
		}
	})
	t.Run("just small enough", func(t *testing.T) {
		conn, _ := open(t, s)
		k := <-a.accepted
		go func() {
			_, _ = conn.Write([]byte{0x82, 0xff, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0})
			_, _ = conn.Write(make([]byte, maxMessage))
		}()
		if got := <-k.events; got != fmt.Sprint("long ", maxMessage) {
			t.Errorf("got %q", got)
		}
	})
	t.Run("compressed", func(t *testing.T) {
		ctx := context.Background()
		conn, _, err := websocket.Dial(ctx, s.URL(), &websocket.DialOptions{CompressionMode: websocket.CompressionContextTakeover, CompressionThreshold: 1})
		if err != nil {
			t.Fatal(err)
		}
		defer conn.CloseNow()
		k := <-a.accepted
		for _, m := range []string{"one one one one", "one one one two"} {
			if err := conn.Write(ctx, websocket.MessageText, []byte(m)); err != nil {
				t.Fatal(err)
			}
			if got := <-k.events; got != "true "+m {
				t.Errorf("got %q, want %q", got, m)
			}
		}
		k.port.Send(&wire.Message{IsText: true, Text: "back"})
		k.port.Flush()
		if _, b, err := conn.Read(ctx); err != nil || string(b) != "back" {
			t.Errorf("got %q, %v", b, err)
		}
	})
}

// rest reads a client's connection to its end.
func rest(c net.Conn) string {
	b, _ := io.ReadAll(c)
	return string(b)
}

func TestClosing(t *testing.T) {
	a := newSockets()
	s := start(t, Options{}, a)
	t.Run("the client's close waits for the worker's", func(t *testing.T) {
		c, _ := open(t, s)
		k := <-a.accepted
		_, _ = io.WriteString(c, masked(0x88, "\x03\xe8bye"))
		if got := <-k.events; got != "close 1000 bye" {
			t.Fatalf("got %q", got)
		}
		k.port.Send(&wire.Message{IsText: true, Text: "still"}) // nobody flushes: the timer does
		b := make([]byte, 7)
		if _, err := io.ReadFull(c, b); err != nil || string(b) != "\x81\x05still" {
			t.Fatalf("got %q, %v: the socket must not have been closed", b, err)
		}
		k.port.Close(4001, "x")
		if got := rest(c); got != "\x88\x03\x0f\xa1x" {
			t.Errorf("got %q", got)
		}
		if got := <-k.events; got != "lost" {
			t.Errorf("got %q, want lost", got)
		}
	})
	t.Run("the worker closes first", func(t *testing.T) {
		c, _ := open(t, s)
		k := <-a.accepted
		k.port.Send(&wire.Message{Bytes: []byte{7}})
		k.port.Close(wire.NoStatus, "")
		b := make([]byte, 5)
		if _, err := io.ReadFull(c, b); err != nil || string(b) != "\x82\x01\x07\x88\x00" {
			t.Fatalf("got %q, %v", b, err)
		}
		_, _ = io.WriteString(c, masked(0x81, "more")+masked(0x88, "\x0f\xa0"))
		for _, want := range []string{"true more", "close 4000 ", "lost"} {
			if got := <-k.events; got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		}
		if got := rest(c); got != "" {
			t.Errorf("got %q after the handshake", got)
		}
	})
	t.Run("the worker is lost", func(t *testing.T) {
		c, _ := open(t, s)
		k := <-a.accepted
		k.port.Send(&wire.Message{IsText: true, Text: "last"})
		k.port.Drop(errors.New("reset"))
		if got := rest(c); got != "\x81\x04last" {
			t.Errorf("got %q, want a message and no Close frame", got)
		}
	})
	t.Run("the client is lost", func(t *testing.T) {
		c, _ := open(t, s)
		k := <-a.accepted
		_ = c.Close()
		if got := <-k.events; got != "lost" {
			t.Errorf("got %q, want lost", got)
		}
	})
	t.Run("the client is lost while closing", func(t *testing.T) {
		c, _ := open(t, s)
		k := <-a.accepted
		_, _ = io.WriteString(c, masked(0x88, ""))
		_ = c.Close()
		for _, want := range []string{"close 1005 ", "lost"} {
			if got := <-k.events; got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		}
	})
	t.Run("a client that does not read is cut off", func(t *testing.T) {
		open(t, s)
		k := <-a.accepted
		m := &wire.Message{Bytes: make([]byte, 1<<20)}
		for !k.port.Lost() {
			k.port.Send(m)
			k.port.Flush()
			runtime.Gosched()
		}
		if got := <-k.events; got != "lost" {
			t.Errorf("got %q, want lost", got)
		}
	})
	t.Run("a slow client gets everything", func(t *testing.T) {
		c, _ := open(t, s)
		k := <-a.accepted
		m := &wire.Message{Bytes: make([]byte, 1<<20)}
		for range 12 {
			k.port.Send(m)
			k.port.Flush()
		}
		k.port.Close(1000, "")
		if n, err := io.CopyN(io.Discard, c, 12*int64(len(m.Frame()))+4); err != nil {
			t.Errorf("%v after %d bytes", err, n)
		}
	})
	t.Run("a stop says goodbye", func(t *testing.T) {
		a := newSockets()
		s, err := Listen(Options{PortAsked: true})
		if err != nil {
			t.Fatal(err)
		}
		s.SetApp(a)
		served := make(chan error, 1)
		go func() { served <- s.Serve(context.Background()) }()
		c, _ := open(t, s)
		k := <-a.accepted
		s.Close(true)
		if got := rest(c); got != "\x88\x02\x03\xe9" {
			t.Errorf("got %q, want 1001", got)
		}
		if got := <-k.events; got != "lost" {
			t.Errorf("got %q, want lost", got)
		}
		if err := <-served; err != nil {
			t.Error(err)
		}
	})
}

func TestTLS(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache")
	var mu sync.Mutex
	var notices []string
	o := &observe.Observer{OnNotice: func(n observe.Notice) {
		mu.Lock()
		defer mu.Unlock()
		notices = append(notices, n.Text)
	}}
	a := newSockets()
	a.echo = true
	s := start(t, Options{CacheDir: dir, Observer: o}, testAppFunc(func(r *wire.Request, answer func(*wire.Response, error)) {
		if r.Header.Has("upgrade") {
			a.Fetch(r, answer)
			return
		}
		answer(text(200, r.URL[:strings.Index(r.URL, ":")]), nil)
	}))
	if _, err := os.Stat(dir); err == nil {
		t.Error("a certificate was made before anybody wanted one")
	}
	secure := strings.Replace(s.URL(), "http:", "https:", 1)
	for range 2 {
		if _, err := http.Get(secure); err == nil {
			t.Fatal("the certificate was trusted")
		}
	}
	pem, err := os.ReadFile(filepath.Join(dir, authorityFile))
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}}}
	defer client.CloseIdleConnections()
	body := func(url string) string {
		t.Helper()
		res, err := client.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		b, _ := io.ReadAll(res.Body)
		return string(b)
	}
	for url, want := range map[string]string{s.URL(): "http", secure: "https", fmt.Sprintf("https://127.0.0.1:%d", s.Port()): "https"} {
		if got := body(url); got != want {
			t.Errorf("%s: got %q, want %q", url, got, want)
		}
	}
	conn, _, err := websocket.Dial(context.Background(), secure, &websocket.DialOptions{HTTPClient: client})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.CloseNow()
	for _, m := range []string{"a", "b"} {
		_ = conn.Write(context.Background(), websocket.MessageText, []byte(m))
		if _, b, err := conn.Read(context.Background()); err != nil || string(b) != m {
			t.Errorf("echo: got %q, %v", b, err)
		}
	}
	mu.Lock()
	if len(notices) != 1 || !strings.Contains(notices[0], filepath.Join(dir, authorityFile)) {
		t.Errorf("got %q, want one notice naming the authority", notices)
	}
	mu.Unlock()
	if f, err := os.Stat(filepath.Join(dir, pairFile)); err != nil || runtime.GOOS != "windows" && f.Mode().Perm() != 0o600 {
		t.Errorf("key: %v, %v", f, err)
	}

	before, _ := os.ReadFile(filepath.Join(dir, pairFile))
	again := start(t, Options{CacheDir: dir, Protocol: "https"}, app(func(*wire.Request) (*wire.Response, error) { return text(200, "again"), nil }))
	if got := body(again.URL()); got != "again" || !strings.HasPrefix(again.URL(), "https://localhost:") {
		t.Errorf("%s: got %q", again.URL(), got)
	}
	if after, _ := os.ReadFile(filepath.Join(dir, pairFile)); !bytes.Equal(before, after) {
		t.Error("the certificate was made twice")
	}
	t.Run("named files", func(t *testing.T) {
		path := filepath.Join(dir, pairFile)
		named := start(t, Options{Protocol: "https", KeyPath: path, CertPath: path}, app(func(*wire.Request) (*wire.Response, error) { return text(200, "named"), nil }))
		if got := body(named.URL()); got != "named" {
			t.Errorf("got %q", got)
		}
		for _, o := range []Options{{KeyPath: path}, {KeyPath: dir + "/none", CertPath: path}} {
			if _, err := Listen(o); err == nil {
				t.Errorf("%+v: no error", o)
			}
		}
	})
}

func TestDistrust(t *testing.T) {
	for _, c := range []struct {
		name string
		err  error
		want int
	}{
		{"refused", &net.OpError{Op: "remote error", Err: errors.New("tls: unknown certificate authority")}, 1},
		{"refused by OpenSSL", &net.OpError{Op: "local error", Err: errors.New("tls: bad record MAC")}, 1},
		{"other version", &net.OpError{Op: "remote error", Err: errors.New("tls: protocol version not supported")}, 0},
		{"left", io.EOF, 0},
	} {
		got := 0
		s := &Server{opts: Options{Observer: &observe.Observer{OnNotice: func(observe.Notice) { got++ }}}}
		s.distrusted(c.err)
		s.distrusted(c.err)
		if got != c.want {
			t.Errorf("%s: %v: got %d notices, want %d", c.name, c.err, got, c.want)
		}
	}
	for system, want := range map[string]string{"darwin": "security add-trusted-cert", "windows": "certutil", "linux": "update-ca-certificates"} {
		if got := trustText(system, "/a b"); !strings.Contains(got, want) || !strings.Contains(got, "/a b") {
			t.Errorf("%s: got %q, want %q with the file", system, got, want)
		}
	}
}
