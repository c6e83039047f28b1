package wasm

import (
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"
)

// The kinds of what is imported and exported, as in the binary format.
const (
	kindFunc = iota
	kindTable
	kindMemory
	kindGlobal
	kindTag
)

var kindNames = []string{"function", "table", "memory", "global", "tag"}

// Value types, as in the binary format.
const (
	typeI32       = 0x7f
	typeI64       = 0x7e
	typeF32       = 0x7d
	typeF64       = 0x7c
	typeV128      = 0x7b
	typeFuncref   = 0x70
	typeExternref = 0x6f
)

// funcType is the type of a function.
type funcType struct{ params, results []byte }

// limits are how large a memory or table is and may become.
type limits struct {
	min, max uint64
	bounded  bool // there is a max
}

// entry is the type of something that is imported or defined.
type entry struct {
	kind    byte
	fn      int // of a function: its type
	typ     byte
	mutable bool
	limits  limits
}

// imported is one import.
type imported struct {
	module, name string
	entry
}

// exported is one export.
type exported struct {
	name  string
	kind  byte
	index int // among all of the kind
}

// format is what the binary format says of a module, apart from its code.
type format struct {
	bytes   []byte
	types   []funcType
	imports []imported
	exports []exported
	custom  map[string][][]byte
	// section is where the section of the imports is in bytes, from its first byte to behind its last.
	section [2]int

	funcs   []int // the type of every function, the imported ones first
	tables  []entry
	mems    []entry
	globals []entry
}

// errFormat is a module that is none.
var errFormat = errors.New("it is not a WebAssembly module")

// reader reads the binary format. https://webassembly.github.io/spec/core/binary/
type reader struct {
	b  []byte
	at int
	ok bool
}

func (r *reader) byte() byte {
	if r.at >= len(r.b) {
		r.ok = false
		return 0
	}
	r.at++
	return r.b[r.at-1]
}

// uint reads a number in LEB128.
func (r *reader) uint() uint64 {
	var n uint64
	for shift := 0; shift < 64; shift += 7 {
		b := r.byte()
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
	}
	r.ok = false
	return 0
}

// count reads how many things follow, each of at least a byte.
func (r *reader) count() int {
	n := r.uint()
	if n > uint64(len(r.b)-r.at) {
		r.ok = false
		return 0
	}
	return int(n)
}

func (r *reader) take() []byte {
	n := r.count()
	if !r.ok {
		return nil
	}
	r.at += n
	return r.b[r.at-n : r.at]
}

func (r *reader) name() string {
	b := r.take()
	r.ok = r.ok && utf8.Valid(b)
	return string(b)
}

func (r *reader) limits() (l limits) {
	flags := r.byte()
	l.min = r.uint()
	if l.bounded = flags&1 != 0; l.bounded {
		l.max = r.uint()
	}
	return l
}

// entry reads a type after its kind.
func (r *reader) entry(kind byte) entry {
	e := entry{kind: kind}
	switch kind {
	case kindFunc:
		e.fn = int(r.uint())
	case kindTable:
		e.typ = r.byte()
		e.limits = r.limits()
	case kindMemory:
		e.limits = r.limits()
	case kindGlobal:
		e.typ = r.byte()
		e.mutable = r.byte() != 0
	case kindTag:
		r.byte()
		e.fn = int(r.uint())
	default:
		r.ok = false
	}
	return e
}

// parse reads a module. What is in its functions is not looked at.
func parse(bytes []byte) (*format, error) {
	if len(bytes) < 8 || string(bytes[:8]) != "\x00asm\x01\x00\x00\x00" {
		return nil, errFormat
	}
	m := &format{bytes: bytes, custom: map[string][][]byte{}}
	r := &reader{b: bytes, at: 8, ok: true}
	for r.ok && r.at < len(bytes) {
		begin := r.at
		id := r.byte()
		body := r.take()
		if id == 2 {
			m.section = [2]int{begin, r.at}
		}
		s := &reader{b: body, ok: r.ok}
		if err := m.read(s, id); err != nil {
			return nil, err
		}
		r.ok = r.ok && s.ok
	}
	if !r.ok {
		return nil, fmt.Errorf("%w: it is damaged", errFormat)
	}
	return m, nil
}

// read reads one section.
func (m *format) read(s *reader, id byte) error {
	switch id {
	case 0:
		name := s.name()
		m.custom[name] = append(m.custom[name], s.b[s.at:])
	case 1:
		for range s.count() {
			if form := s.byte(); form != 0x60 {
				return fmt.Errorf("dodev does not support the kind of type 0x%x in WebAssembly yet (garbage collection)", form)
			}
			m.types = append(m.types, funcType{slices.Clone(s.take()), slices.Clone(s.take())})
		}
	case 2:
		for range s.count() {
			i := imported{module: s.name(), name: s.name()}
			i.entry = s.entry(s.byte())
			s.ok = s.ok && (i.kind != kindFunc || uint(i.fn) < uint(len(m.types)))
			m.imports = append(m.imports, i)
			m.define(i.entry)
		}
	case 3:
		for range s.count() {
			m.define(entry{kind: kindFunc, fn: int(s.uint())})
		}
	case 4:
		for range s.count() {
			m.define(s.entry(kindTable))
		}
	case 5:
		for range s.count() {
			m.define(s.entry(kindMemory))
		}
	case 6:
		m.readGlobals(s)
	case 7:
		for range s.count() {
			e := exported{name: s.name(), kind: s.byte()}
			e.index = int(s.uint())
			s.ok = s.ok && e.kind <= kindTag
			m.exports = append(m.exports, e)
		}
	}
	return nil
}

func (m *format) define(e entry) {
	switch e.kind {
	case kindFunc:
		m.funcs = append(m.funcs, e.fn)
	case kindTable:
		m.tables = append(m.tables, e)
	case kindMemory:
		m.mems = append(m.mems, e)
	case kindGlobal:
		m.globals = append(m.globals, e)
	}
}

// readGlobals reads the types of globals and passes over their initial values.
func (m *format) readGlobals(s *reader) {
	for range s.count() {
		m.define(s.entry(kindGlobal))
		for s.ok {
			switch op := s.byte(); op {
			case 0x0b: // end
			case 0x41, 0x42, 0x23, 0xd2, 0xd0: // i32.const, i64.const, global.get, ref.func, ref.null
				for s.byte() >= 0x80 && s.ok {
					continue
				}
				continue
			case 0x43:
				s.at += 4
				continue
			case 0x44:
				s.at += 8
				continue
			case 0xfd: // v128.const
				s.at += 17
				continue
			default: // arithmetic of constants has no operands
				continue
			}
			break
		}
	}
}

// function answers the type of a function.
func (m *format) function(index int) (funcType, bool) {
	if uint(index) >= uint(len(m.funcs)) || uint(m.funcs[index]) >= uint(len(m.types)) {
		return funcType{}, false
	}
	return m.types[m.funcs[index]], true
}

// relinked answers the module with other names for its imports: pairs of a module's and its item's.
func (m *format) relinked(names [][2]string) []byte {
	if len(m.imports) == 0 {
		return m.bytes
	}
	w := &writer{}
	w.uint(uint64(len(m.imports)))
	for n, i := range m.imports {
		w.name(names[n][0])
		w.name(names[n][1])
		w.entry(i.entry)
	}
	out := slices.Clone(m.bytes[:m.section[0]])
	s := &writer{b: out}
	s.section(2, w.b)
	return append(s.b, m.bytes[m.section[1]:]...)
}

// writer writes the binary format.
type writer struct{ b []byte }

func (w *writer) uint(n uint64) {
	for n >= 0x80 {
		w.b = append(w.b, byte(n)|0x80)
		n >>= 7
	}
	w.b = append(w.b, byte(n))
}

// int writes a number in signed LEB128.
func (w *writer) int(n int64) {
	for {
		b := byte(n & 0x7f)
		n >>= 7
		if n == 0 && b&0x40 == 0 || n == -1 && b&0x40 != 0 {
			w.b = append(w.b, b)
			return
		}
		w.b = append(w.b, b|0x80)
	}
}

func (w *writer) bytes(b []byte) {
	w.uint(uint64(len(b)))
	w.b = append(w.b, b...)
}

func (w *writer) name(s string) { w.bytes([]byte(s)) }

func (w *writer) section(id byte, body []byte) {
	w.b = append(w.b, id)
	w.bytes(body)
}

func (w *writer) limits(l limits) {
	if l.bounded {
		w.b = append(w.b, 1)
		w.uint(l.min)
		w.uint(l.max)
		return
	}
	w.b = append(w.b, 0)
	w.uint(l.min)
}

func (w *writer) entry(e entry) {
	w.b = append(w.b, e.kind)
	switch e.kind {
	case kindFunc:
		w.uint(uint64(e.fn))
	case kindTable:
		w.b = append(w.b, e.typ)
		w.limits(e.limits)
	case kindMemory:
		w.limits(e.limits)
	case kindGlobal:
		mutable := byte(0)
		if e.mutable {
			mutable = 1
		}
		w.b = append(w.b, e.typ, mutable)
	}
}

// vector writes a list whose items are written already.
func vector(items ...[]byte) []byte {
	w := &writer{}
	w.uint(uint64(len(items)))
	for _, i := range items {
		w.b = append(w.b, i...)
	}
	return w.b
}

// module writes a module of sections, in the order of their numbers.
func module(sections map[byte][]byte) []byte {
	w := &writer{b: []byte("\x00asm\x01\x00\x00\x00")}
	for id := byte(1); id <= 11; id++ {
		if s, ok := sections[id]; ok {
			w.section(id, s)
		}
	}
	return w.b
}

// export writes an export.
func export(name string, kind byte, index int) []byte {
	w := &writer{}
	w.name(name)
	w.b = append(w.b, kind)
	w.uint(uint64(index))
	return w.b
}

// typed writes the type of a function.
func typed(params, results []byte) []byte {
	w := &writer{b: []byte{0x60}}
	w.bytes(params)
	w.bytes(results)
	return w.b
}

// code writes a function without local variables.
func code(instructions ...byte) []byte {
	w := &writer{}
	w.bytes(append(append([]byte{0}, instructions...), 0x0b))
	return w.b
}
