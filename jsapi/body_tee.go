package jsapi

import (
	"io"
	"sync"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// teeStream locks a stream and answers two that deliver the same chunks. A Go body is doubled in Go.
func teeStream(r *webidl.Realm, s *ReadableStream) (a, b *goja.Object, err error) {
	if s.Locked() {
		return nil, nil, webidl.TypeError("This ReadableStream is currently locked to a reader,")
	}
	if err := s.admitted(); err != nil {
		return nil, nil, err
	}
	if body := s.handOver(); body != nil {
		one, two := teeBody(body)
		return newBodyStream(r, one), newBodyStream(r, two), nil
	}
	one, two, err := s.tee()
	if err != nil {
		return nil, nil, err
	}
	return webidl.Wrap(r, one), webidl.Wrap(r, two), nil
}

// teeBody answers two bodies with the content of one, which is then theirs. What only one of them has read
// is kept for the other.
func teeBody(body *wire.Body) (*wire.Body, *wire.Body) {
	if body == nil || body.Stream == nil {
		return body, body
	}
	t := &bodyTee{source: body.Stream}
	t.changed.L = &t.mu
	one, two := &teeBranch{tee: t}, &teeBranch{tee: t}
	one.other, two.other = two, one
	return wire.StreamBody(one, body.Length), wire.StreamBody(two, body.Length)
}

type bodyTee struct {
	source  io.ReadCloser
	mu      sync.Mutex
	changed sync.Cond
	reading bool // a branch is reading the source, without the lock
	end     error
}

type teeBranch struct {
	tee    *bodyTee
	other  *teeBranch
	kept   []byte
	closed bool
}

// Read answers what the other branch has read already, or reads for both.
func (b *teeBranch) Read(p []byte) (int, error) {
	t := b.tee
	t.mu.Lock()
	defer t.mu.Unlock()
	for {
		switch {
		case b.closed:
			return 0, io.ErrClosedPipe
		case len(b.kept) > 0:
			n := copy(p, b.kept)
			if b.kept = b.kept[n:]; len(b.kept) == 0 {
				b.kept = nil
			}
			return n, nil
		case t.end != nil:
			return 0, t.end
		case t.reading:
			t.changed.Wait()
			continue
		}
		t.reading = true
		t.mu.Unlock()
		n, err := t.source.Read(p)
		t.mu.Lock()
		t.reading = false
		t.end = err
		if !b.other.closed {
			b.other.kept = append(b.other.kept, p[:n]...)
		}
		t.changed.Broadcast()
		if n > 0 {
			return n, nil
		}
		if err != nil {
			return 0, err
		}
	}
}

// Close closes the source once both branches are closed.
func (b *teeBranch) Close() error {
	t := b.tee
	t.mu.Lock()
	was := b.closed
	b.closed, b.kept = true, nil
	last := b.other.closed && !was
	t.mu.Unlock()
	t.changed.Broadcast()
	if last {
		return t.source.Close()
	}
	return nil
}
