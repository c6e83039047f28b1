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

	backpressure bool
	change       *streamPromise // settled when backpressure changes
}

// transformer are the callbacks of a transform, nil where there is none. start, transform and flush also
// get the controller.
type transformer struct{ start, transform, flush, cancel algorithm }

func newTransformStream(c *webidl.Call) (*TransformStream, error) {
	r := c.Realm
	if !r.Flags.Has(compat.TransformStreamEnableStandardConstructor) {
		t := &TransformStream{}
		t.setUpIdentity(r, -1, unbounded)
		return t, nil
	}
	d := c.Dict(0, "Transformer")
	a := transformer{
		cancel: callback(r, d, "Transformer", "cancel"),
		flush:  callback(r, d, "Transformer", "flush"),
	}
	if _, ok := d.Member("readableType"); ok {
		return nil, webidl.TypeError("transformer.readableType must be undefined.")
	}
	a.start = callback(r, d, "Transformer", "start")
	a.transform = callback(r, d, "Transformer", "transform")
	if _, ok := d.Member("writableType"); ok {
		return nil, webidl.TypeError("transformer.writableType must be undefined.")
	}
	readableMark, readableSize, err := queuingStrategy(r, c.Dict(2, "StreamQueuingStrategy"), 0)
	if err != nil {
		return nil, err
	}
	writableMark, writableSize, err := queuingStrategy(r, c.Dict(1, "StreamQueuingStrategy"), 1)
	if err != nil {
		return nil, err
	}
	t := &TransformStream{}
	t.setUp(r, a, writableMark, writableSize, readableMark, readableSize)
	return t, nil
}

// setUp connects the two sides. https://streams.spec.whatwg.org/#initialize-transform-stream
func (t *TransformStream) setUp(r *webidl.Realm, a transformer, writableMark float64, writableSize algorithm, readableMark float64, readableSize algorithm) {
	t.realm = r
	d := &TransformStreamDefaultController{stream: t, flush: nothing, cancel: orNothing(a.cancel)}
	t.controller = d
	d.transform = func(args ...goja.Value) (goja.Value, error) {
		d.enqueue(args[0])
		return goja.Undefined(), nil
	}
	if a.transform != nil {
		d.transform = func(args ...goja.Value) (goja.Value, error) { return a.transform(args[0], d.object()) }
	}
	if a.flush != nil {
		d.flush = func(...goja.Value) (goja.Value, error) { return a.flush(d.object()) }
	}
	started := &streamPromise{realm: r}
	start := func(...goja.Value) (goja.Value, error) { return started.object(), nil }
	t.change = &streamPromise{realm: r}
	t.backpressure = true
	t.writable = makeWritableStream(r, sinkAlgorithms{start: start, write: t.sinkWrite, close: t.sinkClose, abort: t.sinkAbort}, writableMark, writableSize)
	t.readable = makeReadableStream(r)
	d.readable = t.readable.start(start, t.sourcePull, t.sourceCancel, readableMark, readableSize)
	if a.start == nil {
		started.resolve(goja.Undefined())
		return
	}
	v, err := a.start(d.object())
	if err != nil {
		started.reject(r.Exception(err))
		return
	}
	started.resolve(v)
}

func (t *TransformStream) setBackpressure(on bool) {
	t.change.resolve(goja.Undefined())
	t.change = &streamPromise{realm: t.realm}
	t.backpressure = on
}

func (t *TransformStream) fail(reason goja.Value) {
	t.controller.readable.fail(reason)
	t.failWritable(reason)
}

// failWritable errors the writable side and lets a write that waits see it.
func (t *TransformStream) failWritable(reason goja.Value) {
	t.controller.clear()
	t.writable.controller.failIfOpen(reason)
	t.unblock()
}

func (t *TransformStream) unblock() {
	if t.backpressure {
		t.setBackpressure(false)
	}
}

// sinkWrite is https://streams.spec.whatwg.org/#transform-stream-default-sink-write-algorithm.
func (t *TransformStream) sinkWrite(args ...goja.Value) (goja.Value, error) {
	chunk := args[0]
	if !t.backpressure {
		return t.controller.run(chunk)
	}
	p := t.realm.NewPromise()
	t.realm.Then(t.change.object(), func(goja.Value) {
		if t.writable.state == writableErroring {
			p.Reject(webidl.Throw(t.writable.stored))
			return
		}
		v, err := t.controller.run(chunk)
		p.Settle(v, err)
	}, ignore)
	return p.Promise, nil
}

func (t *TransformStream) sinkAbort(args ...goja.Value) (goja.Value, error) {
	reason := args[0]
	return t.end(t.controller.cancel, []goja.Value{reason}, func(done *streamPromise) {
		if t.readable.state == streamErrored {
			done.reject(t.readable.stored)
			return
		}
		t.controller.readable.fail(reason)
		done.resolve(goja.Undefined())
	}, t.controller.readable.fail)
}

func (t *TransformStream) sinkClose(...goja.Value) (goja.Value, error) {
	return t.end(t.controller.flush, nil, func(done *streamPromise) {
		if t.readable.state == streamErrored {
			done.reject(t.readable.stored)
			return
		}
		t.controller.readable.close()
		done.resolve(goja.Undefined())
	}, t.controller.readable.fail)
}

func (t *TransformStream) sourceCancel(args ...goja.Value) (goja.Value, error) {
	reason := args[0]
	fail := func(reason goja.Value) {
		t.writable.controller.failIfOpen(reason)
		t.unblock()
	}
	return t.end(t.controller.cancel, []goja.Value{reason}, func(done *streamPromise) {
		if t.writable.state == writableErrored {
			done.reject(t.writable.stored)
			return
		}
		fail(reason)
		done.resolve(goja.Undefined())
	}, fail)
}

// end runs the last callback of the transform, once whichever side ends it, and then ok or fail.
func (t *TransformStream) end(last algorithm, args []goja.Value, ok func(*streamPromise), fail func(goja.Value)) (goja.Value, error) {
	d := t.controller
	if d.finish != nil {
		return d.finish.object(), nil
	}
	done := &streamPromise{realm: t.realm}
	d.finish = done
	v, err := last(args...)
	d.clear()
	upon(t.realm, v, err, func(goja.Value) { ok(done) }, func(reason goja.Value) {
		fail(reason)
		done.reject(reason)
	})
	return done.object(), nil
}

func (t *TransformStream) sourcePull(...goja.Value) (goja.Value, error) {
	t.setBackpressure(false)
	return t.change.object(), nil
}
