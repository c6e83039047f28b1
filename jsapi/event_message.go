package jsapi

import (
	"strconv"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// messageEventClass implements https://html.spec.whatwg.org/#messageevent.
var messageEventClass = &webidl.Interface[MessageEvent]{
	Name:        "MessageEvent",
	Inherits:    eventClass,
	Constructor: newMessageEvent,
	Fields: []webidl.Field[MessageEvent]{
		{Name: "ports", Value: func(e *MessageEvent, _ *webidl.Realm) any { return e.Ports }},
		{Name: "source", Value: func(e *MessageEvent, _ *webidl.Realm) any { return orNull(e.Source) }},
		{Name: "lastEventId", Value: func(e *MessageEvent, _ *webidl.Realm) any { return e.LastEventID }},
		{Name: "origin", Value: func(e *MessageEvent, _ *webidl.Realm) any { return orNull(e.Origin) }},
		{Name: "data", Value: func(e *MessageEvent, _ *webidl.Realm) any { return orNull(e.Data) }},
	},
}

// MessageEvent is a message that arrived. Nil values are null.
type MessageEvent struct {
	Event
	Data        goja.Value
	Origin      goja.Value
	LastEventID string
	Source      goja.Value
	Ports       []goja.Value
}

// Super answers the Event part.
func (e *MessageEvent) Super() any { return &e.Event }

// NewMessageEvent answers the event of a message that the platform delivers.
func NewMessageEvent(data goja.Value) *MessageEvent {
	return &MessageEvent{Event: *NewEvent("message"), Data: data}
}

func newMessageEvent(c *webidl.Call) (*MessageEvent, error) {
	init := c.Dict(1, "Initializer")
	e := &MessageEvent{Event: constructEvent(c, init)}
	e.Data, _ = init.Member("data")
	origin, _ := init.String("origin")
	e.Origin = c.Realm.Value(origin)
	e.LastEventID, _ = init.String("lastEventId")
	if v, ok := init.Member("source"); ok && !goja.IsNull(v) {
		if webidl.As[MessagePort](v) == nil {
			return nil, webidl.TypeError("Incorrect type for the 'source' field on 'Initializer': the provided value is not of type 'MessagePort'.")
		}
		e.Source = v
	}
	if v, ok := init.Member("ports"); ok {
		list, isList := elements(v)
		if !isList {
			return nil, webidl.TypeError("Incorrect type for the 'ports' field on 'Initializer': the provided value is not of type 'Array'.")
		}
		for n, p := range list {
			if webidl.As[MessagePort](p) == nil {
				return nil, webidl.TypeError("Incorrect type for array element %d: the provided value is not of type 'MessagePort'.", n)
			}
		}
		e.Ports = list
	}
	return e, nil
}

// closeEventClass implements https://websockets.spec.whatwg.org/#closeevent.
var closeEventClass = &webidl.Interface[CloseEvent]{
	Name:     "CloseEvent",
	Inherits: eventClass,
	Constructor: func(c *webidl.Call) (*CloseEvent, error) {
		init := c.Dict(1, "Initializer")
		e := &CloseEvent{Event: constructEvent(c, init)}
		code, _ := init.Number("code")
		e.Code = int(webidl.ToInteger(code))
		e.Reason, _ = init.String("reason")
		e.WasClean = init.Bool("wasClean")
		return e, nil
	},
	Fields: []webidl.Field[CloseEvent]{
		{Name: "wasClean", Value: func(e *CloseEvent, _ *webidl.Realm) any { return e.WasClean }},
		{Name: "reason", Value: func(e *CloseEvent, _ *webidl.Realm) any { return e.Reason }},
		{Name: "code", Value: func(e *CloseEvent, _ *webidl.Realm) any { return e.Code }},
	},
}

// CloseEvent is the end of a connection.
type CloseEvent struct {
	Event
	Code     int
	Reason   string
	WasClean bool
}

// Super answers the Event part.
func (e *CloseEvent) Super() any { return &e.Event }

// NewCloseEvent answers a close event of the platform's.
func NewCloseEvent(code int, reason string, wasClean bool) *CloseEvent {
	return &CloseEvent{Event: *NewEvent("close"), Code: code, Reason: reason, WasClean: wasClean}
}

// customEventClass implements https://dom.spec.whatwg.org/#interface-customevent.
var customEventClass = &webidl.Interface[CustomEvent]{
	Name:     "CustomEvent",
	Inherits: eventClass,
	Constructor: func(c *webidl.Call) (*CustomEvent, error) {
		init := c.Dict(1, "CustomEventInit")
		e := &CustomEvent{Event: constructEvent(c, init)}
		e.detail, _ = init.Member("detail")
		return e, nil
	},
	Attributes: []webidl.Attribute[CustomEvent]{
		{Name: "detail", Prototype: true, Get: func(e *CustomEvent, _ *webidl.Call) (any, error) { return orUndefined(e.detail), nil }},
	},
}

// CustomEvent is an event of a script's own.
type CustomEvent struct {
	Event
	detail goja.Value
}

// Super answers the Event part.
func (e *CustomEvent) Super() any { return &e.Event }

// elements answers the elements of an Array.
func elements(v goja.Value) ([]goja.Value, bool) {
	o, ok := v.(*goja.Object)
	if !ok || o.ClassName() != "Array" {
		return nil, false
	}
	var list []goja.Value
	for n := range uint32(o.Get("length").ToInteger()) {
		list = append(list, orUndefined(o.Get(strconv.FormatUint(uint64(n), 10))))
	}
	return list, true
}
