package workers

import (
	"sync/atomic"

	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/wire"
)

// objectTarget is an object as one stub reaches it.
type objectTarget struct {
	objects *runtime.Namespace
	id      *ObjectID
	// broken is the error that reset the object, once a call through this stub has failed with one.
	broken atomic.Pointer[RemoteError]
}

func (t *objectTarget) object() *runtime.Object { return t.objects.Object(t.id.id, t.id.name) }

// refused answers the error of a stub whose object was reset, nil as long as it was not.
func (t *objectTarget) refused() error {
	broken := t.broken.Load()
	if broken == nil {
		return nil
	}
	again := *broken
	again.remote = false
	return &again
}

// failed remembers an error that ended the object's life.
func (t *objectTarget) failed(err error) {
	if remote, ok := err.(*RemoteError); ok && remote.reset {
		t.broken.CompareAndSwap(nil, remote)
	}
}

// Fetch calls the object's fetch handler.
func (t *objectTarget) Fetch(req *wire.Request, answer func(*wire.Response, error)) {
	if err := t.refused(); err != nil {
		answer(nil, err)
		return
	}
	measure(req)
	t.object().Deliver(&fetchEvent{request: req, broken: &t.broken, answer: func(res *wire.Response, err error) {
		t.failed(err)
		leaveWith(req, res)
		answer(res, err)
	}})
}

// Call calls a method of the object.
func (t *objectTarget) Call(c *wire.Call) {
	c.Args.Close()
	c.Answer(nil, plainRemote("dodev does not support RPC on stubs yet"))
}
