package workers

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// awaiting is what an await of an RpcPromise has given to its then.
type awaiting struct{ resolve, reject goja.Value }

// native answers the function that v is, to be called as the engine does; nil if it is none.
func native(v goja.Value) func(goja.FunctionCall) goja.Value {
	o, ok := v.(*goja.Object)
	if !ok || o.ClassName() != "Function" {
		return nil
	}
	f, _ := o.Export().(func(goja.FunctionCall) goja.Value)
	return f
}

// resolving answers whether these are the arguments of an await, which has a promise of its own: a function to
// fulfil it and one to reject it.
func resolving(args []goja.Value) bool {
	return len(args) == 2 && native(args[0]) != nil && native(args[1]) != nil
}

// await is then for the engine, which has nothing to do with the promise that then would answer. It leaves what has
// settled to then, for which the await comes late, and what somebody else has called then of, to keep their order.
func (q *rpcPromise) await(c *webidl.Call) bool {
	if q.settled || q.inner != nil || !resolving(c.Args) {
		return false
	}
	q.waiting = append(q.waiting, awaiting{c.Args[0], c.Args[1]})
	return true
}

// promise answers the promise that is within.
func (q *rpcPromise) promise() *webidl.Deferred {
	if q.inner != nil {
		return q.inner
	}
	q.inner = q.script.realm.NewPromise()
	for _, w := range q.waiting {
		_, _ = q.call("then", w.resolve, w.reject)
	}
	q.waiting = nil
	switch {
	case !q.settled:
	case q.failed:
		q.inner.Reject(webidl.Throw(q.outcome))
	default:
		q.inner.Resolve(q.outcome)
	}
	return q.inner
}

// resolve fulfils the promise. As the first thing in a turn this may do without the microtask in which a promise
// within would pass v on to those who wait: nothing else is queued that could tell.
func (q *rpcPromise) resolve(v goja.Value) {
	if q.inner == nil && q.thenable(v) {
		q.promise()
	}
	q.finish(v, false)
}

// reject rejects the promise. With nobody waiting this is for the engine to know.
func (q *rpcPromise) reject(err error) {
	if q.inner == nil && len(q.waiting) == 0 {
		q.promise()
	}
	v := q.script.realm.Exception(err)
	if len(q.waiting) > 0 {
		q.script.iso.Catch(v)
	}
	q.finish(v, true)
}

func (q *rpcPromise) finish(v goja.Value, failed bool) {
	q.settled, q.outcome, q.failed = true, v, failed
	switch {
	case q.inner == nil:
	case failed:
		q.inner.Reject(webidl.Throw(v))
	default:
		q.inner.Resolve(v)
	}
	waiting := q.waiting
	q.waiting = nil
	for _, w := range waiting {
		f := w.resolve
		if failed {
			f = w.reject
		}
		native(f)(goja.FunctionCall{Arguments: []goja.Value{v}})
	}
}

// thenable answers whether v has a then to call, or may have one.
func (q *rpcPromise) thenable(v goja.Value) (is bool) {
	o, ok := v.(*goja.Object)
	if !ok {
		return false
	}
	ex := q.script.iso.VM.Try(func() { _, is = goja.AssertFunction(o.Get("then")) })
	return is || ex != nil
}

// method calls a method of the promise that is within, whose reactions are functions.
func (q *rpcPromise) method(c *webidl.Call, name string, args ...goja.Value) (any, error) {
	for n := range max(len(args), 1) {
		if _, ok := goja.AssertFunction(c.Arg(n)); !ok && (n == 0 || c.Given(n)) {
			return nil, c.Bad(n, "Function")
		}
	}
	return q.call(name, args...)
}

func (q *rpcPromise) call(name string, args ...goja.Value) (goja.Value, error) {
	p := q.promise().Promise
	f, _ := goja.AssertFunction(p.Get(name))
	return f(p, args...)
}

func (q *rpcPromise) then(c *webidl.Call) (any, error) {
	return q.method(c, "then", c.Args[:min(len(c.Args), 2)]...)
}

func (q *rpcPromise) catch(c *webidl.Call) (any, error) {
	return q.method(c, "catch", c.Arg(0))
}

func (q *rpcPromise) finally(c *webidl.Call) (any, error) {
	return q.method(c, "finally", c.Arg(0))
}
