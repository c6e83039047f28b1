package bolt

import (
	"encoding/binary"
	"maps"
	"slices"
	"sync"

	bbolt "go.etcd.io/bbolt"

	"github.com/dodev/dodev/storage"
)

// headSize is the length of what every object's keys begin with.
const headSize = 4 + 32

// namespaces maps unique keys to the numbers that stand for them in the file.
type namespaces struct {
	mu      sync.RWMutex
	numbers map[string]uint32
}

func (n *namespaces) number(name string) (uint32, bool) {
	n.mu.RLock()
	defer n.mu.RUnlock()
	number, ok := n.numbers[name]
	return number, ok
}

// Namespaces answers the unique keys of all namespaces that ever stored anything, sorted.
func (db *DB) Namespaces() []string {
	_ = db.save() // if it fails the journal's come up next time
	db.spaces.mu.RLock()
	defer db.spaces.mu.RUnlock()
	return slices.Sorted(maps.Keys(db.spaces.numbers))
}

// learn adds numbers whose transaction has committed.
func (n *namespaces) learn(numbers map[string]uint32) {
	if len(numbers) == 0 {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for name, number := range numbers {
		n.numbers[name] = number
	}
}

// load reads every number from the file. Stored names have a leading byte, as
// bbolt knows no empty key.
func (n *namespaces) load(tx *bbolt.Tx) error {
	b := tx.Bucket(spaceBucket)
	if b == nil {
		return nil
	}
	found := make(map[string]uint32)
	err := b.ForEach(func(k, v []byte) error {
		found[string(k[1:])] = binary.BigEndian.Uint32(v)
		return nil
	})
	n.learn(found)
	return err
}

// assign gives a new namespace the next number.
func assign(tx *bbolt.Tx, name string) (uint32, error) {
	b := tx.Bucket(spaceBucket)
	seq, err := b.NextSequence()
	if err != nil {
		return 0, err
	}
	number := uint32(seq)
	return number, b.Put([]byte("="+name), binary.BigEndian.AppendUint32(nil, number))
}

// head appends what the object's keys begin with.
func head(dst []byte, number uint32, id *[32]byte) []byte {
	dst = binary.BigEndian.AppendUint32(dst, number)
	return append(dst, id[:]...)
}

// behind changes a key to the first that sorts after everything it begins, and
// reports whether there is one.
func behind(key []byte) bool {
	for i := len(key) - 1; i >= 0; i-- {
		if key[i]++; key[i] != 0 {
			return true
		}
	}
	return false
}

// head appends what the object's keys begin with; false if the file has never
// heard of its namespace.
func (db *DB) head(dst []byte, obj *storage.Object) ([]byte, bool) {
	number, ok := db.spaces.number(obj.Namespace)
	if !ok {
		return nil, false
	}
	return head(dst, number, &obj.ID), true
}
