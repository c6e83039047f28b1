package bolt

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	bbolt "go.etcd.io/bbolt"

	"github.com/dodev/dodev/storage"
	"github.com/dodev/dodev/storage/journal"
)

// pending is a batch on its way. It implements [journal.Entry].
type pending struct {
	db      *DB
	batch   *storage.Batch
	done    func(error)
	refused error // why it must not be applied
}

// Commit implements [storage.Backend].
func (db *DB) Commit(b *storage.Batch, done func(error)) {
	db.journal.Add(&pending{db: db, batch: b, done: done})
}

// Append implements [journal.Entry].
func (p *pending) Append(group []byte) ([]byte, error) {
	if p.refused = p.batch.Refused(); p.refused != nil {
		p.batch.Settle(p.refused) // at once, so that a batch behind it in this group sees it
		return group, nil
	}
	if p.batch.Empty() {
		return group, nil
	}
	return appendBatch(group, p.batch), nil
}

// Done implements [journal.Entry].
func (p *pending) Done(err error) {
	switch {
	case p.refused != nil:
		p.done(p.refused)
		return
	case errors.Is(err, journal.ErrClosed):
		err = storage.ErrClosed
	case err == nil && !p.batch.Empty():
		err = p.db.take(p.batch)
	}
	p.batch.Settle(err)
	p.done(err)
}

// save writes what only the journal has to the file.
func (db *DB) save() error {
	db.saving.Lock()
	defer db.saving.Unlock()
	for {
		layer := db.recent.freeze()
		if layer == nil {
			return nil
		}
		size, err := db.write(layer)
		if err != nil {
			return err
		}
		db.recent.thaw(size)
	}
}

// write writes a layer in one transaction, and answers how large the file is.
func (db *DB) write(layer map[storage.Object]*changes) (size int64, err error) {
	objects := slices.SortedFunc(maps.Keys(layer), func(a, b storage.Object) int { // as they stand in the file
		return cmp.Or(strings.Compare(a.Namespace, b.Namespace), bytes.Compare(a.ID[:], b.ID[:]))
	})
	u := update{db: db}
	err = db.file.Load().Update(func(tx *bbolt.Tx) error {
		if err := u.begin(tx); err != nil {
			return err
		}
		size = tx.Size()
		for _, obj := range objects {
			if err := u.apply(&obj, layer[obj]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("write state file %s: %w", db.options.Path, err)
	}
	db.spaces.learn(u.assigned)
	return size, nil
}

// update is one transaction being filled.
type update struct {
	db                *DB
	tx                *bbolt.Tx
	kv, alarms, names *bbolt.Bucket
	moved             *bbolt.Bucket // nil until an object is kept elsewhere
	assigned          map[string]uint32
	key               []byte
}

func (u *update) begin(tx *bbolt.Tx) error {
	if err := prepare(tx); err != nil {
		return err
	}
	u.tx = tx
	u.kv, u.alarms, u.names = tx.Bucket(kvBucket), tx.Bucket(alarmBucket), tx.Bucket(nameBucket)
	u.moved = tx.Bucket(movedBucket)
	return nil
}

func (u *update) number(namespace string) (uint32, error) {
	if n, ok := u.db.spaces.number(namespace); ok {
		return n, nil
	}
	if n, ok := u.assigned[namespace]; ok {
		return n, nil
	}
	n, err := assign(u.tx, namespace)
	if err != nil {
		return 0, err
	}
	if u.assigned == nil {
		u.assigned = make(map[string]uint32)
	}
	u.assigned[namespace] = n
	return n, nil
}

func (u *update) apply(obj *storage.Object, c *changes) error {
	number, err := u.number(obj.Namespace)
	if err != nil {
		return err
	}
	u.key = head(u.key[:0], number, &obj.ID)
	if c.hides {
		if err := u.deleteAll(u.key); err != nil {
			return err
		}
	}
	for _, key := range c.ordered() {
		u.key = appendKey(u.key[:headSize], key)
		if value := c.writes[key]; value != nil {
			err = u.kv.Put(u.key, packValue(key, value))
		} else {
			err = u.kv.Delete(u.key)
		}
		if err != nil {
			return err
		}
	}
	at := u.key[:headSize]
	switch {
	case !c.alarmChanged:
	case c.alarm.Set:
		err = u.alarms.Put(at, binary.BigEndian.AppendUint64(nil, uint64(c.alarm.Time)))
	default:
		err = u.alarms.Delete(at)
	}
	if err == nil && c.place != storage.Here {
		err = u.move(at, c.place)
	}
	switch {
	case err != nil || !c.nameChanged:
		return err
	case !c.name.Known:
		return u.names.Delete(at)
	}
	if old := u.names.Get(at); old != nil && string(old) == c.name.Text {
		return nil
	}
	return u.names.Put(at, []byte(c.name.Text))
}

// move notes where the object is kept.
func (u *update) move(at []byte, to storage.Place) error {
	if u.moved == nil {
		var err error
		if u.moved, err = u.tx.CreateBucket(movedBucket); err != nil {
			return err
		}
		version := binary.BigEndian.AppendUint32(nil, layout)
		if err := u.tx.Bucket(metaBucket).Put(layoutKey, version); err != nil {
			return err
		}
	}
	return u.moved.Put(at, []byte{byte(to)})
}

func (u *update) deleteAll(at []byte) error {
	var keys [][]byte // deleting under a cursor would move it
	c := u.kv.Cursor()
	for k, _ := c.Seek(at); bytes.HasPrefix(k, at); k, _ = c.Next() {
		keys = append(keys, k)
	}
	for _, k := range keys {
		if err := u.kv.Delete(k); err != nil {
			return err
		}
	}
	return nil
}
