package webidl

import "github.com/dop251/goja"

// wildcard puts, at the end of a class's prototype chain, an object that has every member. A proxy is the one
// kind of object there that is told of which instance a member is asked; it is one for all instances.
func (in *Interface[T]) wildcard(r *Realm, prototype *goja.Object) {
	base := prototype.Prototype() // Object.prototype
	target := r.VM.CreateObject(base)
	find := func(name string, of goja.Value) goja.Value {
		if t := unwrap[T](of); t != nil {
			if v := in.Wildcard(t, r, of.(*goja.Object), name); v != nil {
				return v
			}
		}
		return goja.Undefined()
	}
	wild := r.VM.NewProxy(target, &goja.ProxyTrapConfig{
		Get: func(_ *goja.Object, name string, of goja.Value) goja.Value {
			if name == "__proto__" {
				if o, ok := of.(*goja.Object); ok {
					return o.Prototype()
				}
			}
			if v := base.Get(name); v != nil {
				return v
			}
			if name == "name" && r.calling > 0 { // the engine asks, for the stack of an error
				return r.VM.ToValue("")
			}
			return find(name, of)
		},
		GetIdx: func(_ *goja.Object, _ int, _ goja.Value) goja.Value { return goja.Undefined() },
		Has:    func(_ *goja.Object, name string) bool { return name != "then" }, // no instance is a thenable
	})
	_ = prototype.SetPrototype(r.VM.ToValue(wild).(*goja.Object))
}

// callable answers a function that is an instance of the class b, backed by t.
func (in *Interface[T]) callable(r *Realm, t *T, b *built) *goja.Object {
	o := r.VM.ToValue(func(c goja.FunctionCall) goja.Value {
		r.calling++
		defer func() { r.calling-- }()
		v, err := in.Call(t, &Call{Realm: r, This: c.This, Args: c.Arguments, class: in.tag(), operation: "(called as function)"})
		if err != nil {
			panic(r.Exception(err))
		}
		return r.Value(v)
	}).(*goja.Object)
	_ = o.Delete("name")
	_ = o.Delete("length")
	_ = o.SetPrototype(b.prototype)
	r.bind(o, t, b)
	return o
}
