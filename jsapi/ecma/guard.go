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
	// longestNormal is how many characters a normal form may have for one.
	longestNormal = 18
	// maxDelegates is how many generators may wait for each other. Each holds much of the Go stack.
	maxDelegates = 500
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
	r.wrap(proto, "normalize", 0, func(c *goja.FunctionCall) {
		if s := r.text(c); s.Length() > maxText/longestNormal {
			r.throw(errText)
		}
	})
	r.wrap(proto, "replace", 2, r.replacement)
	r.wrap(proto, "replaceAll", 2, r.replacement)
	r.largeMatches(proto)
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

// guardGenerators limits how deep generators delegate to each other: the engine does not count them as calls.
func (r *realm) guardGenerators() {
	if !r.Isolate.Mentions("yield") {
		return
	}
	proto := r.generators
	next := native(proto.Get("next"))
	depth := 0
	r.method(proto, "next", 1, func(c goja.FunctionCall) goja.Value {
		if depth++; depth > maxDelegates {
			depth--
			r.throw(errStack)
		}
		defer func() { depth-- }()
		return next(c)
	})
}

// guardApply limits how many arguments a list without an end becomes.
func (r *realm) guardApply() {
	r.wrap(r.functions.Get("prototype").(*goja.Object), "apply", 2, func(c *goja.FunctionCall) {
		if list, ok := c.Argument(1).(*goja.Object); ok {
			r.length(list)
		}
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
