package bolt

import (
	"bytes"
	"encoding/binary"
	"fmt"

	bbolt "go.etcd.io/bbolt"

	"github.com/dodev/dodev/storage"
)

// groupBytes is about how much one transaction takes in.
const groupBytes = 32 << 20

// pending is a batch on its way.
type pending struct {
	batch   *storage.Batch
	done    func(error)
	refused error // why it must not be applied
}

// idle reports whether there is nothing to apply.
func (p *pending) idle() bool { return p.refused != nil || p.batch.Empty() }

// Commit implements [storage.Backend].
func (db *DB) Commit(b *storage.Batch, done func(error)) {
	db.mu.Lock()
	if db.closed {
		db.mu.Unlock()
		b.Settle(storage.ErrClosed)
		done(storage.ErrClosed)
		return
	}
	db.queue = append(db.queue, pending{batch: b, done: done})
	start := !db.running
	db.running = true
	db.mu.Unlock()
	if start {
		go db.run()
	}
}

// run commits until the queue is empty.
func (db *DB) run() {
	var spare []pending
	for {
		db.mu.Lock()
		if len(db.queue) == 0 {
			db.running = false
			db.ended.Broadcast()
			db.mu.Unlock()
			return
		}
		queue := db.queue
		db.queue = spare[:0]
		db.mu.Unlock()

		for rest := queue; len(rest) > 0; {
			n := group(rest)
			db.commit(rest[:n])
			rest = rest[n:]
		}
		clear(queue)
		spare = queue
	}
}

// group answers how many of the batches go into the next transaction.
func group(queue []pending) int {
	size := 0
	for i, p := range queue {
		for _, w := range p.batch.Writes {
			size += len(w.Key) + len(w.Value)
		}
		if size > groupBytes {
			return i + 1
		}
	}
	return len(queue)
}

// commit makes batches durable in one transaction and reports.
func (db *DB) commit(batches []pending) {
	work := false
	for i, p := range batches {
		// Settled at once, so that a batch behind it in this group sees it.
		if batches[i].refused = p.batch.Refused(); batches[i].refused != nil {
			p.batch.Settle(batches[i].refused)
		}
		work = work || !batches[i].idle()
	}
	var err error
	if work {
		err = db.apply(batches)
	}
	for _, p := range batches {
		if p.refused != nil {
			p.done(p.refused)
			continue
		}
		p.batch.Settle(err)
		p.done(err)
	}
}

func (db *DB) apply(batches []pending) error {
	if db.file.Load() == nil {
		if err := db.create(); err != nil {
			return err
		}
	}
	u := update{db: db}
	err := db.file.Load().Update(func(tx *bbolt.Tx) error {
		if err := u.begin(tx); err != nil {
			return err
		}
		for _, p := range batches {
			if p.idle() {
				continue
			}
			if err := u.apply(p.batch); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("write state file %s: %w", db.options.Path, err)
	}
	db.spaces.learn(u.assigned)
	return nil
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

func (u *update) apply(b *storage.Batch) error {
	number, err := u.number(b.Object.Namespace)
	if err != nil {
		return err
	}
	u.key = head(u.key[:0], number, &b.Object.ID)
	at := u.key
	shrinks := b.DeleteAll || b.Place == storage.MovedEmpty
	if b.Place != storage.Here {
		if err := u.move(at, b.Place); err != nil {
			return err
		}
	}
	if b.DeleteAll {
		if err := u.deleteAll(at); err != nil {
			return err
		}
	}
	for _, w := range b.Writes {
		u.key = appendKey(u.key[:headSize], w.Key)
		if w.Value != nil {
			err = u.kv.Put(u.key, packValue(w.Key, w.Value))
		} else {
			shrinks = true
			err = u.kv.Delete(u.key)
		}
		if err != nil {
			return err
		}
	}
	at = u.key[:headSize]
	switch {
	case !b.AlarmChanged:
	case b.Alarm.Set:
		err = u.alarms.Put(at, binary.BigEndian.AppendUint64(nil, uint64(b.Alarm.Time)))
	default:
		shrinks = true
		err = u.alarms.Delete(at)
	}
	if err != nil {
		return err
	}
	return u.name(at, b.Name, shrinks)
}

// move notes where the object is kept, and drops its pairs if that is new.
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
	if u.moved.Get(at) == nil {
		if err := u.deleteAll(at); err != nil {
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

// name keeps the object's name while the object has anything.
func (u *update) name(at []byte, name storage.Name, shrinks bool) error {
	if shrinks && u.alarms.Get(at) == nil {
		k, _ := u.kv.Cursor().Seek(at)
		if !bytes.HasPrefix(k, at) && placeOf(u.moved, at) != storage.Moved {
			return u.names.Delete(at)
		}
	}
	if !name.Known {
		return nil
	}
	if old := u.names.Get(at); old != nil && string(old) == name.Text {
		return nil
	}
	return u.names.Put(at, []byte(name.Text))
}
