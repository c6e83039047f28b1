package isolate

import (
	"unsafe"

	"github.com/dop251/goja"
)

// The engine ends script whose calls nest too deep by an error that nothing catches. Before that it collects the stack
// for it, and asks every native function on it for its name: the outermost one, which runs the turn, then throws what
// V8 throws instead, and script can catch it. An engine that asks nobody condemns the isolate, see Overflow.

// spare is how many more calls may nest while the error is made.
const spare = 256

// catchOverflow has the native function at the base of every turn throw when script around it nests too deep.
func (i *Isolate) catchOverflow(base *goja.Object) {
	name := i.VM.ToValue("")
	_ = base.DefineAccessorProperty("name", i.VM.ToValue(func(goja.FunctionCall) goja.Value {
		if !i.deep && i.overflows() {
			i.unenter()
			panic(i.overflow())
		}
		return name
	}), nil, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// overflows answers whether the engine is about to refuse a call.
func (i *Isolate) overflows() bool {
	f := engineFields()
	return f != nil && at[slice](*at[unsafe.Pointer](unsafe.Pointer(i.VM), f.vm), f.calls).len > i.options.StackDepth
}

// unenter takes back what the engine has done to call a generator or an async function, if that is what it refuses: it
// has marked that what is thrown from now on is the function's own, which would then be left half called.
func (i *Isolate) unenter() {
	m, ok := i.moment()
	if entering := ok && m.program == nil && m.pc == -2 && *at[int](m.machine, m.f.base) == -1; entering {
		at[slice](m.machine, m.f.tries).len--
	}
}

// overflow makes the exception.
func (i *Isolate) overflow() *goja.Exception {
	i.deep = true
	i.VM.SetMaxCallStackSize(i.options.StackDepth + spare)
	defer func() {
		i.deep = false
		i.VM.SetMaxCallStackSize(i.options.StackDepth)
	}()
	return i.VM.Try(func() {
		o, err := i.VM.New(i.EngineGlobal("RangeError"), i.VM.ToValue(overflowed))
		if err != nil {
			panic(err)
		}
		i.made(o, overflowed)
		panic(o)
	})
}

// overflowed is V8's message.
const overflowed = "Maximum call stack size exceeded"
