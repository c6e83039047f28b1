package workers

import (
	"errors"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/wire"
)

// errHung is why a request ends whose answer nothing under way can bring about.
var errHung = plainRemote("The Workers runtime canceled this request because it detected that your Worker's code had hung " +
	"and would never generate a response. Refer to: https://developers.cloudflare.com/workers/observability/errors/")

// request is one request of a stateless handler, from its arrival until nothing of it is under way.
type request struct {
	script  *script
	context *isolate.Context
	settled bool
	settle  func(error) // fails the request
	ctx     *goja.Object
}

// begin opens the context of a request. settle is called, once, if the request ends without an answer.
func (s *script) begin(settle func(error)) *request {
	q := &request{script: s, settle: settle}
	q.context = s.iso.NewContext(isolate.Context{OnQuiet: q.quiet, OnEnd: q.ended})
	return q
}

func (q *request) scope() *isolate.Scope { return &isolate.Scope{Context: q.context} }

// quiet hears that nothing is under way: an answered request is over, another one hangs.
func (q *request) quiet() {
	if !q.settled {
		q.fail(errHung)
		return
	}
	q.context.End(nil)
}

func (q *request) ended(why error) {
	if why != isolate.ErrEnded {
		q.fail(asUncaught(why))
	}
}

// asUncaught answers why a request failed whose isolate was condemned.
func asUncaught(why error) error {
	var remote *RemoteError
	if errors.As(why, &remote) {
		return remote
	}
	return engineFailure(why)
}

func (q *request) fail(err error) {
	if q.settled {
		return
	}
	q.settled = true
	q.settle(err)
	q.context.End(nil)
}

// Fetch has the Worker's default export answer a request. answer is called once, on any goroutine.
func (w *Worker) Fetch(req *wire.Request, answer func(*wire.Response, error)) {
	w.post(func(s *script) { s.fetch(req, answer) }, func(err error) { answer(nil, err) })
}

func (s *script) fetch(req *wire.Request, answer func(*wire.Response, error)) {
	q := s.begin(func(err error) { answer(nil, err) })
	s.iso.Enter(q.scope(), func() {
		s.callFetch(q, req, answer)
		s.iso.AfterTurn(q.context.OnQuietOnce)
	})
}

func (s *script) callFetch(q *request, req *wire.Request, answer func(*wire.Response, error)) {
	done := func(v goja.Value, err error) {
		if q.settled {
			return
		}
		var response *wire.Response
		if err == nil {
			response, err = jsapi.ResponseOut(s.realm, v)
		}
		if err != nil {
			q.fail(s.captureError(err))
			return
		}
		q.settled = true
		hold(s.iso, q.context, response.Body)
		answer(response, nil)
		s.iso.AfterTurn(q.context.OnQuietOnce)
	}
	request := jsapi.NewRequest(s.realm, req, jsapi.RequestOptions{Incoming: true})
	if s.worker.ServiceWorker {
		s.dispatchFetch(request, done)
		return
	}
	this, f, args, err := s.entrypoint(q, "fetch", request)
	if err != nil {
		done(nil, err)
		return
	}
	if f == nil {
		done(nil, webidl.PlainError("Handler does not export a fetch() function."))
		return
	}
	s.run(this, f, args, done)
}

// run calls a handler and done, on the loop, with what it answered once that settled.
func (s *script) run(this goja.Value, f goja.Callable, args []goja.Value, done func(goja.Value, error)) {
	v, err := f(this, args...)
	if err != nil {
		done(nil, s.iso.Check(err))
		return
	}
	s.realm.Then(v,
		func(v goja.Value) { done(v, nil) },
		func(v goja.Value) { done(nil, webidl.Throw(v)) })
}

// entrypoint answers how to call a handler of the default export with an event: of an object with
// (event, env, ctx), of a class on a new instance with the event alone.
func (s *script) entrypoint(q *request, name string, event goja.Value) (this goja.Value, f goja.Callable, args []goja.Value, err error) {
	def, _ := s.entry.Get("default").(*goja.Object)
	if def == nil {
		return nil, nil, nil, nil
	}
	ctx := q.executionContext()
	if _, class := goja.AssertFunction(def); class {
		o, err := s.iso.VM.New(def, ctx, s.env)
		if err != nil {
			return nil, nil, nil, s.iso.Check(err)
		}
		f, _ := goja.AssertFunction(o.Get(name))
		return o, f, []goja.Value{event}, nil
	}
	f, _ = goja.AssertFunction(def.Get(name))
	return def, f, []goja.Value{event, s.env, ctx}, nil
}

func firstLine(s string) string {
	for n := range len(s) {
		if s[n] == '\n' {
			return s[:n]
		}
	}
	return s
}
