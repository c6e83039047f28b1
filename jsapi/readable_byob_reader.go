package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// readableStreamBYOBReaderClass implements https://streams.spec.whatwg.org/#byob-reader-class.
var readableStreamBYOBReaderClass = &webidl.Interface[ReadableStreamBYOBReader]{
	Name: "ReadableStreamBYOBReader",
	Constructor: func(c *webidl.Call) (*ReadableStreamBYOBReader, error) {
		s := webidl.As[ReadableStream](c.Arg(0))
		if s == nil {
			return nil, c.Bad(0, "ReadableStream")
		}
		return acquireBYOBReader(s)
	},
	Attributes: []webidl.Attribute[ReadableStreamBYOBReader]{
		{Name: "closed", Get: func(b *ReadableStreamBYOBReader, _ *webidl.Call) (any, error) { return b.closed.object(), nil }},
	},
	Operations: []webidl.Operation[ReadableStreamBYOBReader]{
		{Name: "cancel", Run: promising(func(b *ReadableStreamBYOBReader, c *webidl.Call) (any, error) {
			return b.cancel(c.Arg(0))
		})},
		{Name: "read", Run: promising(func(b *ReadableStreamBYOBReader, c *webidl.Call) (any, error) {
			least := 1.0
			if n, ok := c.Dict(1, "ReadableStreamBYOBReaderReadOptions").Number("min"); ok {
				least = n
			}
			return b.readInto(c, 0, least)
		})},
		{Name: "readAtLeast", Run: promising(func(b *ReadableStreamBYOBReader, c *webidl.Call) (any, error) {
			return b.readInto(c, 1, c.Number(0))
		})},
		{Name: "releaseLock", Run: func(b *ReadableStreamBYOBReader, _ *webidl.Call) (any, error) {
			b.release()
			return nil, nil
		}},
	},
}

// ReadableStreamBYOBReader reads bytes into memory that the script brings.
type ReadableStreamBYOBReader struct{ readerBase }

func acquireBYOBReader(s *ReadableStream) (*ReadableStreamBYOBReader, error) {
	if _, ok := s.controller.(byteController); !ok {
		return nil, webidl.TypeError("This ReadableStream does not support BYOB reads.")
	}
	b := &ReadableStreamBYOBReader{}
	return b, b.attach(s, b)
}

// viewOf is the memory behind a view, taken away from script.
type viewOf struct {
	buffer         []byte // the whole ArrayBuffer
	offset, length int
	constructor    *goja.Object
	element        int // bytes an element
}

var elementSizes = map[string]int{
	"Int8Array": 1, "Uint8Array": 1, "Uint8ClampedArray": 1, "Int16Array": 2, "Uint16Array": 2,
	"Int32Array": 4, "Uint32Array": 4, "Float32Array": 4, "Float64Array": 8,
	"BigInt64Array": 8, "BigUint64Array": 8, "Float16Array": 2,
}

// openView answers the memory of a view; false if v is none.
func openView(r *webidl.Realm, v goja.Value) (view viewOf, buffer goja.ArrayBuffer, ok bool) {
	if !r.IsView(v) {
		return view, buffer, false
	}
	o := v.(*goja.Object)
	buffer, ok = o.Get("buffer").Export().(goja.ArrayBuffer)
	if !ok {
		return view, buffer, false
	}
	name := o.GetSymbol(goja.SymToStringTag).String()
	if view.element = elementSizes[name]; view.element == 0 {
		name, view.element = "DataView", 1
	}
	view.constructor, _ = r.VM.GlobalObject().Get(name).(*goja.Object)
	view.buffer = buffer.Bytes()
	view.offset = int(o.Get("byteOffset").ToInteger())
	view.length = int(o.Get("byteLength").ToInteger())
	return view, buffer, true
}

// shut gives the memory back to script as a view of its first n bytes.
func (w *viewOf) shut(r *webidl.Realm, n int) *goja.Object {
	o, err := r.VM.New(w.constructor, r.VM.ToValue(r.VM.NewArrayBuffer(w.buffer)), r.VM.ToValue(w.offset), r.VM.ToValue(n/w.element))
	if err != nil {
		panic(err)
	}
	return o
}

// readInto reads into the view that is argument i; least is in elements.
func (b *ReadableStreamBYOBReader) readInto(c *webidl.Call, i int, least float64) (any, error) {
	r := c.Realm
	view, buffer, ok := openView(r, c.Arg(i))
	if !ok {
		return nil, c.Bad(i, "ArrayBufferView")
	}
	s := b.stream
	switch {
	case s == nil:
		return nil, webidl.TypeError(readerReleased)
	case view.length == 0:
		return nil, webidl.TypeError(`You must call read() on a "byob" reader with a positive-sized TypedArray object.`)
	case !(least >= 1):
		return nil, webidl.TypeError("Requested invalid minimum number of bytes to read (%d).", webidl.ToInteger(least)*int64(view.element))
	case least*float64(view.element) > float64(view.length):
		return nil, webidl.TypeError("Minimum bytes to read (%d) exceeds size of buffer (%d).", webidl.ToInteger(least)*int64(view.element), view.length)
	}
	if err := s.admitted(); err != nil {
		return nil, err
	}
	if r.Flags.Has(compat.StreamsBYOBReaderDetachesBuffer) {
		buffer.Detach()
	} else {
		view.buffer = append([]byte(nil), view.buffer...)
	}
	p := r.NewPromise()
	target := c.Arg(i)
	q := &readRequest{
		into:  view.buffer[view.offset : view.offset+view.length],
		least: int(least) * view.element,
		chunk: func(v goja.Value) { p.Resolve(iterResult(r, v, false)) },
		fail:  func(reason goja.Value) { p.Reject(webidl.Throw(reason)) },
	}
	q.filled = func(n int) {
		v := view.shut(r, n)
		if !r.Flags.Has(compat.StreamsBYOBReaderDetachesBuffer) {
			into, _ := r.Bytes(target)
			copy(into, q.into[:n])
		}
		p.Resolve(iterResult(r, v, false))
	}
	q.close = func() {
		if s.state == streamClosed && !r.Flags.Has(compat.InternalStreamBYOBReturnView) {
			p.Resolve(iterResult(r, nil, true))
			return
		}
		p.Resolve(iterResult(r, view.shut(r, 0), true))
	}
	s.disturbed = true
	if s.state == streamErrored {
		q.fail(s.stored)
	} else if d, ok := s.controller.(*ReadableByteStreamController); ok {
		d.pullInto(q, &view)
	} else if s.state == streamClosed {
		q.close()
	} else {
		s.controller.pullSteps(q)
	}
	return p.Promise, nil
}
