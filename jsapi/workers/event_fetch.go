package workers

import (
	"errors"
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/wire"
)

// fetchEvent calls an object's fetch(request). answer is called once, on any goroutine.
type fetchEvent struct {
	request *wire.Request
	answer  func(*wire.Response, error)
	// target is the stub's, nil if there is none.
	target  *objectTarget
	leaving bool // its answer is at the output gate, which decides
	settled bool
}

// Run calls the handler and sends what it answers once the output gate lets it out.
func (e *fetchEvent) Run(in *runtime.Instance, done func()) {
	if e.target != nil {
		if err := e.target.refused(); err != nil {
			e.Fail(err)
			done()
			return
		}
	}
	o := objectOf(in)
	s := o.script
	request := jsapi.NewRequest(s.realm, e.request, jsapi.RequestOptions{})
	o.call("fetch", func(v goja.Value, err error) {
		var response *wire.Response
		if err == nil {
			response, err = jsapi.ResponseOut(s.realm, v, e.request)
		}
		var failure *RemoteError
		if err != nil {
			failure = s.captureError(err)
			failure.remote = true
		}
		if response != nil {
			hold(in.Isolate, in.Context, response.Body)
		}
		e.leaving = true
		in.Release(func(broken error) {
			e.leaving = false
			switch {
			case broken != nil:
				e.Fail(broken)
			case failure != nil:
				e.settle(nil, failure)
			default:
				e.settle(response, nil)
			}
			done()
		})
	}, request, goja.Undefined(), goja.Undefined())
}

func (e *fetchEvent) settle(r *wire.Response, err error) {
	if e.settled {
		return
	}
	e.settled = true
	e.answer(r, err)
}

// Fail answers with the error that reset the object, or that there is no Worker to have it.
func (e *fetchEvent) Fail(err error) {
	if e.leaving {
		return
	}
	if absent := (*AbsentError)(nil); errors.As(err, &absent) {
		e.settle(absent.response(), nil)
		return
	}
	remote := *asRemote(err)
	remote.remote = !remote.near
	e.settle(nil, &remote)
}
