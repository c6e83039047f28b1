package workers

import (
	"time"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
)

// dispatchFetch gives a request to the listeners of a script in service-worker syntax.
func (s *script) dispatchFetch(request *goja.Object, done func(goja.Value, error)) {
	event := &jsapi.FetchEvent{
		ExtendableEvent: jsapi.ExtendableEvent{Event: *jsapi.NewEvent("fetch"), WaitUntil: s.waitUntil},
		Request:         request,
	}
	event.RespondWith = func(response goja.Value) {
		s.realm.Then(response,
			func(v goja.Value) { done(v, nil) },
			func(v goja.Value) { done(nil, webidl.Throw(v)) })
	}
	failed := s.dispatch(webidl.Wrap(s.realm, event))
	event.Over = true
	switch {
	case event.Responded():
	case failed != nil:
		done(nil, failed)
	default:
		done(nil, webidl.PlainError("No event handler was registered or responded: call event.respondWith() in a fetch listener."))
	}
}

// dispatchScheduled gives a cron trigger to the listeners of a script in service-worker syntax.
func (s *script) dispatchScheduled(cron string, at time.Time, noRetry func(), done func(goja.Value, error)) {
	event := &jsapi.ScheduledEvent{
		ExtendableEvent: jsapi.ExtendableEvent{Event: *jsapi.NewEvent("scheduled"), WaitUntil: s.waitUntil},
		Time:            float64(at.UnixMilli()), Cron: cron, NoRetry: noRetry,
	}
	done(goja.Undefined(), s.dispatch(webidl.Wrap(s.realm, event)))
}

// dispatch delivers an event to the global scope and answers the exception of the listener that failed.
func (s *script) dispatch(event *goja.Object) error {
	return jsapi.Scope(s.realm).Deliver(s.realm, s.iso.VM.GlobalObject(), event)
}
