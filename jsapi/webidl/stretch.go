package webidl

import (
	"reflect"
	"sync"
	"unsafe"
	"weak"

	"github.com/dop251/goja"
)

// Stretch is what a buffer has beyond the engine's: that its size may change, or that it is a SharedArrayBuffer.
type Stretch struct {
	owner  *goja.Object
	bytes  []byte // as long as the buffer may become
	Most   int    // its maxByteLength, -1 if its size stays
	Shared bool
	views  []window
}

// window is a view of a buffer: what it was made for, in bytes.
type window struct {
	view           weak.Pointer[goja.Object]
	offset, length int
	tracks         bool // its end is the buffer's
}

// Stretch is no property of a script's.
func (*Stretch) Get(string) goja.Value       { return nil }
func (*Stretch) Set(string, goja.Value) bool { return false }
func (*Stretch) Has(string) bool             { return false }
func (*Stretch) Delete(string) bool          { return false }
func (*Stretch) Keys() []string              { return nil }

// Resizable makes a buffer of the engine one that may become most bytes long.
func Resizable(vm *goja.Runtime, buffer *goja.Object, most int) { stretch(vm, buffer, most, false) }

// Shared makes a buffer of the engine a SharedArrayBuffer, one that may become most bytes long unless that is -1.
func Shared(vm *goja.Runtime, buffer *goja.Object, most int) { stretch(vm, buffer, most, true) }

func stretch(vm *goja.Runtime, buffer *goja.Object, most int, shared bool) {
	s := &Stretch{owner: buffer, Most: most, Shared: shared}
	if data := bufferData(buffer); most >= 0 && data != nil {
		s.bytes = make([]byte, most)
		n := copy(s.bytes, *data)
		*data = s.bytes[:n:n]
	}
	_ = buffer.DefineDataPropertySymbol(Slot, vm.NewDynamicObject(s), no, yes, no)
}

// Share answers another SharedArrayBuffer with the memory of buffer, which is one.
func Share(vm *goja.Runtime, buffer *goja.Object) *goja.Object {
	data := bufferData(buffer)
	if data == nil {
		return buffer
	}
	o := vm.ToValue(vm.NewArrayBuffer(*data)).(*goja.Object)
	_ = o.SetPrototype(buffer.Prototype())
	stretch(vm, o, -1, true)
	return o
}

// Tracks answers whether a view of the buffer is as long as it.
func (s *Stretch) Tracks(view *goja.Object) bool {
	for _, w := range s.views {
		if w.view.Value() == view {
			return w.tracks
		}
	}
	return false
}

// Stretched answers what a buffer has beyond the engine's, nil for one like all others.
func Stretched(v goja.Value) *Stretch {
	o, ok := v.(*goja.Object)
	if !ok || o.ExportType() != bufferType {
		return nil
	}
	held, ok := o.GetSymbol(Slot).(*goja.Object)
	if !ok {
		return nil
	}
	if s, ok := held.Export().(*Stretch); ok && s.owner == o {
		return s
	}
	return nil
}

// Watch has a view follow the buffer's size. length is in bytes, and says nothing of a view that tracks the buffer's.
func (s *Stretch) Watch(view *goja.Object, offset, length int, tracks bool) {
	s.views = append(s.views, window{weak.Make(view), offset, length, tracks})
}

// Resize makes the buffer n bytes long, which is at most Most. What is cut off is gone.
func (s *Stretch) Resize(n int) {
	data := bufferData(s.owner)
	if data == nil {
		return
	}
	clear(s.bytes[min(n, len(*data)):])
	*data = s.bytes[:n:n]
	kept := s.views[:0]
	for _, w := range s.views {
		if view := w.view.Value(); view != nil {
			w.fit(view, n)
			kept = append(kept, w)
		}
	}
	s.views = kept
}

// fit gives a view of a buffer of n bytes its place, or none if it is out of it.
func (w *window) fit(view *goja.Object, n int) {
	offset, length := w.offset, w.length
	if w.tracks {
		length = n - offset
	}
	if offset > n || length > n-offset {
		offset, length = 0, 0
	}
	f := viewFields()
	self := reflect.ValueOf(view).Elem().FieldByName("self").Elem()
	if f == nil || self.Kind() != reflect.Pointer {
		return
	}
	p := self.UnsafePointer()
	switch self.Type() {
	case f.typed:
		size := *(*int)(unsafe.Add(p, f.size))
		*(*int)(unsafe.Add(p, f.length)) = length / size
		*(*int)(unsafe.Add(p, f.offset)) = offset / size
	case f.data:
		*(*int)(unsafe.Add(p, f.dataLength)) = length
		*(*int)(unsafe.Add(p, f.dataOffset)) = offset
	}
}

// fields are where the engine keeps the place of a view. They are private to it and found by name; without them views
// keep their size, and a test fails.
type fields struct {
	typed, data            reflect.Type
	size, length, offset   uintptr
	dataLength, dataOffset uintptr
	bytes                  uintptr // in an ArrayBuffer
}

var viewFields = sync.OnceValue(func() *fields {
	f := &fields{}
	missing := false
	offset := func(t reflect.Type, name string, kind reflect.Kind) uintptr {
		field, ok := t.Elem().FieldByName(name)
		missing = missing || !ok || field.Type.Kind() != kind
		return field.Offset
	}
	vm := goja.New()
	self := func(source string) reflect.Type {
		v, err := vm.RunString(source)
		if err != nil {
			missing = true
			return nil
		}
		return reflect.ValueOf(v).Elem().FieldByName("self").Elem().Type()
	}
	f.typed, f.data = self("new Uint8Array(1)"), self("new DataView(new ArrayBuffer(1))")
	buffer := self("new ArrayBuffer(1)")
	if missing {
		return nil
	}
	f.size, f.length, f.offset = offset(f.typed, "elemSize", reflect.Int), offset(f.typed, "length", reflect.Int), offset(f.typed, "offset", reflect.Int)
	f.dataLength, f.dataOffset = offset(f.data, "byteLen", reflect.Int), offset(f.data, "byteOffset", reflect.Int)
	f.bytes = offset(buffer, "data", reflect.Slice)
	if missing {
		return nil
	}
	return f
})

// bufferData is where the engine keeps a buffer's bytes.
func bufferData(o *goja.Object) *[]byte {
	f := viewFields()
	if f == nil || o.ExportType() != bufferType {
		return nil
	}
	return (*[]byte)(unsafe.Add(reflect.ValueOf(o).Elem().FieldByName("self").Elem().UnsafePointer(), f.bytes))
}
