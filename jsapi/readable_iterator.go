package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// asyncIteratorSymbol answers Symbol.asyncIterator, which the engine does not bring along.
func asyncIteratorSymbol(r *webidl.Realm) *goja.Symbol {
	ctor := r.VM.GlobalObject().Get("Symbol").(*goja.Object)
	if s, ok := ctor.Get("asyncIterator").(*goja.Symbol); ok {
		return s
	}
	s := goja.NewSymbol("Symbol.asyncIterator")
	_ = ctor.DefineDataProperty("asyncIterator", s, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_FALSE)
	return s
}

// readableStreamAsyncIteratorClass is what values answers. It is no global.
// https://streams.spec.whatwg.org/#rs-asynciterator
var readableStreamAsyncIteratorClass = &webidl.Interface[readableStreamAsyncIterator]{
	Name: "ReadableStreamAsyncIterator",
	If:   never,
	Operations: []webidl.Operation[readableStreamAsyncIterator]{
		{Name: "next", Run: (*readableStreamAsyncIterator).next},
		{Name: "return", Run: (*readableStreamAsyncIterator).finish},
	},
	Setup: func(r *webidl.Realm, _, prototype *goja.Object) {
		self := r.Function("[Symbol.asyncIterator]", func(c goja.FunctionCall) goja.Value { return c.This })
		_ = prototype.DefineDataPropertySymbol(asyncIteratorSymbol(r), self, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	},
}

type readableStreamAsyncIterator struct {
	realm         *webidl.Realm
	reader        *ReadableStreamDefaultReader
	preventCancel bool
	finished      bool
	ongoing       *goja.Object // the promise of the last call
}

func (s *ReadableStream) values(c *webidl.Call) (any, error) {
	options := c.Dict(0, "ValuesOptions")
	d, err := acquireReader(s)
	if err != nil {
		return nil, err
	}
	return webidl.Wrap(c.Realm, &readableStreamAsyncIterator{realm: c.Realm, reader: d, preventCancel: options.Bool("preventCancel")}), nil
}

// queue runs step when the call before it has settled.
func (it *readableStreamAsyncIterator) queue(step func(*webidl.Deferred)) *goja.Object {
	p := it.realm.NewPromise()
	if it.ongoing == nil {
		step(p)
	} else {
		run := func(goja.Value) { step(p) }
		it.realm.Then(it.ongoing, run, run)
	}
	it.ongoing = p.Promise
	return p.Promise
}

func (it *readableStreamAsyncIterator) next(*webidl.Call) (any, error) {
	return it.queue(func(p *webidl.Deferred) {
		if it.finished {
			p.Resolve(iterResult(it.realm, nil, true))
			return
		}
		if err := it.reader.stream.admitted(); err != nil {
			p.Reject(err)
			return
		}
		it.reader.read(&readRequest{
			chunk: func(v goja.Value) { p.Resolve(iterResult(it.realm, v, false)) },
			close: func() {
				it.finished = true
				it.reader.release()
				p.Resolve(iterResult(it.realm, nil, true))
			},
			fail: func(reason goja.Value) {
				it.finished = true
				it.reader.release()
				p.Reject(webidl.Throw(reason))
			},
		})
	}), nil
}

func (it *readableStreamAsyncIterator) finish(c *webidl.Call) (any, error) {
	value := c.Arg(0)
	return it.queue(func(p *webidl.Deferred) {
		done := func(goja.Value) { p.Resolve(iterResult(it.realm, value, true)) }
		if it.finished {
			done(nil)
			return
		}
		it.finished = true
		if it.preventCancel {
			it.reader.release()
			done(nil)
			return
		}
		cancelled := it.reader.stream.cancel(value)
		it.reader.release()
		it.realm.Then(cancelled.object(), done, func(reason goja.Value) { p.Reject(webidl.Throw(reason)) })
	}), nil
}

// readableStreamFrom is https://streams.spec.whatwg.org/#rs-from.
func readableStreamFrom(c *webidl.Call) (any, error) {
	r := c.Realm
	if !r.Flags.Has(compat.StreamsEnableConstructors) {
		return nil, constructorsDisabled("ReadableStream")
	}
	bad := c.Bad(0, "AsyncGenerator")
	v := c.Arg(0)
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return nil, bad
	}
	o := v.ToObject(r.VM)
	method, ok := goja.AssertFunction(o.GetSymbol(asyncIteratorSymbol(r)))
	if !ok {
		if method, ok = goja.AssertFunction(o.GetSymbol(goja.SymIterator)); !ok {
			return nil, bad
		}
	}
	made, err := method(v)
	if err != nil {
		return nil, err
	}
	it, isObject := made.(*goja.Object)
	if !isObject {
		return nil, webidl.TypeError("The iterator method must return an object.")
	}
	next, ok := goja.AssertFunction(it.Get("next"))
	if !ok {
		return nil, bad
	}
	s := makeReadableStream(r)
	f := &fromIterator{stream: s, iterator: it, next: next}
	s.start(nil, f.pull, f.cancel, 0, nil)
	return webidl.Wrap(r, s), nil
}

// fromIterator is the source of ReadableStream.from.
type fromIterator struct {
	stream   *ReadableStream
	iterator *goja.Object
	next     goja.Callable
}

func (f *fromIterator) pull(...goja.Value) (goja.Value, error) {
	r := f.stream.realm
	v, err := f.next(f.iterator)
	if err != nil {
		return nil, err
	}
	p := r.NewPromise()
	fail := func(reason goja.Value) { p.Reject(webidl.Throw(reason)) }
	r.Then(v, func(result goja.Value) {
		_, err := r.Try(func() (any, error) {
			o, ok := result.(*goja.Object)
			if !ok {
				return nil, webidl.TypeError("The promise returned by the iterator.next() method must fulfill with an object.")
			}
			if done := o.Get("done"); done != nil && done.ToBoolean() {
				f.stream.closeController()
				p.Resolve(nil)
				return nil, nil
			}
			value := o.Get("value")
			if value == nil {
				value = goja.Undefined()
			}
			// A synchronous iterator may yield promises, which its asynchronous form waits for.
			r.Then(value, func(chunk goja.Value) {
				f.stream.enqueueController(chunk)
				p.Resolve(nil)
			}, fail)
			return nil, nil
		})
		if err != nil {
			p.Reject(err)
		}
	}, fail)
	return p.Promise, nil
}

func (f *fromIterator) cancel(args ...goja.Value) (goja.Value, error) {
	finish := f.iterator.Get("return")
	if finish == nil || goja.IsUndefined(finish) || goja.IsNull(finish) {
		return goja.Undefined(), nil
	}
	call, ok := goja.AssertFunction(finish)
	if !ok {
		return nil, webidl.TypeError("The iterator's return is not a function.")
	}
	return call(f.iterator, args...)
}
