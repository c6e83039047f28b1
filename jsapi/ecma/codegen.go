package ecma

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

var errCodegen = &webidl.Error{Class: "EvalError", Message: "Code generation from strings disallowed for this context"}

// evalPatch is eval as the platform has it: for values and, while the top level runs, for code.
func evalPatch(r *realm, engine goja.Value) goja.Value {
	run, _ := goja.AssertFunction(engine)
	return r.function("eval", 1, func(c goja.FunctionCall) goja.Value {
		if _, ok := c.Argument(0).(goja.String); !ok {
			return c.Argument(0)
		}
		if !r.compiles() {
			r.throw(errCodegen)
		}
		v, err := run(goja.Undefined(), c.Argument(0))
		if err != nil {
			panic(r.Exception(err))
		}
		return v
	})
}

// compiles answers whether script may make code of strings now.
func (r *realm) compiles() bool {
	scope := r.Isolate.Scope()
	return scope != nil && scope.Context.Global && r.Flags.Has(compat.AllowEvalDuringStartup)
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
		ctor := r.VM.ToValue(func(c goja.ConstructorCall) *goja.Object {
			if !r.compiles() {
				r.throw(errCodegen)
			}
			f, err := r.VM.New(engine, c.Arguments...)
			if err != nil {
				panic(r.Exception(err))
			}
			return f
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
