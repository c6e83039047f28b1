package isolate

import (
	"math/big"
	"reflect"
	"strings"

	"github.com/dop251/goja"
)

// Shown is a value's text in V8's messages, made without running script.
func (i *Isolate) Shown(v goja.Value) string { return i.shown(v) }

// shown is a value's text in V8's messages, made without running script.
func (i *Isolate) shown(v goja.Value) string {
	switch v := v.(type) {
	case nil:
		return "undefined"
	case *goja.Symbol:
		return symbolText(v)
	case *goja.Object:
		return i.shownObject(v)
	}
	if unresolved(v) {
		return "undefined"
	}
	return v.String()
}

// symbolText is Symbol(description).
func symbolText(s *goja.Symbol) string { return "Symbol(" + s.String() + ")" }

// unresolved answers whether a value is one of the engine's own, for a name that stands for nothing.
func unresolved(v goja.Value) bool { return strings.HasSuffix(reflect.TypeOf(v).Name(), "Unresolved") }

func (i *Isolate) shownObject(o *goja.Object) string {
	if proxy(o) {
		return "#<Object>"
	}
	if _, ok := goja.AssertFunction(o); ok {
		return i.method("Function", "toString")(goja.FunctionCall{This: o}).String()
	}
	if o.ClassName() == "Error" {
		message, _ := o.Get("message").(goja.String)
		if message == nil {
			return header(o, "")
		}
		return header(o, message.String())
	}
	if same := o.Get("toString"); same != nil && same == i.prototype("Object").Get("toString") {
		if class, ok := o.Get("constructor").(*goja.Object); ok {
			if name, ok := class.Get("name").(goja.String); ok && name.Length() > 0 {
				return "#<" + name.String() + ">"
			}
		}
	}
	if tag, ok := o.GetSymbol(goja.SymToStringTag).(goja.String); ok {
		return "[object " + tag.String() + "]"
	}
	return "[object " + o.ClassName() + "]"
}

// proxy answers whether reading an object's properties would run its handler.
func proxy(o *goja.Object) bool { return o.ExportType() == reflect.TypeFor[goja.Proxy]() }

// kind is what V8 says of a value whose expression it does not know.
func (i *Isolate) kind(v goja.Value) string {
	switch v := v.(type) {
	case nil:
		return "undefined"
	case *goja.Symbol:
		return "symbol"
	case *goja.Object:
		if _, ok := goja.AssertFunction(v); ok {
			return "function"
		}
		return "object"
	case goja.String:
		return `string "` + v.String() + `"`
	}
	switch {
	case unresolved(v) || goja.IsUndefined(v):
		return "undefined"
	case goja.IsNull(v):
		return "object null"
	}
	switch v.Export().(type) {
	case bool:
		return "boolean " + v.String()
	case *big.Int:
		return "bigint"
	}
	return "number " + v.String()
}

// readOnly says that a property cannot be assigned, and why.
func (i *Isolate) readOnly(object goja.Value, name string, key goja.Value) string {
	o, ok := object.(*goja.Object)
	if !ok {
		kind, _, _ := strings.Cut(i.kind(object), " ")
		if s, ok := object.(goja.String); ok && (name == "length" || s.ToObject(i.VM).Get(name) != nil) {
			return "Cannot assign to read only property '" + name + "' of " + kind + " '" + i.shown(object) + "'"
		}
		return "Cannot create property '" + name + "' on " + kind + " '" + i.shown(object) + "'"
	}
	if i.getterOnly(o, key) {
		return "Cannot set property " + name + " of " + i.shown(o) + " which has only a getter"
	}
	return "Cannot assign to read only property '" + name + "' of object '" + i.shown(o) + "'"
}

// getterOnly answers whether a property is one that cannot be set because it has no setter.
func (i *Isolate) getterOnly(o *goja.Object, key goja.Value) bool {
	describe := i.static("Object", "getOwnPropertyDescriptor")
	for ; o != nil; o = o.Prototype() {
		if proxy(o) {
			return false
		}
		if d, ok := describe(goja.FunctionCall{Arguments: []goja.Value{o, key}}).(*goja.Object); ok {
			get := d.Get("get")
			return get != nil && !goja.IsUndefined(get)
		}
	}
	return false
}

// prototype, method and static answer parts of the engine's own builtins, whatever script made of its globals.
func (i *Isolate) prototype(class string) *goja.Object {
	return i.global.Get(class).(*goja.Object).Get("prototype").(*goja.Object)
}

func (i *Isolate) method(class, name string) func(goja.FunctionCall) goja.Value {
	f, _ := i.prototype(class).Get(name).Export().(func(goja.FunctionCall) goja.Value)
	return f
}

func (i *Isolate) static(class, name string) func(goja.FunctionCall) goja.Value {
	f, _ := i.global.Get(class).(*goja.Object).Get(name).Export().(func(goja.FunctionCall) goja.Value)
	return f
}
