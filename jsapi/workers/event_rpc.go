package workers

import (
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/wire"
)

// rpcEvent calls a method of an object, or reads a property.
type rpcEvent struct {
	call *wire.Call
	// target is the stub's.
	target  *objectTarget
	leaving bool // its answer is at the output gate, which decides
	settled bool
}

// Run calls the method and sends what it answers once the output gate lets it out.
func (e *rpcEvent) Run(in *runtime.Instance, done func()) {
	if err := e.target.refused(); err != nil {
		e.call.Args.Close()
		e.Fail(err)
		done()
		return
	}
	o := objectOf(in)
	send := func(a *wire.Answer, err error) {
		e.leaving = true
		in.Release(func(broken error) {
			e.leaving = false
			switch {
			case broken != nil:
				if a != nil {
					a.Close()
				}
				e.Fail(broken)
			default:
				e.settle(a, err)
			}
			done()
		})
	}
	t := receiver{object: o.this, entry: true, id: o.idText()}
	if o.legacy {
		e.call.Args.Close()
		send(nil, o.script.refusal(&t, errLegacy))
		return
	}
	o.script.serve(t, e.call, send)
}

var errLegacy = webidl.TypeError("The receiving Durable Object does not support RPC, because its class was not declared with " +
	"`extends DurableObject`. In order to enable RPC, make sure your class extends the special class `DurableObject`, which can " +
	"be imported from the module \"cloudflare:workers\".")

func (e *rpcEvent) settle(a *wire.Answer, err error) {
	if e.settled {
		if a != nil {
			a.Close()
		}
		return
	}
	e.settled = true
	e.call.Answer(a, err)
}

// Fail answers with the error that reset the object. What the call brought goes with it.
func (e *rpcEvent) Fail(err error) {
	if e.leaving {
		return
	}
	e.call.Args.Close()
	remote := *asRemote(err)
	remote.remote = false
	e.settle(nil, &remote)
}
