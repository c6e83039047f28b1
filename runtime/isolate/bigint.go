package isolate

import (
	"math/big"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/bundle/lower"
)

// maxBig is how many bits a big integer may have, as in V8.
const maxBig = 1 << 30

// operators compute what large lets pass.
var operators = goja.MustCompile(hostFile("bigint"), `({shift: (a, b) => a << b, power: (a, b) => a ** b})`, true)

// large computes a << b or a ** b unless the answer would be a big integer of more bits than there may be.
func (i *Isolate) large(name string, a, b goja.Value) goja.Value {
	x, y := bigOf(a), bigOf(b)
	if x != nil && y != nil && x.Sign() != 0 && y.Sign() > 0 {
		bits := new(big.Int).Set(y)
		if name == lower.Shift {
			bits.Add(bits, big.NewInt(int64(x.BitLen())))
		} else {
			bits.Mul(bits, big.NewInt(int64(x.BitLen()-1)))
		}
		if bits.Cmp(big.NewInt(maxBig)) > 0 {
			panic(i.rangeError("Maximum BigInt size exceeded"))
		}
	}
	if i.operators == nil {
		i.operators = must(i.VM.RunProgram(operators)).(*goja.Object)
	}
	compute, _ := goja.AssertFunction(i.operators.Get(name))
	v, err := compute(goja.Undefined(), a, b)
	if err != nil {
		panic(i.Check(err))
	}
	return v
}

func (i *Isolate) rangeError(message string) *goja.Object {
	class, _ := goja.AssertConstructor(i.VM.GlobalObject().Get("RangeError"))
	o, err := class(nil, i.VM.ToValue(message))
	if err != nil {
		panic(i.Check(err))
	}
	return o
}

// bigOf answers the big integer that v is, nil if it is none.
func bigOf(v goja.Value) *big.Int {
	if _, ok := v.(*goja.Object); ok {
		return nil
	}
	n, _ := v.Export().(*big.Int)
	return n
}
