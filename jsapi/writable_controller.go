package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// writableStreamDefaultControllerClass implements https://streams.spec.whatwg.org/#ws-default-controller-class.
var writableStreamDefaultControllerClass = &webidl.Interface[WritableStreamDefaultController]{
	Name: "WritableStreamDefaultController",
	If:   webidl.When(compat.StreamsEnableConstructors),
	Attributes: []webidl.Attribute[WritableStreamDefaultController]{
		{Name: "signal", Get: func(d *WritableStreamDefaultController, c *webidl.Call) (any, error) {
			if d.signal == nil {
				d.signal = NewAbortSignal(c.Realm)
				if d.aborted != nil {
					d.signal.Abort(d.aborted)
				}
			}
			return d.signal.Object(), nil
		}},
	},
	Operations: []webidl.Operation[WritableStreamDefaultController]{
		{Name: "error", Run: func(d *WritableStreamDefaultController, c *webidl.Call) (any, error) {
			d.fail(c.Arg(0))
			return nil, nil
		}},
	},
}

// sinkAlgorithms are the callbacks of an underlying sink, nil where there is none. start and write also get
// the controller.
type sinkAlgorithms struct{ start, write, close, abort algorithm }

// sinkState is what a sink of script is at: its stream ends when everybody has been told.
type sinkState int

const (
	sinkOpen sinkState = iota
	sinkErroring
	sinkErrored
	sinkClosed
)

// WritableStreamDefaultController queues the chunks of a writable stream and writes them one at a time.
type WritableStreamDefaultController struct {
	stream        *WritableStream
	state         sinkState
	stored        goja.Value
	highWaterMark int64
	buffered      int64
	backpressure  bool
	size          sizeFunc
	sink          sinkAlgorithms
	started       bool

	requests   []queuedWrite  // writes that are queued
	writing    *streamPromise // the write under way
	closeAsked *streamPromise
	closing    *streamPromise // the close under way
	aborting   *pendingAbort

	signal  *AbortSignal
	aborted goja.Value // why the signal is aborted
	wrapper *goja.Object
}

type queuedWrite struct {
	chunk goja.Value
	size  int64
	done  *streamPromise
}

type pendingAbort struct {
	promise  *streamPromise
	reason   goja.Value
	erroring bool // the stream was erroring before
}

// makeWritableStream answers a stream over these algorithms.
// https://streams.spec.whatwg.org/#set-up-writable-stream-default-controller
func makeWritableStream(r *webidl.Realm, a sinkAlgorithms, mark int64, size sizeFunc) *WritableStream {
	s := &WritableStream{realm: r}
	d := &WritableStreamDefaultController{stream: s, highWaterMark: mark, size: size, sink: a}
	s.controller = d
	d.backpressure = d.full()
	a.start.run(r, func() {
		if d.state == sinkOpen {
			s.resolveReady()
		}
		d.started = true
		d.advance()
	}, func(reason goja.Value) {
		s.rejectReady(reason)
		d.started = true
		d.rejected(reason)
	}, d.argument(a.start))
	d.sink.start = nil
	return s
}

// argument answers the controller as script sees it if somebody is going to see it.
func (d *WritableStreamDefaultController) argument(a algorithm) goja.Value {
	if a == nil {
		return nil
	}
	if d.wrapper == nil {
		d.wrapper = webidl.Wrap(d.stream.realm, d)
	}
	return d.wrapper
}

func (d *WritableStreamDefaultController) desiredSize() int64 { return d.highWaterMark - d.buffered }

func (d *WritableStreamDefaultController) pressed() bool { return d.backpressure }

func (d *WritableStreamDefaultController) ready() bool { return d.started }

func (d *WritableStreamDefaultController) erroring() goja.Value {
	if d.state == sinkErroring {
		return d.stored
	}
	return nil
}

func (d *WritableStreamDefaultController) full() bool { return d.desiredSize() <= 0 }

func (d *WritableStreamDefaultController) clear() { d.sink, d.size = sinkAlgorithms{}, nil }

// closeUnderWay answers whether a close was asked for and is not over.
func (d *WritableStreamDefaultController) closeUnderWay() bool {
	return d.closeAsked != nil || d.closing != nil
}

func (d *WritableStreamDefaultController) write(chunk goja.Value) *streamPromise {
	r := d.stream.realm
	size, err := d.size.of(r, chunk)
	if err != nil {
		reason := r.Exception(err)
		if d.state == sinkOpen {
			d.startErroring(reason)
		}
		return rejected(r, webidl.Throw(reason))
	}
	switch {
	case !d.stream.Locked() && r.Flags.Has(compat.WritableStreamSpecCompliantWriter): // the strategy let go of the writer
		return rejected(r, webidl.TypeError(writerReleased))
	case d.state == sinkErrored:
		return rejected(r, webidl.Throw(d.stored))
	case d.closeUnderWay(), d.state == sinkClosed:
		return rejected(r, webidl.TypeError("This ReadableStream is closed."))
	case d.state == sinkErroring:
		return rejected(r, webidl.Throw(d.stored))
	}
	done := &streamPromise{realm: r}
	d.requests = append(d.requests, queuedWrite{chunk, size, done})
	d.buffered += size
	d.updateBackpressure()
	d.advance()
	return done
}

func (d *WritableStreamDefaultController) close() (*streamPromise, error) {
	r := d.stream.realm
	switch {
	case d.state == sinkClosed:
		return rejected(r, webidl.TypeError(writableClosed)), nil
	case d.state == sinkErrored:
		return rejected(r, webidl.Throw(d.stored)), nil
	case d.closeUnderWay():
		return nil, webidl.TypeError("Cannot close a writer that is already being closed")
	}
	done := &streamPromise{realm: r}
	d.closeAsked = done
	if d.backpressure && d.state == sinkOpen {
		d.stream.resolveReady()
	}
	d.advance()
	return done, nil
}

func (d *WritableStreamDefaultController) abort(reason goja.Value) *streamPromise {
	d.abortSignal(reason) // its listeners may end the stream
	r := d.stream.realm
	switch {
	case d.state == sinkClosed || d.state == sinkErrored:
		return resolved(r)
	case d.aborting != nil:
		return d.aborting.promise.share()
	}
	a := &pendingAbort{promise: &streamPromise{realm: r}, reason: reason, erroring: d.state == sinkErroring}
	if a.erroring {
		a.reason = goja.Undefined()
	}
	d.aborting = a
	if !a.erroring {
		d.startErroring(reason)
	}
	return a.promise.share()
}

func (d *WritableStreamDefaultController) abortSignal(reason goja.Value) {
	if d.aborted != nil {
		return
	}
	d.aborted = reason
	if d.signal != nil {
		d.signal.Abort(reason)
	}
}

// fail errors a stream that is still written to.
func (d *WritableStreamDefaultController) fail(reason goja.Value) {
	if d.state == sinkOpen {
		d.clear()
		d.startErroring(reason)
	}
}

// forget fails the writes that are queued, whose writer let go.
func (d *WritableStreamDefaultController) forget(reason goja.Value) bool {
	for _, q := range d.requests {
		d.buffered -= q.size
	}
	d.failQueue(reason)
	return true
}

func (d *WritableStreamDefaultController) failQueue(reason goja.Value) {
	requests := d.requests
	d.requests = nil
	for _, q := range requests {
		q.done.reject(reason)
	}
}

// advance is https://streams.spec.whatwg.org/#writable-stream-default-controller-advance-queue-if-needed.
func (d *WritableStreamDefaultController) advance() {
	if !d.started || d.writing != nil {
		return
	}
	r := d.stream.realm
	switch {
	case d.state == sinkErroring:
		d.finishErroring()
		return
	case len(d.requests) > 0:
		d.process()
		return
	case d.closeAsked == nil:
		return
	}
	d.closing, d.closeAsked = d.closeAsked, nil
	d.sink.close.run(r, func() { d.closed() }, d.closeFailed)
}

// process writes the oldest chunk.
func (d *WritableStreamDefaultController) process() {
	r := d.stream.realm
	q := d.requests[0]
	d.requests[0] = queuedWrite{}
	d.requests = d.requests[1:]
	d.writing = q.done
	d.sink.write.run(r, func() {
		d.buffered -= q.size
		d.writing.resolve(goja.Undefined())
		d.writing = nil
		if !d.closeUnderWay() && d.state == sinkOpen {
			d.updateBackpressure()
		}
		if d.state == sinkErroring || len(d.requests) == 0 {
			d.advance()
			return
		}
		r.Then(goja.Undefined(), func(goja.Value) {
			if d.state == sinkOpen || d.state == sinkErroring {
				d.advance()
			}
		}, ignore)
	}, func(reason goja.Value) {
		d.buffered -= q.size
		d.writing.reject(reason)
		d.writing = nil
		d.rejected(reason)
	}, q.chunk, d.argument(d.sink.write))
}

// rejected deals with a sink that failed.
func (d *WritableStreamDefaultController) rejected(reason goja.Value) {
	if d.state == sinkOpen {
		d.startErroring(reason)
		return
	}
	d.finishErroring()
}

func (d *WritableStreamDefaultController) startErroring(reason goja.Value) {
	d.stream.rejectReady(reason)
	d.state, d.stored = sinkErroring, reason
	if d.writing == nil && d.closing == nil && d.started {
		d.finishErroring()
	}
}

// finishErroring is https://streams.spec.whatwg.org/#writable-stream-finish-erroring.
func (d *WritableStreamDefaultController) finishErroring() {
	d.state = sinkErrored
	d.failQueue(d.stored)
	a := d.aborting
	if a == nil {
		d.fellApart()
		return
	}
	if a.erroring {
		a.promise.reject(d.stored)
		d.fellApart()
		return
	}
	d.sink.abort.run(d.stream.realm, func() {
		a.promise.resolve(goja.Undefined())
		d.fellApart()
	}, func(reason goja.Value) {
		a.promise.reject(reason)
		d.fellApart()
	}, d.stored)
}

// fellApart tells who waits for the end that the stream is errored.
func (d *WritableStreamDefaultController) fellApart() {
	d.clear()
	if d.closeAsked != nil {
		d.closeAsked.reject(d.stored)
		d.closeAsked = nil
	}
	d.aborting = nil
	d.stream.failed(d.stored)
}

// closed says that the sink is closed.
func (d *WritableStreamDefaultController) closed() {
	d.clear()
	d.closing.resolve(goja.Undefined())
	d.closing = nil
	if a := d.aborting; a != nil && d.state == sinkErroring {
		d.aborting = nil
		a.promise.resolve(goja.Undefined())
	}
	d.state = sinkClosed
	d.stream.finished()
}

func (d *WritableStreamDefaultController) closeFailed(reason goja.Value) {
	d.clear()
	d.closing.reject(reason)
	d.closing = nil
	if a := d.aborting; a != nil {
		d.aborting = nil
		a.promise.reject(reason)
	}
	d.rejected(reason)
}

func (d *WritableStreamDefaultController) updateBackpressure() {
	on := d.full()
	if on == d.backpressure {
		return
	}
	d.backpressure = on
	if on {
		d.stream.renewReady()
	} else {
		d.stream.resolveReady()
	}
}
