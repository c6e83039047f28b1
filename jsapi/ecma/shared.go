package ecma

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// sharedArrayBuffer is https://tc39.es/ecma262/#sec-sharedarraybuffer-objects. An instance is a buffer of the engine's
// with another prototype; nobody else has its memory, since a Worker has one thread.
func sharedArrayBuffer(r *realm) goja.Value {
	engine := r.engine.Get("ArrayBuffer").(*goja.Object)
	proto := r.VM.CreateObject(r.prototypeOf("Object"))
	most := -1
	class := r.piece("limited", engine, r.VM.ToValue("SharedArrayBuffer"), r.VM.ToValue(func(c goja.FunctionCall) goja.Value {
		most = r.bufferLimits(c.Arguments)
		return goja.Undefined()
	}), r.VM.GlobalObject().Get("Reflect").(*goja.Object).Get("construct"), r.VM.ToValue(func(goja.FunctionCall) goja.Value {
		r.throw(webidl.TypeError("Constructor SharedArrayBuffer requires 'new'"))
		return nil
	}), r.VM.ToValue(func(c goja.FunctionCall) goja.Value {
		webidl.Shared(r.VM, c.Argument(0).(*goja.Object), most)
		return goja.Undefined()
	}))
	_ = class.DefineDataProperty("length", r.VM.ToValue(1), no, yes, no)
	_ = class.DefineDataProperty("prototype", proto, no, no, no)
	_ = proto.DefineDataProperty("constructor", class, yes, yes, no)
	_ = proto.DefineDataPropertySymbol(goja.SymToStringTag, r.VM.ToValue("SharedArrayBuffer"), no, yes, no)
	r.species(class)
	r.bufferGetter(proto, "byteLength", true, func(b goja.ArrayBuffer, _ *webidl.Stretch) any { return len(b.Bytes()) })
	r.bufferGetter(proto, "growable", true, func(_ goja.ArrayBuffer, s *webidl.Stretch) any { return s.Most >= 0 })
	r.bufferGetter(proto, "maxByteLength", true, func(b goja.ArrayBuffer, s *webidl.Stretch) any { return max(s.Most, len(b.Bytes())) })
	r.method(proto, "grow", 1, func(c goja.FunctionCall) goja.Value {
		b, s := r.buffer(c.This, "SharedArrayBuffer", "grow")
		if s.Most < 0 {
			r.throw(webidl.TypeError("Method SharedArrayBuffer.prototype.grow called on incompatible receiver #<SharedArrayBuffer>"))
		}
		n := float64(webidl.ToInteger(r.Number(c.Argument(0))))
		if n < float64(len(b.Bytes())) || n > float64(s.Most) {
			r.throw(webidl.RangeError("SharedArrayBuffer.prototype.grow: Invalid length parameter"))
		}
		s.Resize(int(n))
		return goja.Undefined()
	})
	r.method(proto, "slice", 2, func(c goja.FunctionCall) goja.Value {
		b, _ := r.buffer(c.This, "SharedArrayBuffer", "slice")
		size := float64(len(b.Bytes()))
		first, last := r.index(c.Argument(0), 0, size), r.index(c.Argument(1), size, size)
		made, err := r.VM.New(class, r.VM.ToValue(max(last-first, 0)))
		if err != nil {
			panic(r.Isolate.Check(err))
		}
		if to, ok := webidl.Buffer(made); ok && last > first {
			copy(to.Bytes(), b.Bytes()[int(first):int(last)])
		}
		return made
	})
	return class
}

// index answers a relative index into something of a size, or what stands for an undefined one.
func (r *realm) index(v goja.Value, otherwise, size float64) float64 {
	if goja.IsUndefined(v) {
		return otherwise
	}
	n := float64(webidl.ToInteger(r.Number(v)))
	if n < 0 {
		return max(n+size, 0)
	}
	return min(n, size)
}

// prototypeOf answers the prototype of one of the engine's classes.
func (r *realm) prototypeOf(class string) *goja.Object { return prototype(r.engine.Get(class)) }

// atomics is https://tc39.es/ecma262/#sec-atomics-object for one thread: nothing comes between the parts of an operation.
func atomics(r *realm) goja.Value {
	typed := r.prototypeOf("Uint8Array").Prototype()
	tag := r.getterOf(typed, goja.SymToStringTag)
	shared := func(c goja.FunctionCall) goja.Value {
		s := webidl.Stretched(c.Argument(0))
		return r.VM.ToValue(s != nil && s.Shared)
	}
	shown := func(c goja.FunctionCall) goja.Value { return r.VM.ToValue(r.Isolate.Shown(c.Argument(0))) }
	return r.piece("atomics", tag, r.VM.ToValue(shared), r.VM.ToValue(shown))
}

// getterOf answers the getter of a builtin's property that a symbol names.
func (r *realm) getterOf(o *goja.Object, key goja.Value) goja.Value {
	describe := native(r.engine.Get("Object").(*goja.Object).Get("getOwnPropertyDescriptor"))
	return describe(goja.FunctionCall{Arguments: []goja.Value{o, key}}).(*goja.Object).Get("get")
}
