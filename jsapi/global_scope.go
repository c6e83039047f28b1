package jsapi

import (
	"regexp"
	"strconv"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
)

// RequireHandler refuses what is not allowed while a bundle's top level is evaluated: input, output, timers
// and randomness.
func RequireHandler(r *webidl.Realm) error {
	s := r.Isolate.Scope()
	if s != nil && !s.Context.Global {
		return nil
	}
	return webidl.PlainError("Disallowed operation called within global scope. Asynchronous I/O (ex: fetch() or connect()), " +
		"setting a timeout, and generating random values are not allowed within global scope. " +
		"To fix this error, perform this operation within a handler. " +
		"https://developers.cloudflare.com/workers/runtime-apis/handlers/")
}

// GlobalScope is the global object as a target of events.
type GlobalScope struct {
	EventTarget
	reporting bool // an error event is being dispatched
}

// Super answers the EventTarget part.
func (g *GlobalScope) Super() any { return &g.EventTarget }

type globalScopeKey struct{}

// Scope answers the event target behind the realm's global object.
func Scope(r *webidl.Realm) *GlobalScope {
	g, ok := r.Native[globalScopeKey{}].(*GlobalScope)
	if !ok {
		g = &GlobalScope{}
		r.Native[globalScopeKey{}] = g
	}
	return g
}

// Report tells the script's error listeners, and then the isolate's observer, of an exception that nobody
// catches.
// https://html.spec.whatwg.org/#report-an-exception
func Report(r *webidl.Realm, err error) {
	v := r.Exception(err)
	g, global := Scope(r), r.VM.GlobalObject()
	if !g.reporting && g.Listens(global, "error") {
		g.reporting = true
		defer func() { g.reporting = false }()
		g.Dispatch(r, global, webidl.Wrap(r, uncaughtEvent(r, v)))
	}
	r.Isolate.ReportUncaught(r.Isolate.Scope(), &isolate.Thrown{Value: v})
}

// innermost matches the position in a stack's first frame.
var innermost = regexp.MustCompile(`\n    at (?:.*\()?(.*?):(\d+):(\d+)\)?(?:\n|$)`)

func uncaughtEvent(r *webidl.Realm, v goja.Value) *ErrorEvent {
	e := NewErrorEvent("Uncaught "+text(r, v), v)
	if o, ok := v.(*goja.Object); ok {
		if m := innermost.FindStringSubmatch(r.Isolate.Describe(o)); m != nil {
			e.Filename = m[1]
			e.Line, _ = strconv.Atoi(m[2])
			e.Column, _ = strconv.Atoi(m[3])
		}
	}
	return e
}

// text answers v as a string, whatever its own conversion does.
func text(r *webidl.Realm, v goja.Value) (s string) {
	if ex := r.VM.Try(func() { s = r.Text(v).String() }); ex != nil {
		return "exception that cannot be shown as text"
	}
	return s
}
