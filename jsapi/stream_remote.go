package jsapi

import (
	"bytes"
	"errors"
	"io"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/clone"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/wire"
)

// The tags of streams in serialized values.
const (
	cloneWritableStream = 2
	cloneReadableStream = 3
)

// writeReadable gives a stream away: whoever reads the value pulls its bytes.
func writeReadable(r *webidl.Realm, e *clone.Encoder, o *goja.Object) error {
	if err := onlyOverRPC(e, "ReadableStream"); err != nil {
		return err
	}
	s := webidl.As[ReadableStream](o)
	if s.Locked() {
		return webidl.TypeError("The ReadableStream has been locked to a reader.")
	}
	body, err := pumpedBody(r, s, -1, true)
	if err != nil {
		return err
	}
	if body.Stream != nil {
		detach(body.Stream)
		body.Stream = &remoteSource{body.Stream}
	}
	e.Carry(body)
	return nil
}

// remoteSource is a stream that was given away.
type remoteSource struct{ io.ReadCloser }

// errSourceLost is what its reader hears of any failure.
var errSourceLost = webidl.PlainError("ReadableStream received over RPC disconnected prematurely.")

// Read reads on.
func (s *remoteSource) Read(b []byte) (int, error) {
	n, err := s.ReadCloser.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		err = errSourceLost
	}
	return n, err
}

// CancelWith passes a reason on.
func (s *remoteSource) CancelWith(reason []byte) {
	if told, ok := s.ReadCloser.(interface{ CancelWith(reason []byte) }); ok {
		told.CancelWith(reason)
	}
}

func readReadable(r *webidl.Realm, d *clone.Decoder) (*goja.Object, error) {
	x, err := d.Carried()
	if err != nil {
		return nil, err
	}
	body, ok := x.(*wire.Body)
	if !ok {
		return nil, errForeignData
	}
	return newBodyStream(r, body), nil
}

// errSinkLost is why a stream is aborted that was given to somebody who is no more, or gives it up.
var errSinkLost = webidl.PlainError("WritableStream received over RPC was disconnected because the remote execution context has ended.")

// writeWritable gives a stream away: whoever reads the value writes to it.
func writeWritable(r *webidl.Realm, e *clone.Encoder, o *goja.Object) error {
	if err := onlyOverRPC(e, "WritableStream"); err != nil {
		return err
	}
	s := webidl.As[WritableStream](o)
	if err := s.free(); err != nil {
		return err
	}
	w, err := acquireWriter(s)
	if err != nil {
		return err
	}
	k := &streamSink{realm: r, writer: w, op: r.Isolate.Begin()}
	k.forget = k.op.Context().AtEnd(func(error) { k.end(errSinkLost) })
	e.Carry(wire.Sink(k))
	return nil
}

// streamSink writes to a stream for others. Its fields belong to the loop.
type streamSink struct {
	realm  *webidl.Realm
	writer *WritableStreamDefaultWriter
	op     *isolate.Op
	forget func()
	done   func(error) // of the method that is under way
	ended  error
}

// Write writes one chunk.
func (k *streamSink) Write(b []byte, done func(error)) {
	k.begin(done, func() *streamPromise { return k.writer.stream.write(k.realm.Value(bytes.Clone(b))) }, nil)
}

// Close closes the stream.
func (k *streamSink) Close(done func(error)) {
	k.begin(done, func() *streamPromise { return k.writer.finish() }, io.EOF)
}

// Abort aborts the stream.
func (k *streamSink) Abort(error) {
	k.realm.Isolate.Post(func() {
		if k.ended != nil {
			return
		}
		k.op.Progress(func() {
			if k.ended == nil {
				k.writer.stream.abort(k.realm.Exception(errSinkLost))
				k.end(errSinkLost)
			}
		})
	})
}

// begin has the loop call f, and done when what it answered settles. last ends the sink then.
func (k *streamSink) begin(done func(error), f func() *streamPromise, last error) {
	if k.realm.Isolate.Post(func() {
		if k.ended != nil {
			done(k.ended)
			return
		}
		k.done = done
		settle := func(err error) {
			if done := k.done; done != nil {
				k.done = nil
				done(err)
			}
			if last != nil {
				k.end(last)
			}
		}
		k.op.Progress(func() {
			f().then(func(goja.Value) { settle(nil) }, func(v goja.Value) { settle(portable(k.realm, v)) })
		})
	}) {
		return
	}
	done(errSinkLost)
}

func (k *streamSink) end(why error) {
	if k.ended != nil {
		return
	}
	k.ended = why
	k.forget()
	k.op.End()
	if done := k.done; done != nil {
		k.done = nil
		done(why)
	}
}

func readWritable(r *webidl.Realm, d *clone.Decoder) (*goja.Object, error) {
	x, err := d.Carried()
	if err != nil {
		return nil, err
	}
	sink, ok := x.(wire.Sink)
	if !ok {
		return nil, errForeignData
	}
	return webidl.Wrap(r, remoteWritable(r, sink)), nil
}

// remoteWritable answers a stream whose chunks go to a sink elsewhere.
func remoteWritable(r *webidl.Realm, sink wire.Sink) *WritableStream {
	owner := r.Isolate.Scope().Context
	forget := owner.AtEnd(func(error) { sink.Abort(errSinkLost) })
	send := func(f func(done func(error))) goja.Value {
		d := r.NewPromise()
		op := r.Isolate.Begin()
		owner.Boundary.Release(func(err error) {
			if err != nil {
				op.DeliverHere(func() { d.Reject(err) })
				return
			}
			f(func(err error) { op.Deliver(func() { d.Settle(nil, err) }) })
		})
		return d.Promise
	}
	s := makeWritableStream(r, sinkAlgorithms{
		write: func(args ...goja.Value) (any, error) {
			b, ok := r.Bytes(args[0])
			if text, isText := args[0].(goja.String); isText {
				b, ok = []byte(text.String()), true
			}
			if !ok {
				return nil, webidl.TypeError("This WritableStream only supports writing byte types.")
			}
			b = bytes.Clone(b)
			return send(func(done func(error)) { sink.Write(b, done) }), nil
		},
		close: func(...goja.Value) (any, error) {
			forget()
			return send(sink.Close), nil
		},
		abort: func(...goja.Value) (any, error) {
			forget()
			sink.Abort(errSinkLost)
			return goja.Undefined(), nil
		},
	}, 1, nil)
	s.bytes, s.owner = true, owner
	return s
}
