package clone

import (
	"encoding/binary"
	"math"
	"math/big"
	"strconv"

	"github.com/dop251/goja"
)

// Encoder is one value being written.
type Encoder struct {
	c       *Codec
	options Options
	b       []byte
	ids     []*goja.Object          // objects by id; nil for one that cannot be referred to
	index   map[*goja.Object]uint32 // of ids, once there are many
	moved   []*goja.Object          // buffers that are transferred
	shared  []*goja.Object          // shared buffers that were met
	carried []any                   // what bytes cannot hold
	depth   int
}

// VM returns the VM the value belongs to.
func (e *Encoder) VM() *goja.Runtime { return e.c.vm }

// Mode says what the bytes are for.
func (e *Encoder) Mode() Mode { return e.options.Mode }

// Session answers what Options.Session is.
func (e *Encoder) Session() any { return e.options.Session }

// Carry adds what bytes cannot hold to what Pack answers. The reader finds it by Decoder.Carried when it
// reads on in the same order.
func (e *Encoder) Carry(x any) { e.carried = append(e.carried, x) }

// WriteByte appends one byte; its error is always nil.
func (e *Encoder) WriteByte(b byte) error {
	e.b = append(e.b, b)
	return nil
}

// WriteBytes appends raw bytes, without their length.
func (e *Encoder) WriteBytes(b []byte) { e.b = append(e.b, b...) }

// WriteUint32 appends a varint.
func (e *Encoder) WriteUint32(n uint32) { e.b = binary.AppendUvarint(e.b, uint64(n)) }

// WriteUint64 appends a varint.
func (e *Encoder) WriteUint64(n uint64) { e.b = binary.AppendUvarint(e.b, n) }

// WriteDouble appends eight bytes, every NaN as the same one.
func (e *Encoder) WriteDouble(f float64) {
	bits := math.Float64bits(f)
	if f != f {
		bits = 0x7FF8 << 48
	}
	e.b = binary.LittleEndian.AppendUint64(e.b, bits)
}

// WriteString appends the length of s in bytes as a varint, then s.
func (e *Encoder) WriteString(s string) {
	e.WriteUint32(uint32(len(s)))
	e.b = append(e.b, s...)
}

// WriteValue appends any value with its tag.
func (e *Encoder) WriteValue(v goja.Value) error {
	switch v := v.(type) {
	case *goja.Object:
		return e.object(v)
	case goja.String:
		e.text(v)
		return nil
	case *goja.Symbol:
		return Uncloneable(v)
	case nil:
		e.b = append(e.b, tagUndefined)
		return nil
	}
	switch {
	case goja.IsUndefined(v):
		e.b = append(e.b, tagUndefined)
	case goja.IsNull(v):
		e.b = append(e.b, tagNull)
	case goja.IsNumber(v):
		e.number(v.ToFloat())
	case goja.IsBigInt(v):
		e.b = append(e.b, tagBigInt)
		e.bigInt(v.Export().(*big.Int))
	case v.ToBoolean():
		e.b = append(e.b, tagTrue)
	default:
		e.b = append(e.b, tagFalse)
	}
	return nil
}

// number writes what fits V8's small integers as one, the rest as a double.
func (e *Encoder) number(f float64) {
	if f >= smiMin && f <= smiMax {
		if n := int32(f); float64(n) == f && (n != 0 || !math.Signbit(f)) {
			e.b = append(e.b, tagInt32)
			e.WriteUint32(uint32(n<<1) ^ uint32(n>>31))
			return
		}
	}
	e.b = append(e.b, tagDouble)
	e.WriteDouble(f)
}

// bigInt writes sign and size, then the magnitude in whole 64-bit digits.
func (e *Encoder) bigInt(n *big.Int) {
	size := (n.BitLen() + 63) / 64 * 8
	field := uint32(size) << 1
	if n.Sign() < 0 {
		field |= 1
	}
	e.WriteUint32(field)
	digits := n.FillBytes(make([]byte, size))
	for i := size - 1; i >= 0; i-- {
		e.b = append(e.b, digits[i])
	}
}

// text writes a string: one byte a character when all are Latin-1, else aligned UTF-16.
func (e *Encoder) text(s goja.String) {
	n := s.Length()
	if t := s.String(); len(t) == n { // as many bytes as UTF-16 units: ASCII
		e.ascii(t)
		return
	}
	units := make([]uint16, n)
	for i := range units {
		units[i] = s.CharAt(i)
	}
	e.units(units)
}

// name writes a property name.
func (e *Encoder) name(s string) {
	for i := range len(s) {
		if s[i] >= 0x80 {
			e.text(e.c.vm.ToValue(s).(goja.String))
			return
		}
	}
	e.ascii(s)
}

func (e *Encoder) ascii(s string) {
	e.b = append(e.b, tagOneByte)
	e.WriteString(s)
}

func (e *Encoder) units(units []uint16) {
	var all uint16
	for _, u := range units {
		all |= u
	}
	if all < 0x100 {
		e.b = append(e.b, tagOneByte)
		e.WriteUint32(uint32(len(units)))
		for _, u := range units {
			e.b = append(e.b, byte(u))
		}
		return
	}
	var size [binary.MaxVarintLen32]byte
	prefix := binary.PutUvarint(size[:], uint64(len(units)*2))
	if (len(e.b)+1+prefix)%2 == 1 {
		e.b = append(e.b, tagPadding)
	}
	e.b = append(e.b, tagTwoByte)
	e.b = append(e.b, size[:prefix]...)
	for _, u := range units {
		e.b = binary.LittleEndian.AppendUint16(e.b, u)
	}
}

// propertyKey writes an array index as a number, any other name as a string.
func (e *Encoder) propertyKey(s string) {
	if n, ok := arrayIndex(s); ok {
		e.number(float64(n))
		return
	}
	e.name(s)
}

// arrayIndex reads the canonical decimal form of 0 to 2^32-2.
func arrayIndex(s string) (uint32, bool) {
	if s == "" || len(s) > 10 || s[0] < '0' || s[0] > '9' || s[0] == '0' && len(s) > 1 {
		return 0, false
	}
	n, err := strconv.ParseUint(s, 10, 32)
	return uint32(n), err == nil && n <= maxIndex
}

// id finds an object that was written before.
func (e *Encoder) id(o *goja.Object) (uint32, bool) {
	if e.index != nil {
		n, ok := e.index[o]
		return n, ok
	}
	for i, known := range e.ids {
		if known == o {
			return uint32(i), true
		}
	}
	return 0, false
}

// assign gives an object the next id. A nil object takes an id nobody refers to.
func (e *Encoder) assign(o *goja.Object) {
	e.ids = append(e.ids, o)
	switch {
	case e.index != nil:
		e.index[o] = uint32(len(e.ids) - 1)
	case len(e.ids) > linearIDs:
		e.index = make(map[*goja.Object]uint32, 4*linearIDs)
		for i, known := range e.ids {
			e.index[known] = uint32(i)
		}
	}
}
