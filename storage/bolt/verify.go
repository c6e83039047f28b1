package bolt

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"runtime/debug"

	bbolt "go.etcd.io/bbolt"
)

// The version of what is in the file. One later than layout is refused. A file is of the first until objects of it
// are kept elsewhere, which a dodev of then would not notice.
const (
	firstLayout = 1
	layout      = 2
)

// Top-level buckets.
var (
	metaBucket  = []byte("meta")
	spaceBucket = []byte("namespaces")
	kvBucket    = []byte("kv")
	alarmBucket = []byte("alarms")
	nameBucket  = []byte("names")
	movedBucket = []byte("moved")

	layoutKey = []byte("layout")
)

// verify walks the file's pages without writing. bbolt panics at what it cannot
// make sense of, and faults behind the end of a truncated file, in goroutines of
// its own once the file is open for writing; here both are an error.
func verify(path string, newest uint32) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	var file *bbolt.DB
	var tx *bbolt.Tx
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%v", fault)
		}
		if tx != nil {
			err = errors.Join(err, tx.Rollback())
		}
		if file != nil {
			err = errors.Join(err, file.Close())
		}
		if err != nil {
			err = openError(path, err)
		}
	}()
	file, err = bbolt.Open(path, 0o600, &bbolt.Options{
		Timeout: lockPatience, ReadOnly: true, NoStatistics: true,
	})
	if err != nil {
		return err
	}
	if tx, err = file.Begin(false); err != nil {
		return err
	}
	return walk(path, tx, newest)
}

func walk(path string, tx *bbolt.Tx, newest uint32) error {
	stat, err := os.Stat(path)
	if err != nil {
		return err
	}
	if stat.Size() < tx.Size() {
		return fmt.Errorf("it is cut off: %d of %d bytes", stat.Size(), tx.Size())
	}
	empty := true
	err = tx.ForEach(func(_ []byte, b *bbolt.Bucket) error {
		empty = false
		c := b.Cursor()
		for k, _ := c.First(); k != nil; k, _ = c.Next() {
			continue
		}
		return nil
	})
	if err != nil || empty {
		return err
	}
	meta := tx.Bucket(metaBucket)
	if meta == nil {
		return errors.New("another program's database")
	}
	v := meta.Get(layoutKey)
	if len(v) != 4 {
		return errors.New("another program's database")
	}
	if n := binary.BigEndian.Uint32(v); n > newest {
		return fmt.Errorf("written by a newer dodev: layout %d, this one knows %d", n, newest)
	}
	return nil
}

// prepare makes the buckets of a new file.
func prepare(tx *bbolt.Tx) error {
	if tx.Bucket(metaBucket) != nil {
		return nil
	}
	for _, name := range [][]byte{spaceBucket, kvBucket, alarmBucket, nameBucket} {
		if _, err := tx.CreateBucketIfNotExists(name); err != nil {
			return err
		}
	}
	meta, err := tx.CreateBucketIfNotExists(metaBucket)
	if err != nil {
		return err
	}
	return meta.Put(layoutKey, binary.BigEndian.AppendUint32(nil, firstLayout))
}
