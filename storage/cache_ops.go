package storage

import (
	"errors"
	"slices"
)

//lint:ignore ST1005 the platform's words
var errDeleteAllInTxn = errors.New("Cannot call deleteAll() within a transaction")

// lookup answers what the layers say about a key; a nil value says deleted.
func (w *work) lookup(key string) (value []byte, known bool) {
	for l := range w.layers() {
		if i, ok := l.find(key); ok {
			return l.batch.Writes[i].Value, true
		}
		if l.batch.DeleteAll {
			return nil, true
		}
	}
	return nil, false
}

// Get answers the value of a key. The caller must not change it.
func (c *Cache) Get(key string) (value []byte, found bool, err error) {
	if err := c.ready(); err != nil {
		return nil, false, err
	}
	if value, known := c.work.lookup(key); known {
		return value, value != nil, nil
	}
	return c.reader.Read(c.options.Object, key)
}

// GetMany answers those of the keys that exist, ordered by key, each once.
func (c *Cache) GetMany(keys []string) ([]Entry, error) {
	if err := c.ready(); err != nil {
		return nil, err
	}
	var entries []Entry
	err := c.each(keys, func(key string, value []byte, owned bool) {
		if !owned {
			value = append([]byte{}, value...)
		}
		entries = append(entries, Entry{key, value})
	})
	return entries, err
}

// each visits those of the keys that exist, ordered, each once. A value that
// is not owned is gone when visit returns.
func (c *Cache) each(keys []string, visit func(key string, value []byte, owned bool)) error {
	keys = slices.Clone(keys)
	slices.Sort(keys)
	keys = slices.Compact(keys)

	type known struct {
		before int // how many unknown keys sort before it
		Entry
	}
	var cached []known
	var unknown []string
	for _, key := range keys {
		if value, ok := c.work.lookup(key); !ok {
			unknown = append(unknown, key)
		} else if value != nil {
			cached = append(cached, known{len(unknown), Entry{key, value}})
		}
	}
	upTo := func(i int) {
		for ; len(cached) > 0 && cached[0].before <= i; cached = cached[1:] {
			visit(cached[0].Key, cached[0].Value, true)
		}
	}
	if len(unknown) > 0 {
		err := c.reader.ReadMany(c.options.Object, unknown, func(i int, value []byte) bool {
			upTo(i)
			visit(unknown[i], value, false)
			return true
		})
		if err != nil {
			return err
		}
	}
	upTo(len(unknown))
	return nil
}

// Put writes one pair and keeps the value, which must not change afterwards.
// An unconfirmed write holds no message back.
func (c *Cache) Put(key string, value []byte, confirmed bool) error {
	if err := c.ready(); err != nil {
		return err
	}
	if err := CheckSize(len(key), len(value)); err != nil {
		return err
	}
	if err := c.write(key, present(value)); err != nil {
		return err
	}
	c.touch(confirmed)
	return nil
}

// PutMany writes all of the pairs or, if one cannot be stored, none. Of a key
// given twice the later value counts.
func (c *Cache) PutMany(entries []Entry, confirmed bool) error {
	if err := c.ready(); err != nil {
		return err
	}
	for _, e := range entries {
		if err := CheckSize(len(e.Key), len(e.Value)); err != nil {
			return err
		}
	}
	writes := make([]Write, len(entries))
	for i, e := range entries {
		writes[i] = Write{e.Key, present(e.Value)}
	}
	return c.writeAll(writes, confirmed)
}

// present makes sure an empty value is not taken for a deletion.
func present(value []byte) []byte {
	if value == nil {
		return []byte{}
	}
	return value
}

func (c *Cache) write(key string, value []byte) error {
	l := c.open()
	if c.session != nil {
		l.wrote = true
		return c.session.Write(Write{key, value})
	}
	i, ok := l.find(key)
	if !ok {
		l.add(Write{key, value})
		return nil
	}
	w := &l.batch.Writes[i]
	if n := len(c.work.txns); n > 0 {
		c.work.txns[n-1].save(i, w.Value)
	}
	w.Value = value
	return nil
}

// Delete removes a key and reports whether it existed.
func (c *Cache) Delete(key string, confirmed bool) (bool, error) {
	n, err := c.DeleteMany([]string{key}, confirmed)
	return n > 0, err
}

// DeleteMany removes keys and answers how many existed.
func (c *Cache) DeleteMany(keys []string, confirmed bool) (int, error) {
	if err := c.ready(); err != nil {
		return 0, err
	}
	var existing []Write
	err := c.each(keys, func(key string, _ []byte, _ bool) { existing = append(existing, Write{Key: key}) })
	if err == nil {
		err = c.writeAll(existing, confirmed)
	}
	if err != nil {
		return 0, err
	}
	return len(existing), nil
}

// DeleteAll removes every key and, if asked, the alarm. It refuses to within a
// transaction.
func (c *Cache) DeleteAll(alarm, confirmed bool) error {
	if err := c.ready(); err != nil {
		return err
	}
	if c.work != nil && len(c.work.txns) > 0 {
		return errDeleteAllInTxn
	}
	if alarm { // first: a database makes its tables anew for one that stays
		if err := c.changeAlarm(Alarm{}, confirmed); err != nil {
			return err
		}
	}
	l := c.open()
	if c.session == nil {
		l.clear()
	} else {
		l.wrote = true
		if err := c.session.DeleteAll(); err != nil {
			return err
		}
	}
	c.touch(confirmed)
	return nil
}

// Alarm answers the object's alarm.
func (c *Cache) Alarm() (Alarm, error) {
	if err := c.ready(); err != nil {
		return Alarm{}, err
	}
	for l := range c.work.layers() {
		if l.batch.AlarmChanged {
			return l.batch.Alarm, nil
		}
	}
	return c.reader.Alarm(c.options.Object)
}

// SetAlarm sets the object's alarm to a time in milliseconds since the epoch.
func (c *Cache) SetAlarm(ms int64, confirmed bool) error {
	return c.changeAlarm(Alarm{Time: ms, Set: true}, confirmed)
}

// DeleteAlarm removes the object's alarm.
func (c *Cache) DeleteAlarm(confirmed bool) error {
	return c.changeAlarm(Alarm{}, confirmed)
}

func (c *Cache) changeAlarm(a Alarm, confirmed bool) error {
	if err := c.ready(); err != nil {
		return err
	}
	l := c.open()
	if c.session != nil {
		l.wrote = true
		if err := c.session.SetAlarm(a); err != nil {
			return err
		}
	}
	l.batch.Alarm, l.batch.AlarmChanged = a, true
	c.revise()
	c.touch(confirmed)
	return nil
}

// AlarmRevision identifies the alarm as it stands: it differs after each set
// and delete, and a rollback brings the old one back. An alarm handler that
// ends with the revision it began with has left the alarm alone.
func (c *Cache) AlarmRevision() uint64 { return c.revision }

func (c *Cache) revise() {
	c.revisions++
	c.revision = c.revisions
}
