package ecma

import (
	"strconv"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

func objectPatch(r *realm, v goja.Value) goja.Value {
	o := v.(*goja.Object)
	r.complete(o, r.piece("object"))
	r.unlist(o, "getOwnPropertySymbols")
	r.replace(o, "getOwnPropertyDescriptors", 1, func(v goja.Value) goja.Value {
		_ = v.(*goja.Object).DeleteSymbol(webidl.Slot)
		return v
	})
	r.reveal(o, "getOwnPropertyNames", "getOwnPropertySymbols", "getOwnPropertyDescriptors", "getOwnPropertyDescriptor",
		"getPrototypeOf", "keys", "entries", "values")
	return v
}

func reflectPatch(r *realm, v goja.Value) goja.Value {
	r.unlist(v.(*goja.Object), "ownKeys")
	r.reveal(v.(*goja.Object), "ownKeys", "getOwnPropertyDescriptor", "getPrototypeOf")
	return v
}

// reveal has builtins that look into an object show the global object as it is once all its globals are made.
func (r *realm) reveal(o *goja.Object, names ...string) {
	for _, name := range names {
		if !r.Isolate.Mentions(name) {
			continue
		}
		before := o.Get(name).(*goja.Object)
		run := native(before)
		r.method(o, name, int(before.Get("length").ToInteger()), func(c goja.FunctionCall) goja.Value {
			if r.Reveal != nil && c.Argument(0) == goja.Value(r.VM.GlobalObject()) {
				r.Reveal()
			}
			return run(c)
		})
	}
}

// unlist has a builtin that lists keys leave out what makes an object an instance of a platform class.
func (r *realm) unlist(o *goja.Object, name string) {
	r.replace(o, name, 1, func(v goja.Value) goja.Value {
		list := v.(*goja.Object)
		length := int(list.Get("length").ToInteger())
		rest := make([]any, 0, length)
		for n := range length {
			if key := list.Get(strconv.Itoa(n)); key != goja.Value(webidl.Slot) {
				rest = append(rest, key)
			}
		}
		if len(rest) == length {
			return v
		}
		return r.VM.NewArray(rest...)
	})
}

// replace has a builtin answer what change makes of its answer.
func (r *realm) replace(o *goja.Object, name string, length int, change func(goja.Value) goja.Value) {
	if !r.Isolate.Mentions(name) {
		return
	}
	run := native(o.Get(name))
	r.method(o, name, length, func(c goja.FunctionCall) goja.Value { return change(run(c)) })
}
