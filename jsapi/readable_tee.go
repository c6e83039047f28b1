package jsapi

import (
	"bytes"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

func (s *ReadableStream) teeCall(c *webidl.Call) (any, error) {
	a, b, err := teeStream(c.Realm, s)
	if err != nil {
		return nil, err
	}
	return []goja.Value{a, b}, nil
}

// tee answers two streams with the chunks of one that nobody reads, which is locked for good.
func (s *ReadableStream) tee() (*ReadableStream, *ReadableStream, error) {
	s.disturbed = true
	if s.state != streamReadable {
		_, err := acquireReader(s)
		return s.branch(), s.branch(), err
	}
	return s.controller.divide(s)
}

// branches makes two streams of the source take the place of one. Unlike the standard's, they are fed by the source
// itself: it is pulled for either, and has to fill the fuller one.
func (c *sourceController) branches(s *ReadableStream) (*ReadableStream, *ReadableStream, error) {
	if _, err := acquireReader(s); err != nil {
		return nil, nil, err
	}
	a, b := s.branch(), s.branch()
	c.drop(s)
	c.feeds = append(c.feeds, a, b)
	s.state = streamClosed
	s.queue, s.total = nil, 0
	return a, b, nil
}

// divideBytes is divide for streams over Go bodies: what is read for one branch waits for the other, which gets a copy.
func (s *ReadableStream) divideBytes() (*ReadableStream, *ReadableStream, error) {
	d, err := acquireReader(s)
	if err != nil {
		return nil, nil, err
	}
	t := &streamTee{realm: s.realm, source: s, reader: d}
	for n := range t.branches {
		t.branches[n] = makeReadableStream(s.realm)
		t.branches[n].startBytes(nil, t.pull, func(args ...goja.Value) (any, error) { return t.cancel(n, args[0]), nil }, 0, 0)
	}
	return t.branches[0], t.branches[1], nil
}

type streamTee struct {
	realm    *webidl.Realm
	source   *ReadableStream
	reader   *ReadableStreamDefaultReader
	branches [2]*ReadableStream
	done     [2]bool // cancelled
	reading  bool
	again    bool
}

func (t *streamTee) pull(...goja.Value) (any, error) {
	if t.reading {
		t.again = true
		return nil, nil
	}
	t.reading = true
	t.reader.read(&readRequest{
		chunk: func(v goja.Value) {
			b, _ := t.realm.Bytes(v)
			t.deliver(b)
		},
		bytes: t.deliver,
		close: func() {
			t.reading = false
			t.each(func(_ int, d *ReadableByteStreamController) { d.close() })
		},
		fail: func(reason goja.Value) {
			t.reading = false
			t.each(func(_ int, d *ReadableByteStreamController) { d.fail(reason) })
		},
	})
	return nil, nil
}

// each calls f for the branches that are still read.
func (t *streamTee) each(f func(int, *ReadableByteStreamController)) {
	for n, branch := range t.branches {
		if !t.done[n] {
			f(n, branch.bytesOf)
		}
	}
}

func (t *streamTee) deliver(b []byte) {
	t.again = false
	copied := t.done[0] || t.done[1] // nobody else has it
	t.each(func(_ int, d *ReadableByteStreamController) {
		if copied {
			d.give(b)
			return
		}
		copied = true
		d.give(bytes.Clone(b))
	})
	t.reading = false
	if t.again {
		_, _ = t.pull()
	}
}

func (t *streamTee) cancel(n int, reason goja.Value) *streamPromise {
	t.done[n] = true
	if t.done[1-n] {
		return t.source.cancel(reason)
	}
	return resolved(t.realm)
}
