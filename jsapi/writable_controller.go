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
			d.failIfOpen(c.Arg(0))
			return nil, nil
		}},
	},
}

// sinkAlgorithms are the callbacks of an underlying sink, nil where there is none. start and write also get
// the controller.
type sinkAlgorithms struct{ start, write, close, abort algorithm }

// WritableStreamDefaultController queues the chunks of a writable stream and writes them one at a time.
type WritableStreamDefaultController struct {
	stream        *WritableStream
	queue         chunkQueue
	highWaterMark float64
	size          algorithm
	write         algorithm
	finish        algorithm
	abort         algorithm
	started       bool
	signal        *AbortSignal
	aborted       goja.Value              // why the signal is aborted
	onAbort       func(reason goja.Value) // for sinks of Go, whose writes may have to be stopped
	wrapper       *goja.Object
}

// makeWritableStream answers a stream over these algorithms.
// https://streams.spec.whatwg.org/#set-up-writable-stream-default-controller
func makeWritableStream(r *webidl.Realm, a sinkAlgorithms, mark float64, size algorithm) *WritableStream {
	s := &WritableStream{realm: r}
	d := &WritableStreamDefaultController{
		stream: s, highWaterMark: mark, size: size,
		write: nothing, finish: orNothing(a.close), abort: orNothing(a.abort),
	}
	s.controller = d
	if a.write != nil {
		d.write = func(args ...goja.Value) (goja.Value, error) { return a.write(args[0], d.object()) }
	}
	s.setBackpressure(d.full())
	var v goja.Value = goja.Undefined()
	var err error
	if a.start != nil {
		v, err = a.start(d.object())
	}
	upon(r, v, err, func(goja.Value) {
		d.started = true
		d.advance()
	}, func(reason goja.Value) {
		d.started = true
		s.rejected(reason)
	})
	return s
}

func (d *WritableStreamDefaultController) object() *goja.Object {
	if d.wrapper == nil {
		d.wrapper = webidl.Wrap(d.stream.realm, d)
	}
	return d.wrapper
}

func (d *WritableStreamDefaultController) desiredSize() float64 {
	return d.highWaterMark - d.queue.total
}

func (d *WritableStreamDefaultController) full() bool { return d.desiredSize() <= 0 }

func (d *WritableStreamDefaultController) abortSignal(reason goja.Value) {
	if d.aborted != nil {
		return
	}
	d.aborted = reason
	if d.onAbort != nil {
		d.onAbort(reason)
	}
	if d.signal != nil {
		d.signal.Abort(reason)
	}
}

func (d *WritableStreamDefaultController) clear() {
	d.write, d.finish, d.abort, d.size = nothing, nothing, nothing, nil
}

// failIfOpen errors a stream that is still written to.
func (d *WritableStreamDefaultController) failIfOpen(reason goja.Value) {
	if d.stream.state == writableOpen {
		d.clear()
		d.stream.startErroring(reason)
	}
}

func (d *WritableStreamDefaultController) close() {
	d.queue.push(nil, 0)
	d.advance()
}

func (d *WritableStreamDefaultController) enqueue(chunk goja.Value, size float64) {
	d.queue.push(chunk, size)
	if !d.stream.closing() && d.stream.state == writableOpen {
		d.stream.setBackpressure(d.full())
	}
	d.advance()
}

// chunkSize answers the size of a chunk; a strategy that throws errors the stream.
func (d *WritableStreamDefaultController) chunkSize(chunk goja.Value) float64 {
	size, err := chunkSize(d.stream.realm, d.size, chunk)
	if err != nil {
		d.failIfOpen(d.stream.realm.Exception(err))
		return 1
	}
	return size
}

// advance is https://streams.spec.whatwg.org/#writable-stream-default-controller-advance-queue-if-needed.
func (d *WritableStreamDefaultController) advance() {
	s := d.stream
	if !d.started || s.inFlightWrite != nil {
		return
	}
	if s.state == writableErroring {
		s.finishErroring()
		return
	}
	if d.queue.empty() {
		return
	}
	if chunk := d.queue.list[0].value; chunk != nil {
		d.process(chunk)
		return
	}
	s.inFlightClose, s.closeRequest = s.closeRequest, nil
	d.queue.shift()
	v, err := d.finish()
	d.clear()
	upon(s.realm, v, err, func(goja.Value) { s.finished() }, s.closeFailed)
}

func (d *WritableStreamDefaultController) process(chunk goja.Value) {
	s := d.stream
	s.inFlightWrite = s.requests[0]
	s.requests = s.requests[1:]
	v, err := d.write(chunk)
	upon(s.realm, v, err, func(goja.Value) {
		s.wrote()
		if !d.queue.empty() { // an abort may have dropped it
			d.queue.shift()
		}
		if !s.closing() && s.state == writableOpen {
			s.setBackpressure(d.full())
		}
		d.advance()
	}, func(reason goja.Value) {
		if s.state == writableOpen {
			d.clear()
		}
		s.writeFailed(reason)
	})
}
