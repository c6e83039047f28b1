package clone

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// buffer writes an ArrayBuffer's bytes, or its place among the transferred ones.
func (e *Encoder) buffer(o *goja.Object) error {
	if i := slices.Index(e.moved, o); i >= 0 {
		e.b = append(e.b, tagTransferred)
		e.WriteUint32(uint32(i))
		return nil
	}
	b := o.Export().(goja.ArrayBuffer)
	if b.Detached() {
		return errDetached
	}
	switch s := webidl.Stretched(o); {
	case s != nil && s.Shared:
		e.b = append(e.b, tagShared)
		e.WriteUint32(uint32(len(e.shared)))
		e.shared = append(e.shared, o)
		return nil
	case s != nil && s.Most >= 0:
		e.b = append(e.b, tagResizable)
		e.WriteUint32(uint32(len(b.Bytes())))
		e.WriteUint32(uint32(s.Most))
	default:
		e.b = append(e.b, tagBuffer)
		e.WriteUint32(uint32(len(b.Bytes())))
	}
	e.b = append(e.b, b.Bytes()...)
	return nil
}

// view writes a typed array: its buffer first, unless that was written before, then the window.
func (e *Encoder) view(o *goja.Object, tag byte) error {
	in := inside()
	if tag == 'B' && in.viewTag.on(o).String() == "Uint8ClampedArray" {
		tag = 'C'
	}
	return e.window(o, in.viewBuffer.on(o).(*goja.Object), tag, in.viewOffset, in.viewLength)
}

func (e *Encoder) dataView(o, buffer *goja.Object) error {
	return e.window(o, buffer, dataView, inside().dataOffset, inside().dataLength)
}

func (e *Encoder) window(o, buffer *goja.Object, tag byte, offset, length native) error {
	if buffer.Export().(goja.ArrayBuffer).Detached() {
		return errDetached
	}
	if err := e.object(buffer); err != nil {
		return err
	}
	e.assign(o)
	e.b = append(e.b, tagView, tag)
	e.WriteUint32(uint32(offset.on(o).ToInteger()))
	e.WriteUint32(uint32(length.on(o).ToInteger()))
	flags := uint32(0)
	if s := webidl.Stretched(buffer); s != nil && s.Most >= 0 {
		flags |= viewOfResizable
		if s.Tracks(o) {
			flags |= viewTracksLength
		}
	}
	e.WriteUint32(flags)
	return nil
}
