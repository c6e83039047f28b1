package jsapi

import (
	"math"
	"math/big"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// byteLengthQueuingStrategyClass implements https://streams.spec.whatwg.org/#blqs-class.
var byteLengthQueuingStrategyClass = &webidl.Interface[ByteLengthQueuingStrategy]{
	Name: "ByteLengthQueuingStrategy",
	Constructor: func(c *webidl.Call) (*ByteLengthQueuingStrategy, error) {
		mark, err := strategyInit(c)
		return &ByteLengthQueuingStrategy{mark}, err
	},
	Inspect: func(s *ByteLengthQueuingStrategy, r *webidl.Realm) []webidl.Property {
		return []webidl.Property{{Name: "highWaterMark", Value: r.Value(s.highWaterMark)}}
	},
	Attributes: []webidl.Attribute[ByteLengthQueuingStrategy]{
		{Name: "highWaterMark", Prototype: true, Get: func(s *ByteLengthQueuingStrategy, _ *webidl.Call) (any, error) { return s.highWaterMark, nil }},
		{Name: "size", Prototype: true, Get: func(_ *ByteLengthQueuingStrategy, c *webidl.Call) (any, error) {
			return sizeFunction(c.Realm, byteLength), nil
		}},
	},
}

// byteLength is the size of a chunk that says how many bytes it has.
func byteLength(v goja.Value) goja.Value {
	if o, ok := v.(*goja.Object); ok {
		if n := o.Get("byteLength"); n != nil && goja.IsNumber(n) {
			return n
		}
	}
	return goja.Undefined()
}

// ByteLengthQueuingStrategy counts bytes.
type ByteLengthQueuingStrategy struct{ highWaterMark float64 }

// countQueuingStrategyClass implements https://streams.spec.whatwg.org/#cqs-class.
var countQueuingStrategyClass = &webidl.Interface[CountQueuingStrategy]{
	Name: "CountQueuingStrategy",
	Constructor: func(c *webidl.Call) (*CountQueuingStrategy, error) {
		mark, err := strategyInit(c)
		return &CountQueuingStrategy{mark}, err
	},
	Inspect: func(s *CountQueuingStrategy, r *webidl.Realm) []webidl.Property {
		return []webidl.Property{{Name: "highWaterMark", Value: r.Value(s.highWaterMark)}}
	},
	Attributes: []webidl.Attribute[CountQueuingStrategy]{
		{Name: "highWaterMark", Prototype: true, Get: func(s *CountQueuingStrategy, _ *webidl.Call) (any, error) { return s.highWaterMark, nil }},
		{Name: "size", Prototype: true, Get: func(_ *CountQueuingStrategy, c *webidl.Call) (any, error) {
			one := c.Realm.VM.ToValue(1)
			return sizeFunction(c.Realm, func(goja.Value) goja.Value { return one }), nil
		}},
	},
}

// CountQueuingStrategy counts chunks.
type CountQueuingStrategy struct{ highWaterMark float64 }

func strategyInit(c *webidl.Call) (float64, error) {
	v := c.Need(0, "QueuingStrategyInit")
	if goja.IsUndefined(v) || goja.IsNull(v) {
		return 0, webidl.TypeError("Cannot initialize N7workerd3api19QueuingStrategyInitE with required members " +
			"from an undefined or null value.") // sic
	}
	mark, ok := c.Dict(0, "QueuingStrategyInit").Number("highWaterMark")
	if !ok {
		return math.NaN(), nil
	}
	return mark, nil
}

// sizeFunction answers a size function, which has no name.
func sizeFunction(r *webidl.Realm, size func(goja.Value) goja.Value) *goja.Object {
	return r.Function("", func(c goja.FunctionCall) goja.Value { return size(c.Argument(0)) })
}

// highWaterMark is a mark that a strategy may leave out.
type highWaterMark struct {
	n   int64
	set bool
}

// or answers the mark, standard if there is none.
func (m highWaterMark) or(standard int64) int64 {
	if m.set {
		return m.n
	}
	return standard
}

// queuingStrategy reads a strategy's high water mark and size.
func queuingStrategy(r *webidl.Realm, d *webidl.Dict) (mark highWaterMark, size sizeFunc, err error) {
	if v, ok := d.Member("highWaterMark"); ok {
		n, err := unsigned(r, v)
		if err != nil {
			return mark, nil, err
		}
		mark = highWaterMark{int64(n), true}
	}
	v, ok := d.Member("size")
	if !ok {
		return mark, nil, nil
	}
	f, ok := goja.AssertFunction(v)
	if !ok {
		return mark, nil, wrongMember("size", "StreamQueuingStrategy", "function")
	}
	return mark, func(chunk goja.Value) (goja.Value, error) { return f(goja.Undefined(), chunk) }, nil
}

// sizeFunc is the size of a strategy; without one, nil, every chunk is 1.
type sizeFunc func(chunk goja.Value) (goja.Value, error)

func (f sizeFunc) of(r *webidl.Realm, chunk goja.Value) (int64, error) {
	if f == nil {
		return 1, nil
	}
	v, err := f(chunk)
	if err != nil {
		return 0, err
	}
	n, err := r.Try(func() (any, error) { return unsigned(r, v) })
	if err != nil {
		return 0, err
	}
	return int64(n.(float64)), nil
}

// unsigned converts a number or big integer that may not be negative.
func unsigned(r *webidl.Realm, v goja.Value) (float64, error) {
	if v.ExportType() == bigIntType {
		n := v.Export().(*big.Int)
		if !n.IsUint64() {
			return 0, webidl.TypeError("The value cannot be converted because it is either negative and this API expects " +
				"a positive bigint, or the value would be truncated.")
		}
		f, _ := new(big.Float).SetInt(n).Float64()
		return f, nil
	}
	n := r.Number(v)
	switch {
	case math.IsNaN(n), math.IsInf(n, 0):
		return 0, webidl.TypeError("The value cannot be converted because it is not an integer.")
	case n < 0:
		return 0, webidl.TypeError("The value cannot be converted because it is negative and this API expects a positive bigint.")
	}
	return math.Trunc(n), nil
}
