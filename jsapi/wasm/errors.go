package wasm

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// exception is an error of one of the namespace's classes.
type exception struct {
	class, message string
	untold         bool // wazero had no word for it
}

// Error is the class and the message.
func (e *exception) Error() string { return e.class + ": " + e.message }

// Exception is the error in script.
func (e *exception) Exception(r *webidl.Realm) goja.Value {
	class := of(r).errorClass(e.class)
	o, err := r.VM.New(class, r.VM.ToValue(e.message))
	if err != nil {
		panic(err)
	}
	return o
}

func (s *store) error(class, message string) error { return &exception{class: class, message: message} }

// errorClasses makes a class of errors that may be called without new, as those of the language.
var errorClasses = goja.MustCompile("wasm-errors", `(Error, name) => {
	const C = { [name]: function (message) {
		const e = Reflect.construct(Error, arguments, new.target ?? C);
		Error.captureStackTrace?.(e, C);
		return e;
	} }[name];
	Object.setPrototypeOf(C, Error);
	C.prototype = Object.create(Error.prototype, Object.fromEntries([["constructor", C], ["name", name], ["message", ""]]
		.map(([key, value]) => [key, { value, writable: true, configurable: true }])));
	Object.defineProperty(C, "prototype", { writable: false });
	return C;
}`, true)

type errorKey string

// errorClass answers one of the classes of errors, which may be called without new.
func (s *store) errorClass(name string) *goja.Object {
	if c, ok := s.realm.Native[errorKey(name)].(*goja.Object); ok {
		return c
	}
	v, err := s.realm.VM.RunProgram(errorClasses)
	if err != nil {
		panic(err)
	}
	build, _ := goja.AssertFunction(v)
	c, err := build(goja.Undefined(), s.realm.VM.GlobalObject().Get("Error"), s.realm.VM.ToValue(name))
	if err != nil {
		panic(err)
	}
	s.realm.Native[errorKey(name)] = c.(*goja.Object)
	return c.(*goja.Object)
}
