package wasm

import (
	"encoding/binary"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero/api"

	"github.com/dodev/dodev/jsapi/webidl"
)

// global is a WebAssembly.Global.
type global struct {
	owner   *instance
	name    string
	typ     byte
	mutable bool
	global  api.Global
	// fixed is a reference that is constant, which a module cannot be written with.
	fixed uint64
}

var globalClass = &webidl.Interface[global]{
	Name:        "Global",
	Tag:         "WebAssembly.Global",
	Constructor: newGlobal,
	Operations:  []webidl.Operation[global]{{Name: "valueOf", Run: (*global).get}},
	Attributes:  []webidl.Attribute[global]{{Name: "value", Get: (*global).get, Set: (*global).set, Prototype: true}},
	If:          never,
}

// newGlobal implements https://webassembly.github.io/spec/js-api/#dom-global-global.
func newGlobal(c *webidl.Call) (*global, error) {
	o, ok := c.Arg(0).(*goja.Object)
	if !ok {
		return nil, webidl.TypeError("WebAssembly.Global(): Argument 0 must be a global descriptor")
	}
	mutable := o.Get("mutable")
	typ, ok := valueTypes[orUndefined(o.Get("value")).String()]
	if !ok || typ == typeV128 {
		return nil, webidl.TypeError("WebAssembly.Global(): Descriptor property 'value' must be a WebAssembly type")
	}
	s := of(c.Realm)
	initial := s.initial(typ)
	switch v := c.Arg(1); {
	case typ == typeFuncref && len(c.Args) > 1 && !goja.IsNull(v) && webidl.As[function](v) == nil:
		return nil, webidl.TypeError("WebAssembly.Global(): function-typed object must be null (if nullable) or a Wasm function object")
	case !goja.IsUndefined(v):
		initial = s.toWasm(v, typ)
	}
	return s.global(typ, mutable != nil && mutable.ToBoolean(), initial), nil
}

// global makes a global with a value.
func (s *store) global(typ byte, mutable bool, value uint64) *global {
	w := &writer{}
	switch typ {
	case typeI32:
		w.b = append(w.b, 0x41)
		w.int(int64(int32(uint32(value))))
	case typeI64:
		w.b = append(w.b, 0x42)
		w.int(int64(value))
	case typeF32:
		w.b = binary.LittleEndian.AppendUint32(append(w.b, 0x43), uint32(value))
	case typeF64:
		w.b = binary.LittleEndian.AppendUint64(append(w.b, 0x44), value)
	default:
		w.b = append(w.b, 0xd0, typ) // null
	}
	bit := byte(0)
	if mutable {
		bit = 1
	}
	m := s.made(map[byte][]byte{6: vector(append(append([]byte{typ, bit}, w.b...), 0x0b)), 7: vector(export("g", kindGlobal, 0))}, nil)
	owner := &instance{store: s, module: m}
	closing(owner, m)
	g := &global{owner: owner, name: "g", typ: typ, mutable: mutable, global: m.ExportedGlobal("g")}
	if typ == typeFuncref || typ == typeExternref {
		if mutable {
			g.write(value)
		} else {
			g.fixed = value
		}
	}
	return g
}

func (g *global) write(value uint64) { g.global.(api.MutableGlobal).Set(value) }

func (g *global) get(*webidl.Call) (any, error) {
	if g.typ == typeV128 {
		return nil, webidl.TypeError("get WebAssembly.Global.value: Can't get the value of s128 WebAssembly.Global")
	}
	if g.fixed != 0 {
		return g.owner.store.fromWasm(g.fixed, g.typ), nil
	}
	return g.owner.store.fromWasm(g.global.Get(), g.typ), nil
}

func (g *global) set(c *webidl.Call) error {
	if !g.mutable {
		return webidl.TypeError("set WebAssembly.Global.value): Can't set the value of an immutable global.")
	}
	g.write(g.owner.store.toWasm(c.Arg(0), g.typ))
	return nil
}
