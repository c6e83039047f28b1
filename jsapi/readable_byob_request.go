package jsapi

import (
	"bytes"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// readableStreamBYOBRequestClass implements https://streams.spec.whatwg.org/#rs-byob-request-class.
var readableStreamBYOBRequestClass = &webidl.Interface[ReadableStreamBYOBRequest]{
	Name: "ReadableStreamBYOBRequest",
	If:   webidl.When(compat.StreamsEnableConstructors),
	Attributes: []webidl.Attribute[ReadableStreamBYOBRequest]{
		{Name: "view", Get: func(q *ReadableStreamBYOBRequest, _ *webidl.Call) (any, error) {
			if q.view == nil {
				return goja.Null(), nil
			}
			return q.view, nil
		}},
		{Name: "atLeast", Get: func(q *ReadableStreamBYOBRequest, _ *webidl.Call) (any, error) {
			switch {
			case q.controller == nil:
				return goja.Null(), nil
			case q.read.answered:
				return 0, nil
			}
			return q.read.least, nil
		}},
	},
	Operations: []webidl.Operation[ReadableStreamBYOBRequest]{
		{Name: "respond", Run: func(q *ReadableStreamBYOBRequest, c *webidl.Call) (any, error) {
			if len(c.Args) == 0 {
				return nil, c.Bad(0, "integer")
			}
			return nil, q.respondCall(c.Integer(0))
		}},
		{Name: "respondWithNewView", Run: func(q *ReadableStreamBYOBRequest, c *webidl.Call) (any, error) {
			view, buffer, ok := openView(c.Realm, c.Arg(0))
			if !ok {
				return nil, c.Bad(0, "BufferSource")
			}
			return nil, q.respondWithNewView(view, buffer)
		}},
	},
}

// ReadableStreamBYOBRequest is memory that a source may write into.
type ReadableStreamBYOBRequest struct {
	controller *ReadableByteStreamController // nil once invalidated
	byobOffer
	view   *goja.Object
	object *goja.Object
}

// offer answers the first memory that still waits.
func (d *ReadableByteStreamController) offer() (byobOffer, bool) {
	for len(d.offers) > 0 && d.offers[0].read.answered {
		d.offers = d.offers[1:]
	}
	if len(d.offers) == 0 {
		return byobOffer{}, false
	}
	return d.offers[0], true
}

// byobRequest answers the request for the first memory that waits, null if there is none.
func (d *ReadableByteStreamController) byobRequest() goja.Value {
	if d.request == nil {
		offer, ok := d.offer()
		if !ok || !d.open() {
			return goja.Null()
		}
		d.offers = d.offers[1:]
		d.request = &ReadableStreamBYOBRequest{controller: d, byobOffer: offer}
		d.request.show()
		d.request.object = webidl.Wrap(d.realm, d.request)
	}
	return d.request.object
}

// show makes the view of what is left of the memory: on a buffer of its own, so that it can be taken away.
func (q *ReadableStreamBYOBRequest) show() {
	r, w := q.controller.realm, q.read.view
	view, err := r.VM.New(r.Intrinsic("Uint8Array"), r.VM.ToValue(r.VM.NewArrayBuffer(w.buffer)),
		r.VM.ToValue(w.offset+q.read.got), r.VM.ToValue(len(q.read.into)-q.read.got))
	if err != nil {
		panic(err)
	}
	q.view = view
}

// hide takes the view away from the source.
func (q *ReadableStreamBYOBRequest) hide() {
	if buffer, ok := q.view.Get("buffer").Export().(goja.ArrayBuffer); ok {
		buffer.Detach()
	}
}

// partial answers whether the source has begun to fill elements of several bytes.
func (q *ReadableStreamBYOBRequest) partial() bool {
	return !q.read.answered && q.read.got > 0 && q.read.view.element > 1
}

// invalidate takes the memory of the current request away from the source.
func (d *ReadableByteStreamController) invalidate() {
	if q := d.request; q != nil {
		q.hide()
		q.controller, q.view = nil, nil
		d.request = nil
	}
}

const (
	requestInvalid   = "This ReadableStreamBYOBRequest has been invalidated."
	nothingWritten   = "The bytesWritten must be more than zero while the stream is open."
	tooManyToRespond = "Too many bytes [%d] in response to a BYOB read request."
)

// respondCall is https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond.
func (q *ReadableStreamBYOBRequest) respondCall(n int64) error {
	d := q.controller
	if d == nil {
		return webidl.TypeError(requestInvalid)
	}
	b, _ := d.realm.Bytes(q.view)
	switch {
	case len(b) == 0:
		return webidl.TypeError("Cannot respond with a zero-length or detached view")
	case !d.open() && n != 0:
		return webidl.TypeError("The bytesWritten must be zero after the stream is closed.")
	case !d.open():
		d.invalidate()
		return nil
	case n <= 0:
		return webidl.TypeError(nothingWritten)
	case n > int64(len(b)):
		return webidl.RangeError(tooManyToRespond, n)
	}
	if q.read.answered { // others of the source's streams, or the next reader, still want the bytes
		b := bytes.Clone(b[:n])
		d.give(b)
		d.pullIfNeeded()
		return nil
	}
	q.respond(int(n))
	return nil
}

// respondWithNewView is https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond-with-new-view.
func (q *ReadableStreamBYOBRequest) respondWithNewView(view viewOf, buffer goja.ArrayBuffer) error {
	d := q.controller
	switch {
	case d == nil:
		return webidl.TypeError(requestInvalid)
	case !d.open() && view.length != 0:
		return webidl.TypeError("The view byte length must be zero after the stream is closed.")
	case !d.open():
		d.invalidate()
		return nil
	case q.read.answered:
		b := view.buffer[view.offset : view.offset+view.length]
		buffer.Detach()
		d.give(b)
		d.pullIfNeeded()
		return nil
	case view.length == 0:
		return webidl.TypeError("The view byte length must be more than zero while the stream is open.")
	case q.read.view.offset+q.read.got != view.offset:
		return webidl.RangeError("The given view has an invalid byte offset.")
	case len(q.read.into) != len(view.buffer):
		return webidl.RangeError("The underlying ArrayBuffer is not the correct length.")
	case q.read.got+view.length > len(q.read.into):
		return webidl.RangeError("The view is not the correct length.")
	}
	buffer.Detach()
	w, n := q.read.view, view.length
	w.buffer, w.constructor, w.element = view.buffer, view.constructor, view.element
	q.read.into = w.buffer[w.offset : w.offset+len(q.read.into)]
	q.respond(n)
	return nil
}

// respond takes note of n bytes that the source wrote into the memory.
func (q *ReadableStreamBYOBRequest) respond(n int) {
	d, read := q.controller, q.read
	from := read.got
	for _, other := range d.feeds {
		if other != q.stream {
			other.takeBytes(bytes.Clone(read.into[from : from+n]))
		}
	}
	read.got += n
	if n < read.least {
		read.least -= n
		q.hide()
		q.show()
		d.pullIfNeeded()
		return
	}
	left := read.got % read.view.element
	read.got -= left
	rest := bytes.Clone(read.into[read.got : read.got+left])
	q.stream.reader.base().shift()
	read.answer()
	q.stream.takeBytes(rest)
	d.pullIfNeeded()
	if d.request == q {
		d.invalidate()
	}
}
