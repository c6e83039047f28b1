package workers

import (
	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/webidl"
)

// entrypoint is what an event is delivered to: an exported object, or the instance of an exported class that was
// made for the event.
type entrypoint struct {
	this  *goja.Object
	class bool
}

// entrypoint answers what the request's event is delivered to. It has no this if the Worker does not export it.
func (q *request) entrypoint() (entrypoint, error) {
	s := q.script
	if s.entry == nil { // a script in service-worker syntax, which only has events
		return entrypoint{}, internalError(s.realm)
	}
	o, _ := s.entry.Get(q.service.export()).(*goja.Object)
	if o == nil {
		return entrypoint{}, nil
	}
	if _, class := goja.AssertFunction(o); !class {
		return entrypoint{this: o}, nil
	}
	this, err := s.iso.VM.New(o, q.executionContext(), s.env)
	if err != nil {
		return entrypoint{}, s.iso.Check(err)
	}
	return entrypoint{this, true}, nil
}

// handler answers a method of the entrypoint and how to call it, nil if it has none.
func (e entrypoint) handler(name string) (goja.Value, goja.Callable) {
	if e.this == nil {
		return nil, nil
	}
	v := e.this.Get(name)
	f, _ := goja.AssertFunction(v)
	return v, f
}

// deliver calls a handler of the request's entrypoint and done, on the loop, with what it answered once that
// settled. An object's handler gets (event, env, ctx). A class has the latter two already, and is given undefined for them.
func (q *request) deliver(name string, event goja.Value, done func(goja.Value, error)) {
	e, err := q.entrypoint()
	if err != nil {
		done(nil, err)
		return
	}
	q.deliverTo(e, name, event, done)
}

// deliverTo is deliver for an entrypoint that is at hand.
func (q *request) deliverTo(e entrypoint, name string, event goja.Value, done func(goja.Value, error)) {
	s := q.script
	h, f := e.handler(name)
	if name == "fetch" && f != nil {
		f = s.answering(f)
	}
	switch {
	case f == nil:
		done(nil, missingHandler(name))
	case e.class:
		s.run(e.this, f, []goja.Value{event, goja.Undefined(), goja.Undefined()}, done)
	case s.takesContext(h):
		s.run(e.this, f, []goja.Value{event, s.env, q.executionContext()}, done)
	default:
		s.run(e.this, f, []goja.Value{event, s.env}, done)
	}
}

// answering makes a fetch handler fail at once whose answer is neither a Response nor a promise.
func (s *script) answering(f goja.Callable) goja.Callable {
	return func(this goja.Value, args ...goja.Value) (goja.Value, error) {
		v, err := f(this, args...)
		if err == nil && !s.awaits(v) && webidl.As[jsapi.Response](v) == nil {
			err = webidl.TypeError("Callback returned incorrect type; expected 'Promise'")
		}
		return v, err
	}
}

// errNoScheduled is the platform's text for the one event that has its own.
var errNoScheduled = webidl.PlainError("Handler does not export a scheduled() function")

// missingHandler answers why an event found no handler.
func missingHandler(name string) error {
	if name == "scheduled" {
		return errNoScheduled
	}
	return webidl.PlainError("Handler does not export a %s() function.", name)
}
