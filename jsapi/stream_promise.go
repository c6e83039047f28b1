package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// streamPromise is a promise of the Streams Standard that script may never ask for: its script half is made
// when somebody does. Its zero value with a realm is pending.
type streamPromise struct {
	realm    *webidl.Realm
	deferred *webidl.Deferred
	value    goja.Value
	state    goja.PromiseState
	handled  bool
}

// object answers the promise as script sees it.
func (p *streamPromise) object() *goja.Object {
	if p.deferred == nil {
		p.deferred = p.realm.NewPromise()
		p.settle()
	}
	return p.deferred.Promise
}

func (p *streamPromise) settle() {
	if p.deferred == nil {
		return
	}
	switch p.state {
	case goja.PromiseStateFulfilled:
		p.deferred.Resolve(p.value)
	case goja.PromiseStateRejected:
		p.deferred.Reject(webidl.Throw(p.value))
		if p.handled {
			p.realm.Then(p.deferred.Promise, ignore, ignore)
		}
	}
}

func (p *streamPromise) pending() bool { return p.state == goja.PromiseStatePending }

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

// rejectQuietly rejects the promise and marks it as handled.
func (p *streamPromise) rejectQuietly(reason goja.Value) {
	p.handled = true
	p.reject(reason)
}

func ignore(goja.Value) {}

// algorithm is a callback of an underlying source or sink: what it answers is waited for, an error counts
// as a rejection.
type algorithm func(args ...goja.Value) (goja.Value, error)

// nothing is the algorithm of a callback that was not given.
func nothing(...goja.Value) (goja.Value, error) { return goja.Undefined(), nil }

// upon reacts, in a later microtask, to what an algorithm answered.
func upon(r *webidl.Realm, v goja.Value, err error, fulfilled, rejected func(goja.Value)) {
	if err != nil {
		r.Then(r.Rejected(err), fulfilled, rejected)
		return
	}
	r.Then(v, fulfilled, rejected)
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
	return func(args ...goja.Value) (goja.Value, error) { return f(this, args...) }
}

// wrongMember answers the TypeError for a dictionary's member that is not of a type.
func wrongMember(name, dictionary, typ string) error {
	return webidl.TypeError("Incorrect type for the '%s' field on '%s': the provided value is not of type '%s'.", name, dictionary, typ)
}

// chunkQueue is a queue with sizes. https://streams.spec.whatwg.org/#queue-with-sizes
type chunkQueue struct {
	list  []sizedChunk
	total float64
}

type sizedChunk struct {
	value goja.Value // nil is the close sentinel
	size  float64
}

func (q *chunkQueue) empty() bool { return len(q.list) == 0 }

func (q *chunkQueue) push(v goja.Value, size float64) {
	q.list = append(q.list, sizedChunk{v, size})
	q.total += size
}

func (q *chunkQueue) shift() goja.Value {
	c := q.list[0]
	q.list[0] = sizedChunk{}
	q.list = q.list[1:]
	q.total = max(q.total-c.size, 0)
	return c.value
}

func (q *chunkQueue) reset() { *q = chunkQueue{} }

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

// promising makes an operation answer a promise: the one that run answers, as it is, or one that is settled
// already with what it answers or the error it fails with.
func promising[T any](run func(*T, *webidl.Call) (any, error)) func(*T, *webidl.Call) (any, error) {
	return func(t *T, c *webidl.Call) (any, error) {
		v, err := c.Realm.Try(func() (any, error) { return run(t, c) })
		if err != nil {
			return c.Realm.Rejected(err), nil
		}
		switch v := v.(type) {
		case *streamPromise:
			return v.object(), nil
		case *goja.Object:
			if _, ok := v.Export().(*goja.Promise); ok {
				return v, nil
			}
		}
		return c.Realm.Resolved(v), nil
	}
}
