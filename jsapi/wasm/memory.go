package wasm

import (
	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero/api"

	"github.com/dodev/dodev/jsapi/webidl"
)

// pages is how many pages a memory may have.
const pages = 65536

// memory is a WebAssembly.Memory.
type memory struct {
	owner  *instance
	name   string
	memory api.Memory
	limits limits
	// buffer is what script sees of it, which is no more once the memory has grown.
	buffer *goja.Object
	size   uint32
}

var memoryClass = &webidl.Interface[memory]{
	Name:        "Memory",
	Tag:         "WebAssembly.Memory",
	Constructor: newMemory,
	Operations: []webidl.Operation[memory]{
		{Name: "grow", Run: (*memory).grow},
	},
	Attributes: []webidl.Attribute[memory]{{Name: "buffer", Get: func(m *memory, c *webidl.Call) (any, error) { return m.view(c.Realm), nil }, Prototype: true}},
	If:         never,
}

// newMemory implements https://webassembly.github.io/spec/js-api/#dom-memory-memory.
func newMemory(c *webidl.Call) (*memory, error) {
	o, ok := c.Arg(0).(*goja.Object)
	if !ok {
		return nil, webidl.TypeError("WebAssembly.Memory(): Argument 0 must be a memory descriptor")
	}
	if v := o.Get("shared"); v != nil && v.ToBoolean() {
		return nil, webidl.TypeError("dodev does not support shared memories of WebAssembly yet")
	}
	l, err := descriptorLimits(c.Realm, o, "WebAssembly.Memory()", pages)
	if err != nil {
		return nil, err
	}
	s := of(c.Realm)
	w := &writer{}
	w.limits(l)
	m := s.made(map[byte][]byte{5: vector(w.b), 7: vector(export("m", kindMemory, 0))}, nil)
	owner := &instance{store: s, module: m}
	closing(owner, m)
	return &memory{owner: owner, name: "m", memory: m.ExportedMemory("m"), limits: l}, nil
}

// descriptorLimits reads how large something is and may become.
func descriptorLimits(r *webidl.Realm, o *goja.Object, who string, most uint64) (l limits, err error) {
	read := func(name string) (n uint64, given bool) {
		v := o.Get(name)
		if v == nil || goja.IsUndefined(v) {
			return 0, false
		}
		f := r.Number(v)
		switch {
		case f != f:
			err = webidl.TypeError("%s: Property '%s': value %s is not a number", who, name, v)
		case f < 0:
			err = webidl.TypeError("%s: Property '%s' must be non-negative", who, name)
		case f > float64(most) && name == "initial":
			err = webidl.RangeError("%s: Property '%s': value %s is above the upper bound %d", who, name, r.VM.ToValue(f), most)
		case f > float64(most):
			f = float64(most)
		}
		return uint64(max(f, 0)), true
	}
	var given bool
	if l.min, given = read("initial"); err != nil {
		return l, err
	} else if !given {
		return l, webidl.TypeError("%s: Property 'initial' is required", who)
	}
	if l.max, l.bounded = read("maximum"); err == nil && l.bounded && l.max < l.min {
		err = webidl.RangeError("%s: Property 'maximum': value %d is below the lower bound %d", who, l.max, l.min)
	}
	return l, err
}

// view answers the ArrayBuffer over the memory, which is the same until the memory grows.
func (m *memory) view(r *webidl.Realm) *goja.Object {
	m.refresh()
	if m.buffer == nil {
		m.size = m.memory.Size()
		b, _ := m.memory.Read(0, m.size) // all of it, not a copy
		m.buffer = r.VM.ToValue(r.VM.NewArrayBuffer(b)).(*goja.Object)
	}
	return m.buffer
}

// refresh detaches the ArrayBuffer if the memory has grown.
func (m *memory) refresh() {
	if m.buffer != nil && m.size != m.memory.Size() {
		m.detach()
	}
}

func (m *memory) detach() {
	if m.buffer == nil {
		return
	}
	if b, ok := webidl.Buffer(m.buffer); ok {
		b.Detach()
	}
	m.buffer = nil
}

// grow adds pages and answers how many there were.
func (m *memory) grow(c *webidl.Call) (any, error) {
	f := c.Realm.Number(c.Arg(0))
	switch {
	case f != f:
		return nil, webidl.TypeError("WebAssembly.Memory.grow(): Argument 0 must be convertible to a valid number")
	case f < 0:
		return nil, webidl.TypeError("WebAssembly.Memory.grow(): Argument 0 must be non-negative")
	}
	before, ok := uint32(0), false
	if f <= pages {
		before, ok = m.memory.Grow(uint32(f))
	}
	if !ok {
		return nil, webidl.RangeError("WebAssembly.Memory.grow(): Maximum memory size exceeded")
	}
	m.detach()
	return before, nil
}
