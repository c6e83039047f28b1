package ecma

import (
	"strings"

	"github.com/dop251/goja"
)

// known are the builtins of the engine that scripts see.
var known = names("Object Function Array String Number BigInt RegExp Date Boolean Proxy Reflect Error AggregateError " +
	"TypeError ReferenceError SyntaxError RangeError EvalError URIError eval Math JSON ArrayBuffer DataView Uint8Array " +
	"Uint8ClampedArray Int8Array Uint16Array Int16Array Uint32Array Int32Array Float32Array Float64Array BigInt64Array " +
	"BigUint64Array Symbol WeakSet WeakMap Map Set Promise isNaN parseInt parseFloat isFinite decodeURI " +
	"decodeURIComponent encodeURI encodeURIComponent escape unescape")

func names(list string) map[string]bool {
	set := map[string]bool{}
	for _, name := range strings.Fields(list) {
		set[name] = true
	}
	return set
}

// patches are the builtins that are not as the engine makes them.
var patches = map[string]patch{
	"Error":          errorPatch("Error", 1),
	"TypeError":      errorPatch("TypeError", 1),
	"RangeError":     errorPatch("RangeError", 1),
	"SyntaxError":    errorPatch("SyntaxError", 1),
	"ReferenceError": errorPatch("ReferenceError", 1),
	"EvalError":      errorPatch("EvalError", 1),
	"URIError":       errorPatch("URIError", 1),
	"AggregateError": errorPatch("AggregateError", 2),
}

// additions are the globals that the engine lacks.
var additions = map[string]func(*realm) goja.Value{
	"SuppressedError": suppressedError,
}
