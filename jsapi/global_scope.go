package jsapi

import (
	"regexp"
	"strconv"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi/ecma"
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

// workerGlobalScopeClass implements https://html.spec.whatwg.org/#workerglobalscope.
var workerGlobalScopeClass = &webidl.Interface[WorkerGlobalScope]{
	Name:     "WorkerGlobalScope",
	Inherits: eventTargetClass,
	Operations: []webidl.Operation[WorkerGlobalScope]{
		{Name: "importScripts", If: webidl.Unless(compat.NoGlobalImportScripts), Run: func(_ *WorkerGlobalScope, c *webidl.Call) (any, error) {
			return importScripts(c)
		}},
	},
	Named: linkGlobalScope,
}

// WorkerGlobalScope is the part of the global object that all kinds of workers have.
type WorkerGlobalScope struct{ EventTarget }

// Super answers the EventTarget part.
func (g *WorkerGlobalScope) Super() any { return &g.EventTarget }

// globalScopeClass implements https://w3c.github.io/ServiceWorker/#serviceworkerglobalscope.
var globalScopeClass = &webidl.Interface[GlobalScope]{
	Name:     "ServiceWorkerGlobalScope",
	Inherits: workerGlobalScopeClass,
	Named:    linkGlobalScope,
}

// GlobalScope is the global object, as a target of events.
type GlobalScope struct {
	WorkerGlobalScope
	reporting bool // an error event is being dispatched
}

// Super answers the WorkerGlobalScope part.
func (g *GlobalScope) Super() any { return &g.WorkerGlobalScope }

// linkGlobalScope makes the global object an instance of ServiceWorkerGlobalScope. It is put off until a script
// names one of the classes, which is when it could tell the difference.
func linkGlobalScope(r *webidl.Realm) {
	if r.Native[linkedKey{}] != nil {
		return
	}
	r.Native[linkedKey{}] = true
	webidl.Bind(r, r.VM.GlobalObject(), Scope(r))
	global := r.VM.GlobalObject()
	object := r.VM.NewObject().Prototype()
	last := global.Prototype() // behind it are the globals that nobody has named yet, of the platform and the language
	for last.Prototype() != nil && last.Prototype() != object {
		last = last.Prototype()
	}
	_ = last.SetPrototype(webidl.Prototype[GlobalScope](r))
}

type linkedKey struct{}

// reveal makes every global and puts it where it belongs.
func reveal(r *webidl.Realm) {
	r.Reveal = nil
	linkGlobalScope(r)
	scope, global := webidl.Prototype[GlobalScope](r), r.VM.GlobalObject()
	for _, name := range ecma.Names() {
		global.Get(name) // which makes it
	}
	global.Get(globalScopeClass.Name)
	r.Spread(scope)
	for _, make := range r.Unmade {
		make()
	}
	worker := webidl.Prototype[WorkerGlobalScope](r)
	_ = worker.Set(eventTargetClass.Name, scope.Get(eventTargetClass.Name))
	_ = scope.Delete(eventTargetClass.Name)
	// The global object's own event methods are not those of EventTarget: they need no receiver.
	target := r.VM.CreateObject(worker.Prototype())
	for _, g := range eventsGlobals {
		if g.Inherited && worker.Get(g.Name) != nil {
			_ = target.Set(g.Name, g.Value(r))
		}
	}
	_ = worker.SetPrototype(target)
	_ = global.DeleteSymbol(goja.SymToStringTag) // the class has it, if the date does
	_ = global.SetPrototype(scope)               // nothing is left of what was made on demand
}

// installEvents prepares a realm for exceptions and events, once its classes are installed.
func installEvents(r *webidl.Realm) {
	installDOMException(r)
	tag := "Object" // the engine itself says "global"
	if r.Flags.Has(compat.SetToStringTag) {
		tag = "ServiceWorkerGlobalScope"
	}
	_ = r.VM.GlobalObject().DefineDataPropertySymbol(goja.SymToStringTag, r.VM.ToValue(tag),
		goja.FLAG_FALSE, goja.FLAG_TRUE, goja.FLAG_FALSE)
}

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
	r.Isolate.ReportException(r.Isolate.Scope(), &isolate.Thrown{Value: v})
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

// reportError implements https://html.spec.whatwg.org/#dom-reporterror.
func reportError(c *webidl.Call) (any, error) {
	Report(c.Realm, webidl.Throw(c.Need(0, "Value")))
	return nil, nil
}

func importScripts(*webidl.Call) (any, error) {
	return nil, webidl.PlainError("Failed to execute 'importScripts' on 'WorkerGlobalScope': the method is not implemented.")
}

// eventMethod declares a method of EventTarget as a global function, for the global object unless it is called
// on another target.
func eventMethod(name string, run func(*EventTarget, *webidl.Call) (any, error)) webidl.Global {
	return webidl.Global{Name: name, Inherited: true, Value: func(r *webidl.Realm) goja.Value {
		return r.Method("EventTarget", name, func(c *webidl.Call) (any, error) {
			if t := webidl.As[EventTarget](c.This); t != nil {
				return run(t, c)
			}
			c.This = r.VM.GlobalObject()
			return run(&Scope(r).EventTarget, c)
		})
	}}
}
