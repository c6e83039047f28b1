package jsapi

import (
	"github.com/dodev/dodev/jsapi/webidl"
)

// eventSourceClass stands for https://html.spec.whatwg.org/#the-eventsource-interface, which cannot be
// constructed yet.
var eventSourceClass = &webidl.Interface[EventSource]{
	Name:     "EventSource",
	Inherits: eventTargetClass,
	Constructor: func(*webidl.Call) (*EventSource, error) {
		return nil, webidl.PlainError("dodev does not support EventSource yet")
	},
	Constants: []webidl.Constant{{Name: "CONNECTING", Value: 0}, {Name: "OPEN", Value: 1}, {Name: "CLOSED", Value: 2}},
	Statics: []webidl.Static{{Name: "from", Run: func(*webidl.Call) (any, error) {
		return nil, webidl.PlainError("dodev does not support EventSource.from yet")
	}}},
	Attributes: []webidl.Attribute[EventSource]{
		{Name: "url", Get: func(*EventSource, *webidl.Call) (any, error) { return "", nil }},
		{Name: "withCredentials", Get: func(*EventSource, *webidl.Call) (any, error) { return false, nil }},
		{Name: "readyState", Get: func(*EventSource, *webidl.Call) (any, error) { return 2, nil }},
		onAttribute("open", func(e *EventSource) *EventTarget { return &e.EventTarget }),
		onAttribute("message", func(e *EventSource) *EventTarget { return &e.EventTarget }),
		onAttribute("error", func(e *EventSource) *EventTarget { return &e.EventTarget }),
	},
	Operations: []webidl.Operation[EventSource]{
		{Name: "close", Run: func(*EventSource, *webidl.Call) (any, error) { return nil, nil }},
	},
}

// EventSource is a class of which there are no instances yet.
type EventSource struct{ EventTarget }

// Super answers the EventTarget part.
func (e *EventSource) Super() any { return &e.EventTarget }
