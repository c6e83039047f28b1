package jsapi

import (
	"slices"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
)

// timeoutClass is what the timer functions answer under node compatibility.
var timeoutClass = &webidl.Interface[Timeout]{
	Name: "Timeout",
	If:   never,
	Operations: []webidl.Operation[Timeout]{
		{Name: "refresh", Run: func(t *Timeout, c *webidl.Call) (any, error) { t.refresh(); return c.This, nil }},
		{Name: "unref", Run: func(t *Timeout, c *webidl.Call) (any, error) { t.unreferenced = true; return c.This, nil }},
		{Name: "ref", Run: func(t *Timeout, c *webidl.Call) (any, error) { t.unreferenced = false; return c.This, nil }},
		{Name: "hasRef", Run: func(t *Timeout, _ *webidl.Call) (any, error) { return !t.unreferenced, nil }},
		{Name: "close", Run: func(t *Timeout, c *webidl.Call) (any, error) { t.clear(); return c.This, nil }},
	},
	Setup: func(r *webidl.Realm, _, prototype *goja.Object) {
		_ = prototype.DeleteSymbol(goja.SymToStringTag)
		hidden(r, prototype, goja.SymToPrimitive, "[Symbol.toPrimitive]", func(t *Timeout) any { return t.id })
		disposable(r, prototype, (*Timeout).clear)
	},
}

// immediateClass is what setImmediate answers.
var immediateClass = &webidl.Interface[Immediate]{
	Name: "Immediate",
	If:   never,
	Operations: []webidl.Operation[Immediate]{
		{Name: "ref", Run: func(t *Immediate, _ *webidl.Call) (any, error) { t.unreferenced = false; return nil, nil }},
		{Name: "unref", Run: func(t *Immediate, _ *webidl.Call) (any, error) { t.unreferenced = true; return nil, nil }},
		{Name: "hasRef", Run: func(t *Immediate, _ *webidl.Call) (any, error) { return !t.unreferenced, nil }},
	},
	Setup: func(r *webidl.Realm, _, prototype *goja.Object) {
		disposable(r, prototype, func(t *Immediate) { t.timer.clear() })
	},
}

// hidden defines a method under a symbol.
func hidden[T any](r *webidl.Realm, o *goja.Object, symbol *goja.Symbol, name string, run func(*T) any) {
	_ = o.DefineDataPropertySymbol(symbol, r.Method("", name, func(c *webidl.Call) (any, error) {
		t := webidl.As[T](c.This)
		if t == nil {
			return nil, webidl.TypeError("Illegal invocation")
		}
		return run(t), nil
	}), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

// disposable defines Symbol.dispose, where there is one.
func disposable[T any](r *webidl.Realm, prototype *goja.Object, dispose func(*T)) {
	if s, ok := r.VM.GlobalObject().Get("Symbol").(*goja.Object).Get("dispose").(*goja.Symbol); ok {
		hidden(r, prototype, s, "[Symbol.dispose]", func(t *T) any { dispose(t); return nil })
	}
}

// Timeout is one call of setTimeout or setInterval.
type Timeout struct {
	id           int64
	realm        *webidl.Realm
	scope        *isolate.Scope
	timers       *timerList
	run          func()
	delay        float64
	repeat       bool
	unreferenced bool
	timer        *isolate.Timer
}

// Immediate is one call of setImmediate.
type Immediate struct {
	timer        *Timeout
	unreferenced bool
}

// timerList is the timers of one context by their id.
type timerList struct {
	last int64
	live map[int64]*Timeout
}

type timerListKey struct{}

func timersOf(c *isolate.Context) *timerList {
	if l, ok := c.Native[timerListKey{}].(*timerList); ok {
		return l
	}
	l := &timerList{live: map[int64]*Timeout{}}
	if c.Native == nil {
		c.Native = map[any]any{}
	}
	c.Native[timerListKey{}] = l
	return l
}

// newTimeout starts a timer for f and the arguments of the call from first on.
func newTimeout(c *webidl.Call, f goja.Callable, delay float64, repeat bool, first int) (*Timeout, error) {
	if err := RequireHandler(c.Realm); err != nil {
		return nil, err
	}
	var args []goja.Value
	if len(c.Args) > first {
		args = slices.Clone(c.Args[first:])
	}
	r := c.Realm
	t := &Timeout{realm: r, scope: r.Isolate.Scope(), delay: delay, repeat: repeat, timers: timersOf(r.Isolate.Scope().Context)}
	t.run = func() {
		if !repeat {
			t.forget()
		}
		if _, err := f(r.VM.GlobalObject(), args...); err != nil {
			r.Isolate.ReportUncaught(r.Isolate.Scope(), r.Isolate.Check(err))
		}
	}
	t.timers.last++
	t.id = t.timers.last
	t.start()
	return t, nil
}

func (t *Timeout) start() {
	t.timers.live[t.id] = t
	t.realm.Isolate.WithScope(t.scope, func() {
		t.timer = t.realm.Isolate.SetTimer(milliseconds(t.delay), t.repeat, t.run)
	})
}

// refresh starts the delay anew, also of a timer that has fired.
func (t *Timeout) refresh() {
	if t.scope.Context.Ended() == nil {
		t.timer.Clear()
		t.start()
	}
}

func (t *Timeout) clear() {
	t.forget()
	t.timer.Clear()
}

func (t *Timeout) forget() { delete(t.timers.live, t.id) }

// setTimer is setTimeout and setInterval.
func setTimer(repeat bool) func(*webidl.Call) (any, error) {
	return func(c *webidl.Call) (any, error) {
		node := c.Realm.Flags.Has(compat.EnableNodejsGlobalTimers)
		f, ok := goja.AssertFunction(c.Arg(0))
		if !ok && node {
			return nil, InvalidArgType(c.Realm, "callback", "of type function", c.Arg(0))
		}
		if !ok {
			return nil, c.Bad(0, "function")
		}
		var delay float64
		switch {
		case c.Given(1):
			delay = c.Number(1)
		case node:
			delay = 1
		}
		t, err := newTimeout(c, f, delay, repeat, 2)
		if err != nil {
			return nil, err
		}
		if node {
			return webidl.Wrap(c.Realm, t), nil
		}
		return t.id, nil
	}
}

// clearTimer is clearTimeout and clearInterval, which are the same.
func clearTimer(c *webidl.Call) (any, error) {
	v := c.Arg(0)
	if t := webidl.As[Timeout](v); t != nil {
		t.clear()
		return nil, nil
	}
	_, symbol := v.(*goja.Symbol)
	_, object := v.(*goja.Object)
	if goja.IsUndefined(v) || goja.IsNull(v) || object || symbol && c.Realm.Flags.Has(compat.EnableNodejsGlobalTimers) {
		return nil, nil
	}
	id := webidl.ToInteger(c.Number(0))
	if err := RequireHandler(c.Realm); err != nil {
		return nil, err
	}
	if t := timersOf(c.Isolate().Scope().Context).live[id]; t != nil {
		t.clear()
	}
	return nil, nil
}

func setImmediate(c *webidl.Call) (any, error) {
	t, err := newTimeout(c, c.Function(0), 0, false, 1)
	if err != nil {
		return nil, err
	}
	return webidl.Wrap(c.Realm, &Immediate{timer: t}), nil
}

func clearImmediate(c *webidl.Call) (any, error) {
	if v := c.Arg(0); goja.IsUndefined(v) || goja.IsNull(v) {
		return nil, nil
	}
	i := webidl.As[Immediate](c.Arg(0))
	if i == nil {
		return nil, c.Bad(0, "Immediate")
	}
	i.timer.clear()
	return nil, nil
}

// queueMicrotask implements https://html.spec.whatwg.org/#dom-queuemicrotask.
func queueMicrotask(c *webidl.Call) (any, error) {
	f, r := c.Function(0), c.Realm
	r.Isolate.Microtask(func() {
		if _, err := f(r.VM.GlobalObject()); err != nil {
			Report(r, r.Isolate.Check(err))
		}
	})
	return nil, nil
}
