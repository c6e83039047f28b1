package ecma

import (
	"maps"
	"slices"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// known are the builtins of the engine that scripts see.
var known = names("Object Function Array String Number BigInt RegExp Date Boolean Proxy Reflect Error AggregateError " +
	"TypeError ReferenceError SyntaxError RangeError EvalError URIError eval Math JSON ArrayBuffer DataView Uint8Array " +
	"Uint8ClampedArray Int8Array Uint16Array Int16Array Uint32Array Int32Array Float32Array Float64Array BigInt64Array " +
	"BigUint64Array Symbol WeakSet WeakMap Map Set Promise isNaN parseInt parseFloat isFinite decodeURI " +
	"decodeURIComponent encodeURI encodeURIComponent escape unescape")

// Names answers every global of the language.
func Names() []string {
	return slices.Concat(slices.Collect(maps.Keys(known)), slices.Collect(maps.Keys(additions)))
}

func names(list string) map[string]bool {
	set := map[string]bool{}
	for _, name := range strings.Fields(list) {
		set[name] = true
	}
	return set
}

// patch completes a builtin of the engine's at its first naming, and answers what scripts shall see.
type patch func(r *realm, v goja.Value) goja.Value

// patches are the builtins that are not as the engine makes them.
var patches = map[string]patch{
	"Error":             errorPatch("Error", 1),
	"TypeError":         errorPatch("TypeError", 1),
	"RangeError":        errorPatch("RangeError", 1),
	"SyntaxError":       errorPatch("SyntaxError", 1),
	"ReferenceError":    errorPatch("ReferenceError", 1),
	"EvalError":         errorPatch("EvalError", 1),
	"URIError":          errorPatch("URIError", 1),
	"AggregateError":    errorPatch("AggregateError", 2),
	"eval":              evalPatch,
	"Function":          func(r *realm, _ goja.Value) goja.Value { return r.functions },
	"Array":             arrayPatch,
	"ArrayBuffer":       arrayBufferPatch,
	"Int8Array":         typedArrayPatch,
	"Uint8Array":        typedArrayPatch,
	"Uint8ClampedArray": typedArrayPatch,
	"Int16Array":        typedArrayPatch,
	"Uint16Array":       typedArrayPatch,
	"Int32Array":        typedArrayPatch,
	"Uint32Array":       typedArrayPatch,
	"Float32Array":      typedArrayPatch,
	"Float64Array":      typedArrayPatch,
	"BigInt64Array":     typedArrayPatch,
	"BigUint64Array":    typedArrayPatch,
	"JSON":              jsonPatch,
	"RegExp":            regexpPatch,
	"Symbol":            symbolPatch,
	"Promise":           completed("promise", ""),
	"Object":            objectPatch,
	"Proxy":             func(r *realm, v goja.Value) goja.Value { return r.piece("proxy", v) },
	"Reflect":           reflectPatch,
	"Map":               mapPatch("map"),
	"WeakMap":           mapPatch(""),
	"Date":              datePatch,
	"DataView":          dataViewPatch,
	"Math":              mathPatch,
	"BigInt":            bigintPatch,
}

// completed gives a class the static members and the methods of two pieces.
func completed(statics, methods string) patch {
	return func(r *realm, v goja.Value) goja.Value {
		if statics != "" {
			r.complete(v.(*goja.Object), r.piece(statics))
		}
		if methods != "" {
			r.complete(prototype(v), r.piece(methods))
		}
		return v
	}
}

func mapPatch(statics string) patch {
	return func(r *realm, v goja.Value) goja.Value {
		if statics != "" {
			r.complete(v.(*goja.Object), r.piece(statics))
		}
		p := prototype(v)
		r.complete(p, r.piece("map_proto", p.Get("has"), p.Get("get"), p.Get("set")))
		return v
	}
}

func datePatch(r *realm, v goja.Value) goja.Value {
	p := prototype(v)
	r.complete(p, r.piece("date"))
	_ = p.DefineDataProperty("toGMTString", p.Get("toUTCString"), yes, yes, no)
	r.dates(p)
	return v
}

// addition is a global that the engine lacks.
type addition struct {
	make func(*realm) goja.Value
	If   func(compat.Flags) bool
}

var additions = map[string]addition{
	"SuppressedError":      {make: suppressedError},
	"Iterator":             {make: func(r *realm) goja.Value { return r.iterator() }},
	"DisposableStack":      {make: func(r *realm) goja.Value { return r.disposables().Get("DisposableStack") }},
	"AsyncDisposableStack": {make: func(r *realm) goja.Value { return r.disposables().Get("AsyncDisposableStack") }},
	"WeakRef": {make: func(r *realm) goja.Value { return r.weakClasses().Get("WeakRef") },
		If: webidl.When(compat.EnableWeakRef)},
	"FinalizationRegistry": {make: func(r *realm) goja.Value { return r.weakClasses().Get("FinalizationRegistry") },
		If: webidl.When(compat.EnableWeakRef)},
	"Float16Array":      {make: absentClass("Float16Array", 3)},
	"SharedArrayBuffer": {make: sharedArrayBuffer},
	"Atomics":           {make: atomics},
	"Intl":              {make: func(r *realm) goja.Value { return r.intl().Get("Intl") }},
}

// disposables builds the two stacks of disposables.
func (r *realm) disposables() *goja.Object {
	if r.stacks == nil {
		r.stacks = r.piece("dispose")
	}
	return r.stacks
}
