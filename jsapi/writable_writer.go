package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// writableStreamDefaultWriterClass implements https://streams.spec.whatwg.org/#default-writer-class.
var writableStreamDefaultWriterClass = &webidl.Interface[WritableStreamDefaultWriter]{
	Name: "WritableStreamDefaultWriter",
	Constructor: func(c *webidl.Call) (*WritableStreamDefaultWriter, error) {
		s := webidl.As[WritableStream](c.Arg(0))
		if s == nil {
			return nil, c.Bad(0, "WritableStream")
		}
		return acquireWriter(s)
	},
	Attributes: []webidl.Attribute[WritableStreamDefaultWriter]{
		{Name: "closed", Get: func(w *WritableStreamDefaultWriter, _ *webidl.Call) (any, error) { return w.closed.object(), nil }},
		{Name: "ready", Get: func(w *WritableStreamDefaultWriter, _ *webidl.Call) (any, error) { return w.ready.object(), nil }},
		{Name: "desiredSize", Get: (*WritableStreamDefaultWriter).desiredSize},
	},
	Operations: []webidl.Operation[WritableStreamDefaultWriter]{
		{Name: "abort", Run: promising(func(w *WritableStreamDefaultWriter, c *webidl.Call) (any, error) {
			if err := w.held(); err != nil {
				return nil, err
			}
			return w.stream.abort(c.Arg(0)), nil
		})},
		{Name: "close", Run: promising(func(w *WritableStreamDefaultWriter, _ *webidl.Call) (any, error) {
			if err := w.held(); err != nil {
				return nil, err
			}
			if w.stream.closing() {
				return nil, webidl.TypeError(writableClosed)
			}
			return w.stream.close(), nil
		})},
		{Name: "write", Run: promising(func(w *WritableStreamDefaultWriter, c *webidl.Call) (any, error) {
			if err := w.held(); err != nil {
				return nil, err
			}
			return w.write(c.Arg(0)), nil
		})},
		{Name: "releaseLock", Run: func(w *WritableStreamDefaultWriter, _ *webidl.Call) (any, error) {
			w.release()
			return nil, nil
		}},
	},
}

// WritableStreamDefaultWriter writes to the stream that it locks.
type WritableStreamDefaultWriter struct {
	stream        *WritableStream // nil once released
	closed, ready *streamPromise
}

// acquireWriter locks a stream to a new writer. Go code writes through one too, without wrapping it.
func acquireWriter(s *WritableStream) (*WritableStreamDefaultWriter, error) {
	if s.Locked() {
		return nil, webidl.TypeError(writerLocked)
	}
	w := &WritableStreamDefaultWriter{stream: s, closed: &streamPromise{realm: s.realm}, ready: &streamPromise{realm: s.realm}}
	s.writer = w
	switch s.state {
	case writableOpen:
		if s.closing() || !s.backpressure {
			w.ready.resolve(goja.Undefined())
		}
	case writableErroring:
		w.rejectReady(s.stored)
	case writableErrored:
		w.rejectReady(s.stored)
		w.closed.rejectQuietly(s.stored)
	case writableDone:
		w.ready.resolve(goja.Undefined())
		w.closed.resolve(goja.Undefined())
	}
	return w, nil
}

func (w *WritableStreamDefaultWriter) held() error {
	if w.stream == nil {
		return webidl.TypeError(writerReleased)
	}
	return w.stream.admitted()
}

func (w *WritableStreamDefaultWriter) desiredSize(*webidl.Call) (any, error) {
	if w.stream == nil {
		return nil, webidl.TypeError(writerReleased)
	}
	switch w.stream.state {
	case writableErroring, writableErrored:
		return goja.Null(), nil
	case writableDone:
		return 0, nil
	}
	return w.stream.controller.desiredSize(), nil
}

// write queues a chunk. https://streams.spec.whatwg.org/#writable-stream-default-writer-write
func (w *WritableStreamDefaultWriter) write(chunk goja.Value) *streamPromise {
	s := w.stream
	p := &streamPromise{realm: s.realm}
	size := s.controller.chunkSize(chunk)
	switch {
	case w.stream != s: // the strategy let go of the writer
		p.reject(s.realm.Exception(webidl.TypeError(writerReleased)))
	case s.state == writableErrored, s.state == writableErroring && !s.closing():
		p.reject(s.stored)
	case s.closing(), s.state == writableDone:
		p.reject(s.realm.Exception(webidl.TypeError(writableClosed)))
	default:
		s.requests = append(s.requests, p)
		s.controller.enqueue(chunk, size)
	}
	return p
}

// finish closes the stream unless that is under way; an error of the stream is the promise's.
// https://streams.spec.whatwg.org/#writable-stream-default-writer-close-with-error-propagation
func (w *WritableStreamDefaultWriter) finish() *streamPromise {
	s := w.stream
	p := &streamPromise{realm: s.realm}
	switch {
	case s.closing(), s.state == writableDone:
		p.resolve(goja.Undefined())
	case s.state == writableErrored:
		p.reject(s.stored)
	default:
		return s.close()
	}
	return p
}

// rejectReady tells who waits that writing is over. Once, ready was fulfilled even so.
func (w *WritableStreamDefaultWriter) rejectReady(reason goja.Value) {
	if !w.ready.realm.Flags.Has(compat.WritableStreamSpecCompliantWriter) {
		if w.ready.pending() {
			w.ready.resolve(goja.Undefined())
		}
		return
	}
	if !w.ready.pending() {
		w.ready = &streamPromise{realm: w.ready.realm}
	}
	w.ready.rejectQuietly(reason)
}

func (w *WritableStreamDefaultWriter) release() {
	s := w.stream
	if s == nil {
		return
	}
	reason := s.realm.Exception(webidl.TypeError(writerReleased))
	w.rejectReady(reason)
	if !w.closed.pending() {
		w.closed = &streamPromise{realm: s.realm}
	}
	w.closed.rejectQuietly(reason)
	s.writer, w.stream = nil, nil
}
