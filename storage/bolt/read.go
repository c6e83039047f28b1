package bolt

import (
	"encoding/binary"
	"errors"
	"fmt"

	bbolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"github.com/dodev/dodev/storage"
)

// stackKey is a buffer most keys fit in.
type stackKey [headSize + 92]byte

// view runs a read of one object; without a file, or before the object's
// namespace has written anything, there is nothing to run it on.
func (db *DB) view(obj *storage.Object, buf []byte, read func(tx *bbolt.Tx, head []byte) error) error {
	file := db.file.Load()
	if file == nil {
		return nil
	}
	at, ok := db.head(buf, obj)
	if !ok {
		return nil
	}
	return readError(file.View(func(tx *bbolt.Tx) error { return read(tx, at) }))
}

func readError(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, berrors.ErrDatabaseNotOpen):
		return storage.ErrClosed
	}
	return fmt.Errorf("read state: %w", err)
}

// Read implements [storage.Backend].
func (db *DB) Read(obj storage.Object, key string) (value []byte, found bool, err error) {
	if value, known := db.recent.read(obj, key); known {
		return value, value != nil, nil
	}
	var buf stackKey
	err = db.view(&obj, buf[:0], func(tx *bbolt.Tx, at []byte) error {
		stored := tx.Bucket(kvBucket).Get(appendKey(at, key))
		if stored == nil {
			return nil
		}
		v, err := valueOf(key, stored)
		value, found = append([]byte{}, v...), err == nil
		return err
	})
	return value, found, err
}

// ReadMany implements [storage.Backend].
func (db *DB) ReadMany(obj storage.Object, keys []string, visit func(i int, value []byte) bool) error {
	if db.recent.has(obj) {
		return db.readEach(obj, keys, visit)
	}
	var buf stackKey
	return db.view(&obj, buf[:0], func(tx *bbolt.Tx, at []byte) error {
		b := tx.Bucket(kvBucket)
		for i, key := range keys {
			at = appendKey(at[:headSize], key)
			stored := b.Get(at)
			if stored == nil {
				continue
			}
			value, err := valueOf(key, stored)
			if err != nil {
				return err
			}
			if !visit(i, value) {
				return nil
			}
		}
		return nil
	})
}

// readEach is ReadMany for an object of which some is not in the file yet.
func (db *DB) readEach(obj storage.Object, keys []string, visit func(i int, value []byte) bool) error {
	for i, key := range keys {
		value, found, err := db.Read(obj, key)
		if err != nil || found && !visit(i, value) {
			return err
		}
	}
	return nil
}

// Alarm implements [storage.Backend].
func (db *DB) Alarm(obj storage.Object) (a storage.Alarm, err error) {
	if c := db.recent.find(obj, func(c *changes) bool { return c.alarmChanged }); c != nil {
		return c.alarm, nil
	}
	var buf stackKey
	err = db.view(&obj, buf[:0], func(tx *bbolt.Tx, at []byte) error {
		if v := tx.Bucket(alarmBucket).Get(at); v != nil {
			a = alarm(v)
		}
		return nil
	})
	return a, err
}

func alarm(stored []byte) storage.Alarm {
	return storage.Alarm{Time: int64(binary.BigEndian.Uint64(stored)), Set: true}
}

// Name implements [storage.Backend].
func (db *DB) Name(obj storage.Object) (n storage.Name, err error) {
	if c := db.recent.find(obj, func(c *changes) bool { return c.nameChanged }); c != nil {
		return c.name, nil
	}
	var buf stackKey
	err = db.view(&obj, buf[:0], func(tx *bbolt.Tx, at []byte) error {
		n = name(tx, at)
		return nil
	})
	return n, err
}

func name(tx *bbolt.Tx, at []byte) storage.Name {
	v := tx.Bucket(nameBucket).Get(at)
	return storage.Name{Text: string(v), Known: v != nil}
}

// Place answers where the object is kept.
func (db *DB) Place(obj storage.Object) (p storage.Place, err error) {
	if c := db.recent.find(obj, func(c *changes) bool { return c.place != storage.Here }); c != nil {
		return c.place, nil
	}
	var buf stackKey
	err = db.view(&obj, buf[:0], func(tx *bbolt.Tx, at []byte) error {
		p = placeOf(tx.Bucket(movedBucket), at)
		return nil
	})
	return p, err
}

func placeOf(moved *bbolt.Bucket, at []byte) storage.Place {
	if moved == nil {
		return storage.Here
	}
	v := moved.Get(at)
	if len(v) == 0 {
		return storage.Here
	}
	return storage.Place(v[0])
}
