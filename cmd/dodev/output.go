package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"github.com/dodev/dodev/host"
)

const (
	// backlog is how much waits for a reader that is slow or gone before lines are dropped: a Worker must not
	// stop because nobody reads its log.
	backlog = 1 << 20
	// lastWords is how long the end of the process waits for that reader.
	lastWords = time.Second
)

// terminal is standard output and standard error, written by one goroutine. Its methods may be called from
// any goroutine.
type terminal struct {
	host   *host.Host
	stdout stream
	stderr stream

	mu      sync.Mutex
	ready   *sync.Cond // there is something in queue, or closed
	queue   []piece
	size    int
	dropped int
	closed  bool
	patient bool // whoever reads gets it all, however slowly
	raw     bool // the terminal needs carriage returns
	done    chan struct{}
}

// stream is one of the two.
type stream struct {
	to     io.Writer
	tty    bool
	colour bool
}

type piece struct {
	to   *stream
	text []byte
}

func newTerminal(h *host.Host) *terminal {
	t := &terminal{host: h, stdout: newStream(os.Stdout), stderr: newStream(os.Stderr), done: make(chan struct{})}
	t.ready = sync.NewCond(&t.mu)
	go t.write()
	return t
}

// newStream looks at what a file is. https://no-color.org says what NO_COLOR means.
func newStream(f *os.File) stream {
	s := stream{to: f, tty: term.IsTerminal(int(f.Fd()))}
	s.colour = s.tty && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && understandsEscapes(f)
	if force := os.Getenv("FORCE_COLOR"); force != "" {
		s.colour = force != "0" && force != "false"
	}
	return s
}

// Out is standard output as a writer.
func (t *terminal) Out() io.Writer { return writer{t, &t.stdout} }

// Err is standard error as a writer.
func (t *terminal) Err() io.Writer { return writer{t, &t.stderr} }

type writer struct {
	t  *terminal
	to *stream
}

// Write prints p.
func (w writer) Write(p []byte) (int, error) {
	w.t.print(w.to, string(p))
	return len(p), nil
}

// Linef prints a line on standard output.
func (t *terminal) Linef(format string, args ...any) { t.Line(fmt.Sprintf(format, args...)) }

// Line prints a line on standard output.
func (t *terminal) Line(text string) { t.print(&t.stdout, text+"\n") }

// print queues text for a stream.
func (t *terminal) print(to *stream, text string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return
	}
	if t.size > backlog && !t.patient {
		t.dropped++
		return
	}
	if t.dropped > 0 {
		text = fmt.Sprintf("... %d messages were left out: nobody was reading ...\n", t.dropped) + text
		t.dropped = 0
	}
	t.size += len(text)
	if last := len(t.queue) - 1; last >= 0 && t.queue[last].to == to {
		t.queue[last].text = append(t.queue[last].text, text...)
	} else {
		t.queue = append(t.queue, piece{to, []byte(text)})
	}
	t.ready.Signal()
}

func (t *terminal) write() {
	defer close(t.done)
	for {
		t.mu.Lock()
		for len(t.queue) == 0 && !t.closed {
			t.ready.Wait()
		}
		queue, raw := t.queue, t.raw
		t.queue = nil
		t.mu.Unlock()
		if len(queue) == 0 {
			return
		}
		written := 0
		for _, p := range queue {
			written += len(p.text)
			if raw && p.to.tty {
				p.text = []byte(strings.ReplaceAll(string(p.text), "\n", "\r\n"))
			}
			_, _ = p.to.to.Write(p.text) // a log without readers is no reason to stop
		}
		t.mu.Lock()
		t.size -= written
		t.mu.Unlock()
	}
}

// Raw says whether the terminal needs carriage returns from now on.
func (t *terminal) Raw(raw bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.raw = raw
}

// Patient says that nothing may be left out and that the process waits for its reader.
func (t *terminal) Patient() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.patient = true
}

// Close prints what is left, if somebody reads it.
func (t *terminal) Close() {
	t.mu.Lock()
	t.closed = true
	t.ready.Signal()
	patient := t.patient
	t.mu.Unlock()
	if patient {
		<-t.done
		return
	}
	late := make(chan struct{})
	defer t.host.AfterFunc(lastWords, func() { close(late) }).Stop()
	select {
	case <-t.done:
	case <-late:
	}
}
