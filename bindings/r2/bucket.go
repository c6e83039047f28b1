package r2

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"sync"

	"github.com/dodev/dodev/host"
	"github.com/dodev/dodev/storage/bolt"
)

// Bucket is one bucket. Its methods may be called from any goroutine.
type Bucket struct {
	shelf   *bolt.Shelf
	section string
	host    *host.Host
	blobs   *blobs

	sweeping sync.Mutex
	swept    bool
}

// Open answers the bucket with a name, whose records are on a shelf and whose bytes are in a folder below the given one.
func Open(shelf *bolt.Shelf, folder, name string, h *host.Host) *Bucket {
	sum := sha256.Sum256([]byte(name)) // not every name of a bucket is one of a folder
	b := &Bucket{shelf: shelf, section: "r2/" + name, host: h}
	b.blobs = &blobs{
		folder: filepath.Join(folder, hex.EncodeToString(sum[:16])), name: func() string { return b.random(16) },
		readers: map[string]int{}, doomed: map[string]bool{},
	}
	return b
}

func (b *Bucket) random(n int) string {
	id := make([]byte, n)
	b.host.Random(id)
	return hex.EncodeToString(id)
}

// view reads the records as they are now.
func (b *Bucket) view(f func(objects, uploads bolt.Section) error) error {
	return b.shelf.View(b.section, split(f))
}

// update changes records, as a whole or not at all. f may be called more than once.
func (b *Bucket) update(f func(objects, uploads bolt.Section) error) error {
	return b.shelf.Update(b.section, split(f))
}

func split(f func(objects, uploads bolt.Section) error) func(bolt.Section) error {
	return func(s bolt.Section) error {
		objects, err := s.In("objects")
		if err != nil {
			return err
		}
		uploads, err := s.In("uploads")
		if err != nil {
			return err
		}
		return f(objects, uploads)
	}
}

// sweep removes what a dead process left behind, before the first file is written. One that fails is tried again.
func (b *Bucket) sweep() error {
	b.sweeping.Lock()
	defer b.sweeping.Unlock()
	if b.swept {
		return nil
	}
	used := map[string]bool{}
	note := func(parts ...Part) {
		for _, p := range parts {
			used[p.Blob] = true
		}
	}
	err := b.view(func(objects, uploads bolt.Section) (broken error) {
		objects.Scan(nil, func(k, v []byte) bool {
			var o *Object
			if o, broken = decode(k, v); broken == nil {
				note(o.Parts...)
			}
			return broken == nil
		})
		if broken != nil {
			return broken
		}
		uploads.Scan(nil, func(_, v []byte) bool {
			var u *upload
			if u, broken = decodeUpload(v); broken == nil {
				note(slices.Collect(maps.Values(u.Parts))...)
			}
			return broken == nil
		})
		return broken
	})
	if err != nil {
		return err
	}
	b.blobs.sweep(used)
	b.swept = true
	return nil
}

func decode(key, value []byte) (*Object, error) {
	o := &Object{}
	if err := json.Unmarshal(value, o); err != nil {
		return nil, fmt.Errorf("the record of the object %q is damaged: %w", key, err)
	}
	o.Key = string(key)
	return o, nil
}

// find answers the object with a key, nil if there is none.
func find(s bolt.Section, key string) (*Object, error) {
	v := s.Get([]byte(key))
	if v == nil {
		return nil, nil
	}
	return decode([]byte(key), v)
}

func (o *Object) store(s bolt.Section) error {
	v, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("store an object: %w", err)
	}
	return s.Put([]byte(o.Key), v)
}

// Head answers an object without its bytes, nil if there is none.
func (b *Bucket) Head(key string) (o *Object, err error) {
	if err := checkKey(key); err != nil {
		return nil, err
	}
	err = b.view(func(s, _ bolt.Section) error {
		o, err = find(s, key)
		return err
	})
	return o, err
}

// Range is which bytes of an object are wanted; nil fields are not given.
type Range struct{ Offset, Length, Suffix *int64 }

// of answers where the range begins in an object and how long it is.
func (g *Range) of(size int64) (offset, length int64, err error) {
	length = size
	switch {
	case g == nil:
		return 0, size, nil
	case g.Suffix != nil:
		if *g.Suffix <= 0 {
			return 0, 0, ErrRange
		}
		length = min(*g.Suffix, size)
		return size - length, length, nil
	case g.Offset != nil:
		offset = *g.Offset
	}
	if g.Length != nil {
		length = *g.Length
	} else {
		length = size - offset
	}
	if offset < 0 || offset > size || length <= 0 {
		return 0, 0, ErrRange
	}
	return offset, min(length, size-offset), nil
}

// Got is an object with its bytes, or those of a range.
type Got struct {
	*Object
	Offset, Length int64
	// Body is nil if a condition does not hold.
	Body io.ReadCloser
}

// Get answers an object, nil if there is none.
func (b *Bucket) Get(key string, when *Condition, ranged func(size int64) *Range) (*Got, error) {
	if err := checkKey(key); err != nil {
		return nil, err
	}
	var got *Got
	found := func(s, _ bolt.Section) error {
		o, err := find(s, key)
		if o == nil || err != nil {
			return err
		}
		got = &Got{Object: o, Length: o.Size}
		if !when.holds(o) {
			return nil
		}
		if got.Offset, got.Length, err = ranged(o.Size).of(o.Size); err != nil {
			return err
		}
		got.Body = b.blobs.open(o.Parts, got.Offset, got.Length)
		return nil
	}
	if err := b.blobs.look(func() error { return b.view(found) }); err != nil {
		return nil, err
	}
	return got, nil
}

// Put is what an object is put with.
type Put struct {
	When   *Condition
	HTTP   HTTP
	Custom []Pair
	// Checksums are those that were given, by field.
	Checksums map[string][]byte
}

// Put stores an object of size bytes, and answers nil if a condition does not hold.
func (b *Bucket) Put(key string, body io.Reader, size int64, p Put) (*Object, error) {
	for _, check := range []error{checkKey(key), tooLarge(size), checkMetadata(p.Custom), b.sweep()} {
		if check != nil {
			return nil, check
		}
	}
	sums := map[string]hash.Hash{}
	var all []io.Writer
	for _, a := range Algorithms {
		if a.Field == "md5" || p.Checksums[a.Field] != nil {
			sums[a.Field] = a.New()
			all = append(all, sums[a.Field])
		}
	}
	name, err := b.blobs.write(io.TeeReader(body, io.MultiWriter(all...)), size)
	if err != nil {
		return nil, err
	}
	o := &Object{
		Key: key, Version: b.random(16), Size: size, ETag: hex.EncodeToString(sums["md5"].Sum(nil)), Uploaded: b.host.Now().UnixMilli(),
		Checksums: map[string][]byte{}, HTTP: p.HTTP, Custom: p.Custom, Parts: []Part{{Blob: name, Size: size}},
	}
	for _, a := range Algorithms {
		sum := sums[a.Field]
		if sum == nil {
			continue
		}
		o.Checksums[a.Field] = sum.Sum(nil)
		if given := p.Checksums[a.Field]; given != nil && !bytes.Equal(given, o.Checksums[a.Field]) {
			b.blobs.remove(o.Parts)
			return nil, badDigest(a.Name, given, o.Checksums[a.Field])
		}
	}
	return b.replace(o, p.When)
}

func tooLarge(size int64) error {
	if size > MaxObject {
		return ErrTooLarge
	}
	return nil
}

// replace stores a record in place of another, if the condition holds for that, and removes the files of whichever is not
// kept.
func (b *Bucket) replace(o *Object, when *Condition) (*Object, error) {
	var old *Object
	held := true
	err := b.update(func(s, _ bolt.Section) (err error) {
		if old, err = find(s, o.Key); err != nil {
			return err
		}
		if held = when.holds(old); !held {
			return nil
		}
		return o.store(s)
	})
	if err != nil || !held {
		b.blobs.remove(o.Parts)
		return nil, err
	}
	if old != nil {
		b.blobs.remove(old.Parts)
	}
	return o, nil
}

// Delete removes objects, all or none; those that are not there are passed over.
func (b *Bucket) Delete(keys ...string) error {
	for _, key := range keys {
		if err := checkKey(key); err != nil {
			return err
		}
	}
	var gone []Part
	err := b.update(func(s, _ bolt.Section) error {
		gone = nil
		for _, key := range keys {
			o, err := find(s, key)
			if err != nil {
				return err
			}
			if o == nil {
				continue
			}
			gone = append(gone, o.Parts...)
			if err := s.Delete([]byte(key)); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		b.blobs.remove(gone)
	}
	return err
}
