package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// readableStreamFrom is https://streams.spec.whatwg.org/#rs-from.
func readableStreamFrom(c *webidl.Call) (any, error) {
	r := c.Realm
	if !r.Flags.Has(compat.StreamsEnableConstructors) {
		return nil, constructorsDisabled("ReadableStream")
	}
	g, err := openGenerator(r, c.Arg(0))
	if err != nil {
		return nil, err
	}
	if g == nil {
		return nil, c.Bad(0, "AsyncGenerator")
	}
	s := makeReadableStream(r)
	f := &fromGenerator{generator: g}
	f.controller = s.start(nil, f.pull, f.cancel, 0, nil)
	return webidl.Wrap(r, s), nil
}

// fromGenerator is the source of ReadableStream.from.
type fromGenerator struct {
	generator  *generator
	controller *ReadableStreamDefaultController
}

func (f *fromGenerator) pull(...goja.Value) (any, error) {
	g := f.generator
	return g.next().chain(func(goja.Value) *streamPromise {
		switch v := g.value.(type) {
		case nil:
			f.controller.close()
		case *goja.Object:
			if _, ok := v.Export().(*goja.Promise); ok {
				return promiseOf(g.realm, v, nil).chain(func(v goja.Value) *streamPromise {
					f.controller.enqueue(v)
					return resolved(g.realm)
				}, nil)
			}
			f.controller.enqueue(v)
		default:
			f.controller.enqueue(v)
		}
		return resolved(g.realm)
	}, func(reason goja.Value) *streamPromise {
		f.controller.fail(reason)
		return rejected(g.realm, webidl.Throw(reason))
	}), nil
}

func (f *fromGenerator) cancel(args ...goja.Value) (any, error) {
	return f.generator.finish(args[0]).chain(func(goja.Value) *streamPromise { return nil }, nil), nil
}

// generator steps through what is iterable, synchronously or not.
type generator struct {
	realm                 *webidl.Realm
	object                *goja.Object
	advance, leave, throw goja.Callable
	active                bool
	wrongLeave            bool       // there is a return that is no function
	value                 goja.Value // of the last step, nil if it has none
}

// openGenerator answers nil for what is not iterable.
func openGenerator(r *webidl.Realm, v goja.Value) (*generator, error) {
	if s, ok := v.(goja.String); ok {
		v = s.ToObject(r.VM)
	}
	o, ok := v.(*goja.Object)
	if !ok {
		return nil, nil
	}
	method := o.GetSymbol(asyncIteratorSymbol(r))
	if method == nil || goja.IsUndefined(method) || goja.IsNull(method) {
		method = o.GetSymbol(goja.SymIterator)
	}
	call, ok := goja.AssertFunction(method)
	if !ok {
		return nil, nil
	}
	made, err := call(o)
	if err != nil {
		return nil, err
	}
	it, ok := made.(*goja.Object)
	if !ok {
		return nil, nil
	}
	g := &generator{realm: r, object: it, active: true}
	g.advance, _ = goja.AssertFunction(it.Get("next"))
	g.throw, _ = goja.AssertFunction(it.Get("throw"))
	leave := it.Get("return")
	if g.leave, ok = goja.AssertFunction(leave); !ok {
		g.wrongLeave = leave != nil && !goja.IsUndefined(leave) && !goja.IsNull(leave)
	}
	return g, nil
}

// take reads a step's result and answers whether it is one.
func (g *generator) take(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	if !ok {
		return false
	}
	done := o.Get("done")
	finished := done != nil && done.ToBoolean()
	if g.value = o.Get("value"); g.value == nil {
		g.value = goja.Undefined()
	}
	if finished {
		g.active = false
		if goja.IsUndefined(g.value) {
			g.value = nil
		}
	}
	return true
}

// step calls one of the iterator's functions.
func (g *generator) step(call goja.Callable, args ...goja.Value) (*streamPromise, error) {
	v, err := call(g.object, args...)
	if err != nil {
		return nil, err
	}
	if o, ok := v.(*goja.Object); ok {
		if _, isPromise := o.Export().(*goja.Promise); isPromise {
			return promiseOf(g.realm, o, nil).chain(func(v goja.Value) *streamPromise {
				if !g.take(v) {
					return thrown(g.realm, webidl.TypeError("Incorrect type for Promise: the Promise did not resolve to 'GeneratorNext'."))
				}
				return nil
			}, nil), nil
		}
	}
	taken, err := g.realm.Try(func() (any, error) { return g.take(v), nil })
	if err != nil {
		return nil, err
	}
	if !taken.(bool) {
		return nil, webidl.TypeError("Callback returned incorrect type; expected 'Promise'")
	}
	return resolved(g.realm), nil
}

func (g *generator) done(goja.Value) *streamPromise { return resolved(g.realm) }

// next answers a promise; when it is fulfilled, value is set.
func (g *generator) next() *streamPromise {
	g.value = nil
	if !g.active || g.advance == nil {
		g.active = false
		return resolved(g.realm)
	}
	p, err := g.step(g.advance)
	if err != nil {
		g.active = false
		return rejected(g.realm, err)
	}
	return p.chain(g.done, g.rethrow)
}

// rethrow lets the iterator deal with a failed step.
func (g *generator) rethrow(reason goja.Value) *streamPromise {
	failed := func(reason goja.Value) *streamPromise {
		g.active = false
		return rejected(g.realm, webidl.Throw(reason))
	}
	if !g.active || g.throw == nil {
		return failed(reason)
	}
	p, err := g.step(g.throw, reason)
	if err != nil {
		return failed(g.realm.Exception(err))
	}
	return p.chain(g.done, failed)
}

// finish calls the iterator's return, if it has one.
func (g *generator) finish(reason goja.Value) *streamPromise {
	switch {
	case !g.active:
		return resolved(g.realm)
	case g.wrongLeave:
		g.active = false
		return rejected(g.realm, webidl.TypeError("Property 'return' is not a function"))
	case g.leave == nil:
		g.active = false
		return resolved(g.realm)
	}
	p, err := g.step(g.leave, reason)
	if err != nil {
		g.active = false
		return rejected(g.realm, err)
	}
	return p.chain(g.done, func(reason goja.Value) *streamPromise {
		g.active = false
		return rejected(g.realm, webidl.Throw(reason))
	})
}
