package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// errorEventClass implements https://html.spec.whatwg.org/#errorevent.
var errorEventClass = &webidl.Interface[ErrorEvent]{
	Name:     "ErrorEvent",
	Inherits: eventClass,
	Constructor: func(c *webidl.Call) (*ErrorEvent, error) {
		init := c.Dict(1, "ErrorEventInit")
		e := &ErrorEvent{Event: constructEvent(c, init)}
		e.Message, _ = init.String("message")
		e.Filename, _ = init.String("filename")
		line, _ := init.Number("lineno")
		column, _ := init.Number("colno")
		e.Line, e.Column = int(webidl.ToInteger(line)), int(webidl.ToInteger(column))
		e.Thrown, _ = init.Member("error")
		return e, nil
	},
	Attributes: []webidl.Attribute[ErrorEvent]{
		{Name: "filename", Prototype: true, Get: func(e *ErrorEvent, _ *webidl.Call) (any, error) { return e.Filename, nil }},
		{Name: "message", Prototype: true, Get: func(e *ErrorEvent, _ *webidl.Call) (any, error) { return e.Message, nil }},
		{Name: "lineno", Prototype: true, Get: func(e *ErrorEvent, _ *webidl.Call) (any, error) { return e.Line, nil }},
		{Name: "colno", Prototype: true, Get: func(e *ErrorEvent, _ *webidl.Call) (any, error) { return e.Column, nil }},
		{Name: "error", Prototype: true, Get: func(e *ErrorEvent, _ *webidl.Call) (any, error) { return orUndefined(e.Thrown), nil }},
	},
}

// ErrorEvent is an exception as an event.
type ErrorEvent struct {
	Event
	Message, Filename string
	Line, Column      int
	Thrown            goja.Value
}

// Super answers the Event part.
func (e *ErrorEvent) Super() any { return &e.Event }

// NewErrorEvent answers an error event of the platform's.
func NewErrorEvent(message string, thrown goja.Value) *ErrorEvent {
	return &ErrorEvent{Event: *NewEvent("error"), Message: message, Thrown: thrown}
}

func orUndefined(v goja.Value) goja.Value {
	if v == nil {
		return goja.Undefined()
	}
	return v
}

func orNull(v goja.Value) goja.Value {
	if v == nil {
		return goja.Null()
	}
	return v
}
