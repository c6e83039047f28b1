package jsapi

import (
	"bytes"
	"math/big"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
)

// readableStreamClass implements https://streams.spec.whatwg.org/#rs-class.
var readableStreamClass = &webidl.Interface[ReadableStream]{
	Name:        "ReadableStream",
	Constructor: newReadableStream,
	Statics:     []webidl.Static{{Name: "from", Run: readableStreamFrom}},
	Attributes: []webidl.Attribute[ReadableStream]{
		{Name: "locked", Get: func(s *ReadableStream, _ *webidl.Call) (any, error) { return s.Locked(), nil }},
	},
	Operations: []webidl.Operation[ReadableStream]{
		{Name: "cancel", Run: promising((*ReadableStream).cancelCall)},
		{Name: "getReader", Run: (*ReadableStream).getReader},
		{Name: "pipeThrough", Run: (*ReadableStream).pipeThrough},
		{Name: "pipeTo", Run: promising((*ReadableStream).pipeToCall)},
		{Name: "tee", Run: (*ReadableStream).teeCall},
		{Name: "values", Run: (*ReadableStream).values},
	},
	Inspect: (*ReadableStream).inspect,
	Marks:   []string{"state", "supportsBYOB", "length"},
	Setup: func(r *webidl.Realm, _, prototype *goja.Object) {
		values := prototype.Get("values")
		call, _ := goja.AssertFunction(values)
		iterate := r.Function("values", func(c goja.FunctionCall) goja.Value {
			v, err := call(c.This, c.Arguments...)
			if err != nil {
				panic(r.Exception(err))
			}
			return v
		})
		_ = prototype.DefineDataPropertySymbol(asyncIteratorSymbol(r), iterate, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	},
}

const (
	readerLocked   = "This ReadableStream is currently locked to a reader."
	readerReleased = "This ReadableStream reader has been released."
)

type readableState int

const (
	streamReadable readableState = iota
	streamClosed
	streamErrored
)

// ReadableStream is a source of chunks. One made by script has a default or byte controller; one over a Go
// body has a bodySource, which moves bytes without script as long as no script looks.
type ReadableStream struct {
	realm      *webidl.Realm
	controller readableController
	reader     streamReader
	state      readableState
	stored     goja.Value // why it errored
	disturbed  bool
	// owner is the context that a Go-backed stream belongs to; nil for streams of script.
	owner *isolate.Context
	// length is how many bytes the stream will have delivered when it ends, -1 when unknown.
	length int64

	// What a source of script has given and nobody has read; each branch of a tee has its own.
	queue   []queuedChunk
	total   int64
	closing bool                          // the source has ended
	bytesOf *ReadableByteStreamController // the controller of a stream of bytes
}

// readableController is what feeds one stream, or several.
type readableController interface {
	// read answers one request of an open stream, now or later.
	read(*ReadableStream, *readRequest)
	// cancel tells the source that an open stream wants no more. The reads of the stream have ended.
	cancel(s *ReadableStream, reason goja.Value) *streamPromise
	// release fails the reads that wait, or refuses that the reader lets go.
	release(s *ReadableStream, reason goja.Value) error
	// divide answers two streams with the chunks of an open one.
	divide(*ReadableStream) (*ReadableStream, *ReadableStream, error)
}

// streamReader is a default or BYOB reader.
type streamReader interface{ base() *readerBase }

// readRequest is somebody who waits for a chunk. Exactly one of its functions is called, once, on the loop.
type readRequest struct {
	chunk func(goja.Value)
	close func()
	fail  func(reason goja.Value)
	// closeWith, when set, is close with a value, which a stream of bytes has for a read that waited.
	closeWith func(goja.Value)
	// bytes, when set, is called instead of chunk by a source that has bytes at hand; it may keep them.
	bytes func([]byte)
	// into is the memory of a BYOB read, of which got bytes are filled. filled is called, instead of chunk,
	// once there are least bytes.
	into       []byte
	got, least int
	filled     func(n int)
	// view is the view that the memory belongs to, for a source of script that may write into it.
	view *viewOf
	// answered says that one of the functions was called.
	answered bool
}

// give offers bytes to the oldest request of a stream and answers how many it took: one that brought memory
// takes what fits, any other everything. fresh bytes are the request's to keep.
func (s *ReadableStream) give(b []byte, fresh bool) int {
	reader := s.reader.base()
	q := reader.requests[0]
	if q.into != nil {
		n := copy(q.into[q.got:], b)
		if q.got += n; q.got >= q.least {
			reader.shift()
			q.filled(q.got)
		}
		return n
	}
	reader.shift()
	n := len(b)
	if !fresh {
		b = bytes.Clone(b)
	}
	if q.bytes != nil {
		q.bytes(b)
	} else {
		q.chunk(s.realm.Uint8Array(b))
	}
	return n
}

// makeReadableStream answers a stream without a controller.
func makeReadableStream(r *webidl.Realm) *ReadableStream {
	return &ReadableStream{realm: r, length: -1}
}

func newReadableStream(c *webidl.Call) (*ReadableStream, error) {
	if !c.Realm.Flags.Has(compat.StreamsEnableConstructors) {
		return nil, constructorsDisabled("ReadableStream")
	}
	source := c.Dict(0, "UnderlyingSource")
	strategy := c.Dict(1, "StreamQueuingStrategy")
	s := makeReadableStream(c.Realm)
	return s, s.setUpFromSource(source, strategy)
}

func constructorsDisabled(class string) error {
	return webidl.PlainError("To use the new %s() constructor, enable the streams_enable_constructors compatibility flag. "+
		"Refer to the docs for more information: https://developers.cloudflare.com/workers/platform/compatibility-dates/#compatibility-flags", class)
}

// ofBytes answers whether the stream is one of bytes. One that has ended counts as neither.
func (s *ReadableStream) ofBytes() bool {
	_, values := s.controller.(*ReadableStreamDefaultController)
	return !values && (s.bytesOf == nil || s.state == streamReadable)
}

// Locked answers whether a reader holds the stream.
func (s *ReadableStream) Locked() bool { return s.reader != nil }

// Disturbed answers whether the stream was ever read from or cancelled.
func (s *ReadableStream) Disturbed() bool { return s.disturbed }

// KnownLength answers how many bytes the stream still has to deliver, when that is known.
func (s *ReadableStream) KnownLength() (int64, bool) { return s.length, s.length >= 0 }

// admitted answers the error of a Go-backed stream that another request or object uses.
func (s *ReadableStream) admitted() error {
	return sameContext(s.realm, s.owner, readableSource)
}

// readableSource is what the platform calls what is behind a readable stream.
const readableSource = "ReadableStreamSource>"

// sameContext answers the platform's error when owner is not the context of the running code. A nil owner
// belongs to everybody.
func sameContext(r *webidl.Realm, owner *isolate.Context, kind string) error {
	scope := r.Isolate.Scope()
	if owner == nil || scope == nil || scope.Context == owner || owner.Global {
		return nil
	}
	const why = "Cannot perform I/O on behalf of a different %s. I/O objects (such as streams, request/response bodies, " +
		"and others) created in the context of one %s cannot be accessed from a different %s. This is a limitation of " +
		"Cloudflare Workers which allows us to improve overall performance. (I/O type: %s)"
	if scope.Context.Object {
		return webidl.PlainError(why, "Durable Object", "Durable Object", "Durable Object in the same isolate", kind)
	}
	return webidl.PlainError(why, "request", "request handler", "request's handler", kind)
}

func (s *ReadableStream) cancelCall(c *webidl.Call) (any, error) {
	if s.Locked() {
		return rejected(c.Realm, webidl.TypeError(readerLocked)), nil
	}
	if err := s.admitted(); err != nil {
		return nil, err
	}
	return s.cancel(c.Arg(0)), nil
}

// cancel ends the stream from the reader's side. https://streams.spec.whatwg.org/#readable-stream-cancel
func (s *ReadableStream) cancel(reason goja.Value) *streamPromise {
	s.disturbed = true
	switch s.state {
	case streamClosed:
		return resolved(s.realm)
	case streamErrored:
		return rejected(s.realm, webidl.Throw(s.stored))
	}
	s.state = streamClosed
	s.queue, s.total = nil, 0
	var b *readerBase
	if s.reader != nil {
		b = s.reader.base()
		b.closeRequests()
	}
	done := s.controller.cancel(s, reason)
	if b != nil {
		b.closed.resolve(goja.Undefined())
	}
	return done
}

// close ends a stream over a Go body. https://streams.spec.whatwg.org/#readable-stream-close
func (s *ReadableStream) close() {
	s.state = streamClosed
	if s.reader != nil {
		b := s.reader.base()
		b.closed.resolve(goja.Undefined())
		b.closeRequests()
	}
}

// fail ends a stream over a Go body with an error. https://streams.spec.whatwg.org/#readable-stream-error
func (s *ReadableStream) fail(reason goja.Value) {
	s.state, s.stored = streamErrored, reason
	if s.reader != nil {
		b := s.reader.base()
		b.closed.rejectQuietly(reason)
		b.failRequests(reason)
	}
}

func (s *ReadableStream) getReader(c *webidl.Call) (any, error) {
	options := c.Dict(0, "GetReaderOptions")
	if s.Locked() {
		return nil, webidl.TypeError(readerLocked)
	}
	if mode, ok := options.String("mode"); ok {
		if mode == "byob" {
			b, err := acquireBYOBReader(s)
			if err != nil {
				return nil, err
			}
			return webidl.Wrap(c.Realm, b), nil
		}
		return nil, webidl.TypeError("mode must be undefined or 'byob' in call to getReader().")
	}
	d, err := acquireReader(s)
	if err != nil {
		return nil, err
	}
	return webidl.Wrap(c.Realm, d), nil
}

// waiting answers how many reads of any kind are unanswered.
func (s *ReadableStream) waiting() int {
	if s.reader == nil {
		return 0
	}
	return len(s.reader.base().requests)
}

// wait adds an unanswered request.
func (s *ReadableStream) wait(q *readRequest) {
	b := s.reader.base()
	b.requests = append(b.requests, q)
}

func (s *ReadableStream) inspect(r *webidl.Realm) []webidl.Property {
	bytes := s.ofBytes()
	var length any
	if s.length >= 0 {
		length = big.NewInt(s.length)
	}
	return []webidl.Property{
		{Name: "locked", Value: r.Value(s.Locked())},
		{Name: "[state]", Value: r.Value([]string{"readable", "closed", "errored"}[s.state])},
		{Name: "[supportsBYOB]", Value: r.Value(bytes)},
		{Name: "[length]", Value: r.Value(length)},
	}
}
