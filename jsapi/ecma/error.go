package ecma

import (
	"regexp"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
)

// errorPatch makes the constructor of an error class record its stack as V8 does. length is the
// constructor's.
func errorPatch(name string, length int) patch {
	return func(r *realm, v goja.Value) goja.Value {
		engine := v.(*goja.Object)
		proto := engine.Get("prototype").(*goja.Object)
		construct, _ := goja.AssertConstructor(engine)
		message := 0
		if name == "AggregateError" {
			message = 1
		}
		ctor := r.errorConstructor(name, length, proto, func(c goja.ConstructorCall) *goja.Object {
			args := c.Arguments
			if message < len(args) && !goja.IsUndefined(args[message]) {
				text := r.Text(args[message]) // before cause is read, and as V8 says it of a symbol
				args = append([]goja.Value(nil), args...)
				args[message] = text
			}
			o, err := construct(nil, args...)
			if err != nil {
				panic(r.Isolate.Check(err))
			}
			return o
		})
		if name == "Error" {
			r.errorStatics(ctor)
		}
		return ctor
	}
}

// errorConstructor answers a constructor of errors that make makes, with V8's stack.
func (r *realm) errorConstructor(name string, length int, proto *goja.Object, make func(goja.ConstructorCall) *goja.Object) *goja.Object {
	var ctor *goja.Object
	ctor = r.VM.ToValue(func(c goja.ConstructorCall) *goja.Object {
		o := make(c)
		text := "" // of the argument: a class may have a getter that is not ready for its object
		if m, ok := o.Get("message").(goja.String); ok {
			text = m.String()
		}
		if c.NewTarget != nil && c.NewTarget != ctor {
			if p := c.This.Prototype(); p != proto {
				_ = o.SetPrototype(p)
			}
		} else if o.Prototype() != proto {
			_ = o.SetPrototype(proto)
		}
		if taken, ok := isolate.TakeTrace(o); ok {
			frames := r.Isolate.Trace(taken)
			r.Isolate.DefineStack(o, text, r.caller(frames, name, c.NewTarget, ctor), r.traceLimit())
		}
		return o
	}).(*goja.Object)
	_ = ctor.DefineDataProperty("prototype", proto, no, no, no)
	_ = ctor.DefineDataProperty("name", r.VM.ToValue(name), no, yes, no)
	_ = ctor.DefineDataProperty("length", r.VM.ToValue(length), no, yes, no)
	_ = proto.DefineDataProperty("constructor", ctor, yes, yes, no)
	if name != "Error" {
		_ = ctor.SetPrototype(r.VM.GlobalObject().Get("Error").(*goja.Object))
	}
	return ctor
}

// caller drops the frames of the constructors that led to an error: the builtin one, and those of derived
// classes as far as the class that was asked for.
func (r *realm) caller(frames []isolate.Frame, name string, target, ctor *goja.Object) []isolate.Frame {
	for len(frames) > 0 && frames[0].SrcName() == "<native>" && (frames[0].FuncName() == name || frames[0].FuncName() == "<native>") {
		frames = frames[1:]
	}
	if target == nil || target == ctor {
		return frames
	}
	for n := r.constructors(target, ctor); n > 0 && len(frames) > 0 && frames[0].SrcName() != "<native>"; n-- {
		frames = frames[1:]
	}
	return frames
}

// explicit matches the constructor that a class spells out. Only those have a frame.
var explicit = regexp.MustCompile(`(?:^|[^.\w$#])constructor\s*\(`)

// constructors answers how many constructors run from the class target down to ctor. The engine's frames do
// not say which function is a constructor, and those of classes have no name.
func (r *realm) constructors(target, ctor *goja.Object) int {
	if n, ok := r.depths[target]; ok {
		return n
	}
	n := 0
	source := native(r.engine.Get("Object").(*goja.Object).Prototype().Get("toString")) // not the class's own, which would be script
	for at := target; at != nil && at != ctor; at = at.Prototype() {
		if text := source(goja.FunctionCall{This: at}).String(); !strings.HasPrefix(text, "class") || explicit.MatchString(text) {
			n++
		}
	}
	if r.depths == nil || len(r.depths) > 256 { // classes made in a loop
		r.depths = map[*goja.Object]int{}
	}
	r.depths[target] = n
	return n
}

// errorStatics defines Error.captureStackTrace and Error.stackTraceLimit.
func (r *realm) errorStatics(ctor *goja.Object) {
	r.method(ctor, "isError", 1, native(r.engine.Get("Error").(*goja.Object).Get("isError")))
	r.method(ctor, "captureStackTrace", 2, func(c goja.FunctionCall) goja.Value {
		o, ok := c.Argument(0).(*goja.Object)
		if !ok {
			panic(r.Exception(webidl.TypeError("invalid_argument")))
		}
		message := ""
		if m := o.Get("message"); m != nil && !goja.IsUndefined(m) {
			message = m.String()
		}
		_, _ = isolate.TakeTrace(o)
		r.Isolate.DefineStack(o, message, below(r.Isolate.Trace(r.VM.CaptureCallStack(0, nil)), c.Argument(1)), r.traceLimit())
		return goja.Undefined()
	})
	_ = ctor.DefineDataProperty("stackTraceLimit", r.VM.ToValue(isolate.StackLimit), yes, yes, yes)
	r.Isolate.TraceLimit = r.traceLimit
	r.Isolate.PrepareStack = r.prepareStack
	r.limits = ctor
}

// below drops the frames down to the last call of f, or captureStackTrace's own.
func below(frames []isolate.Frame, f goja.Value) []isolate.Frame {
	if len(frames) > 0 && frames[0].SrcName() == "<native>" {
		frames = frames[1:]
	}
	o, ok := f.(*goja.Object)
	if !ok {
		return frames
	}
	name, ok := o.Get("name").(goja.String)
	if !ok || name.Length() == 0 {
		return frames
	}
	for n := range frames {
		if frames[n].FuncName() == strings.TrimPrefix(name.String(), "bound ") {
			return frames[n+1:]
		}
	}
	return frames
}

// traceLimit answers Error.stackTraceLimit: negative if errors have no stack.
func (r *realm) traceLimit() int {
	if r.limits == nil {
		return isolate.StackLimit
	}
	v := r.limits.Get("stackTraceLimit")
	if _, object := v.(*goja.Object); v == nil || object {
		return -1
	}
	switch v.Export().(type) {
	case int64, float64:
		return int(min(max(webidl.ToInteger(v.ToFloat()), 0), 200))
	}
	return -1
}

// suppressedError is https://tc39.es/proposal-explicit-resource-management/#sec-suppressederror.
func suppressedError(r *realm) goja.Value {
	base := r.engine.Get("Error").(*goja.Object)
	construct, _ := goja.AssertConstructor(base)
	proto := r.VM.CreateObject(base.Get("prototype").(*goja.Object))
	_ = proto.DefineDataProperty("name", r.VM.ToValue("SuppressedError"), yes, yes, no)
	_ = proto.DefineDataProperty("message", r.VM.ToValue(""), yes, yes, no)
	return r.errorConstructor("SuppressedError", 3, proto, func(c goja.ConstructorCall) *goja.Object {
		var args []goja.Value
		if !goja.IsUndefined(c.Argument(2)) {
			args = []goja.Value{r.Text(c.Argument(2))}
		}
		o, err := construct(nil, args...)
		if err != nil {
			panic(r.Isolate.Check(err))
		}
		_ = o.DefineDataProperty("error", c.Argument(0), yes, yes, no)
		_ = o.DefineDataProperty("suppressed", c.Argument(1), yes, yes, no)
		return o
	})
}

// caught makes the class of an error that the engine threw the one that scripts see, before they look at its
// constructor.
func (r *realm) caught(o *goja.Object) {
	if name, ok := o.Get("name").(goja.String); ok && known[name.String()] && !r.built[name.String()] {
		r.VM.GlobalObject().Get(name.String())
	}
}

// prepareStack has Error.prepareStackTrace make a stack, if there is one: https://v8.dev/docs/stack-trace-api.
func (r *realm) prepareStack(o *goja.Object, sites []isolate.Site) (goja.Value, bool) {
	prepare, ok := goja.AssertFunction(r.limits.Get("prepareStackTrace"))
	if !ok || r.preparing {
		return nil, false
	}
	r.preparing = true // an error within has a text
	defer func() { r.preparing = false }()
	if r.callSite == nil {
		r.callSite, _ = goja.AssertFunction(r.piece("call_site").Get("make"))
	}
	list := make([]any, len(sites))
	for n, s := range sites {
		o := r.VM.NewObject()
		for name, v := range map[string]any{
			"functionName": s.Function, "typeName": s.Type, "methodName": s.Method, "fileName": s.File, "line": s.Line, "column": s.Column,
			"native": s.Native, "constructs": s.Constructs, "awaits": s.Awaits, "toplevel": s.Global, "text": s.Text,
		} {
			_ = o.Set(name, v)
		}
		site, err := r.callSite(goja.Undefined(), o)
		if err != nil {
			panic(r.Isolate.Check(err))
		}
		list[n] = site
	}
	v, err := prepare(r.limits, o, r.VM.NewArray(list...))
	if err != nil {
		panic(r.Isolate.Check(err))
	}
	return v, true
}
