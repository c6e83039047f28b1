package wasm

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"weak"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero/api"

	"github.com/dodev/dodev/jsapi/webidl"
)

// instance is a WebAssembly.Instance, or a module that was written to have one memory, table or global.
type instance struct {
	store  *store
	module api.Module
	binary *format
	// functions are those that script has seen, by their number in the module.
	functions map[int]*function
	exports   *goja.Object
	// memories are those that script may look into while the instance runs.
	memories []*memory
	// given is what was imported, by kind and number; it keeps what the instance was linked to.
	given map[[2]int]goja.Value
	// calls are the functions of script that the module calls.
	calls []hostCall
	// users are the instances that import its tables: what they put there stays callable.
	users []*instance
}

var instanceClass = &webidl.Interface[instance]{
	Name: "Instance",
	Tag:  "WebAssembly.Instance",
	Constructor: func(c *webidl.Call) (*instance, error) {
		m, err := moduleArgument(c, "Instance()")
		if err != nil {
			return nil, err
		}
		imports := c.Arg(1)
		if _, ok := imports.(*goja.Object); !ok && !goja.IsUndefined(imports) {
			return nil, webidl.TypeError("WebAssembly.Instance(): Argument 1 must be an object")
		}
		return of(c.Realm).instance(m, imports, "WebAssembly.Instance()")
	},
	Attributes: []webidl.Attribute[instance]{
		{Name: "exports", Get: func(i *instance, _ *webidl.Call) (any, error) { return i.exports, nil }, Prototype: true},
	},
	If: never,
}

// instance makes an instance. who is what script called.
func (s *store) instance(m *wasmModule, imports goja.Value, who string) (*instance, error) {
	s.note(m.binary.types)
	i := &instance{store: s, binary: m.binary, functions: map[int]*function{}, given: map[[2]int]goja.Value{}}
	l := &linker{store: s, instance: i, who: who, names: make([][2]string, len(m.binary.imports)), links: map[string]api.Module{}}
	if len(m.binary.imports) > 0 {
		from, ok := imports.(*goja.Object)
		if !ok {
			return nil, webidl.TypeError("%s: Imports argument must be present and must be an object", who)
		}
		for n := range m.binary.imports {
			if err := l.link(n, from); err != nil {
				return nil, err
			}
		}
		if err := l.host(); err != nil {
			return nil, err
		}
	}
	c, err := m.compile(l.names)
	if err != nil {
		return nil, s.error("CompileError", who+": "+err.Error())
	}
	module, err := s.instantiate(c, l.links)
	if err != nil {
		return nil, s.startFailure(who, err)
	}
	i.module = module
	closing(i, module)
	s.instances = append(slices.DeleteFunc(s.instances, func(w weak.Pointer[instance]) bool { return w.Value() == nil }), weak.Make(i))
	i.publish()
	return i, nil
}

// startFailure answers why an instance did not come to be: an import that does not fit, a segment out of bounds, or what
// the start function threw.
func (s *store) startFailure(who string, err error) error {
	if s.thrown != nil {
		return s.failure(err)
	}
	return s.failureOr(err, func(text string) error { return s.error("LinkError", who+": "+text) })
}

// linker finds what an instance imports.
type linker struct {
	store    *store
	instance *instance
	who      string
	names    [][2]string
	links    map[string]api.Module
	calls    []hostCall
	counts   [5]int // of the imports so far, by kind
}

// hostCall is a function of script that the module imports, by the number of the import.
type hostCall struct {
	number int
	typ    funcType
	run    goja.Callable
}

// link finds one import. https://webassembly.github.io/spec/js-api/#read-the-imports
func (l *linker) link(n int, from *goja.Object) error {
	i := &l.instance.binary.imports[n]
	in, ok := from.Get(i.module).(*goja.Object)
	if !ok {
		return webidl.TypeError("%s: Import #%d \"%s\": module is not an object or function", l.who, n, i.module)
	}
	v := in.Get(i.name)
	fault := func(format string, args ...any) error {
		return l.store.error("LinkError", fmt.Sprintf("%s: Import #%d \"%s\" \"%s\": ", l.who, n, i.module, i.name)+fmt.Sprintf(format, args...))
	}
	to := func(x *instance, name string) {
		l.names[n] = [2]string{strconv.Itoa(n), name}
		l.links[strconv.Itoa(n)] = x.module
		l.instance.given[[2]int{int(i.kind), l.counts[i.kind]}] = v
	}
	defer func() { l.counts[i.kind]++ }()
	switch i.kind {
	case kindFunc:
		t := l.instance.binary.types[i.fn]
		if f := webidl.As[function](v); f != nil {
			if string(f.typ.params) != string(t.params) || string(f.typ.results) != string(t.results) {
				return fault("imported function does not match the expected type")
			}
			if f.name != "" {
				to(f.owner, f.name)
				return nil
			}
		}
		run, ok := goja.AssertFunction(orUndefined(v))
		if !ok {
			return fault("function import requires a callable")
		}
		l.names[n] = [2]string{"script", strconv.Itoa(n)}
		l.calls = append(l.calls, hostCall{n, t, run})
	case kindMemory:
		m := webidl.As[memory](v)
		if m == nil {
			return fault("memory import must be a WebAssembly.Memory object")
		}
		to(m.owner, m.name)
		l.instance.memories = append(l.instance.memories, m)
	case kindTable:
		t := webidl.As[table](v)
		if t == nil {
			return fault("table import requires a WebAssembly.Table")
		}
		to(t.owner, t.name)
		t.owner.users = append(t.owner.users, l.instance)
	case kindGlobal:
		g := webidl.As[global](v)
		if g == nil {
			if i.mutable {
				return fault("imported mutable global must be a WebAssembly.Global object")
			}
			if fits := v != nil && (i.typ == typeExternref || i.typ == typeFuncref || i.typ == typeI64 && goja.IsBigInt(v) || i.typ != typeI64 && goja.IsNumber(v)); !fits {
				return fault("global import must be a number, valid Wasm reference, or WebAssembly.Global object")
			}
			g = l.store.global(i.typ, false, l.store.toWasm(v, i.typ))
			v = webidl.Wrap(l.store.realm, g)
		}
		if g.fixed != 0 {
			return fault("dodev does not support constants that are references yet")
		}
		if g.typ != i.typ || g.mutable != i.mutable {
			return fault("imported global does not match the expected %s", map[bool]string{true: "mutability", false: "type"}[g.typ == i.typ])
		}
		to(g.owner, g.name)
	default:
		return l.store.error("LinkError", l.who+": dodev does not support tags of WebAssembly yet")
	}
	return nil
}

func orUndefined(v goja.Value) goja.Value {
	if v == nil {
		return goja.Undefined()
	}
	return v
}

// host makes a module of the functions of script.
func (l *linker) host() error {
	if len(l.calls) == 0 {
		return nil
	}
	b := l.store.runtime.NewHostModuleBuilder("script")
	l.instance.calls = l.calls
	for n, c := range l.calls {
		b = b.NewFunctionBuilder().WithGoModuleFunction(hostFunction(n, l.instance), c.typ.params, c.typ.results).
			Export(strconv.Itoa(c.number))
	}
	c, err := b.Compile(context.Background())
	if err != nil {
		return l.store.error("LinkError", l.who+": "+err.Error())
	}
	m, err := l.store.instantiate(c, nil)
	if err != nil {
		return l.store.error("LinkError", l.who+": "+err.Error())
	}
	l.links["script"] = m
	closing(l.instance, m)
	return nil
}

// publish makes the object of what the instance exports.
func (i *instance) publish() {
	s := i.store
	vm := s.realm.VM
	o := vm.NewObject()
	_ = o.SetPrototype(nil)
	made := map[[2]int]goja.Value{}
	for _, e := range i.binary.exports {
		key := [2]int{int(e.kind), e.index}
		v, ok := made[key]
		if !ok {
			if v = i.given[key]; v == nil {
				v = i.export(e)
			}
			made[key] = v
		}
		_ = o.DefineDataProperty(e.name, v, goja.FLAG_FALSE, goja.FLAG_FALSE, goja.FLAG_TRUE)
	}
	freeze, _ := goja.AssertFunction(s.realm.Intrinsic("Object").Get("freeze"))
	_, _ = freeze(goja.Undefined(), o)
	i.exports = o
}

// export answers what script sees of an export. What came in by an import goes out as the same.
func (i *instance) export(e exported) goja.Value {
	s := i.store
	switch e.kind {
	case kindFunc:
		return i.function(e).value()
	case kindMemory:
		m := &memory{owner: i, name: e.name, memory: i.module.ExportedMemory(e.name), limits: i.binary.mems[e.index].limits}
		i.memories = append(i.memories, m)
		return webidl.Wrap(s.realm, m)
	case kindTable:
		t := i.binary.tables[e.index]
		return webidl.Wrap(s.realm, &table{owner: i, name: e.name, typ: t.typ, limits: t.limits, index: e.index})
	case kindGlobal:
		g := i.binary.globals[e.index]
		return webidl.Wrap(s.realm, &global{owner: i, name: e.name, typ: g.typ, mutable: g.mutable, global: i.module.ExportedGlobal(e.name)})
	}
	return goja.Undefined()
}

// function answers an exported function, which is one however often it is exported.
func (i *instance) function(e exported) *function {
	f := i.functions[e.index]
	if f == nil {
		t, _ := i.binary.function(e.index)
		find := func() api.Function { return i.module.ExportedFunction(e.name) }
		f = &function{store: i.store, owner: i, name: e.name, index: e.index, typ: t, find: find, run: find()}
		i.functions[e.index] = f
	}
	return f
}

// learn asks what tables have for every exported function.
func (s *store) learn() {
	for _, w := range s.instances {
		i := w.Value()
		if i == nil {
			continue
		}
		for _, e := range i.binary.exports {
			if e.kind == kindFunc && i.given[[2]int{kindFunc, e.index}] == nil {
				i.function(e).pointer()
			}
		}
	}
}

// refresh lets go of what script saw of memories that have grown since.
func (i *instance) refresh() {
	for _, m := range i.memories {
		m.refresh()
	}
}

// failureOr is failure for an error that may be no trap.
func (s *store) failureOr(err error, other func(text string) error) error {
	f := s.failure(err)
	var plain *exception
	if errors.As(f, &plain) && plain.untold {
		return other(plain.message)
	}
	return f
}
