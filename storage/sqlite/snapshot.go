package sqlite

import (
	"errors"

	"zombiezen.com/go/sqlite"

	"github.com/dodev/dodev/storage"
)

// snapshot is a transaction that reads what there was when it began.
type snapshot struct {
	home *home
	conn *conn
}

// Snapshot implements [storage.SessionBackend].
func (db *DB) Snapshot(of storage.Object) (storage.Snapshot, error) {
	h, err := db.find(of)
	if h == nil || err != nil {
		return nil, err // not a nil *snapshot
	}
	for {
		h.closed()
		c, err := h.snapshot()
		if busy(err) { // it is being closed now
			continue
		}
		if err != nil {
			h.release(false)
			return nil, err
		}
		return &snapshot{h, c}, nil
	}
}

// snapshot answers a connection within a transaction that reads.
func (h *home) snapshot() (*conn, error) {
	c, err := readConn(h.path, h.db.options.Relaxed)
	if err != nil {
		return nil, err
	}
	if err = c.once("BEGIN"); err == nil {
		err = c.run("SELECT 1 FROM sqlite_schema", func(*sqlite.Stmt) bool { return false })
	}
	if err != nil {
		return nil, errors.Join(err, c.close())
	}
	return c, nil
}

// Close implements [storage.Snapshot].
func (s *snapshot) Close() {
	_ = s.conn.rollback()
	_ = s.conn.close()
	s.home.release(false)
}

// Store implements [storage.Snapshot].
func (s *snapshot) Store(to storage.Object, done func(error)) {
	db := s.home.db
	db.mu.Lock()
	defer db.mu.Unlock()
	db.start(func() { // whoever calls may be what this waits for
		defer s.Close()
		if err := s.store(to, done); err != nil {
			done(err)
		}
	})
}

// store copies the pages over those of the other database. done is called unless it answers an error.
func (s *snapshot) store(to storage.Object, done func(error)) error {
	over, err := s.home.db.over(to)
	if err != nil {
		return err
	}
	defer over.Close()
	c, err := over.begin()
	if err != nil {
		return err
	}
	if err := copyPages(c, s.conn); err != nil {
		return err
	}
	over.wrote, over.deleted = true, true
	s.home.db.mu.Lock()
	c.secured = false // SQLite does not tell how much of the log that took, so the journal cannot have it
	s.home.db.mu.Unlock()
	return over.Commit(&storage.Batch{Object: to}, done)
}

// over answers a session of an object, which moves if it has not yet.
func (db *DB) over(obj storage.Object) (*session, error) {
	o := storage.SessionOptions{Object: obj, OnUse: func() {}, OnWrite: func() {}, OnRestore: func() {}}
	s, err := db.Session(o)
	if s == nil && err == nil {
		if s, err = db.Move(o); err == nil {
			if err = s.Commit(&storage.Batch{Object: obj}, func(error) {}); err != nil {
				s.Close()
			}
		}
	}
	if err != nil {
		return nil, err
	}
	return s.(*session), nil
}
