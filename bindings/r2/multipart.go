package r2

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/dodev/dodev/storage/bolt"
)

// upload is the record of a multipart upload.
type upload struct {
	Key    string
	HTTP   HTTP
	Custom []Pair
	Ended  bool
	Parts  map[int]Part
}

// CreateUpload begins a multipart upload and answers its id.
func (b *Bucket) CreateUpload(key string, h HTTP, custom []Pair) (string, error) {
	if err := errors.Join(checkKey(key), checkMetadata(custom)); err != nil {
		return "", err
	}
	id := b.random(64)
	u := &upload{Key: key, HTTP: h, Custom: custom, Parts: map[int]Part{}}
	return id, b.update(func(_, uploads bolt.Section) error { return u.store(uploads, id) })
}

func decodeUpload(v []byte) (*upload, error) {
	u := &upload{}
	if err := json.Unmarshal(v, u); err != nil {
		return nil, fmt.Errorf("the record of an upload is damaged: %w", err)
	}
	return u, nil
}

// change has f change the record of an upload, which is nil if there is none, and perhaps the objects' with it.
func (b *Bucket) change(id string, f func(u *upload, objects bolt.Section) error) error {
	return b.update(func(objects, uploads bolt.Section) error {
		v := uploads.Get([]byte(id))
		if v == nil {
			return f(nil, objects)
		}
		u, err := decodeUpload(v)
		if err != nil {
			return err
		}
		if err := f(u, objects); err != nil {
			return err
		}
		return u.store(uploads, id)
	})
}

func (u *upload) store(s bolt.Section, id string) error {
	v, err := json.Marshal(u)
	if err != nil {
		return fmt.Errorf("store an upload: %w", err)
	}
	return s.Put([]byte(id), v)
}

// UploadPart stores one part of size bytes, in place of an earlier one with its number, and answers its ETag.
func (b *Bucket) UploadPart(key, id string, number int, body io.Reader, size int64) (string, error) {
	if err := errors.Join(checkKey(key), b.sweep()); err != nil {
		return "", err
	}
	sum := md5.New()
	name, err := b.blobs.write(io.TeeReader(body, sum), size)
	if err != nil {
		return "", err
	}
	part := Part{Blob: name, Size: size, ETag: b.random(64), MD5: sum.Sum(nil)}
	var old []Part
	err = b.change(id, func(u *upload, _ bolt.Section) error {
		old = nil
		if u == nil || u.Key != key || u.Ended {
			return ErrNoUpload
		}
		if p, ok := u.Parts[number]; ok {
			old = append(old, p)
		}
		u.Parts[number] = part
		return nil
	})
	if err != nil {
		b.blobs.remove([]Part{part})
		return "", err
	}
	b.blobs.remove(old)
	return part.ETag, nil
}

// Uploaded names a part of an upload.
type Uploaded struct {
	Number int
	ETag   string
}

// CompleteUpload makes an object of the named parts, in the order of their numbers.
func (b *Bucket) CompleteUpload(key, id string, named []Uploaded) (*Object, error) {
	if err := checkKey(key); err != nil {
		return nil, err
	}
	var o *Object
	var unused []Part
	err := b.change(id, func(u *upload, objects bolt.Section) error {
		unused = nil
		switch {
		case u == nil || u.Key != key:
			return ErrInternal
		case u.Ended:
			return ErrNoUpload
		}
		parts, err := u.choose(named)
		if err != nil {
			return err
		}
		old, err := find(objects, key)
		if err != nil {
			return err
		}
		if old != nil {
			unused = append(unused, old.Parts...)
		}
		for _, p := range u.Parts {
			if !slices.ContainsFunc(parts, func(used Part) bool { return used.Blob == p.Blob }) {
				unused = append(unused, p)
			}
		}
		u.Ended, u.Parts = true, nil
		o = b.assemble(u, parts)
		return o.store(objects)
	})
	if err != nil {
		return nil, err
	}
	b.blobs.remove(unused)
	return o, nil
}

// assemble answers the object that parts make. Its ETag is made of their checksums.
func (b *Bucket) assemble(u *upload, parts []Part) *Object {
	sums := md5.New()
	o := &Object{Key: u.Key, Version: b.random(16), Uploaded: b.host.Now().UnixMilli(), HTTP: u.HTTP, Custom: u.Custom, Parts: parts}
	for _, p := range parts {
		o.Size += p.Size
		sums.Write(p.MD5)
	}
	o.ETag = fmt.Sprintf("%s-%d", hex.EncodeToString(sums.Sum(nil)), len(parts))
	return o
}

// choose answers the named parts in the order of their numbers. All but the last must be of one size.
func (u *upload) choose(named []Uploaded) ([]Part, error) {
	seen := map[int]bool{}
	for _, n := range named {
		if seen[n.Number] {
			return nil, ErrInternal
		}
		seen[n.Number] = true
	}
	for i, n := range named {
		p, ok := u.Parts[n.Number]
		if !ok || p.ETag != n.ETag {
			return nil, ErrPart
		}
		if i < len(named)-1 && p.Size < MinPart {
			return nil, ErrTooSmall
		}
	}
	named = slices.SortedFunc(slices.Values(named), func(a, b Uploaded) int { return a.Number - b.Number })
	parts := make([]Part, len(named))
	for i, n := range named {
		parts[i] = u.Parts[n.Number]
	}
	for i, p := range parts {
		last := i == len(parts)-1
		if !last && (p.Size < MinPart || p.Size != parts[0].Size) || last && i > 0 && p.Size > parts[0].Size {
			return nil, ErrUpload
		}
	}
	return parts, nil
}

// AbortUpload gives up an upload. One that has ended is let be.
func (b *Bucket) AbortUpload(key, id string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	var gone []Part
	err := b.change(id, func(u *upload, _ bolt.Section) error {
		gone = nil
		if u == nil || u.Key != key {
			return ErrInternal
		}
		gone = slices.Collect(maps.Values(u.Parts))
		u.Ended, u.Parts = true, nil
		return nil
	})
	if err == nil {
		b.blobs.remove(gone)
	}
	return err
}
