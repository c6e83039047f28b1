package jsapi

import (
	"bytes"
	"context"
	"io"
	"sync"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/wire"
)

// streamBody turns a stream into a Go body for other goroutines to read; length is the number of bytes it
// will have, or -1. A Go body that nobody has read yet is handed over as it is. Otherwise chunks are pumped
// from the loop through a bounded pipe, each leaving through the context's boundary; closing the reader
// cancels the stream, and the pump keeps the context from being quiet. The stream is locked for good.
func streamBody(r *webidl.Realm, s *ReadableStream, length int64) (*wire.Body, error) {
	return pumpedBody(r, s, length, false)
}

// pumpedBody is streamBody for a stream that may be on its way to another isolate or object: then its chunks may
// be text, and it hears why it was cancelled.
func pumpedBody(r *webidl.Realm, s *ReadableStream, length int64, remote bool) (*wire.Body, error) {
	if s.Locked() {
		return nil, webidl.TypeError(readerLocked)
	}
	if err := s.admitted(); err != nil {
		return nil, err
	}
	if length < 0 {
		length = s.length
	}
	if body := s.handOver(); body != nil {
		return body, nil
	}
	d, err := acquireReader(s)
	if err != nil {
		return nil, err
	}
	p := &bodyPipe{realm: r, reader: d, op: r.Isolate.Begin(), remote: remote}
	p.arrived.L = &p.mu
	p.unhook = context.AfterFunc(p.op.Context().Done(), func() { p.finish(context.Cause(p.op.Context().Done())) })
	p.next()
	return wire.StreamBody(p, length), nil
}

// bodyPipe carries the chunks of a stream from the loop to whoever reads the body.
type bodyPipe struct {
	realm  *webidl.Realm
	reader *ReadableStreamDefaultReader
	op     *isolate.Op
	unhook func() bool
	over   bool // the pump has ended; on the loop
	remote bool

	mu      sync.Mutex
	arrived sync.Cond
	chunks  [][]byte
	held    int    // bytes taken from the stream and not yet read, those still at the boundary included
	waits   bool   // the pump has stopped until held falls
	closed  bool   // the reader went away
	reason  []byte // why, serialised, if it said so
	end     error  // what follows the chunks
}

// next asks the stream for chunks until the pipe is full. It runs on the loop, in a turn.
func (p *bodyPipe) next() {
	for again := true; again && !p.over; {
		again = false
		asking := true
		took := func(b []byte) {
			if !p.take(b) {
				return
			}
			if asking {
				again = true
				return
			}
			p.next()
		}
		p.reader.read(&readRequest{
			chunk: func(v goja.Value) {
				b, ok := p.realm.Bytes(v)
				if s, isText := v.(goja.String); isText && p.remote {
					b, ok = []byte(s.String()), true
				}
				if !ok {
					reason := p.realm.Exception(webidl.TypeError(notBytes))
					p.reader.stream.cancel(reason)
					p.stop(portable(p.realm, reason))
					return
				}
				took(bytes.Clone(b))
			},
			bytes: took,
			close: func() { p.stop(io.EOF) },
			fail:  func(reason goja.Value) { p.stop(portable(p.realm, reason)) },
		})
		asking = false
	}
}

// take sends a chunk on its way and answers whether the pipe has room for another.
func (p *bodyPipe) take(b []byte) bool {
	p.mu.Lock()
	p.held += len(b)
	full := p.held >= bodyChunk
	p.waits = full
	p.mu.Unlock()
	if len(b) > 0 {
		p.op.Context().Boundary.Release(func(err error) {
			if err != nil {
				p.finish(err)
				return
			}
			p.mu.Lock()
			p.chunks = append(p.chunks, b)
			p.mu.Unlock()
			p.arrived.Broadcast()
		})
	}
	return !full
}

// stop ends the pump; end follows the chunks that are under way.
func (p *bodyPipe) stop(end error) {
	if p.over {
		return
	}
	p.over = true
	p.op.Context().Boundary.Release(func(err error) {
		if err != nil {
			end = err
		}
		p.finish(end)
	})
	p.unhook()
	p.op.End()
}

// portable answers a thrown value as an error that holds no script value, so that another isolate can throw
// it anew.
func portable(r *webidl.Realm, v goja.Value) error {
	name, message := "Error", ""
	if ex := r.VM.Try(func() {
		o, ok := v.(*goja.Object)
		if !ok || o.ClassName() != "Error" {
			message = v.String()
			return
		}
		message = o.Get("message").String()
		switch n := o.Get("name").String(); n {
		case "TypeError", "RangeError", "SyntaxError", "ReferenceError":
			name = n
		}
	}); ex != nil {
		message = "the stream failed"
	}
	return &webidl.Error{Class: name, Message: message}
}

// finish says what follows the chunks. It is called from any goroutine.
func (p *bodyPipe) finish(end error) {
	p.mu.Lock()
	if p.end == nil {
		p.end = end
	}
	p.mu.Unlock()
	p.arrived.Broadcast()
}

// Read answers the next bytes; it waits for them.
func (p *bodyPipe) Read(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(b) == 0 {
		return 0, nil
	}
	for len(p.chunks) == 0 && p.end == nil && !p.closed {
		p.arrived.Wait()
	}
	switch {
	case p.closed:
		return 0, io.ErrClosedPipe
	case len(p.chunks) == 0:
		return 0, p.end
	}
	n := copy(b, p.chunks[0])
	if p.chunks[0] = p.chunks[0][n:]; len(p.chunks[0]) == 0 {
		p.chunks[0] = nil
		p.chunks = p.chunks[1:]
	}
	p.held -= n
	if p.waits && p.held < bodyChunk {
		p.waits = false
		p.realm.Isolate.Post(func() {
			if !p.over {
				p.op.Progress(p.next)
			}
		})
	}
	return n, nil
}

// CancelWith is Close with a reason, serialised.
func (p *bodyPipe) CancelWith(reason []byte) {
	p.mu.Lock()
	p.reason = reason
	p.mu.Unlock()
	_ = p.Close()
}

// why answers the reason of a cancellation.
func (p *bodyPipe) why() goja.Value {
	if !p.remote {
		return goja.Undefined()
	}
	p.mu.Lock()
	reason := p.reason
	p.mu.Unlock()
	if reason != nil {
		if v, err := Codec(p.realm).Deserialize(reason); err == nil {
			return v
		}
	}
	return p.realm.Exception(webidl.PlainError("ReadableStream sent over RPC was canceled or released by the remote execution context."))
}

// Close tells the stream that nobody wants the rest.
func (p *bodyPipe) Close() error {
	p.mu.Lock()
	was := p.closed
	p.closed = true
	p.chunks = nil
	p.mu.Unlock()
	p.arrived.Broadcast()
	if was {
		return nil
	}
	p.realm.Isolate.Post(func() {
		if p.over {
			return
		}
		p.op.Progress(func() {
			if p.over {
				return
			}
			p.reader.stream.cancel(p.why())
			p.stop(io.ErrClosedPipe)
		})
	})
	return nil
}
