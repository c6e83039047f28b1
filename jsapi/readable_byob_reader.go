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
			return b.cancel(c.Realm, c.Arg(0))
		})},
		{Name: "read", Run: promising(func(b *ReadableStreamBYOBReader, c *webidl.Call) (any, error) {
			if !c.Realm.IsView(c.Arg(0)) {
				return nil, c.Bad(0, "ArrayBufferView")
			}
			least := int64(1)
			if n, ok := c.Dict(1, "ReadableStreamBYOBReaderReadOptions").Number("min"); ok {
				least = webidl.ToInteger(n)
			}
			return b.readInto(c, 0, least)
		})},
		{Name: "readAtLeast", Run: promising(func(b *ReadableStreamBYOBReader, c *webidl.Call) (any, error) {
			if len(c.Args) == 0 {
				return nil, c.Bad(0, "integer")
			}
			return b.readInto(c, 1, c.Integer(0))
		})},
		{Name: "releaseLock", Run: func(b *ReadableStreamBYOBReader, _ *webidl.Call) (any, error) {
			return nil, b.release()
		}},
	},
}

// ReadableStreamBYOBReader reads bytes into memory that the script brings.
type ReadableStreamBYOBReader struct{ readerBase }

func acquireBYOBReader(s *ReadableStream) (*ReadableStreamBYOBReader, error) {
	if s.Locked() {
		return nil, webidl.TypeError(readerLocked)
	}
	if s.state == streamReadable && !s.ofBytes() {
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
func (b *ReadableStreamBYOBReader) readInto(c *webidl.Call, i int, least int64) (any, error) {
	r := c.Realm
	view, buffer, ok := openView(r, c.Arg(i))
	if !ok {
		return nil, c.Bad(i, "ArrayBufferView")
	}
	const tooFew = "Requested invalid minimum number of bytes to read (%d)."
	const tooMany = "Minimum bytes to read (%d) exceeds size of buffer (%d)."
	s := b.stream
	var err error
	switch {
	case s == nil:
		err = webidl.TypeError(readerReleased)
	case view.length == 0:
		err = webidl.TypeError(`You must call read() on a "byob" reader with a positive-sized TypedArray object.`)
	case least == 0:
		err = webidl.TypeError(tooFew, least)
	case least < 0 || least > int64(view.length): // a negative number counts as a large one
		err = webidl.TypeError(tooMany, uint64(least), view.length)
	case least*int64(view.element) > int64(view.length):
		err = webidl.TypeError(tooMany, least*int64(view.element), view.length)
	default:
		err = s.admitted()
	}
	if err != nil {
		return rejected(r, err), nil
	}
	if r.Flags.Has(compat.StreamsBYOBReaderDetachesBuffer) {
		buffer.Detach()
	} else {
		view.buffer = append([]byte(nil), view.buffer...)
	}
	bytesLeast := int(least) * view.element
	if s.bytesOf == nil { // whatever the view was
		view.constructor, view.element = r.Intrinsic("Uint8Array"), 1
	}
	p := &streamPromise{realm: r}
	target := c.Arg(i)
	q := &readRequest{
		view:  &view,
		into:  view.buffer[view.offset : view.offset+view.length],
		least: bytesLeast,
		fail:  p.reject,
	}
	q.filled = func(n int) {
		v := view.shut(r, n)
		if !r.Flags.Has(compat.StreamsBYOBReaderDetachesBuffer) {
			into, _ := r.Bytes(target)
			copy(into, q.into[:n])
		}
		p.resolve(iterResult(r, v, false))
	}
	q.close = func() {
		if s.bytesOf == nil && !r.Flags.Has(compat.InternalStreamBYOBReturnView) {
			p.resolve(iterResult(r, nil, true))
			return
		}
		if s.bytesOf == nil {
			view.offset = 0
		}
		p.resolve(iterResult(r, view.shut(r, 0), true))
	}
	s.disturbed = true
	switch s.state {
	case streamErrored:
		q.fail(s.stored)
	case streamClosed:
		q.close()
	default:
		s.controller.read(s, q)
	}
	return p, nil
}
