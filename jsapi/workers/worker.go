package workers

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"
	"time"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/bundle"
	"github.com/dodev/dodev/compat"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/jsapi"
	"github.com/dodev/dodev/limits"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/runtime/isolate"
)

// Definition is what a Worker is made of. It does not change once the Worker has started.
type Definition struct {
	Name    string
	Flags   compat.Flags
	Program *isolate.Program
	Assets  map[string]bundle.Asset
	// Files answers the Worker's own modules by their paths, as node:fs finds them in /bundle; nil is none.
	Files         func() iter.Seq2[string, []byte]
	ServiceWorker bool
	// ModuleRoot is the folder by which the modules of a Worker that was not bundled are named; "" names them by
	// their paths.
	ModuleRoot string
	Bindings   []Binding
	// Tails are the entrypoints that are told what happened in each event of the Worker.
	Tails []Service
	// Env is the env of a dynamic Worker, which has no bindings.
	Env *given
	// Outbound is where the global fetch and connect() lead; the zero value is the network.
	Outbound jsapi.Outbound
	// Caches are where the Cache API keeps responses; nil is nowhere.
	Caches jsapi.CacheStore
	// Namespaces are the namespaces that are configured for classes of the Worker, bound or not.
	Namespaces map[string]*runtime.Namespace
	// Objects are the objects of all Workers.
	Objects *runtime.Runtime
	// IsolatePerObject gives every object an isolate of its own, instead of one for the whole Worker.
	IsolatePerObject bool
	// TurnLimit bounds every turn of script; 0 does not.
	TurnLimit time.Duration
	// Limits are what production enforces and the local runtime does not.
	Limits limits.Limits
	// ExposeGC gives scripts the global gc().
	ExposeGC bool
	// OnSlow is told of a turn that has run for a second.
	OnSlow func(label string, at isolate.Position)

	Host     *host.Host
	Observer *observe.Observer
}

// Worker is one loaded Worker. Its methods may be called from any goroutine.
type Worker struct {
	Definition

	loading sync.Mutex // taken before mu
	mu      sync.Mutex
	shared  *script
	own     map[*script]struct{} // every other one: of objects that have an isolate each, or loading
	closed  bool
	// children are the dynamic Workers that it has loaded.
	children []*Worker
	exports  Exports // of a dynamic Worker
}

// ErrClosed is why a Worker that was stopped takes no more requests. None has begun that fails with it.
var ErrClosed = errors.New("the Worker was stopped")

// New answers a Worker. Its script is loaded by Start.
func New(d Definition) *Worker { return &Worker{Definition: d, own: map[*script]struct{}{}} }

// Start runs the script's top level, and answers what it exports. A script that has not finished when ctx
// ends is interrupted.
func (w *Worker) Start(ctx context.Context) (Exports, error) {
	s, err := w.load(ctx)
	if err != nil {
		return Exports{}, err
	}
	w.share(s)
	return s.exports, nil
}

// share makes a loaded script the one for handlers and, by default, objects.
func (w *Worker) share(s *script) {
	w.mu.Lock()
	w.shared = s
	delete(w.own, s)
	w.mu.Unlock()
}

// load runs the script in a new isolate and waits for its top level. Close and Interrupt reach it from the
// beginning.
func (w *Worker) load(ctx context.Context) (*script, error) {
	s := newScript(w)
	w.mu.Lock()
	if w.closed {
		w.mu.Unlock()
		return nil, ErrClosed
	}
	w.own[s] = struct{}{}
	w.mu.Unlock()
	defer context.AfterFunc(ctx, func() { s.iso.Interrupt(context.Cause(ctx)) })()
	failed := make(chan error, 1)
	err := ErrClosed
	if s.iso.Post(func() { failed <- s.load() }) {
		err = <-failed
	}
	if err != nil {
		w.mu.Lock()
		delete(w.own, s)
		w.mu.Unlock()
		s.iso.Close(err)
		return nil, err
	}
	return s, nil
}

// script answers the shared script, loading it anew if its isolate was condemned.
func (w *Worker) script() (*script, error) {
	if s, err := w.running(); s != nil || err != nil {
		return s, err
	}
	w.loading.Lock()
	defer w.loading.Unlock()
	if s, err := w.running(); s != nil || err != nil {
		return s, err // somebody else loaded it meanwhile
	}
	s, err := w.load(context.Background())
	if err != nil {
		return nil, fmt.Errorf("load the Worker again: %w", err)
	}
	w.share(s)
	return s, nil
}

// running answers the shared script if it can run, nil if it has to be loaded.
func (w *Worker) running() (*script, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.closed:
		return nil, ErrClosed
	case w.shared == nil || w.shared.iso.Dead():
		return nil, nil
	}
	return w.shared, nil
}

// objectScript answers the script for a new instance of an object.
func (w *Worker) objectScript() (*script, error) {
	if w.IsolatePerObject {
		return w.load(context.Background())
	}
	return w.script()
}

// post runs f on the loop of an isolate that can run script, or failed if there is none any more.
func (w *Worker) post(f func(*script), failed func(error)) {
	s, err := w.script()
	switch {
	case err != nil:
		failed(err)
	case !s.iso.Post(func() {
		if s.iso.Dead() { // of what was before f
			w.post(f, failed)
			return
		}
		f(s)
	}):
		failed(ErrClosed)
	}
}

// retire closes the isolate of an object that is gone. The turn that ended the object may still run in it, so
// Close waits for it too.
func (w *Worker) retire(s *script) {
	w.mu.Lock()
	_, own := w.own[s]
	w.mu.Unlock()
	if !own {
		return
	}
	go func() {
		s.iso.Close(ErrClosed)
		w.mu.Lock()
		delete(w.own, s)
		w.mu.Unlock()
	}()
}

// Close ends everything that runs.
func (w *Worker) Close(why error) {
	w.mu.Lock()
	w.closed = true
	list := make([]*script, 0, len(w.own)+1)
	if w.shared != nil {
		list = append(list, w.shared)
	}
	for s := range w.own {
		list = append(list, s)
	}
	children := w.children
	w.mu.Unlock()
	for _, child := range children {
		child.Close(why)
	}
	for _, s := range list {
		s.iso.Interrupt(why) // a turn that never ends must not keep the process
		s.iso.Close(why)
	}
}

// Interrupt stops the running turns of every isolate, each of which is condemned.
func (w *Worker) Interrupt(why error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.shared != nil {
		w.shared.iso.Interrupt(why)
	}
	for s := range w.own {
		s.iso.Interrupt(why)
	}
	for _, child := range w.children {
		child.Interrupt(why)
	}
}

// Class answers the code of one of the Worker's Durable Object classes.
func (w *Worker) Class(name string) runtime.Code { return &classCode{worker: w, class: name} }

// Exports is what a Worker's main module exports.
type Exports struct {
	// Classes are the Durable Object classes, in the order of the exports.
	Classes []string
	// Entrypoints are the other named exports that can be called: classes of WorkerEntrypoint, and objects.
	Entrypoints []string
	// Default says that there is a default export.
	Default bool
	// Handlers are the names of the default export's handlers.
	Handlers []string
	// Tests are the exports that have a test handler, in the order in which they are run.
	Tests []string
}

// Binding is one member of env.
type Binding struct {
	Name string
	// Make answers the member's value in one isolate.
	Make func(*Environment) (goja.Value, error)
	// Variable is the member's value in process.env, where it has one.
	Variable *string
	// IfExported takes the member away again unless the script exports a Durable Object class of this name.
	IfExported string
}
