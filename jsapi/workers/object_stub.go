package workers

import (
	"context"
	"slices"
	"strconv"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi"
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
	Name: "Fetcher", // which cloudflare:workers exports as ServiceStub
	Operations: []webidl.Operation[Fetcher]{
		{Name: "fetch", Run: (*Fetcher).fetch},
		{Name: "connect", Run: (*Fetcher).connect},
		{Name: "queue", Run: asked((*Fetcher).queue), If: hasEvents},
		{Name: "scheduled", Run: asked((*Fetcher).scheduled), If: hasEvents},
		{Name: "get", Run: (*Fetcher).get, If: hasMethods},
		{Name: "put", Run: (*Fetcher).put, If: hasMethods},
		{Name: "delete", Run: (*Fetcher).delete, If: hasMethods},
	},
	Wildcard: anyMember[Fetcher],
	Wild:     onceRPC,
	If:       never,
}

// fetch sends a request, as the global fetch does, to whatever the Fetcher stands for.
func (f *Fetcher) fetch(c *webidl.Call) (any, error) {
	if err := f.usable(c.Isolate().Scope().Context); err != nil {
		return c.Realm.Rejected(err), nil
	}
	return jsapi.FetchWith(c, f.target.Fetch, jsapi.FetchOptions{
		FakeHost: !c.Realm.Flags.Has(compat.DurableObjectFetchRequiresFullURL), Stub: true,
	})
}

// usable answers the error of code that uses another context's.
func (f *Fetcher) usable(here *isolate.Context) error {
	if f.owner == nil {
		return nil
	}
	return foreign(here, f.owner, "OutgoingFactory")
}

// begin answers the target, each call of which is a session of its own.
func (f *Fetcher) begin(s *script, path []string) (callee, []string, error) {
	return f.target, path, f.usable(s.iso.Scope().Context)
}

// FetchSender lets a Request that names the Fetcher be sent to it.
func (f *Fetcher) FetchSender() jsapi.Sender { return f.target.Fetch }

// connect answers a socket to the connect handler of whatever the Fetcher stands for. Nobody there speaks TLS.
func (f *Fetcher) connect(c *webidl.Call) (any, error) {
	if err := f.usable(c.Isolate().Scope().Context); err != nil {
		return nil, err
	}
	out := f.target.Connect
	if secure, _ := c.Dict(1, "SocketOptions").String("secureTransport"); secure == "on" {
		if f.remote() {
			out = func(x *wire.Connection) { x.Refuse(errIncomingTLS) }
		} else {
			return nil, errIncomingTLS
		}
	}
	return jsapi.ConnectWith(c, out)
}

var errIncomingTLS = webidl.PlainError("Incoming CONNECT with TLS not supported")

// remote answers whether the Fetcher stands for an object, which hears of what is asked later.
func (f *Fetcher) remote() bool {
	switch f.target.(type) {
	case *serviceTarget, *dynamicTarget:
		return false
	}
	return true
}

// Stub is a DurableObject: the caller's end of one object. Calls through one stub arrive in order, and once
// the object was reset they keep failing with the same error.
type Stub struct {
	Fetcher
	id *ObjectID
	// shown is the DurableObjectId that it was made of.
	shown *goja.Object
}

// Super is the Fetcher part.
func (s *Stub) Super() any { return &s.Fetcher }

var stubClass = &webidl.Interface[Stub]{
	Name:     "DurableObject",
	Inherits: fetcherClass,
	Fields: []webidl.Field[Stub]{
		{Name: "name", Value: func(s *Stub, _ *webidl.Realm) any { return s.id.shownName() }},
		{Name: "id", Value: func(s *Stub, _ *webidl.Realm) any { return s.shown }},
	},
	If: never,
}

// newStub answers a stub of the object with an id, which shown is, for the running context.
func newStub(r *webidl.Realm, objects *runtime.Namespace, id *ObjectID, shown *goja.Object) *goja.Object {
	owner := r.Isolate.Scope().Context
	return webidl.Wrap(r, &Stub{Fetcher{&objectTarget{objects: objects, id: id}, owner}, id, shown})
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
