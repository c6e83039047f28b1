package sqlite

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"zombiezen.com/go/sqlite"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/journal"
)

// Import has an object that nobody has to do with be a copy of a database, in place of whatever it was.
func (db *DB) Import(obj storage.Object, from *Foreign, name storage.Name) error {
	db.mu.Lock()
	busy := db.homes[obj] != nil
	db.mu.Unlock()
	if busy {
		return fmt.Errorf("import %x: the object is in use", obj.ID)
	}
	path := db.path(obj)
	if err := db.prepare(path); err != nil {
		return err
	}
	b := &storage.Batch{Object: obj, Name: name, AlarmChanged: true}
	err := build(path, func(c *conn) error {
		if err := copyPages(c, from.conn); err != nil {
			return err
		}
		if err := c.setName(storage.Name{}); err != nil { // the base has it
			return err
		}
		holds, err := c.holds()
		if err != nil {
			return err
		}
		b.Place = moved(holds)
		b.Alarm, err = c.alarm()
		return err
	})
	if err != nil {
		return err
	}
	done := make(chan error, 1)
	db.options.Base.Commit(b, func(err error) { done <- err })
	return <-done
}

// Export writes what an object stores to a database of its own, as the platform's local runtime would have it. What
// had the path is replaced.
func (db *DB) Export(obj storage.Object, path string, name storage.Name) error {
	return build(path, func(c *conn) error {
		moved, err := db.view(obj, func(from *conn) error { return copyPages(c, from) })
		if err == nil && !moved {
			err = c.copyPairs(db.options.Base, obj)
		}
		if err != nil {
			return err
		}
		return c.setName(name)
	})
}

// copyPairs writes what an object of another backend has.
func (c *conn) copyPairs(from storage.Reader, obj storage.Object) error {
	if err := c.begin(); err != nil {
		return err
	}
	var failed error
	err := from.List(obj, storage.Range{}, func(key string, value []byte) bool {
		failed = c.write(storage.Write{Key: key, Value: value})
		return failed == nil
	})
	if err = errors.Join(err, failed); err != nil {
		return err
	}
	a, err := from.Alarm(obj)
	if err != nil {
		return err
	}
	if a.Set {
		if err := c.setAlarm(a); err != nil {
			return err
		}
	}
	return c.run("COMMIT", nil)
}

// copyPages makes a database that was just made a copy of another one.
func copyPages(to, from *conn) error {
	b, err := sqlite.NewBackup(to.Conn, "main", from.Conn, "main")
	if err != nil {
		return err
	}
	_, err = b.Step(-1)
	to.forget()
	return errors.Join(err, b.Close())
}

// build makes a database that is whole and on disk before it has its name.
func build(path string, fill func(*conn) error) error {
	next := path + ".new"
	if err := remove(next); err != nil {
		return err
	}
	if err := buildFile(next, fill); err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", path, err), remove(next))
	}
	if err := remove(path); err != nil { // its log would be taken for the new one's
		return err
	}
	if err := os.Rename(next, path); err != nil {
		return err
	}
	return journal.SyncFolder(filepath.Dir(path))
}

func buildFile(path string, fill func(*conn) error) error {
	opened, err := connect(path, sqlite.OpenReadWrite, sqlite.OpenCreate)
	if err != nil {
		return err
	}
	c := &conn{Conn: opened}
	err = c.once("PRAGMA synchronous=OFF")
	if err == nil {
		err = fill(c)
	}
	if err == nil {
		err = c.once("PRAGMA journal_mode=WAL")
	}
	if err = errors.Join(err, c.close()); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
