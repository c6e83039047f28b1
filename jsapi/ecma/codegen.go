package ecma

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

var errCodegen = &webidl.Error{Class: "EvalError", Message: "Code generation from strings disallowed for this context"}

// noEval is eval as the platform has it: for values, not for code.
func noEval(r *realm, _ goja.Value) goja.Value {
	return r.function("eval", 1, func(c goja.FunctionCall) goja.Value {
		if _, ok := c.Argument(0).(goja.String); ok {
			r.throw(errCodegen)
		}
		return c.Argument(0)
	})
}

// kinds are functions whose constructors would compile source.
var kinds = goja.MustCompile("dodev:ecma/kinds", `[function () {}, async function () {}, function* () {}]`, true)

// forbid makes the constructors of functions refuse. They are reached through any function, so it cannot
// wait for a name. The generator among them leads to %IteratorPrototype%.
func (r *realm) forbid() {
	v, err := r.VM.RunProgram(kinds)
	if err != nil {
		panic(err)
	}
	generator := v.(*goja.Object).Get("2").(*goja.Object)
	r.generators = generator.Get("prototype").(*goja.Object).Prototype()
	r.iterators = r.generators.Prototype()
	for _, key := range []string{"0", "1", "2"} {
		proto := v.(*goja.Object).Get(key).(*goja.Object).Prototype()
		engine := proto.Get("constructor").(*goja.Object)
		ctor := r.VM.ToValue(func(goja.ConstructorCall) *goja.Object {
			r.throw(errCodegen)
			return nil
		}).(*goja.Object)
		_ = ctor.DefineDataProperty("prototype", proto, no, no, no)
		_ = ctor.DefineDataProperty("name", engine.Get("name"), no, yes, no)
		_ = ctor.DefineDataProperty("length", r.VM.ToValue(1), no, yes, no)
		if key == "0" {
			r.functions = ctor
			_ = proto.DefineDataProperty("constructor", ctor, yes, yes, no)
		} else {
			_ = ctor.SetPrototype(r.functions)
			_ = proto.DefineDataProperty("constructor", ctor, no, yes, no)
		}
	}
}
