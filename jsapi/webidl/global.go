package webidl

import (
	"reflect"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
)

// Global is a global that is not a class: a function, or an object made at first use.
type Global struct {
	Name  string
	Value func(*Realm) goja.Value
	If    func(compat.Flags) bool
	// Own says when a function stands on the global object, as objects do, and not on its prototype.
	Own func(compat.Flags) bool
	// Beneath is what the prototype has under the name of a function that is the global object's own.
	Beneath func(*Realm) goja.Value
	// Inherited says that a class which the global object inherits from has it too.
	Inherited bool
}

// Func declares a global function.
func Func(name string, run func(*Call) (any, error)) Global {
	return Global{Name: name, Value: func(r *Realm) goja.Value { return r.Method("ServiceWorkerGlobalScope", name, run) }}
}

// Namespace is a set of globals. Any number of realms share it.
type Namespace struct {
	classes map[string]Class
	globals map[string]Global
	byType  map[reflect.Type]Class
}

// NewNamespace answers the set of these classes and globals.
func NewNamespace(classes []Class, globals []Global) *Namespace {
	n := &Namespace{classes: map[string]Class{}, globals: map[string]Global{}, byType: map[reflect.Type]Class{}}
	for _, c := range classes {
		n.classes[c.ClassName()] = c
		n.byType[c.native()] = c
	}
	for _, g := range globals {
		n.globals[g.Name] = g
	}
	return n
}

// Install makes the set's members globals of the realm. Each is built when it is first named: until then
// they stand on one object in the global object's prototype chain, which costs next to nothing.
func (n *Namespace) Install(r *Realm) {
	r.byType = n.byType
	scope := &lazyScope{realm: r, set: n, made: map[string]goja.Value{}}
	r.globals = scope
	lazy := r.VM.NewDynamicObject(scope)
	_ = lazy.SetPrototype(r.VM.GlobalObject().Prototype())
	_ = r.VM.GlobalObject().SetPrototype(lazy)
}

// lazyScope builds a global the first time a script names it and moves it onto the global object.
type lazyScope struct {
	realm *Realm
	set   *Namespace
	made  map[string]goja.Value
}

// class answers the class that is a global called name. One that is no global may share its name with one.
func (s *lazyScope) class(name string) Class {
	if c, ok := s.set.classes[name]; ok && c.Exposed(s.realm.Flags) {
		return c
	}
	return nil
}

func (s *lazyScope) exposed(name string) bool {
	if s.class(name) != nil {
		return true
	}
	g, ok := s.set.globals[name]
	return ok && (g.If == nil || g.If(s.realm.Flags))
}

// Get builds the global called name.
func (s *lazyScope) Get(name string) goja.Value {
	if !s.exposed(name) {
		return nil
	}
	var v goja.Value
	enumerable := no
	if c := s.class(name); c != nil {
		v = s.realm.class(c).constructor
		defer c.named(s.realm)
	} else {
		v = s.set.globals[name].Value(s.realm)
		enumerable = yes
	}
	s.made[name] = v
	_ = s.realm.VM.GlobalObject().DefineDataProperty(name, v, yes, yes, enumerable)
	return v
}

// Has answers whether a global called name could be built.
func (s *lazyScope) Has(name string) bool { return s.exposed(name) }

// Set defines a global of the script's own.
func (s *lazyScope) Set(name string, v goja.Value) bool {
	_ = s.realm.VM.GlobalObject().DefineDataProperty(name, v, yes, yes, yes)
	return true
}

// Delete forgets nothing: what was not built is not there.
func (s *lazyScope) Delete(string) bool { return true }

// Keys lists nothing: enumerating the global object builds no class.
func (s *lazyScope) Keys() []string { return nil }
