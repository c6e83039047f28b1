package webidl

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/unistring"
)

// Layout is how the engine holds ordinary objects, arrays and primitive values. It is private to the engine and found
// by name and kind. Where it is not as expected, a Layout is nil: its methods then know nothing and build values as scripts
// do, which is several times slower, and a test fails.
type Layout struct {
	object, array           unsafe.Pointer // what the interfaces of such objects begin with
	text, whole, real, wide unsafe.Pointer // and those of ASCII strings, numbers and other strings

	class, prototype, values, names uintptr // in both kinds of objects
	elements, length, count, odd    uintptr // in arrays

	property   unsafe.Pointer // what stands for a property with attributes
	enumerable uintptr        // in it
}

// face is an interface in memory.
type face struct{ kind, data unsafe.Pointer }

// EngineLayout answers the layout of the engine that dodev is built with.
var EngineLayout = sync.OnceValue(func() *Layout {
	vm := goja.New()
	object, array := vm.NewObject(), vm.NewArray()
	self, ok := reflect.TypeFor[goja.Object]().FieldByName("self")
	if !ok || self.Offset != 0 || self.Type.Kind() != reflect.Interface {
		return nil
	}
	kind := func(o *goja.Object) reflect.Type { return reflect.ValueOf(o).Elem().FieldByName("self").Elem().Type() }
	missing := false
	offset := func(o *goja.Object, name string, want reflect.Type) uintptr {
		t := kind(o)
		if t.Kind() != reflect.Pointer {
			missing = true
			return 0
		}
		f, ok := t.Elem().FieldByName(name)
		missing = missing || !ok || f.Type != want
		return f.Offset
	}
	l := &Layout{object: faceOf(object).kind, array: faceOf(array).kind}
	for _, o := range []*goja.Object{array, object} { // an array begins as an object does
		l.class = offset(o, "class", reflect.TypeFor[string]())
		l.prototype = offset(o, "prototype", reflect.TypeFor[*goja.Object]())
		l.values = offset(o, "values", map[bool]reflect.Type{
			true: reflect.TypeFor[map[unistring.String]goja.Value](), false: reflect.TypeFor[[]goja.Value]()}[o == object])
		l.names = offset(o, "propNames", reflect.TypeFor[[]unistring.String]())
	}
	l.elements = offset(array, "values", reflect.TypeFor[[]goja.Value]())
	l.length = offset(array, "length", reflect.TypeFor[uint32]())
	l.count = offset(array, "objCount", reflect.TypeFor[int]())
	l.odd = offset(array, "propValueCount", reflect.TypeFor[int]())
	_ = object.DefineDataProperty("hidden", goja.Null(), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	text, whole, real := vm.ToValue("a"), vm.ToValue(1<<20), vm.ToValue(1.5)
	for v, k := range map[goja.Value]reflect.Kind{text: reflect.String, whole: reflect.Int64, real: reflect.Float64} {
		missing = missing || reflect.TypeOf(v).Kind() != k
	}
	var wide goja.Value = goja.StringFromUTF16([]uint16{0xE9})
	t := reflect.TypeOf(wide)
	if missing || t.Kind() != reflect.Slice || t.Elem().Kind() != reflect.Uint16 || reflect.ValueOf(wide).Len() != 2 {
		return nil
	}
	l.wide = valueFace(wide).kind
	l.text, l.whole, l.real = valueFace(text).kind, valueFace(whole).kind, valueFace(real).kind
	hidden := (*(*map[unistring.String]goja.Value)(unsafe.Add(faceOf(object).data, l.values)))["hidden"]
	t = reflect.TypeOf(hidden)
	if t == nil || t.Kind() != reflect.Pointer {
		return nil
	}
	field, ok := t.Elem().FieldByName("enumerable")
	if !ok || field.Type.Kind() != reflect.Bool {
		return nil
	}
	l.property, l.enumerable = valueFace(hidden).kind, field.Offset
	return l
})

func faceOf(o *goja.Object) face     { return *(*face)(unsafe.Pointer(o)) }
func valueFace(v goja.Value) face    { return *(*face)(unsafe.Pointer(&v)) }
func (f face) value() (v goja.Value) { *(*face)(unsafe.Pointer(&v)) = f; return v }

// Record is an ordinary object or array as the engine holds it. Nothing may be changed in it.
type Record struct {
	Prototype *goja.Object
	Names     []unistring.String // in the order that they were added in
	Values    map[unistring.String]goja.Value
	Array     bool
	Elements  []goja.Value // of an array
}

// RecordOf answers what an ordinary object has, or an array that has all its elements; it answers false for any other
// object. It runs no code of a script's.
func (l *Layout) RecordOf(o *goja.Object) (r Record, ok bool) {
	f := faceOf(o)
	switch {
	case l == nil:
		return r, false
	case f.kind == l.array:
		n := *(*uint32)(unsafe.Add(f.data, l.length))
		r.Array, r.Elements = true, *(*[]goja.Value)(unsafe.Add(f.data, l.elements))
		if int(n) != len(r.Elements) || *(*int)(unsafe.Add(f.data, l.count)) != len(r.Elements) || *(*int)(unsafe.Add(f.data, l.odd)) != 0 {
			return Record{}, false
		}
	case f.kind != l.object || *(*string)(unsafe.Add(f.data, l.class)) != "Object":
		return r, false
	}
	r.Prototype = *(**goja.Object)(unsafe.Add(f.data, l.prototype))
	r.Names = *(*[]unistring.String)(unsafe.Add(f.data, l.names))
	r.Values = *(*map[unistring.String]goja.Value)(unsafe.Add(f.data, l.values))
	return r, true
}

// Described answers whether a value of a Record stands for an accessor or for one with attributes, and whether
// scripts see its name.
func (l *Layout) Described(v goja.Value) (described, enumerable bool) {
	f := valueFace(v)
	if f.kind != l.property {
		return false, true
	}
	return true, *(*bool)(unsafe.Add(f.data, l.enumerable))
}

// Kind answers what a primitive value is, as far as the engine's representation tells: reflect.String if it is a text of
// ASCII, reflect.Int64 or reflect.Float64 if it is a number, and otherwise reflect.Invalid.
func (l *Layout) Kind(v goja.Value) reflect.Kind {
	if l == nil {
		return reflect.Invalid
	}
	switch valueFace(v).kind {
	case l.text:
		return reflect.String
	case l.whole:
		return reflect.Int64
	case l.real:
		return reflect.Float64
	}
	return reflect.Invalid
}

// AppendUnits appends the UTF-16 of a string to a list, one to a rune.
func (l *Layout) AppendUnits(units []rune, s goja.String) []rune {
	n := s.Length()
	units = slices.Grow(units, n)
	if l != nil && valueFace(s).kind != l.text && valueFace(s).kind != l.wide {
		s = s.Substring(0, n) // it may have been imported, and looks everything up
	}
	switch {
	case l != nil && valueFace(s).kind == l.text:
		for _, c := range []byte(s.String()) {
			units = append(units, rune(c))
		}
	case l != nil && valueFace(s).kind == l.wide:
		for _, c := range (*(*[]uint16)(valueFace(s).data))[1:] { // behind the mark
			units = append(units, rune(c))
		}
	default:
		for i := range n {
			units = append(units, rune(s.CharAt(i)))
		}
	}
	return units
}

// UTF8 answers a string as UTF-8. A surrogate without a partner becomes U+FFFD.
func (l *Layout) UTF8(s goja.String) []byte {
	f := valueFace(s)
	if l == nil || f.kind != l.wide {
		return []byte(s.String())
	}
	units := (*(*[]uint16)(f.data))[1:] // behind the mark
	b := make([]byte, 0, len(units)+len(units)/8)
	for i := 0; i < len(units); i++ {
		c := rune(units[i])
		switch {
		case c < utf8.RuneSelf:
			b = append(b, byte(c))
			continue
		case utf16.IsSurrogate(c) && i+1 < len(units):
			if c = utf16.DecodeRune(c, rune(units[i+1])); c != utf8.RuneError {
				i++
			}
		}
		b = utf8.AppendRune(b, c)
	}
	return b
}

// Maker makes many values of an engine.
type Maker struct {
	VM     *goja.Runtime
	Layout *Layout
	// Room for what will be made.
	texts  []string
	wholes []int64
	reals  []float64
	block  []byte
	names  []unistring.String
	values []goja.Value
}

// How much is made room for at once. A value that is kept keeps what was made with it.
const (
	slabLen  = 32
	blockLen = 1 << 10
)

// ASCII answers the string value of a copy of a text of ASCII, which it does not look through.
func (m *Maker) ASCII(text string) goja.Value {
	if m.Layout == nil {
		return m.VM.ToValue(strings.Clone(text))
	}
	if len(text) > blockLen/4 {
		text = strings.Clone(text)
	} else {
		if len(m.block)+len(text) > cap(m.block) {
			m.block = make([]byte, 0, blockLen)
		}
		start := len(m.block)
		m.block = append(m.block, text...)
		text = Text(m.block[start:])
	}
	return face{m.Layout.text, unsafe.Pointer(room(&m.texts, text))}.value()
}

// room puts something where there is room for it, and answers where.
func room[T any](slab *[]T, v T) *T {
	if len(*slab) == cap(*slab) {
		*slab = make([]T, 0, slabLen)
	}
	*slab = append(*slab, v)
	return &(*slab)[len(*slab)-1]
}

// copied answers a copy of a list, which moves when it grows.
func copied[T any](slab *[]T, list []T) []T {
	n := len(list)
	if n > slabLen {
		return append(make([]T, 0, n), list...)
	}
	if len(*slab)+n > cap(*slab) {
		*slab = make([]T, 0, 2*slabLen)
	}
	start := len(*slab)
	*slab = append(*slab, list...)
	return (*slab)[start : start+n : start+n]
}

// Text answers bytes as a text, without copying them. They may not change any more.
func Text(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// Whole answers the number n, which a float64 can hold.
func (m *Maker) Whole(n int64) goja.Value {
	if m.Layout == nil || n == int64(int8(n)) { // the engine keeps small ones
		return m.VM.ToValue(n)
	}
	return face{m.Layout.whole, unsafe.Pointer(room(&m.wholes, n))}.value()
}

// Number answers a number.
func (m *Maker) Number(f float64) goja.Value {
	if m.Layout == nil || f == math.Trunc(f) { // the engine holds whole numbers in another way
		return m.VM.ToValue(f)
	}
	return face{m.Layout.real, unsafe.Pointer(room(&m.reals, f))}.value()
}

// Record answers an ordinary object with properties. A name that comes again has the later value in the first
// place, as in an object literal; __proto__ is a name like others.
func (m *Maker) Record(prototype *goja.Object, names []unistring.String, values []goja.Value) *goja.Object {
	o, l := m.VM.CreateObject(prototype), m.Layout
	if l == nil {
		_ = o.SetPrototype(nil)
		for i, name := range names {
			_ = o.Set(name.String(), values[i])
		}
		_ = o.SetPrototype(prototype)
		return o
	}
	f := faceOf(o)
	held := (*map[unistring.String]goja.Value)(unsafe.Add(f.data, l.values))
	const small = 8 // entries that the smallest map has room for
	if len(names) > small {
		*held = make(map[unistring.String]goja.Value, len(names))
	}
	byName := *held
	for i, name := range names {
		byName[name] = values[i]
	}
	if len(byName) == len(names) {
		names = copied(&m.names, names)
	} else {
		seen := make(map[unistring.String]bool, len(byName))
		names = slices.DeleteFunc(slices.Clone(names), func(name unistring.String) bool {
			had := seen[name]
			seen[name] = true
			return had
		})
	}
	*(*[]unistring.String)(unsafe.Add(f.data, l.names)) = names
	return o
}

// Elements answers an array of values.
func (m *Maker) Elements(values []goja.Value) *goja.Object {
	l := m.Layout
	if l == nil {
		list := make([]any, len(values))
		for i, v := range values {
			list[i] = v
		}
		return m.VM.NewArray(list...)
	}
	o := m.VM.NewArray()
	f := faceOf(o)
	*(*[]goja.Value)(unsafe.Add(f.data, l.elements)) = copied(&m.values, values)
	*(*uint32)(unsafe.Add(f.data, l.length)) = uint32(len(values))
	*(*int)(unsafe.Add(f.data, l.count)) = len(values)
	return o
}
