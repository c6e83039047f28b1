package webidl

import (
	"context"
	"fmt"
	"reflect"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/runtime/isolate"
)

// Deferred is a promise that Go settles. It is used on the loop.
type Deferred struct {
	Promise *goja.Object
	realm   *Realm
	resolve func(any) error
	reject  func(any) error
}

// NewPromise answers a promise to be settled later.
func (r *Realm) NewPromise() *Deferred {
	p, resolve, reject := r.VM.NewPromise()
	return &Deferred{Promise: r.VM.ToValue(p).(*goja.Object), realm: r, resolve: resolve, reject: reject}
}

// Resolve settles the promise with what Value makes of v.
func (d *Deferred) Resolve(v any) { d.unwind(d.resolve(d.realm.Value(v))) }

// Reject settles the promise with the exception that stands for err.
func (d *Deferred) Reject(err error) { d.unwind(d.reject(d.realm.Exception(err))) }

// Settle resolves with v, or rejects if err is not nil.
func (d *Deferred) Settle(v any, err error) {
	if err != nil {
		d.Reject(err)
		return
	}
	d.Resolve(v)
}

func (d *Deferred) unwind(err error) { _ = d.realm.Isolate.Check(err) }

// Resolved answers a promise that is fulfilled with v.
func (r *Realm) Resolved(v any) *goja.Object {
	d := r.NewPromise()
	d.Resolve(v)
	return d.Promise
}

// Rejected answers a promise that is rejected with err.
func (r *Realm) Rejected(err error) *goja.Object {
	d := r.NewPromise()
	d.Reject(err)
	return d.Promise
}

// Promise makes an operation answer a promise: what run answers fulfils it, an error or exception rejects
// it. A run that answers a promise has it adopted.
func Promise[T any](run func(*T, *Call) (any, error)) func(*T, *Call) (any, error) {
	return func(t *T, c *Call) (any, error) {
		d := c.Realm.NewPromise()
		v, err := try(c.Realm, func() (any, error) { return run(t, c) })
		d.Settle(v, err)
		return d, nil
	}
}

// PromiseFunc is Promise for a function without a receiver.
func PromiseFunc(run func(*Call) (any, error)) func(*Call) (any, error) {
	return func(c *Call) (any, error) {
		d := c.Realm.NewPromise()
		v, err := try(c.Realm, func() (any, error) { return run(c) })
		d.Settle(v, err)
		return d, nil
	}
}

// Work is the part of an asynchronous operation that runs off the loop, with no script value in reach. ctx
// ends with the request or object that asked.
type Work func(ctx context.Context) (any, error)

// Async makes an operation of three steps: start reads the arguments on the loop, the Work it answers runs
// off it, the result is delivered on it through the boundary. Failures reject.
func Async[T any](start func(*T, *Call) (Work, error)) func(*T, *Call) (any, error) {
	return func(t *T, c *Call) (any, error) {
		r := c.Realm
		d := r.NewPromise()
		work, err := try(r, func() (Work, error) { return start(t, c) })
		if err != nil {
			d.Reject(err)
			return d, nil
		}
		r.Go(work, d.Settle)
		return d, nil
	}
}

// Go runs work off the loop and then done as a turn of the running scope.
func (r *Realm) Go(work Work, done func(any, error)) { r.GoOn(r.Isolate.Begin(), work, done) }

// GoOn is Go for an operation that has begun.
func (r *Realm) GoOn(op *isolate.Op, work Work, done func(any, error)) {
	ctx := op.Context().Done()
	go func() {
		v, err := work(ctx)
		op.Deliver(func() { done(v, err) })
	}()
}

// Try runs f, which may throw, and answers the exception as an error.
func (r *Realm) Try(f func() (any, error)) (any, error) { return try(r, f) }

func try[V any](r *Realm, f func() (V, error)) (v V, err error) {
	if ex := r.VM.Try(func() { v, err = f() }); ex != nil {
		return v, ex
	}
	return v, err
}

// reaction makes Go functions the reactions of what is no plain promise. They are called by script, not by the
// engine: with no script call around it, whatever a reaction settles would run further microtasks before it returns.
// own is the then of v, which is asked for it once.
var reaction = goja.MustCompile("dodev:then", `(function(Promise, then, resolve, apply) {
	return function(v, own, ok, bad) {
		const p = own ? { then(a, b) { return apply(own, v, [a, b]) } } : v
		apply(then, apply(resolve, Promise, [p]), [function(v) { ok(v) }, function(e) { bad(e) }])
	}
})`, true)

var promiseType = reflect.TypeFor[*goja.Promise]()

// Then calls one of the two when v settles: as await does, a value that is no promise counts as fulfilled.
// It never runs script at once; the promise counts as handled.
func (r *Realm) Then(v goja.Value, fulfilled, rejected func(goja.Value)) {
	o, ok := v.(*goja.Object)
	if !ok {
		r.Isolate.Microtask(func() { fulfilled(v) })
		return
	}
	caught := func(reason goja.Value) {
		r.Isolate.Catch(reason)
		rejected(reason)
	}
	var own goja.Value // the then of a thenable
	promise, plain := false, false
	if ex := r.VM.Try(func() {
		if promise = o.ExportType() == promiseType; promise {
			plain = o.Get("constructor") == goja.Value(r.Intrinsic("Promise"))
		} else if then := o.Get("then"); then != nil {
			if _, ok := goja.AssertFunction(then); ok {
				own = then
			}
		}
	}); ex != nil {
		r.Isolate.Microtask(func() { caught(ex.Value()) })
		return
	}
	switch {
	case promise && plain && r.Isolate.React(o.Export().(*goja.Promise), fulfilled, caught):
	case promise || own != nil:
		r.adopt(v, own, fulfilled, caught)
	default:
		r.Isolate.Microtask(func() { fulfilled(v) })
	}
}

// adopt is Then for a thenable, whose then is own, or a promise of another class.
func (r *Realm) adopt(v, own goja.Value, fulfilled, rejected func(goja.Value)) {
	if r.then == nil {
		ctor := r.Intrinsic("Promise")
		make, _ := goja.AssertFunction(r.program(reaction))
		then, err := make(goja.Undefined(), ctor, ctor.Get("prototype").(*goja.Object).Get("then"), ctor.Get("resolve"),
			r.Intrinsic("Reflect").Get("apply"))
		if err != nil {
			panic(fmt.Errorf("webidl: then: %w", err)) // our own source
		}
		r.then, _ = goja.AssertFunction(then)
	}
	callback := func(f func(goja.Value)) goja.Value {
		return r.VM.ToValue(func(c goja.FunctionCall) goja.Value {
			f(c.Argument(0))
			return goja.Undefined()
		})
	}
	if own == nil {
		own = goja.Undefined()
	}
	if _, err := r.then(goja.Undefined(), v, own, callback(fulfilled), callback(rejected)); err != nil {
		rejected(r.Exception(err)) // a promise whose constructor getter throws
	}
}

// Derived answers the promise of p's then without reactions: it becomes the same, a microtask later.
func (r *Realm) Derived(p *goja.Object) *goja.Object {
	if r.derive == nil {
		r.derive, _ = goja.AssertFunction(r.Intrinsic("Promise").Get("prototype").(*goja.Object).Get("then"))
	}
	v, err := r.derive(p)
	if err != nil {
		panic(err)
	}
	return v.(*goja.Object)
}

func (r *Realm) program(p *goja.Program) goja.Value {
	v, err := r.VM.RunProgram(p)
	if err != nil {
		panic(fmt.Errorf("webidl: %w", err)) // our own source
	}
	return v
}
