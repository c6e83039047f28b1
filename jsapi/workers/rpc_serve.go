package workers

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// serve has a call find and use its member, within a turn. send is called once, on the loop, with what came of
// it, and sends that when it may leave.
func (s *script) serve(t receiver, c *wire.Call, send func(*wire.Answer, error)) {
	failed := func(err error) {
		c.Args.Close()
		send(nil, s.refusal(&t, err))
	}
	v, this, err := s.find(&t, c.Path)
	if err != nil {
		failed(err)
		return
	}
	if c.Get {
		s.answer(&t, v, nil, send)
		return
	}
	f, ok := goja.AssertFunction(v)
	if !ok {
		failed(webidl.TypeError("\"%s\" is not a function.", traced(c.Path)))
		return
	}
	args, stubs, err := s.unpackArguments(c.Args)
	if err == nil && t.handler {
		args, err = handlerArguments(&t, v.(*goja.Object), args, traced(c.Path))
	}
	if err != nil {
		stubs.dispose()
		failed(err)
		return
	}
	if stubs != nil && len(stubs.stubs) > 0 {
		c.OnCancel(func() { s.iso.Post(stubs.dispose) })
	}
	result, err := f(this, args...)
	if err != nil {
		send(nil, s.thrown(&t, s.realm.Exception(s.uncallable(v, s.iso.Check(err)))))
		stubs.dispose()
		return
	}
	s.answer(&t, result, stubs, send)
}

// uncallable answers why a call of f failed with err. That of a class did because it is one, which the engine says
// without its name.
func (s *script) uncallable(f goja.Value, err error) error {
	source, failed := s.realm.Try(func() (any, error) { return f.String(), nil })
	if failed != nil || !strings.HasPrefix(source.(string), "class") {
		return err
	}
	name := "s"
	if v := f.(*goja.Object).Get("name"); v != nil && v.String() != "" {
		name = " " + v.String()
	}
	return webidl.TypeError("Class constructor%s cannot be invoked without 'new'", name)
}

func traced(path []string) string {
	if len(path) == 0 {
		return "(this)"
	}
	return strings.Join(path, ".")
}

// handlerArguments puts env and ctx behind the one argument of a function that belongs to no class.
func handlerArguments(t *receiver, f *goja.Object, args []goja.Value, name string) ([]goja.Value, error) {
	arity := f.Get("length").ToInteger()
	switch {
	case arity < 0 || arity >= 256:
		return nil, webidl.TypeError("RPC function has unreasonable length attribute: %d", arity)
	case arity > 3:
		return nil, webidl.TypeError("Cannot call handler function \"%s\" over RPC because it has the wrong number of arguments. "+
			"A simple function handler can only be called over RPC if it has exactly the arguments (arg, env, ctx), where only the "+
			"first argument comes from the client. To support multi-argument RPC functions, use class-based syntax (extending "+
			"WorkerEntrypoint) instead.", name)
	case len(args) != 1:
		return nil, webidl.TypeError("Attempted to call RPC function \"%s\" with the wrong number of arguments. When calling a "+
			"top-level handler function that is not declared as part of a class, you must always send exactly one argument. In "+
			"order to support variable numbers of arguments, the server must use class-based syntax (extending WorkerEntrypoint) "+
			"instead.", name)
	}
	return []goja.Value{args[0], t.env, t.ctx}, nil
}

// answer sends a result, once it has settled if it is a promise. The stubs that came with the arguments are
// disposed of then.
func (s *script) answer(t *receiver, v goja.Value, stubs *group, send func(*wire.Answer, error)) {
	done := func(v goja.Value) {
		a, err := s.packResult(t, v)
		stubs.dispose()
		if err != nil {
			send(nil, s.refusal(t, err))
			return
		}
		send(a, nil)
	}
	if !isObject(v) {
		done(v)
		return
	}
	s.realm.Then(v, done, func(reason goja.Value) {
		send(nil, s.thrown(t, reason))
		stubs.dispose()
	})
}

// packResult writes a result, and makes what stands for it here.
func (s *script) packResult(t *receiver, v goja.Value) (*wire.Answer, error) {
	o, isObject := v.(*goja.Object)
	plain := isObject && !isProxy(o) && o.Prototype() == s.objectPrototype()
	var dispose goja.Callable
	if plain {
		symbol := s.realm.DisposeSymbol()
		if d := o.GetSymbol(symbol); d != nil {
			dispose, _ = goja.AssertFunction(d)
			_ = o.DeleteSymbol(symbol) // the receiver's copy gets one of its own
		}
	}
	p := &packing{script: s, give: true, result: true}
	payload, err := p.pack(v)
	if err != nil {
		return nil, err
	}
	a := &wire.Answer{Payload: *payload}
	var x *export
	switch {
	case plain:
		x = s.exportBare(s.iso.Scope(), o, true, true)
	case isObject && webidl.As[Fetcher](o) != nil:
		x = s.exportBare(s.iso.Scope(), o, false, true)
	case isObject && len(a.Carried) == 1 && single(o):
		a.Target = a.Carried[0].(wire.Capability).Dup()
		if len(p.given) > 0 {
			p.given[0].dispose()
		}
		return a, nil
	default: // nothing can be called on it
		a.Target = &nothing{t.id}
		for _, t := range p.given {
			t.dispose()
		}
		return a, nil
	}
	x.dispose, x.given = dispose, p.given
	a.Target, a.Disposer = x, dispose != nil
	return a, nil
}

// single answers whether o is sent as one stub.
func single(o *goja.Object) bool {
	_, function := goja.AssertFunction(o)
	return function || isProxy(o) || webidl.As[rpcStub](o) != nil || webidl.As[rpcTarget](o) != nil
}

// nothing stands for a result that has no members.
type nothing struct{ id string }

// Call fails.
func (n *nothing) Call(c *wire.Call) {
	c.Args.Close()
	e := &RemoteError{class: "TypeError", plain: "\"(this)\" is not a function.", remote: true, objectID: n.id}
	if len(c.Path) > 0 {
		e.plain = noMember(c.Path[0]).(*webidl.Error).Message
	}
	e.Message = "TypeError: " + e.plain
	e.Stack = e.Message
	c.Answer(nil, e)
}

// Dup answers itself.
func (n *nothing) Dup() wire.Capability { return n }

// Release does nothing.
func (n *nothing) Release() {}
