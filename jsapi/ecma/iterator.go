package ecma

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// iteratorMethods are what Iterator.prototype has beyond Symbol.iterator.
var iteratorMethods = names("constructor reduce toArray forEach some every find map filter take drop flatMap join includes")

// iteratorPrototype answers %IteratorPrototype%, which scripts reach through every iterator.
func (r *realm) iteratorPrototype() *goja.Object {
	return r.iterators
}

// helpers puts the iterator helpers behind %IteratorPrototype%.
func (r *realm) helpers() {
	r.behind(r.iteratorPrototype(), iteratorMethods, func() { r.iterator() })
}

// iterator builds the class Iterator, once.
func (r *realm) iterator() *goja.Object {
	if r.iteratorClass != nil {
		return r.iteratorClass
	}
	base := r.iteratorPrototype()
	parts := r.piece("iterator", base)
	class := parts.Get("Iterator").(*goja.Object)
	r.iteratorClass = class
	for _, name := range parts.Get("proto").(*goja.Object).GetOwnPropertyNames() {
		_ = base.DefineDataProperty(name, parts.Get("proto").(*goja.Object).Get(name), yes, yes, no)
	}
	r.complete(class, parts.Get("statics").(*goja.Object))
	r.overridable(base, "constructor", class)
	get := r.function("get [Symbol.toStringTag]", 0, func(goja.FunctionCall) goja.Value { return r.VM.ToValue("Iterator") })
	set := r.function("set [Symbol.toStringTag]", 1, func(c goja.FunctionCall) goja.Value {
		r.setOnDerived(c, base, func(o *goja.Object) error {
			return o.DefineDataPropertySymbol(goja.SymToStringTag, c.Argument(0), yes, yes, yes)
		})
		return goja.Undefined()
	})
	_ = base.DefineAccessorPropertySymbol(goja.SymToStringTag, get, set, yes, no)
	return class
}

// overridable defines one of Iterator.prototype's accessors that pass for data properties: they exist because
// older code assigned such properties on derived objects.
func (r *realm) overridable(base *goja.Object, name string, value goja.Value) {
	get := r.function("get "+name, 0, func(goja.FunctionCall) goja.Value { return value })
	set := r.function("set "+name, 1, func(c goja.FunctionCall) goja.Value {
		r.setOnDerived(c, base, func(o *goja.Object) error { return o.DefineDataProperty(name, c.Argument(0), yes, yes, yes) })
		return goja.Undefined()
	})
	_ = base.DefineAccessorProperty(name, get, set, yes, no)
}

// asyncGenerator puts the class of async generators before what the bundler made of one.
func (r *realm) asyncGenerator(lowered goja.Value) goja.Value {
	if r.makeGenerator == nil {
		r.makeGenerator, _ = goja.AssertFunction(r.piece("async_generator").Get("make"))
	}
	v, err := r.makeGenerator(goja.Undefined(), lowered)
	if err != nil {
		panic(r.Isolate.Check(err))
	}
	return v
}

func (r *realm) setOnDerived(c goja.FunctionCall, base *goja.Object, define func(*goja.Object) error) {
	o, ok := c.This.(*goja.Object)
	if !ok || o == base {
		panic(r.Exception(webidl.TypeError("Cannot assign to this property")))
	}
	if err := define(o); err != nil {
		panic(r.Exception(err))
	}
}
