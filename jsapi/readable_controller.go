package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// readableStreamDefaultControllerClass implements https://streams.spec.whatwg.org/#rs-default-controller-class.
var readableStreamDefaultControllerClass = &webidl.Interface[ReadableStreamDefaultController]{
	Name: "ReadableStreamDefaultController",
	If:   webidl.When(compat.StreamsEnableConstructors),
	Attributes: []webidl.Attribute[ReadableStreamDefaultController]{
		{Name: "desiredSize", Get: func(d *ReadableStreamDefaultController, _ *webidl.Call) (any, error) {
			return sizeOrNull(d.desiredSize()), nil
		}},
	},
	Operations: []webidl.Operation[ReadableStreamDefaultController]{
		{Name: "close", Run: func(d *ReadableStreamDefaultController, _ *webidl.Call) (any, error) {
			if !d.canEnqueue() {
				return nil, webidl.TypeError("This ReadableStream is closed.")
			}
			d.close()
			return nil, nil
		}},
		{Name: "enqueue", Run: func(d *ReadableStreamDefaultController, c *webidl.Call) (any, error) {
			if !d.canEnqueue() {
				return nil, webidl.TypeError("Unable to enqueue")
			}
			_ = d.enqueue(c.Arg(0)) // a size that throws errors the stream and is not thrown
			return nil, nil
		}},
		{Name: "error", Run: func(d *ReadableStreamDefaultController, c *webidl.Call) (any, error) {
			d.fail(c.Arg(0))
			return nil, nil
		}},
	},
}

// ReadableStreamDefaultController queues the chunks of a stream of script.
type ReadableStreamDefaultController struct {
	stream         *ReadableStream
	queue          chunkQueue
	highWaterMark  float64
	size           algorithm // nil counts chunks
	pull, cancel   algorithm // nil once cleared
	started        bool
	pulling        bool
	pullAgain      bool
	closeRequested bool
	wrapper        *goja.Object
}

func sizeOrNull(size float64, ok bool) any {
	if !ok {
		return goja.Null()
	}
	return size
}

// object answers the controller as script sees it.
func (d *ReadableStreamDefaultController) object() *goja.Object {
	if d.wrapper == nil {
		d.wrapper = webidl.Wrap(d.stream.realm, d)
	}
	return d.wrapper
}

// setUpFromSource makes the controller that an underlying source asks for and starts it.
// https://streams.spec.whatwg.org/#rs-constructor
func (s *ReadableStream) setUpFromSource(source, strategy *webidl.Dict) error {
	r := s.realm
	auto, hasAuto := source.Number("autoAllocateChunkSize")
	cancel := callback(r, source, "UnderlyingSource", "cancel")
	pull := callback(r, source, "UnderlyingSource", "pull")
	start := callback(r, source, "UnderlyingSource", "start")
	kind, typed := source.String("type")
	if typed && kind != "bytes" && kind != "" {
		return webidl.TypeError("%q is not a valid type of ReadableStream.", kind)
	}
	if kind == "bytes" {
		if hasAuto && auto < 1 {
			return webidl.TypeError("The autoAllocateChunkSize option cannot be zero.")
		}
		mark, _, err := queuingStrategy(r, strategy, 0)
		if err != nil {
			return err
		}
		if !hasAuto && !r.Flags.Has(compat.StreamsNoDefaultAutoAllocateChunkSize) {
			auto = 4096
		}
		s.startBytes(start, pull, cancel, mark, int(auto))
		return nil
	}
	mark, size, err := queuingStrategy(r, strategy, 1)
	if err != nil {
		return err
	}
	s.start(start, pull, cancel, mark, size)
	return nil
}

// start gives the stream a default controller over these algorithms, nil where there is none. What start
// throws errors the stream.
// https://streams.spec.whatwg.org/#set-up-readable-stream-default-controller
func (s *ReadableStream) start(start, pull, cancel algorithm, mark float64, size algorithm) *ReadableStreamDefaultController {
	d := &ReadableStreamDefaultController{stream: s, highWaterMark: mark, size: size, pull: orNothing(pull), cancel: orNothing(cancel)}
	s.controller = d
	if pull != nil {
		d.pull = func(...goja.Value) (goja.Value, error) { return pull(d.object()) }
	}
	var v goja.Value = goja.Undefined()
	var err error
	if start != nil {
		v, err = start(d.object())
	}
	upon(s.realm, v, err, func(goja.Value) {
		d.started = true
		d.callPull()
	}, d.fail)
	return d
}

func orNothing(a algorithm) algorithm {
	if a == nil {
		return nothing
	}
	return a
}

func (d *ReadableStreamDefaultController) canEnqueue() bool {
	return !d.closeRequested && d.stream.state == streamReadable
}

func (d *ReadableStreamDefaultController) desiredSize() (float64, bool) {
	switch d.stream.state {
	case streamErrored:
		return 0, false
	case streamClosed:
		return 0, true
	}
	return d.highWaterMark - d.queue.total, true
}

func (d *ReadableStreamDefaultController) shouldPull() bool {
	if !d.canEnqueue() || !d.started {
		return false
	}
	if d.stream.waiting() > 0 {
		return true
	}
	size, _ := d.desiredSize()
	return size > 0
}

// callPull is https://streams.spec.whatwg.org/#readable-stream-default-controller-call-pull-if-needed.
func (d *ReadableStreamDefaultController) callPull() {
	if !d.shouldPull() {
		return
	}
	if d.pulling {
		d.pullAgain = true
		return
	}
	d.pulling = true
	v, err := d.pull()
	upon(d.stream.realm, v, err, func(goja.Value) {
		d.pulling = false
		if d.pullAgain {
			d.pullAgain = false
			d.callPull()
		}
	}, d.fail)
}

func (d *ReadableStreamDefaultController) clear() { d.pull, d.cancel, d.size = nothing, nothing, nil }

// close ends the stream once the queue is empty.
func (d *ReadableStreamDefaultController) close() {
	if !d.canEnqueue() {
		return
	}
	d.closeRequested = true
	if d.queue.empty() {
		d.clear()
		d.stream.close()
	}
}

// enqueue gives a chunk to who waits or to the queue. It answers what the strategy's size threw.
// https://streams.spec.whatwg.org/#readable-stream-default-controller-enqueue
func (d *ReadableStreamDefaultController) enqueue(chunk goja.Value) error {
	if !d.canEnqueue() {
		return nil
	}
	if d.stream.waiting() > 0 {
		d.stream.reader.base().shift().chunk(chunk)
	} else {
		size, err := chunkSize(d.stream.realm, d.size, chunk)
		if err != nil {
			reason := d.stream.realm.Exception(err)
			d.fail(reason)
			return webidl.Throw(reason)
		}
		d.queue.push(chunk, size)
	}
	d.callPull()
	return nil
}

// fail errors the stream and drops what is queued.
func (d *ReadableStreamDefaultController) fail(reason goja.Value) {
	if d.stream.state != streamReadable {
		return
	}
	d.queue.reset()
	d.clear()
	d.stream.fail(reason)
}

func (d *ReadableStreamDefaultController) cancelSteps(reason goja.Value) (goja.Value, error) {
	d.queue.reset()
	cancel := d.cancel
	d.clear()
	return cancel(reason)
}

func (d *ReadableStreamDefaultController) pullSteps(q *readRequest) {
	if d.queue.empty() {
		d.stream.wait(q)
		d.callPull()
		return
	}
	chunk := d.queue.shift()
	if d.closeRequested && d.queue.empty() {
		d.clear()
		d.stream.close()
	} else {
		d.callPull()
	}
	q.chunk(chunk)
}

func (d *ReadableStreamDefaultController) releaseSteps() {}
