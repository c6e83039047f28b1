package jsapi

import (
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
			return d.desiredSize(), nil
		}},
	},
	Operations: []webidl.Operation[ReadableByteStreamController]{
		{Name: "close", Run: func(d *ReadableByteStreamController, _ *webidl.Call) (any, error) {
			return nil, d.closeCall()
		}},
		{Name: "enqueue", Run: func(d *ReadableByteStreamController, c *webidl.Call) (any, error) {
			b, ok := c.Realm.Bytes(c.Arg(0))
			switch {
			case !ok:
				return nil, c.Bad(0, "BufferSource")
			case len(b) == 0:
				return nil, webidl.TypeError("Cannot enqueue a zero-length ArrayBuffer.")
			case !d.open():
				return nil, webidl.TypeError("This ReadableByteStreamController is closed.")
			}
			d.invalidate()
			d.give(seize(c.Realm, c.Arg(0)))
			return nil, nil
		}},
		{Name: "error", Run: func(d *ReadableByteStreamController, c *webidl.Call) (any, error) {
			d.fail(c.Need(0, "Value"))
			return nil, nil
		}},
	},
}

// ReadableByteStreamController gives the bytes of a source of script to its streams, or has the source write them
// straight into a reader's memory. Bytes that enter are taken away from the script that gave them.
type ReadableByteStreamController struct {
	sourceController
	auto    int // memory to offer the source for a default read, 0 for none
	offers  []byobOffer
	request *ReadableStreamBYOBRequest
	wrapper *goja.Object
}

// byobOffer is memory of a read that waits, which the source may write into.
type byobOffer struct {
	stream *ReadableStream
	read   *readRequest
}

// startBytes gives the stream a byte controller over these algorithms, nil where there is none.
// https://streams.spec.whatwg.org/#set-up-readable-byte-stream-controller
func (s *ReadableStream) startBytes(start, pull, cancel algorithm, mark int64, auto int) {
	d := &ReadableByteStreamController{auto: auto}
	d.sourceController = sourceController{
		realm: s.realm, feeds: []*ReadableStream{s}, highWaterMark: mark, pull: pull, abandon: cancel,
		object: func() goja.Value {
			if d.wrapper == nil {
				d.wrapper = webidl.Wrap(d.realm, d)
			}
			return d.wrapper
		},
	}
	s.controller, s.bytesOf = d, d
	d.sourceController.start(start)
}

const partialRead = "This ReadableStream was closed with a partial read pending."

func (d *ReadableByteStreamController) closeCall() error {
	if d.request != nil && d.request.partial() {
		return webidl.TypeError(partialRead)
	}
	if !d.open() {
		return webidl.TypeError("This ReadableStream is closed.")
	}
	if offer, ok := d.offer(); ok && d.request == nil && offer.read.got > 0 && offer.read.view.element > 1 {
		reason := d.realm.Exception(webidl.TypeError(partialRead))
		d.fail(reason)
		return webidl.Throw(reason)
	}
	d.offers = nil
	d.close()
	return nil
}

// give hands bytes, which are the streams' from then on, to each of them.
func (d *ReadableByteStreamController) give(b []byte) {
	if !d.open() {
		return
	}
	for _, s := range d.feeds {
		s.takeBytes(b)
	}
	d.pullIfNeeded()
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

// plainRead is how much memory a read has that brings none, where the source is offered none.
const plainRead = 16384

func (d *ReadableByteStreamController) read(s *ReadableStream, q *readRequest) {
	if q.into == nil {
		if q.bytes != nil && len(s.queue) > 0 && s.waiting() == 0 { // Go needs no memory of script's
			q.bytes(s.takeChunk().bytes)
			s.drained()
			return
		}
		d.allocate(q)
	}
	switch {
	case s.waiting() > 0 || s.total == 0:
	case s.total < int64(q.least):
		s.fillFromQueue(q, int(s.total))
	default:
		s.fillFromQueue(q, min(int(s.total), len(q.into)))
		q.filled(q.got)
		s.drained()
		return
	}
	s.wait(q)
	if q.view != nil {
		d.offers = append(d.offers, byobOffer{s, q})
	}
	d.pullIfNeeded()
	s.drained()
}

// allocate gives memory to a read that brings none.
func (d *ReadableByteStreamController) allocate(q *readRequest) {
	size := d.auto
	if size == 0 {
		size = plainRead
	}
	memory := make([]byte, size)
	q.into, q.least = memory, 1
	if d.auto > 0 {
		q.view = &viewOf{buffer: memory, length: size, constructor: d.realm.Intrinsic("Uint8Array"), element: 1}
	}
	if q.closeWith != nil {
		q.close = func() { q.closeWith(d.realm.View(memory, 0)) }
	}
	q.filled = func(n int) {
		switch {
		case q.bytes != nil:
			q.bytes(q.into[:n:n])
		case q.view != nil:
			q.chunk(q.view.shut(d.realm, n))
		default:
			q.chunk(d.realm.View(memory, n))
		}
	}
}

func (d *ReadableByteStreamController) cancel(s *ReadableStream, reason goja.Value) *streamPromise {
	if len(d.feeds) == 1 {
		d.invalidate()
	}
	return d.cancelFrom(s, reason)
}

func (d *ReadableByteStreamController) release(s *ReadableStream, reason goja.Value) error {
	s.reader.base().failRequests(reason)
	return nil
}

func (d *ReadableByteStreamController) divide(s *ReadableStream) (*ReadableStream, *ReadableStream, error) {
	return d.branches(s)
}
