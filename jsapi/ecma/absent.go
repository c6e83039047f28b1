package ecma

import (
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// unsupported is the error of a feature that is not there.
func unsupported(what string) error { return webidl.PlainError("dodev does not support %s yet", what) }

// absentClass is a class that cannot be used. It exists because libraries ask whether values are instances.
func absentClass(name string, length int) func(*realm) goja.Value {
	return func(r *realm) goja.Value {
		class := r.VM.ToValue(func(goja.ConstructorCall) *goja.Object {
			r.throw(unsupported(name))
			return nil
		}).(*goja.Object)
		short := name[strings.LastIndexByte(name, '.')+1:]
		_ = class.DefineDataProperty("name", r.VM.ToValue(short), no, yes, no)
		_ = class.DefineDataProperty("length", r.VM.ToValue(length), no, yes, no)
		return class
	}
}
