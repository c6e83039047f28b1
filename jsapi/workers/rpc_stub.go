package workers

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/clone"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/wire"
)

// rpcStub is an RpcStub: a capability in the hands of script. Only script holds it, so that it is missed when script
// loses it.
type rpcStub struct{ *lease }

// lease is what a stub stands for. It belongs to the context that it came to.
type lease struct {
	owner  *isolate.Context
	to     wire.Capability // nil once the stub was disposed of
	forget func()          // of the release at the context's end
}

var rpcStubClass = &webidl.Interface[rpcStub]{
	Name:        "RpcStub",
	Tag:         "JsRpcStub",
	Constructor: newRPCStub,
	Operations:  []webidl.Operation[rpcStub]{{Name: "dup", Run: (*rpcStub).dup}},
	Dispose:     func(t *rpcStub, _ *webidl.Call) (any, error) { t.dispose(); return nil, nil },
	Call:        func(t *rpcStub, c *webidl.Call) (any, error) { return of(c.Realm).callRemote(t, "", c.Args), nil },
	Wildcard:    anyMember[rpcStub],
	Inspect:     noProperties[rpcStub],
	If:          never,
}

// hold answers a stub, for the running context, that takes over a reference.
func (s *script) hold(to wire.Capability) *rpcStub {
	l := &lease{owner: s.iso.Scope().Context, to: to}
	l.forget = l.owner.AtEnd(func(error) { l.release() })
	t := &rpcStub{l}
	miss(s, t, l, lostStub, (*lease).held)
	return t
}

// newRPCStub implements new RpcStub(target): what it wraps is called like one from elsewhere.
func newRPCStub(c *webidl.Call) (*rpcStub, error) {
	o, ok := c.Arg(0).(*goja.Object)
	if !ok {
		return nil, c.Bad(0, "Object")
	}
	s := of(c.Realm)
	own, ok := s.exportable(o)
	if !ok {
		return nil, webidl.TypeError("RpcStubs can only wrap plain objects, functions, and RpcTarget derivatives.")
	}
	if c.Isolate().Scope().Context.Global {
		return nil, webidl.PlainError("%s", globalScope)
	}
	return s.hold(s.export(o, own, false)), nil
}

// usable answers the error of code of another context.
func (t *rpcStub) usable(s *script) error { return foreign(s.iso.Scope().Context, t.owner, "Client") }

// begin answers the capability.
func (t *rpcStub) begin(s *script, path []string) (callee, []string, error) {
	if err := t.usable(s); err != nil {
		return nil, nil, err
	}
	if t.to == nil {
		return nil, nil, webidl.PlainError("RPC stub used after being disposed.")
	}
	return t.to, path, nil
}

// dup answers a stub that is disposed of apart from this one.
func (t *rpcStub) dup(c *webidl.Call) (any, error) {
	s := of(c.Realm)
	if err := t.usable(s); err != nil {
		return nil, err
	}
	if t.to == nil { // where the real runtime, too, only says that it did not expect it
		return nil, internalError(c.Realm)
	}
	return webidl.Wrap(c.Realm, s.hold(t.to.Dup())), nil
}

// held answers whether the capability has not been given up.
func (l *lease) held() bool { return l.to != nil }

// dispose gives the capability up. A second call does nothing.
func (l *lease) dispose() {
	if l.to != nil {
		l.forget()
		l.release()
	}
}

func (l *lease) release() {
	to := l.to
	l.to = nil
	to.Release()
}

// RefuseClone answers why a stub is not stored.
func (t *rpcStub) RefuseClone() error {
	return &clone.Error{Message: "RpcStub cannot be serialized in this context."}
}

// group is the stubs that came in one message, to be disposed of together.
type group struct {
	stubs []*lease
	// held stands for the result that they came in, if its maker is to hear when it is disposed of; forget takes
	// back its release at the context's end.
	held   wire.Capability
	forget func()
}

func (g *group) dispose() {
	if g == nil {
		return
	}
	for _, t := range g.stubs {
		t.dispose()
	}
	if g.stubs = nil; g.held != nil {
		g.forget()
		g.release()
	}
}

// isHeld answers whether the maker of the result has not heard that it was disposed of.
func (g *group) isHeld() bool { return g.held != nil }

// release lets go of the result alone.
func (g *group) release() {
	held := g.held
	g.held = nil
	held.Release()
}
