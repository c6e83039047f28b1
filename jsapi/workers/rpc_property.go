package workers

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// maxPath is how many names may follow each other on a stub.
const maxPath = 64

// provider is what remote members are members of: a stub, a service binding, the promise of a result, or a
// member of one of these.
type provider interface {
	// begin answers where a call starts, and the path with the names that lead from there.
	begin(s *script, path []string) (callee, []string, error)
}

// callee takes calls.
type callee interface{ Call(*wire.Call) }

// rpcProperty is an RpcProperty: a member that may be there. Calling it calls a method, awaiting it reads it.
type rpcProperty struct {
	parent provider
	name   string
	depth  int
}

var rpcPropertyClass = &webidl.Interface[rpcProperty]{
	Name: "RpcProperty",
	Tag:  "JsRpcProperty",
	Operations: []webidl.Operation[rpcProperty]{
		{
			Name: "then",
			Run:  func(p *rpcProperty, c *webidl.Call) (any, error) { return p.read(c).then(c) },
			Job:  func(p *rpcProperty, c *webidl.Call) bool { return resolving(c.Args) && p.read(c).await(c) },
		},
		{Name: "catch", Run: func(p *rpcProperty, c *webidl.Call) (any, error) { return p.read(c).catch(c) }},
		{Name: "finally", Run: func(p *rpcProperty, c *webidl.Call) (any, error) { return p.read(c).finally(c) }},
	},
	Call: func(p *rpcProperty, c *webidl.Call) (any, error) {
		return of(c.Realm).callRemote(p.parent, p.name, c.Args), nil
	},
	Wildcard: func(p *rpcProperty, r *webidl.Realm, _ *goja.Object, name string) goja.Value {
		if p.depth >= maxPath {
			panic(r.Exception(webidl.TypeError("RPC pipelined property path is too deep (max %d).", maxPath)))
		}
		return webidl.Wrap(r, &rpcProperty{p, name, p.depth + 1})
	},
	Inspect: noProperties[rpcProperty],
	If:      never,
}

// begin answers where the parent starts.
func (p *rpcProperty) begin(s *script, path []string) (callee, []string, error) {
	to, path, err := p.parent.begin(s, path)
	return to, append(path, p.name), err
}

// read asks for the member's value.
func (p *rpcProperty) read(c *webidl.Call) *rpcPromise {
	return of(c.Realm).send(p.parent, p.name, nil, true)
}

// anyMember is the Wildcard of what has remote members. Stubs are no thenables.
func anyMember[T any](t *T, r *webidl.Realm, _ *goja.Object, name string) goja.Value {
	p, ok := any(t).(provider)
	if !ok || name == "then" {
		return nil
	}
	return webidl.Wrap(r, &rpcProperty{p, name, 0})
}

func noProperties[T any](*T, *webidl.Realm) []webidl.Property { return nil }

// onceRPC limits remote members of stubs and service bindings to the dates that have them.
var onceRPC = webidl.When(compat.RPC)
