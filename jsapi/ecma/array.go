package ecma

import "github.com/dop251/goja"

// guardArrays limits the array methods that the engine runs over every index without looking up. Most arrays
// cannot be that long, since the constructor refuses; these are the methods that scripts use on such.
func (r *realm) guardArrays() {
	proto := r.VM.NewArray().Prototype()
	long := func(c *goja.FunctionCall) { r.length(c.This) }
	for _, m := range []struct {
		name   string
		length int
	}{{"fill", 1}, {"reverse", 0}, {"indexOf", 1}, {"lastIndexOf", 1}, {"includes", 1}} {
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
	r.sorting(proto)
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
			depth--
			r.throw(errStack)
		}
		defer func() { depth-- }()
		return join(c)
	})
}

// arrayPatch limits how long an array may be made at once.
func arrayPatch(r *realm, v goja.Value) goja.Value {
	engine := v.(*goja.Object)
	construct, _ := goja.AssertConstructor(engine)
	proto := prototype(engine)
	var class *goja.Object
	class = r.VM.ToValue(func(c goja.ConstructorCall) *goja.Object {
		if len(c.Arguments) == 1 {
			if _, object := c.Arguments[0].(*goja.Object); !object { // which exporting copies whole
				if n, ok := c.Arguments[0].Export().(int64); ok && n > maxItems {
					r.throw(errItems)
				}
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
	r.mentioned(func() { r.complete(class, r.piece("array")) }, "fromAsync")
	_ = proto.DefineDataProperty("constructor", class, yes, yes, no)
	return class
}
