package ecma

import "github.com/dop251/goja"

// The well-known symbols that the engine lacks. All isolates share them, as they share the engine's.
var (
	AsyncIterator = goja.NewSymbol("Symbol.asyncIterator")
	Dispose       = goja.NewSymbol("Symbol.dispose")
	AsyncDispose  = goja.NewSymbol("Symbol.asyncDispose")
)

func symbolPatch(r *realm, v goja.Value) goja.Value {
	class := v.(*goja.Object)
	for name, symbol := range map[string]*goja.Symbol{"asyncIterator": AsyncIterator, "dispose": Dispose, "asyncDispose": AsyncDispose} {
		if class.Get(name) == nil {
			_ = class.DefineDataProperty(name, symbol, no, no, no)
		}
	}
	base := r.iteratorPrototype()
	_ = base.DefineDataPropertySymbol(Dispose, r.function("[Symbol.dispose]", 0, func(c goja.FunctionCall) goja.Value {
		if o, ok := c.This.(*goja.Object); ok {
			if end, ok := goja.AssertFunction(o.Get("return")); ok {
				if _, err := end(o); err != nil {
					panic(r.Isolate.Check(err))
				}
			}
		}
		return goja.Undefined()
	}), yes, yes, no)
	return v
}
