package workers

import (
	"sync/atomic"

	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/wire"
)

// objectTarget is an object as one stub reaches it. A reset of the object breaks the stub, if it has been used,
// for good.
type objectTarget struct {
	objects *runtime.Namespace
	id      *ObjectID
	bond    atomic.Pointer[bond]
	// broken is the error that reset the object, once the stub has heard of it.
	broken atomic.Pointer[RemoteError]
}

// bond is the lives of an object that a stub has to do with: those since its first use.
type bond struct {
	object *runtime.Object
	resets int
}

// object answers the object, for a first or further use, or why the stub is of no use any more.
func (t *objectTarget) object() (*runtime.Object, error) {
	if err := t.refused(); err != nil {
		return nil, err
	}
	o := t.objects.Object(t.id.id, t.id.name)
	if b := t.bond.Load(); b == nil || b.object != o {
		resets, _ := o.Resets()
		t.bond.Store(&bond{o, resets})
	}
	return o, nil
}

// refused answers the error of a stub whose object was reset, nil as long as it was not.
func (t *objectTarget) refused() error {
	if b := t.bond.Load(); b != nil {
		if resets, last := b.object.Resets(); resets != b.resets {
			t.broken.CompareAndSwap(nil, asRemote(last))
		}
	}
	broken := t.broken.Load()
	if broken == nil {
		return nil
	}
	again := *broken
	again.remote = false
	return &again
}

// Fetch calls the object's fetch handler.
func (t *objectTarget) Fetch(req *wire.Request, answer func(*wire.Response, error)) {
	o, err := t.object()
	if err != nil {
		answer(nil, err)
		return
	}
	measure(req)
	o.Deliver(&fetchEvent{request: req, target: t, answer: func(res *wire.Response, err error) {
		leaveWith(req, res)
		answer(res, err)
	}})
}

// Call calls a method of the object.
func (t *objectTarget) Call(c *wire.Call) {
	o, err := t.object()
	if err != nil {
		c.Args.Close()
		c.Answer(nil, err)
		return
	}
	o.Deliver(&rpcEvent{call: c, target: t})
}

// Connect brings the object a connection.
func (t *objectTarget) Connect(c *wire.Connection) {
	o, err := t.object()
	if err != nil {
		c.Refuse(err)
		return
	}
	o.Deliver(&connectEvent{connection: c, target: t})
}
