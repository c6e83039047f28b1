package workers

import (
	"context"
	"slices"
	"strconv"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/clone"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/wire"
)

// Fetcher is what a stub and a service binding have in common.
type Fetcher struct {
	target Target
	// owner is the context that the Fetcher may be used in; nil is any.
	owner *isolate.Context
}

var fetcherClass = &webidl.Interface[Fetcher]{
	Name: "Fetcher",
	Operations: []webidl.Operation[Fetcher]{
		{Name: "fetch", Run: (*Fetcher).fetch},
		{Name: "connect", Run: (*Fetcher).connect},
	},
	Setup: wildcard,
	If:    never,
}

// fetch sends a request, as the global fetch does, to whatever the Fetcher stands for.
func (f *Fetcher) fetch(c *webidl.Call) (any, error) {
	if f.owner != nil {
		if err := foreign(c.Isolate().Scope().Context, f.owner, "OutgoingFactory"); err != nil {
			return c.Realm.Rejected(err), nil
		}
	}
	return jsapi.FetchWith(c, f.target.Fetch, jsapi.FetchOptions{
		FakeHost: !c.Realm.Flags.Has(compat.DurableObjectFetchRequiresFullURL), Stub: true,
	})
}

// FetchSender lets a Request that names the Fetcher be sent to it.
func (f *Fetcher) FetchSender() jsapi.Sender { return f.target.Fetch }

// RefuseClone answers why a stub is not stored.
func (f *Fetcher) RefuseClone() error {
	return &clone.Error{Message: "ServiceStub cannot be serialized in this context."}
}

func (f *Fetcher) connect(*webidl.Call) (any, error) {
	return nil, webidl.PlainError("dodev does not support connect() on stubs and service bindings yet")
}

// Stub is a DurableObject: the caller's end of one object. Calls through one stub arrive in order, and once
// the object was reset they keep failing with the same error.
type Stub struct {
	Fetcher
	id *ObjectID
}

// Super is the Fetcher part.
func (s *Stub) Super() any { return &s.Fetcher }

var stubClass = &webidl.Interface[Stub]{Name: "DurableObject", Inherits: fetcherClass, If: never}

// newStub answers a stub of an object, for the running context.
func newStub(r *webidl.Realm, objects *runtime.Namespace, id *ObjectID) *goja.Object {
	owner := r.Isolate.Scope().Context
	o := webidl.Wrap(r, &Stub{Fetcher{&objectTarget{objects: objects, id: id}, owner}, id})
	name := goja.Undefined()
	if id.name.Known {
		name = r.VM.ToValue(id.name.Text)
	}
	_ = o.Set("name", name)
	_ = o.Set("id", wrapID(r, id))
	return o
}

// leaveWith drops a response's body when whoever asked is gone, or went without reading: its sender waits for
// its end.
func leaveWith(req *wire.Request, res *wire.Response) {
	if res != nil && res.Body != nil && res.Body.Stream != nil && req.Context != nil {
		context.AfterFunc(req.Context, res.Body.Close)
	}
}

// measure tells the receiver how long the body is, or that it is not known.
func measure(req *wire.Request) {
	if req.Body != nil && !req.Header.Has("content-length") {
		field := wire.Field{Name: "transfer-encoding", Value: "chunked"}
		if req.Body.Length >= 0 {
			field = wire.Field{Name: "content-length", Value: strconv.FormatInt(req.Body.Length, 10)}
		}
		req.Header = append(slices.Clip(req.Header), field)
	}
}

// wildcard makes every other name of a Fetcher a remote method, which needs RPC.
func wildcard(r *webidl.Realm, _, prototype *goja.Object) {
	if !r.Flags.Has(compat.RPC) {
		return
	}
	o := r.VM.NewDynamicObject(&anyMethod{realm: r, base: prototype.Prototype()})
	_ = prototype.SetPrototype(o)
}

// anyMethod stands at the end of a Fetcher's prototype chain.
type anyMethod struct {
	realm *webidl.Realm
	base  *goja.Object // Object.prototype
}

// Get answers a function that says what is missing, for any name that Object.prototype has not.
func (a *anyMethod) Get(name string) goja.Value {
	if !a.Has(name) {
		return nil
	}
	return a.realm.Method("Fetcher", name, func(*webidl.Call) (any, error) {
		return nil, webidl.PlainError("dodev does not support RPC on stubs yet (the call of %s)", name)
	})
}

// Has answers whether a name is a remote one. Stubs are no thenables.
func (a *anyMethod) Has(name string) bool { return name != "then" && a.base.Get(name) == nil }

// Set leaves assignments to the object itself.
func (a *anyMethod) Set(string, goja.Value) bool { return false }

// Delete deletes nothing.
func (a *anyMethod) Delete(string) bool { return true }

// Keys lists nothing.
func (a *anyMethod) Keys() []string { return nil }
