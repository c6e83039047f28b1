package webidl

import (
	"reflect"
	"sync"

	"github.com/dop251/goja"
)

// wildcard puts, at the end of a class's prototype chain, an object that has every member. A proxy is the one
// kind of object there that is told of which instance a member is asked; it is one for all instances.
func (in *Interface[T]) wildcard(r *Realm, prototype *goja.Object) {
	base := prototype.Prototype() // Object.prototype
	target := r.VM.CreateObject(base)
	find := func(name string, of goja.Value) goja.Value {
		if t := unwrap[T](of); t != nil {
			if v := in.Wildcard(t, r, of.(*goja.Object), name); v != nil {
				return v
			}
		}
		return goja.Undefined()
	}
	wild := r.VM.NewProxy(target, &goja.ProxyTrapConfig{
		Get: func(_ *goja.Object, name string, of goja.Value) goja.Value {
			if name == "__proto__" {
				if o, ok := of.(*goja.Object); ok {
					return o.Prototype()
				}
			}
			if v := base.Get(name); v != nil {
				return v
			}
			if name == "name" && r.calling > 0 { // the engine asks, for the stack of an error
				return r.VM.ToValue("")
			}
			if name == "toJSON" && r.stringifying() { // V8 looks for it without asking such objects
				return goja.Undefined()
			}
			return find(name, of)
		},
		GetIdx: func(_ *goja.Object, _ int, _ goja.Value) goja.Value { return goja.Undefined() },
		Has:    func(_ *goja.Object, name string) bool { return name != "then" }, // no instance is a thenable
	})
	_ = prototype.SetPrototype(r.VM.ToValue(wild).(*goja.Object))
}

// stringifying answers whether it is JSON.stringify that runs, and not a script.
func (r *Realm) stringifying() bool {
	r.frames = r.VM.CaptureCallStack(1, r.frames[:0])
	return len(r.frames) > 0 && r.frames[0].SrcName() == "<native>" && r.frames[0].FuncName() == "stringify"
}

// callable answers a function that is an instance of the class b, backed by t. It has no slot: what it is an
// instance of, the function itself says when it is called on a question.
//
//go:noinline
func (r *Realm) callable(t any, b *built, call func(any, *Call) (any, error), tag string) *goja.Object {
	k := &cell{native: t, class: b}
	f := func(c goja.FunctionCall) goja.Value {
		if q, ok := c.This.(*question); ok {
			q.answer = k
			return nil
		}
		r.calling++
		defer func() { r.calling-- }()
		v, err := call(t, &Call{Realm: r, This: c.This, Args: c.Arguments, class: tag, operation: "(called as function)"})
		if err != nil {
			panic(r.Exception(err))
		}
		return r.Value(v)
	}
	o := r.VM.ToValue(f).(*goja.Object)
	_ = o.Delete("name")
	_ = o.Delete("length")
	_ = o.SetPrototype(b.prototype)
	return o
}

// question asks a callable for its cell.
type question struct {
	goja.Value
	answer *cell
}

// code is where the one function begins that all callables run.
var code = sync.OnceValue(func() uintptr {
	vm := goja.New()
	f := (&Realm{VM: vm}).callable(nil, &built{prototype: vm.NewObject()}, nil, "").Export()
	return reflect.ValueOf(f).Pointer()
})

// callableCell answers the cell of a callable, nil for any other object.
func callableCell(o *goja.Object) *cell {
	if o.ClassName() != "Function" {
		return nil
	}
	f, ok := o.Export().(func(goja.FunctionCall) goja.Value)
	if !ok || reflect.ValueOf(f).Pointer() != code() {
		return nil
	}
	q := question{Value: goja.Undefined()}
	f(goja.FunctionCall{This: &q})
	return q.answer
}
