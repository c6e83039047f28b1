package workers

import (
	"reflect"
	"sync/atomic"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/wire"
)

// export is an RpcTarget, a function or an object of one context that others may call, as a Capability. What a call
// of an entrypoint has answered keeps the call's context open for as long as it is held. When the context ends, calls fail.
type export struct {
	receiver receiver
	script   *script
	scope    *isolate.Scope
	refs     atomic.Int64
	release  func() // of the context
	// dispose is the disposer to call, and given are the stubs to dispose of, when nobody holds it any more.
	dispose goja.Callable
	given   []*rpcStub
}

// export answers a Capability for o, with one reference. Its disposer runs when the last is gone. result says that
// it goes out with the result of a call.
func (s *script) export(o *goja.Object, own, result bool) *export {
	x := s.exportBare(s.iso.Scope(), o, own, result)
	x.dispose, _ = goja.AssertFunction(o.GetSymbol(s.realm.DisposeSymbol()))
	return x
}

// exportBare is export for what is not to be disposed of. The code of the scope that it belongs to may not be running.
func (s *script) exportBare(scope *isolate.Scope, o *goja.Object, own, result bool) *export {
	x := &export{receiver: receiver{object: o, own: own, id: objectID(scope.Context)}, script: s, scope: scope}
	if result && scope.Context.Native[sessionKey{}] != nil {
		x.release = scope.Context.Keep()
	} else {
		x.release = scope.Context.Hold()
	}
	x.refs.Store(1)
	return x
}

// objectID answers the id of the object that a context belongs to, "" for a request's.
func objectID(c *isolate.Context) string {
	if in, ok := c.Boundary.(*runtime.Instance); ok {
		return objectOf(in).idText()
	}
	return ""
}

// exportable answers whether o may be wrapped as a stub, and whether its own members are what is called then.
func (s *script) exportable(o *goja.Object) (own, ok bool) {
	p := o.Prototype()
	if p == s.objectPrototype() {
		return true, true
	}
	target := webidl.Prototype[rpcTarget](s.realm)
	for ; p != nil; p = p.Prototype() {
		if p == target {
			return false, true
		}
	}
	_, function := goja.AssertFunction(o)
	return true, function && !remoteMember(o)
}

// remoteMember answers whether o can be called only because it stands for a member elsewhere.
func remoteMember(o *goja.Object) bool {
	return webidl.As[rpcProperty](o) != nil || webidl.As[rpcPromise](o) != nil
}

func (s *script) objectPrototype() *goja.Object {
	return s.realm.Intrinsic("Object").Get("prototype").(*goja.Object)
}

var proxyType = reflect.TypeFor[goja.Proxy]()

func isProxy(o *goja.Object) bool { return o.ExportType() == proxyType }

// Call calls a member, in the context that it belongs to.
func (x *export) Call(c *wire.Call) {
	x.refs.Add(1)
	if !x.script.iso.Post(func() { x.admit(c) }) {
		c.Args.Close()
		c.Answer(nil, errGone)
	}
}

// errGone is why a call fails whose receiver is no more.
var errGone = plainRemote("The execution context which hosts this callback is no longer running.")

// admit lets a call in, as a turn of the context, or fails it when that ends first.
func (x *export) admit(c *wire.Call) {
	at := x.scope.Context
	settled := false
	answer := func(a *wire.Answer, err error) {
		if settled {
			if a != nil {
				a.Close()
			}
			return
		}
		settled = true
		c.Answer(a, err)
	}
	if at.Ended() != nil {
		c.Args.Close()
		answer(nil, errGone)
		return
	}
	forget := at.AtEnd(func(why error) { answer(nil, x.ended(why)) })
	release := at.Hold()
	at.Boundary.Admit(x.scope, func(err error) {
		if err != nil || at.Ended() != nil {
			c.Args.Close()
			return
		}
		x.script.iso.Enter(x.scope, func() {
			x.script.serve(x.receiver, c, func(a *wire.Answer, err error) {
				at.Boundary.Release(func(broken error) {
					if broken != nil {
						err = broken
					}
					if err != nil && a != nil {
						a.Close()
						a = nil
					}
					answer(a, err)
					forget()
					release()
					x.Release()
				})
			})
		})
	})
}

// ended answers why a call fails during which the context has ended.
func (x *export) ended(why error) error {
	if why == isolate.ErrEnded {
		return errGone
	}
	remote := *asRemote(why)
	remote.remote, remote.objectID = true, x.receiver.id
	return &remote
}

// Dup answers one more reference.
func (x *export) Dup() wire.Capability {
	x.refs.Add(1)
	return x
}

// Release gives up a reference.
func (x *export) Release() {
	if x.refs.Add(-1) == 0 {
		x.script.iso.Post(x.drop)
	}
}

// drop runs the disposer and lets the context go.
func (x *export) drop() {
	at := x.scope.Context
	if at.Ended() != nil {
		return
	}
	if x.dispose == nil && len(x.given) == 0 {
		x.release()
		return
	}
	at.Boundary.Admit(x.scope, func(err error) {
		if err != nil || at.Ended() != nil {
			return
		}
		x.script.iso.Enter(x.scope, func() {
			for _, t := range x.given {
				t.dispose()
			}
			if x.dispose != nil {
				if _, err := x.dispose(x.receiver.object); err != nil {
					x.script.iso.ReportUncaught(x.scope, x.script.captureError(x.script.iso.Check(err)))
				}
			}
			x.release()
		})
	})
}
