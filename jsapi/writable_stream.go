package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
)

// writableStreamClass implements https://streams.spec.whatwg.org/#ws-class.
var writableStreamClass = &webidl.Interface[WritableStream]{
	Name:        "WritableStream",
	Constructor: newWritableStream,
	Attributes: []webidl.Attribute[WritableStream]{
		{Name: "locked", Get: func(s *WritableStream, _ *webidl.Call) (any, error) { return s.Locked(), nil }},
	},
	Operations: []webidl.Operation[WritableStream]{
		{Name: "abort", Run: promising(func(s *WritableStream, c *webidl.Call) (any, error) {
			if err := s.free(); err != nil {
				return rejected(c.Realm, err), nil
			}
			return s.abort(c.Arg(0)), nil
		})},
		{Name: "close", Run: promising(func(s *WritableStream, c *webidl.Call) (any, error) {
			if err := s.free(); err != nil {
				return rejected(c.Realm, err), nil
			}
			return s.close()
		})},
		{Name: "getWriter", Run: func(s *WritableStream, c *webidl.Call) (any, error) {
			w, err := acquireWriter(s)
			if err != nil {
				return nil, err
			}
			return webidl.Wrap(c.Realm, w), nil
		}},
	},
	Marks: []string{"state", "expectsBytes"},
	Inspect: func(s *WritableStream, r *webidl.Realm) []webidl.Property {
		return []webidl.Property{
			{Name: "locked", Value: r.Value(s.Locked())},
			{Name: "[state]", Value: r.Value(s.stateName())},
			{Name: "[expectsBytes]", Value: r.Value(s.bytes)},
		}
	},
}

const (
	writerLocked   = "This WritableStream is currently locked to a writer."
	writerReleased = "This WritableStream writer has been released."
	writableClosed = "This WritableStream has been closed."
)

type writableState int

const (
	writableOpen writableState = iota
	writableErrored
	writableDone
)

// WritableStream is a destination of chunks.
type WritableStream struct {
	realm      *webidl.Realm
	controller writableController
	writer     *WritableStreamDefaultWriter
	state      writableState
	stored     goja.Value
	aborted    *streamPromise // of the first abort

	// bytes says that chunks have to be bytes, to a console.
	bytes bool
	// owner is the context that a Go-backed stream belongs to; nil for streams of script.
	owner *isolate.Context
}

// writableController is what takes the chunks of an open stream.
type writableController interface {
	write(chunk goja.Value) *streamPromise
	// close ends the stream once what is queued is written. It fails when that is under way.
	close() (*streamPromise, error)
	// abort drops what is queued.
	abort(reason goja.Value) *streamPromise
	desiredSize() int64
	// pressed answers whether more than is wanted is queued.
	pressed() bool
	// ready answers whether the sink has started.
	ready() bool
	// erroring answers why the stream is about to be errored, nil when it is not.
	erroring() goja.Value
	// forget is told that a writer let go, and answers whether the writer's ready says so too.
	forget(reason goja.Value) bool
	// clear drops the sink's callbacks.
	clear()
}

func newWritableStream(c *webidl.Call) (*WritableStream, error) {
	if !c.Realm.Flags.Has(compat.StreamsEnableConstructors) {
		return nil, constructorsDisabled("WritableStream")
	}
	r := c.Realm
	sink := c.Dict(0, "UnderlyingSink")
	strategy := c.Dict(1, "StreamQueuingStrategy")
	_, _ = sink.String("type")
	a := sinkAlgorithms{
		start: callback(r, sink, "UnderlyingSink", "start"),
		write: callback(r, sink, "UnderlyingSink", "write"),
		abort: callback(r, sink, "UnderlyingSink", "abort"),
		close: callback(r, sink, "UnderlyingSink", "close"),
	}
	mark, size, err := queuingStrategy(r, strategy)
	if err != nil {
		return nil, err
	}
	return makeWritableStream(r, a, mark.or(1), size), nil
}

// Locked answers whether a writer holds the stream.
func (s *WritableStream) Locked() bool { return s.writer != nil }

func (s *WritableStream) free() error {
	if s.Locked() {
		return webidl.TypeError(writerLocked)
	}
	return s.admitted()
}

func (s *WritableStream) admitted() error { return sameContext(s.realm, s.owner, "Writable") }

func (s *WritableStream) stateName() string {
	if s.state == writableOpen && s.controller.erroring() != nil {
		return "erroring"
	}
	return []string{"writable", "errored", "closed"}[s.state]
}

// abort drops what is queued. https://streams.spec.whatwg.org/#writable-stream-abort
func (s *WritableStream) abort(reason goja.Value) *streamPromise {
	if s.aborted == nil {
		if s.state == writableOpen {
			s.aborted = s.controller.abort(reason)
		} else {
			s.aborted = resolved(s.realm)
		}
	}
	return s.aborted.share()
}

// close ends the stream once what is queued is written. https://streams.spec.whatwg.org/#writable-stream-close
func (s *WritableStream) close() (any, error) {
	switch s.state {
	case writableDone:
		return rejected(s.realm, webidl.TypeError(writableClosed)), nil
	case writableErrored:
		return rejected(s.realm, webidl.Throw(s.stored)), nil
	}
	p, err := s.controller.close()
	if err != nil {
		return nil, err
	}
	return p, nil
}

// write queues a chunk. https://streams.spec.whatwg.org/#writable-stream-default-writer-write
func (s *WritableStream) write(chunk goja.Value) *streamPromise {
	switch s.state {
	case writableDone:
		return rejected(s.realm, webidl.TypeError(writableClosed))
	case writableErrored:
		return rejected(s.realm, webidl.Throw(s.stored))
	}
	return s.controller.write(chunk)
}

// finished says that the stream is closed.
func (s *WritableStream) finished() {
	if s.state != writableOpen {
		return
	}
	s.controller.clear()
	s.state = writableDone
	if w := s.writer; w != nil {
		w.closed.resolve(goja.Undefined())
		w.ready.resolve(goja.Undefined())
		if w.pipe != nil {
			w.pipe.look()
		}
	}
}

// failed says that the stream is errored.
func (s *WritableStream) failed(reason goja.Value) {
	if s.state != writableOpen {
		return
	}
	s.controller.clear()
	s.state, s.stored = writableErrored, reason
	if w := s.writer; w != nil {
		w.closed.rejectQuietly(reason)
		w.ready.resolve(goja.Undefined())
		if w.pipe != nil {
			w.pipe.look()
		}
	}
}

// resolveReady tells the writer that the stream wants more.
func (s *WritableStream) resolveReady() {
	if s.writer != nil {
		s.writer.ready.resolve(goja.Undefined())
	}
}

// renewReady has the writer wait.
func (s *WritableStream) renewReady() {
	if s.writer != nil {
		s.writer.ready = (&streamPromise{realm: s.realm}).quieten()
	}
}

// rejectReady tells the writer that writing is over.
func (s *WritableStream) rejectReady(reason goja.Value) {
	if s.writer != nil {
		s.writer.rejectReady(reason)
	}
}
