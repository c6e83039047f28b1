package workers

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// receiver is what a call's path begins at.
type receiver struct {
	object *goja.Object
	// own says that own properties are its members; otherwise those of its class are.
	own bool
	// entry marks an object or entrypoint, more of whose names are reserved.
	entry bool
	// handler says that its functions are called as handlers are: with one argument, env and ctx.
	handler  bool
	env, ctx goja.Value
	// id is the Durable Object that errors of the receiver's are marked with, "" is none.
	id string
}

var entryNames = []string{"fetch", "connect", "alarm", "webSocketMessage", "webSocketClose", "webSocketError"}

// reserved answers the error of a name that no call may name.
func (t *receiver) reserved(name string) error {
	if name == "dup" || name == "constructor" || t.entry && slices.Contains(entryNames, name) {
		return webidl.TypeError("'%s' is a reserved method and cannot be called over RPC.", name)
	}
	return nil
}

func noMember(name string) error {
	return webidl.TypeError("The RPC receiver does not implement the method \"%s\".", name)
}

// lookup is the walk along a path.
type lookup struct {
	script *script
	from   *receiver
	at     *goja.Object
	own    bool
	inStub bool // what follows is elsewhere
}

// find answers the member at the end of a path and what it is a member of. It runs getters.
func (s *script) find(t *receiver, path []string) (v goja.Value, this *goja.Object, err error) {
	l := &lookup{script: s, from: t, at: t.object, own: t.own}
	if len(path) == 0 {
		return t.object, t.object, nil
	}
	_, err = s.realm.Try(func() (any, error) {
		for _, name := range path[:len(path)-1] {
			v, err := l.member(name)
			if err != nil {
				return nil, err
			}
			if !l.descend(v) {
				return nil, noMember(name)
			}
		}
		v, err = l.member(path[len(path)-1])
		return nil, err
	})
	return v, l.at, err
}

// member answers a property, if it is of the kind that is open to others.
func (l *lookup) member(name string) (goja.Value, error) {
	if err := l.from.reserved(name); err != nil {
		return nil, err
	}
	has := l.script.hasOwn(l.at, name)
	if l.own != has {
		return nil, noMember(name)
	}
	v := l.at.Get(name)
	if !l.own && (v == nil || v.StrictEquals(orUndefined(l.script.objectPrototype().Get(name)))) {
		return nil, noMember(name)
	}
	return orUndefined(v), nil
}

func orUndefined(v goja.Value) goja.Value {
	if v == nil {
		return goja.Undefined()
	}
	return v
}

// descend goes on to the members of v, and answers whether it has any.
func (l *lookup) descend(v goja.Value) bool {
	o, ok := v.(*goja.Object)
	if !ok {
		return false
	}
	l.at = o
	if o.Prototype() == l.script.objectPrototype() {
		l.own = true
		return true
	}
	if isProxy(o) {
		own, ok := l.script.exportable(o)
		l.own = own
		return ok
	}
	switch {
	case webidl.As[rpcTarget](o) != nil:
		l.own = false
	case webidl.As[rpcStub](o) != nil, webidl.As[Fetcher](o) != nil, l.inStub && webidl.As[rpcProperty](o) != nil:
		l.own, l.inStub = false, true
	default:
		_, function := goja.AssertFunction(o)
		l.own = true
		return function && !remoteMember(o)
	}
	return true
}

type hasOwnKey struct{}

// hasOwn answers whether o has a property of its own.
func (s *script) hasOwn(o *goja.Object, name string) bool {
	f, ok := s.realm.Native[hasOwnKey{}].(func(goja.FunctionCall) goja.Value)
	if !ok {
		f = s.realm.Intrinsic("Object").Get("hasOwn").(*goja.Object).Export().(func(goja.FunctionCall) goja.Value)
		s.realm.Native[hasOwnKey{}] = f
	}
	return f(goja.FunctionCall{Arguments: []goja.Value{o, s.iso.VM.ToValue(name)}}).ToBoolean()
}
