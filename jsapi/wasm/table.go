package wasm

import (
	"context"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero/api"
	tables "github.com/tetratelabs/wazero/experimental/table"

	"github.com/dodev/dodev/jsapi/webidl"
)

// mostElements is how many elements a table may have.
const mostElements = 10_000_000

// table is a WebAssembly.Table. What it has is asked of a module that imports it.
type table struct {
	owner  *instance
	name   string
	typ    byte
	limits limits
	index  int // of the owner's tables
	asked  api.Module
}

var tableClass = &webidl.Interface[table]{
	Name:        "Table",
	Tag:         "WebAssembly.Table",
	Constructor: newTable,
	Attributes: []webidl.Attribute[table]{{Name: "length", Get: func(t *table, _ *webidl.Call) (any, error) {
		return t.size(), nil
	}, Prototype: true}},
	Operations: []webidl.Operation[table]{
		{Name: "grow", Run: (*table).grow}, {Name: "set", Run: (*table).set}, {Name: "get", Run: (*table).get},
	},
	If: never,
}

// newTable implements https://webassembly.github.io/spec/js-api/#dom-table-table.
func newTable(c *webidl.Call) (*table, error) {
	o, ok := c.Arg(0).(*goja.Object)
	if !ok {
		return nil, webidl.TypeError("WebAssembly.Table(): Argument 0 must be a table descriptor")
	}
	typ := valueTypes[orUndefined(o.Get("element")).String()]
	if typ != typeFuncref && typ != typeExternref {
		return nil, webidl.TypeError("WebAssembly.Table(): Descriptor property 'element' must be a WebAssembly reference type")
	}
	l, err := descriptorLimits(c.Realm, o, "WebAssembly.Table()", mostElements)
	if err != nil {
		return nil, err
	}
	s := of(c.Realm)
	initial := s.initial(typ)
	if v := c.Arg(1); !goja.IsUndefined(v) {
		if initial, err = s.element(v, typ, "WebAssembly.Table()"); err != nil {
			return nil, err
		}
	}
	w := &writer{b: []byte{typ}}
	w.limits(l)
	m := s.made(map[byte][]byte{4: vector(w.b), 7: vector(export("t", kindTable, 0))}, nil)
	owner := &instance{store: s, module: m}
	closing(owner, m)
	t := &table{owner: owner, name: "t", typ: typ, limits: l}
	if initial != 0 {
		for n := range l.min {
			t.ask("set", n, initial)
		}
	}
	return t, nil
}

// element converts a value to what a table of a type has.
func (s *store) element(v goja.Value, typ byte, who string) (uint64, error) {
	if typ == typeExternref || goja.IsNull(v) || webidl.As[function](v) != nil {
		n := s.toWasm(v, typ)
		if n == 0 && !goja.IsNull(v) {
			return 0, webidl.TypeError("%s: dodev cannot put this function of a WebAssembly module into a table yet: it is not exported", who)
		}
		return n, nil
	}
	return 0, webidl.TypeError("%s: Argument 1 is invalid for table: function-typed object must be null (if nullable) or a Wasm function object", who)
}

// ask has the module that imports the table do something with it.
func (t *table) ask(what string, args ...uint64) uint64 {
	if t.asked == nil {
		w := &writer{}
		w.name("t")
		w.name(t.name)
		w.entry(entry{kind: kindTable, typ: t.typ, limits: t.limits})
		const i32 = typeI32
		t.asked = t.owner.store.made(map[byte][]byte{
			1: vector(typed([]byte{i32}, []byte{t.typ}), typed([]byte{i32, t.typ}, nil), typed([]byte{t.typ, i32}, []byte{i32}), typed(nil, []byte{i32})),
			2: vector(w.b), 3: vector([]byte{0}, []byte{1}, []byte{2}, []byte{3}),
			7: vector(export("get", kindFunc, 0), export("set", kindFunc, 1), export("grow", kindFunc, 2), export("size", kindFunc, 3)),
			10: vector(
				code(0x20, 0, 0x25, 0),                // local.get 0, table.get 0
				code(0x20, 0, 0x20, 1, 0x26, 0),       // local.get 0, local.get 1, table.set 0
				code(0x20, 0, 0x20, 1, 0xfc, 0x0f, 0), // local.get 0, local.get 1, table.grow 0
				code(0xfc, 0x10, 0),                   // table.size 0
			),
		}, map[string]api.Module{"t": t.owner.module})
		closing(t, t.asked)
	}
	results, err := t.asked.ExportedFunction(what).Call(context.Background(), args...)
	if err != nil {
		panic(t.owner.store.realm.Exception(t.owner.store.failure(err)))
	}
	if len(results) == 0 {
		return 0
	}
	return results[0]
}

func (t *table) size() uint32 { return uint32(t.ask("size")) }

// at reads an index and refuses one that the table has not.
func (t *table) at(c *webidl.Call, who string) (uint64, error) {
	f := c.Realm.Number(c.Arg(0))
	if f != f || f < 0 || f > 1<<32-1 {
		return 0, webidl.TypeError("WebAssembly.Table.%s(): Argument 0 must be convertible to a valid number", who)
	}
	if n := t.size(); uint64(f) >= uint64(n) {
		kind := "funcref"
		if t.typ == typeExternref {
			kind = "externref"
		}
		return 0, webidl.RangeError("WebAssembly.Table.%s(): invalid address %d in %s table of size %d", who, uint64(f), kind, n)
	}
	return uint64(f), nil
}

// get answers an element.
func (t *table) get(c *webidl.Call) (any, error) {
	n, err := t.at(c, "get")
	if err != nil {
		return nil, err
	}
	ref := t.ask("get", n)
	if t.typ == typeExternref {
		return t.owner.store.value(ref), nil
	}
	return t.owner.store.functionAt(ref, func() *function { return t.look(ref, uint32(n)) }), nil
}

// look finds the function behind an element, by the type that it turns out to have.
func (t *table) look(ref uint64, at uint32) *function {
	s := t.owner.store
	for _, typ := range s.types {
		find := func() api.Function { return tables.LookupFunction(t.asked, 0, at, typ.params, typ.results) }
		run := attempt(find)
		if run == nil {
			continue
		}
		f := &function{store: s, owner: t.owner, typ: typ, run: run, find: find, ref: ref, index: int(run.Definition().Index())}
		s.functions[identityOf(ref)] = f
		return f
	}
	return nil
}

// attempt answers what find does, nil if it panics, as it does at another type.
func attempt(find func() api.Function) (f api.Function) {
	defer func() {
		if recover() != nil {
			f = nil
		}
	}()
	return find()
}

// set changes an element; without a value to what a new one has.
func (t *table) set(c *webidl.Call) (any, error) {
	n, err := t.at(c, "set")
	if err != nil {
		return nil, err
	}
	s := t.owner.store
	value := s.initial(t.typ)
	if len(c.Args) > 1 {
		if value, err = s.element(c.Arg(1), t.typ, "WebAssembly.Table.set()"); err != nil {
			return nil, err
		}
	}
	t.ask("set", n, value)
	return nil, nil
}

// grow adds elements and answers how many there were.
func (t *table) grow(c *webidl.Call) (any, error) {
	f := c.Realm.Number(c.Arg(0))
	if f != f || f < 0 {
		return nil, webidl.TypeError("WebAssembly.Table.grow(): Argument 0 must be convertible to a valid number")
	}
	s := t.owner.store
	value := s.initial(t.typ)
	if c.Given(1) {
		var err error
		if value, err = s.element(c.Arg(1), t.typ, "WebAssembly.Table.grow()"); err != nil {
			return nil, err
		}
	}
	size := t.size()
	if uint64(f)+uint64(size) > mostElements || int32(t.ask("grow", value, uint64(f))) < 0 {
		return nil, webidl.RangeError("WebAssembly.Table.grow(): failed to grow table by %s", s.realm.VM.ToValue(f))
	}
	return size, nil
}
