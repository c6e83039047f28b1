package sqlite

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"zombiezen.com/go/sqlite"

	"github.com/dodev/dodev/storage"
)

// session is one life's use of a home. It implements [storage.Session].
type session struct {
	home    *home
	options storage.SessionOptions
	inUse   bool // it holds home.use
	begun   bool
	closed  bool
	obeyed  context.Context // by statements of scripts; nil if nobody ends them

	depth   int // of savepoints
	wrote   bool
	opened  bool  // the implicit transaction
	lost    bool  // a statement of a script rolled it back, which nobody noticed until the next write
	deleted bool  // something, so that nothing may be left
	broken  error // why nothing is written any more
}

var _ storage.Session = (*session)(nil)

// Session implements [storage.SessionBackend].
func (db *DB) Session(o storage.SessionOptions) (storage.Session, error) {
	h, err := db.find(o.Object)
	if h == nil || err != nil {
		return nil, err // not a nil *session
	}
	return &session{home: h, options: o}, nil
}

// begin makes the connection the session's for this turn.
func (s *session) begin() (*conn, error) {
	if s.closed {
		return nil, storage.ErrClosed
	}
	if !s.inUse {
		if s.home.db.isClosed() {
			return nil, storage.ErrClosed
		}
		if err := s.home.acquire(); err != nil {
			return nil, err
		}
		s.inUse = true
		s.options.OnUse()
		if err := s.goBack(); err != nil {
			s.rest()
			return nil, err
		}
	}
	return s.home.conn, nil
}

// goBack begins the session with an earlier state of the object, if the one before asked for it.
func (s *session) goBack() error {
	if s.begun {
		return nil
	}
	s.begun = true
	back, err := s.home.goBack()
	if back && err == nil {
		s.options.OnRestore()
	}
	return err
}

// open opens the implicit transaction, if it is not open.
func (s *session) open() (*conn, error) {
	c, err := s.begin()
	if err != nil {
		return nil, err
	}
	if s.broken != nil {
		return nil, s.broken
	}
	if s.opened && !c.transaction() {
		s.lost = true
	}
	s.opened = true
	return c, c.begin()
}

// check looks for what SQLite does about some errors of our own statements: it ends the transaction.
func (s *session) check(c *conn, err error) error {
	if err == nil || !s.wrote && s.depth == 0 || c.transaction() {
		return err
	}
	s.gaveUp(handleOf(c.Conn).failure(int32(sqlite.ErrCode(err))))
	return s.internal()
}

// gaveUp notes that SQLite has undone the transaction because of err.
func (s *session) gaveUp(err *storage.SQLError) {
	if s.broken != nil {
		return
	}
	critical := &storage.CriticalError{Message: err.Message}
	s.Break(critical)
	s.home.conn.forget()
	if s.options.OnCritical != nil {
		s.options.OnCritical(critical)
	}
}

// Break implements [storage.Session].
func (s *session) Break(err error) { s.broken = err }

func (s *session) change(run func(*conn) error) error {
	c, err := s.open()
	if err != nil {
		return err
	}
	s.wrote = true
	return s.check(c, run(c))
}

// Read implements [storage.Reader].
func (s *session) Read(_ storage.Object, key string) (value []byte, found bool, err error) {
	c, err := s.begin()
	if err != nil {
		return nil, false, err
	}
	value, found, err = c.read(key)
	return value, found, s.check(c, err)
}

// ReadMany implements [storage.Reader].
func (s *session) ReadMany(_ storage.Object, keys []string, visit func(i int, value []byte) bool) error {
	c, err := s.begin()
	if err != nil {
		return err
	}
	return s.check(c, c.readMany(keys, visit))
}

// List implements [storage.Reader].
func (s *session) List(_ storage.Object, r storage.Range, visit func(key string, value []byte) bool) error {
	c, err := s.begin()
	if err != nil {
		return err
	}
	return s.check(c, c.list(r, visit))
}

// Alarm implements [storage.Reader].
func (s *session) Alarm(storage.Object) (storage.Alarm, error) {
	c, err := s.begin()
	if err != nil {
		return storage.Alarm{}, err
	}
	a, err := c.alarm()
	return a, s.check(c, err)
}

// Write implements [storage.Session].
func (s *session) Write(w storage.Write) error {
	s.deleted = s.deleted || w.Value == nil
	return s.change(func(c *conn) error { return c.write(w) })
}

// SetAlarm implements [storage.Session].
func (s *session) SetAlarm(a storage.Alarm) error {
	s.deleted = s.deleted || !a.Set
	return s.change(func(c *conn) error { return c.setAlarm(a) })
}

// DeleteAll implements [storage.Session].
func (s *session) DeleteAll() error {
	s.deleted = true
	return s.change(func(c *conn) error {
		c.endSQL() // cursors are told that their database is gone
		return c.deleteAll()
	})
}

// Savepoint implements [storage.Session].
func (s *session) Savepoint() error {
	c, err := s.open()
	if err != nil {
		return err
	}
	if err := c.run("SAVEPOINT s"+strconv.Itoa(s.depth), nil); err != nil {
		return s.refused(c, err)
	}
	s.depth++
	return nil
}

// refused is check for statements about savepoints.
func (s *session) refused(c *conn, err error) error {
	if busy(err) {
		return s.internal()
	}
	return s.check(c, err)
}

// Release implements [storage.Session].
func (s *session) Release() error {
	err := s.leave("RELEASE s")
	if errors.Is(err, storage.ErrInternal) {
		s.depth++
		_ = s.Rollback() // as far as it goes: the same is in the way of its RELEASE
	}
	return err
}

// Rollback implements [storage.Session].
func (s *session) Rollback() error {
	if s.home.conn != nil {
		s.home.conn.forget()
	}
	return s.leave("ROLLBACK TO s", "RELEASE s")
}

// leave ends the innermost savepoint. A RELEASE that cannot be leaves it to SQLite, where the next one hides it.
func (s *session) leave(statements ...string) error {
	s.depth--
	if s.broken != nil {
		return s.broken
	}
	c, err := s.begin()
	if err != nil {
		return err
	}
	for _, statement := range statements {
		if err := c.run(statement+strconv.Itoa(s.depth), nil); err != nil {
			return s.refused(c, err)
		}
	}
	return nil
}

// Commit implements [storage.Session].
func (s *session) Commit(b *storage.Batch, done func(error)) error {
	h := s.home
	t := ticket{batch: b, done: done}
	if s.inUse {
		err := s.end(h.conn)
		if err == nil && s.wrote {
			err = h.conn.care()
			h.checkpoint()
			t.conn, t.wal, t.pages = h.conn, h.conn.wal, h.conn.pages()
			if past := h.conn.history; past != nil {
				t.past = past.file
			}
			if err == nil && t.pages > 0 && !h.db.options.Relaxed {
				t.head, _, err = t.conn.logHead()
			}
			if err == nil {
				t.holds, err = h.holds(h.conn, s.deleted)
			}
		}
		if err != nil {
			s.Discard()
			return err
		}
	}
	s.wrote, s.opened, s.deleted = false, false, false
	h.db.options.step("committed")
	h.commit(t)
	return nil
}

// end commits what is in the open transaction.
func (s *session) end(c *conn) error {
	if s.broken != nil && s.opened {
		return s.broken
	}
	if s.lost || s.opened && !c.transaction() {
		return s.internal() // there is no transaction to commit, the platform says
	}
	if !c.transaction() {
		return nil
	}
	commit := (*conn).commit
	if !s.wrote {
		commit = func(c *conn) error { return c.run("COMMIT", nil) }
	}
	err := commit(c)
	switch code := sqlite.ErrCode(err); {
	case err == nil:
		return nil
	case code == sqlite.ResultConstraintForeignKey:
		return storage.ErrViolated
	case busy(err):
		return s.internal()
	case rollsBack(int32(code)):
		s.gaveUp(handleOf(c.Conn).failure(int32(code)))
		return s.broken
	default:
		return err
	}
}

// busy answers whether err says that a statement that writes has not been read to its end. That keeps transactions and
// savepoints from beginning and ending.
func busy(err error) bool { return sqlite.ErrCode(err).ToPrimary() == sqlite.ResultBusy }

// internal is an error of which the platform gives no more than a reference.
func (s *session) internal() error {
	if name := s.home.db.options.Reference; name != nil {
		return fmt.Errorf("%w; reference = %s", storage.ErrInternal, name())
	}
	return storage.ErrInternal
}

// Rest implements [storage.Session].
func (s *session) Rest() error {
	if !s.inUse || s.depth > 0 || s.wrote {
		return nil
	}
	if s.home.conn.reading() { // a cursor goes on later
		return nil
	}
	if err := s.end(s.home.conn); err != nil {
		s.Discard()
		return err
	}
	s.opened = false
	s.rest()
	return nil
}

// rest lets go of the connection.
func (s *session) rest() {
	if s.inUse {
		s.inUse = false
		s.home.use.Unlock()
	}
}

// Discard implements [storage.Session].
func (s *session) Discard() {
	s.depth, s.wrote, s.opened, s.lost, s.deleted, s.broken = 0, false, false, false, false, nil
	if s.inUse {
		_ = s.home.conn.rollback() // there is none if SQLite has ended it
	}
}

// Close implements [storage.Session].
func (s *session) Close() {
	if s.closed {
		return
	}
	s.Discard()
	if !s.inUse {
		s.home.use.Lock()
		s.inUse = true
	}
	if c := s.home.conn; c != nil {
		c.endSQL()
	}
	s.closed = true
	s.rest()
	s.home.release(false)
}
