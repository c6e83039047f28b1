package bolt

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	bbolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/journal"
)

// lockPatience is how long opening waits for another process to let go.
const lockPatience = 200 * time.Millisecond

// Options says where a DB keeps its file and how carefully.
type Options struct {
	// Path of the file.
	Path string
	// OnCreate, if set, runs once before the file is created, when its folder
	// exists.
	OnCreate func() error
	// Relaxed reports a batch durable before the disk has it: nothing is lost
	// when the process dies, but a power failure may damage the file.
	Relaxed bool
}

// DB is the storage of many objects in one file. It implements
// [storage.Backend].
type DB struct {
	options Options
	file    atomic.Pointer[bbolt.DB] // nil until there is a file
	spaces  namespaces

	journal *journal.Journal
	recent  recent     // what the journal has and the file may not have
	saving  sync.Mutex // held while that is written to it

	closing sync.Once
}

var _ storage.Backend = (*DB)(nil)

// Open opens the file if it exists. It fails with storage.ErrLocked if another
// process has it open and with storage.ErrCorrupt if it cannot be understood,
// and changes nothing then.
func Open(o Options) (*DB, error) {
	db := &DB{options: o}
	db.recent.top = map[storage.Object]*changes{}
	db.journal = journal.Open(journal.Options{Path: o.Path + "-journal", Create: db.create, Relaxed: o.Relaxed})
	db.journal.OnTurn(db.save)
	db.spaces.numbers = make(map[string]uint32)
	stat, err := os.Stat(o.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return db, nil
	case err != nil:
		return nil, fmt.Errorf("open state: %w", err)
	case !stat.Mode().IsRegular():
		return nil, fmt.Errorf("open state: %s is not a file: %w", o.Path, storage.ErrCorrupt)
	case stat.Size() == 0:
		return db, nil // a process died while creating it
	}
	if err := verify(o.Path, layout); err != nil {
		return nil, err
	}
	if err := db.open(); err != nil {
		return nil, err
	}
	db.recent.growth = growth(stat.Size())
	if err := db.journal.Recover(db.repeat, db.save); err != nil {
		return nil, errors.Join(fmt.Errorf("take in the journal of %s: %w", o.Path, err), db.file.Load().Close())
	}
	return db, nil
}

// Journal answers what commits go through first, so that others may share its syncs.
func (db *DB) Journal() *journal.Journal { return db.journal }

// repeat takes in a batch that the last process left in the journal.
func (db *DB) repeat(record []byte) error {
	b, err := parseBatch(record)
	if err != nil {
		return err
	}
	return db.take(b)
}

// create makes the file for the first commit.
func (db *DB) create() error {
	if db.file.Load() != nil {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(db.options.Path), 0o777); err != nil {
		return fmt.Errorf("create state folder: %w", err)
	}
	if err := ignore(db.options.Path); err != nil {
		return fmt.Errorf("create state folder: %w", err)
	}
	if hook := db.options.OnCreate; hook != nil {
		if err := hook(); err != nil {
			return fmt.Errorf("create state: %w", err)
		}
	}
	if stat, err := os.Stat(db.options.Path); err == nil && stat.Size() > 0 { // what it holds was not read
		return fmt.Errorf("create state: %s has been made by another process meanwhile: %w; start again", db.options.Path, storage.ErrLocked)
	}
	if err := db.open(); err != nil || db.options.Relaxed {
		return err
	}
	return journal.SyncFolder(filepath.Dir(db.options.Path))
}

// ignore keeps a file in a .dodev folder out of version control.
func ignore(path string) error {
	for dir := filepath.Dir(path); dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if filepath.Base(dir) != ".dodev" {
			continue
		}
		f, err := os.OpenFile(filepath.Join(dir, ".gitignore"), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) {
			return nil // perhaps the user's own
		}
		if err != nil {
			return err
		}
		_, err = f.WriteString("*\n")
		return errors.Join(err, f.Close())
	}
	return nil
}

func (db *DB) open() error {
	file, err := openFile(db.options)
	if err != nil {
		return err
	}
	if err := file.View(db.spaces.load); err != nil {
		return errors.Join(openError(db.options.Path, err), file.Close())
	}
	db.file.Store(file)
	return nil
}

func openFile(o Options) (*bbolt.DB, error) {
	file, err := bbolt.Open(o.Path, 0o600, &bbolt.Options{
		Timeout:        lockPatience,
		NoSync:         o.Relaxed,
		NoFreelistSync: true,
		FreelistType:   bbolt.FreelistMapType,
		NoStatistics:   true,
	})
	if err != nil {
		return nil, openError(o.Path, err)
	}
	return file, nil
}

// openError says what is wrong with the file and what to do about it.
func openError(path string, err error) error {
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return fmt.Errorf("state file %s: %w; stop that process, or give this one another state folder", path, storage.ErrLocked)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("open state: %w", err)
	}
	return fmt.Errorf("state file %s: %w (%v). Nothing in it was changed; restore a copy, or move it away to start empty",
		path, storage.ErrCorrupt, err)
}

// Close commits what is queued and closes the file.
func (db *DB) Close() (err error) {
	db.closing.Do(func() {
		err = db.journal.Close()
		file := db.file.Load()
		if file == nil {
			return
		}
		if db.options.Relaxed {
			err = errors.Join(err, file.Sync())
		}
		err = errors.Join(err, file.Close())
	})
	return err
}
