package webidl

import (
	"maps"
	"slices"

	"github.com/dop251/goja"
)

// Spread builds every global of the platform and puts each where a script that lists the global object and its
// prototypes shall see it; scope is the prototype with the classes. What the script has replaced stays.
func (r *Realm) Spread(scope *goja.Object) {
	s, global := r.globals, r.VM.GlobalObject()
	for _, name := range slices.Sorted(maps.Keys(s.set.globals)) {
		if s.class(name) == nil && s.exposed(name) {
			s.place(global, scope, s.set.globals[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.set.classes)) {
		if s.class(name) != nil && scope.Get("constructor") != s.realm.class(s.class(name)).constructor {
			s.place(global, scope, Global{Name: name})
		}
	}
}

func (s *lazyScope) place(global, scope *goja.Object, g Global) {
	v := global.Get(g.Name) // which makes it
	own := g.Own != nil && g.Own(s.realm.Flags)
	if own && g.Beneath != nil {
		_ = scope.DefineDataProperty(g.Name, g.Beneath(s.realm), yes, yes, yes)
	}
	if _, function := goja.AssertFunction(v); s.made[g.Name] != v || !function || own {
		return
	}
	if err := global.Delete(g.Name); err != nil {
		return // the script has frozen it
	}
	if !g.Inherited {
		_ = scope.DefineDataProperty(g.Name, v, yes, yes, yes)
	}
}

// markers are the symbols by which the platform tells its own classes.
type markers struct{ class, inspect *goja.Symbol }

// mark gives a class the platform's own symbols, where a script could see them. It answers the object that names what an
// inspector shows, nil if there is none.
func (r *Realm) mark(prototype *goja.Object) *goja.Object {
	if !r.Isolate.Mentions("getOwnPropertySymbols") && !r.Isolate.Mentions("ownKeys") && !r.Isolate.Mentions("getOwnPropertyDescriptors") {
		return nil
	}
	m, ok := r.Native[markers{}].(markers)
	if !ok {
		m = markers{goja.NewSymbol("cloudflare:internal-class"), goja.NewSymbol("kResourceTypeInspect")}
		r.Native[markers{}] = m
	}
	_ = prototype.DefineDataPropertySymbol(m.class, m.class, no, no, no)
	shown := r.VM.NewObject()
	_ = prototype.DefineDataPropertySymbol(m.inspect, shown, no, yes, no)
	return shown
}

// markAs gives a class an accessor for one thing that an inspector shows.
func (in *Interface[T]) markAs(r *Realm, prototype, shown *goja.Object, name string) {
	symbol := goja.NewSymbol(name)
	_ = shown.Set(name, symbol)
	get := in.method(r, "get "+name, func(t *T, _ *Call) (any, error) {
		for _, p := range in.Inspect(t, r) {
			if p.Name == "["+name+"]" {
				return p.Value, nil
			}
		}
		return nil, nil
	})
	_ = prototype.DefineAccessorPropertySymbol(symbol, get, nil, yes, no)
}
