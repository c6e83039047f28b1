package isolate

import (
	"reflect"
	"sync"
	"unsafe"

	"github.com/dop251/goja"
)

// trace is what the engine keeps in an error of its own: the frames at its construction, and whether it has
// turned them into the property "stack" yet. Until then it does so at any look at that property, also to
// define it, mapping every frame; so whoever wants another format has to come before.
type trace struct {
	frames []goja.StackFrame
	added  *bool
}

// layout is where an error of the engine keeps its trace.
type layout struct {
	self          int // index of the implementation in goja.Object
	class         reflect.Type
	frames, added uintptr
}

// errorLayout looks the private fields up by name once. It answers nil for an engine without them: errors
// then keep the engine's own format, and a test fails.
var errorLayout = sync.OnceValue(func() *layout {
	vm := goja.New()
	self, ok := reflect.TypeFor[goja.Object]().FieldByName("self")
	if !ok || len(self.Index) != 1 || self.Type.Kind() != reflect.Interface {
		return nil
	}
	impl := reflect.ValueOf(vm.NewTypeError("")).Elem().Field(self.Index[0]).Elem()
	if impl.Kind() != reflect.Pointer || impl.Type().Elem().Kind() != reflect.Struct {
		return nil
	}
	frames, ok := impl.Type().Elem().FieldByName("stack")
	if !ok || frames.Type != reflect.TypeFor[[]goja.StackFrame]() {
		return nil
	}
	added, ok := impl.Type().Elem().FieldByName("stackPropAdded")
	if !ok || added.Type.Kind() != reflect.Bool {
		return nil
	}
	return &layout{self.Index[0], impl.Type(), frames.Offset, added.Offset}
})

// traceOf answers the trace of an error whose stack nobody has looked at yet.
func traceOf(o *goja.Object) (t trace, ok bool) {
	l := errorLayout()
	if l == nil {
		return trace{}, false
	}
	impl := reflect.ValueOf(o).Elem().Field(l.self).Elem()
	if impl.Type() != l.class {
		return trace{}, false
	}
	at := impl.UnsafePointer()
	t.added = (*bool)(unsafe.Add(at, l.added))
	if *t.added {
		return trace{}, false
	}
	t.frames = *(*[]goja.StackFrame)(unsafe.Add(at, l.frames))
	return t, true
}

// TakeTrace answers the frames that the engine recorded when it made the error o. The engine gives o no
// property "stack" from now on; it is for the caller to define one. It answers false for an error whose
// stack was taken or seen before, and for what is no error.
func TakeTrace(o *goja.Object) ([]goja.StackFrame, bool) {
	t, ok := traceOf(o)
	if ok {
		*t.added = true
	}
	return t.frames, ok
}
