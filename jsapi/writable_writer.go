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
		{Name: "abort", Run: promising((*WritableStreamDefaultWriter).abortCall)},
		{Name: "close", Run: promising((*WritableStreamDefaultWriter).closeCall)},
		{Name: "write", Run: promising((*WritableStreamDefaultWriter).writeCall)},
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
	ended         bool        // a stream over a Go sink has let go
	pipe          *streamPipe // that writes
}

// acquireWriter locks a stream to a new writer. Go code writes through one too, without wrapping it.
func acquireWriter(s *WritableStream) (*WritableStreamDefaultWriter, error) {
	if s.Locked() {
		return nil, webidl.TypeError(writerLocked)
	}
	w := &WritableStreamDefaultWriter{stream: s, closed: &streamPromise{realm: s.realm}, ready: (&streamPromise{realm: s.realm}).quieten()}
	s.writer = w
	switch s.state {
	case writableErrored:
		w.closed.rejectQuietly(s.stored)
		w.ready.reject(s.stored)
		return w, nil
	case writableDone:
		w.closed.resolve(goja.Undefined())
		w.ready.resolve(goja.Undefined())
		return w, nil
	}
	switch reason := s.controller.erroring(); {
	case !s.realm.Flags.Has(compat.WritableStreamSpecCompliantWriter):
		if s.controller.ready() {
			w.ready.resolve(goja.Undefined())
		}
	case reason != nil:
		w.ready.reject(reason)
	case !s.controller.pressed():
		w.ready.resolve(goja.Undefined())
	}
	return w, nil
}

// held answers the promise of a writer that is of no use any more, or the error of one that another context owns.
func (w *WritableStreamDefaultWriter) held(r *webidl.Realm) (*streamPromise, error) {
	if w.stream == nil {
		return rejected(r, webidl.TypeError(writerReleased)), nil
	}
	return nil, w.stream.admitted()
}

func (w *WritableStreamDefaultWriter) abortCall(c *webidl.Call) (any, error) {
	if p, err := w.held(c.Realm); p != nil || err != nil {
		return p, err
	}
	if w.ended {
		return resolved(c.Realm), nil
	}
	return w.stream.abort(c.Arg(0)), nil
}

func (w *WritableStreamDefaultWriter) closeCall(c *webidl.Call) (any, error) {
	if p, err := w.held(c.Realm); p != nil || err != nil {
		return p, err
	}
	if w.ended {
		return rejected(c.Realm, webidl.TypeError(writableClosed)), nil
	}
	return w.stream.close()
}

func (w *WritableStreamDefaultWriter) writeCall(c *webidl.Call) (any, error) {
	if p, err := w.held(c.Realm); p != nil || err != nil {
		return p, err
	}
	if w.ended {
		return rejected(c.Realm, webidl.TypeError(writableClosed)), nil
	}
	return w.stream.write(c.Arg(0)), nil
}

func (w *WritableStreamDefaultWriter) desiredSize(*webidl.Call) (any, error) {
	switch {
	case w.stream == nil:
		return nil, webidl.TypeError(writerReleased)
	case w.ended || w.stream.state == writableDone:
		return 0, nil
	case w.stream.state == writableErrored:
		return goja.Null(), nil
	}
	return w.stream.controller.desiredSize(), nil
}

// finish closes the stream unless that is under way.
func (w *WritableStreamDefaultWriter) finish() *streamPromise {
	p, err := w.stream.close()
	if err != nil {
		return resolved(w.stream.realm)
	}
	return p.(*streamPromise)
}

// rejectReady tells who waits that writing is over.
func (w *WritableStreamDefaultWriter) rejectReady(reason goja.Value) {
	if !w.ready.pending() {
		w.ready = &streamPromise{realm: w.ready.realm}
	}
	w.ready.rejectQuietly(reason)
}

// release lets go of the stream; writes that are queued fail.
func (w *WritableStreamDefaultWriter) release() {
	s := w.stream
	if s == nil {
		return
	}
	reason := s.realm.Exception(webidl.TypeError(writerReleased))
	hears := s.state != writableOpen || s.controller.forget(reason)
	if hears && (w.ready.pending() || s.realm.Flags.Has(compat.WritableStreamSpecCompliantWriter)) {
		w.rejectReady(reason)
	}
	w.closed.rejectQuietly(reason)
	s.writer, w.stream = nil, nil
}
