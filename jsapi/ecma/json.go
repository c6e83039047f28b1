package ecma

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// maxJSON is how deep a JSON text may nest: the engine's parser calls itself for each level.
const maxJSON = 50_000

// jsonPatch gives JSON.parse V8's errors. A text is looked through before the engine builds its values.
func jsonPatch(r *realm, v goja.Value) goja.Value {
	o := v.(*goja.Object)
	parse := native(o.Get("parse"))
	r.method(o, "parse", 2, func(c goja.FunctionCall) goja.Value {
		text := r.Text(c.Argument(0))
		s := jsonScanner{text: text, n: text.Length()}
		s.document()
		switch {
		case s.deep:
			r.throw(errStack)
		case s.failed:
			r.throw(&webidl.Error{Class: "SyntaxError", Message: s.message})
		}
		c.Arguments = []goja.Value{text, c.Argument(1)}
		return parse(c)
	})
	return v
}
