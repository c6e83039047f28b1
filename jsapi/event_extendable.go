package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// extendableEventClass implements https://w3c.github.io/ServiceWorker/#extendableevent.
var extendableEventClass = &webidl.Interface[ExtendableEvent]{
	Name:     "ExtendableEvent",
	Inherits: eventClass,
	Operations: []webidl.Operation[ExtendableEvent]{
		{Name: "waitUntil", Run: func(e *ExtendableEvent, c *webidl.Call) (any, error) {
			promise := c.Need(0, "Promise")
			if e.WaitUntil != nil {
				e.WaitUntil(promise)
			}
			return nil, nil
		}},
	},
}

// ExtendableEvent is an event that work may outlive. Whoever dispatches it sets the callbacks of its kind.
type ExtendableEvent struct {
	Event
	// WaitUntil is told of a value, a promise or not, that the event's context has to wait for.
	WaitUntil func(promise goja.Value)
}

// Super answers the Event part.
func (e *ExtendableEvent) Super() any { return &e.Event }

// fetchEventClass implements https://w3c.github.io/ServiceWorker/#fetchevent.
var fetchEventClass = &webidl.Interface[FetchEvent]{
	Name:     "FetchEvent",
	Inherits: extendableEventClass,
	Fields: []webidl.Field[FetchEvent]{
		{Name: "request", Value: func(e *FetchEvent, _ *webidl.Realm) any { return orUndefined(e.Request) }},
		{Name: "actorState", Value: func(*FetchEvent, *webidl.Realm) any { return nil }},
	},
	Operations: []webidl.Operation[FetchEvent]{
		{Name: "respondWith", Run: (*FetchEvent).respondWith},
		{Name: "passThroughOnException", Run: func(e *FetchEvent, _ *webidl.Call) (any, error) {
			if e.PassThrough != nil {
				e.PassThrough()
			}
			return nil, nil
		}},
	},
}

// FetchEvent is a request to a Worker in service-worker syntax.
type FetchEvent struct {
	ExtendableEvent
	Request goja.Value
	// RespondWith is told of the response, or the promise for it, once.
	RespondWith func(response goja.Value)
	// PassThrough is told that exceptions should fall back to the origin.
	PassThrough func()
	// Over says that the listeners have returned and it is too late to respond.
	Over bool

	responded bool
}

// Super answers the ExtendableEvent part.
func (e *FetchEvent) Super() any { return &e.ExtendableEvent }

// Responded answers whether respondWith was called.
func (e *FetchEvent) Responded() bool { return e.responded }

// respondWith also keeps the listeners after the one that responded from being called.
func (e *FetchEvent) respondWith(c *webidl.Call) (any, error) {
	response := c.Need(0, "Promise")
	switch {
	case !answers(response):
		return nil, c.Bad(0, "Promise")
	case e.Over:
		return nil, webidl.NewDOMException("InvalidStateError",
			"Too late to call FetchEvent.respondWith(). It must be called synchronously in the event handler.")
	case e.responded:
		return nil, webidl.NewDOMException("InvalidStateError",
			"FetchEvent.respondWith() has already been called; it can only be called once.")
	}
	e.responded, e.halted = true, true
	if e.RespondWith != nil {
		e.RespondWith(response)
	}
	return nil, nil
}

// answers says whether v is a response, or may become one.
func answers(v goja.Value) bool {
	if webidl.As[Response](v) != nil {
		return true
	}
	o, ok := v.(*goja.Object)
	if !ok {
		return false
	}
	_, ok = goja.AssertFunction(o.Get("then"))
	return ok
}

// scheduledEventClass is the event of a cron trigger in service-worker syntax.
var scheduledEventClass = &webidl.Interface[ScheduledEvent]{
	Name:     "ScheduledEvent",
	Inherits: extendableEventClass,
	Fields: []webidl.Field[ScheduledEvent]{
		{Name: "scheduledTime", Value: func(e *ScheduledEvent, _ *webidl.Realm) any { return e.Time }},
		{Name: "cron", Value: func(e *ScheduledEvent, _ *webidl.Realm) any { return e.Cron }},
	},
	Operations: []webidl.Operation[ScheduledEvent]{
		{Name: "noRetry", Run: func(e *ScheduledEvent, _ *webidl.Call) (any, error) {
			if e.NoRetry != nil {
				e.NoRetry()
			}
			return nil, nil
		}},
	},
}

// ScheduledEvent is a cron trigger that fired.
type ScheduledEvent struct {
	ExtendableEvent
	// Time is when it was due, in milliseconds since the epoch.
	Time float64
	Cron string
	// NoRetry is told that a failure should not be tried again.
	NoRetry func()
}

// Super answers the ExtendableEvent part.
func (e *ScheduledEvent) Super() any { return &e.ExtendableEvent }

// tailEventClass is the event of a tail Worker in service-worker syntax.
var tailEventClass = &webidl.Interface[TailEvent]{
	Name:     "TailEvent",
	Inherits: extendableEventClass,
	Fields: []webidl.Field[TailEvent]{
		{Name: "events", Value: func(e *TailEvent, _ *webidl.Realm) any { return orUndefined(e.Events) }},
		{Name: "traces", Value: func(e *TailEvent, _ *webidl.Realm) any { return orUndefined(e.Events) }},
	},
}

// TailEvent brings what other Workers did.
type TailEvent struct {
	ExtendableEvent
	Events goja.Value
}

// Super answers the ExtendableEvent part.
func (e *TailEvent) Super() any { return &e.ExtendableEvent }

// traceEventClass is the older name of TailEvent.
var traceEventClass = &webidl.Interface[TraceEvent]{
	Name:     "TraceEvent",
	Inherits: extendableEventClass,
	Fields: []webidl.Field[TraceEvent]{
		{Name: "events", Value: func(e *TraceEvent, _ *webidl.Realm) any { return orUndefined(e.Events) }},
		{Name: "traces", Value: func(e *TraceEvent, _ *webidl.Realm) any { return orUndefined(e.Events) }},
	},
}

// TraceEvent brings what other Workers did, to a listener for the older event.
type TraceEvent struct {
	ExtendableEvent
	Events goja.Value
}

// Super answers the ExtendableEvent part.
func (e *TraceEvent) Super() any { return &e.ExtendableEvent }
