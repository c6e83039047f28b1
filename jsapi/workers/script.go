package workers

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/bundle"
	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/jsapi/node"
	"github.com/dodev/dodev/jsapi/wasm"
	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
)

// script is a Worker loaded into one isolate. It belongs to the isolate's loop.
type script struct {
	worker  *Worker
	iso     *isolate.Isolate
	realm   *webidl.Realm
	entry   *goja.Object // the main module's namespace; nil for a service worker
	env     *goja.Object
	parse   goja.Callable // JSON.parse
	modules map[string]goja.Value
	assets  map[string]goja.Value
	exports Exports
	// loopbacks is ctx.exports, once it was asked for.
	loopbacks *goja.Object
	classes   map[string]*goja.Object

	sourceOf   goja.Callable            // Function.prototype.toString
	takers     map[goja.Value]bool      // of a third argument, by handler
	accessors  map[*member]accessor     // of lazy members
	additional map[string]goja.Callable // modules by path, imported when asked for

	lost [len(lostWarnings)]bool // what was warned of
}

type scriptKey struct{}

// of answers the script of a realm.
func of(r *webidl.Realm) *script { return r.Native[scriptKey{}].(*script) }

func newScript(w *Worker) *script {
	s := &script{worker: w, modules: map[string]goja.Value{}, assets: map[string]goja.Value{}, classes: map[string]*goja.Object{}, accessors: map[*member]accessor{},
		additional: map[string]goja.Callable{}}
	s.iso = isolate.New(isolate.Options{
		Host: w.Host, Observer: w.Observer, Flags: w.Flags, TurnLimit: w.TurnLimit, OnSlow: w.OnSlow,
		Mentions:    w.Program.Mentions,
		Module:      w.module,
		OnUnhandled: func(p *goja.Promise) bool { return jsapi.DispatchUnhandledRejection(s.realm, p) },
		OnHandled:   func(p *goja.Promise) { jsapi.DispatchRejectionHandled(s.realm, p) },
	})
	s.iso.Owner = s
	return s
}

// module answers what a stack calls a source file.
func (w *Worker) module(file string) (string, bool) {
	if w.ModuleRoot == "" {
		return "", false
	}
	name, ok := strings.CutPrefix(filepath.ToSlash(bundle.Path(file)), filepath.ToSlash(w.ModuleRoot)+"/")
	if ok && w.Flags.Has(compat.NewModuleRegistry) {
		name = "file:///bundle/" + name
	}
	return name, ok
}

// global is the scope of the top level, where no I/O is allowed.
func (s *script) global() *isolate.Scope {
	return &isolate.Scope{Context: s.iso.NewContext(isolate.Context{Global: true})}
}

// load builds the realm and runs the top level.
func (s *script) load() error {
	scope := s.global()
	defer scope.Context.End(nil)
	var failed error
	s.iso.Enter(scope, func() {
		s.realm = webidl.NewRealm(s.iso)
		s.realm.Native[scriptKey{}] = s
		jsapi.Install(s.realm, namespace)
		if s.worker.ExposeGC {
			_ = s.iso.VM.GlobalObject().Set("gc", s.realm.Function("gc", collect))
		}
		jsapi.AddCloneables(s.realm, rpcCloneables...)
		jsapi.CloneFunctions(s.realm, writeFunction)
		jsapi.SetOutbound(s.realm, s.worker.Outbound)
		if s.worker.Caches != nil {
			jsapi.SetCacheStore(s.realm, s.worker.Caches)
		}
		node.SetPlatform(s.realm, func(name string) (goja.Value, error) {
			if HostModules(s.realm.Flags)[name] == nil {
				return nil, nil
			}
			return s.module(name)
		})
		if s.worker.Files != nil {
			node.SetFiles(s.realm, s.worker.Files)
		}
		s.sourceOf, _ = goja.AssertFunction(s.realm.Function("", collect).Prototype().Get("toString"))
		failed = s.makeEnv()
	})
	if failed != nil {
		return failed
	}
	if why := s.iso.Condemned(); why != nil {
		return why
	}
	entry, err := s.iso.Load(scope, s.worker.Program, isolate.Modules{
		Host: s.module, Asset: s.asset, Meta: s.importMeta, Import: s.dynamicImport,
		Module: func(name string, load goja.Callable) { s.additional[name] = load },
	})
	if err != nil {
		return s.uncaught(err)
	}
	s.entry = entry
	s.iso.Enter(scope, func() { failed = s.inspectExports() })
	return failed
}

// collect is the global gc: what is unreachable when it is called is gone when it returns.
func collect(goja.FunctionCall) goja.Value {
	runtime.GC()
	runtime.GC() // what the first one found out about weak references
	return goja.Undefined()
}

// StartError is an exception that ended the script's top level. Stack is what a terminal shows.
type StartError struct{ Stack string }

// Error is the platform's word for it and the stack.
func (e *StartError) Error() string { return "Uncaught " + e.Stack }

func (s *script) uncaught(err error) error {
	if t, ok := err.(*isolate.Thrown); ok {
		return &StartError{s.iso.Describe(t.Value)}
	}
	return &StartError{s.iso.DescribeError(err)}
}

// inspectExports sorts the exports into classes and handlers, as platforms do at start.
func (s *script) inspectExports() error {
	if s.entry == nil {
		return nil
	}
	for _, name := range s.entry.Keys() {
		v := s.entry.Get(name)
		o, isObject := v.(*goja.Object)
		switch {
		case goja.IsUndefined(v) || goja.IsNull(v):
			return &StartError{"TypeError: Cannot initialize N7workerd3api15ExportedHandlerE with required members from an undefined or null value."}
		case !isObject:
			return &StartError{fmt.Sprintf("TypeError: Incorrect type for map entry '%s': the provided value is not of type "+
				"'function or ExportedHandler'.", name)}
		case name == "default":
			s.exports.Default, s.exports.Handlers = true, handlerNames(o)
		default:
			switch _, function := goja.AssertFunction(o); {
			case !function, s.extends(o, "WorkerEntrypoint"):
				s.exports.Entrypoints = append(s.exports.Entrypoints, name)
			case !s.extends(o, "WorkflowEntrypoint"):
				s.classes[name] = o
				s.exports.Classes = append(s.exports.Classes, name)
			}
		}
	}
	s.exports.Tests = s.tests()
	for _, b := range s.worker.Bindings {
		if b.IfExported != "" && s.classes[b.IfExported] == nil {
			_ = s.env.Delete(b.Name)
		}
	}
	return nil
}

// extends answers whether a class has a base class of the cloudflare:workers module in its chain.
func (s *script) extends(class *goja.Object, base string) bool {
	var b *goja.Object
	switch base {
	case "WorkerEntrypoint":
		b = webidl.Constructor[workerEntrypoint](s.realm)
	case "WorkflowEntrypoint":
		b = webidl.Constructor[workflowEntrypoint](s.realm)
	default:
		b = webidl.Constructor[durableObjectBase](s.realm)
	}
	for p := class; p != nil; p = p.Prototype() {
		if p == b {
			return true
		}
	}
	return false
}

func handlerNames(o *goja.Object) []string {
	var names []string
	for _, name := range []string{"fetch", "scheduled", "queue", "email", "tail", "trace", "tailStream", "connect", "test"} {
		at := o
		if proto, ok := o.Get("prototype").(*goja.Object); ok {
			at = proto
		}
		if _, ok := goja.AssertFunction(at.Get(name)); ok {
			names = append(names, name)
		}
	}
	return names
}

// asset answers the value of an imported file: made once an isolate, from bytes that all share.
func (s *script) asset(id string) (goja.Value, error) {
	if v, ok := s.assets[id]; ok {
		return v, nil
	}
	a, ok := s.worker.Assets[id]
	if !ok {
		return nil, fmt.Errorf("no asset %q", id)
	}
	var v goja.Value
	switch a.Kind {
	case bundle.Text:
		v = s.iso.VM.ToValue(string(a.Bytes))
	case bundle.Data:
		v = s.iso.VM.ToValue(s.iso.VM.NewArrayBuffer(append([]byte(nil), a.Bytes...)))
	default:
		m, err := wasm.Parse(a.Bytes)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", a.Name, err)
		}
		v = wasm.NewModule(s.realm, m)
	}
	s.assets[id] = v
	return v, nil
}
