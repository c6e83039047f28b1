package clone

import (
	"encoding/binary"
	"math"
	"math/big"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dop251/goja"
)

// Decoder is one message being read. Its first failure sticks: every later read returns zero.
type Decoder struct {
	c       *Codec
	vm      *goja.Runtime
	b       []byte
	at      int
	version uint32
	objects []slot
	arrived []*goja.Object // transferred buffers
	shared  []*goja.Object // shared buffers, of the same isolate
	carried []any          // what bytes cannot hold and was not read yet
	session any
	stacks  Stacks
	depth   int
	err     error
}

// slot is what an id stands for; the object is nil while it is still being read.
type slot struct {
	object *goja.Object
	array  bool // may be made early when something in it refers to it
}

// VM returns the VM values are made in.
func (d *Decoder) VM() *goja.Runtime { return d.vm }

// Session answers what Unpack was given.
func (d *Decoder) Session() any { return d.session }

// Carried answers the next of what was given to Encoder.Carry.
func (d *Decoder) Carried() (any, error) {
	if len(d.carried) == 0 {
		d.fail(errDamaged)
		return nil, d.err
	}
	x := d.carried[0]
	d.carried[0] = nil // it is the reader's now
	d.carried = d.carried[1:]
	return x, nil
}

func (d *Decoder) fail(err error) {
	if d.err == nil {
		d.err = err
	}
	d.at = len(d.b)
}

// ReadByte reads one byte.
func (d *Decoder) ReadByte() (byte, error) { return d.byte(), d.err }

// ReadBytes returns the next n bytes, a part of the message.
func (d *Decoder) ReadBytes(n int) ([]byte, error) { return d.take(uint64(n)), d.err }

// ReadUint32 reads a varint.
func (d *Decoder) ReadUint32() (uint32, error) { return d.uint32(), d.err }

// ReadUint64 reads a varint.
func (d *Decoder) ReadUint64() (uint64, error) { return d.uint64(), d.err }

// ReadDouble reads eight bytes.
func (d *Decoder) ReadDouble() (float64, error) { return d.double(), d.err }

// ReadString reads what WriteString wrote.
func (d *Decoder) ReadString() (string, error) { return string(d.take(d.uint64())), d.err }

// ReadValue reads any value with its tag.
func (d *Decoder) ReadValue() (goja.Value, error) { return d.value(), d.err }

func (d *Decoder) header() {
	if d.byte() != tagVersion {
		d.fail(errDamaged)
	}
	if d.version = d.uint32(); d.version > version {
		d.fail(errDamaged)
	}
}

func (d *Decoder) byte() byte {
	if d.at >= len(d.b) {
		d.fail(errDamaged)
		return 0
	}
	d.at++
	return d.b[d.at-1]
}

func (d *Decoder) take(n uint64) []byte {
	if n > uint64(len(d.b)-d.at) {
		d.fail(errDamaged)
		return nil
	}
	d.at += int(n)
	return d.b[d.at-int(n) : d.at]
}

func (d *Decoder) uint64() uint64 {
	n, size := binary.Uvarint(d.b[d.at:])
	if size <= 0 {
		d.fail(errDamaged)
		return 0
	}
	d.at += size
	return n
}

func (d *Decoder) uint32() uint32 { return uint32(d.uint64()) }

func (d *Decoder) int32() int32 {
	u := d.uint32()
	return int32(u>>1) ^ -int32(u&1)
}

func (d *Decoder) double() float64 {
	b := d.take(8)
	if b == nil {
		return 0
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(b))
}

// peek returns the next tag without taking it; padding before it is skipped.
func (d *Decoder) peek() byte {
	for d.at < len(d.b) && d.b[d.at] == tagPadding {
		d.at++
	}
	if d.at >= len(d.b) {
		return tagPadding
	}
	return d.b[d.at]
}

func (d *Decoder) tag() byte {
	d.peek()
	return d.byte()
}

// more reports whether a list goes on, and takes its end tag when it does not.
func (d *Decoder) more(end byte) bool {
	if d.err != nil {
		return false
	}
	if d.peek() == end {
		d.at++
		return false
	}
	return true
}

func (d *Decoder) bigInt() *big.Int {
	field := d.uint32()
	digits := slices.Clone(d.take(uint64(field >> 1)))
	slices.Reverse(digits)
	n := new(big.Int).SetBytes(digits)
	if field&1 == 1 {
		n.Neg(n)
	}
	return n
}

// oneByte reads the rest of a Latin-1 string.
func (d *Decoder) oneByte() string {
	b := d.take(d.uint64())
	for _, c := range b {
		if c >= 0x80 {
			var s strings.Builder
			for _, c := range b {
				s.WriteRune(rune(c))
			}
			return s.String()
		}
	}
	return string(b)
}

// twoByte reads the rest of a UTF-16 string, lone surrogates and all.
func (d *Decoder) twoByte() goja.String {
	b := d.take(d.uint64())
	if len(b)%2 == 1 {
		d.fail(errDamaged)
		b = nil
	}
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return goja.StringFromUTF16(units)
}

func (d *Decoder) utf8() string {
	b := d.take(d.uint64())
	if !utf8.Valid(b) {
		d.fail(errDamaged)
		return ""
	}
	return string(b)
}

// text reads a string value of any width.
func (d *Decoder) text() goja.String {
	switch d.tag() {
	case tagOneByte:
		return d.vm.ToValue(d.oneByte()).(goja.String)
	case tagTwoByte:
		return d.twoByte()
	case tagUTF8:
		return d.vm.ToValue(d.utf8()).(goja.String)
	}
	d.fail(errDamaged)
	return d.vm.ToValue("").(goja.String)
}
