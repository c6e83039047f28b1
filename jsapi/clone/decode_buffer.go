package clone

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// buffer reads an ArrayBuffer.
func (d *Decoder) buffer(resizable bool) *goja.Object {
	size, most := d.uint64(), uint64(0)
	if resizable {
		if most = d.uint64(); most < size || most > maxStretch {
			return nil
		}
	}
	data := slices.Clone(d.take(size))
	if d.err != nil {
		return nil
	}
	if data == nil { // nil would mean detached
		data = []byte{}
	}
	o := d.vm.ToValue(d.vm.NewArrayBuffer(data)).(*goja.Object)
	if resizable {
		webidl.Resizable(d.vm, o, int(most))
	}
	return d.made(o)
}

// maxStretch is how long a buffer may become at most.
const maxStretch = 128 << 20

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
	args := []goja.Value{buffer, d.vm.ToValue(offset), d.vm.ToValue(length / size)}
	if flags&viewTracksLength != 0 && webidl.Stretched(buffer) != nil {
		args = args[:2]
	}
	o := d.construct(name, args...)
	if o == nil {
		return goja.Undefined()
	}
	return d.made(o)
}
