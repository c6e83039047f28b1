package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// transformStreamDefaultControllerClass implements https://streams.spec.whatwg.org/#ts-default-controller-class.
var transformStreamDefaultControllerClass = &webidl.Interface[TransformStreamDefaultController]{
	Name: "TransformStreamDefaultController",
	If:   webidl.When(compat.StreamsEnableConstructors),
	Attributes: []webidl.Attribute[TransformStreamDefaultController]{
		{Name: "desiredSize", Get: func(d *TransformStreamDefaultController, _ *webidl.Call) (any, error) {
			return sizeOrNull(d.readable.desiredSize()), nil
		}},
	},
	Operations: []webidl.Operation[TransformStreamDefaultController]{
		{Name: "enqueue", Run: func(d *TransformStreamDefaultController, c *webidl.Call) (any, error) {
			return nil, d.enqueue(c.Arg(0))
		}},
		{Name: "error", Run: func(d *TransformStreamDefaultController, c *webidl.Call) (any, error) {
			d.stream.fail(c.Arg(0))
			return nil, nil
		}},
		{Name: "terminate", Run: func(d *TransformStreamDefaultController, c *webidl.Call) (any, error) {
			d.readable.close()
			d.stream.failWritable(c.Realm.Exception(webidl.TypeError("The transform stream has been terminated")))
			return nil, nil
		}},
	},
}

// TransformStreamDefaultController is what a transformer writes its chunks to.
type TransformStreamDefaultController struct {
	stream    *TransformStream
	readable  *ReadableStreamDefaultController
	transform algorithm
	flush     algorithm
	cancel    algorithm
	finish    *streamPromise // the last callback runs or has run
	wrapper   *goja.Object
}

func (d *TransformStreamDefaultController) object() *goja.Object {
	if d.wrapper == nil {
		d.wrapper = webidl.Wrap(d.stream.realm, d)
	}
	return d.wrapper
}

func (d *TransformStreamDefaultController) clear() {
	d.transform, d.flush, d.cancel = nothing, nothing, nothing
}

// enqueue is https://streams.spec.whatwg.org/#transform-stream-default-controller-enqueue.
func (d *TransformStreamDefaultController) enqueue(chunk goja.Value) error {
	if !d.readable.canEnqueue() {
		return webidl.TypeError("The readable side of this TransformStream is no longer readable.")
	}
	if err := d.readable.enqueue(chunk); err != nil {
		d.stream.failWritable(d.stream.realm.Exception(err))
		return webidl.Throw(d.stream.readable.stored)
	}
	full := !d.readable.shouldPull()
	if full && !d.stream.backpressure && d.stream.realm.Flags.Has(compat.FixupTransformStreamBackpressure) {
		d.stream.setBackpressure(true) // which older dates forget
	}
	return nil
}

// run transforms one chunk; a failure errors both sides.
func (d *TransformStreamDefaultController) run(chunk goja.Value) (goja.Value, error) {
	r := d.stream.realm
	v, err := d.transform(chunk)
	p := &streamPromise{realm: r}
	upon(r, v, err, p.resolve, func(reason goja.Value) {
		d.stream.fail(reason)
		p.reject(reason)
	})
	return p.object(), nil
}
