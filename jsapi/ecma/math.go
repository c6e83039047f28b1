package ecma

import (
	"math"
	"math/big"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

func mathPatch(r *realm, v goja.Value) goja.Value {
	o := v.(*goja.Object)
	r.complete(o, r.piece("math"))
	if o.Get("sumPrecise") == nil {
		r.method(o, "sumPrecise", 1, r.sumPrecise)
	}
	return v
}

// sumPrecise is https://tc39.es/proposal-math-sum/: the correctly rounded sum. 2200 bits hold every finite
// number's at once.
func (r *realm) sumPrecise(c goja.FunctionCall) goja.Value {
	sum := new(big.Float).SetPrec(2200)
	var odd float64 // infinities and NaN
	zero, any := true, false
	r.VM.ForOf(c.Argument(0), func(v goja.Value) bool {
		var x float64
		switch n := v.Export().(type) {
		case int64:
			x = float64(n)
		case float64:
			x = n
		default:
			r.throw(webidl.TypeError("%s is not a number", v.String()))
		}
		if math.IsInf(x, 0) || math.IsNaN(x) {
			odd += x
			any = true
			return true
		}
		if x != 0 || !math.Signbit(x) {
			zero = false
		}
		sum.Add(sum, new(big.Float).SetFloat64(x))
		return true
	})
	switch f, _ := sum.Float64(); {
	case any:
		return r.VM.ToValue(odd)
	case zero:
		return r.VM.ToValue(math.Copysign(0, -1))
	default:
		return r.VM.ToValue(f)
	}
}
