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

	mu      sync.Mutex // guards what follows; not held while committing
	ended   sync.Cond  // signalled when the committer ends
	queue   []pending
	running bool
	closed  bool
}

var _ storage.Backend = (*DB)(nil)

// Open opens the file if it exists. It fails with storage.ErrLocked if another
// process has it open and with storage.ErrCorrupt if it cannot be understood,
// and changes nothing then.
func Open(o Options) (*DB, error) {
	db := &DB{options: o}
	db.ended.L = &db.mu
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
	return db, nil
}

// create makes the file for the first commit.
func (db *DB) create() error {
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
	return db.open()
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
func (db *DB) Close() error {
	db.mu.Lock()
	for db.running {
		db.ended.Wait()
	}
	closed := db.closed
	db.closed = true
	db.mu.Unlock()

	file := db.file.Load()
	if closed || file == nil {
		return nil
	}
	var err error
	if db.options.Relaxed {
		err = file.Sync()
	}
	return errors.Join(err, file.Close())
}
