package ecma

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// tracks answers whether the arguments of a view's constructor leave its length to the buffer.
func tracks(args []goja.Value) bool { return len(args) < 3 || goja.IsUndefined(args[2]) }

// whole answers the arguments for a view that is as long as its buffer: the engine asks for a length that divides the
// buffer's, which one that changes its size need not have.
func (r *realm) whole(s *webidl.Stretch, args []goja.Value, size int) goja.Value {
	if s.Most < 0 || !tracks(args) {
		return nil
	}
	offset := 0
	if len(args) > 1 {
		offset = int(webidl.ToInteger(r.Number(args[1])))
	}
	b, _ := webidl.Buffer(args[0])
	if offset < 0 || offset%size != 0 || offset > len(b.Bytes()) {
		return nil // the engine complains
	}
	return r.VM.NewArray(args[0], offset, (len(b.Bytes())-offset)/size, true)
}

// watch has the views of buffers that change their size follow it. Scripts that never name such have none.
func (r *realm) watch(size int) func(made *goja.Object, args []goja.Value) {
	if !r.Isolate.Mentions("maxByteLength") {
		return nil
	}
	return func(made *goja.Object, args []goja.Value) {
		if len(args) == 0 {
			return
		}
		s := webidl.Stretched(args[0])
		if s == nil || s.Most < 0 {
			return
		}
		offset := 0
		if len(args) > 1 && !goja.IsUndefined(args[1]) {
			offset = int(args[1].ToInteger())
		}
		follows := len(args) > 3 || tracks(args) // see whole
		length := 0
		if !follows {
			length = int(args[2].ToInteger()) * size
		}
		s.Watch(made, offset, length, follows)
	}
}

// dataViewPatch gives DataView the types that came later, and views of buffers that change their size.
func dataViewPatch(r *realm, v goja.Value) goja.Value {
	r.complete(prototype(v), r.piece("data_view", r.piece("math").Get("f16round")))
	after := r.watch(1)
	if after == nil {
		return v
	}
	return r.limited("DataView", v.(*goja.Object), 1, func([]goja.Value) goja.Value { return nil }, after)
}
