package workers

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/wire"
)

// rpcPromise is an RpcPromise: the result of a call, to be awaited or to be called at once.
type rpcPromise struct {
	script *script
	owner  *isolate.Context
	// inner is what then and its like are methods of. There is none for as long as only awaits ask, which are
	// waiting; most promises are awaited once.
	inner   *webidl.Deferred
	waiting []awaiting
	settled bool
	outcome goja.Value // once settled: result, or why it failed
	failed  bool
	// pipeline takes the calls that are made before the result arrives; nil once it has.
	pipeline *wire.Pipeline
	result   goja.Value   // nil until it has arrived
	arrived  *wire.Answer // that waits for the boundary to let it in
	disposed bool
	forget   func() // of what is given up at the context's end
}

var rpcPromiseClass = &webidl.Interface[rpcPromise]{
	Name: "RpcPromise",
	Tag:  "JsRpcPromise",
	Operations: []webidl.Operation[rpcPromise]{
		{Name: "then", Run: (*rpcPromise).then, Job: (*rpcPromise).await},
		{Name: "catch", Run: (*rpcPromise).catch},
		{Name: "finally", Run: (*rpcPromise).finally},
	},
	Dispose: func(p *rpcPromise, c *webidl.Call) (any, error) { return nil, p.dispose() },
	Call:    func(p *rpcPromise, c *webidl.Call) (any, error) { return of(c.Realm).callRemote(p, "", c.Args), nil },
	Wildcard: func(p *rpcPromise, r *webidl.Realm, _ *goja.Object, name string) goja.Value {
		return webidl.Wrap(r, &rpcProperty{p, name, 0})
	},
	Inspect: noProperties[rpcPromise],
	If:      never,
}

// callRemote calls a member and answers the RpcPromise of its result.
func (s *script) callRemote(p provider, name string, args []goja.Value) *goja.Object {
	return webidl.Wrap(s.realm, s.send(p, name, args, false))
}

// send sends a call of a member of p, or of p itself if name is empty, once the output gate lets it out. What
// fails at once rejects the promise.
func (s *script) send(p provider, name string, args []goja.Value, get bool) *rpcPromise {
	pipeline := wire.NewPipeline()
	at := s.iso.Scope().Context
	q := &rpcPromise{script: s, owner: at, pipeline: pipeline, forget: func() {}}
	call := &wire.Call{Get: get, Caller: at}
	to, err := q.address(call, p, name)
	if err == nil && len(args) > 0 {
		call.Args, err = s.packArguments(args)
	}
	if err != nil {
		pipeline.Fail(err)
		q.reject(err)
		return q
	}
	q.forget = at.AtEnd(func(error) {
		call.Cancel()
		q.drop()
	})
	op := s.iso.Begin()
	call.Answer = func(a *wire.Answer, err error) {
		if err != nil {
			pipeline.Fail(err)
		} else {
			pipeline.Resolve(a.Target)
		}
		if !s.iso.Post(func() { q.deliver(op, a, err) }) && a != nil {
			a.Payload.Close()
		}
	}
	at.Boundary.Release(func(err error) {
		if err != nil {
			call.Args.Close()
			call.Answer(nil, err)
			return
		}
		to.Call(call)
	})
	return q
}

// address finds where the call goes to.
func (q *rpcPromise) address(call *wire.Call, p provider, name string) (callee, error) {
	if q.owner.Global {
		return nil, webidl.PlainError("%s", globalScope)
	}
	to, path, err := p.begin(q.script, nil)
	if name != "" {
		path = append(path, name)
	}
	call.Path = path
	return to, err
}

// deliver brings the answer in, or drops it if the context ends before it may enter.
func (q *rpcPromise) deliver(op *isolate.Op, a *wire.Answer, err error) {
	if q.arrived = a; q.owner.Ended() != nil {
		q.drop()
	}
	op.DeliverHere(func() {
		q.arrived = nil
		q.forget()
		q.settle(a, err)
	})
}

// drop gives up what may have come of the call.
func (q *rpcPromise) drop() {
	q.release()
	if q.arrived != nil {
		q.arrived.Payload.Close()
		q.arrived = nil
	}
}

// settle makes the result of an answer, within a turn.
func (q *rpcPromise) settle(a *wire.Answer, err error) {
	var v goja.Value
	var stubs *group
	if err == nil {
		v, stubs, err = q.script.unpack(&a.Payload)
	}
	if err != nil {
		q.fail(err)
		return
	}
	o, isObject := v.(*goja.Object)
	switch {
	case !isObject:
	case webidl.As[rpcStub](o) != nil: // its own dispose is enough
	default:
		if a.Disposer && !q.disposed {
			stubs.held, q.pipeline = q.pipeline, nil
			stubs.forget = q.owner.AtEnd(func(error) { stubs.release() })
		}
		_ = o.DefineDataPropertySymbol(q.script.realm.DisposeSymbol(), q.script.disposer(stubs), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
	}
	if q.disposed {
		disposeOf(q.script, v)
	} else {
		q.result = v
	}
	q.release()
	q.resolve(v)
}

// fail rejects the promise and what is sent on to the result.
func (q *rpcPromise) fail(err error) {
	if q.pipeline != nil {
		q.release()
		q.pipeline = wire.NewPipeline()
		q.pipeline.Fail(err)
	}
	q.reject(err)
}

// disposal is the only way to a group, in the hands of script.
type disposal struct{ stubs *group }

func (s *script) disposer(stubs *group) goja.Value {
	d := &disposal{stubs}
	if stubs.held != nil {
		miss(s, d, stubs, lostResult, (*group).isHeld)
	}
	return s.realm.Function("", func(goja.FunctionCall) goja.Value {
		d.stubs.dispose()
		return goja.Undefined()
	})
}

// release gives up what calls on the result go to.
func (q *rpcPromise) release() {
	if q.pipeline != nil {
		q.pipeline.Release()
		q.pipeline = nil
	}
}

// begin answers what stands for the result. One that has arrived is called like a remote one all the same, so
// that what comes of it is a copy with stubs of its own.
func (q *rpcPromise) begin(s *script, path []string) (callee, []string, error) {
	if q.disposed {
		return nil, nil, webidl.PlainError("RPC promise used after being disposed.")
	}
	kind := "JsRpcPromise"
	if q.result == nil {
		kind = "Pipeline"
	}
	if err := foreign(s.iso.Scope().Context, q.owner, kind); err != nil {
		return nil, nil, err
	}
	if q.result == nil {
		return q.pipeline, path, nil
	}
	o, ok := q.result.(*goja.Object)
	if !ok {
		return nil, nil, webidl.TypeError("Can't pipeline on RPC that did not return an object.")
	}
	if t := webidl.As[rpcStub](o); t != nil {
		return t.begin(s, path)
	}
	return &loopback{s, s.iso.Scope(), o}, path, nil
}

// loopback is a result that has arrived, exported for one call.
type loopback struct {
	script *script
	scope  *isolate.Scope
	object *goja.Object
}

// Call calls a member.
func (l *loopback) Call(c *wire.Call) {
	x := l.script.exportBare(l.scope, l.object, true, false)
	x.Call(c)
	x.Release()
}

// dispose disposes of the result, when it arrives if it has not yet.
func (q *rpcPromise) dispose() error {
	if q.disposed {
		return nil
	}
	q.disposed = true
	v := q.result
	q.result = nil
	if v == nil {
		q.release()
		return nil
	}
	return disposeOf(q.script, v)
}

// disposeOf calls the disposer of v, if it has one.
func disposeOf(s *script, v goja.Value) error {
	o, ok := v.(*goja.Object)
	if !ok {
		return nil
	}
	f, ok := goja.AssertFunction(o.GetSymbol(s.realm.DisposeSymbol()))
	if !ok {
		return nil
	}
	_, err := f(o)
	return s.iso.Check(err)
}
