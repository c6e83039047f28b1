package sqlite

import (
	"errors"

	"zombiezen.com/go/sqlite"

	"github.com/dodev/dodev/storage"
)

// OpenAlways answers a backend whose objects move at their first batch, and have no sessions.
func OpenAlways(o Options) storage.Backend {
	o.always = true
	return struct{ storage.Backend }{Open(o)}
}

// OpenSteps tells of each step of a move.
func OpenSteps(o Options, step func(string)) *DB {
	o.step = step
	return Open(o)
}

// Integrity answers what SQLite finds when it looks through an object's file, which is "ok".
func Integrity(db *DB, obj storage.Object) (text string, err error) {
	c, err := readConn(db.path(obj), true)
	if err != nil {
		return "", err
	}
	err = c.run("PRAGMA integrity_check", func(s *sqlite.Stmt) bool {
		text += s.ColumnText(0)
		return true
	})
	return text, errors.Join(err, c.close())
}

// Checkpoint copies the log of an object into its database.
func Checkpoint(db *DB, obj storage.Object) error {
	c, err := readConn(db.path(obj), false)
	if err != nil {
		return err
	}
	return errors.Join(c.once("PRAGMA wal_checkpoint(PASSIVE)"), c.close())
}
