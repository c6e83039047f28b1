package workers

import (
	"context"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/wire"
)

// Fetch has the Worker's default export answer a request. answer is called once, on any goroutine.
func (w *Worker) Fetch(req *wire.Request, answer func(*wire.Response, error)) {
	Service{Worker: w}.Fetch(req, answer)
}

// fetch has an entrypoint answer a request.
func (s *script) fetch(service Service, req *wire.Request, canceled bool, answer func(*wire.Response, error)) {
	q := s.begin(service, req.Caller, func(err error) { answer(nil, err) })
	if canceled && req.Context != nil {
		context.AfterFunc(req.Context, func() { s.iso.Post(q.cancel) })
	}
	if q.trace != nil {
		q.trace.event = &fetchInfo{request: traceRequest(req)}
	}
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
			response, err = jsapi.ResponseOut(s.realm, v, req)
		}
		if err != nil {
			q.fail(s.captureError(err))
			return
		}
		q.settled = true
		hold(s.iso, q.context, response.Body)
		if q.trace != nil {
			q.trace.responded(response)
		}
		answer(response, nil)
		q.context.Answered()
	}
	request := jsapi.NewRequest(s.realm, req, jsapi.RequestOptions{Incoming: true})
	if s.worker.ServiceWorker {
		s.dispatchFetch(request, done)
		return
	}
	q.deliver("fetch", request, done)
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
