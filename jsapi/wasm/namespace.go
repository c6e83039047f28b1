package wasm

import (
	"context"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// Classes answers the namespace's classes. None is a global.
func Classes() []webidl.Class {
	return []webidl.Class{moduleClass, instanceClass, memoryClass, tableClass, globalClass, functionClass}
}

// Globals answers the namespace.
func Globals() []webidl.Global {
	return []webidl.Global{{Name: "WebAssembly", Value: namespace}}
}

// namespace makes the WebAssembly object. https://webassembly.github.io/spec/js-api/#webassembly-namespace
func namespace(r *webidl.Realm) goja.Value {
	s := of(r)
	o := r.VM.NewObject()
	add := func(name string, v goja.Value) {
		_ = o.DefineDataProperty(name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	function := func(name string, length int, run func(*webidl.Call) (any, error)) {
		f := r.Method("WebAssembly", name, run)
		_ = f.DefineDataProperty("length", r.VM.ToValue(length), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		add(name, f)
	}
	function("compile", 1, webidl.PromiseFunc(func(*webidl.Call) (any, error) {
		return nil, s.error("CompileError", "WebAssembly.compile(): "+generation)
	}))
	function("validate", 1, validate)
	function("instantiate", 1, webidl.PromiseFunc(instantiate))
	class := func(name string, class *goja.Object) {
		_ = class.DefineDataProperty("length", r.VM.ToValue(1), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
		add(name, class)
	}
	class("Module", webidl.Constructor[wasmModule](r))
	class("Instance", webidl.Constructor[instance](r))
	class("Table", webidl.Constructor[table](r))
	class("Memory", webidl.Constructor[memory](r))
	class("Global", webidl.Constructor[global](r))
	class("Tag", s.absent("Tag"))
	add("JSTag", r.VM.NewObject()) // of which nothing is asked: a Tag cannot be had
	class("Exception", s.absent("Exception"))
	for _, name := range []string{"CompileError", "LinkError", "RuntimeError"} {
		add(name, s.errorClass(name))
	}
	class("Suspending", s.absent("Suspending"))
	function("promising", 1, func(*webidl.Call) (any, error) { return nil, unsupported("promising") })
	add("SuspendError", s.errorClass("SuspendError"))
	_ = o.DefineDataPropertySymbol(goja.SymToStringTag, r.VM.ToValue("WebAssembly"), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return o
}

func unsupported(name string) error {
	return webidl.PlainError("dodev does not support WebAssembly.%s yet", name)
}

// absent is a class that wazero has nothing for.
func (s *store) absent(name string) *goja.Object {
	class := s.realm.VM.ToValue(func(goja.ConstructorCall) *goja.Object {
		panic(s.realm.Exception(unsupported(name)))
	}).(*goja.Object)
	_ = class.DefineDataProperty("name", s.realm.VM.ToValue(name), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	return class
}

// validate answers whether bytes are a module.
func validate(c *webidl.Call) (any, error) {
	b, ok := c.Realm.Bytes(c.Arg(0))
	if !ok {
		return nil, webidl.TypeError("WebAssembly.validate(): Argument 0 must be a buffer source")
	}
	if _, err := parse(b); err != nil {
		return false, nil
	}
	m, err := of(c.Realm).compile(append([]byte{}, b...))
	if err != nil {
		return false, nil
	}
	_ = m.Close(context.Background())
	return true, nil
}

// instantiate makes an instance of a module. Bytes are not compiled.
func instantiate(c *webidl.Call) (any, error) {
	s := of(c.Realm)
	m := webidl.As[wasmModule](c.Arg(0))
	if m == nil {
		return nil, s.error("CompileError", "WebAssembly.instantiate(): "+generation)
	}
	if _, ok := c.Arg(1).(*goja.Object); !ok && !goja.IsUndefined(c.Arg(1)) {
		return nil, webidl.TypeError("WebAssembly.instantiate(): Argument 1 must be an object")
	}
	i, err := s.instance(m, c.Arg(1), "WebAssembly.instantiate()")
	if err != nil {
		return nil, err
	}
	return webidl.Wrap(c.Realm, i), nil
}
