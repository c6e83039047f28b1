package webidl

import (
	"fmt"
	"reflect"
	"strconv"
	"sync"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/runtime/isolate"
)

// Slot keys the native half of an instance. It is the only property that is hidden on it: the builtins that list
// symbols leave it out, so that no script can name it, or say that it is there.
var Slot = goja.NewSymbol("dodev.native")

// Realm is the classes and conversions of one isolate. It is used on the isolate's loop.
type Realm struct {
	Isolate *isolate.Isolate
	VM      *goja.Runtime
	Flags   compat.Flags
	// Native holds what packages above keep for each isolate, by a key of their own.
	Native map[any]any
	// NewDOMException makes the exceptions of DOMException errors; the class's package sets it.
	NewDOMException func(name, message string) *goja.Object
	// Reveal puts the globals where they belong, before a script first lists the global object or asks for its
	// prototype. It is nil once that is done.
	Reveal func()
	// Unmade are what Reveal makes besides: parts of the language that are otherwise made when a script names them.
	Unmade []func()

	classes map[Class]*built
	byType  map[reflect.Type]Class
	globals *lazyScope
	then    goja.Callable
	derive  goja.Callable
	frames  []goja.StackFrame
	errors  map[string]*goja.Object
	dispose *goja.Symbol
	calling int // of instances that are functions, within each other
}

// built is a class as it stands in one realm.
type built struct {
	class                  Class
	parent                 *built
	constructor, prototype *goja.Object
	attributes             []accessor
	owns                   bool // some of them stand on each instance
	fields                 func(o *goja.Object, native any)
	inspect                func(goja.Value) []Property
	iterates               bool
	make                   func(native any) *goja.Object // of a class whose instances are functions
}

type accessor struct {
	name     string
	get, set goja.Value // set is nil when read only
	// inherited says that it stands on the prototype.
	inherited bool
}

// NewRealm answers a realm over an isolate in which no user code has run yet.
func NewRealm(i *isolate.Isolate) *Realm {
	return &Realm{Isolate: i, VM: i.VM, Flags: i.Flags, Native: map[any]any{}, classes: map[Class]*built{}}
}

func (r *Realm) class(c Class) *built {
	if b := r.classes[c]; b != nil {
		return b
	}
	b := c.build(r)
	r.classes[c] = b
	return b
}

// declared answers the class whose instances are backed by a *T. Looking it up by type lets a class's own
// methods make instances of it, which naming its variable could not: Go refuses initialisation cycles.
func declared[T any](r *Realm) *built {
	c, ok := r.byType[reflect.TypeFor[T]()]
	if !ok {
		panic("webidl: no class is declared for " + reflect.TypeFor[T]().String())
	}
	return r.class(c)
}

// Wrap answers a new instance backed by t.
func Wrap[T any](r *Realm, t *T) *goja.Object {
	b := declared[T](r)
	if b.make != nil {
		return b.make(t)
	}
	o := r.VM.CreateObject(b.prototype)
	r.bind(o, t, b)
	return o
}

// Bind makes o, an object that script sees already, an instance backed by t. The prototype of o is left alone.
func Bind[T any](r *Realm, o *goja.Object, t *T) { r.bind(o, t, declared[T](r)) }

// Constructor answers the class object of the class backed by *T, building it if need be.
func Constructor[T any](r *Realm) *goja.Object { return declared[T](r).constructor }

// Prototype answers the prototype of the class backed by *T, building it if need be.
func Prototype[T any](r *Realm) *goja.Object { return declared[T](r).prototype }

// DisposeSymbol answers Symbol.dispose.
func (r *Realm) DisposeSymbol() *goja.Symbol {
	if r.dispose == nil {
		r.dispose, _ = r.Intrinsic("Symbol").Get("dispose").(*goja.Symbol)
	}
	return r.dispose
}

// cell is the value in an instance's slot. The owner is compared, since symbols are inherited.
type cell struct {
	owner  *goja.Object
	native any
	class  *built
}

func (*cell) Get(string) goja.Value       { return nil }
func (*cell) Set(string, goja.Value) bool { return false }
func (*cell) Has(string) bool             { return false }
func (*cell) Delete(string) bool          { return false }
func (*cell) Keys() []string              { return nil }

func (r *Realm) bind(o *goja.Object, n any, b *built) {
	c := &cell{owner: o, native: n, class: b}
	_ = o.DefineDataPropertySymbol(Slot, r.VM.NewDynamicObject(c), no, yes, no)
	for p := b; p != nil; p = p.parent {
		if p.fields != nil {
			p.fields(o, n)
		}
	}
	for p := b; p != nil; p = p.parent {
		if !p.owns {
			continue
		}
		for _, a := range p.attributes {
			if !a.inherited {
				_ = o.DefineAccessorProperty(a.name, a.get, a.set, yes, yes)
			}
		}
	}
}

func cellOf(v goja.Value) *cell {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	if c := callableCell(o); c != nil {
		return c
	}
	held, ok := o.GetSymbol(Slot).(*goja.Object)
	if !ok {
		return nil
	}
	c, ok := held.Export().(*cell)
	if !ok || c.owner != o {
		return nil
	}
	return c
}

func native(v goja.Value) any {
	if c := cellOf(v); c != nil {
		return c.native
	}
	return nil
}

// Native answers the native part of any instance of any class, or nil.
func Native(v goja.Value) any { return native(v) }

// As answers the native part of v as a *T, whatever class derived from T's it is; nil if it is none.
func As[T any](v goja.Value) *T { return unwrap[T](v) }

// ClassOf answers the name of the declared class that v is an instance of, and what a console shows of it.
func (r *Realm) ClassOf(v goja.Value) (name string, show func() []Property, ok bool) {
	c := cellOf(v)
	if c == nil || c.class == nil {
		return "", nil, false
	}
	return c.class.class.ClassName(), func() []Property { return r.properties(v, c.class) }, true
}

// Iterates answers whether v is an instance of a class with Pairs. A console shows such an instance as a
// collection: what Inspect lists are its entries, but for names in square brackets.
func (r *Realm) Iterates(v goja.Value) bool {
	c := cellOf(v)
	if c == nil {
		return false
	}
	for b := c.class; b != nil; b = b.parent {
		if b.iterates {
			return true
		}
	}
	return false
}

func (r *Realm) properties(v goja.Value, b *built) []Property {
	var list []Property
	for p := b; p != nil; p = p.parent {
		if p.inspect != nil {
			return append(p.inspect(v), list...)
		}
		for _, a := range p.attributes {
			get, _ := goja.AssertFunction(a.get)
			if x, err := get(v); err == nil {
				list = append(list, Property{a.name, x})
			}
		}
	}
	return list
}

var shells sync.Map // name -> *goja.Program

// shell answers the class object and prototype of a class whose instances construct initialises. It is
// compiled script, because a native constructor cannot tell X() from new X().
func (r *Realm) shell(name, tag string, abstract bool, construct func(goja.FunctionCall) goja.Value) (*goja.Object, *goja.Object) {
	p, ok := shells.Load(name)
	if !ok {
		p, _ = shells.LoadOrStore(name, goja.MustCompile("dodev:class", fmt.Sprintf(
			"(function(init, plain){ return function %s(...args){ if (new.target === undefined) plain(); return init(this, args) } })", name), true))
	}
	v, err := r.VM.RunProgram(p.(*goja.Program))
	if err != nil {
		panic(fmt.Errorf("webidl: class %s: %w", name, err))
	}
	make, _ := goja.AssertFunction(v)
	plain := func(goja.FunctionCall) goja.Value {
		if abstract {
			panic(r.Exception(errIllegalConstructor))
		}
		panic(r.Exception(TypeError("Failed to construct '%s': Please use the 'new' operator, "+
			"this object constructor cannot be called as a function.", tag)))
	}
	init := func(c goja.FunctionCall) goja.Value {
		return construct(goja.FunctionCall{This: c.Argument(0), Arguments: elements(c.Argument(1).(*goja.Object))})
	}
	v, err = make(goja.Undefined(), r.VM.ToValue(init), r.VM.ToValue(plain))
	if err != nil {
		panic(fmt.Errorf("webidl: class %s: %w", name, err))
	}
	o := v.(*goja.Object)
	proto := o.Get("prototype").(*goja.Object)
	_ = o.DefineDataProperty("prototype", proto, no, no, no)
	return o, proto
}

// elements answers what is in an array that no script has seen.
func elements(array *goja.Object) []goja.Value {
	if r, ok := EngineLayout().RecordOf(array); ok {
		return r.Elements
	}
	list := make([]goja.Value, array.Get("length").ToInteger())
	for i := range list {
		list[i] = array.Get(strconv.Itoa(i))
	}
	return list
}

// Function answers a script function with a name, of length 0.
func (r *Realm) Function(name string, f func(goja.FunctionCall) goja.Value) *goja.Object {
	return r.function(name, f, nil)
}

// function is Function for one that job, if it is not nil, may stand in for where the engine itself calls it.
func (r *Realm) function(name string, f func(goja.FunctionCall) goja.Value, job func(goja.FunctionCall) bool) *goja.Object {
	o := r.VM.ToValue(func(c goja.FunctionCall) goja.Value {
		switch {
		case job != nil && r.Isolate.Job() && job(c):
			return goja.Undefined()
		case r.Isolate.Called():
			return f(c)
		}
		return r.Isolate.Within(func() goja.Value { return f(c) })
	}).(*goja.Object)
	_ = o.DefineDataProperty("name", r.VM.ToValue(name), no, yes, no)
	return o
}

// Method answers a function whose failures name the operation and class, as an Interface's do, without a
// receiver check: a global function, or a method of a namespace object.
func (r *Realm) Method(class, name string, run func(*Call) (any, error)) *goja.Object {
	return r.Function(name, func(c goja.FunctionCall) goja.Value {
		v, err := run(&Call{Realm: r, This: c.This, Args: c.Arguments, class: class, operation: name})
		if err != nil {
			panic(r.Exception(err))
		}
		return r.Value(v)
	})
}

func (r *Realm) static(class string, s Static) *goja.Object { return r.Method(class, s.Name, s.Run) }
