package jsapi

import (
	"bytes"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// setUpPipe makes the two sides the ends of a pipe.
func (t *TransformStream) setUpPipe(r *webidl.Realm, p *identityPipe) {
	t.realm = r
	p.readable = makeReadableStream(r)
	p.readable.length = p.left
	p.readable.controller = (*identityOut)(p)
	p.writable = &WritableStream{realm: r, controller: p, bytes: true}
	if scope := r.Isolate.Scope(); scope != nil {
		p.readable.owner, p.writable.owner = scope.Context, scope.Context
	}
	t.readable, t.writable = p.readable, p.writable
}

// byteCoder changes bytes on their way through a pipe, which keeps what it answers.
type byteCoder interface {
	code(b []byte) ([]byte, error)
	// finish is told that there are no more bytes.
	finish() ([]byte, error)
	// drop is told that nobody wants the rest.
	drop()
}

// identityPipe hands the bytes of one write to one or more reads or, with a coder, to the coder, which waits for nobody.
// It is the controller of its writable side.
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
	coder    byteCoder       // nil passes the bytes as they are
	coded    []byte          // what nobody has read
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
	answer := reads && (p.ended || p.broken != nil || len(p.coded) > 0)
	write := len(p.queue) > 0 && (reads || p.queue[0].last || p.broken != nil || p.coder != nil)
	if p.soon || !answer && !write {
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
	p.breakWith(reason)
	if len(p.queue) > 0 && p.coder == nil {
		p.broken = p.realm.Exception(webidl.PlainError("Network connection lost."))
	}
	p.fail(reason)
	p.serve()
}

// breakWith lets nothing pass any more.
func (p *identityPipe) breakWith(reason goja.Value) {
	p.broken, p.coded = reason, nil
	if p.coder != nil {
		p.coder.drop()
	}
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
	if reads && len(p.coded) > 0 {
		n := p.readable.give(p.coded[:min(len(p.coded), bodyChunk)], false)
		p.coded = p.coded[n:]
		return
	}
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
	case p.coder != nil:
		p.code(*w)
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

// code gives the first write to the coder.
func (p *identityPipe) code(w identityWrite) {
	f := func() ([]byte, error) { return p.coder.code(w.bytes) }
	if w.last {
		f = p.coder.finish
	}
	made, err := f()
	p.queue = p.queue[1:]
	if err != nil {
		reason := p.realm.Exception(err)
		p.breakWith(reason)
		late := p.queue
		p.queue = nil
		p.fail(reason)
		w.done.reject(reason)
		for _, w := range late {
			w.done.reject(p.realm.Exception(webidl.TypeError(writableClosed)))
		}
		return
	}
	p.coded = append(p.coded, made...)
	w.done.resolve(goja.Undefined())
	if w.last {
		p.ended = true
		p.writable.finished()
		p.let()
		return
	}
	p.buffer(-w.size)
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
		p.breakWith(reason)
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
