package ecma

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// maxJSON is how deep a JSON text may nest: the engine's parser calls itself for each level.
const maxJSON = 50_000

// jsonPatch puts our own parse and stringify in the place of the engine's, which are many times slower and word their
// errors differently.
func jsonPatch(r *realm, v goja.Value) goja.Value {
	o := v.(*goja.Object)
	r.method(o, "parse", 2, func(c goja.FunctionCall) goja.Value {
		text := r.Text(c.Argument(0))
		v, ok := newJSONParser(r, text).document()
		if !ok {
			r.throw(jsonFault(text))
		}
		if _, ok := goja.AssertFunction(c.Argument(1)); ok {
			return r.revive(text, c.Argument(1))
		}
		return v
	})
	r.method(o, "stringify", 3, r.stringify)
	return v
}

// jsonFault answers the error of a text that is no JSON.
func jsonFault(text goja.String) error {
	s := jsonScanner{text: text, n: text.Length()}
	s.document()
	if s.deep {
		return errStack
	}
	return &webidl.Error{Class: "SyntaxError", Message: s.message}
}

// revive parses a text whose values a function may replace, which is told what the text says of each.
func (r *realm) revive(text, reviver goja.Value) goja.Value {
	if r.reviver == nil {
		r.reviver, _ = goja.AssertFunction(r.piece("json_revive", r.engine.Get("JSON").(*goja.Object).Get("parse")).Get("revive"))
	}
	v, err := r.reviver(goja.Undefined(), text, reviver)
	if err != nil {
		panic(r.Isolate.Check(err))
	}
	return v
}
