package bolt

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	bbolt "go.etcd.io/bbolt"

	"github.com/dodev/dodev/storage"
)

// Objects implements [storage.Backend].
func (db *DB) Objects(namespace string, visit func(id [32]byte, name storage.Name) bool) error {
	if err := db.save(); err != nil {
		return err
	}
	type object struct {
		id   [32]byte
		name storage.Name
	}
	var objects []object
	obj := storage.Object{Namespace: namespace}
	err := db.view(&obj, nil, func(tx *bbolt.Tx, at []byte) error {
		space := at[:4]
		cursors := []*bbolt.Cursor{tx.Bucket(kvBucket).Cursor(), tx.Bucket(alarmBucket).Cursor()}
		moved := tx.Bucket(movedBucket)
		if moved != nil {
			cursors = append(cursors, moved.Cursor())
		}
		for {
			next := first(space, cursors, at)
			if next == nil {
				return nil
			}
			at = slices.Clone(next)
			if placeOf(moved, at) != storage.MovedEmpty || tx.Bucket(alarmBucket).Get(at) != nil {
				objects = append(objects, object{[32]byte(at[4:headSize]), name(tx, at)})
			}
			if !behind(at) {
				return nil
			}
		}
	})
	if err != nil {
		return err
	}
	for _, o := range objects {
		if !visit(o.id, o.name) {
			break
		}
	}
	return nil
}

// first answers the head of the first object of the namespace from at on that
// has a pair or an alarm, or is kept elsewhere.
func first(space []byte, cursors []*bbolt.Cursor, at []byte) []byte {
	var next []byte
	for _, c := range cursors {
		k, _ := c.Seek(at)
		if !bytes.HasPrefix(k, space) {
			continue
		}
		if k = k[:headSize]; next == nil || bytes.Compare(k, next) < 0 {
			next = k
		}
	}
	return next
}

// Alarms implements [storage.Backend].
func (db *DB) Alarms(visit func(obj storage.Object, at storage.Alarm, name storage.Name) bool) error {
	file := db.file.Load()
	if file == nil {
		return nil
	}
	if err := db.save(); err != nil {
		return err
	}
	type due struct {
		obj  storage.Object
		at   storage.Alarm
		name storage.Name
	}
	var all []due
	err := file.View(func(tx *bbolt.Tx) error {
		b := tx.Bucket(alarmBucket)
		if b == nil {
			return nil
		}
		spaces := db.spaces.byNumber()
		return b.ForEach(func(k, v []byte) error {
			obj := storage.Object{Namespace: spaces[binary.BigEndian.Uint32(k)], ID: [32]byte(k[4:])}
			all = append(all, due{obj, alarm(v), name(tx, k)})
			return nil
		})
	})
	if err != nil {
		return readError(err)
	}
	slices.SortFunc(all, func(a, b due) int {
		return cmp.Or(
			cmp.Compare(a.at.Time, b.at.Time),
			strings.Compare(a.obj.Namespace, b.obj.Namespace),
			bytes.Compare(a.obj.ID[:], b.obj.ID[:]),
		)
	})
	for _, d := range all {
		if !visit(d.obj, d.at, d.name) {
			break
		}
	}
	return nil
}

func (n *namespaces) byNumber() map[uint32]string {
	n.mu.RLock()
	defer n.mu.RUnlock()
	names := make(map[uint32]string, len(n.numbers))
	for name, number := range n.numbers {
		names[number] = name
	}
	return names
}
