package clone

import (
	"slices"

	"github.com/dop251/goja"
)

// buffer reads an ArrayBuffer. The engine has no resizable ones: such a one is read at its size.
func (d *Decoder) buffer(resizable bool) *goja.Object {
	size := d.uint64()
	if resizable && d.uint64() < size {
		return nil
	}
	data := slices.Clone(d.take(size))
	if d.err != nil {
		return nil
	}
	if data == nil { // nil would mean detached
		data = []byte{}
	}
	return d.made(d.vm.ToValue(d.vm.NewArrayBuffer(data)).(*goja.Object))
}

// view reads a window onto a buffer.
func (d *Decoder) view(buffer *goja.Object) goja.Value {
	d.at++
	tag, offset, length := d.byte(), d.uint64(), d.uint64()
	flags := uint32(0)
	if d.version >= 14 {
		flags = d.uint32()
	}
	size, name := uint64(1), "DataView"
	if tag != dataView {
		i := slices.IndexFunc(views, func(v view) bool { return v.tag == tag })
		if tag == float16Array && d.err == nil {
			d.fail(errNoFloat16)
		}
		if i < 0 {
			d.fail(errDamaged)
			return goja.Undefined()
		}
		size, name = uint64(views[i].size), views[i].name
	}
	room := uint64(len(buffer.Export().(goja.ArrayBuffer).Bytes()))
	if flags&viewTracksLength != 0 && offset <= room {
		length = (room - offset) / size * size
	}
	if offset > room || length > room-offset || offset%size != 0 || length%size != 0 {
		d.fail(errDamaged)
		return goja.Undefined()
	}
	o := d.construct(name, buffer, d.vm.ToValue(offset), d.vm.ToValue(length/size))
	if o == nil {
		return goja.Undefined()
	}
	return d.made(o)
}
