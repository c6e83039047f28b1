package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// readableStreamDefaultReaderClass implements https://streams.spec.whatwg.org/#default-reader-class.
var readableStreamDefaultReaderClass = &webidl.Interface[ReadableStreamDefaultReader]{
	Name: "ReadableStreamDefaultReader",
	Constructor: func(c *webidl.Call) (*ReadableStreamDefaultReader, error) {
		s := webidl.As[ReadableStream](c.Arg(0))
		if s == nil {
			return nil, c.Bad(0, "ReadableStream")
		}
		return acquireReader(s)
	},
	Attributes: []webidl.Attribute[ReadableStreamDefaultReader]{
		{Name: "closed", Get: func(d *ReadableStreamDefaultReader, _ *webidl.Call) (any, error) { return d.closed.object(), nil }},
	},
	Operations: []webidl.Operation[ReadableStreamDefaultReader]{
		{Name: "cancel", Run: promising(func(d *ReadableStreamDefaultReader, c *webidl.Call) (any, error) {
			return d.cancel(c.Realm, c.Arg(0))
		})},
		{Name: "read", Run: promising((*ReadableStreamDefaultReader).readCall)},
		{Name: "releaseLock", Run: func(d *ReadableStreamDefaultReader, _ *webidl.Call) (any, error) {
			return nil, d.release()
		}},
	},
}

// readerBase is what both kinds of readers have.
// https://streams.spec.whatwg.org/#readablestreamgenericreader
type readerBase struct {
	stream   *ReadableStream // nil once released
	closed   *streamPromise
	requests []*readRequest // unanswered, oldest first
}

func (b *readerBase) base() *readerBase { return b }

// attach locks the stream to a reader.
func (b *readerBase) attach(s *ReadableStream, r streamReader) error {
	if s.Locked() {
		return webidl.TypeError(readerLocked)
	}
	b.stream, b.closed = s, &streamPromise{realm: s.realm}
	s.reader = r
	switch s.state {
	case streamClosed:
		b.closed.resolve(goja.Undefined())
	case streamErrored:
		b.closed.rejectQuietly(s.stored)
	}
	return nil
}

func (b *readerBase) cancel(r *webidl.Realm, reason goja.Value) (any, error) {
	if b.stream == nil {
		return rejected(r, webidl.TypeError(readerReleased)), nil
	}
	if err := b.stream.admitted(); err != nil {
		return nil, err
	}
	return b.stream.cancel(reason), nil
}

// release lets go of the stream; what is unanswered fails. What became of closed before it stays.
// https://streams.spec.whatwg.org/#readable-stream-reader-generic-release
func (b *readerBase) release() error {
	s := b.stream
	if s == nil {
		return nil
	}
	reason := s.realm.Exception(webidl.TypeError(readerReleased))
	if err := s.controller.release(s, reason); err != nil {
		return err
	}
	b.closed.rejectQuietly(reason)
	s.reader, b.stream = nil, nil
	return nil
}

// detach lets go of the stream whether somebody waits or not.
func (b *readerBase) detach(reason goja.Value) {
	b.failRequests(reason)
	b.stream.reader, b.stream = nil, nil
}

// shift takes the oldest request.
func (b *readerBase) shift() *readRequest {
	q := b.requests[0]
	b.requests[0] = nil
	b.requests = b.requests[1:]
	return q
}

// closeRequests tells everybody who waits that the stream has ended. Memory that was partly filled still
// counts as a chunk.
func (b *readerBase) closeRequests() {
	list := b.requests
	b.requests = nil
	for _, q := range list {
		q.answered = true
		if q.got > 0 {
			q.filled(q.got)
		} else {
			q.close()
		}
	}
}

func (b *readerBase) failRequests(reason goja.Value) {
	list := b.requests
	b.requests = nil
	for _, q := range list {
		q.answered = true
		q.fail(reason)
	}
}

// ReadableStreamDefaultReader reads whole chunks.
type ReadableStreamDefaultReader struct{ readerBase }

// acquireReader locks a stream to a new reader. Go code reads through one too, without wrapping it.
func acquireReader(s *ReadableStream) (*ReadableStreamDefaultReader, error) {
	d := &ReadableStreamDefaultReader{}
	return d, d.attach(s, d)
}

func (d *ReadableStreamDefaultReader) readCall(c *webidl.Call) (any, error) {
	if d.stream == nil {
		return rejected(c.Realm, webidl.TypeError(readerReleased)), nil
	}
	if err := d.stream.admitted(); err != nil {
		return nil, err
	}
	return d.readResult(), nil
}

// readResult asks for one chunk and answers the promise of its result.
func (d *ReadableStreamDefaultReader) readResult() *streamPromise {
	r := d.stream.realm
	p := &streamPromise{realm: r}
	d.read(&readRequest{
		chunk: func(v goja.Value) { p.resolve(iterResult(r, v, false)) },
		close: func() { p.resolve(iterResult(r, nil, true)) },
		fail:  p.reject,

		closeWith: func(v goja.Value) { p.resolve(iterResult(r, v, true)) },
	})
	return p
}

// read asks for one chunk. https://streams.spec.whatwg.org/#readable-stream-default-reader-read
func (d *ReadableStreamDefaultReader) read(q *readRequest) {
	s := d.stream
	s.disturbed = true
	switch s.state {
	case streamClosed:
		q.close()
	case streamErrored:
		q.fail(s.stored)
	default:
		s.controller.read(s, q)
	}
}
