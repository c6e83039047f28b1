package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// streamPromise is a promise of the Streams Standard that script may never ask for. What Go reacts to and what
// script sees are two promises, the second a microtask behind the first, as on the platform; each is made when
// somebody asks for it. Its zero value with a realm is pending.
type streamPromise struct {
	realm   *webidl.Realm
	inner   *webidl.Deferred
	visible *goja.Object
	value   goja.Value
	state   goja.PromiseState
	adopted bool // it follows another promise
	thrown  bool // nothing was waited for
	handled bool
}

// resolved answers a promise that is fulfilled with undefined.
func resolved(r *webidl.Realm) *streamPromise {
	return &streamPromise{realm: r, state: goja.PromiseStateFulfilled, value: goja.Undefined()}
}

// rejected answers a promise that is rejected with the exception that stands for err.
func rejected(r *webidl.Realm, err error) *streamPromise {
	return &streamPromise{realm: r, state: goja.PromiseStateRejected, value: r.Exception(err)}
}

// thrown answers the promise of an operation that fails before it is one: script sees it at once.
func thrown(r *webidl.Realm, err error) *streamPromise {
	p := rejected(r, err)
	p.thrown, p.visible = true, p.promise()
	return p
}

// promise answers the promise that Go reacts to.
func (p *streamPromise) promise() *goja.Object {
	if p.inner == nil {
		p.inner = p.realm.NewPromise()
		p.settle()
	}
	return p.inner.Promise
}

// object answers the promise as script sees it.
func (p *streamPromise) object() *goja.Object {
	if p.visible == nil {
		p.visible = p.realm.Derived(p.promise())
		if p.handled {
			p.realm.Then(p.visible, ignore, ignore)
		}
	}
	return p.visible
}

func (p *streamPromise) settle() {
	if p.inner == nil {
		return
	}
	switch p.state {
	case goja.PromiseStateFulfilled:
		p.inner.Resolve(p.value)
	case goja.PromiseStateRejected:
		p.inner.Reject(webidl.Throw(p.value))
		if p.handled && p.visible == nil {
			p.realm.Then(p.inner.Promise, ignore, ignore)
		}
	}
}

// pending answers whether nothing has decided what becomes of the promise.
func (p *streamPromise) pending() bool { return p.state == goja.PromiseStatePending && !p.adopted }

func (p *streamPromise) resolve(v goja.Value) {
	if p.pending() {
		p.state, p.value = goja.PromiseStateFulfilled, v
		p.settle()
	}
}

// reject rejects the promise. One that script holds and does not handle is reported as unhandled, unless it
// was quietened.
func (p *streamPromise) reject(reason goja.Value) {
	if p.pending() {
		p.state, p.value = goja.PromiseStateRejected, reason
		p.settle()
	}
}

// quieten marks the promise as handled.
func (p *streamPromise) quieten() *streamPromise {
	p.handled = true
	return p
}

// rejectQuietly rejects the promise and marks it as handled.
func (p *streamPromise) rejectQuietly(reason goja.Value) { p.quieten().reject(reason) }

// follow makes the promise become what another becomes.
func (p *streamPromise) follow(q *streamPromise) {
	if p.pending() {
		p.promise()
		p.adopted = true
		p.inner.Resolve(q.promise())
	}
}

// then calls one of the two, a microtask after the promise is settled.
func (p *streamPromise) then(fulfilled, rejected func(goja.Value)) {
	p.realm.Then(p.promise(), fulfilled, rejected)
}

// chain answers the promise of what one of the two answers, nil for undefined. Without rejected, a rejection is
// passed on.
func (p *streamPromise) chain(fulfilled, rejected func(goja.Value) *streamPromise) *streamPromise {
	next := &streamPromise{realm: p.realm}
	step := func(f func(goja.Value) *streamPromise) func(goja.Value) {
		return func(v goja.Value) {
			switch q := f(v); {
			case q == nil:
				next.resolve(goja.Undefined())
			case q.thrown:
				next.reject(q.value)
			default:
				next.follow(q)
			}
		}
	}
	bad := next.reject
	if rejected != nil {
		bad = step(rejected)
	}
	p.then(step(fulfilled), bad)
	return next
}

// share answers the same promise, which script sees as another.
func (p *streamPromise) share() *streamPromise {
	p.promise()
	return &streamPromise{realm: p.realm, inner: p.inner, adopted: true, handled: p.handled}
}

func ignore(goja.Value) {}

// algorithm is a callback of an underlying source or sink, nil when there is none. What it answers, a script value
// or a *streamPromise, is waited for; an error counts as a rejection.
type algorithm func(args ...goja.Value) (any, error)

// promiseOf answers the promise of what an algorithm answered.
func promiseOf(r *webidl.Realm, v any, err error) *streamPromise {
	if err != nil {
		return rejected(r, err)
	}
	switch v := v.(type) {
	case *streamPromise:
		return v
	case *goja.Object:
		if _, ok := v.Export().(*goja.Promise); ok {
			return &streamPromise{realm: r, inner: &webidl.Deferred{Promise: v}, adopted: true}
		}
		p := &streamPromise{realm: r, adopted: true, inner: r.NewPromise()} // it may be a thenable
		p.inner.Resolve(v)
		return p
	}
	return resolved(r)
}

// run calls an algorithm, and one of the two once it is done: at once when there is no algorithm, which is the
// platform's way, otherwise in a later microtask.
func (a algorithm) run(r *webidl.Realm, done func(), failed func(goja.Value), args ...goja.Value) {
	if a == nil {
		done()
		return
	}
	v, err := a(args...)
	promiseOf(r, v, err).then(func(goja.Value) { done() }, failed)
}

// runChained is run for steps that answer promises, and answers the promise of what they answer.
func (a algorithm) runChained(r *webidl.Realm, done func() *streamPromise, failed func(goja.Value) *streamPromise, args ...goja.Value) *streamPromise {
	if a == nil {
		done()
		return resolved(r)
	}
	v, err := a(args...)
	return promiseOf(r, v, err).chain(func(goja.Value) *streamPromise { return done() }, failed)
}

// callback answers the member of an underlying object as an algorithm, nil when it is not there.
func callback(r *webidl.Realm, d *webidl.Dict, dictionary, name string) algorithm {
	v, ok := d.Member(name)
	if !ok {
		return nil
	}
	f, ok := goja.AssertFunction(v)
	if !ok {
		panic(r.Exception(wrongMember(name, dictionary, "function")))
	}
	this := d.Object()
	return func(args ...goja.Value) (any, error) { return f(this, args...) }
}

// wrongMember answers the TypeError for a dictionary's member that is not of a type.
func wrongMember(name, dictionary, typ string) error {
	return webidl.TypeError("Incorrect type for the '%s' field on '%s': the provided value is not of type '%s'.", name, dictionary, typ)
}

// iterResult answers {value, done}; without a value, nil, it is undefined or, once, left out.
func iterResult(r *webidl.Realm, v goja.Value, done bool) *goja.Object {
	o := r.VM.NewObject()
	if v == nil && r.Flags.Has(compat.EnableFastJsgStruct) {
		v = goja.Undefined()
	}
	if v != nil {
		_ = o.Set("value", v)
	}
	_ = o.Set("done", done)
	return o
}

// promising makes an operation answer a promise: the one that run answers, or one that is settled already with
// what it answers or the error it fails with.
func promising[T any](run func(*T, *webidl.Call) (any, error)) func(*T, *webidl.Call) (any, error) {
	return func(t *T, c *webidl.Call) (any, error) {
		v, err := c.Realm.Try(func() (any, error) { return run(t, c) })
		if err != nil {
			return c.Realm.Rejected(err), nil
		}
		if p, ok := v.(*streamPromise); ok {
			return p.object(), nil
		}
		return c.Realm.Resolved(v), nil
	}
}
