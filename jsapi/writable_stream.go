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
				return nil, err
			}
			return s.abort(c.Arg(0)), nil
		})},
		{Name: "close", Run: promising(func(s *WritableStream, _ *webidl.Call) (any, error) {
			if err := s.free(); err != nil {
				return nil, err
			}
			if s.closing() {
				return nil, webidl.TypeError(writableClosed)
			}
			return s.close(), nil
		})},
		{Name: "getWriter", Run: func(s *WritableStream, c *webidl.Call) (any, error) {
			w, err := acquireWriter(s)
			if err != nil {
				return nil, err
			}
			return webidl.Wrap(c.Realm, w), nil
		}},
	},
	Inspect: func(s *WritableStream, r *webidl.Realm) []webidl.Property {
		return []webidl.Property{
			{Name: "locked", Value: r.Value(s.Locked())},
			{Name: "[state]", Value: r.Value([]string{"writable", "erroring", "errored", "closed"}[s.state])},
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
	writableErroring
	writableErrored
	writableDone
)

// WritableStream is a destination of chunks. Its slots are those of the standard.
type WritableStream struct {
	realm        *webidl.Realm
	controller   *WritableStreamDefaultController
	writer       *WritableStreamDefaultWriter
	state        writableState
	stored       goja.Value
	backpressure bool

	requests      []*streamPromise // writes that are queued
	inFlightWrite *streamPromise
	closeRequest  *streamPromise
	inFlightClose *streamPromise
	aborting      *pendingAbort

	// bytes says that chunks have to be bytes, to a console.
	bytes bool
	// owner is the context that a Go-backed stream belongs to; nil for streams of script.
	owner *isolate.Context
}

type pendingAbort struct {
	promise  *streamPromise
	reason   goja.Value
	erroring bool // the stream was erroring before
}

func newWritableStream(c *webidl.Call) (*WritableStream, error) {
	if !c.Realm.Flags.Has(compat.StreamsEnableConstructors) {
		return nil, constructorsDisabled("WritableStream")
	}
	r := c.Realm
	sink := c.Dict(0, "UnderlyingSink")
	strategy := c.Dict(1, "StreamQueuingStrategy")
	a := sinkAlgorithms{
		abort: callback(r, sink, "UnderlyingSink", "abort"),
		close: callback(r, sink, "UnderlyingSink", "close"),
		start: callback(r, sink, "UnderlyingSink", "start"),
		write: callback(r, sink, "UnderlyingSink", "write"),
	}
	mark, size, err := queuingStrategy(r, strategy, 1)
	if err != nil {
		return nil, err
	}
	return makeWritableStream(r, a, mark, size), nil
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

// closing answers whether a close was asked for and is not over.
func (s *WritableStream) closing() bool { return s.closeRequest != nil || s.inFlightClose != nil }

// abort drops what is queued. https://streams.spec.whatwg.org/#writable-stream-abort
func (s *WritableStream) abort(reason goja.Value) *streamPromise {
	over := func() bool { return s.state == writableDone || s.state == writableErrored }
	if !over() {
		s.controller.abortSignal(reason) // its listeners may end the stream
	}
	if over() {
		p := &streamPromise{realm: s.realm}
		p.resolve(goja.Undefined())
		return p
	}
	if s.aborting != nil {
		return s.aborting.promise
	}
	a := &pendingAbort{promise: &streamPromise{realm: s.realm}, reason: reason}
	if s.state == writableErroring {
		a.erroring, a.reason = true, goja.Undefined()
	}
	s.aborting = a
	if !a.erroring {
		s.startErroring(reason)
	}
	return a.promise
}

// close ends the stream once what is queued is written. https://streams.spec.whatwg.org/#writable-stream-close
func (s *WritableStream) close() *streamPromise {
	p := &streamPromise{realm: s.realm}
	switch s.state {
	case writableDone:
		p.reject(s.realm.Exception(webidl.TypeError(writableClosed)))
		return p
	case writableErrored:
		p.reject(s.stored)
		return p
	}
	s.closeRequest = p
	if s.writer != nil && s.backpressure && s.state == writableOpen {
		s.writer.ready.resolve(goja.Undefined())
	}
	s.controller.close()
	return p
}

func (s *WritableStream) startErroring(reason goja.Value) {
	s.state, s.stored = writableErroring, reason
	if s.writer != nil {
		s.writer.rejectReady(reason)
	}
	if s.inFlightWrite == nil && s.inFlightClose == nil && s.controller.started {
		s.finishErroring()
	}
}

// finishErroring is https://streams.spec.whatwg.org/#writable-stream-finish-erroring.
func (s *WritableStream) finishErroring() {
	s.state = writableErrored
	s.controller.queue.reset()
	requests := s.requests
	s.requests = nil
	for _, p := range requests {
		p.reject(s.stored)
	}
	a := s.aborting
	s.aborting = nil
	switch {
	case a == nil:
		s.rejectClosed()
	case a.erroring:
		a.promise.reject(s.stored)
		s.rejectClosed()
	default:
		v, err := s.controller.abort(a.reason)
		upon(s.realm, v, err, func(goja.Value) {
			a.promise.resolve(goja.Undefined())
			s.rejectClosed()
		}, func(reason goja.Value) {
			a.promise.reject(reason)
			s.rejectClosed()
		})
	}
}

func (s *WritableStream) rejectClosed() {
	if s.closeRequest != nil {
		s.closeRequest.reject(s.stored)
		s.closeRequest = nil
	}
	if s.writer != nil {
		s.writer.closed.rejectQuietly(s.stored)
	}
}

func (s *WritableStream) wrote() {
	s.inFlightWrite.resolve(goja.Undefined())
	s.inFlightWrite = nil
}

func (s *WritableStream) writeFailed(reason goja.Value) {
	s.inFlightWrite.reject(reason)
	s.inFlightWrite = nil
	s.rejected(reason)
}

func (s *WritableStream) finished() {
	s.inFlightClose.resolve(goja.Undefined())
	s.inFlightClose = nil
	if s.state == writableErroring {
		s.stored = nil
		if s.aborting != nil {
			s.aborting.promise.resolve(goja.Undefined())
			s.aborting = nil
		}
	}
	s.state = writableDone
	if s.writer != nil {
		s.writer.closed.resolve(goja.Undefined())
	}
}

func (s *WritableStream) closeFailed(reason goja.Value) {
	s.inFlightClose.reject(reason)
	s.inFlightClose = nil
	if s.aborting != nil {
		s.aborting.promise.reject(reason)
		s.aborting = nil
	}
	s.rejected(reason)
}

// rejected deals with a sink that failed.
func (s *WritableStream) rejected(reason goja.Value) {
	if s.state == writableOpen {
		s.startErroring(reason)
		return
	}
	s.finishErroring()
}

func (s *WritableStream) setBackpressure(on bool) {
	if s.writer != nil && on != s.backpressure {
		if on {
			s.writer.ready = &streamPromise{realm: s.realm}
		} else {
			s.writer.ready.resolve(goja.Undefined())
		}
	}
	s.backpressure = on
}
