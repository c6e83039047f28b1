package sqlite

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/dodev/dodev/storage"
)

// repair has the base agree with the files that were open when the last process died: those that still have a log.
// What is left of moves that did not end is removed.
func (db *DB) repair() error {
	if _, err := os.Stat(db.noteFile()); errors.Is(err, os.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	folders, err := os.ReadDir(db.options.Folder)
	for _, f := range folders {
		name, ok := namespace(f.Name())
		if !f.IsDir() || !ok {
			continue
		}
		err = errors.Join(err, db.repairFolder(name, filepath.Join(db.options.Folder, f.Name())))
	}
	return err
}

func (db *DB) repairFolder(namespace, folder string) error {
	dir, err := os.Open(folder)
	if err != nil {
		return err
	}
	files, err := dir.Readdirnames(-1)
	if err = errors.Join(err, dir.Close()); err != nil {
		return err
	}
	var errs []error
	for _, file := range files {
		if !strings.HasSuffix(file, "-wal") {
			continue
		}
		if obj, ok := object(namespace, file); ok {
			errs = append(errs, db.repairObject(obj))
		}
	}
	return errors.Join(errs...)
}

func (db *DB) repairObject(obj storage.Object) error {
	base := db.options.Base
	place, err := base.Place(obj)
	if err != nil {
		return err
	}
	if place == storage.Here {
		db.mu.Lock()
		defer db.mu.Unlock()
		if db.homes[obj] != nil { // it is moving just now
			return nil
		}
		return remove(db.path(obj))
	}
	indexed, err := base.Alarm(obj)
	if err != nil {
		return err
	}
	b := &storage.Batch{Object: obj}
	_, err = db.view(obj, func(c *conn) error {
		a, err := c.alarm()
		if err != nil {
			return err
		}
		b.Alarm, b.AlarmChanged = a, a != indexed
		holds, err := c.holds()
		if p := storage.Moved; holds != (place == p) {
			b.Place = moved(holds)
		}
		return err
	})
	if h, _ := db.find(obj); h != nil {
		h.release(false) // closes it
	}
	if err != nil || b.Empty() {
		return err
	}
	done := make(chan error, 1)
	base.Commit(b, func(err error) { done <- err })
	return <-done
}
