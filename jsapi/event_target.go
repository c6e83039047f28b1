package jsapi

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// eventTargetClass implements https://dom.spec.whatwg.org/#interface-eventtarget.
var eventTargetClass = &webidl.Interface[EventTarget]{
	Name:        "EventTarget",
	Constructor: func(*webidl.Call) (*EventTarget, error) { return &EventTarget{}, nil },
	Operations: []webidl.Operation[EventTarget]{
		{Name: "addEventListener", Run: (*EventTarget).addEventListener},
		{Name: "removeEventListener", Run: (*EventTarget).removeEventListener},
		{Name: "dispatchEvent", Run: (*EventTarget).dispatchEvent},
	},
	Named: linkGlobalScope,
}

// EventTarget is something that events happen to. Classes that inherit it embed it and answer it from Super.
type EventTarget struct {
	// Listening, when set, is told that a listener for a type was added.
	Listening func(typ string)

	lists map[string][]*listener // in the order of calls; a list is never changed in place but grown
	// attributes holds the listeners of on<type> accessors, nil where nothing is assigned.
	attributes map[string]*listener
}

type listener struct {
	callback goja.Value // what was added: a function or an object
	call     goja.Callable
	this     *goja.Object // the object whose handleEvent is called, or nil

	once, passive, removed bool
	attribute              bool   // it was assigned to an on<type> accessor
	forget                 func() // stops watching the signal that removes it
}

func (t *EventTarget) addEventListener(c *webidl.Call) (any, error) {
	typ := c.String(0)
	l, err := newListener(c)
	if err != nil {
		return nil, err
	}
	var signal *AbortSignal
	if l != nil {
		if signal, err = l.options(c); err != nil {
			return nil, err
		}
	}
	if l == nil || signal != nil && signal.Aborted() || t.find(typ, l.callback) != nil {
		return nil, nil
	}
	if signal != nil {
		l.forget = signal.OnAbort(func() { t.remove(typ, l) })
	}
	t.add(typ, l)
	return nil, nil
}

// newListener reads the callback argument; null makes none.
func newListener(c *webidl.Call) (*listener, error) {
	const want = "function or HandlerObject"
	v := c.Need(1, want)
	if goja.IsNull(v) {
		return nil, nil
	}
	o, ok := v.(*goja.Object)
	if !ok {
		return nil, c.Bad(1, want)
	}
	if f, ok := goja.AssertFunction(o); ok {
		return &listener{callback: o, call: f}, nil
	}
	f, ok := goja.AssertFunction(o.Get("handleEvent"))
	if !ok {
		return nil, webidl.TypeError("Incorrect type for the 'handleEvent' field on 'HandlerObject': the provided value is not of type 'function'.")
	}
	return &listener{callback: o, call: f, this: o}, nil
}

// options reads the options argument: an object, or a boolean for capture, which targets do not support.
func (l *listener) options(c *webidl.Call) (*AbortSignal, error) {
	o, ok := c.Arg(2).(*goja.Object)
	if !ok {
		if c.Bool(2) {
			return nil, webidl.TypeError("addEventListener(): useCapture must be false.")
		}
		return nil, nil
	}
	d := c.Realm.NewDict(o)
	if d.Bool("capture") {
		return nil, webidl.TypeError("addEventListener(): options.capture must be false.")
	}
	l.once, l.passive = d.Bool("once"), d.Bool("passive")
	return SignalOption(d, "AddEventListenerOptions")
}

func (t *EventTarget) removeEventListener(c *webidl.Call) (any, error) {
	typ := c.String(0)
	v := c.Need(1, "Object")
	if _, ok := v.(*goja.Object); !ok && !goja.IsNull(v) {
		return nil, c.Bad(1, "Object")
	}
	if o, ok := c.Arg(2).(*goja.Object); ok {
		if c.Realm.NewDict(o).Bool("capture") {
			return nil, webidl.TypeError("removeEventListener(): options.capture must be false.")
		}
	} else if c.Bool(2) {
		return nil, webidl.TypeError("removeEventListener(): useCapture must be false.")
	}
	if l := t.find(typ, v); l != nil {
		t.remove(typ, l)
	}
	return nil, nil
}

// dispatchEvent throws what a listener threw at dates before exceptions of listeners were reported.
func (t *EventTarget) dispatchEvent(c *webidl.Call) (any, error) {
	e := webidl.As[Event](c.Arg(0))
	if e == nil {
		return nil, c.Bad(0, "Event")
	}
	if e.dispatching {
		return nil, webidl.NewDOMException("InvalidStateError", "The event is already being dispatched.")
	}
	target := c.This.(*goja.Object)
	var thrown error
	t.deliver(c.Realm, target, c.Arg(0).(*goja.Object), e, func(err error) {
		if c.Realm.Flags.Has(compat.SpecCompliantDispatchExceptions) {
			Report(c.Realm, err)
		} else {
			thrown = err
		}
	})
	return !e.prevented, thrown
}

// Listens answers whether anybody listens on target, whose native part t is, for events of a type. When not,
// the event need not be made.
func (t *EventTarget) Listens(target *goja.Object, typ string) bool {
	return len(t.lists[typ]) > 0 || t.property(target, typ) != nil
}

// Dispatch sends event, an instance of Event, to whoever listens on target. It answers false if a listener
// prevented the default. Exceptions of listeners are reported; at older dates the first ends the dispatch.
func (t *EventTarget) Dispatch(r *webidl.Realm, target, event *goja.Object) bool {
	e := webidl.As[Event](event)
	t.deliver(r, target, event, e, func(err error) { Report(r, err) })
	return !e.prevented
}

// Deliver is Dispatch for a sender who has to know: it answers the first exception of a listener, which is
// then not reported.
func (t *EventTarget) Deliver(r *webidl.Realm, target, event *goja.Object) error {
	var first error
	t.deliver(r, target, event, webidl.As[Event](event), func(err error) {
		if first == nil {
			first = err
		} else {
			Report(r, err)
		}
	})
	return first
}

// deliver implements https://dom.spec.whatwg.org/#concept-event-dispatch for targets without parents. The
// function assigned to the on<type> property is called first.
func (t *EventTarget) deliver(r *webidl.Realm, target, event *goja.Object, e *Event, thrown func(error)) {
	e.target, e.phase, e.dispatching = target, phaseAtTarget, true
	defer func() { e.phase, e.dispatching, e.passive = phaseNone, false, false }()
	goOn := r.Flags.Has(compat.SpecCompliantDispatchExceptions)
	list := t.lists[e.Type]
	if f := t.property(target, e.Type); f != nil {
		if _, err := f(r.VM.GlobalObject(), event); err != nil {
			thrown(r.Isolate.Check(err))
			if !goOn {
				return
			}
		}
	}
	this := r.VM.GlobalObject()
	if r.Flags.Has(compat.SetEventTargetThis) {
		this = target
	}
	for _, l := range list {
		if e.halted {
			return
		}
		if l.removed {
			continue
		}
		if l.once {
			t.remove(e.Type, l)
		}
		on := this
		switch {
		case l.this != nil:
			on = l.this
		case l.attribute:
			on = r.VM.GlobalObject()
		}
		e.passive = l.passive
		_, err := l.call(on, event)
		e.passive = false
		if err != nil {
			thrown(r.Isolate.Check(err))
			if !goOn {
				return
			}
		}
	}
}

// property answers the function that a script assigned to target's on<type> property.
func (t *EventTarget) property(target *goja.Object, typ string) goja.Callable {
	if _, accessor := t.attributes[typ]; accessor || target == nil {
		return nil
	}
	v := target.Get("on" + typ)
	if v == nil {
		return nil
	}
	f, _ := goja.AssertFunction(v)
	return f
}

// declare says that the target has an on<type> accessor.
func (t *EventTarget) declare(typ string) {
	if t.attributes == nil {
		t.attributes = map[string]*listener{typ: nil}
	}
}

// Attribute answers the value of an on<type> accessor: what was assigned, or null.
func (t *EventTarget) Attribute(typ string) goja.Value {
	if l := t.attributes[typ]; l != nil {
		return l.callback
	}
	return goja.Null()
}

// SetAttribute assigns an on<type> accessor: a function is called in turn with the listeners, another object
// is only kept, anything else clears it.
func (t *EventTarget) SetAttribute(typ string, v goja.Value) {
	t.declare(typ)
	was := t.attributes[typ]
	o, ok := v.(*goja.Object)
	if !ok {
		if was != nil {
			t.remove(typ, was)
			t.attributes[typ] = nil
		}
		return
	}
	call, ok := goja.AssertFunction(o)
	if !ok {
		call = func(goja.Value, ...goja.Value) (goja.Value, error) { return goja.Undefined(), nil }
	}
	if was != nil {
		was.callback, was.call = o, call
		return
	}
	l := &listener{callback: o, call: call, attribute: true}
	t.attributes[typ] = l
	t.add(typ, l)
}

// find answers the listener that was added as callback; those of accessors are not found.
func (t *EventTarget) find(typ string, callback goja.Value) *listener {
	for _, l := range t.lists[typ] {
		if !l.attribute && l.callback == callback {
			return l
		}
	}
	return nil
}

func (t *EventTarget) add(typ string, l *listener) {
	if t.lists == nil {
		t.lists = map[string][]*listener{}
	}
	t.lists[typ] = append(t.lists[typ], l)
	if t.Listening != nil {
		t.Listening(typ)
	}
}

func (t *EventTarget) remove(typ string, l *listener) {
	list := t.lists[typ]
	n := slices.Index(list, l)
	if n < 0 {
		return
	}
	l.removed = true
	if l.forget != nil {
		l.forget()
	}
	if len(list) == 1 {
		delete(t.lists, typ)
		return
	}
	t.lists[typ] = slices.Concat(list[:n], list[n+1:])
}
