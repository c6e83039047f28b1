package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// promiseRejectionEventClass implements https://html.spec.whatwg.org/#promiserejectionevent.
var promiseRejectionEventClass = &webidl.Interface[PromiseRejectionEvent]{
	Name:     "PromiseRejectionEvent",
	Inherits: eventClass,
	Fields: []webidl.Field[PromiseRejectionEvent]{
		{Name: "reason", Value: func(e *PromiseRejectionEvent, _ *webidl.Realm) any { return e.reason }},
		{Name: "promise", Value: func(e *PromiseRejectionEvent, _ *webidl.Realm) any { return e.promise }},
	},
}

// PromiseRejectionEvent tells of a promise that was rejected with nobody to catch it, or was caught after all.
type PromiseRejectionEvent struct {
	Event
	promise, reason goja.Value
}

// Super answers the Event part.
func (e *PromiseRejectionEvent) Super() any { return &e.Event }

// DispatchUnhandledRejection tells the script's unhandledrejection listeners of promise. It answers whether
// there are any, since then the rejection is theirs.
func DispatchUnhandledRejection(r *webidl.Realm, promise *goja.Promise) (handled bool) {
	return dispatchRejection(r, "unhandledrejection", promise, promise.Result())
}

// DispatchRejectionHandled tells the script's rejectionhandled listeners that a promise which was reported as
// unhandled is handled now. The event has no reason, as on the platform.
func DispatchRejectionHandled(r *webidl.Realm, promise *goja.Promise) {
	dispatchRejection(r, "rejectionhandled", promise, goja.Undefined())
}

func dispatchRejection(r *webidl.Realm, typ string, promise *goja.Promise, reason goja.Value) bool {
	g, global := Scope(r), r.VM.GlobalObject()
	if !g.Listens(global, typ) {
		return false
	}
	r.Isolate.Caught(reason)
	g.Dispatch(r, global, webidl.Wrap(r, &PromiseRejectionEvent{
		Event: *NewEvent(typ), promise: r.VM.ToValue(promise), reason: orUndefined(reason),
	}))
	return true
}
