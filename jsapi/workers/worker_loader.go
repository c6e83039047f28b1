package workers

import (
	"context"
	"slices"
	"sync"

	"github.com/dop251/goja"

	"github.com/dodev/dodev/jsapi/webidl"
	"github.com/dodev/dodev/runtime/isolate"
)

// Loader is what the WorkerLoaders of one binding share: the dynamic Workers that have names.
type Loader struct {
	// run makes a Worker of code and runs its top level.
	run   func(context.Context, *dynamicCode) (*Worker, error)
	mu    sync.Mutex
	named map[string]*dynamicWorker
}

// BindLoader answers a binding that loads Workers from code that w gives it.
func BindLoader(name string, w *Worker) Binding {
	l := &Loader{named: map[string]*dynamicWorker{}}
	l.run = func(ctx context.Context, code *dynamicCode) (*Worker, error) { return code.start(ctx, w) }
	return Binding{Name: name, Make: func(e *Environment) (goja.Value, error) {
		return webidl.Wrap(e.script.realm, &workerLoader{l}), nil
	}}
}

// find answers the dynamic Worker with a name, and whether nobody has asked for it before.
func (l *Loader) find(name string) (d *dynamicWorker, fresh bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if d = l.named[name]; d == nil {
		d, fresh = &dynamicWorker{}, true
		l.named[name] = d
	}
	return d, fresh
}

// workerLoader is a WorkerLoader.
type workerLoader struct{ loader *Loader }

var workerLoaderClass = &webidl.Interface[workerLoader]{
	Name: "WorkerLoader",
	Operations: []webidl.Operation[workerLoader]{
		{Name: "get", Run: (*workerLoader).get},
		{Name: "load", Run: (*workerLoader).load},
	},
	If: never,
}

// get answers the Worker with a name. If there is none, the function is asked for its code. Without a name there
// never is.
func (w *workerLoader) get(c *webidl.Call) (any, error) {
	name := c.Need(0, "string")
	code := c.Function(1)
	d, fresh := &dynamicWorker{}, true
	if !goja.IsNull(name) && !goja.IsUndefined(name) {
		d, fresh = w.loader.find(c.String(0))
	}
	if fresh {
		w.ask(of(c.Realm), d, code)
	}
	return webidl.Wrap(c.Realm, &workerStub{d}), nil
}

// ask calls the function that answers the code, before the context that it belongs to may end, and starts what it
// answers. If the context ends before it has there is no Worker.
func (w *workerLoader) ask(s *script, d *dynamicWorker, code goja.Callable) {
	op := s.iso.Begin().Keep()
	forget := op.Context().AtEnd(func(why error) { d.settle(nil, canceled(why)) })
	settle := func(code *dynamicCode, err error) {
		forget()
		if err != nil {
			d.settle(nil, err)
			return
		}
		w.start(s, d, code)
	}
	op.Deliver(func() {
		v, err := code(goja.Undefined())
		if err != nil {
			settle(nil, s.capture(s.realm.Exception(s.iso.Check(err))))
			return
		}
		s.realm.Then(v, func(v goja.Value) {
			o, ok := v.(*goja.Object)
			if !ok {
				settle(nil, s.captureError(webidl.TypeError("Incorrect type for Promise: the Promise did not resolve to 'WorkerCode'.")))
				return
			}
			code, err := s.readCode(o)
			if err != nil {
				err = s.captureError(err)
			}
			settle(code, err)
		}, func(v goja.Value) { settle(nil, s.capture(v)) })
	})
}

// canceled answers why there is no answer from a context that has ended.
func canceled(why error) error {
	if why == isolate.ErrEnded {
		return errCanceled
	}
	return asRemote(why)
}

// load answers a Worker of its own for the code.
func (w *workerLoader) load(c *webidl.Call) (any, error) {
	o, ok := c.Arg(0).(*goja.Object)
	if !ok {
		return nil, c.Bad(0, "WorkerCode")
	}
	code, err := of(c.Realm).readCode(o)
	if err != nil {
		return nil, err
	}
	d := &dynamicWorker{}
	w.start(of(c.Realm), d, code)
	return webidl.Wrap(c.Realm, &workerStub{d}), nil
}

// start builds the code and runs its top level, off the loop, whatever becomes of the context meanwhile: others may
// wait for it.
func (w *workerLoader) start(s *script, d *dynamicWorker, code *dynamicCode) {
	op := s.iso.Begin()
	go func() {
		worker, err := w.loader.run(context.Background(), code)
		d.settle(worker, err)
		op.Deliver(func() {})
	}()
}

// dynamicWorker is a Worker that was loaded, or is being. Its methods may be called from any goroutine.
type dynamicWorker struct {
	mu      sync.Mutex
	known   bool
	worker  *Worker
	exports Exports
	err     error
	waiting []func()
}

// settle says what came of the loading.
func (d *dynamicWorker) settle(w *Worker, err error) {
	d.mu.Lock()
	d.known, d.worker, d.err = true, w, err
	if w != nil {
		d.exports = w.exports
	}
	waiting := d.waiting
	d.waiting = nil
	d.mu.Unlock()
	for _, f := range waiting {
		f()
	}
}

// use calls f once it is known what came of the loading, at once if it is.
func (d *dynamicWorker) use(f func()) {
	d.mu.Lock()
	if !d.known {
		d.waiting = append(d.waiting, f)
		d.mu.Unlock()
		return
	}
	d.mu.Unlock()
	f()
}

// adopt has a dynamic Worker end with the one that loaded it. It answers false if that has ended.
func (w *Worker) adopt(child *Worker) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return false
	}
	w.children = append(w.children, child)
	return true
}

// disown takes back adopt for a Worker that does not run.
func (w *Worker) disown(child *Worker) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.children = slices.DeleteFunc(w.children, func(c *Worker) bool { return c == child })
}

// start makes a Worker of the code, for another that loads it.
func (c *dynamicCode) start(ctx context.Context, loader *Worker) (*Worker, error) {
	w, err := c.build(ctx, loader)
	if err != nil {
		return nil, startFailed(err)
	}
	if !loader.adopt(w) {
		return nil, ErrClosed
	}
	if w.exports, err = w.Start(ctx); err != nil {
		loader.disown(w)
		return nil, startFailed(err)
	}
	return w, nil
}
