package emulator

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"github.com/dodev/dodev/bundle"
	"github.com/dodev/dodev/config"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/jsapi/workers"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/storage/bolt"
	"github.com/dodev/dodev/wire"
)

// Options are what a project is run with.
type Options struct {
	Config config.Options
	// Objects binds classes without a configuration file: binding name to class name.
	Objects map[string]string
	// PersistTo is the state folder; "" is .dodev/state beside the configuration, or beside the entry.
	PersistTo string
	// Relaxed lets messages leave before what was written before them is on disk.
	Relaxed bool
	// IsolatePerObject gives every object an isolate of its own.
	IsolatePerObject bool
	// KeepSockets carries hibernatable sockets over a reload.
	KeepSockets bool
	// TurnLimit interrupts script that does not yield for so long; 0 does not.
	TurnLimit time.Duration

	Host     *host.Host
	Observer *observe.Observer
}

// Emulator is a running project. Its methods may be called from any goroutine.
type Emulator struct {
	options Options
	db      *bolt.DB
	lock    *bolt.ProcessLock
	objects *runtime.Runtime

	mu      sync.RWMutex
	project *project

	reload sync.Mutex
	inputs []string // to watch, of the last attempt
	closed bool
}

// project is one version of the code and its configuration.
type project struct {
	config  *config.Config
	script  *bundle.Script
	builder *bundle.Builder
	options bundle.Options
	worker  *workers.Worker
	rows    []Row
}

// patience is how long a reload lets script of the old code run on before it is interrupted.
const patience = time.Second

// errStopped is why everything ends when the emulator is closed.
var errStopped = errors.New("dodev was stopped")

// Start reads the configuration, builds the project and runs its top level.
func Start(ctx context.Context, o Options) (*Emulator, error) {
	e := &Emulator{options: o}
	c, warnings, err := config.Load(o.Config)
	if err != nil {
		return nil, err
	}
	e.warn(warnings)
	if err := e.openStorage(c); err != nil {
		return nil, err
	}
	e.objects = runtime.New(o.Host, o.Observer, e.db)
	p, err := e.build(ctx, c, nil)
	if err == nil {
		err = e.launch(ctx, p, nil)
	}
	if err != nil {
		_ = e.Close()
		return nil, err
	}
	e.project = p
	if err := e.objects.LoadAlarms(); err != nil {
		_ = e.Close()
		return nil, err
	}
	return e, nil
}

func (e *Emulator) warn(list []config.Diagnostic) {
	for _, d := range list {
		e.options.Observer.Warn(d.String())
	}
}

// openStorage locks and opens the state folder, which is made at the first write.
func (e *Emulator) openStorage(c *config.Config) error {
	folder := e.options.PersistTo
	if folder == "" {
		folder = filepath.Join(c.Dir, ".dodev", "state")
	}
	folder, err := filepath.Abs(folder)
	if err != nil {
		return fmt.Errorf("find the state folder: %w", err)
	}
	file := filepath.Join(folder, "objects.db")
	if e.lock, err = bolt.Lock(folder, ""); err != nil {
		return err
	}
	if e.db, err = bolt.Open(bolt.Options{Path: file, Relaxed: e.options.Relaxed}); err != nil {
		_ = e.lock.Release()
		return err
	}
	return nil
}

// Listening tells whoever wants the same state folder where this process can be reached.
func (e *Emulator) Listening(url string) error { return e.lock.Announce(url) }

// Config answers the configuration of the running code.
func (e *Emulator) Config() *config.Config { return e.running().config }

func (e *Emulator) running() *project {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return e.project
}

// build makes the script of a configuration. A project built before with the same options lends its builder,
// which has most of the work done already.
func (e *Emulator) build(ctx context.Context, c *config.Config, old *project) (*project, error) {
	p := &project{config: c, options: bundleOptions(c)}
	if old != nil && sameOptions(old.options, p.options) {
		p.builder = old.builder
	} else {
		b, err := bundle.New(p.options)
		if err != nil {
			return nil, err
		}
		p.builder = b
	}
	script, err := p.builder.Build(ctx)
	e.inputs = append([]string{}, c.Watch...)
	if err != nil {
		var broken *bundle.Error
		if errors.As(err, &broken) {
			e.inputs = append(e.inputs, broken.Inputs...)
		}
		p.release(old)
		return nil, err
	}
	e.inputs = append(e.inputs, script.Inputs...)
	for _, w := range script.Warnings {
		e.options.Observer.Warn(w.String())
	}
	p.script = script
	return p, nil
}

// release gives up the builder of p, unless other lent it.
func (p *project) release(other *project) {
	if other == nil || p.builder != other.builder {
		p.builder.Close()
	}
}

// launch runs the project's top level in a new Worker, which objects start in from then on. A project that
// does not run is released.
func (e *Emulator) launch(ctx context.Context, p, old *project) error {
	exports, err := e.load(ctx, p)
	if err != nil {
		p.release(old)
		return err
	}
	for _, class := range exports.Classes {
		n := e.objects.Namespace(p.config.Name+"-"+class, class)
		n.SQLite.Store(p.sqlite(class))
		n.Use(p.worker.Class(class))
	}
	return nil
}

// load makes the project's Worker and checks what it exports against its bindings.
func (e *Emulator) load(ctx context.Context, p *project) (exports workers.Exports, err error) {
	if err := e.checkUses(p); err != nil {
		return exports, err
	}
	program, err := isolate.Compile(p.script.Program)
	p.script.Program, p.script.Text = nil, "" // compiled, they are only memory
	if err != nil {
		return exports, fmt.Errorf("%s: %w", p.config.Main, err)
	}
	bindings := e.bindings(p)
	p.worker = workers.New(workers.Definition{
		Name: p.config.Name, Flags: p.config.Flags, Program: program, Assets: p.script.Assets,
		ServiceWorker: p.script.ServiceWorker, Bindings: bindings,
		IsolatePerObject: e.options.IsolatePerObject, TurnLimit: e.options.TurnLimit, OnSlow: e.slow,
		Host: e.options.Host, Observer: e.options.Observer,
	})
	if exports, err = p.worker.Start(ctx); err != nil {
		return exports, err
	}
	if err := e.checkExports(p, exports); err != nil {
		p.worker.Close(errStopped)
		return exports, err
	}
	return exports, nil
}

// Reload reads the configuration again, builds and starts the code, and puts it in place of the old. When it
// fails the old code goes on.
func (e *Emulator) Reload(ctx context.Context) error {
	e.reload.Lock()
	defer e.reload.Unlock()
	if e.closed {
		return errStopped
	}
	old := e.running()
	c, warnings, err := config.Load(e.options.Config)
	if err != nil {
		return err
	}
	e.warn(warnings)
	p, err := e.build(ctx, c, old)
	if err != nil {
		return err
	}
	if err := e.launch(ctx, p, old); err != nil {
		return err
	}
	e.mu.Lock()
	e.project = p
	e.mu.Unlock()
	stuck := e.options.Host.AfterFunc(patience, func() { old.worker.Interrupt(runtime.ErrReset) })
	e.objects.Drop(runtime.ErrReset, e.options.KeepSockets)
	stuck.Stop()
	old.worker.Close(runtime.ErrReset)
	old.release(p)
	if err := e.objects.LoadAlarms(); err != nil { // of classes that are new, too
		e.options.Observer.Warn(err.Error())
	}
	return nil
}

// Inputs answers the files whose change means to reload. Some may not exist.
func (e *Emulator) Inputs() []string {
	e.reload.Lock()
	defer e.reload.Unlock()
	return append([]string{}, e.inputs...)
}

// Fetch answers a request from outside.
func (e *Emulator) Fetch(req *wire.Request, answer func(*wire.Response, error)) {
	p := e.running()
	p.worker.Fetch(req, func(res *wire.Response, err error) {
		if errors.Is(err, workers.ErrClosed) && e.running() != p { // it was replaced before the request began
			e.Fetch(req, answer)
			return
		}
		answer(res, err)
	})
}

// Scheduled runs a cron trigger.
func (e *Emulator) Scheduled(cron string, at time.Time, done func(error)) {
	e.running().worker.Scheduled(cron, at, done)
}

// Interrupt stops running script at once.
func (e *Emulator) Interrupt(err error) { e.running().worker.Interrupt(err) }

// Close stops everything. What was acknowledged is on disk when it returns.
func (e *Emulator) Close() error {
	e.reload.Lock()
	defer e.reload.Unlock()
	if e.closed {
		return nil
	}
	e.closed = true
	if e.objects != nil {
		e.objects.Close(errStopped)
	}
	if p := e.running(); p != nil {
		p.worker.Close(errStopped)
		p.builder.Close()
	}
	return errors.Join(e.db.Close(), e.lock.Release())
}
