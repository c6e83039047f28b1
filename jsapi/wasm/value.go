package wasm

import (
	"math"
	"math/big"

	"github.com/dop251/goja"
	"github.com/tetratelabs/wazero/api"

	"github.com/dodev/dodev/jsapi/webidl"
)

// toWasm converts a value of script to one of a type. https://webassembly.github.io/spec/js-api/#towebassemblyvalue
// It throws what the conversion throws.
func (s *store) toWasm(v goja.Value, typ byte) uint64 {
	switch typ {
	case typeI32:
		return uint64(uint32(toInt32(s.realm.Number(v))))
	case typeI64:
		return s.toInt64(v)
	case typeF32:
		return api.EncodeF32(float32(s.realm.Number(v)))
	case typeF64:
		return api.EncodeF64(s.realm.Number(v))
	case typeExternref:
		return s.number(v)
	case typeFuncref:
		if goja.IsNull(v) {
			return 0
		}
		if f := webidl.As[function](v); f != nil {
			return f.pointer()
		}
		panic(s.realm.NewError("TypeError", "type incompatibility when transforming from/to JS"))
	}
	panic(s.realm.NewError("TypeError", "type incompatibility when transforming from/to JS"))
}

// toInt32 is the language's ToInt32.
func toInt32(f float64) int32 {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0
	}
	return int32(uint32(int64(math.Mod(math.Trunc(f), 1<<32))))
}

// toInt64 is the language's ToBigInt64.
func (s *store) toInt64(v goja.Value) uint64 {
	as, _ := goja.AssertFunction(s.realm.Intrinsic("BigInt").Get("asUintN"))
	n, err := as(goja.Undefined(), s.realm.VM.ToValue(64), v)
	if err != nil {
		panic(err)
	}
	return n.Export().(*big.Int).Uint64()
}

// fromWasm converts a value of a type to script. https://webassembly.github.io/spec/js-api/#tojsvalue
func (s *store) fromWasm(n uint64, typ byte) goja.Value {
	switch typ {
	case typeI32:
		return s.realm.VM.ToValue(int64(int32(uint32(n))))
	case typeI64:
		return s.realm.VM.ToValue(big.NewInt(int64(n)))
	case typeF32:
		return s.realm.VM.ToValue(float64(api.DecodeF32(n)))
	case typeF64:
		return s.realm.VM.ToValue(api.DecodeF64(n))
	case typeExternref:
		return s.value(n)
	case typeFuncref:
		return s.functionAt(n, nil)
	}
	panic(s.realm.NewError("TypeError", "type incompatibility when transforming from/to JS"))
}

// number answers the reference that stands for a value. An object has one, null is 0.
func (s *store) number(v goja.Value) uint64 {
	if v == nil {
		v = goja.Undefined()
	}
	if goja.IsNull(v) {
		return 0
	}
	o, isObject := v.(*goja.Object)
	if isObject {
		if n, ok := s.numbers[o]; ok {
			return n
		}
	}
	s.last++
	s.values[s.last] = v
	if isObject {
		s.numbers[o] = s.last
	}
	return s.last
}

// value answers what a reference stands for.
func (s *store) value(n uint64) goja.Value {
	if n == 0 {
		return goja.Null()
	}
	return s.values[n]
}

// initial answers what a type's variables have at first.
func (s *store) initial(typ byte) uint64 {
	if typ == typeExternref {
		return s.number(goja.Undefined())
	}
	return 0
}

var valueTypes = map[string]byte{
	"i32": typeI32, "i64": typeI64, "f32": typeF32, "f64": typeF64, "v128": typeV128,
	"funcref": typeFuncref, "anyfunc": typeFuncref, "externref": typeExternref,
}
