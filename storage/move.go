package storage

import "errors"

var errNoDatabases = errors.New("this storage keeps no databases")

// ready answers why the cache cannot be used, and finds out at the first use where the object is kept.
func (c *Cache) ready() error {
	if c.broken != nil || c.reader != nil {
		return c.broken
	}
	if b, ok := c.options.Backend.(SessionBackend); ok {
		s, err := b.Session(c.sessionOptions())
		if err != nil {
			return err
		}
		if s != nil {
			c.session, c.reader = s, s
			return nil
		}
		c.reader = b.Plain()
		return nil
	}
	c.reader = c.options.Backend
	return nil
}

func (c *Cache) sessionOptions() SessionOptions {
	return SessionOptions{Object: c.options.Object, OnUse: c.used, OnWrite: c.sqlWrote, OnCritical: c.gaveUp, OnRestore: c.restored}
}

// used has the end of the turn let go of the session.
func (c *Cache) used() {
	if c.work == nil {
		c.work = new(work)
	}
	c.announce()
}

func (c *Cache) sqlWrote() {
	c.open().wrote = true
	c.touch(true)
}

// gaveUp breaks the cache, which resets the object once the turn is over. Until then SQL reads what is left.
func (c *Cache) gaveUp(err *CriticalError) {
	c.fail(err)
	c.legible = true
}

// Break breaks the cache, but for what SQL reads, and nobody hears of it. There is no turn: all that is not flushed is in open
// transactions, and lost.
func (c *Cache) Break(err error) {
	if c.broken != nil {
		return
	}
	c.broken, c.legible = err, true
	if c.work != nil {
		c.drop()
		c.rest()
	}
	if c.session != nil {
		c.session.Break(err)
	}
}

// SQL answers the SQL side of the object, which is kept as a database from then on.
func (c *Cache) SQL() (Database, error) {
	if c.session == nil || !c.legible {
		if err := c.Move(); err != nil {
			return nil, err
		}
	}
	return c.session.SQL()
}

// Move has the object kept as a database from now on, if it is not yet: as of the next flush, with everything it
// stores, what is on its way and what is gathering in open transactions included.
func (c *Cache) Move() error {
	if err := c.ready(); err != nil || c.session != nil {
		return err
	}
	b, ok := c.options.Backend.(SessionBackend)
	if !ok {
		return errNoDatabases
	}
	s, err := b.Move(c.sessionOptions())
	if err != nil {
		return err
	}
	if err := c.copyTo(s); err != nil {
		s.Close()
		return err
	}
	c.session, c.reader, c.moving = s, s, true
	l := c.open()
	c.work.bare, l.wrote = true, true
	l.batch.Writes, l.index, l.order, l.first = nil, nil, nil, [1]Write{}
	l.batch.DeleteAll = false
	for _, t := range c.work.txns {
		t.length, t.saved, t.wrote = 0, nil, true
	}
	c.touch(false)
	return nil
}

// copyTo writes everything to a new session, with a savepoint for each open transaction.
func (c *Cache) copyTo(s Session) error {
	var l layer
	var txns []*Txn
	if w := c.work; w != nil {
		txns = w.txns
		if w.dirty != nil {
			l = *w.dirty
			defer func(dirty *layer) { w.dirty = dirty }(w.dirty)
			w.dirty = nil
		}
	}
	if err := c.copyFlushed(s, l.batch.DeleteAll); err != nil {
		return err
	}
	for i, t := range txns {
		// What stood there when it began: the oldest that it or one within it saved, or what still does.
		err := copyWrites(s, l.batch.Writes[:t.length], func(w int) []byte {
			for _, t := range txns[i:] {
				if value, ok := t.saved[w]; ok {
					return value
				}
			}
			return l.batch.Writes[w].Value
		})
		if err == nil && t.changed {
			err = s.SetAlarm(t.alarm)
		}
		if err == nil {
			err = s.Savepoint()
		}
		if err != nil {
			return err
		}
	}
	err := copyWrites(s, l.batch.Writes, func(w int) []byte { return l.batch.Writes[w].Value })
	if err == nil && l.batch.AlarmChanged {
		err = s.SetAlarm(l.batch.Alarm)
	}
	return err
}

// copyFlushed writes what lies beneath the gathering layer.
func (c *Cache) copyFlushed(s Session, hidden bool) error {
	var failed error
	if !hidden {
		err := c.List(ListOptions{}, func(key string, value []byte) bool {
			failed = s.Write(Write{key, value})
			return failed == nil
		})
		if err = errors.Join(err, failed); err != nil {
			return err
		}
	}
	a, err := c.Alarm()
	if err == nil && a.Set {
		err = s.SetAlarm(a)
	}
	return err
}

func copyWrites(s Session, writes []Write, value func(w int) []byte) error {
	for i, w := range writes {
		if err := s.Write(Write{w.Key, value(i)}); err != nil {
			return err
		}
	}
	return nil
}

// revert takes back what a session holds and did not commit, the move to it included.
func (c *Cache) revert() {
	switch {
	case c.session == nil:
	case c.moving:
		c.session.Close()
		c.session, c.reader, c.moving = nil, nil, false
		if c.work != nil {
			c.work.bare = false
		}
	default:
		c.session.Discard()
	}
}

// relax lets go of the session until it is used again.
func (c *Cache) relax() {
	if c.session != nil {
		if err := c.session.Rest(); err != nil {
			c.fail(err)
		}
	}
	c.rest()
}

// fail breaks the cache other than by a batch.
func (c *Cache) fail(err error) {
	if c.broken != nil {
		return
	}
	c.broken = err
	c.options.Post(func() {
		if c.options.OnDurable != nil {
			c.options.OnDurable(c.issued+1, err)
		}
	})
}

// Close lets go of the object at the end of its life, which [Cache.Discard] may have come before. What is in
// flight still becomes durable and is reported.
func (c *Cache) Close() {
	if c.session != nil {
		c.session.Close()
		c.session, c.moving = nil, false
	}
	if c.broken == nil {
		c.broken = ErrClosed
	}
}

// writeAll writes all or, if that fails, nothing.
func (c *Cache) writeAll(writes []Write, confirmed bool) error {
	if len(writes) == 0 {
		return nil
	}
	if c.session == nil || len(writes) == 1 {
		for _, w := range writes {
			if err := c.write(w.Key, w.Value); err != nil {
				return err
			}
		}
	} else if err := c.writeSession(writes); err != nil {
		return err
	}
	c.touch(confirmed)
	return nil
}

func (c *Cache) writeSession(writes []Write) error {
	if err := c.session.Savepoint(); err != nil {
		return err
	}
	for _, w := range writes {
		if err := c.write(w.Key, w.Value); err != nil {
			return errors.Join(err, c.session.Rollback())
		}
	}
	return c.session.Release()
}
