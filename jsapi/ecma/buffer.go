package ecma

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// limited puts a check before a constructor that throws without new. The class is compiled script, since a
// native constructor cannot tell whether it was called with new.
func (r *realm) limited(name string, engine *goja.Object, length int, check func(args []goja.Value)) *goja.Object {
	construct := r.VM.GlobalObject().Get("Reflect").(*goja.Object).Get("construct")
	class := r.piece("limited", engine, r.VM.ToValue(name), r.VM.ToValue(func(c goja.FunctionCall) goja.Value {
		check(c.Arguments)
		return goja.Undefined()
	}), construct, r.VM.ToValue(func(goja.FunctionCall) goja.Value {
		r.throw(webidl.TypeError("Constructor %s requires 'new'", name))
		return nil
	}))
	_ = class.SetPrototype(engine.Prototype())
	for _, key := range engine.GetOwnPropertyNames() {
		switch key {
		case "prototype", "name", "length":
		case "BYTES_PER_ELEMENT":
			_ = class.DefineDataProperty(key, engine.Get(key), no, no, no)
		default:
			_ = class.DefineDataProperty(key, engine.Get(key), yes, yes, no)
		}
	}
	_ = class.DefineDataProperty("length", r.VM.ToValue(length), no, yes, no)
	proto := prototype(engine)
	_ = class.DefineDataProperty("prototype", proto, no, no, no)
	_ = proto.DefineDataProperty("constructor", class, yes, yes, no)
	return class
}

// typedArrayPatch limits the size of a typed array.
func typedArrayPatch(r *realm, v goja.Value) goja.Value {
	class := v.(*goja.Object)
	size := class.Get("BYTES_PER_ELEMENT").ToInteger()
	return r.limited(class.Get("name").String(), class, 3, func(args []goja.Value) {
		if len(args) == 0 {
			return
		}
		switch n := args[0].Export().(type) {
		case int64:
			r.elements(float64(n), size)
		case float64:
			r.elements(n, size)
		default:
			if o, ok := args[0].(*goja.Object); ok && o.ClassName() == "Object" && o.GetSymbol(goja.SymIterator) == nil {
				if l := o.Get("length"); l != nil {
					r.elements(l.ToFloat(), size)
				}
			}
		}
	})
}

func (r *realm) elements(n float64, size int64) {
	if n <= -1 {
		r.throw(webidl.RangeError("Invalid typed array length: %s", r.VM.ToValue(n).String()))
	}
	if n*float64(size) > maxBytes {
		r.throw(errBytes)
	}
}

// arrayBufferPatch limits the size of a buffer and adds transfer. No buffer is resizable.
func arrayBufferPatch(r *realm, v goja.Value) goja.Value {
	engine := v.(*goja.Object)
	class := r.limited("ArrayBuffer", engine, 1, func(args []goja.Value) {
		if len(args) > 0 {
			n := r.Number(args[0])
			if n <= -1 || n > 1<<53-1 {
				r.throw(webidl.RangeError("Invalid array buffer length"))
			}
			if n > maxBytes {
				r.throw(errBytes)
			}
		}
		if len(args) > 1 {
			if o, ok := args[1].(*goja.Object); ok {
				if most := o.Get("maxByteLength"); most != nil && !goja.IsUndefined(most) {
					r.throw(unsupported("resizable ArrayBuffers"))
				}
			}
		}
	})
	_ = class.DefineAccessorPropertySymbol(goja.SymSpecies, r.function("get [Symbol.species]", 0, func(c goja.FunctionCall) goja.Value {
		return c.This
	}), nil, yes, no)
	proto := prototype(engine)
	buffer := func(c goja.FunctionCall, name string) goja.ArrayBuffer {
		b, ok := webidl.Buffer(c.This)
		if !ok {
			r.throw(webidl.TypeError("Method ArrayBuffer.prototype.%s called on incompatible receiver %s", name, c.This.String()))
		}
		return b
	}
	getter := func(name string, get func(b goja.ArrayBuffer) any) {
		f := r.function("get "+name, 0, func(c goja.FunctionCall) goja.Value { return r.Value(get(buffer(c, name))) })
		_ = proto.DefineAccessorProperty(name, f, nil, yes, no)
	}
	getter("detached", func(b goja.ArrayBuffer) any { return b.Detached() })
	getter("resizable", func(goja.ArrayBuffer) any { return false })
	getter("maxByteLength", func(b goja.ArrayBuffer) any { return len(b.Bytes()) })
	r.method(proto, "resize", 1, func(c goja.FunctionCall) goja.Value {
		buffer(c, "resize")
		r.throw(webidl.TypeError("Method ArrayBuffer.prototype.resize called on incompatible receiver #<ArrayBuffer>"))
		return nil
	})
	for _, name := range []string{"transfer", "transferToFixedLength"} {
		r.method(proto, name, 0, func(c goja.FunctionCall) goja.Value {
			b := buffer(c, name)
			n := float64(len(b.Bytes()))
			if !goja.IsUndefined(c.Argument(0)) {
				n = float64(webidl.ToInteger(r.Number(c.Argument(0))))
			}
			switch {
			case n < 0:
				r.throw(webidl.RangeError("Invalid array buffer length"))
			case n > maxBytes:
				r.throw(errBytes)
			case b.Detached():
				r.throw(webidl.TypeError("Cannot perform ArrayBuffer.prototype.%s on a detached ArrayBuffer", name))
			}
			data := b.Bytes()
			b.Detach()
			if int(n) <= len(data) {
				data = data[:int(n):int(n)]
			} else {
				data = append(make([]byte, 0, int(n)), data...)[:int(n)]
			}
			return r.VM.ToValue(r.VM.NewArrayBuffer(data))
		})
	}
	return class
}
