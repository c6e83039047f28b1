package jsapi

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// messageChannelClass implements https://html.spec.whatwg.org/#message-channels.
var messageChannelClass = &webidl.Interface[MessageChannel]{
	Name:        "MessageChannel",
	If:          webidl.When(compat.ExposeGlobalMessageChannel),
	Constructor: newMessageChannel,
	Fields: []webidl.Field[MessageChannel]{
		{Name: "port2", Value: func(m *MessageChannel, _ *webidl.Realm) any { return m.two.object }},
		{Name: "port1", Value: func(m *MessageChannel, _ *webidl.Realm) any { return m.one.object }},
	},
}

// MessageChannel is two ports that send to each other.
type MessageChannel struct{ one, two *MessagePort }

func newMessageChannel(c *webidl.Call) (*MessageChannel, error) {
	m := &MessageChannel{one: newMessagePort(c.Realm), two: newMessagePort(c.Realm)}
	m.one.peer, m.two.peer = m.two, m.one
	return m, nil
}

// messagePortClass implements https://html.spec.whatwg.org/#message-ports.
var messagePortClass = &webidl.Interface[MessagePort]{
	Name:     "MessagePort",
	Inherits: eventTargetClass,
	If:       webidl.When(compat.ExposeGlobalMessageChannel),
	Attributes: []webidl.Attribute[MessagePort]{{
		Name: "onmessage",
		Get:  func(p *MessagePort, _ *webidl.Call) (any, error) { return p.Attribute("message"), nil },
		Set: func(p *MessagePort, c *webidl.Call) error {
			p.SetAttribute("message", c.Arg(0))
			p.started = p.attributes["message"] != nil // assigning a handler starts the port, clearing it stops it
			p.flushSoon()
			return nil
		},
	}},
	Operations: []webidl.Operation[MessagePort]{
		{Name: "postMessage", Run: (*MessagePort).postMessage},
		{Name: "start", Run: func(p *MessagePort, _ *webidl.Call) (any, error) { p.start(); return nil, nil }},
		{Name: "close", Run: func(p *MessagePort, _ *webidl.Call) (any, error) { p.close(); return nil, nil }},
	},
}

// MessagePort is one end of a MessageChannel. Both ends are in one isolate; a message is a clone.
type MessagePort struct {
	EventTarget

	realm    *webidl.Realm
	object   *goja.Object
	peer     *MessagePort
	started  bool
	closed   bool
	flushing bool         // a microtask will deliver the inbox
	inbox    []goja.Value // what arrived and was not delivered
}

// Super answers the EventTarget part.
func (p *MessagePort) Super() any { return &p.EventTarget }

func newMessagePort(r *webidl.Realm) *MessagePort {
	p := &MessagePort{realm: r}
	p.declare("message")
	p.Listening = func(typ string) {
		if typ == "message" {
			p.start()
		}
	}
	p.object = webidl.Wrap(r, p)
	return p
}

func (p *MessagePort) postMessage(c *webidl.Call) (any, error) {
	list, isList := elements(c.Arg(1))
	if o, ok := c.Arg(1).(*goja.Object); ok && !isList {
		if v, given := c.Realm.NewDict(o).Member("transfer"); given {
			list, _ = elements(v)
		}
	}
	if len(list) > 0 {
		return nil, webidl.PlainError("Transfer list is not supported")
	}
	message, err := Codec(c.Realm).Clone(c.Arg(0), nil)
	if err != nil {
		return nil, CloneError(err)
	}
	if to := p.peer; !p.closed && !to.closed {
		to.inbox = append(to.inbox, message)
		to.flushSoon()
	}
	return nil, nil
}

func (p *MessagePort) start() {
	p.started = true
	p.flushSoon()
}

// flushSoon delivers what is in the inbox in a microtask.
func (p *MessagePort) flushSoon() {
	if !p.started || p.flushing || len(p.inbox) == 0 {
		return
	}
	p.flushing = true
	flush := func(goja.Value) {
		p.flushing = false
		for p.started && len(p.inbox) > 0 {
			message := p.inbox[0]
			p.inbox = p.inbox[1:]
			p.arrive(message)
		}
	}
	p.realm.Then(goja.Undefined(), flush, flush)
}

// arrive dispatches one message. An exception of a listener becomes a messageerror event.
func (p *MessagePort) arrive(message goja.Value) {
	if !p.Listens(p.object, "message") {
		return
	}
	err := p.Deliver(p.realm, p.object, webidl.Wrap(p.realm, p.event("message", message)))
	if err == nil {
		return
	}
	if !p.Listens(p.object, "messageerror") {
		Report(p.realm, err)
		return
	}
	p.Dispatch(p.realm, p.object, webidl.Wrap(p.realm, p.event("messageerror", p.realm.Exception(err))))
}

func (p *MessagePort) event(typ string, data goja.Value) *MessageEvent {
	e := NewMessageEvent(data)
	e.Type = typ
	e.Source = p.object
	return e
}

// close tells both ends. What was posted before still arrives.
func (p *MessagePort) close() {
	if p.closed {
		return
	}
	p.closed, p.peer.closed = true, true
	for _, end := range []*MessagePort{p.peer, p} {
		if end.Listens(end.object, "close") {
			end.Dispatch(end.realm, end.object, webidl.Wrap(end.realm, NewEvent("close")))
		}
	}
}
