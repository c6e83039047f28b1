package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// Brand answers what kind of built-in object o is, whatever its prototypes say: "Map", "Uint8Array", "Error",
// "Proxy", "" for an ordinary object or one of the platform's classes. It runs nothing of the script's.
func Brand(r *webidl.Realm, o *goja.Object) string {
	t, class := o.ExportType(), o.ClassName()
	switch {
	case t == proxyType:
		return "Proxy"
	case class == "Array" || class == "Error" || class == "Date" || class == "RegExp" || class == "Arguments":
		return class
	case callable(o):
		return "Function"
	case class == "String" || class == "Number" || class == "Boolean":
		return class
	case t == mapType:
		return "Map"
	case t == arrayType:
		return "Set"
	case t == bufferType:
		return "ArrayBuffer"
	case t == promiseType:
		return "Promise"
	}
	if kind, ok := viewKind(o); ok {
		return kind
	}
	p := &inspector{realm: r, in: inside(), layout: usualLayout}
	if kind := p.weak(o); kind != "" {
		return kind
	}
	if p.isDataView(o) {
		return "DataView"
	}
	kind, _ := p.boxed(o, class)
	return kind
}

// Boxed answers the primitive that an object wraps, nil for any other object.
func Boxed(r *webidl.Realm, o *goja.Object) goja.Value {
	_, v := (&inspector{realm: r, in: inside(), layout: usualLayout}).boxed(o, o.ClassName())
	return v
}

// Entries answers the keys and values of a Map one after the other, or the members of a Set.
func Entries(r *webidl.Realm, o *goja.Object) []goja.Value {
	return inside().entries(r.VM, o, o.ExportType() == mapType)
}

// Pattern answers the source and the flags of a regular expression.
func Pattern(o *goja.Object) (source, flags string) {
	in := inside()
	for n, flag := range in.regExpFlags {
		if flag != nil && flag.on(o).ToBoolean() {
			flags += regExpFlagLetters[n : n+1]
		}
	}
	return in.regExpSource.on(o).String(), flags
}

// Enumerable answers whether o has an own enumerable property of that name or symbol.
func Enumerable(o *goja.Object, key goja.Value) bool {
	p, ok := inside().own(o, key)
	return ok && p.enumerable
}
