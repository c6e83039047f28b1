package jsapi

import (
	"bytes"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// identityTransformStreamClass implements Cloudflare's IdentityTransformStream: bytes pass unchanged, and a
// write is done when its bytes are read.
// https://developers.cloudflare.com/workers/runtime-apis/streams/transformstream/#identitytransformstream
var identityTransformStreamClass = &webidl.Interface[IdentityTransformStream]{
	Name:     "IdentityTransformStream",
	Inherits: transformStreamClass,
	Constructor: func(c *webidl.Call) (*IdentityTransformStream, error) {
		if err := RequireHandler(c.Realm); err != nil {
			return nil, err
		}
		mark, err := identityMark(c, 0)
		if err != nil {
			return nil, err
		}
		t := &IdentityTransformStream{}
		t.setUpIdentity(c.Realm, -1, mark)
		return t, nil
	},
}

// IdentityTransformStream passes bytes on.
type IdentityTransformStream struct{ TransformStream }

// Super answers the TransformStream part.
func (t *IdentityTransformStream) Super() any { return &t.TransformStream }

// fixedLengthStreamClass implements Cloudflare's FixedLengthStream, which knows how many bytes will pass.
// https://developers.cloudflare.com/workers/runtime-apis/streams/transformstream/#fixedlengthstream
var fixedLengthStreamClass = &webidl.Interface[FixedLengthStream]{
	Name:     "FixedLengthStream",
	Inherits: identityTransformStreamClass,
	Constructor: func(c *webidl.Call) (*FixedLengthStream, error) {
		if err := RequireHandler(c.Realm); err != nil {
			return nil, err
		}
		if len(c.Args) == 0 {
			return nil, c.Bad(0, "bigint")
		}
		length, err := unsigned(c.Realm, c.Arg(0))
		if err != nil {
			return nil, err
		}
		if length >= 1<<53 {
			return nil, webidl.TypeError("FixedLengthStream requires an integer expected length less than 2^53.")
		}
		mark, err := identityMark(c, 1)
		if err != nil {
			return nil, err
		}
		mark.n = min(mark.n, int64(length))
		t := &FixedLengthStream{}
		t.setUpIdentity(c.Realm, int64(length), mark)
		return t, nil
	},
}

// FixedLengthStream passes a number of bytes that is known beforehand.
type FixedLengthStream struct{ IdentityTransformStream }

// Super answers the IdentityTransformStream part.
func (t *FixedLengthStream) Super() any { return &t.IdentityTransformStream }

// identityMark reads argument i, a strategy that has no size.
func identityMark(c *webidl.Call, i int) (mark highWaterMark, err error) {
	if v, ok := c.Dict(i, "QueuingStrategy").Member("highWaterMark"); ok {
		n, err := unsigned(c.Realm, v)
		return highWaterMark{int64(n), true}, err
	}
	return mark, nil
}

// setUpIdentity connects the two sides by a pipe of bytes; length is how many will pass, -1 when unknown. The
// mark counts bytes; without one the stream always wants one more.
func (t *TransformStream) setUpIdentity(r *webidl.Realm, length int64, mark highWaterMark) {
	t.realm = r
	p := &identityPipe{realm: r, left: length, mark: mark}
	p.readable = makeReadableStream(r)
	p.readable.length = length
	p.readable.controller = (*identityOut)(p)
	p.writable = &WritableStream{realm: r, controller: p, bytes: true}
	if scope := r.Isolate.Scope(); scope != nil {
		p.readable.owner, p.writable.owner = scope.Context, scope.Context
	}
	t.readable, t.writable = p.readable, p.writable
}

// identityPipe hands the bytes of one write to one or more reads. It is the controller of its writable side.
type identityPipe struct {
	realm    *webidl.Realm
	readable *ReadableStream
	writable *WritableStream
	left     int64 // bytes that may still be read; -1 is any number
	mark     highWaterMark
	buffered int64

	queue    []identityWrite // the first waits for readers
	ended    bool            // the writer closed
	broken   goja.Value      // why nothing passes any more
	aborting *pendingAbort   // that waits for the first write, as it once did
	soon     bool            // a turn is under way that serves
}

// identityWrite is a write, or the close.
type identityWrite struct {
	bytes []byte
	size  int64
	last  bool
	done  *streamPromise
	// waited says that the write was there before the read: then it hears first.
	waited bool
}

// takes answers why a pipe may not write a chunk.
func (p *identityPipe) takes(chunk goja.Value) error {
	if _, ok := chunk.(goja.String); ok {
		return nil
	}
	if _, ok := p.realm.Bytes(chunk); !ok {
		return webidl.TypeError("This WritableStream only supports writing byte types.")
	}
	return nil
}

func (p *identityPipe) closeUnderWay() bool {
	return len(p.queue) > 0 && p.queue[len(p.queue)-1].last
}

// write is done when its bytes are read. Strings are written as UTF-8.
func (p *identityPipe) write(chunk goja.Value) *streamPromise {
	if p.closeUnderWay() {
		return rejected(p.realm, webidl.TypeError(writableClosed))
	}
	if goja.IsUndefined(chunk) {
		return resolved(p.realm)
	}
	b, err := byteChunk(p.realm, chunk)
	if err != nil {
		return thrown(p.realm, err)
	}
	if len(b) == 0 {
		return resolved(p.realm)
	}
	if _, text := chunk.(goja.String); !text {
		b = bytes.Clone(b)
	}
	w := identityWrite{bytes: b, size: int64(len(b)), done: &streamPromise{realm: p.realm}}
	p.buffer(w.size)
	p.add(w)
	return w.done
}

func (p *identityPipe) add(w identityWrite) {
	p.queue = append(p.queue, w)
	p.serve()
}

// serve has what can be passed pass in a turn of its own: what goes through the pipe counts as I/O.
func (p *identityPipe) serve() {
	s := p.readable
	reads := s.state == streamReadable && s.waiting() > 0
	if len(p.queue) > 0 && !reads {
		p.queue[0].waited = true
	}
	if p.soon || !(reads && (p.ended || p.broken != nil)) && !(len(p.queue) > 0 && (reads || p.queue[0].last || p.broken != nil)) {
		return
	}
	p.soon = true
	p.realm.Isolate.Begin().Deliver(func() {
		p.soon = false
		p.turn()
		p.serve()
	})
}

// buffer takes note of bytes that wait.
func (p *identityPipe) buffer(n int64) {
	p.buffered += n
	switch {
	case !p.mark.set:
	case p.buffered >= p.mark.n:
		p.writable.renewReady()
	default:
		p.writable.resolveReady()
	}
}

func (p *identityPipe) desiredSize() int64 {
	if !p.mark.set {
		return 1
	}
	return p.mark.n - p.buffered
}

func (p *identityPipe) pressed() bool { return false }

func (p *identityPipe) ready() bool { return true }

func (p *identityPipe) erroring() goja.Value { return nil }

func (p *identityPipe) forget(goja.Value) bool { return false }

func (p *identityPipe) clear() {}

// close ends the readable side once what was written is read; it waits for nobody.
func (p *identityPipe) close() (*streamPromise, error) {
	if p.closeUnderWay() {
		return resolved(p.realm), nil
	}
	w := identityWrite{last: true, done: &streamPromise{realm: p.realm}}
	p.add(w)
	return w.done, nil
}

// abort fails every write and, later, the reader: with the reason if nothing was being written.
func (p *identityPipe) abort(reason goja.Value) *streamPromise {
	if p.aborting != nil {
		return p.aborting.promise.share()
	}
	if len(p.queue) > 0 && !p.realm.Flags.Has(compat.InternalWritableStreamAbortClearsQueue) {
		p.aborting = &pendingAbort{promise: &streamPromise{realm: p.realm}, reason: reason}
		return p.aborting.promise.share()
	}
	p.abortNow(reason)
	return resolved(p.realm)
}

func (p *identityPipe) abortNow(reason goja.Value) {
	p.broken = reason
	if len(p.queue) > 0 {
		p.broken = p.realm.Exception(webidl.PlainError("Network connection lost."))
	}
	p.fail(reason)
	p.serve()
}

// fail errors the writable side.
func (p *identityPipe) fail(reason goja.Value) {
	queue := p.queue
	p.queue = nil
	p.writable.failed(reason)
	for _, w := range queue {
		w.done.reject(reason)
	}
	p.let()
}

// let has the writer of a stream that has ended let go of it.
func (p *identityPipe) let() {
	if w := p.writable.writer; w != nil {
		w.ended = true
	}
}

// turn brings the first write and the read that waits together.
func (p *identityPipe) turn() {
	s := p.readable
	reads := s.state == streamReadable && s.waiting() > 0
	if len(p.queue) == 0 {
		switch {
		case reads && p.broken != nil:
			s.fail(p.broken)
		case reads && p.ended:
			p.end()
		}
		return
	}
	w := &p.queue[0]
	switch {
	case p.broken != nil:
		w.done.reject(p.broken)
		p.queue = p.queue[1:]
		p.fail(p.broken)
	case w.last:
		done := w.done
		p.queue, p.ended = nil, true
		if reads && p.left <= 0 {
			p.end()
			reads = false
		}
		done.resolve(goja.Undefined())
		p.writable.finished()
		p.let()
		if reads {
			p.end() // with an error, of which the writer hears nothing
		}
	case reads:
		p.pass(w)
	}
}

// pass gives bytes of the first write to the first reader.
func (p *identityPipe) pass(w *identityWrite) {
	s := p.readable
	q := s.reader.base().requests[0]
	n := len(w.bytes)
	if q.into != nil {
		n = min(n, len(q.into)-q.got)
	}
	b := w.bytes[:n:n]
	waited := w.waited
	if w.bytes = w.bytes[n:]; len(w.bytes) > 0 {
		p.give(b)
		return
	}
	if !waited {
		defer p.wrote()
	} else {
		p.wrote()
	}
	p.give(b)
}

// wrote says that the first write is done.
func (p *identityPipe) wrote() {
	if len(p.queue) == 0 { // the reader has given up
		return
	}
	w := p.queue[0]
	p.queue[0] = identityWrite{}
	p.queue = p.queue[1:]
	w.done.resolve(goja.Undefined())
	p.buffer(-w.size)
	if a := p.aborting; a != nil {
		p.aborting = nil
		p.abortNow(a.reason)
		a.promise.resolve(goja.Undefined())
	}
}

// give answers the read that waits.
func (p *identityPipe) give(b []byte) {
	s := p.readable
	if p.left >= 0 {
		if int64(len(b)) > p.left {
			p.refuse("Attempt to write too many bytes through a FixedLengthStream.")
			return
		}
		p.left -= int64(len(b))
		s.length = p.left
	}
	s.give(b, true)
}

// end ends the readable side.
func (p *identityPipe) end() {
	if p.left > 0 {
		p.refuse("FixedLengthStream did not see all expected bytes before close().")
		return
	}
	p.readable.close()
}

// refuse fails the reader because of the number of bytes, which the writer hears of when it goes on.
func (p *identityPipe) refuse(message string) {
	reason := p.realm.Exception(webidl.TypeError(message))
	p.broken = reason
	p.readable.fail(reason)
}

// identityOut is the controller of an identityPipe's readable side.
type identityOut identityPipe

const (
	oneRead      = "This ReadableStream only supports a single pending read request at a time."
	readsWaiting = "Cannot call releaseLock() on a reader with outstanding read promises."
)

func (o *identityOut) read(s *ReadableStream, q *readRequest) {
	p := (*identityPipe)(o)
	if s.waiting() > 0 {
		q.fail(p.realm.Exception(webidl.TypeError(oneRead)))
		return
	}
	s.wait(q)
	p.serve()
}

// cancel makes every write fail with the reason.
func (o *identityOut) cancel(_ *ReadableStream, reason goja.Value) *streamPromise {
	p := (*identityPipe)(o)
	if goja.IsUndefined(reason) {
		reason = p.realm.Exception(webidl.PlainError("Stream was cancelled."))
	}
	if p.broken == nil && !p.ended {
		p.broken = reason
		p.serve()
	}
	return resolved(p.realm)
}

func (o *identityOut) release(s *ReadableStream, _ goja.Value) error {
	if s.waiting() > 0 {
		return webidl.TypeError(readsWaiting)
	}
	return nil
}

func (o *identityOut) divide(s *ReadableStream) (*ReadableStream, *ReadableStream, error) {
	return s.divideBytes()
}
