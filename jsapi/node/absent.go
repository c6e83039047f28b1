package node

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// rest stands behind the exports of a module and has what the module should have and dodev has not.
type rest struct {
	modules *modules
	name    string
	behind  *goja.Object
}

// behind puts a module's absent exports behind o.
func (m *modules) behind(o *goja.Object, name string) {
	d := m.realm.VM.NewDynamicObject(&rest{m, name, o.Prototype()})
	_ = d.SetPrototype(o.Prototype())
	_ = o.SetPrototype(d)
}

// Get answers what stands for an absent export.
func (x *rest) Get(key string) goja.Value {
	if !x.Has(key) {
		return nil
	}
	return x.modules.stand(x.name, key)
}

// Has answers whether the module should have an export.
func (x *rest) Has(key string) bool {
	return slices.Contains(exports()[x.name], key) && (x.behind == nil || x.behind.Get(key) == nil)
}

// Set is of no effect: modules are not written to through their prototypes.
func (*rest) Set(string, goja.Value) bool { return false }

// Delete forgets nothing.
func (*rest) Delete(string) bool { return true }

// Keys lists nothing.
func (*rest) Keys() []string { return nil }

// stand answers a value that stands for an export of a module: it can be passed around and extended, and it
// throws when it is called or looked into.
func (m *modules) stand(module, export string) goja.Value {
	id := module + " " + export
	if v := m.absent[id]; v != nil {
		return v
	}
	if m.proxy == nil {
		v, err := m.realm.VM.RunProgram(program("absent"))
		if err != nil {
			panic(err)
		}
		m.proxy, _ = goja.AssertFunction(v)
	}
	what := export + " of " + module
	if export == "default" {
		what = module
	}
	v, err := m.proxy(goja.Undefined(), m.realm.VM.ToValue(export), m.realm.Function("", func(goja.FunctionCall) goja.Value {
		panic(m.realm.Exception(webidl.PlainError("dodev does not support %s yet", what)))
	}))
	if err != nil {
		panic(err)
	}
	m.absent[id] = v
	return v
}
