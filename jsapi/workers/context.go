package workers

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

func never(compat.Flags) bool { return false }

// executionContext is the ctx of a stateless handler.
type executionContext struct{ request *request }

var executionContextClass = &webidl.Interface[executionContext]{
	Name: "ExecutionContext",
	Operations: []webidl.Operation[executionContext]{
		{Name: "waitUntil", Run: (*executionContext).waitUntil},
		{Name: "passThroughOnException", Run: func(*executionContext, *webidl.Call) (any, error) { return nil, nil }},
		{Name: "abort", Run: (*executionContext).abort},
	},
	If: never,
}

var contextMembers = []*member{
	{"tracing", func(s *script, _ *goja.Object) goja.Value { return newTracing(s) }},
	{"access", notThere}, {"cache", notThere},
	{"props", func(s *script, this *goja.Object) goja.Value {
		return webidl.As[executionContext](this).request.service.Props.value(s)
	}},
}

// notThere makes a member that only production has.
func notThere(*script, *goja.Object) goja.Value { return goja.Undefined() }

// executionContext answers the ctx of the request, made at first need.
func (q *request) executionContext() *goja.Object {
	if q.ctx == nil {
		s := q.script
		q.ctx = webidl.Wrap(s.realm, &executionContext{q})
		s.lazy(q.ctx, contextMembers...)
		if s.realm.Flags.Has(compat.EnableCtxExports) {
			s.lazy(q.ctx, moduleExports)
		}
	}
	return q.ctx
}

// waitUntil keeps the request's context open until the promise settles.
func (e *executionContext) waitUntil(c *webidl.Call) (any, error) {
	e.request.script.waitUntil(c.Need(0, "Promise"))
	return nil, nil
}

// waitUntil keeps the running context from ending until v settles; a rejection is reported.
func (s *script) waitUntil(v goja.Value) {
	scope := s.iso.Scope()
	release := task(scope.Context)
	s.realm.Then(v,
		func(goja.Value) { release() },
		func(reason goja.Value) {
			s.iso.ReportUncaught(scope, s.capture(reason))
			release()
		})
}

// abort fails the request with a reason and ends it.
func (e *executionContext) abort(c *webidl.Call) (any, error) {
	q := e.request
	reason := c.Arg(0)
	if goja.IsUndefined(reason) {
		reason = c.Realm.NewError("Error", "The execution context was aborted")
	}
	q.fail(q.script.capture(reason))
	return nil, nil
}
