package main

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dodev/dodev/emulator"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/observe"
)

// newTestTerminal answers a terminal that writes to two writers.
func newTestTerminal(out, err stream) *terminal {
	t := &terminal{host: host.System(), stdout: out, stderr: err, done: make(chan struct{})}
	t.ready = sync.NewCond(&t.mu)
	go t.write()
	return t
}

// stuckWriter takes nothing until it is freed.
type stuckWriter struct {
	bytes.Buffer
	freed chan struct{}
}

func (s *stuckWriter) Write(p []byte) (int, error) {
	<-s.freed
	return s.Buffer.Write(p)
}

func TestTerminalDoesNotWaitForItsReader(t *testing.T) {
	w := &stuckWriter{freed: make(chan struct{})}
	term := newTestTerminal(stream{to: w}, stream{to: io.Discard})
	line := strings.Repeat("x", 1023)
	const lines = 3 * backlog / 1024
	for range lines {
		term.Line(line)
	}
	close(w.freed)
	late := time.After(10 * time.Second)
	for left := true; left; {
		select {
		case <-late:
			t.Fatal("the backlog was not written")
		default:
			term.mu.Lock()
			left = term.size > 0
			term.mu.Unlock()
		}
	}
	term.Line("last")
	term.Close()
	got := w.String()
	if n := strings.Count(got, line); n < backlog/1024 || n > backlog/1024+2 {
		t.Errorf("%d of %d lines were kept, want %d", n, lines, backlog/1024+1)
	}
	if !strings.HasSuffix(got, "messages were left out: nobody was reading ...\nlast\n") {
		t.Errorf("the end is %q, want a note and the last line", got[max(0, len(got)-100):])
	}
}

func TestTerminalEndsWithoutAReader(t *testing.T) {
	w := &stuckWriter{freed: make(chan struct{})}
	defer close(w.freed)
	h := host.System()
	h.AfterFunc = func(_ time.Duration, f func()) host.Timer {
		f()
		return time.NewTimer(time.Hour)
	}
	term := newTestTerminal(stream{to: w}, stream{to: io.Discard})
	term.host = h
	term.Line("unread")
	term.Close()
}

func TestTerminalReturnsCarriages(t *testing.T) {
	var out, err bytes.Buffer
	term := newTestTerminal(stream{to: &out, tty: true}, stream{to: &err})
	term.Raw(true)
	term.Line("a\nb")
	term.Error("c")
	term.Close()
	if got, want := out.String(), "a\r\nb\r\n"; got != want {
		t.Errorf("a raw terminal got %q, want %q", got, want)
	}
	if got, want := err.String(), "✘ [ERROR] c\n\n"; got != want {
		t.Errorf("a file got %q, want %q", got, want)
	}
}

func TestMessages(t *testing.T) {
	for _, c := range []struct {
		name   string
		colour bool
		text   string
		want   string
	}{
		{"one line", false, "a", "▲ [WARNING] a\n\n"},
		{"further lines", false, "a\n    b\n\nc\n", "▲ [WARNING] a\n      b\n\n  c\n\n"},
		{"nothing", false, "", "▲ [WARNING] \n\n"},
		{"colours", true, "a\nb", yellow + "▲ [WARNING]" + reset + " " + bold + "a" + reset + "\n  b\n\n"},
	} {
		var err bytes.Buffer
		term := newTestTerminal(stream{to: io.Discard}, stream{to: &err, colour: c.colour})
		term.Warn(c.text)
		term.Close()
		if got := err.String(); got != c.want {
			t.Errorf("%s: %q prints %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func TestTable(t *testing.T) {
	for _, c := range []struct {
		name string
		rows []emulator.Row
		want string
	}{
		{"nothing", nil, "No bindings found.\n"},
		{"columns line up", []emulator.Row{
			{Binding: "rooms (ChatRoom)", Resource: "Durable Object", Mode: "local"},
			{Binding: `GRÜẞE ("à")`, Resource: "Environment Variable", Mode: "local"},
		}, `Your Worker has access to the following bindings:
Binding                   Resource                  Mode
env.rooms (ChatRoom)      Durable Object            local
env.GRÜẞE ("à")           Environment Variable      local
`},
		{"narrower than their titles", []emulator.Row{{Binding: "A", Resource: "B", Mode: "local"}}, `Your Worker has access to the following bindings:
Binding      Resource      Mode
env.A        B             local
`},
	} {
		if got := table(&stream{}, emulator.Table{Rows: c.rows}); got != c.want {
			t.Errorf("%s:\ngot\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestRequestLine(t *testing.T) {
	for _, c := range []struct {
		request observe.Request
		want    string
	}{
		{observe.Request{Method: "GET", Path: "/path", Status: 200, StatusText: "OK", Took: 3 * time.Millisecond}, "GET /path 200 OK (3ms)"},
		{observe.Request{Method: "GET", Path: "/ws", Status: 101, StatusText: "Switching Protocols"}, "GET /ws 101 Switching Protocols (0ms)"},
		{observe.Request{Method: "PUT", Path: "/a?b", Status: 599, Took: 1499 * time.Microsecond}, "PUT /a?b 599 (1ms)"},
	} {
		if got := requestLine(&stream{}, c.request); got != c.want {
			t.Errorf("%+v prints %q, want %q", c.request, got, c.want)
		}
	}
}
