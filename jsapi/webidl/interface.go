package webidl

import (
	"cmp"
	"reflect"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
)

// Class is a declared class of any native type.
type Class interface {
	// ClassName is the name of the global that holds the class.
	ClassName() string
	// Exposed answers whether the class is a global under these flags.
	Exposed(compat.Flags) bool
	build(*Realm) *built
	native() reflect.Type
	named(*Realm)
}

// Interface declares one JavaScript class whose instances are backed by a *T.
type Interface[T any] struct {
	Name string
	// Tag is what an instance calls itself, and errors call the class; "" is Name.
	Tag string
	// Inherits is the parent class; *T then has a method Super() any that answers the parent's native part.
	Inherits Class
	// Constructor makes the native part of a new instance; nil throws "Illegal constructor".
	Constructor func(*Call) (*T, error)
	Constants   []Constant
	Statics     []Static
	Attributes  []Attribute[T]
	// Fields are data properties that each instance has as its own, whatever the date.
	Fields     []Field[T]
	Operations []Operation[T]
	// Pairs makes the class iterable: entries, keys, values, forEach and @@iterator.
	Pairs func(*T, *Call) []Pair
	// Snapshot iterates over the pairs as they were when the iteration began, not as they are at each step.
	Snapshot bool
	// Inspect lists what a console shows of an instance; nil lists the attributes, or the Pairs if there are any.
	Inspect func(*T, *Realm) []Property
	// Marks are the names of what Inspect shows in square brackets: accessors of the platform's that only an inspector
	// knows the symbols of.
	Marks []string
	// If limits the class to some flags; nil is always. The class can still be used when it is not exposed.
	If func(compat.Flags) bool
	// Named runs when a script first names the class, once it is built.
	Named func(*Realm)
	// Dispose is the method @@dispose.
	Dispose func(*T, *Call) (any, error)
	// Call makes the instances functions, and is what calling one does.
	Call func(*T, *Call) (any, error)
	// Wildcard answers a member that neither the instance o nor its class nor Object.prototype has: it is as if
	// there were one of every name. It answers nil for what is not there after all.
	Wildcard func(t *T, r *Realm, o *goja.Object, name string) goja.Value
	// Wild limits Wildcard to some flags; nil is always.
	Wild func(compat.Flags) bool
	// Setup finishes the class in ways that the tables cannot say.
	Setup func(r *Realm, constructor, prototype *goja.Object)
}

// Constant is a number on both the class and its prototype.
type Constant struct {
	Name  string
	Value int
}

// Static is a function on the class itself.
type Static struct {
	Name string
	Run  func(*Call) (any, error)
	If   func(compat.Flags) bool
}

// Attribute is an accessor. A nil Set makes it read only.
type Attribute[T any] struct {
	Name string
	Get  func(*T, *Call) (any, error)
	Set  func(*T, *Call) error
	If   func(compat.Flags) bool
	// Prototype keeps it off instances at dates when accessors were theirs.
	Prototype bool
	// Own puts it on instances at any date.
	Own bool
}

// Field is an own data property of each instance, with the value it has when the instance is made.
type Field[T any] struct {
	Name  string
	Value func(*T, *Realm) any
	// Writable lets scripts assign it.
	Writable bool
}

// Operation is a method. Its length is 0, as the real runtime's are.
type Operation[T any] struct {
	Name string
	Run  func(*T, *Call) (any, error)
	If   func(compat.Flags) bool
	// Job, if it is not nil, is asked first where the engine itself calls the method, which nobody hears the answer
	// of: true says that there is nothing left to do. It runs no script.
	Job func(*T, *Call) bool
}

// Pair is one entry of an iterable class.
type Pair struct{ Key, Value any }

// Property is a named value that a console shows.
type Property struct {
	Name  string
	Value goja.Value
}

// When limits a member to isolates with the flag.
func When(flag compat.Flag) func(compat.Flags) bool {
	return func(f compat.Flags) bool { return f.Has(flag) }
}

// Unless limits a member to isolates without the flag.
func Unless(flag compat.Flag) func(compat.Flags) bool {
	return func(f compat.Flags) bool { return !f.Has(flag) }
}

// ClassName is the name of the global that holds the class.
func (in *Interface[T]) ClassName() string { return in.Name }

// Exposed answers whether the class is a global under these flags.
func (in *Interface[T]) Exposed(f compat.Flags) bool { return in.If == nil || in.If(f) }

func (in *Interface[T]) tag() string { return cmp.Or(in.Tag, in.Name) }

func (in *Interface[T]) native() reflect.Type { return reflect.TypeFor[T]() }

func (in *Interface[T]) named(r *Realm) {
	if in.Named != nil {
		in.Named(r)
	}
}

// super is what the native part of a derived class answers.
type super interface{ Super() any }

func unwrap[T any](v goja.Value) *T { return part[T](native(v)) }

// part answers the *T that a native part is or derives from.
func part[T any](n any) *T {
	for n != nil {
		if t, ok := n.(*T); ok {
			return t
		}
		s, ok := n.(super)
		if !ok {
			return nil
		}
		n = s.Super()
	}
	return nil
}

var errIllegalConstructor = TypeError("Illegal constructor")

func (in *Interface[T]) build(r *Realm) *built {
	b := &built{class: in}
	construct := func(c goja.FunctionCall) goja.Value {
		call := &Call{Realm: r, This: c.This, Args: c.Arguments, class: in.tag()}
		if in.Constructor == nil {
			panic(r.Exception(errIllegalConstructor))
		}
		t, err := in.Constructor(call)
		if err != nil {
			panic(r.Exception(err))
		}
		if in.Call != nil {
			return b.make(t)
		}
		r.bind(c.This.(*goja.Object), t, b)
		return goja.Undefined()
	}
	if in.Call != nil {
		call := func(t any, c *Call) (any, error) { return in.Call(t.(*T), c) }
		b.make = func(t any) *goja.Object { return r.callable(t, b, call, in.tag()) }
	}
	b.constructor, b.prototype = r.shell(in.Name, in.tag(), in.Constructor == nil, construct)
	if in.Inherits != nil {
		base := r.class(in.Inherits)
		_ = b.prototype.SetPrototype(base.prototype)
		b.parent = base
	}
	if r.Flags.Has(compat.SetToStringTag) {
		_ = b.prototype.DefineDataPropertySymbol(goja.SymToStringTag, r.VM.ToValue(in.tag()), no, yes, no)
	}
	if shown := r.mark(b.prototype); shown != nil {
		for _, name := range in.Marks {
			in.markAs(r, b.prototype, shown, name)
		}
	}
	for _, c := range in.Constants {
		_ = b.constructor.DefineDataProperty(c.Name, r.VM.ToValue(c.Value), no, no, yes)
		_ = b.prototype.DefineDataProperty(c.Name, r.VM.ToValue(c.Value), no, no, yes)
	}
	for _, s := range in.Statics {
		if s.If == nil || s.If(r.Flags) {
			_ = b.constructor.DefineDataProperty(s.Name, r.static(in.tag(), s), yes, yes, yes)
		}
	}
	for _, op := range in.Operations {
		if op.If == nil || op.If(r.Flags) {
			_ = b.prototype.DefineDataProperty(op.Name, in.operation(r, &op), yes, yes, yes)
		}
	}
	if in.Dispose != nil && r.DisposeSymbol() != nil { // a realm without the language's additions has none
		_ = b.prototype.DefineDataPropertySymbol(r.DisposeSymbol(), in.method(r, "[Symbol.dispose]", in.Dispose), yes, yes, no)
	}
	for _, a := range in.Attributes {
		if a.If != nil && !a.If(r.Flags) {
			continue
		}
		at := accessor{name: a.Name, get: in.method(r, "get "+a.Name, a.Get)}
		if a.Set != nil {
			at.set = in.method(r, "set "+a.Name, func(t *T, c *Call) (any, error) { return nil, a.Set(t, c) })
		}
		at.inherited = !a.Own && (a.Prototype || r.Flags.Has(compat.WorkersAPIGettersSettersOnPrototype))
		b.owns = b.owns || !at.inherited
		b.attributes = append(b.attributes, at)
		if at.inherited {
			_ = b.prototype.DefineAccessorProperty(a.Name, at.get, at.set, yes, yes)
		}
	}
	if len(in.Fields) > 0 {
		b.fields = func(o *goja.Object, n any) {
			t := part[T](n)
			for _, f := range in.Fields {
				writable := no
				if f.Writable {
					writable = yes
				}
				_ = o.DefineDataProperty(f.Name, r.Value(f.Value(t, r)), writable, yes, yes)
			}
		}
	}
	if in.Pairs != nil {
		b.iterates = true
		in.iterable(r, b)
	}
	if in.Wildcard != nil && (in.Wild == nil || in.Wild(r.Flags)) {
		in.wildcard(r, b.prototype)
	}
	if in.Setup != nil {
		in.Setup(r, b.constructor, b.prototype)
	}
	switch {
	case in.Inspect != nil:
		b.inspect = func(v goja.Value) []Property { return in.Inspect(unwrap[T](v), r) }
	case in.Pairs != nil:
		b.inspect = func(v goja.Value) []Property {
			var list []Property
			for _, p := range in.Pairs(unwrap[T](v), &Call{Realm: r, This: v, class: in.Name}) {
				list = append(list, Property{r.Text(r.Value(p.Key)).String(), r.Value(p.Value)})
			}
			return list
		}
	}
	return b
}

const (
	yes = goja.FLAG_TRUE
	no  = goja.FLAG_FALSE
)

// illegal is what every method says of a wrong receiver.
const illegal = "Illegal invocation: function called with incorrect `this` reference. " +
	"See https://developers.cloudflare.com/workers/observability/errors/#illegal-invocation-errors for details."

// Illegal answers the TypeError of a method that is called on what is no instance of its class.
func Illegal() error { return TypeError(illegal) }

func (in *Interface[T]) method(r *Realm, name string, run func(*T, *Call) (any, error)) *goja.Object {
	return r.Function(name, in.running(r, name, run))
}

// operation is method for one that may be a Job.
func (in *Interface[T]) operation(r *Realm, op *Operation[T]) *goja.Object {
	run := in.running(r, op.Name, op.Run)
	if op.Job == nil {
		return r.Function(op.Name, run)
	}
	return r.function(op.Name, run, func(c goja.FunctionCall) bool {
		t := unwrap[T](c.This)
		return t != nil && op.Job(t, &Call{Realm: r, This: c.This, Args: c.Arguments, class: in.tag(), operation: op.Name})
	})
}

func (in *Interface[T]) running(r *Realm, name string, run func(*T, *Call) (any, error)) func(goja.FunctionCall) goja.Value {
	return func(c goja.FunctionCall) goja.Value {
		t := unwrap[T](c.This)
		if t == nil {
			panic(r.Exception(TypeError(illegal)))
		}
		v, err := run(t, &Call{Realm: r, This: c.This, Args: c.Arguments, class: in.tag(), operation: name})
		if err != nil {
			panic(r.Exception(err))
		}
		return r.Value(v)
	}
}
