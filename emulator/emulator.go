package emulator

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"github.com/dodev/dodev/bindings/analytics"
	"github.com/dodev/dodev/bindings/d1"
	"github.com/dodev/dodev/bindings/email"
	"github.com/dodev/dodev/bindings/queues"
	"github.com/dodev/dodev/bindings/r2"
	"github.com/dodev/dodev/bindings/ratelimit"
	"github.com/dodev/dodev/config"
	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/jsapi/workers"
	"github.com/dodev/dodev/limits"
	"github.com/dodev/dodev/observe"
	"github.com/dodev/dodev/runtime"
	"github.com/dodev/dodev/runtime/isolate"
	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/bolt"
	"github.com/dodev/dodev/storage/sqlite"
	"github.com/dodev/dodev/wire"
)

// Options are what a project is run with.
type Options struct {
	// Config is where the primary Worker is, the one that answers requests from outside.
	Config config.Options
	// Auxiliary are the Workers beside it, which it and they reach by their names.
	Auxiliary []config.Options
	// Objects binds classes without a configuration file: binding name to class name.
	Objects map[string]string
	// PersistTo is the state folder; "" is .dodev/state beside the primary's configuration, or beside its entry.
	PersistTo string
	// Relaxed lets messages leave before what was written before them is on disk.
	Relaxed bool
	// IsolatePerObject gives every object an isolate of its own.
	IsolatePerObject bool
	// KeepSockets carries hibernatable sockets over a reload.
	KeepSockets bool
	// TurnLimit interrupts script that does not yield for so long; 0 does not.
	TurnLimit time.Duration
	// Crons has cron triggers fired by the clock.
	Crons bool
	// Limits are what production enforces and the local runtime does not; the zero value is none.
	Limits limits.Limits
	// ExposeGC gives scripts the global gc().
	ExposeGC bool

	Host     *host.Host
	Observer *observe.Observer
}

// Emulator is a running project. Its methods may be called from any goroutine.
type Emulator struct {
	options Options
	db      storage.Backend
	lock    *bolt.ProcessLock
	shelf   *bolt.Shelf
	folder  string // of the state
	// limiters are the counts of the rate limiting namespaces, by their ids.
	limiters  map[string]*ratelimit.Limiter
	databases map[string]*d1.Database // of D1, by their ids
	buckets   map[string]*r2.Bucket   // of R2, by their names
	datasets  map[string]*analytics.Dataset
	queues    map[string]*queues.Queue
	outbox    *email.Outbox
	objects   *runtime.Runtime
	clock     *clock // of the cron triggers

	mu      sync.RWMutex
	project *project

	reload sync.Mutex
	inputs []string // to watch, of the last attempt
	closed bool
}

// patience is how long a reload lets script of the old code run on before it is interrupted.
const patience = time.Second

// errStopped is why everything ends when the emulator is closed.
var errStopped = errors.New("dodev was stopped")

// Start reads the configuration, builds the project and runs its top level.
func Start(ctx context.Context, o Options) (*Emulator, error) {
	e := &Emulator{options: o, clock: &clock{host: o.Host, observer: o.Observer}}
	p, err := e.configure()
	if err != nil {
		return nil, err
	}
	if err := e.openStorage(p.primary().config); err != nil {
		return nil, err
	}
	e.objects = runtime.New(o.Host, o.Observer, e.db)
	err = e.build(ctx, p, nil)
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
	e.follow(p)
	return e, nil
}

func (e *Emulator) warn(list []config.Diagnostic) {
	for _, d := range list {
		e.options.Observer.Warn(d.String())
	}
}

// openStorage locks and opens the state folder, which is made at the first write.
func (e *Emulator) openStorage(c *config.Config) error {
	folder, err := StateFolder(c, e.options.PersistTo)
	if err != nil {
		return err
	}
	s, err := OpenState(folder, sqlite.Options{
		Relaxed: e.options.Relaxed, Now: e.options.Host.Now, Limits: e.options.Limits.SQLite,
		Reference: e.options.Host.Reference,
	})
	if err != nil {
		return err
	}
	e.db, e.shelf, e.lock, e.folder = s.Objects, s.Shelf, s.lock, folder
	e.outbox = email.NewOutbox(filepath.Join(folder, "email"), e.options.Host, e.options.Observer)
	return nil
}

// Listening tells whoever wants the same state folder where this process can be reached.
func (e *Emulator) Listening(url string) error { return e.lock.Announce(url) }

// Config answers the configuration of the running primary Worker.
func (e *Emulator) Config() *config.Config { return e.running().primary().config }

func (e *Emulator) running() *project {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return e.project
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
	p, err := e.configure()
	if err != nil {
		return err
	}
	if err := e.build(ctx, p, old); err != nil {
		return err
	}
	if err := e.launch(ctx, p, old); err != nil {
		return err
	}
	e.mu.Lock()
	e.project = p
	e.mu.Unlock()
	e.follow(p)
	stuck := e.options.Host.AfterFunc(patience, func() { old.interrupt(runtime.ErrReset) })
	e.objects.Drop(runtime.ErrReset, e.options.KeepSockets)
	stuck.Stop()
	old.close(runtime.ErrReset)
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
	p.primary().service().Fetch(req, func(res *wire.Response, err error) {
		if errors.Is(err, workers.ErrClosed) && e.running() != p { // it was replaced before the request began
			e.Fetch(req, answer)
			return
		}
		answer(res, err)
	})
}

// Scheduled runs a cron trigger. done is told whether the handler asked not to be called again, and why it failed.
func (e *Emulator) Scheduled(cron string, at time.Time, done func(noRetry bool, err error)) {
	e.running().primary().scheduled(cron, at, done)
}

// Email gives a mail to the email handler. done is told what came of it; without a delivery, why it is none.
func (e *Emulator) Email(from, to string, raw []byte, done func(*email.Delivery, error)) {
	d, err := e.outbox.Receive(from, to, raw)
	w := e.running().primary()
	switch {
	case err != nil:
		done(nil, err)
	case w.code == nil:
		done(d, email.ErrUnhandled)
	default:
		w.code.Email(d, func(err error) { done(d, err) })
	}
}

// ServiceWorker answers whether the script has event listeners instead of exports.
func (e *Emulator) ServiceWorker() bool { return e.running().primary().script.ServiceWorker }

// Tests answers the exports that have a test handler, in the order in which they are run.
func (e *Emulator) Tests() []string { return e.running().primary().exports.Tests }

// Test runs the test handler of an export. done is called with why it failed.
func (e *Emulator) Test(export string, done func(error)) {
	e.running().primary().code.Test(export, done)
}

// Interrupt stops running script at once.
func (e *Emulator) Interrupt(err error) { e.running().interrupt(err) }

// Close stops everything. What was acknowledged is on disk when it returns.
func (e *Emulator) Close() error {
	e.reload.Lock()
	defer e.reload.Unlock()
	if e.closed {
		return nil
	}
	e.closed = true
	e.clock.close()
	for _, q := range e.queues {
		q.Close()
	}
	if e.objects != nil {
		e.objects.Close(errStopped)
	}
	if p := e.running(); p != nil {
		p.close(errStopped)
		p.release(nil)
	}
	for _, db := range e.databases {
		db.Close()
	}
	for _, d := range e.datasets {
		d.Wait()
	}
	return errors.Join(e.db.Close(), e.shelf.Close(), e.lock.Release())
}

// slow tells a person of script of a Worker that does not yield.
func (e *Emulator) slow(w *worker, label string, at isolate.Position) {
	who := "the Worker"
	if len(e.options.Auxiliary) > 0 {
		who = "the Worker " + w.config.Name
	}
	if label != "" {
		who = label
	}
	where := ""
	if at.Line > 0 {
		where = " at " + locate(w.script.Inputs, at)
	}
	e.options.Observer.Warn(fmt.Sprintf("%s has been running for more than a second without yielding%s", who, where))
}
