package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// parseJSON is the language's JSON.parse.
func parseJSON(r *webidl.Realm, text string) (goja.Value, error) {
	return jsonFunction(r, "parse")(goja.Undefined(), r.VM.ToValue(text))
}

// writeJSON is the language's JSON.stringify; what has no JSON is undefined.
func writeJSON(r *webidl.Realm, v goja.Value) (goja.Value, error) {
	return jsonFunction(r, "stringify")(goja.Undefined(), v)
}

type jsonKey string

// jsonFunction answers a function of JSON as it was when first asked for.
func jsonFunction(r *webidl.Realm, name string) goja.Callable {
	f, ok := r.Native[jsonKey(name)].(goja.Callable)
	if !ok {
		f, _ = goja.AssertFunction(r.VM.GlobalObject().Get("JSON").(*goja.Object).Get(name))
		r.Native[jsonKey(name)] = f
	}
	return f
}
