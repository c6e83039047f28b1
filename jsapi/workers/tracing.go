package workers

import (
	"math/big"
	"reflect"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
)

// tracing is the tracing of cloudflare:workers and of ctx: spans of a script's own.
type tracing struct{ script *script }

var tracingClass = &webidl.Interface[tracing]{
	Name: "Tracing",
	Operations: []webidl.Operation[tracing]{
		{Name: "enterSpan", Run: (*tracing).enterSpan},
		{Name: "startActiveSpan", Run: (*tracing).enterSpan},
		{Name: "startSpan", Run: (*tracing).startSpan},
		{Name: "getActiveSpan", Run: (*tracing).activeSpan},
		{Name: "withActiveSpan", Run: (*tracing).withActiveSpan},
	},
	If: never,
	Setup: func(r *webidl.Realm, _, prototype *goja.Object) {
		_ = prototype.DefineDataProperty("Span", webidl.Constructor[span](r), goja.FLAG_TRUE, goja.FLAG_TRUE, goja.FLAG_TRUE)
	},
}

func newTracing(s *script) *goja.Object { return webidl.Wrap(s.realm, &tracing{s}) }

type activeSpanKey struct{}

// enterSpan calls a function, awaits included, within a new span that it gets before its other arguments.
func (t *tracing) enterSpan(c *webidl.Call) (any, error) {
	c.String(0)
	f, ok := goja.AssertFunction(c.Arg(1))
	if !ok {
		return nil, c.Bad(1, "Function")
	}
	s := webidl.Wrap(c.Realm, &span{})
	return t.within(s, f, append([]goja.Value{s}, c.Args[2:]...))
}

// within calls f while s is the active span.
func (t *tracing) within(s *goja.Object, f goja.Callable, args []goja.Value) (v any, err error) {
	iso := t.script.iso
	iso.WithScope(iso.Scope().With(activeSpanKey{}, s), func() { v, err = f(iso.VM.GlobalObject(), args...) })
	return v, err
}

// startSpan answers a span that is not the active one.
func (t *tracing) startSpan(c *webidl.Call) (any, error) {
	c.String(0)
	return webidl.Wrap(c.Realm, &span{}), nil
}

// activeSpan answers the span that the code runs in: the request's own, if it is in none of the script's.
func (t *tracing) activeSpan(c *webidl.Call) (any, error) {
	scope := t.script.iso.Scope()
	if s, ok := scope.Local(activeSpanKey{}); ok {
		return s, nil
	}
	at := scope.Context
	if at.Global {
		return nil, nil
	}
	if at.Native == nil {
		at.Native = map[any]any{}
	}
	root, ok := at.Native[activeSpanKey{}].(*goja.Object)
	if !ok {
		root = webidl.Wrap(c.Realm, &span{})
		at.Native[activeSpanKey{}] = root
	}
	return root, nil
}

// withActiveSpan calls a function, awaits included, within a span that there is.
func (t *tracing) withActiveSpan(c *webidl.Call) (any, error) {
	s, ok := c.Arg(0).(*goja.Object)
	if !ok || webidl.As[span](s) == nil {
		return nil, c.Bad(0, "Span")
	}
	f, ok := goja.AssertFunction(c.Arg(1))
	if !ok {
		return nil, c.Bad(1, "Function")
	}
	return t.within(s, f, c.Args[2:])
}

// span is a part of what a request does. Nobody collects spans here, so none is traced and all are forgotten; what a
// script says of one is checked all the same.
type span struct{ _ bool }

var spanClass = &webidl.Interface[span]{
	Name: "Span",
	Attributes: []webidl.Attribute[span]{
		{Name: "isTraced", Get: func(*span, *webidl.Call) (any, error) { return false, nil }, Prototype: true},
	},
	Operations: []webidl.Operation[span]{
		{Name: "spanContext", Run: (*span).spanContext},
		{Name: "setAttribute", Run: (*span).setAttribute},
		{Name: "setAttributes", Run: (*span).setAttributes},
		{Name: "recordException", Run: (*span).recordException},
		{Name: "updateName", Run: func(_ *span, c *webidl.Call) (any, error) { c.String(0); return c.This, nil }},
		{Name: "setStatus", Run: (*span).setStatus},
		{Name: "end", Run: func(*span, *webidl.Call) (any, error) { return nil, nil }},
	},
	If: never,
}

// spanContext answers the ids of a span that is not traced.
func (*span) spanContext(c *webidl.Call) (any, error) {
	o := c.Realm.VM.NewObject()
	_ = o.Set("traceId", "00000000000000000000000000000000")
	_ = o.Set("spanId", "0000000000000000")
	_ = o.Set("traceFlags", 0)
	return o, nil
}

func (*span) setAttribute(c *webidl.Call) (any, error) {
	c.String(0)
	spanValue(c.Realm, c.Arg(1))
	return c.This, nil
}

func (*span) setAttributes(c *webidl.Call) (any, error) {
	o, ok := c.Arg(0).(*goja.Object)
	if !ok {
		return nil, c.Bad(0, "object")
	}
	for _, name := range o.Keys() {
		spanValue(c.Realm, o.Get(name))
	}
	return c.This, nil
}

var bigIntType = reflect.TypeFor[*big.Int]()

// spanValue reads the value of an attribute: a string, a number or a boolean, or nothing.
func spanValue(r *webidl.Realm, v goja.Value) {
	if v == nil || goja.IsUndefined(v) || goja.IsNull(v) || v.ExportType() == reflect.TypeFor[bool]() {
		return
	}
	if v.ExportType() == bigIntType {
		r.Number(v) // which throws
	}
	r.Text(v)
}

func (*span) recordException(c *webidl.Call) (any, error) {
	if !c.Given(0) {
		return nil, c.Bad(0, "Value")
	}
	return nil, nil
}

func (*span) setStatus(c *webidl.Call) (any, error) {
	o, ok := c.Arg(0).(*goja.Object)
	if !ok {
		return nil, c.Bad(0, "TracingSpanStatus")
	}
	switch code := o.Get("code"); {
	case code == nil:
	case code.String() == "unset", code.String() == "ok", code.String() == "error":
		return c.This, nil
	}
	return nil, webidl.TypeError("Span status code must be 'unset', 'ok', or 'error'.")
}

// noCache is the cache of cloudflare:workers in an entrypoint that has none, as all have here: it has no members and
// keeps none.
type noCache struct{}

// Get answers nothing.
func (noCache) Get(string) goja.Value { return nil }

// Set forgets the value.
func (noCache) Set(string, goja.Value) bool { return true }

// Has answers that there is nothing.
func (noCache) Has(string) bool { return false }

// Delete has nothing to remove.
func (noCache) Delete(string) bool { return true }

// Keys lists nothing.
func (noCache) Keys() []string { return nil }
