package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// The phases of an event; targets have no parents, so the others never occur.
const (
	phaseNone     = 0
	phaseAtTarget = 2
)

// eventClass implements https://dom.spec.whatwg.org/#interface-event.
var eventClass = &webidl.Interface[Event]{
	Name:        "Event",
	Constructor: newEvent,
	Constants: []webidl.Constant{
		{Name: "NONE", Value: phaseNone}, {Name: "CAPTURING_PHASE", Value: 1},
		{Name: "AT_TARGET", Value: phaseAtTarget}, {Name: "BUBBLING_PHASE", Value: 3},
	},
	Attributes: []webidl.Attribute[Event]{
		{Name: "type", Get: func(e *Event, _ *webidl.Call) (any, error) { return e.Type, nil }},
		{Name: "eventPhase", Get: func(e *Event, _ *webidl.Call) (any, error) { return e.phase, nil }},
		{Name: "composed", Get: func(e *Event, _ *webidl.Call) (any, error) { return e.Composed, nil }},
		{Name: "bubbles", Get: func(e *Event, _ *webidl.Call) (any, error) { return e.Bubbles, nil }},
		{Name: "cancelable", Get: func(e *Event, _ *webidl.Call) (any, error) { return e.Cancelable, nil }},
		{Name: "defaultPrevented", Get: func(e *Event, _ *webidl.Call) (any, error) { return e.prevented, nil }},
		{Name: "returnValue", Get: func(e *Event, _ *webidl.Call) (any, error) { return !e.prevented, nil }},
		{Name: "currentTarget", Get: (*Event).targetValue},
		{Name: "target", Get: (*Event).targetValue},
		{Name: "srcElement", Get: (*Event).targetValue},
		{Name: "timeStamp", Get: func(*Event, *webidl.Call) (any, error) { return 0, nil }},
		{Name: "isTrusted", Get: func(e *Event, _ *webidl.Call) (any, error) { return e.Trusted, nil }},
		{
			Name: "cancelBubble",
			Get:  func(e *Event, _ *webidl.Call) (any, error) { return e.stopped, nil },
			Set: func(e *Event, c *webidl.Call) error {
				e.stopped = e.stopped || c.Bool(0)
				return nil
			},
		},
	},
	Operations: []webidl.Operation[Event]{
		{Name: "stopImmediatePropagation", Run: func(e *Event, _ *webidl.Call) (any, error) {
			e.halted = true
			return nil, nil
		}},
		{Name: "preventDefault", Run: func(e *Event, _ *webidl.Call) (any, error) {
			e.prevented = e.prevented || e.Cancelable && !e.passive
			return nil, nil
		}},
		{Name: "stopPropagation", Run: func(e *Event, _ *webidl.Call) (any, error) {
			e.stopped = true
			return nil, nil
		}},
		{Name: "composedPath", Run: (*Event).composedPath},
	},
}

// Event is something that happened, on its way to those who listen for it. The exported fields are for who
// makes it.
type Event struct {
	Type                          string
	Bubbles, Cancelable, Composed bool
	// Trusted marks an event that the platform made.
	Trusted bool

	target      *goja.Object
	phase       int
	dispatching bool
	prevented   bool // preventDefault was called
	stopped     bool // stopPropagation was called; there is nowhere to propagate to
	halted      bool // stopImmediatePropagation was called
	passive     bool // the running listener is passive
}

// NewEvent answers an event that the platform dispatches.
func NewEvent(typ string) *Event { return &Event{Type: typ, Trusted: true} }

func newEvent(c *webidl.Call) (*Event, error) {
	e := constructEvent(c, c.Dict(1, "Init"))
	return &e, nil
}

// constructEvent is what the constructors of every event class do.
func constructEvent(c *webidl.Call, init *webidl.Dict) Event {
	return Event{
		Type:       c.String(0),
		Bubbles:    init.Bool("bubbles"),
		Cancelable: init.Bool("cancelable"),
		Composed:   init.Bool("composed"),
	}
}

// Prevented answers whether a listener called preventDefault.
func (e *Event) Prevented() bool { return e.prevented }

// targetValue answers what the event was dispatched to last, undefined before that.
func (e *Event) targetValue(*webidl.Call) (any, error) {
	if e.target == nil {
		return nil, nil
	}
	return e.target, nil
}

func (e *Event) composedPath(*webidl.Call) (any, error) {
	if e.phase == phaseNone {
		return []goja.Value{}, nil
	}
	return []goja.Value{e.target}, nil
}
