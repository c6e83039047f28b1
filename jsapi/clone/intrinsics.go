package clone

import (
	"math/big"
	"reflect"
	"sync"

	"github.com/dop251/goja"
)

// What ExportType answers for objects whose class name says only "Object".
var (
	plainType   = reflect.TypeFor[map[string]any]()
	arrayType   = reflect.TypeFor[[]any]()
	mapType     = reflect.TypeFor[[][2]any]()
	bufferType  = reflect.TypeFor[goja.ArrayBuffer]()
	proxyType   = reflect.TypeFor[goja.Proxy]()
	promiseType = reflect.TypeFor[*goja.Promise]()
	bigIntType  = reflect.TypeFor[*big.Int]()
	viewTypes   = map[reflect.Type]byte{
		reflect.TypeFor[[]int8](): 'b', reflect.TypeFor[[]uint8](): 'B',
		reflect.TypeFor[[]int16](): 'w', reflect.TypeFor[[]uint16](): 'W',
		reflect.TypeFor[[]int32](): 'd', reflect.TypeFor[[]uint32](): 'D',
		reflect.TypeFor[[]int64](): 'q', reflect.TypeFor[[]uint64](): 'Q',
		reflect.TypeFor[[]float32](): 'f', reflect.TypeFor[[]float64](): 'F',
	}
)

// native is the Go function behind a builtin. Calling it costs no microtask checkpoint.
type native func(goja.FunctionCall) goja.Value

func (n native) on(this goja.Value, args ...goja.Value) goja.Value {
	return n(goja.FunctionCall{This: this, Arguments: args})
}

// intrinsics are builtins that read the inside of an object. They are those of one reference VM
// that runs no script, so no script can replace them, and an isolate pays nothing for them: each
// looks only at its arguments, whichever VM they belong to, and changes nothing in its own VM.
type intrinsics struct {
	mapSet, mapForEach, setAdd, setForEach native
	viewTag, viewBuffer                    native
	viewOffset, viewLength                 native
	dataBuffer, dataOffset, dataLength     native
	descriptor, define, keys, get          native
	stringValue, source                    native
	objectToString, errorToString          uintptr // code of %Object.prototype.toString% and %Error.prototype.toString%

	// mu guards the reference VM while a brand check fails there: making its TypeError does change it.
	mu sync.Mutex
}

// inside is made once and never changes.
var inside = sync.OnceValue(func() *intrinsics {
	vm := goja.New()
	in := &intrinsics{}
	code := func(v goja.Value) native {
		return v.(*goja.Object).Export().(func(goja.FunctionCall) goja.Value)
	}
	ctor := func(name string) *goja.Object { return vm.Get(name).(*goja.Object) }
	proto := func(name string) *goja.Object { return ctor(name).Get("prototype").(*goja.Object) }
	in.descriptor = code(ctor("Object").Get("getOwnPropertyDescriptor"))
	getter := func(o *goja.Object, key goja.Value) native {
		return code(in.descriptor.on(nil, o, key).(*goja.Object).Get("get"))
	}
	in.define = code(ctor("Object").Get("defineProperty"))
	in.keys, in.get = code(ctor("Object").Get("keys")), code(ctor("Reflect").Get("get"))
	in.mapSet, in.mapForEach = code(proto("Map").Get("set")), code(proto("Map").Get("forEach"))
	in.setAdd, in.setForEach = code(proto("Set").Get("add")), code(proto("Set").Get("forEach"))
	in.stringValue, in.source = code(proto("String").Get("valueOf")), code(proto("Function").Get("toString"))
	typed, data := proto("Uint8Array").Prototype(), proto("DataView")
	in.viewTag = getter(typed, goja.SymToStringTag)
	in.viewBuffer = getter(typed, vm.ToValue("buffer"))
	in.viewOffset = getter(typed, vm.ToValue("byteOffset"))
	in.viewLength = getter(typed, vm.ToValue("byteLength"))
	in.dataBuffer = getter(data, vm.ToValue("buffer"))
	in.dataOffset = getter(data, vm.ToValue("byteOffset"))
	in.dataLength = getter(data, vm.ToValue("byteLength"))
	in.objectToString = codeOf(proto("Object").Get("toString"))
	in.errorToString = codeOf(proto("Error").Get("toString"))
	in.warm(vm)
	return in
})

// warm calls what makes objects once: the engine makes the prototypes of what it answers at first need, which
// must not be while several isolates share it.
func (in *intrinsics) warm(vm *goja.Runtime) {
	o, key := vm.NewObject(), vm.ToValue("k")
	_ = o.Set("k", 1)
	d := in.descriptor.on(nil, o, key)
	in.define.on(nil, o, key, d)
	in.keys.on(nil, o)
	in.get.on(nil, o, key)
	in.stringValue.on(key)
	in.source.on(vm.Get("Object"))
}

// codeOf identifies the Go function behind v: the same one in every VM.
func codeOf(v goja.Value) uintptr {
	if o, ok := v.(*goja.Object); ok {
		if f, ok := o.Export().(func(goja.FunctionCall) goja.Value); ok {
			return reflect.ValueOf(f).Pointer()
		}
	}
	return 0
}

// dataViewBuffer returns the buffer of a DataView, nil when o is not one.
func (in *intrinsics) dataViewBuffer(o *goja.Object) (buffer *goja.Object) {
	in.mu.Lock()
	defer in.mu.Unlock()
	defer func() {
		if recover() != nil { // the TypeError of the brand check
			buffer = nil
		}
	}()
	buffer, _ = in.dataBuffer.on(o).(*goja.Object)
	return buffer
}

// data is a property's value as V8 reads it without side effects: along the prototypes, undefined
// for an accessor or behind a proxy.
func (in *intrinsics) data(o *goja.Object, key goja.Value) goja.Value {
	for ; o != nil && o.ExportType() != proxyType; o = o.Prototype() {
		if d, ok := in.descriptor.on(nil, o, key).(*goja.Object); ok {
			if v := d.Get("value"); v != nil {
				return v
			}
			break
		}
	}
	return goja.Undefined()
}

// entries returns the keys and values of a Map, or the members of a Set, in order.
func (c *Codec) entries(o *goja.Object, isMap bool) []goja.Value {
	var list []goja.Value
	collect := c.vm.ToValue(func(call goja.FunctionCall) goja.Value {
		if isMap {
			list = append(list, call.Arguments[1])
		}
		list = append(list, call.Arguments[0])
		return goja.Undefined()
	})
	if isMap {
		inside().mapForEach.on(o, collect)
	} else {
		inside().setForEach.on(o, collect)
	}
	return list
}
