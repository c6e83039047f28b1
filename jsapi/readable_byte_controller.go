package jsapi

import (
	"bytes"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// readableByteStreamControllerClass implements https://streams.spec.whatwg.org/#rbs-controller-class.
var readableByteStreamControllerClass = &webidl.Interface[ReadableByteStreamController]{
	Name: "ReadableByteStreamController",
	If:   webidl.When(compat.StreamsEnableConstructors),
	Attributes: []webidl.Attribute[ReadableByteStreamController]{
		{Name: "byobRequest", Get: func(d *ReadableByteStreamController, _ *webidl.Call) (any, error) {
			return d.byobRequest(), nil
		}},
		{Name: "desiredSize", Get: func(d *ReadableByteStreamController, _ *webidl.Call) (any, error) {
			return sizeOrNull(d.desiredSize()), nil
		}},
	},
	Operations: []webidl.Operation[ReadableByteStreamController]{
		{Name: "close", Run: func(d *ReadableByteStreamController, _ *webidl.Call) (any, error) {
			if !d.canEnqueue() {
				return nil, webidl.TypeError("This ReadableStream is closed.")
			}
			return nil, d.finish()
		}},
		{Name: "enqueue", Run: func(d *ReadableByteStreamController, c *webidl.Call) (any, error) {
			b, ok := c.Realm.Bytes(c.Arg(0))
			switch {
			case !ok:
				return nil, c.Bad(0, "BufferSource")
			case len(b) == 0:
				return nil, webidl.TypeError("Cannot enqueue a zero-length ArrayBuffer.")
			case !d.canEnqueue():
				return nil, webidl.TypeError("Unable to enqueue")
			}
			return nil, d.enqueue(c.Arg(0))
		}},
		{Name: "error", Run: func(d *ReadableByteStreamController, c *webidl.Call) (any, error) {
			d.fail(c.Arg(0))
			return nil, nil
		}},
	},
}

// ReadableByteStreamController queues the bytes of a stream of script, or has its source write them straight
// into a reader's memory. Bytes that enter are taken away from the script that gave them.
type ReadableByteStreamController struct {
	stream         *ReadableStream
	queue          [][]byte
	total          int
	highWaterMark  float64
	auto           int // memory to offer the source for a default read, 0 for none
	pull, cancel   algorithm
	pulls          []*pullInto
	request        *ReadableStreamBYOBRequest
	started        bool
	pulling        bool
	pullAgain      bool
	closeRequested bool
	wrapper        *goja.Object
}

// pullInto is memory that waits for bytes. https://streams.spec.whatwg.org/#pull-into-descriptor
type pullInto struct {
	view   *viewOf
	filled int
	least  int
	reader readerKind
}

type readerKind int

const (
	defaultRead readerKind = iota
	byobRead
	nobody // the reader was released
)

func (d *ReadableByteStreamController) supportsBYOB() {}

func (d *ReadableByteStreamController) object() *goja.Object {
	if d.wrapper == nil {
		d.wrapper = webidl.Wrap(d.stream.realm, d)
	}
	return d.wrapper
}

// startBytes gives the stream a byte controller over these algorithms, nil where there is none.
// https://streams.spec.whatwg.org/#set-up-readable-byte-stream-controller
func (s *ReadableStream) startBytes(start, pull, cancel algorithm, mark float64, auto int) {
	d := &ReadableByteStreamController{stream: s, highWaterMark: mark, auto: auto, pull: nothing, cancel: orNothing(cancel)}
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
}

func (d *ReadableByteStreamController) canEnqueue() bool {
	return !d.closeRequested && d.stream.state == streamReadable
}

func (d *ReadableByteStreamController) desiredSize() (float64, bool) {
	switch d.stream.state {
	case streamErrored:
		return 0, false
	case streamClosed:
		return 0, true
	}
	return d.highWaterMark - float64(d.total), true
}

func (d *ReadableByteStreamController) callPull() {
	size, _ := d.desiredSize()
	if !d.canEnqueue() || !d.started || d.stream.waiting() == 0 && size <= 0 {
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

func (d *ReadableByteStreamController) clear() { d.pull, d.cancel = nothing, nothing }

func (d *ReadableByteStreamController) close() { _ = d.finish() }

// finish ends the stream once the queue is empty.
func (d *ReadableByteStreamController) finish() error {
	if d.total > 0 {
		d.closeRequested = true
		return nil
	}
	if len(d.pulls) > 0 && d.pulls[0].filled%d.pulls[0].view.element != 0 {
		reason := d.stream.realm.Exception(webidl.TypeError("The bytes of the last read do not fill an element."))
		d.fail(reason)
		return webidl.Throw(reason)
	}
	d.clear()
	d.stream.close()
	return nil
}

// fail errors the stream and drops what is queued.
func (d *ReadableByteStreamController) fail(reason goja.Value) {
	if d.stream.state != streamReadable {
		return
	}
	d.dropPulls()
	d.queue, d.total = nil, 0
	d.clear()
	d.stream.fail(reason)
}

func (d *ReadableByteStreamController) dropPulls() {
	d.invalidate()
	d.pulls = nil
}

func (d *ReadableByteStreamController) cancelSteps(reason goja.Value) (goja.Value, error) {
	d.dropPulls()
	d.queue, d.total = nil, 0
	cancel := d.cancel
	d.clear()
	return cancel(reason)
}

func (d *ReadableByteStreamController) releaseSteps() {
	if len(d.pulls) > 0 {
		d.pulls[0].reader = nobody
		d.pulls = d.pulls[:1]
	}
}

// enqueue is https://streams.spec.whatwg.org/#readable-byte-stream-controller-enqueue.
func (d *ReadableByteStreamController) enqueue(chunk goja.Value) error {
	if !d.canEnqueue() {
		return nil
	}
	b := seize(d.stream.realm, chunk)
	d.invalidate()
	if len(d.pulls) > 0 && d.pulls[0].reader == nobody {
		d.keepFilled()
	}
	switch {
	case d.stream.defaultReader() != nil:
		d.serveDefault()
		if d.stream.waiting() == 0 {
			d.push(b)
			break
		}
		if len(d.pulls) > 0 {
			d.pulls = d.pulls[1:]
		}
		d.stream.give(b, true)
	default:
		d.push(b)
		d.serveInto()
	}
	d.callPull()
	return nil
}

// seize takes the bytes of a buffer or view away from script.
func seize(r *webidl.Realm, v goja.Value) []byte {
	b, _ := r.Bytes(v)
	o := v.(*goja.Object)
	if r.IsView(o) {
		o, _ = o.Get("buffer").(*goja.Object)
	}
	if buffer, ok := o.Export().(goja.ArrayBuffer); ok {
		buffer.Detach()
	}
	return b
}

func (d *ReadableByteStreamController) push(b []byte) {
	d.queue = append(d.queue, b)
	d.total += len(b)
}

// serveDefault answers default reads from the queue.
func (d *ReadableByteStreamController) serveDefault() {
	for d.total > 0 && d.stream.waiting() > 0 {
		d.stream.give(d.shift(), true)
	}
}

func (d *ReadableByteStreamController) shift() []byte {
	b := d.queue[0]
	d.queue = d.queue[1:]
	d.total -= len(b)
	d.drained()
	return b
}

// drained closes a stream that waited for its queue, or asks for more.
func (d *ReadableByteStreamController) drained() {
	if d.total == 0 && d.closeRequested {
		d.clear()
		d.stream.close()
		return
	}
	d.callPull()
}

func (d *ReadableByteStreamController) pullSteps(q *readRequest) {
	if d.total > 0 {
		b := d.shift()
		if q.bytes != nil {
			q.bytes(b)
		} else {
			q.chunk(d.stream.realm.Uint8Array(b))
		}
		return
	}
	if d.auto > 0 {
		r := d.stream.realm
		uint8Array, _ := r.VM.GlobalObject().Get("Uint8Array").(*goja.Object)
		view := &viewOf{buffer: make([]byte, d.auto), length: d.auto, constructor: uint8Array, element: 1}
		d.pulls = append(d.pulls, &pullInto{view: view, least: 1})
	}
	d.stream.wait(q)
	d.callPull()
}

// pullInto is https://streams.spec.whatwg.org/#readable-byte-stream-controller-pull-into.
func (d *ReadableByteStreamController) pullInto(q *readRequest, view *viewOf) {
	p := &pullInto{view: view, least: q.least, reader: byobRead}
	if len(d.pulls) > 0 {
		d.pulls = append(d.pulls, p)
		d.stream.wait(q)
		return
	}
	if d.stream.state == streamClosed {
		q.close()
		return
	}
	if d.total > 0 {
		if d.fill(p) {
			v := view.shut(d.stream.realm, p.filled)
			d.drained()
			q.chunk(v)
			return
		}
		if d.closeRequested {
			reason := d.stream.realm.Exception(webidl.TypeError("The stream ended before the read had enough bytes."))
			d.fail(reason)
			q.fail(reason)
			return
		}
	}
	d.pulls = append(d.pulls, p)
	d.stream.wait(q)
	d.callPull()
}

// fill moves bytes from the queue into memory, whole elements once there are enough, and answers whether
// there are. https://streams.spec.whatwg.org/#readable-byte-stream-controller-fill-pull-into-descriptor-from-queue
func (d *ReadableByteStreamController) fill(p *pullInto) bool {
	n := min(d.total, p.view.length-p.filled)
	ready := false
	if whole := (p.filled + n) / p.view.element * p.view.element; whole >= p.least {
		n, ready = whole-p.filled, true
	}
	for n > 0 {
		at := p.view.offset + p.filled
		m := copy(p.view.buffer[at:at+n], d.queue[0])
		if d.queue[0] = d.queue[0][m:]; len(d.queue[0]) == 0 {
			d.queue = d.queue[1:]
		}
		d.total -= m
		p.filled += m
		n -= m
	}
	return ready
}

// serveInto answers BYOB reads from the queue.
func (d *ReadableByteStreamController) serveInto() {
	var ready []*pullInto
	for len(d.pulls) > 0 && d.total > 0 && d.fill(d.pulls[0]) {
		ready = append(ready, d.pulls[0])
		d.pulls = d.pulls[1:]
	}
	for _, p := range ready {
		d.commit(p)
	}
}

// commit answers the read that memory belongs to.
func (d *ReadableByteStreamController) commit(p *pullInto) {
	if d.stream.waiting() == 0 {
		return
	}
	q := d.stream.reader.base().shift()
	switch {
	case d.stream.state == streamClosed:
		q.close()
	case q.bytes != nil:
		q.bytes(p.view.buffer[p.view.offset : p.view.offset+p.filled])
	default:
		q.chunk(p.view.shut(d.stream.realm, p.filled))
	}
}

// keepFilled moves the bytes of a read that nobody waits for any more to the queue.
func (d *ReadableByteStreamController) keepFilled() {
	p := d.pulls[0]
	d.pulls = d.pulls[1:]
	if p.filled > 0 {
		d.push(bytes.Clone(p.view.buffer[p.view.offset : p.view.offset+p.filled]))
	}
}
