package bolt

import (
	"bytes"
	"slices"

	bbolt "go.etcd.io/bbolt"

	"github.com/dodev/dodev/storage"
)

// List implements [storage.Backend].
func (db *DB) List(obj storage.Object, r storage.Range, visit func(key string, value []byte) bool) error {
	if r.Empty() {
		return nil
	}
	run, hidden := db.recent.list(obj, r)
	under := func(visit func(key string, value []byte) bool) error { return db.listFile(obj, r, visit) }
	switch {
	case hidden:
		under = nil
	case len(run) == 0:
		return under(visit)
	}
	return storage.Overlay(r, run, under, visit)
}

// listFile visits the pairs that are in the file.
func (db *DB) listFile(obj storage.Object, r storage.Range, visit func(key string, value []byte) bool) error {
	var buf stackKey
	return db.view(&obj, buf[:0], func(tx *bbolt.Tx, at []byte) error {
		c := cursor{cursor: tx.Bucket(kvBucket).Cursor(), head: at, r: r}
		return c.list(visit)
	})
}

// cursor walks one object's pairs in the order of a range.
type cursor struct {
	cursor *bbolt.Cursor
	head   []byte
	r      storage.Range
	k, v   []byte // where it stands; k is nil at the end
}

func (c *cursor) list(visit func(key string, value []byte) bool) error {
	// Long keys that share their beginning are out of order within the file,
	// also at the range's ends: there the cursor enters at the beginning.
	c.seek()
	for c.here() {
		form := c.k[headSize:]
		if len(form) > inline {
			done, err := c.run(visit)
			if done || err != nil {
				return err
			}
			continue
		}
		key := string(form)
		if c.past(key) || c.r.Contains(key) && !visit(key, c.v) {
			return nil
		}
		c.step()
	}
	return nil
}

// past reports whether nothing of the range follows a key.
func (c *cursor) past(key string) bool {
	if c.r.Reverse {
		return c.r.Before(key)
	}
	return c.r.Behind(key)
}

// run visits the long keys that share the beginning the cursor is at.
func (c *cursor) run(visit func(key string, value []byte) bool) (done bool, err error) {
	shared := slices.Clone(c.k[:headSize+inline])
	var run []storage.Entry
	for c.k != nil && len(c.k) > len(shared) && bytes.HasPrefix(c.k, shared) {
		key, value, err := unpack(c.k[headSize:], c.v)
		if err != nil {
			return true, err
		}
		if c.r.Contains(key) {
			run = append(run, storage.Entry{Key: key, Value: value})
		}
		c.step()
	}
	slices.SortFunc(run, func(a, b storage.Entry) int {
		if c.r.Precedes(a.Key, b.Key) {
			return -1
		}
		return 1
	})
	for _, e := range run {
		if !visit(e.Key, e.Value) {
			return true, nil
		}
	}
	return false, nil
}

// here reports whether the cursor is still at a pair of the object.
func (c *cursor) here() bool { return c.k != nil && bytes.HasPrefix(c.k, c.head) }

func (c *cursor) step() {
	if c.r.Reverse {
		c.k, c.v = c.cursor.Prev()
	} else {
		c.k, c.v = c.cursor.Next()
	}
}

// seek moves to the first pair of the range, or a little in front of it.
func (c *cursor) seek() {
	at := slices.Clip(c.head)
	if !c.r.Reverse {
		c.k, c.v = c.cursor.Seek(append(at, clipped(c.r.Start)...))
		return
	}
	exists := true
	switch {
	case !c.r.Bounded:
		at = slices.Clone(at)
		exists = behind(at)
	case len(c.r.End) > inline:
		at = append(at, clipped(c.r.End)...)
		exists = behind(at)
	default:
		at = append(at, c.r.End...)
	}
	if exists {
		c.k, _ = c.cursor.Seek(at)
	}
	if c.k == nil {
		c.k, c.v = c.cursor.Last()
	} else {
		c.k, c.v = c.cursor.Prev()
	}
}

// clipped cuts a key to what the file's keys surely begin with.
func clipped(key string) string { return key[:min(len(key), inline)] }
