package workers

import (
	"errors"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime/isolate"
)

// errHung is why a request ends whose answer nothing under way can bring about.
var errHung = plainRemote("The Workers runtime canceled this request because it detected that your Worker's code had hung " +
	"and would never generate a response. Refer to: https://developers.cloudflare.com/workers/observability/errors/")

// request is one event of a stateless entrypoint, from its arrival until nothing of it is under way.
type request struct {
	script  *script
	service Service // the entrypoint, as the caller named it
	context *isolate.Context
	settled bool
	settle  func(error) // fails the request
	over    func()      // hears of the end of a request that drains; may be nil
	ctx     *goja.Object
	trace   *trace // nil if nobody wants to know
}

// begin opens the context of an event. caller is the context that waits for its answer, if there is one; settle is
// called, once, if it ends without.
func (s *script) begin(service Service, caller any, settle func(error)) *request {
	q := &request{script: s, service: service, settle: settle}
	q.context = s.iso.NewContext(isolate.Context{OnQuiet: q.quiet, OnDrain: q.drain, OnEnd: q.ended})
	q.context.Caller, _ = caller.(*isolate.Context)
	if len(s.worker.Tails) > 0 {
		q.trace = newTrace(s.iso, "stateless", service.Entrypoint)
		q.context.OnUncaught = func(err error, _ bool) {
			failure := s.captureError(err)
			if q.trace != nil {
				q.trace.throw(failure)
			}
			s.iso.Observer.Uncaught(observe.Uncaught{Stack: failure.Stack})
		}
	}
	return q
}

// judged begins an event whose sender is only told, once, whether it failed: its handler, or anything that was given to
// waitUntil. What failed is reported. The handler that has returned calls over.
func (s *script) judged(service Service, caller any, answer func(error)) (q *request, over func()) {
	told := false
	tell := func(err error) {
		if !told {
			told = true
			answer(err)
		}
	}
	q = s.begin(service, caller, func(err error) {
		s.iso.Observer.Uncaught(observe.Uncaught{Stack: asUncaught(err).Stack})
		tell(err)
	})
	q.failing(tell)
	return q, func() { q.context.AtEnd(func(error) { tell(nil) }) }
}

// failing has f called with each exception, reported as ever, by which the event fails though its handler returned.
func (q *request) failing(f func(error)) {
	report := q.context.OnUncaught
	if report == nil {
		report = func(err error, _ bool) {
			q.script.iso.Observer.Uncaught(observe.Uncaught{Stack: q.script.iso.DescribeError(err)})
		}
	}
	q.context.OnUncaught = func(err error, fails bool) {
		report(err, fails)
		if fails {
			f(q.script.captureError(err))
		}
	}
}

func (q *request) scope() *isolate.Scope {
	scope := &isolate.Scope{Context: q.context}
	if q.trace != nil {
		scope.Trace = q.trace
	}
	return scope
}

// quiet hears that nothing is under way: an answered request is over, another one hangs.
func (q *request) quiet() {
	if !q.settled {
		q.fail(errHung)
		return
	}
	q.context.End(nil)
}

// drain bounds what waitUntil was given, once nothing else keeps an answered request open.
func (q *request) drain() {
	limit := q.script.worker.Limits.WaitUntil
	if limit == 0 {
		return
	}
	iso := q.script.iso
	timer := iso.Host.AfterFunc(limit, func() {
		iso.Post(func() {
			if q.context.Ended() == nil {
				iso.Observer.Warn(waitUntilOver)
				q.context.End(nil)
			}
		})
	})
	q.over = func() { timer.Stop() }
}

const waitUntilOver = "waitUntil() tasks did not complete within the allowed time after invocation end and have been " +
	"cancelled. See: https://developers.cloudflare.com/workers/runtime-apis/context/#waituntil"

func (q *request) ended(why error) {
	if q.over != nil {
		q.over()
	}
	if why != isolate.ErrEnded {
		q.fail(asUncaught(why))
	}
	if q.trace != nil {
		q.script.worker.tell(q.trace)
	}
}

// asUncaught answers why a request failed whose isolate was condemned.
func asUncaught(why error) *RemoteError {
	var remote *RemoteError
	if errors.As(why, &remote) {
		return remote
	}
	return engineFailure(why)
}

// cancel hears that nobody waits for the answer any more. The request's signal says so, and what is under way ends, unless
// waitUntil was given it.
func (q *request) cancel() {
	if !q.settled {
		q.context.Left()
	}
	if !q.settled {
		q.settled = true
		q.settle(errCanceled)
		q.context.Answered()
	}
}

// errCanceled is why whatever else waits for the answer of a canceled request gets none.
var errCanceled = plainRemote("The execution context responding to this call was canceled.")

// returned answers what hears of the end of a handler whose value does not matter. answer tells whoever waits that it went well.
func (q *request) returned(answer func()) func(goja.Value, error) {
	return func(_ goja.Value, err error) {
		switch {
		case q.settled:
		case err != nil:
			q.fail(q.script.captureError(err))
		default:
			q.settled = true
			answer()
			q.context.Answered()
		}
	}
}

func (q *request) fail(err error) {
	if q.settled {
		return
	}
	q.settled = true
	if q.trace != nil {
		q.trace.fail(asUncaught(err))
	}
	q.settle(err)
	q.context.End(nil)
}
