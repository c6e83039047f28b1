package jsapi

import (
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/clone"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// bodyChunk is the most bytes that one read of a Go body asks for.
const bodyChunk = 64 << 10

// newBodyStream answers a ReadableStream of the running context over a Go body. Its chunks are Uint8Arrays;
// a body that is not at hand is read off the loop, one read at a time and only when somebody waits. The
// stream owns the body: cancelling the stream or the end of the context closes it.
func newBodyStream(r *webidl.Realm, body *wire.Body) *goja.Object {
	return webidl.Wrap(r, makeBodyStream(r, body))
}

func makeBodyStream(r *webidl.Realm, body *wire.Body) *ReadableStream {
	s := makeReadableStream(r)
	if scope := r.Isolate.Scope(); scope != nil {
		s.owner = scope.Context
	}
	b := &bodySource{stream: s}
	s.controller = b
	switch {
	case body == nil || body.Stream == nil:
		if body != nil {
			b.rest = body.Bytes
		}
		s.length = int64(len(b.rest))
		b.ended = true
	default:
		b.source, s.length = body.Stream, body.Length
		if s.owner != nil {
			source := body.Stream
			b.unhook = context.AfterFunc(s.owner.Done(), func() { _ = source.Close() })
		}
	}
	return s
}

// bodySource is the controller of a stream over a Go body.
type bodySource struct {
	stream *ReadableStream
	// rest is what is at hand and nobody has taken; script never sees the array itself.
	rest   []byte
	source io.ReadCloser // nil when there is no more, or somebody else has it
	ended  bool          // after rest comes the end
	failed error         // after rest comes this error
	unhook func() bool
	// reading says that a read is under way off the loop.
	reading bool
	scratch []byte
}

func (b *bodySource) read(s *ReadableStream, q *readRequest) {
	if s.waiting() > 0 {
		q.fail(s.realm.Exception(webidl.TypeError(oneRead)))
		return
	}
	s.wait(q)
	if b.reading || b.source != nil && len(b.rest) == 0 && b.failed == nil && !b.ended {
		b.serve()
		return
	}
	b.reading = true // what is at hand is read in a turn too
	s.realm.Isolate.Begin().Deliver(func() {
		b.reading = false
		b.serve()
	})
}

// serve answers requests as far as bytes are at hand and starts a read for the next one.
func (b *bodySource) serve() {
	s := b.stream
	for s.state == streamReadable && s.waiting() > 0 {
		switch {
		case len(b.rest) > 0:
			part := b.rest[:min(len(b.rest), bodyChunk)]
			n := s.give(part, false)
			b.rest = b.rest[min(n, len(b.rest)):]
			b.count(n)
		case b.failed != nil:
			reason := s.realm.Exception(b.failed)
			b.drop()
			s.fail(reason)
		case b.ended:
			b.drop()
			s.length = 0
			s.close()
		default:
			b.fill()
			return
		}
	}
}

func (b *bodySource) count(n int) {
	if b.stream.length >= 0 {
		b.stream.length = max(b.stream.length-int64(n), 0)
	}
}

// fill reads once, off the loop.
func (b *bodySource) fill() {
	if b.reading {
		return
	}
	b.reading = true
	if b.scratch == nil {
		b.scratch = make([]byte, bodyChunk)
	}
	op, source, scratch := b.stream.realm.Isolate.Begin(), b.source, b.scratch
	go func() {
		n, err := 0, error(nil)
		for n == 0 && err == nil {
			n, err = source.Read(scratch)
		}
		op.Deliver(func() { b.filled(n, err) })
	}()
}

func (b *bodySource) filled(n int, err error) {
	b.reading = false
	if b.source == nil { // cancelled meanwhile
		return
	}
	if n > len(b.scratch)/2 {
		b.rest, b.scratch = b.scratch[:n], nil
	} else {
		b.rest = bytes.Clone(b.scratch[:n])
	}
	switch {
	case errors.Is(err, io.EOF):
		b.ended = true
	case err != nil:
		b.failed = err
	}
	if n > 0 && b.stream.waiting() > 0 { // nobody else has these bytes: no copy
		whole := b.rest
		b.rest = nil
		taken := b.stream.give(whole, true)
		b.count(taken)
		if b.source != nil { // not cancelled by who got them
			b.rest = whole[taken:]
		}
	}
	b.serve()
}

// drop lets go of the body; a source that has not ended is closed.
func (b *bodySource) drop() {
	if b.unhook != nil {
		b.unhook()
		b.unhook = nil
	}
	if b.source != nil {
		_ = b.source.Close()
	}
	b.source, b.rest, b.scratch = nil, nil, nil
}

func (b *bodySource) cancel(_ *ReadableStream, reason goja.Value) *streamPromise {
	if told, ok := b.source.(interface{ CancelWith(reason []byte) }); ok && !goja.IsUndefined(reason) &&
		b.stream.realm.Flags.Has(compat.EnhancedErrorSerialization) {
		if text, err := Codec(b.stream.realm).Serialize(reason, clone.Options{Mode: clone.ForRPC}); err == nil {
			told.CancelWith(text)
		}
	}
	b.drop()
	return resolved(b.stream.realm)
}

func (b *bodySource) release(s *ReadableStream, _ goja.Value) error {
	if s.waiting() > 0 {
		return webidl.TypeError(readsWaiting)
	}
	return nil
}

func (b *bodySource) divide(s *ReadableStream) (*ReadableStream, *ReadableStream, error) {
	return s.divideBytes()
}

// handOver answers what is left of the body, which is then the caller's. It answers nil while a read is
// under way.
func (b *bodySource) handOver() *wire.Body {
	if b.reading || b.failed != nil || b.stream.state != streamReadable {
		return nil
	}
	if b.unhook != nil {
		b.unhook()
	}
	rest, source := b.rest, b.source
	b.unhook, b.rest, b.source = nil, nil, nil
	if b.ended && source != nil {
		_ = source.Close()
		source = nil
	}
	b.ended = true
	switch {
	case source == nil:
		return wire.BytesBody(rest)
	case len(rest) == 0:
		return wire.StreamBody(source, b.stream.length)
	}
	return wire.StreamBody(&prefixed{io.MultiReader(bytes.NewReader(rest), source), source}, b.stream.length)
}

// prefixed is a reader that begins with bytes that were read already.
type prefixed struct {
	io.Reader
	io.Closer
}
