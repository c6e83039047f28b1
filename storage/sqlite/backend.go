package sqlite

import (
	"errors"

	"zombiezen.com/go/sqlite"

	"github.com/dodev/dodev/storage"
)

// view reads what an object has committed; false if it is not kept in a database.
func (db *DB) view(obj storage.Object, read func(*conn) error) (bool, error) {
	h, err := db.find(obj)
	if h == nil || err != nil {
		return false, err
	}
	defer h.release(true)
	for !h.use.TryLock() {
		if h.closed() {
			continue
		}
		c, err := readConn(h.path, db.options.Relaxed) // a session has the other one, perhaps with a transaction
		if busy(err) {                                 // it is being closed now
			continue
		}
		if err != nil {
			return true, err
		}
		return true, errors.Join(read(c), c.close())
	}
	h.use.Unlock()
	if err := h.acquire(); err != nil {
		return true, err
	}
	defer h.use.Unlock()
	return true, read(h.conn)
}

// Plain implements [storage.SessionBackend].
func (db *DB) Plain() storage.Backend { return db.options.Base }

// Read implements [storage.Backend].
func (db *DB) Read(obj storage.Object, key string) (value []byte, found bool, err error) {
	moved, err := db.view(obj, func(c *conn) (err error) {
		value, found, err = c.read(key)
		return err
	})
	if moved || err != nil {
		return value, found, err
	}
	return db.options.Base.Read(obj, key)
}

// ReadMany implements [storage.Backend].
func (db *DB) ReadMany(obj storage.Object, keys []string, visit func(i int, value []byte) bool) error {
	if moved, err := db.view(obj, func(c *conn) error { return c.readMany(keys, visit) }); moved || err != nil {
		return err
	}
	return db.options.Base.ReadMany(obj, keys, visit)
}

// List implements [storage.Backend].
func (db *DB) List(obj storage.Object, r storage.Range, visit func(key string, value []byte) bool) error {
	if moved, err := db.view(obj, func(c *conn) error { return c.list(r, visit) }); moved || err != nil {
		return err
	}
	return db.options.Base.List(obj, r, visit)
}

// Alarm implements [storage.Backend].
func (db *DB) Alarm(obj storage.Object) (a storage.Alarm, err error) {
	moved, err := db.view(obj, func(c *conn) (err error) {
		a, err = c.alarm()
		return err
	})
	if moved || err != nil {
		return a, err
	}
	return db.options.Base.Alarm(obj)
}

// Name implements [storage.Backend].
func (db *DB) Name(obj storage.Object) (storage.Name, error) { return db.options.Base.Name(obj) }

// Alarms implements [storage.Backend].
func (db *DB) Alarms(visit func(obj storage.Object, at storage.Alarm, name storage.Name) bool) error {
	db.repaired.Do(func() { db.damage = db.repair() })
	if db.damage != nil {
		return db.damage
	}
	return db.options.Base.Alarms(visit)
}

// Objects implements [storage.Backend].
func (db *DB) Objects(namespace string, visit func(id [32]byte, name storage.Name) bool) error {
	return db.options.Base.Objects(namespace, visit)
}

// Commit implements [storage.Backend].
func (db *DB) Commit(b *storage.Batch, done func(error)) {
	h, err := db.commits(b)
	switch {
	case err != nil:
		b.Settle(err)
		done(err)
	case h == nil:
		db.options.Base.Commit(b, done)
	default:
		db.mu.Lock()
		h.refs--
		h.enqueue(ticket{batch: b, done: done, apply: true})
		db.mu.Unlock()
	}
}

// commits answers the home that a batch is for, with one more reference to it; nil if it is the base's.
func (db *DB) commits(b *storage.Batch) (*home, error) {
	h, err := db.lookUp(b.Object, true)
	if h != nil || err != nil || !db.options.always || b.Empty() {
		return h, err
	}
	db.mu.Lock()
	defer db.mu.Unlock()
	if h = db.homes[b.Object]; h == nil {
		h = db.newHome(b.Object)
		h.fresh = true
	}
	h.refs++
	return h, nil
}

func (db *DB) isClosed() bool {
	db.mu.Lock()
	defer db.mu.Unlock()
	return db.closed
}

// apply writes those batches that are not written yet, in one transaction.
func (h *home) apply(queue []ticket) error {
	work := false
	for i := range queue {
		t := &queue[i]
		if !t.apply {
			continue
		}
		if t.refused = t.batch.Refused(); t.refused != nil {
			t.batch.Settle(t.refused)
		} else {
			work = work || !t.batch.Empty()
		}
	}
	if !work {
		return nil
	}
	if err := h.acquire(); err != nil {
		return err
	}
	defer h.use.Unlock()
	c := h.conn
	err := c.begin()
	for i := range queue {
		if t := &queue[i]; err == nil && t.apply && t.refused == nil && !t.batch.Empty() {
			err = c.apply(t.batch)
			t.conn, t.wal = c, c.wal
		}
	}
	if err == nil {
		err = c.commit()
	}
	if err == nil {
		err = c.care()
	}
	if err != nil {
		return errors.Join(err, c.rollback())
	}
	holds, err := c.holds()
	for i := range queue {
		if queue[i].apply {
			queue[i].holds = holds
		}
	}
	h.db.mu.Lock()
	h.fresh = false
	h.db.mu.Unlock()
	return err
}

func (c *conn) apply(b *storage.Batch) error {
	if b.DeleteAll {
		if err := c.deleteAll(); err != nil {
			return err
		}
	}
	for _, w := range b.Writes {
		if err := c.write(w); err != nil {
			return err
		}
	}
	if b.AlarmChanged {
		return c.setAlarm(b.Alarm)
	}
	return nil
}

// readMany visits those of the keys that exist, in the order given.
func (c *conn) readMany(keys []string, visit func(i int, value []byte) bool) error {
	if exists, err := c.has(pairsTable, &c.pairs); err != nil || !exists {
		return err
	}
	for i, key := range keys {
		going := true
		err := c.run("SELECT value FROM _cf_KV WHERE key = ?", func(s *sqlite.Stmt) bool {
			going = visit(i, blob(s, 0))
			return false
		}, key)
		if err != nil || !going {
			return err
		}
	}
	return nil
}
