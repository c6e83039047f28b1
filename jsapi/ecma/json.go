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
		if _, ok := goja.AssertFunction(c.Argument(1)); ok {
			return r.revive(text, c.Argument(1))
		}
		c.Arguments = []goja.Value{text}
		return parse(c)
	})
	return v
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
