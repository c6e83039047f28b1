package isolate

import (
	"reflect"
	"strconv"
	"sync"
	"unsafe"

	"github.com/dop251/goja"
	"github.com/dop251/goja/file"
)

// The engine says little about what it was doing when it throws, so whoever words its errors looks: which instruction,
// on which values. What is looked at is private to the engine and found by name. Where a name is gone, the messages
// stay the engine's and a test fails.

// fields are where the engine keeps what faults look at.
type fields struct {
	vm     uintptr   // in goja.Runtime
	errors []uintptr // the classes of errors that the engine makes, as errorClasses lists them

	program, pc, sp, base uintptr // in the machine
	stack, target         uintptr
	calls, tries          uintptr
	frame                 reflect.Type // an element of calls
	frameProgram, framePC uintptr
	frameBase             uintptr
	frameTarget           uintptr

	code, source, positions uintptr // in goja.Program
	position                reflect.Type
	positionPC, positionAt  uintptr
}

var engineFields = sync.OnceValue(func() *fields {
	var f fields
	missing := false
	in := func(t reflect.Type, names ...string) (offset uintptr, of reflect.Type) {
		for _, name := range names {
			if t == nil || t.Kind() != reflect.Struct {
				missing = true
				return 0, nil
			}
			field, ok := t.FieldByName(name)
			if !ok {
				missing = true
				return 0, nil
			}
			offset, t = offset+field.Offset, field.Type
		}
		return offset, t
	}
	element := func(t reflect.Type) reflect.Type {
		if t == nil || t.Kind() != reflect.Pointer && t.Kind() != reflect.Slice {
			missing = true
			return nil
		}
		return t.Elem()
	}
	runtime := reflect.TypeFor[goja.Runtime]()
	var t reflect.Type
	f.vm, t = in(runtime, "vm")
	machine := element(t)
	for _, name := range errorClasses {
		offset, _ := in(runtime, "global", name)
		f.errors = append(f.errors, offset)
	}
	f.program, _ = in(machine, "prg")
	f.pc, _ = in(machine, "pc")
	f.sp, _ = in(machine, "sp")
	f.base, _ = in(machine, "sb")
	f.stack, _ = in(machine, "stack")
	f.target, _ = in(machine, "newTarget")
	f.calls, t = in(machine, "callStack")
	f.frame = element(t)
	f.tries, _ = in(machine, "tryStack")
	f.frameProgram, _ = in(f.frame, "prg")
	f.framePC, _ = in(f.frame, "pc")
	f.frameBase, _ = in(f.frame, "sb")
	f.frameTarget, _ = in(f.frame, "newTarget")
	program := reflect.TypeFor[goja.Program]()
	f.code, _ = in(program, "code")
	f.source, _ = in(program, "src")
	f.positions, t = in(program, "srcMap")
	f.position = element(t)
	f.positionPC, _ = in(f.position, "pc")
	f.positionAt, _ = in(f.position, "srcPos")
	if missing {
		return nil
	}
	return &f
})

// at is the field of type T at an offset of what p points to.
func at[T any](p unsafe.Pointer, offset uintptr) *T { return (*T)(unsafe.Add(p, offset)) }

// slice is a slice's header.
type slice struct {
	data   unsafe.Pointer
	len, _ int
}

// errorClasses are the errors that the engine makes itself. The first is how an error is made from outside.
var errorClasses = []string{"TypeError", "ReferenceError", "RangeError"}

// moment is what the engine is doing.
type moment struct {
	runtime *goja.Runtime
	f       *fields
	machine unsafe.Pointer
	program *goja.Program // nil within a builtin
	pc      int
}

// moment answers what the engine is doing now.
func (i *Isolate) moment() (m moment, ok bool) {
	if m.f = engineFields(); m.f == nil {
		return m, false
	}
	m.runtime = i.VM
	m.machine = *at[unsafe.Pointer](unsafe.Pointer(i.VM), m.f.vm)
	m.program = *at[*goja.Program](m.machine, m.f.program)
	m.pc = *at[int](m.machine, m.f.pc)
	return m, true
}

// Called answers whether a script call is around what runs now. With none around, what a Callable or a settled
// promise queues runs before it returns.
func (i *Isolate) Called() bool { return i.depth() > 0 }

// Job answers whether the engine itself calls what runs now, as a microtask, and no script does.
func (i *Isolate) Job() bool { return i.depth() == i.around }

// depth answers how many calls are around what runs now.
func (i *Isolate) depth() int {
	f := engineFields()
	if f == nil {
		i.frames = i.VM.CaptureCallStack(0, i.frames[:0])
		return len(i.frames)
	}
	return at[slice](*at[unsafe.Pointer](unsafe.Pointer(i.VM), f.vm), f.calls).len
}

// top answers the n-th value from the top of the stack, the topmost being 1. It is nil where there is none.
func (m moment) top(n int) goja.Value {
	return m.value(*at[int](m.machine, m.f.sp) - n)
}

func (m moment) value(n int) goja.Value {
	stack := *at[[]goja.Value](m.machine, m.f.stack)
	if n < 0 || n >= len(stack) {
		return nil
	}
	return stack[n]
}

// builtin answers the builtin function that runs, its receiver and its arguments.
func (m moment) builtin() (f *goja.Object, this goja.Value, args []goja.Value) {
	base := *at[int](m.machine, m.f.base)
	f, _ = m.value(base - 1).(*goja.Object)
	for n := base; n < *at[int](m.machine, m.f.sp); n++ {
		args = append(args, m.value(n))
	}
	return f, m.value(base - 2), args
}

// instruction answers the engine's name for the instruction at pc, and its operand if that is a name or a number.
func (m moment) instruction(pc int) (name string, text string, number int) {
	code := *at[slice](unsafe.Pointer(m.program), m.f.code)
	if pc < 0 || pc >= code.len {
		return "", "", 0
	}
	v := reflect.NewAt(codeType(), unsafe.Add(unsafe.Pointer(m.program), m.f.code)).Elem().Index(pc).Elem()
	if !v.IsValid() {
		return "", "", 0
	}
	switch v.Kind() {
	case reflect.String:
		text = v.String()
	case reflect.Int, reflect.Int32:
		number = int(v.Int())
	case reflect.Uint, reflect.Uint32:
		number = int(v.Uint())
	case reflect.Pointer:
		v = v.Elem()
		if v.Kind() == reflect.Struct {
			if field := v.FieldByName("name"); field.IsValid() && field.Kind() == reflect.String {
				text = field.String()
			}
		}
	}
	return v.Type().Name(), text, number
}

// codeType is the type of a program's instructions.
var codeType = sync.OnceValue(func() reflect.Type {
	field, _ := reflect.TypeFor[goja.Program]().FieldByName("code")
	return field.Type
})

// offset answers where in the program's text an instruction stands, and the first instruction that stands there.
func (m moment) offset(pc int) (offset, first int) {
	positions := *at[slice](unsafe.Pointer(m.program), m.f.positions)
	for n := positions.len - 1; n >= 0; n-- {
		p := unsafe.Add(positions.data, uintptr(n)*m.f.position.Size())
		if first = *at[int](p, m.f.positionPC); first <= pc {
			return *at[int](p, m.f.positionAt), first
		}
	}
	return 0, 0
}

// source answers the text that the program was compiled from.
func (m moment) source() *file.File {
	return *at[*file.File](unsafe.Pointer(m.program), m.f.source)
}

// caller answers the moment that the innermost script is at.
func (m moment) caller() (moment, bool) {
	calls := *at[slice](m.machine, m.f.calls)
	for n := calls.len - 1; n >= 0; n-- {
		p := unsafe.Add(calls.data, uintptr(n)*m.f.frame.Size())
		if m.program = *at[*goja.Program](p, m.f.frameProgram); m.program != nil {
			m.pc = *at[int](p, m.f.framePC)
			return m, true
		}
	}
	return m, false
}

// constant answers the text of the value that an instruction loads, "" if it loads none.
func (m moment) constant(pc int) string {
	if name, _, _ := m.instruction(pc); name != "loadVal" {
		return ""
	}
	v := reflect.NewAt(codeType(), unsafe.Add(unsafe.Pointer(m.program), m.f.code)).Elem().Index(pc).Elem()
	if v.Kind() != reflect.Struct || v.NumField() != 1 || v.Field(0).Kind() != reflect.Interface {
		return ""
	}
	switch v = v.Field(0).Elem(); v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Int64:
		return strconv.FormatInt(v.Int(), 10)
	}
	return ""
}
