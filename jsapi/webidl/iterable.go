package webidl

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
)

// iterable adds entries, keys, values, forEach and @@iterator, as a pair iterator of Web IDL has them.
// https://webidl.spec.whatwg.org/#js-iterable
func (in *Interface[T]) iterable(r *Realm, b *built) {
	kinds := []struct {
		name, tag string
		pick      func(*Realm, Pair) goja.Value
	}{
		{"entries", "EntryIterator", func(r *Realm, p Pair) goja.Value { return r.VM.NewArray(r.Value(p.Key), r.Value(p.Value)) }},
		{"keys", "KeyIterator", func(r *Realm, p Pair) goja.Value { return r.Value(p.Key) }},
		{"values", "ValueIterator", func(r *Realm, p Pair) goja.Value { return r.Value(p.Value) }},
	}
	for _, k := range kinds {
		f := in.method(r, k.name, func(t *T, c *Call) (any, error) {
			at := 0
			pairs := in.pairs(t, c)
			return r.Iterator(k.tag, func() (goja.Value, bool, error) {
				list := pairs()
				if at >= len(list) {
					return nil, false, nil
				}
				at++
				return k.pick(r, list[at-1]), true, nil
			}), nil
		})
		_ = b.prototype.DefineDataProperty(k.name, f, yes, yes, yes)
		if k.name == "entries" {
			_ = b.prototype.DefineDataPropertySymbol(goja.SymIterator, f, yes, yes, no)
		}
	}
	forEach := in.method(r, "forEach", func(t *T, c *Call) (any, error) {
		f := c.Function(0)
		pairs := in.pairs(t, c)
		for at := 0; ; at++ {
			list := pairs()
			if at >= len(list) {
				return nil, nil
			}
			if _, err := f(c.Arg(1), r.Value(list[at].Value), r.Value(list[at].Key), c.This); err != nil {
				return nil, err
			}
		}
	})
	_ = b.prototype.DefineDataProperty("forEach", forEach, yes, yes, yes)
}

// pairs answers how an iteration that begins now sees the entries.
func (in *Interface[T]) pairs(t *T, c *Call) func() []Pair {
	if in.Snapshot {
		list := in.Pairs(t, c)
		return func() []Pair { return list }
	}
	call := *c // the arguments die with it, the realm does not
	call.Args = nil
	return func() []Pair { return in.Pairs(t, &call) }
}

// Iterator answers an iterator object that asks next for each value until it answers false.
func (r *Realm) Iterator(tag string, next func() (goja.Value, bool, error)) *goja.Object {
	o := r.VM.CreateObject(r.iteratorPrototype(tag))
	_ = o.DefineDataPropertySymbol(Slot, r.VM.NewDynamicObject(&cell{owner: o, native: &iterator{next}}), no, yes, no)
	return o
}

// iteratorBase answers %IteratorPrototype%.
func (r *Realm) iteratorBase() *goja.Object {
	array := r.VM.NewArray()
	make, _ := goja.AssertFunction(array.GetSymbol(goja.SymIterator))
	it, _ := make(array)
	return it.(*goja.Object).Prototype().Prototype()
}

// Iterates is the Setup of a class whose instances are iterators: it inherits %IteratorPrototype%, and an
// instance iterates over itself.
func Iterates(r *Realm, _, prototype *goja.Object) {
	_ = prototype.SetPrototype(r.iteratorBase())
	self := r.Function("[Symbol.iterator]", func(c goja.FunctionCall) goja.Value { return c.This })
	_ = prototype.DefineDataPropertySymbol(goja.SymIterator, self, yes, yes, no)
}

// Step answers what next of an iterator does: its members, done before value as the platform has them.
func (r *Realm) Step(value goja.Value) *goja.Object {
	result := r.VM.NewObject()
	_ = result.Set("done", value == nil)
	if value == nil && r.Flags.Has(compat.EnableFastJsgStruct) {
		value = goja.Undefined()
	}
	if value != nil {
		_ = result.Set("value", value)
	}
	return result
}

type iterator struct {
	next func() (goja.Value, bool, error)
}

type iteratorKey string

// iteratorPrototype answers the prototype that iterators with a tag share; it inherits %IteratorPrototype%.
func (r *Realm) iteratorPrototype(tag string) *goja.Object {
	if p, ok := r.Native[iteratorKey(tag)].(*goja.Object); ok {
		return p
	}
	p := r.VM.CreateObject(r.iteratorBase())
	_ = p.DefineDataProperty("next", r.Function("next", func(c goja.FunctionCall) goja.Value {
		i := unwrap[iterator](c.This)
		if i == nil {
			panic(r.Exception(TypeError(illegal)))
		}
		v, more, err := i.next()
		if err != nil {
			panic(r.Exception(err))
		}
		result := r.VM.NewObject()
		if !more {
			v = goja.Undefined()
		}
		_ = result.Set("value", v)
		_ = result.Set("done", !more)
		return result
	}), yes, yes, yes)
	_ = p.DefineDataPropertySymbol(goja.SymToStringTag, r.VM.ToValue(tag), no, yes, no)
	r.Native[iteratorKey(tag)] = p
	return p
}
