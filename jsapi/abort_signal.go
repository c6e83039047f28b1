package jsapi

import (
	"slices"
	"time"
	"weak"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
)

// abortControllerClass implements https://dom.spec.whatwg.org/#interface-abortcontroller.
var abortControllerClass = &webidl.Interface[AbortController]{
	Name: "AbortController",
	Constructor: func(c *webidl.Call) (*AbortController, error) {
		return &AbortController{signal: NewAbortSignal(c.Realm)}, nil
	},
	Attributes: []webidl.Attribute[AbortController]{
		{Name: "signal", Get: func(a *AbortController, _ *webidl.Call) (any, error) { return a.signal.Object(), nil }},
	},
	Operations: []webidl.Operation[AbortController]{
		{Name: "abort", Run: func(a *AbortController, c *webidl.Call) (any, error) {
			return nil, a.signal.Abort(abortReason(c))
		}},
	},
}

// AbortController aborts its signal.
type AbortController struct{ signal *AbortSignal }

// abortSignalClass implements https://dom.spec.whatwg.org/#interface-AbortSignal.
var abortSignalClass = &webidl.Interface[AbortSignal]{
	Name:     "AbortSignal",
	Inherits: eventTargetClass,
	Statics: []webidl.Static{
		{Name: "abort", Run: func(c *webidl.Call) (any, error) {
			s := NewAbortSignal(c.Realm)
			s.reason = abortReason(c)
			return s.Object(), nil
		}},
		{Name: "timeout", Run: abortTimeout},
		{Name: "any", Run: abortAny},
	},
	Attributes: []webidl.Attribute[AbortSignal]{
		{Name: "aborted", Get: func(s *AbortSignal, _ *webidl.Call) (any, error) { return s.Aborted(), nil }},
		{Name: "reason", Get: func(s *AbortSignal, _ *webidl.Call) (any, error) { return s.Reason(), nil }},
		onAttribute("abort", func(s *AbortSignal) *EventTarget { return &s.EventTarget }),
	},
	Operations: []webidl.Operation[AbortSignal]{
		{Name: "throwIfAborted", Run: func(s *AbortSignal, _ *webidl.Call) (any, error) {
			return nil, s.Err()
		}},
	},
}

// onAttribute declares the on<type> accessor of a target.
func onAttribute[T any](typ string, target func(*T) *EventTarget) webidl.Attribute[T] {
	return webidl.Attribute[T]{
		Name:      "on" + typ,
		Prototype: true,
		Get:       func(t *T, _ *webidl.Call) (any, error) { return target(t).Attribute(typ), nil },
		Set: func(t *T, c *webidl.Call) error {
			target(t).SetAttribute(typ, c.Arg(0))
			return nil
		},
	}
}

// AbortSignal tells those who were given it that what they do is no longer wanted.
type AbortSignal struct {
	EventTarget

	realm      *webidl.Realm
	object     *goja.Object
	reason     goja.Value // nil until it is aborted
	watchers   []*func()
	sources    []*AbortSignal // what AbortSignal.any made this one of
	dependents []weak.Pointer[AbortSignal]
	// held keeps the dependents that somebody watches. The others may be collected, so that a long-lived
	// signal does not gather everything that was ever made of it.
	held map[*AbortSignal]struct{}
}

// Super answers the EventTarget part.
func (s *AbortSignal) Super() any { return &s.EventTarget }

// NewAbortSignal answers a signal that is not aborted.
func NewAbortSignal(r *webidl.Realm) *AbortSignal {
	s := &AbortSignal{realm: r}
	s.declare("abort")
	s.Listening = func(string) { s.hold() }
	s.object = webidl.Wrap(r, s)
	return s
}

// Object answers the signal as scripts see it.
func (s *AbortSignal) Object() *goja.Object { return s.object }

// Aborted answers whether the signal is aborted.
func (s *AbortSignal) Aborted() bool { return s.reason != nil }

// Reason answers why the signal was aborted, undefined if it was not.
func (s *AbortSignal) Reason() goja.Value {
	if s.reason == nil {
		return goja.Undefined()
	}
	return s.reason
}

// Err answers the reason as an error to throw or reject with, nil if the signal is not aborted.
func (s *AbortSignal) Err() error {
	if s.reason == nil {
		return nil
	}
	return webidl.Throw(s.reason)
}

// OnAbort calls f when the signal is aborted, before its listeners, unless the answered function is called
// first. A signal that is aborted already never calls it.
func (s *AbortSignal) OnAbort(f func()) (remove func()) {
	if s.reason != nil {
		return func() {}
	}
	w := &f
	s.watchers = append(s.watchers, w)
	s.hold()
	return func() {
		if n := slices.Index(s.watchers, w); n >= 0 {
			s.watchers = slices.Delete(s.watchers, n, n+1)
			s.hold()
		}
	}
}

// hold makes the sources keep s while it is watched.
func (s *AbortSignal) hold() {
	for _, source := range s.sources {
		if len(s.watchers) == 0 && len(s.lists) == 0 {
			delete(source.held, s)
			continue
		}
		if source.held == nil {
			source.held = map[*AbortSignal]struct{}{}
		}
		source.held[s] = struct{}{}
	}
}

// Abort implements https://dom.spec.whatwg.org/#abortsignal-signal-abort. A second call does nothing. At dates
// before listeners' exceptions were reported it answers the first, which the caller throws.
func (s *AbortSignal) Abort(reason goja.Value) error {
	if s.reason != nil {
		return nil
	}
	s.reason = reason
	all := []*AbortSignal{s}
	for _, p := range s.dependents {
		if d := p.Value(); d != nil && d.reason == nil {
			d.reason = reason
			all = append(all, d)
		}
	}
	s.dependents, s.held = nil, nil
	var first error
	for _, a := range all {
		if err := a.tell(); err != nil && first == nil {
			first = err
		}
	}
	return first
}

func (s *AbortSignal) tell() error {
	for len(s.watchers) > 0 {
		f := *s.watchers[0]
		s.watchers = s.watchers[1:]
		f()
	}
	if !s.Listens(s.object, "abort") {
		return nil
	}
	event := webidl.Wrap(s.realm, NewEvent("abort"))
	if s.realm.Flags.Has(compat.SpecCompliantDispatchExceptions) {
		s.Dispatch(s.realm, s.object, event)
		return nil
	}
	return s.Deliver(s.realm, s.object, event)
}

// abortReason answers the first argument, or the AbortError that stands for none.
func abortReason(c *webidl.Call) goja.Value {
	if c.Given(0) {
		return c.Arg(0)
	}
	return AbortError(c.Realm)
}

// AbortError answers the exception of an abort without a reason.
func AbortError(r *webidl.Realm) goja.Value {
	return r.Exception(webidl.NewDOMException("AbortError", "The operation was aborted"))
}

func abortTimeout(c *webidl.Call) (any, error) {
	d := milliseconds(c.Number(0))
	if err := RequireHandler(c.Realm); err != nil {
		return nil, err
	}
	r := c.Realm
	s := NewAbortSignal(r)
	r.Isolate.SetTimer(d, false, func() {
		reason := r.Exception(webidl.NewDOMException("TimeoutError", "The operation was aborted due to timeout"))
		if err := s.Abort(reason); err != nil {
			Report(r, err)
		}
	})
	return s.Object(), nil
}

// milliseconds answers a delay of a script's: not a number is 0, and what no clock will see is far away.
func milliseconds(ms float64) time.Duration {
	const far = 1 << 53
	if !(ms > 0) {
		return 0
	}
	return time.Duration(min(ms, far/1e6)) * time.Millisecond
}

// abortAny implements https://dom.spec.whatwg.org/#create-a-dependent-abort-signal.
func abortAny(c *webidl.Call) (any, error) {
	list, ok := c.Arg(0).(*goja.Object)
	if !ok || list.ClassName() != "Array" {
		return nil, c.Bad(0, "Array")
	}
	var sources []*AbortSignal
	for n := range list.Get("length").ToInteger() {
		s := webidl.As[AbortSignal](list.Get(c.Realm.VM.ToValue(n).String()))
		if s == nil {
			return nil, webidl.TypeError("Incorrect type for array element %d: the provided value is not of type 'AbortSignal'.", n)
		}
		sources = append(sources, s)
	}
	result := NewAbortSignal(c.Realm)
	for _, s := range sources {
		if s.reason != nil {
			result.reason = s.reason
			return result.Object(), nil
		}
	}
	for _, s := range sources {
		result.follow(s)
	}
	return result.Object(), nil
}

// follow makes s abort with source, or, when source was itself made by AbortSignal.any, with what that follows.
func (s *AbortSignal) follow(source *AbortSignal) {
	if source.sources != nil {
		for _, deeper := range source.sources {
			s.follow(deeper)
		}
		return
	}
	if slices.Contains(s.sources, source) {
		return
	}
	s.sources = append(s.sources, source)
	if len(source.dependents) == cap(source.dependents) {
		source.dependents = slices.DeleteFunc(source.dependents, func(p weak.Pointer[AbortSignal]) bool { return p.Value() == nil })
	}
	source.dependents = append(source.dependents, weak.Make(s))
}

// SignalOption answers the signal member of options of type typ, nil if it is missing.
func SignalOption(d *webidl.Dict, typ string) (*AbortSignal, error) {
	v, ok := d.Member("signal")
	if !ok {
		return nil, nil
	}
	s := webidl.As[AbortSignal](v)
	if s == nil {
		return nil, webidl.TypeError("Incorrect type for the 'signal' field on '%s': the provided value is not of type 'AbortSignal'.", typ)
	}
	return s, nil
}
