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
			if !d.reads {
				return goja.Null(), nil
			}
			return d.readable.desiredSize(), nil
		}},
	},
	Operations: []webidl.Operation[TransformStreamDefaultController]{
		{Name: "enqueue", Run: func(d *TransformStreamDefaultController, c *webidl.Call) (any, error) {
			return nil, d.enqueue(c.Need(0, "Value"))
		}},
		{Name: "error", Run: func(d *TransformStreamDefaultController, c *webidl.Call) (any, error) {
			d.fail(c.Need(0, "Value"))
			return nil, nil
		}},
		{Name: "terminate", Run: func(d *TransformStreamDefaultController, c *webidl.Call) (any, error) {
			if d.reads {
				d.readable.close()
				d.reads = false
			}
			d.failWritable(c.Realm.Exception(webidl.TypeError("The transform stream has been terminated")))
			return nil, nil
		}},
	},
}

// TransformStreamDefaultController is what a transformer writes its chunks to.
type TransformStreamDefaultController struct {
	realm *webidl.Realm
	transformer
	readable *ReadableStreamDefaultController
	writable *WritableStream
	// reads and writes say that the sides have not been let go of.
	reads, writes bool
	ended         *streamPromise // the last callback runs or has run
	backpressure  bool
	change        *streamPromise // settled when backpressure changes
	wrapper       *goja.Object
}

func (d *TransformStreamDefaultController) object() *goja.Object {
	if d.wrapper == nil {
		d.wrapper = webidl.Wrap(d.realm, d)
	}
	return d.wrapper
}

// argument answers the controller as script sees it if somebody is going to see it.
func (d *TransformStreamDefaultController) argument(a algorithm) goja.Value {
	if a == nil {
		return nil
	}
	return d.object()
}

func (d *TransformStreamDefaultController) setBackpressure(on bool) {
	d.change.resolve(goja.Undefined())
	d.change = &streamPromise{realm: d.realm}
	d.backpressure = on
}

// enqueue is https://streams.spec.whatwg.org/#transform-stream-default-controller-enqueue.
func (d *TransformStreamDefaultController) enqueue(chunk goja.Value) error {
	if !d.reads || !d.readable.open() {
		return webidl.TypeError("The readable side of this TransformStream is no longer readable.")
	}
	d.readable.enqueue(chunk)
	if !d.readable.open() { // because of what the strategy did
		return nil
	}
	full := !d.readable.wanted()
	if full && !d.backpressure && d.realm.Flags.Has(compat.FixupTransformStreamBackpressure) {
		d.setBackpressure(true) // which older dates forget
	}
	return nil
}

// fail errors both sides.
func (d *TransformStreamDefaultController) fail(reason goja.Value) {
	if d.reads {
		d.readable.fail(reason)
		d.reads = false
	}
	d.failWritable(reason)
}

// failWritable errors the writable side and lets a write that waits see it.
func (d *TransformStreamDefaultController) failWritable(reason goja.Value) {
	d.transformer = transformer{}
	if d.writes {
		if d.writable.state == writableOpen && d.writable.controller.erroring() == nil {
			d.writable.failed(reason)
		}
		d.writes = false
	}
	if d.backpressure {
		d.setBackpressure(false)
	}
}

// write is https://streams.spec.whatwg.org/#transform-stream-default-sink-write-algorithm.
func (d *TransformStreamDefaultController) write(args ...goja.Value) (any, error) {
	chunk := args[0]
	if !d.writes {
		return nil, webidl.TypeError("Writing to the TransformStream failed.")
	}
	if reason := d.writableReason(); reason != nil {
		return nil, webidl.Throw(reason)
	}
	if !d.backpressure {
		return d.perform(chunk), nil
	}
	return d.change.share().chain(func(goja.Value) *streamPromise {
		if d.writes && d.writable.state == writableOpen {
			if reason := d.writable.controller.erroring(); reason != nil {
				return rejected(d.realm, webidl.Throw(reason))
			}
		}
		return d.perform(chunk)
	}, nil), nil
}

// writableReason answers why the writable side is errored or about to be, nil when it is not.
func (d *TransformStreamDefaultController) writableReason() goja.Value {
	switch d.writable.state {
	case writableErrored:
		return d.writable.stored
	case writableOpen:
		return d.writable.controller.erroring()
	}
	return nil
}

// perform transforms one chunk; a failure errors both sides.
func (d *TransformStreamDefaultController) perform(chunk goja.Value) *streamPromise {
	if d.transform == nil {
		if err := d.enqueue(chunk); err != nil {
			return rejected(d.realm, err)
		}
		return resolved(d.realm)
	}
	return d.transform.runChained(d.realm, func() *streamPromise { return resolved(d.realm) }, func(reason goja.Value) *streamPromise {
		d.fail(reason)
		return rejected(d.realm, webidl.Throw(reason))
	}, chunk, d.argument(d.transform))
}

// abort is https://streams.spec.whatwg.org/#transform-stream-default-sink-abort-algorithm.
func (d *TransformStreamDefaultController) abort(args ...goja.Value) (any, error) {
	reason := args[0]
	if d.ended != nil {
		return d.ended.share(), nil
	}
	d.ended = d.cancel.runChained(d.realm, func() *streamPromise {
		if d.reads && d.readable.state == streamErrored {
			return rejected(d.realm, webidl.Throw(d.readable.stored))
		}
		d.fail(reason)
		return resolved(d.realm)
	}, func(reason goja.Value) *streamPromise {
		d.fail(reason)
		return rejected(d.realm, webidl.Throw(reason))
	}, reason)
	return d.ended.share(), nil
}

// close is https://streams.spec.whatwg.org/#transform-stream-default-sink-close-algorithm.
func (d *TransformStreamDefaultController) close(...goja.Value) (any, error) {
	return d.flush.runChained(d.realm, func() *streamPromise {
		if d.reads && d.readable.open() {
			d.readable.close()
		}
		return resolved(d.realm)
	}, func(reason goja.Value) *streamPromise {
		d.fail(reason)
		return rejected(d.realm, webidl.Throw(reason))
	}, d.argument(d.flush)), nil
}

func (d *TransformStreamDefaultController) pull(...goja.Value) (any, error) {
	d.setBackpressure(false)
	return d.change.share(), nil
}

// abandon is https://streams.spec.whatwg.org/#transform-stream-default-source-cancel.
func (d *TransformStreamDefaultController) abandon(args ...goja.Value) (any, error) {
	if d.ended != nil {
		return d.ended.share(), nil
	}
	d.ended = d.cancel.runChained(d.realm, func() *streamPromise {
		d.reads = false
		d.failWritable(args[0])
		return resolved(d.realm)
	}, func(reason goja.Value) *streamPromise {
		d.reads = false
		d.failWritable(reason)
		return rejected(d.realm, webidl.Throw(reason))
	}, args[0])
	return d.ended.share(), nil
}
