package clone

import (
	"bytes"

	"github.com/dop251/goja"
)

// PackList is Pack for an array of these values that no script has seen and that need not be made for it.
func (c *Codec) PackList(values []goja.Value, o Options) (b []byte, carried []any, err error) {
	e := c.encoder(o)
	defer c.release(e)
	if err := c.try(func() error { return e.list(values) }); err != nil {
		return nil, e.carried, err
	}
	return bytes.Clone(e.b), e.carried, nil
}

func (e *Encoder) list(values []goja.Value) error {
	e.assign(nil)
	e.depth++
	e.b = append(e.b, tagDenseArray)
	e.WriteUint32(uint32(len(values)))
	for _, v := range values {
		if err := e.WriteValue(v); err != nil {
			return err
		}
	}
	e.b = append(e.b, tagDenseEnd)
	e.WriteUint32(0)
	e.WriteUint32(uint32(len(values)))
	return nil
}

// UnpackList reads what PackList wrote.
func (c *Codec) UnpackList(b []byte, r Reading) (values []goja.Value, err error) {
	_, err = c.decode(c.decoder(b, r), func(d *Decoder) goja.Value {
		if d.tag() != tagDenseArray {
			d.fail(errDamaged)
			return nil
		}
		length := d.uint64()
		if length > uint64(len(d.b)-d.at) { // a value takes at least a byte
			d.fail(errDamaged)
			return nil
		}
		d.depth++
		d.reserve(false)
		values = make([]goja.Value, length)
		for n := range values {
			values[n] = d.value()
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return values, nil
}
