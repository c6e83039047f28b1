package wasm

import (
	"context"
	"runtime"
	"strconv"
	"unsafe"
	"weak"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero/api"

	"github.com/dodev/dodev/jsapi/webidl"
)

// function is a function of an instance, for script.
type function struct {
	store *store
	// owner is what the function comes out of, which stays as long as it does.
	owner *instance
	name  string // of an export of the owner; "" for one that was found in a table
	index int    // by which it is called
	typ   funcType
	// find answers the function anew: one that runs cannot be called again.
	find   func() api.Function
	run    api.Function
	busy   bool
	stack  []uint64
	ref    uint64 // what tables have for it, once that was asked for
	object *goja.Object
}

var functionClass = &webidl.Interface[function]{Name: "Function", If: never}

// value answers the function object.
func (f *function) value() *goja.Object {
	if f.object != nil {
		return f.object
	}
	s := f.store
	o := s.realm.Function(strconv.Itoa(f.index), func(c goja.FunctionCall) goja.Value {
		v, err := f.invoke(c.Arguments)
		if err != nil {
			panic(s.realm.Exception(err))
		}
		return v
	})
	_ = o.DefineDataProperty("length", s.realm.VM.ToValue(len(f.typ.params)), goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	webidl.Bind(s.realm, o, f)
	f.object = o
	return o
}

// invoke calls the function. https://webassembly.github.io/spec/js-api/#call-an-exported-function
func (f *function) invoke(args []goja.Value) (goja.Value, error) {
	s := f.store
	for _, types := range [][]byte{f.typ.params, f.typ.results} {
		for _, t := range types {
			if t == typeV128 {
				return nil, webidl.TypeError("type incompatibility when transforming from/to JS")
			}
		}
	}
	run, stack := f.run, f.stack
	n := max(len(f.typ.params), len(f.typ.results))
	nested := f.busy
	if nested {
		run, stack = f.find(), nil
	}
	if len(stack) < n {
		stack = make([]uint64, n)
	}
	for n, t := range f.typ.params {
		v := goja.Undefined()
		if n < len(args) {
			v = args[n]
		}
		stack[n] = s.toWasm(v, t)
	}
	if !nested {
		f.stack, f.busy = stack, true
		defer func() { f.busy = false }()
	}
	err := run.CallWithStack(s.realm.Isolate.Halted(), stack)
	f.owner.refresh()
	if err != nil {
		return nil, s.failure(err)
	}
	switch len(f.typ.results) {
	case 0:
		return goja.Undefined(), nil
	case 1:
		return s.fromWasm(stack[0], f.typ.results[0]), nil
	}
	list := make([]goja.Value, len(f.typ.results))
	for n, t := range f.typ.results {
		list[n] = s.fromWasm(stack[n], t)
	}
	return s.realm.Value(list), nil
}

// hostFunction answers what a module calls when it calls a function of script.
// wazero and the cleanup of the instance hold it, so it must not lead to the realm: what it needs, the instance has.
func hostFunction(number int, user *instance) api.GoModuleFunc {
	held := weak.Make(user)
	return func(_ context.Context, _ api.Module, stack []uint64) {
		user := held.Value() // which is there while its module runs
		s, f, t := user.store, user.calls[number].run, user.calls[number].typ
		user.refresh()
		args := make([]goja.Value, len(t.params))
		for n, typ := range t.params {
			args[n] = s.fromWasm(stack[n], typ)
		}
		v := s.call(f, args)
		s.within(func() {
			switch len(t.results) {
			case 0:
			case 1:
				stack[0] = s.toWasm(v, t.results[0])
			default:
				var list []goja.Value
				s.realm.VM.ForOf(v, func(item goja.Value) bool {
					list = append(list, item)
					return true
				})
				if len(list) != len(t.results) {
					panic(s.realm.NewError("TypeError", "multi-return length mismatch"))
				}
				for n, typ := range t.results {
					stack[n] = s.toWasm(list[n], typ)
				}
			}
		})
	}
}

// within runs f, which may throw, for a module.
func (s *store) within(f func()) {
	if ex := s.realm.VM.Try(f); ex != nil {
		s.raise(ex)
	}
}

// pointer answers what tables have for the function: a module that imports it says.
func (f *function) pointer() uint64 {
	if f.ref == 0 && f.name != "" {
		links := map[string]api.Module{"f": f.owner.module}
		w := &writer{}
		w.name("f")
		w.name(f.name)
		w.entry(entry{kind: kindFunc})
		m := f.store.made(map[byte][]byte{
			1: vector(typed(f.typ.params, f.typ.results), typed(nil, []byte{typeFuncref})), 2: vector(w.b), 3: vector([]byte{1}),
			7:  vector(export("f", kindFunc, 0), export("r", kindFunc, 1)),
			9:  vector([]byte{3, 0, 1, 0}), // a declarative segment: function 0 may be referred to
			10: vector(code(0xd2, 0)),      // ref.func 0
		}, links)
		got, err := m.ExportedFunction("r").Call(context.Background())
		if err != nil {
			panic(err)
		}
		f.ref = got[0]
		f.store.functions[identityOf(f.ref)] = f
		closing(f, m)
	}
	return f.ref
}

// identity tells functions apart. wazero answers another reference each time: it points to the function's code and its
// instance, which are the same.
type identity [2]uintptr

// identityOf answers what a reference that is not null stands for.
func identityOf(ref uint64) identity {
	if runtime.GOARCH != "amd64" && runtime.GOARCH != "arm64" { // wazero interprets, and has one reference
		return identity{uintptr(ref)}
	}
	return **(**identity)(unsafe.Pointer(&ref))
}

// functionAt answers the function for a reference, null for none. look finds one that nobody exports.
func (s *store) functionAt(ref uint64, look func() *function) goja.Value {
	if ref == 0 {
		return goja.Null()
	}
	f := s.functions[identityOf(ref)]
	if f == nil {
		s.learn()
		f = s.functions[identityOf(ref)]
	}
	if f == nil && look != nil {
		f = look()
	}
	if f == nil {
		panic(s.realm.NewError("TypeError", "dodev cannot show this function of a WebAssembly module to script yet: it is not exported"))
	}
	return f.value()
}
