package ecma

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// limited puts a check before a constructor that throws without new; the check may answer other arguments. after, which
// may be nil, gets what was made. The class is compiled script, since a native constructor cannot tell whether it was
// called with new.
func (r *realm) limited(name string, engine *goja.Object, length int, check func(args []goja.Value) goja.Value, after func(made *goja.Object, args []goja.Value)) *goja.Object {
	construct := r.VM.GlobalObject().Get("Reflect").(*goja.Object).Get("construct")
	made := goja.Undefined()
	if after != nil {
		made = r.VM.ToValue(func(c goja.FunctionCall) goja.Value {
			after(c.Argument(0).(*goja.Object), c.Arguments[1:])
			return goja.Undefined()
		})
	}
	class := r.piece("limited", engine, r.VM.ToValue(name), r.VM.ToValue(func(c goja.FunctionCall) goja.Value {
		if other := check(c.Arguments); other != nil {
			return other
		}
		return goja.Undefined()
	}), construct, r.VM.ToValue(func(goja.FunctionCall) goja.Value {
		r.throw(webidl.TypeError("Constructor %s requires 'new'", name))
		return nil
	}), made)
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

// typedArrayPatch limits the size of a typed array, and lets %TypedArray%.from read primitives, which the engine refuses.
func typedArrayPatch(r *realm, v goja.Value) goja.Value {
	class := v.(*goja.Object)
	if !r.typedFrom {
		r.typedFrom = true
		r.wrap(class.Prototype(), "from", 1, func(c *goja.FunctionCall) {
			if v := c.Argument(0); !goja.IsUndefined(v) && !goja.IsNull(v) {
				c.Arguments[0] = v.ToObject(r.VM)
			}
		})
	}
	size := class.Get("BYTES_PER_ELEMENT").ToInteger()
	return r.limited(class.Get("name").String(), class, 3, func(args []goja.Value) goja.Value {
		if len(args) == 0 {
			return nil
		}
		if o, ok := args[0].(*goja.Object); ok {
			if s := webidl.Stretched(o); s != nil {
				return r.whole(s, args, int(size))
			}
			if o.ClassName() == "Object" && o.GetSymbol(goja.SymIterator) == nil {
				if l := o.Get("length"); l != nil {
					r.elements(l.ToFloat(), size)
				}
			}
			return nil
		}
		switch n := args[0].Export().(type) {
		case int64:
			r.elements(float64(n), size)
		case float64:
			r.elements(n, size)
		}
		return nil
	}, r.watch(int(size)))
}

func (r *realm) elements(n float64, size int64) {
	if n <= -1 {
		r.throw(webidl.RangeError("Invalid typed array length: %s", r.VM.ToValue(n).String()))
	}
	if n*float64(size) > maxBytes {
		r.throw(errBytes)
	}
}

// arrayBufferPatch limits the size of a buffer and adds what came to the language later.
func arrayBufferPatch(r *realm, v goja.Value) goja.Value {
	engine := v.(*goja.Object)
	most := -1
	class := r.limited("ArrayBuffer", engine, 1, func(args []goja.Value) goja.Value {
		most = r.bufferLimits(args)
		return nil
	}, func(made *goja.Object, _ []goja.Value) {
		if most >= 0 {
			webidl.Resizable(r.VM, made, most)
		}
	})
	r.species(class)
	proto := prototype(engine)
	r.bufferGetter(proto, "detached", false, func(b goja.ArrayBuffer, _ *webidl.Stretch) any { return b.Detached() })
	r.bufferGetter(proto, "resizable", false, func(_ goja.ArrayBuffer, s *webidl.Stretch) any { return s != nil && s.Most >= 0 })
	r.bufferGetter(proto, "maxByteLength", false, func(b goja.ArrayBuffer, s *webidl.Stretch) any {
		if s != nil && s.Most >= 0 && !b.Detached() {
			return s.Most
		}
		return len(b.Bytes())
	})
	r.method(proto, "resize", 1, func(c goja.FunctionCall) goja.Value {
		b, s := r.buffer(c.This, "ArrayBuffer", "resize")
		if s == nil || s.Most < 0 {
			r.throw(webidl.TypeError("Method ArrayBuffer.prototype.resize called on incompatible receiver #<ArrayBuffer>"))
		}
		n := float64(webidl.ToInteger(r.Number(c.Argument(0))))
		switch {
		case b.Detached():
			r.throw(webidl.TypeError("Cannot perform ArrayBuffer.prototype.resize on a detached ArrayBuffer"))
		case n < 0 || n > float64(s.Most):
			r.throw(webidl.RangeError("ArrayBuffer.prototype.resize: Invalid length parameter"))
		}
		s.Resize(int(n))
		return goja.Undefined()
	})
	for _, name := range []string{"transfer", "transferToFixedLength"} {
		r.method(proto, name, 0, func(c goja.FunctionCall) goja.Value { return r.transfer(c, name) })
	}
	return class
}

// species gives a class its Symbol.species.
func (r *realm) species(class *goja.Object) {
	_ = class.DefineAccessorPropertySymbol(goja.SymSpecies, r.function("get [Symbol.species]", 0, func(c goja.FunctionCall) goja.Value {
		return c.This
	}), nil, yes, no)
}

// bufferLimits reads a buffer constructor's arguments, and answers the maxByteLength or -1.
func (r *realm) bufferLimits(args []goja.Value) (most int) {
	n := 0.0
	if len(args) > 0 {
		n = r.Number(args[0])
		if n <= -1 || n > 1<<53-1 {
			r.throw(webidl.RangeError("Invalid array buffer length"))
		}
	}
	most = -1
	if len(args) > 1 {
		if o, ok := args[1].(*goja.Object); ok {
			if v := o.Get("maxByteLength"); v != nil && !goja.IsUndefined(v) {
				limit := float64(webidl.ToInteger(r.Number(v)))
				if limit < 0 || limit > 1<<53-1 || n > limit {
					r.throw(webidl.RangeError("Invalid array buffer max length"))
				}
				n, most = limit, int(limit)
			}
		}
	}
	if n > maxBytes {
		r.throw(errBytes)
	}
	return most
}

// buffer answers the receiver of a method of class, which is ArrayBuffer or SharedArrayBuffer.
func (r *realm) buffer(this goja.Value, class, name string) (goja.ArrayBuffer, *webidl.Stretch) {
	b, ok := webidl.Buffer(this)
	s := webidl.Stretched(this)
	if shared := s != nil && s.Shared; !ok || shared != (class == "SharedArrayBuffer") {
		r.throw(webidl.TypeError("Method %s.prototype.%s called on incompatible receiver %s", class, name, r.Isolate.Shown(this)))
	}
	return b, s
}

func (r *realm) bufferGetter(proto *goja.Object, name string, shared bool, get func(b goja.ArrayBuffer, s *webidl.Stretch) any) {
	class := "ArrayBuffer"
	if shared {
		class = "SharedArrayBuffer"
	}
	f := r.function("get "+name, 0, func(c goja.FunctionCall) goja.Value {
		b, s := r.buffer(c.This, class, name)
		return r.Value(get(b, s))
	})
	_ = proto.DefineAccessorProperty(name, f, nil, yes, no)
}

// transfer is https://tc39.es/ecma262/#sec-arraybuffercopyanddetach.
func (r *realm) transfer(c goja.FunctionCall, name string) goja.Value {
	b, s := r.buffer(c.This, "ArrayBuffer", name)
	n := float64(len(b.Bytes()))
	if !goja.IsUndefined(c.Argument(0)) {
		n = float64(webidl.ToInteger(r.Number(c.Argument(0))))
	}
	most := -1
	if s != nil && name == "transfer" {
		most = s.Most
	}
	switch {
	case n < 0:
		r.throw(webidl.RangeError("Invalid array buffer length"))
	case n > maxBytes || most >= 0 && n > float64(most):
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
	made := r.VM.ToValue(r.VM.NewArrayBuffer(data)).(*goja.Object)
	if most >= 0 {
		webidl.Resizable(r.VM, made, most)
	}
	return made
}
