package ecma

import (
	"math"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// What one builtin call may make. The platform gives an isolate 128 MB; beyond these the engine would run on
// in native code, where nothing can interrupt it, or take the process down.
const (
	maxBytes = 128 << 20
	maxText  = 128 << 20
	maxItems = 32 << 20
	// maxDepth is how deep builtins may call themselves through nested values.
	maxDepth = 2000
)

var (
	errText  = webidl.RangeError("Invalid string length")
	errItems = webidl.RangeError("Invalid array length")
	errBytes = webidl.RangeError("Array buffer allocation failed")
	errStack = webidl.RangeError("Maximum call stack size exceeded")
)

func (r *realm) throw(err error) { panic(r.Exception(err)) }

// wrap replaces a builtin method of o by one that runs check first. check may change the call.
func (r *realm) wrap(o *goja.Object, name string, length int, check func(c *goja.FunctionCall)) {
	if !r.Isolate.Mentions(name) {
		return
	}
	run := native(o.Get(name))
	r.method(o, name, length, func(c goja.FunctionCall) goja.Value {
		check(&c)
		return run(c)
	})
}

// text answers the receiver of a string method, converted at most once.
func (r *realm) text(c *goja.FunctionCall) goja.String {
	if s, ok := c.This.(goja.String); ok {
		return s
	}
	if goja.IsUndefined(c.This) || goja.IsNull(c.This) {
		return r.VM.ToValue("").(goja.String) // the method itself complains
	}
	s := r.Text(c.This)
	c.This = s
	return s
}

// number answers an argument as a number, converted at most once.
func (r *realm) number(c *goja.FunctionCall, i int) float64 {
	if i >= len(c.Arguments) {
		return math.NaN()
	}
	if o, ok := c.Arguments[i].(*goja.Object); ok {
		args := append([]goja.Value(nil), c.Arguments...)
		args[i] = o.ToNumber()
		c.Arguments = args
	}
	return r.Number(c.Arguments[i])
}

// guardStrings limits the string methods that multiply, and puts the missing ones behind the prototype.
func (r *realm) guardStrings() {
	proto := r.VM.ToValue("").ToObject(r.VM).Prototype()
	r.wrap(proto, "repeat", 1, func(c *goja.FunctionCall) {
		n, s := r.number(c, 0), r.text(c)
		if n <= -1 || math.IsInf(n, 0) {
			r.throw(webidl.RangeError("Invalid count value: %s", c.Argument(0).String()))
		}
		if n*float64(s.Length()) > maxText {
			r.throw(errText)
		}
	})
	for _, name := range []string{"padStart", "padEnd"} {
		r.wrap(proto, name, 2, func(c *goja.FunctionCall) {
			if n := r.number(c, 0); n > maxText && n > float64(r.text(c).Length()) {
				if len(c.Arguments) < 2 || goja.IsUndefined(c.Arguments[1]) || r.Text(c.Arguments[1]).Length() > 0 {
					r.throw(errText)
				}
			}
		})
	}
	r.wrap(proto, "split", 2, func(c *goja.FunctionCall) {
		if s, ok := c.This.(goja.String); ok && s.Length() > maxItems && goja.IsUndefined(c.Argument(1)) {
			if by, ok := c.Argument(0).(goja.String); ok && by.Length() == 0 {
				r.throw(errItems)
			}
		}
	})
	r.wrap(proto, "replace", 2, r.replacement)
	r.wrap(proto, "replaceAll", 2, r.replacement)
	r.behind(proto, stringMethods, func() { r.strings(proto) })
}

// replacement limits what replacing every match by a long text can make. Only when the worst case is too
// much are the matches counted.
func (r *realm) replacement(c *goja.FunctionCall) {
	s, ok := c.This.(goja.String)
	if !ok || len(c.Arguments) < 2 {
		return
	}
	by, ok := c.Arguments[1].(goja.String)
	if !ok || float64(s.Length()+1)*float64(by.Length()) <= maxText {
		return
	}
	n := 0
	switch pattern := c.Arguments[0].(type) {
	case goja.String:
		if pattern.Length() == 0 {
			n = s.Length() + 1
		} else {
			n = s.Length() / pattern.Length()
		}
	case *goja.Object:
		if match, ok := goja.AssertFunction(pattern.GetSymbol(goja.SymMatch)); ok {
			found, err := match(pattern, s)
			if err != nil {
				panic(r.Isolate.Check(err))
			}
			if list, ok := found.(*goja.Object); ok {
				n = int(list.Get("length").ToInteger())
			}
		}
	}
	if float64(n)*float64(by.Length()) > maxText {
		r.throw(errText)
	}
}

// guardArrays limits the array methods that the engine runs over every index without looking up. Most arrays
// cannot be that long, since the constructor refuses; these are the methods that scripts use on such.
func (r *realm) guardArrays() {
	proto := r.VM.NewArray().Prototype()
	long := func(c *goja.FunctionCall) { r.length(c.This) }
	for _, m := range []struct {
		name   string
		length int
	}{{"fill", 1}, {"sort", 1}, {"reverse", 0}, {"indexOf", 1}, {"lastIndexOf", 1}, {"includes", 1}} {
		r.wrap(proto, m.name, m.length, long)
	}
	r.wrap(proto, "concat", 1, func(c *goja.FunctionCall) {
		n := r.length(c.This)
		for _, arg := range c.Arguments {
			if o, ok := arg.(*goja.Object); ok && o.ClassName() == "Array" {
				n += r.length(o)
			}
		}
		if n > maxItems {
			r.throw(errItems)
		}
	})
	r.wrap(proto, "flat", 0, func(c *goja.FunctionCall) {
		if n := r.number(c, 0); n > maxDepth {
			r.nested(c.This, 0)
		}
	})
	join := native(proto.Get("join"))
	depth := 0
	r.method(proto, "join", 1, func(c goja.FunctionCall) goja.Value {
		if n := r.length(c.This); n > 1<<16 {
			by := 1
			if !goja.IsUndefined(c.Argument(0)) {
				text := r.Text(c.Argument(0))
				c.Arguments = []goja.Value{text}
				by = text.Length()
			}
			if float64(n)*float64(by) > maxText {
				r.throw(errText)
			}
		}
		if depth++; depth > maxDepth {
			depth = 0
			r.throw(errStack)
		}
		v := join(c)
		depth = max(depth-1, 0)
		return v
	})
}

// length answers the length of an array or array-like, and throws if it is more than a builtin may walk.
func (r *realm) length(v goja.Value) int64 {
	o, ok := v.(*goja.Object)
	if !ok {
		return 0
	}
	l := o.Get("length")
	if l == nil {
		return 0
	}
	n := l.ToInteger()
	if n > maxItems {
		r.throw(errItems)
	}
	return n
}

// nested throws if arrays lie deeper in each other than a builtin may follow.
func (r *realm) nested(v goja.Value, depth int) {
	o, ok := v.(*goja.Object)
	if !ok || o.ClassName() != "Array" {
		return
	}
	if depth > maxDepth {
		r.throw(errStack)
	}
	for _, key := range o.Keys() {
		r.nested(o.Get(key), depth+1)
	}
}

// arrayPatch limits how long an array may be made at once.
func arrayPatch(r *realm, v goja.Value) goja.Value {
	engine := v.(*goja.Object)
	construct, _ := goja.AssertConstructor(engine)
	proto := prototype(engine)
	var class *goja.Object
	class = r.VM.ToValue(func(c goja.ConstructorCall) *goja.Object {
		if len(c.Arguments) == 1 {
			if n, ok := c.Arguments[0].Export().(int64); ok && n > maxItems {
				r.throw(errItems)
			}
		}
		o, err := construct(nil, c.Arguments...)
		if err != nil {
			panic(r.Isolate.Check(err))
		}
		if c.NewTarget != nil && c.NewTarget != class {
			_ = o.SetPrototype(c.This.Prototype())
		}
		return o
	}).(*goja.Object)
	_ = class.DefineDataProperty("prototype", proto, no, no, no)
	_ = class.DefineDataProperty("name", r.VM.ToValue("Array"), no, yes, no)
	_ = class.DefineDataProperty("length", r.VM.ToValue(1), no, yes, no)
	for _, name := range []string{"isArray", "of", "from"} {
		_ = class.DefineDataProperty(name, engine.Get(name), yes, yes, no)
	}
	r.wrap(class, "from", 1, func(c *goja.FunctionCall) {
		if o, ok := c.Argument(0).(*goja.Object); ok && o.GetSymbol(goja.SymIterator) == nil {
			r.length(o)
		}
	})
	// Methods that make a new array ask for the species: the engine's own constructor is the fast way.
	_ = class.DefineAccessorPropertySymbol(goja.SymSpecies, r.function("get [Symbol.species]", 0, func(c goja.FunctionCall) goja.Value {
		if c.This == class {
			return engine
		}
		return c.This
	}), nil, yes, no)
	r.complete(class, r.piece("array"))
	_ = proto.DefineDataProperty("constructor", class, yes, yes, no)
	return class
}
