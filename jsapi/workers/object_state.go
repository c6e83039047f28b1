package workers

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime"
)

// State is the ctx of a Durable Object.
type State struct{ object *object }

// running answers the object whose code calls. Sections and sockets are always its own, whoever's ctx is asked for them.
func running(c *webidl.Call) (*object, error) {
	in, ok := c.Isolate().Scope().Context.Boundary.(*runtime.Instance)
	if !ok {
		return nil, internalError(c.Realm)
	}
	return objectOf(in), scriptError(in.Ended())
}

var stateClass = &webidl.Interface[State]{
	Name: "DurableObjectState",
	Operations: []webidl.Operation[State]{
		{Name: "waitUntil", Run: (*State).waitUntil},
		{Name: "blockConcurrencyWhile", Run: (*State).blockConcurrencyWhile},
		{Name: "acceptWebSocket", Run: (*State).acceptWebSocket},
		{Name: "getWebSockets", Run: (*State).getWebSockets},
		{Name: "setWebSocketAutoResponse", Run: (*State).setWebSocketAutoResponse},
		{Name: "getWebSocketAutoResponse", Run: (*State).getWebSocketAutoResponse},
		{Name: "getWebSocketAutoResponseTimestamp", Run: (*State).getWebSocketAutoResponseTimestamp},
		{Name: "setHibernatableWebSocketEventTimeout", Run: (*State).setEventTimeout},
		{Name: "getHibernatableWebSocketEventTimeout", Run: (*State).getEventTimeout},
		{Name: "getTags", Run: (*State).getTags},
		{Name: "abort", Run: (*State).abort},
	},
	If: never,
}

var stateMembers = []*member{
	{"storage", func(_ *script, this *goja.Object) goja.Value { return newStorage(webidl.As[State](this).object) }},
	{"id", func(s *script, this *goja.Object) goja.Value {
		return s.wrapIdentity(webidl.As[State](this).object.id())
	}},
	{"props", func(s *script, this *goja.Object) goja.Value {
		return webidl.As[State](this).object.code.props.value(s)
	}},
}

// newState answers the ctx of an instance. Its members are made when they are first read.
func newState(o *object) *goja.Object {
	s, r := o.script, o.script.realm
	ctx := webidl.Wrap(r, &State{o})
	if r.Flags.Has(compat.Experimental) {
		_ = ctx.Set("primaryStub", goja.Undefined()) // an object is its own primary
	}
	s.lazy(ctx, facets)
	_ = ctx.Set("container", goja.Undefined())
	s.lazy(ctx, stateMembers...)
	if r.Flags.Has(compat.EnableCtxExports) {
		s.lazy(ctx, moduleExports)
	}
	return ctx
}

// waitUntil keeps nothing alive that would not live anyway; a rejected promise is reported.
func (s *State) waitUntil(c *webidl.Call) (any, error) {
	s.object.script.waitUntil(c.Need(0, "Promise"))
	return nil, nil
}

// deepestSection is how many critical sections may be within one another.
const deepestSection = 64

// blockConcurrencyWhile runs a function while no other event is delivered. If it fails the object is reset.
func (s *State) blockConcurrencyWhile(c *webidl.Call) (any, error) {
	f, r := c.Function(0), c.Realm
	o, err := running(c)
	if err != nil {
		return nil, err
	}
	if o.in.SectionDepth() >= deepestSection {
		return nil, webidl.PlainError("blockConcurrencyWhile() calls are nested too deeply.")
	}
	result := r.NewPromise()
	o.in.Enter(runtime.SectionLimit, func(section *runtime.Section) {
		failed := func(reason goja.Value) {
			remote := o.script.capture(reason)
			remote.reset, remote.remote = true, true
			o.in.Reset(remote)
		}
		v, err := f(r.VM.GlobalObject()) // the platform's this
		if err != nil {
			failed(r.Exception(o.script.iso.Check(err)))
			return
		}
		r.Then(v, func(v goja.Value) { section.Leave(func() { result.Resolve(v) }) }, failed)
	})
	return result, nil
}

// abort resets the object at once: no statement after it runs, nothing that was not flushed is kept.
func (s *State) abort(c *webidl.Call) (any, error) {
	message := "Application called abort() to reset Durable Object."
	if c.Given(0) {
		message = c.Realm.Text(c.Arg(0)).String()
	}
	e := plainRemote(message)
	e.reset = true
	if v, ok := c.Dict(1, "AbortOptions").Member("retryAlarm"); ok && !v.ToBoolean() {
		e.dropAlarm = true
	}
	if err := s.object.own(c, stored); err != nil {
		return nil, err
	}
	s.object.in.Discard(e)
	c.Isolate().Terminate()
	return nil, nil
}

// absent throws whatever is asked of it: a part of the platform that is not here yet.
type absent struct {
	realm *webidl.Realm
	what  string
}

func (a *absent) fail() {
	panic(a.realm.Exception(webidl.PlainError("dodev does not support %s yet", a.what)))
}

// Get throws, except for the names that printing and awaiting ask for.
func (a *absent) Get(name string) goja.Value {
	switch name {
	case "then", "toJSON", "constructor", "inspect", "toString", "valueOf":
		return nil
	}
	a.fail()
	return nil
}

// Set throws.
func (a *absent) Set(string, goja.Value) bool { a.fail(); return false }

// Has answers that everything could be there.
func (a *absent) Has(string) bool { return true }

// Delete throws.
func (a *absent) Delete(string) bool { a.fail(); return false }

// Keys lists nothing.
func (a *absent) Keys() []string { return nil }
