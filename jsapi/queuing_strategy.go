package jsapi

import (
	"math"

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
		{Name: "highWaterMark", Get: func(s *ByteLengthQueuingStrategy, _ *webidl.Call) (any, error) { return s.highWaterMark, nil }},
		{Name: "size", Get: func(_ *ByteLengthQueuingStrategy, c *webidl.Call) (any, error) {
			return sizeFunction(c.Realm, "byteLength", func(v goja.Value) goja.Value {
				o, ok := v.(*goja.Object)
				if !ok {
					return goja.Undefined()
				}
				return o.Get("byteLength")
			}), nil
		}},
	},
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
		{Name: "highWaterMark", Get: func(s *CountQueuingStrategy, _ *webidl.Call) (any, error) { return s.highWaterMark, nil }},
		{Name: "size", Get: func(_ *CountQueuingStrategy, c *webidl.Call) (any, error) {
			one := c.Realm.VM.ToValue(1)
			return sizeFunction(c.Realm, "count", func(goja.Value) goja.Value { return one }), nil
		}},
	},
}

// CountQueuingStrategy counts chunks.
type CountQueuingStrategy struct{ highWaterMark float64 }

func strategyInit(c *webidl.Call) (float64, error) {
	if !c.Given(0) {
		return 0, c.Bad(0, "QueuingStrategyInit")
	}
	mark, _ := c.Dict(0, "QueuingStrategyInit").Number("highWaterMark")
	return mark, nil
}

type sizeFunctionKey string

// sizeFunction answers the one size function of a kind in this realm.
func sizeFunction(r *webidl.Realm, kind string, size func(goja.Value) goja.Value) *goja.Object {
	f, ok := r.Native[sizeFunctionKey(kind)].(*goja.Object)
	if !ok {
		f = r.Function("size", func(c goja.FunctionCall) goja.Value {
			if v := size(c.Argument(0)); v != nil {
				return v
			}
			return goja.Undefined()
		})
		r.Native[sizeFunctionKey(kind)] = f
	}
	return f
}

// queuingStrategy reads a strategy's high water mark, standard if there is none, and its size.
func queuingStrategy(r *webidl.Realm, d *webidl.Dict, standard float64) (float64, algorithm, error) {
	mark := standard
	if n, ok := d.Number("highWaterMark"); ok {
		switch {
		case math.IsNaN(n):
			return 0, nil, webidl.TypeError("The value cannot be converted because it is not an integer.")
		case n < 0:
			return 0, nil, webidl.TypeError("The value cannot be converted because it is negative and this API expects a positive bigint.")
		}
		mark = n
	}
	v, ok := d.Member("size")
	if !ok {
		return mark, nil, nil
	}
	f, ok := goja.AssertFunction(v)
	if !ok {
		return 0, nil, wrongMember("size", "StreamQueuingStrategy", "function")
	}
	return mark, func(args ...goja.Value) (goja.Value, error) { return f(goja.Undefined(), args...) }, nil
}

// chunkSize answers the size of a chunk; without a strategy's size every chunk is 1.
func chunkSize(r *webidl.Realm, size algorithm, chunk goja.Value) (float64, error) {
	if size == nil {
		return 1, nil
	}
	v, err := size(chunk)
	if err != nil {
		return 0, err
	}
	n, err := r.Try(func() (any, error) { return r.Number(v), nil })
	if err != nil {
		return 0, err
	}
	f := n.(float64)
	if math.IsNaN(f) || f < 0 || math.IsInf(f, 1) {
		return 0, webidl.RangeError("The size of a chunk must be a finite, non-negative number.")
	}
	return f, nil
}
