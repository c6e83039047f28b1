package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// transformStreamClass implements https://streams.spec.whatwg.org/#ts-class.
var transformStreamClass = &webidl.Interface[TransformStream]{
	Name:        "TransformStream",
	Constructor: newTransformStream,
	Attributes: []webidl.Attribute[TransformStream]{
		{Name: "readable", Get: func(t *TransformStream, c *webidl.Call) (any, error) {
			if t.readableObject == nil {
				t.readableObject = webidl.Wrap(c.Realm, t.readable)
			}
			return t.readableObject, nil
		}},
		{Name: "writable", Get: func(t *TransformStream, c *webidl.Call) (any, error) {
			if t.writableObject == nil {
				t.writableObject = webidl.Wrap(c.Realm, t.writable)
			}
			return t.writableObject, nil
		}},
	},
}

// TransformStream is a writable stream whose chunks come out of a readable one, transformed. One of Go's own
// has a transformer of Go functions, or, when bytes pass unchanged, no controller but an identityPipe.
type TransformStream struct {
	realm      *webidl.Realm
	readable   *ReadableStream
	writable   *WritableStream
	controller *TransformStreamDefaultController

	readableObject, writableObject *goja.Object
}

// transformer are the callbacks of a transform, nil where there is none. start, transform and flush also
// get the controller.
type transformer struct{ start, transform, flush, cancel algorithm }

func newTransformStream(c *webidl.Call) (*TransformStream, error) {
	r := c.Realm
	if !r.Flags.Has(compat.TransformStreamEnableStandardConstructor) {
		t := &TransformStream{}
		t.setUpIdentity(r, -1, highWaterMark{})
		return t, nil
	}
	d := c.Dict(0, "Transformer")
	_, readableType := d.Member("readableType")
	_, writableType := d.Member("writableType")
	a := transformer{
		start:     callback(r, d, "Transformer", "start"),
		transform: callback(r, d, "Transformer", "transform"),
		flush:     callback(r, d, "Transformer", "flush"),
		cancel:    callback(r, d, "Transformer", "cancel"),
	}
	length := int64(-1)
	if v, ok := d.Member("expectedLength"); ok {
		n, err := unsigned(r, v)
		if err != nil {
			return nil, err
		}
		length = int64(n)
	}
	writableMark, writableSize, err := queuingStrategy(r, c.Dict(1, "StreamQueuingStrategy"))
	if err != nil {
		return nil, err
	}
	readableMark, readableSize, err := queuingStrategy(r, c.Dict(2, "StreamQueuingStrategy"))
	if err != nil {
		return nil, err
	}
	switch {
	case readableType:
		return nil, webidl.TypeError("transformer.readableType must be undefined.")
	case writableType:
		return nil, webidl.TypeError("transformer.writableType must be undefined.")
	}
	t := &TransformStream{}
	standard := int64(0)
	if c.Given(2) { // a strategy that has no mark
		standard = 1
	}
	t.setUp(r, a, writableMark.or(1), writableSize, readableMark.or(standard), readableSize)
	t.readable.length = length
	return t, nil
}

// setUp connects the two sides. https://streams.spec.whatwg.org/#initialize-transform-stream
func (t *TransformStream) setUp(r *webidl.Realm, a transformer, writableMark int64, writableSize sizeFunc, readableMark int64, readableSize sizeFunc) {
	t.realm = r
	d := &TransformStreamDefaultController{realm: r, change: &streamPromise{realm: r}, reads: true, writes: true}
	t.controller = d
	started := &streamPromise{realm: r}
	start := func(...goja.Value) (any, error) { return started, nil }
	t.readable = makeReadableStream(r)
	d.readable = t.readable.start(start, d.pull, d.abandon, readableMark, readableSize)
	t.writable = makeWritableStream(r, sinkAlgorithms{start: start, write: d.write, close: d.close, abort: d.abort}, writableMark, writableSize)
	d.writable = t.writable
	d.transformer = a
	d.setBackpressure(true)
	a.start.run(r, func() { started.resolve(goja.Undefined()) }, started.reject, d.argument(a.start))
}
