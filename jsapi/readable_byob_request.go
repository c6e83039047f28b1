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
			if q.controller == nil {
				return goja.Null(), nil
			}
			p := q.controller.pulls[0]
			return max(p.least-p.filled, 0), nil
		}},
	},
	Operations: []webidl.Operation[ReadableStreamBYOBRequest]{
		{Name: "respond", Run: func(q *ReadableStreamBYOBRequest, c *webidl.Call) (any, error) {
			n := c.Integer(0)
			if q.controller == nil {
				return nil, webidl.TypeError(requestInvalid)
			}
			return nil, q.controller.respond(n)
		}},
		{Name: "respondWithNewView", Run: func(q *ReadableStreamBYOBRequest, c *webidl.Call) (any, error) {
			view, buffer, ok := openView(c.Realm, c.Arg(0))
			if !ok {
				return nil, c.Bad(0, "BufferSource")
			}
			if q.controller == nil {
				return nil, webidl.TypeError(requestInvalid)
			}
			return nil, q.controller.respondWithNewView(view, buffer)
		}},
	},
}

const requestInvalid = "This ReadableStreamBYOBRequest has been invalidated."

// ReadableStreamBYOBRequest is memory that a source may write into.
type ReadableStreamBYOBRequest struct {
	controller *ReadableByteStreamController // nil once invalidated
	view       *goja.Object
	object     *goja.Object
}

// byobRequest answers the request for the first memory that waits, null if there is none.
func (d *ReadableByteStreamController) byobRequest() goja.Value {
	if len(d.pulls) == 0 {
		return goja.Null()
	}
	if d.request == nil {
		r, p := d.stream.realm, d.pulls[0]
		uint8Array, _ := r.VM.GlobalObject().Get("Uint8Array").(*goja.Object)
		view, err := r.VM.New(uint8Array, r.VM.ToValue(r.VM.NewArrayBuffer(p.view.buffer)),
			r.VM.ToValue(p.view.offset+p.filled), r.VM.ToValue(p.view.length-p.filled))
		if err != nil {
			panic(err)
		}
		d.request = &ReadableStreamBYOBRequest{controller: d, view: view}
		d.request.object = webidl.Wrap(r, d.request)
	}
	return d.request.object
}

// invalidate takes the memory of the current request away from the source.
func (d *ReadableByteStreamController) invalidate() {
	if d.request == nil {
		return
	}
	if buffer, ok := d.request.view.Get("buffer").Export().(goja.ArrayBuffer); ok {
		buffer.Detach()
	}
	d.request.controller, d.request.view = nil, nil
	d.request = nil
}

// respond is https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond.
func (d *ReadableByteStreamController) respond(n int64) error {
	p := d.pulls[0]
	switch {
	case d.stream.state == streamClosed && n != 0:
		return webidl.TypeError("The bytesWritten must be zero after the stream is closed.")
	case d.stream.state == streamClosed:
	case n <= 0:
		return webidl.TypeError("The bytesWritten must be more than zero while the stream is open.")
	case int64(p.filled)+n > int64(p.view.length):
		return webidl.RangeError("Too many bytes [%d] in response to a BYOB read request.", n)
	}
	d.invalidate()
	d.responded(p, int(n))
	return nil
}

// respondWithNewView is https://streams.spec.whatwg.org/#readable-byte-stream-controller-respond-with-new-view.
func (d *ReadableByteStreamController) respondWithNewView(view viewOf, buffer goja.ArrayBuffer) error {
	p := d.pulls[0]
	switch {
	case d.stream.state == streamClosed && view.length != 0:
		return webidl.TypeError("The view must be empty after the stream is closed.")
	case d.stream.state == streamClosed:
	case view.length == 0:
		return webidl.TypeError("The view byte length must be more than zero while the stream is open.")
	case p.view.offset+p.filled != view.offset:
		return webidl.RangeError("The view has an invalid byte offset.")
	case len(p.view.buffer) != len(view.buffer):
		return webidl.RangeError("The underlying ArrayBuffer is not the correct length.")
	case p.filled+view.length > p.view.length:
		return webidl.RangeError("The view is not the correct length.")
	}
	buffer.Detach()
	d.invalidate()
	p.view.buffer = view.buffer
	d.responded(p, view.length)
	return nil
}

// responded takes note of n bytes that the source wrote into the first memory.
func (d *ReadableByteStreamController) responded(p *pullInto, n int) {
	switch {
	case d.stream.state == streamClosed:
		if p.reader == nobody {
			d.pulls = d.pulls[1:]
		}
		for d.stream.waiting() > 0 && len(d.pulls) > 0 {
			p := d.pulls[0]
			d.pulls = d.pulls[1:]
			d.commit(p)
		}
		return
	case p.reader == nobody:
		p.filled += n
		d.keepFilled()
		if d.stream.defaultReader() != nil {
			d.serveDefault()
		} else {
			d.serveInto()
		}
	default:
		p.filled += n
		if p.filled < p.least {
			break
		}
		d.pulls = d.pulls[1:]
		if left := p.filled % p.view.element; left > 0 {
			end := p.view.offset + p.filled
			d.push(bytes.Clone(p.view.buffer[end-left : end]))
			p.filled -= left
		}
		d.commit(p)
		d.serveInto()
	}
	d.callPull()
}
