package node

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
)

// asyncLocalStorageClass implements https://nodejs.org/api/async_context.html#class-asynclocalstorage.
var asyncLocalStorageClass = &webidl.Interface[AsyncLocalStorage]{
	Name:        "AsyncLocalStorage",
	Constructor: newAsyncLocalStorage,
	Statics: []webidl.Static{
		{Name: "bind", Run: bindScope},
		{Name: "snapshot", Run: snapshotScope},
	},
	Attributes: []webidl.Attribute[AsyncLocalStorage]{
		{Name: "name", Get: func(s *AsyncLocalStorage, _ *webidl.Call) (any, error) { return s.name, nil }},
	},
	Operations: []webidl.Operation[AsyncLocalStorage]{
		{Name: "run", Run: (*AsyncLocalStorage).run},
		{Name: "exit", Run: (*AsyncLocalStorage).exit},
		{Name: "getStore", Run: (*AsyncLocalStorage).getStore},
		{Name: "enterWith", Run: notInScopes("enterWith")},
		{Name: "disable", Run: notInScopes("disable")},
	},
	If: func(compat.Flags) bool { return false },
}

// AsyncLocalStorage is a value that follows the code it was given to, through promises and timers. The values are
// in the isolate's scopes, under the storage that they belong to.
type AsyncLocalStorage struct {
	name     string
	fallback goja.Value
}

func newAsyncLocalStorage(c *webidl.Call) (*AsyncLocalStorage, error) {
	s := &AsyncLocalStorage{fallback: goja.Undefined()}
	options := c.Dict(0, "AsyncLocalStorageOptions")
	if v, ok := options.Member("defaultValue"); ok {
		s.fallback = v
	}
	s.name, _ = options.String("name")
	return s, nil
}

func (s *AsyncLocalStorage) run(c *webidl.Call) (any, error) {
	f := c.Function(1)
	return s.with(c, c.Arg(0), f, c.Args[2:])
}

func (s *AsyncLocalStorage) exit(c *webidl.Call) (any, error) {
	f := c.Function(0)
	return s.with(c, goja.Undefined(), f, c.Args[1:])
}

func (s *AsyncLocalStorage) with(c *webidl.Call, store goja.Value, f goja.Callable, args []goja.Value) (any, error) {
	return within(c.Realm, c.Isolate().Scope().With(s, store), f, args)
}

func (s *AsyncLocalStorage) getStore(c *webidl.Call) (any, error) {
	if store, ok := c.Isolate().Scope().Local(s); ok {
		return store, nil
	}
	return s.fallback, nil
}

// notInScopes is a method that the platform does not have either.
func notInScopes(name string) func(*AsyncLocalStorage, *webidl.Call) (any, error) {
	return func(*AsyncLocalStorage, *webidl.Call) (any, error) {
		return nil, webidl.PlainError("asyncLocalStorage.%s() is not implemented", name)
	}
}

// bindScope answers a function that runs with the values of now.
func bindScope(c *webidl.Call) (any, error) {
	f, locals := c.Function(0), c.Isolate().Scope().Locals
	return later(c.Realm, locals, func([]goja.Value) (goja.Callable, int) { return f, 0 }), nil
}

// snapshotScope answers a function that runs any other with the values of now.
func snapshotScope(c *webidl.Call) (any, error) {
	r := c.Realm
	return later(r, c.Isolate().Scope().Locals, func(args []goja.Value) (goja.Callable, int) {
		return (&webidl.Call{Realm: r, Args: args}).Function(0), 1
	}), nil
}

// later answers a function that calls another one with some values in its scope; choose says which, and how many
// arguments are not its own.
func later(r *webidl.Realm, locals *isolate.Local, choose func([]goja.Value) (goja.Callable, int)) goja.Value {
	made := r.Isolate.Scope().Context
	bound := r.Flags.Has(compat.BindAsyncLocalStorageSnapshotToRequest) && !made.Global
	return r.Function("", func(c goja.FunctionCall) goja.Value {
		if bound && r.Isolate.Scope().Context != made {
			panic(r.Exception(webidl.PlainError("Cannot call this AsyncLocalStorage bound function outside of the request in which it was created.")))
		}
		f, skip := choose(c.Arguments)
		scope := *r.Isolate.Scope()
		scope.Locals = locals
		v, err := within(r, &scope, f, c.Arguments[skip:])
		if err != nil {
			panic(r.Exception(err))
		}
		return v
	})
}

func within(r *webidl.Realm, scope *isolate.Scope, f goja.Callable, args []goja.Value) (v goja.Value, err error) {
	r.Isolate.WithScope(scope, func() { v, err = f(goja.Undefined(), args...) })
	return v, err
}
