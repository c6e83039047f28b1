package sqlite

import (
	"container/list"
	"errors"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/dodev/dodev/limits"
	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/journal"
)

// connections is how many databases are kept open for their next use.
const connections = 256

// Base is the backend of the objects that are in no database, and the index of those that are: their alarms, their
// names and the fact itself.
type Base interface {
	storage.Backend
	// Place answers where the object is kept.
	Place(obj storage.Object) (storage.Place, error)
	// Journal answers what the base makes its commits durable with.
	Journal() *journal.Journal
}

// Options says where a DB keeps its files and how carefully.
type Options struct {
	// Folder holds a folder for each namespace, with a file for each of its objects.
	Folder string
	Base   Base
	// Relaxed reports a commit durable before the disk has it: nothing is lost when the process dies, but a power
	// failure may damage a file.
	Relaxed bool
	// Limits are those of production, beyond the local runtime's; the zero value is none.
	Limits limits.SQLite
	// Now is the clock that histories go by.
	Now func() time.Time
	// Reference answers the name of an internal error; without one it has none.
	Reference func() string
	// Connections is how many databases stay open while nobody uses them; 0 is 256.
	Connections int

	always bool              // every object moves at its first batch
	step   func(step string) // hears of each step of a move
}

// DB keeps objects in SQLite, one file an object, once they have moved there; others it leaves to its base. It
// implements [storage.SessionBackend].
//
// Locks are taken in the order home.use, DB.making, DB.mu.
type DB struct {
	options Options
	slots   chan struct{} // bounds how many files are synced at a time

	repaired sync.Once
	damage   error // why that failed

	making  sync.Mutex
	folders map[string]bool // those that are there; guarded by making

	mu      sync.Mutex
	changed sync.Cond // signalled when a home ends or settles
	homes   map[storage.Object]*home
	open    list.List       // of *home: the connections, least recently used first
	running int             // goroutines, and commits in the journal
	behind  map[string]bool // the logs of which only the journal is sure to have all
	closed  bool
}

var _ storage.SessionBackend = (*DB)(nil)

// Open answers the backend. It touches no file.
func Open(o Options) *DB {
	if o.Connections == 0 {
		o.Connections = connections
	}
	if o.Now == nil {
		o.Now = stopped
	}
	if o.step == nil {
		o.step = func(string) {}
	}
	db := &DB{
		options: o, slots: make(chan struct{}, 64), homes: map[storage.Object]*home{}, folders: map[string]bool{},
		behind: map[string]bool{},
	}
	db.changed.L = &db.mu
	o.Base.Journal().OnTurn(db.catchUp)
	return db
}

// start runs f on a goroutine that Close waits for. db.mu is held.
func (db *DB) start(f func()) {
	db.running++
	go func() {
		f()
		db.mu.Lock()
		db.running--
		db.changed.Broadcast()
		db.mu.Unlock()
	}()
}

// find answers the home of an object that is kept in a database, with one more reference to it; nil if it is not.
func (db *DB) find(obj storage.Object) (*home, error) { return db.lookUp(obj, false) }

// lookUp is find. A home that failed is waited out, or answered to those who only wait for what it has queued: they
// may be who has to let go of it.
func (db *DB) lookUp(obj storage.Object, failed bool) (*home, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	for {
		if db.closed {
			return nil, storage.ErrClosed
		}
		h := db.homes[obj]
		switch {
		case h == nil:
			place, err := db.options.Base.Place(obj)
			if err != nil || place == storage.Here {
				return nil, err
			}
			if h, err = db.settledHome(obj, place); err != nil {
				return nil, err
			}
		case h.failed != nil && !failed: // somebody still has to let go of it
			db.changed.Wait()
			continue
		case h.fresh:
			return nil, nil
		}
		h.refs++
		return h, nil
	}
}

// make answers the home of an object that has none yet, with one reference to it.
func (db *DB) make(obj storage.Object) (*home, error) {
	db.mu.Lock()
	defer db.mu.Unlock()
	for db.homes[obj] != nil && !db.closed { // one that failed, or was given up
		db.changed.Wait()
	}
	if db.closed {
		return nil, storage.ErrClosed
	}
	h := db.newHome(obj)
	h.fresh, h.refs = true, 1
	return h, nil
}

// settledHome answers a new home for an object that has moved long ago.
func (db *DB) settledHome(obj storage.Object, place storage.Place) (*home, error) {
	name, err := db.options.Base.Name(obj)
	if err != nil {
		return nil, err
	}
	h := db.newHome(obj)
	h.settled = true
	h.know(place == storage.Moved, name)
	return h, nil
}

func (db *DB) newHome(obj storage.Object) *home {
	h := &home{db: db, object: obj, path: db.path(obj)}
	db.homes[obj] = h
	return h
}

// opened notes that a home has a connection, and closes one that nobody uses if there are too many.
func (db *DB) opened(h *home) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if h.element == nil {
		h.element = db.open.PushBack(h)
	}
	for e := db.open.Front(); e != nil && db.open.Len() > db.options.Connections; {
		old := e.Value.(*home)
		e = e.Next()
		if old == h || old.settling() || !old.use.TryLock() {
			continue
		}
		db.start(func() {
			defer old.use.Unlock()
			old.shut(true)
		})
	}
}

// Close commits what is queued, waits for it and closes every file, and the base.
func (db *DB) Close() error {
	db.mu.Lock()
	if db.closed {
		db.mu.Unlock()
		return nil
	}
	db.closed = true
	for db.running > 0 {
		db.changed.Wait()
	}
	var homes []*home
	for _, h := range db.homes {
		homes = append(homes, h)
	}
	db.mu.Unlock()
	var group sync.WaitGroup
	var left atomic.Bool
	for _, h := range homes {
		group.Go(func() {
			if !h.use.TryLock() { // a loop that cannot be stopped has it: the next process looks at what it leaves
				left.Store(true)
				return
			}
			h.close()
			h.use.Unlock()
		})
	}
	group.Wait()
	if !left.Load() {
		_ = os.Remove(db.noteFile()) // if it stays the next process looks for nothing
	}
	return db.options.Base.Close()
}

// remove deletes a database that is nobody's: of a move that did not end, or of an object that moved on.
func remove(path string) error {
	var errs []error
	for _, suffix := range []string{"-wal", "-shm", "-journal", ""} {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(append(errs, os.RemoveAll(historyOf(path)))...)
}
