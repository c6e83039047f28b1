package jsapi

import (
	"math/big"
	"reflect"
	"sync"
	"time"

	"github.com/dop251/goja"
)

// What ExportType answers for objects whose class name says only "Object". Export itself is never called on
// what a script may have filled: a Map that contains itself would not survive it.
var (
	arrayType   = reflect.TypeFor[[]any]()
	mapType     = reflect.TypeFor[[][2]any]()
	bufferType  = reflect.TypeFor[goja.ArrayBuffer]()
	proxyType   = reflect.TypeFor[goja.Proxy]()
	promiseType = reflect.TypeFor[*goja.Promise]()
	bigIntType  = reflect.TypeFor[*big.Int]()
	boolType    = reflect.TypeFor[bool]()
	timeType    = reflect.TypeFor[time.Time]()
)

// builtin is the Go function behind a function of the language.
type builtin func(goja.FunctionCall) goja.Value

func (b builtin) on(this goja.Value, args ...goja.Value) goja.Value {
	return b(goja.FunctionCall{This: this, Arguments: args})
}

// insides are builtins that read the inside of an object of any engine. They are those of an engine that
// runs no script, so no script can replace them.
type insides struct {
	descriptor, source       builtin
	mapForEach, setForEach   builtin
	viewTag, viewLength      builtin
	dataBuffer, dataOffset   builtin
	dataLength               builtin
	weakMapHas, weakSetHas   builtin
	stringValue, symbolValue builtin
	regExpSource             builtin
	regExpFlags              []builtin

	mu sync.Mutex // guards the engine while a brand check fails in it
}

const regExpFlagLetters = "dgimsuvy"

var inside = sync.OnceValue(func() *insides {
	vm := goja.New()
	code := func(v goja.Value) builtin {
		return v.(*goja.Object).Export().(func(goja.FunctionCall) goja.Value)
	}
	proto := func(name string) *goja.Object { return vm.Get(name).(*goja.Object).Get("prototype").(*goja.Object) }
	in := &insides{descriptor: code(vm.Get("Object").(*goja.Object).Get("getOwnPropertyDescriptor"))}
	getter := func(o *goja.Object, key goja.Value) builtin {
		d, ok := in.descriptor.on(nil, o, key).(*goja.Object)
		if !ok {
			return nil
		}
		return code(d.Get("get"))
	}
	in.source = code(proto("Function").Get("toString"))
	in.mapForEach, in.setForEach = code(proto("Map").Get("forEach")), code(proto("Set").Get("forEach"))
	typed, data, regExp := proto("Uint8Array").Prototype(), proto("DataView"), proto("RegExp")
	in.viewTag = getter(typed, goja.SymToStringTag)
	in.viewLength = getter(typed, vm.ToValue("length"))
	in.dataBuffer = getter(data, vm.ToValue("buffer"))
	in.dataOffset = getter(data, vm.ToValue("byteOffset"))
	in.dataLength = getter(data, vm.ToValue("byteLength"))
	in.weakMapHas, in.weakSetHas = code(proto("WeakMap").Get("has")), code(proto("WeakSet").Get("has"))
	in.stringValue, in.symbolValue = code(proto("String").Get("valueOf")), code(proto("Symbol").Get("valueOf"))
	in.regExpSource = getter(regExp, vm.ToValue("source"))
	for _, name := range []string{"hasIndices", "global", "ignoreCase", "multiline", "dotAll", "unicode", "unicodeSets", "sticky"} {
		in.regExpFlags = append(in.regExpFlags, getter(regExp, vm.ToValue(name)))
	}
	return in
})

// codeOf identifies the Go function behind v: the same one in every engine.
func codeOf(v goja.Value) uintptr {
	if o, ok := v.(*goja.Object); ok && callable(o) {
		if f, ok := o.Export().(func(goja.FunctionCall) goja.Value); ok {
			return reflect.ValueOf(f).Pointer()
		}
	}
	return 0
}

func callable(v goja.Value) bool {
	_, ok := goja.AssertFunction(v)
	return ok
}

// check runs a builtin that throws on an object of another kind; ok is false if it did.
func (in *insides) check(f builtin, o *goja.Object, args ...goja.Value) (v goja.Value, ok bool) {
	in.mu.Lock()
	defer in.mu.Unlock()
	defer func() { ok = recover() == nil }()
	return f.on(o, args...), false
}

// property is an own property as it stands, nothing of the script's having run.
type property struct {
	value, get, set goja.Value // value is nil for an accessor
	enumerable      bool
}

// own answers an own property of o, which is no proxy.
func (in *insides) own(o *goja.Object, key goja.Value) (property, bool) {
	d, ok := in.descriptor.on(nil, o, key).(*goja.Object)
	if !ok {
		return property{}, false
	}
	p := property{value: d.Get("value"), get: d.Get("get"), set: d.Get("set")}
	if e := d.Get("enumerable"); e != nil {
		p.enumerable = e.ToBoolean()
	}
	return p, true
}

// data answers a data property along the prototypes, nil for none, for an accessor and behind a proxy.
func (in *insides) data(o *goja.Object, key goja.Value) goja.Value {
	for ; o != nil && o.ExportType() != proxyType; o = o.Prototype() {
		if p, ok := in.own(o, key); ok {
			return p.value
		}
	}
	return nil
}

// text answers a data property along the prototypes that is a string.
func (in *insides) text(o *goja.Object, key goja.Value) (string, bool) {
	s, ok := in.data(o, key).(goja.String)
	if !ok {
		return "", false
	}
	return s.String(), true
}

// entries answers the keys and values of a Map, or the members of a Set, in order.
func (in *insides) entries(vm *goja.Runtime, o *goja.Object, isMap bool) []goja.Value {
	var list []goja.Value
	collect := vm.ToValue(func(c goja.FunctionCall) goja.Value {
		if isMap {
			list = append(list, c.Arguments[1])
		}
		list = append(list, c.Arguments[0])
		return goja.Undefined()
	})
	if isMap {
		in.mapForEach.on(o, collect)
	} else {
		in.setForEach.on(o, collect)
	}
	return list
}

// viewKind answers the class of a typed array.
func viewKind(v goja.Value) (string, bool) {
	o, ok := v.(*goja.Object)
	if !ok || o.ExportType() == proxyType {
		return "", false
	}
	s, ok := inside().viewTag.on(o).(goja.String)
	if !ok {
		return "", false
	}
	return s.String(), true
}

// name is a property's name as a value.
func name(s string) goja.Value { return goja.StringFromUTF16(utf16Of(s)) }
