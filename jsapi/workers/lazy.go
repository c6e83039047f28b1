package workers

import "github.com/dop251/goja"

// member is an own property that is made when it is first read. Its accessor is shared by all objects that have
// it, so that ten thousand objects cost no function each.
type member struct {
	name string
	make func(s *script, this *goja.Object) goja.Value
}

type accessor struct{ get, set *goja.Object }

// lazy defines members on o.
func (s *script) lazy(o *goja.Object, list ...*member) {
	for _, m := range list {
		a, ok := s.accessors[m]
		if !ok {
			a = s.accessor(m)
			s.accessors[m] = a
		}
		_ = o.DefineAccessorProperty(m.name, a.get, a.set, goja.FLAG_TRUE, goja.FLAG_TRUE)
	}
}

// accessor makes the functions that turn a member into an ordinary property.
func (s *script) accessor(m *member) accessor {
	settle := func(this goja.Value, v goja.Value) {
		if o, ok := this.(*goja.Object); ok {
			_ = o.DefineDataProperty(m.name, v, goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
		}
	}
	return accessor{
		get: s.realm.Function("get "+m.name, func(c goja.FunctionCall) goja.Value {
			o, ok := c.This.(*goja.Object)
			if !ok {
				return goja.Undefined()
			}
			v := m.make(s, o)
			settle(o, v)
			return v
		}),
		set: s.realm.Function("set "+m.name, func(c goja.FunctionCall) goja.Value {
			settle(c.This, c.Argument(0))
			return goja.Undefined()
		}),
	}
}
