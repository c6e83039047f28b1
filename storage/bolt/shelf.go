package bolt

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	bbolt "go.etcd.io/bbolt"

	"github.com/dodev/dodev/storage"
)

// shelfLayout is the version of what is in a Shelf's file.
const shelfLayout = 1

// Shelf is a file of ordered pairs that belong to no object, for what stands behind a binding. Its sections,
// which have any name but "meta", are apart from each other. The file comes into being at the first write. Its methods may be called from any goroutine.
type Shelf struct {
	options Options

	mu     sync.Mutex
	file   *bbolt.DB // nil until there is a file
	closed bool
}

// NewShelf answers a Shelf. The file is opened when it is first asked for something.
func NewShelf(o Options) *Shelf { return &Shelf{options: o} }

// open answers the file; nil if there is none and none is to be made.
func (s *Shelf) open(create bool) (*bbolt.DB, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, storage.ErrClosed
	}
	if s.file != nil {
		return s.file, nil
	}
	if stat, err := os.Stat(s.options.Path); errors.Is(err, fs.ErrNotExist) || err == nil && stat.Size() == 0 {
		if !create {
			return nil, nil
		}
		if err := os.MkdirAll(filepath.Dir(s.options.Path), 0o777); err != nil {
			return nil, fmt.Errorf("create state folder: %w", err)
		}
		if err := ignore(s.options.Path); err != nil {
			return nil, fmt.Errorf("create state folder: %w", err)
		}
	} else if err != nil {
		return nil, fmt.Errorf("open state: %w", err)
	} else if err := verify(s.options.Path, shelfLayout); err != nil {
		return nil, err
	}
	file, err := openFile(s.options)
	if err != nil {
		return nil, err
	}
	if err := file.Update(stamp); err != nil {
		return nil, errors.Join(openError(s.options.Path, err), file.Close())
	}
	s.file = file
	return file, nil
}

// stamp says in a new file what it is.
func stamp(tx *bbolt.Tx) error {
	meta, err := tx.CreateBucketIfNotExists(metaBucket)
	if err != nil || meta.Get(layoutKey) != nil {
		return err
	}
	return meta.Put(layoutKey, binary.BigEndian.AppendUint32(nil, shelfLayout))
}

// View reads a section as it is now. A section that nobody has written to is empty.
func (s *Shelf) View(section string, f func(Section) error) error {
	file, err := s.open(false)
	if err != nil {
		return err
	}
	if file == nil {
		return f(Section{})
	}
	return file.View(func(tx *bbolt.Tx) error { return f(Section{tx.Bucket([]byte(section))}) })
}

// Update changes a section, as a whole or, if f fails, not at all. What it wrote is on disk when it returns. f may be
// called more than once: updates that come together share a sync of the disk.
func (s *Shelf) Update(section string, f func(Section) error) error {
	file, err := s.open(true)
	if err != nil {
		return err
	}
	return file.Batch(func(tx *bbolt.Tx) error {
		b, err := tx.CreateBucketIfNotExists([]byte(section))
		if err != nil {
			return err
		}
		return f(Section{b})
	})
}

// Close closes the file.
func (s *Shelf) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	if s.file == nil {
		return nil
	}
	var err error
	if s.options.Relaxed {
		err = s.file.Sync()
	}
	return errors.Join(err, s.file.Close())
}

// Section is the pairs of a part of a Shelf, within one View or Update. What it answers is valid until that ends.
type Section struct{ bucket *bbolt.Bucket }

// In answers a part of the section that is apart from its pairs and from its other parts.
func (s Section) In(name string) (Section, error) {
	switch {
	case s.bucket == nil:
		return s, nil
	case !s.bucket.Writable():
		return Section{s.bucket.Bucket([]byte(name))}, nil
	}
	b, err := s.bucket.CreateBucketIfNotExists([]byte(name))
	return Section{b}, err
}

// pairKey is what a key is stored as: it may be empty, which bbolt's may not, and is none of a part.
func pairKey(key []byte) []byte { return append([]byte{'='}, key...) }

// Get answers the value of a key, nil if it has none.
func (s Section) Get(key []byte) []byte {
	if s.bucket == nil {
		return nil
	}
	return s.bucket.Get(pairKey(key))
}

// Put stores a value, which must not be empty.
func (s Section) Put(key, value []byte) error { return s.bucket.Put(pairKey(key), value) }

// Delete removes a key, if it is there.
func (s Section) Delete(key []byte) error { return s.bucket.Delete(pairKey(key)) }

// Scan calls f with the pairs from a key on, in the order of the keys' bytes, while it answers true. f changes nothing.
func (s Section) Scan(from []byte, f func(key, value []byte) bool) {
	if s.bucket == nil {
		return
	}
	c := s.bucket.Cursor()
	for k, v := c.Seek(pairKey(from)); k != nil && k[0] == '=' && f(k[1:], v); k, v = c.Next() {
	}
}

// ScanPrefix is Scan over the keys that begin with prefix, from a key on that is not before it.
func (s Section) ScanPrefix(prefix, from []byte, f func(key, value []byte) bool) {
	if bytes.Compare(from, prefix) < 0 {
		from = prefix
	}
	s.Scan(from, func(k, v []byte) bool { return bytes.HasPrefix(k, prefix) && f(k, v) })
}

// Next answers a number that the section has not answered before.
func (s Section) Next() (uint64, error) { return s.bucket.NextSequence() }
