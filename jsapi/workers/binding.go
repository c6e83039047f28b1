package workers

import (
	"context"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
)

// bindingCall is an operation of a binding: what is done off the loop, and what a script gets of its result. Without finish
// it gets the result itself.
type bindingCall struct {
	work   webidl.Work
	finish func(r *webidl.Realm, v any) (any, error)
}

// asked makes an operation of a binding: start reads the arguments, and the work leaves for what stands behind the
// binding once what was written before is durable, as a request to another service does. Failures reject.
func asked[T any](start func(*T, *webidl.Call) (*bindingCall, error)) func(*T, *webidl.Call) (any, error) {
	return webidl.Promise(func(t *T, c *webidl.Call) (any, error) {
		if err := jsapi.RequireHandler(c.Realm); err != nil {
			return nil, err
		}
		call, err := start(t, c)
		if err != nil {
			return nil, err
		}
		d := c.Realm.NewPromise()
		call.leave(c.Realm, d)
		return d, nil
	})
}

// leave does the work and settles a promise.
func (b *bindingCall) leave(r *webidl.Realm, d *webidl.Deferred) {
	op := r.Isolate.Begin()
	ctx := op.Context().Done()
	op.Context().Boundary.Release(func(err error) {
		if err != nil {
			op.DeliverHere(func() { d.Reject(err) })
			return
		}
		go func() {
			v, err := b.work(ctx)
			op.Deliver(func() {
				if err == nil && b.finish != nil {
					d.Settle(r.Try(func() (any, error) { return b.finish(r, v) }))
					return
				}
				d.Settle(v, err)
			})
		}()
	})
}

// bindValue answers a binding's value for every isolate that has it.
func bindValue[T any](name string, make func() *T) Binding {
	return Binding{Name: name, Make: func(e *Environment) (goja.Value, error) {
		return webidl.Wrap(e.script.realm, make()), nil
	}}
}

// done is work without a result.
func done(f func() error) webidl.Work {
	return func(context.Context) (any, error) { return nil, f() }
}

// items answers what is in an array.
func items(array *goja.Object) []goja.Value {
	list := make([]goja.Value, array.Get("length").ToInteger())
	for n := range list {
		list[n] = orUndefined(array.Get(indexName(n)))
	}
	return list
}

// typeOf is the language's typeof.
func typeOf(v goja.Value) string {
	switch {
	case v == nil || goja.IsUndefined(v):
		return "undefined"
	case goja.IsNull(v):
		return "object"
	case goja.IsNumber(v):
		return "number"
	case goja.IsString(v):
		return "string"
	case goja.IsBigInt(v):
		return "bigint"
	}
	if o, ok := v.(*goja.Object); ok {
		if isCallable(o) {
			return "function"
		}
		return "object"
	}
	if _, ok := v.Export().(bool); ok {
		return "boolean"
	}
	return "symbol"
}
