package r2

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
)

// blobs is a folder of files that never change.
type blobs struct {
	folder string
	name   func() string

	mu      sync.Mutex
	readers map[string]int  // how many read a file
	doomed  map[string]bool // to be removed when the last reader ends
	looking int             // how many read records and may become readers
}

// write stores what r delivers, which must be size bytes, and answers the file's name. It is on disk then.
func (b *blobs) write(r io.Reader, size int64) (name string, err error) {
	if err := os.MkdirAll(b.folder, 0o777); err != nil {
		return "", fmt.Errorf("store an object: %w", err)
	}
	name = b.name()
	f, err := os.OpenFile(b.path(name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
	if err != nil {
		return "", fmt.Errorf("store an object: %w", err)
	}
	n, err := io.Copy(f, r)
	if err == nil && n != size {
		err = fmt.Errorf("the body has %d bytes instead of %d", n, size)
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return "", errors.Join(err, os.Remove(b.path(name)))
	}
	return name, nil
}

func (b *blobs) path(name string) string { return filepath.Join(b.folder, name) }

// acquire keeps files from being removed until they are released.
func (b *blobs) acquire(parts []Part) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, p := range parts {
		b.readers[p.Blob]++
	}
}

func (b *blobs) release(parts []Part) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, p := range parts {
		if b.readers[p.Blob]--; b.readers[p.Blob] == 0 {
			delete(b.readers, p.Blob)
		}
	}
	b.clear()
}

// look runs f, which reads records and opens the files that they refer to: a record that f sees may be replaced meanwhile.
func (b *blobs) look(f func() error) error {
	b.mu.Lock()
	b.looking++
	b.mu.Unlock()
	defer func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.looking--
		b.clear()
	}()
	return f()
}

// clear removes the doomed files that nobody reads. b.mu is held.
func (b *blobs) clear() {
	if b.looking > 0 {
		return
	}
	for name := range b.doomed {
		if b.readers[name] == 0 {
			delete(b.doomed, name)
			_ = os.Remove(b.path(name)) // what stays, no record refers to
		}
	}
}

// remove removes files that no record refers to, once nobody reads them.
func (b *blobs) remove(parts []Part) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, p := range parts {
		b.doomed[p.Blob] = true
	}
	b.clear()
}

// sweep removes every file that is not in use.
func (b *blobs) sweep(used map[string]bool) {
	entries, _ := os.ReadDir(b.folder) // without a folder there is nothing to remove
	for _, e := range entries {
		if !used[e.Name()] {
			_ = os.Remove(b.path(e.Name()))
		}
	}
}

// reading reads a part of an object's files, one after the other.
type reading struct {
	blobs *blobs
	parts []Part

	mu     sync.Mutex // it may be closed while it is read
	next   int        // the part that comes after the open file
	skip   int64      // of it
	left   int64      // of all
	file   *os.File
	closed bool
}

// open answers length bytes of the parts from offset on. The files stay until it is closed.
func (b *blobs) open(parts []Part, offset, length int64) *reading {
	b.acquire(parts)
	return &reading{blobs: b, parts: parts, skip: offset, left: length}
}

// Read reads on.
func (r *reading) Read(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for {
		if r.left == 0 {
			return 0, io.EOF
		}
		if r.file == nil {
			if r.next == len(r.parts) {
				return 0, io.ErrUnexpectedEOF
			}
			part := r.parts[r.next]
			r.next++
			if r.skip >= part.Size {
				r.skip -= part.Size
				continue
			}
			f, err := os.Open(r.blobs.path(part.Blob))
			if err != nil {
				return 0, fmt.Errorf("read an object: %w", err)
			}
			if _, err := f.Seek(r.skip, io.SeekStart); err != nil {
				return 0, errors.Join(err, f.Close())
			}
			r.file, r.skip = f, 0
		}
		if int64(len(p)) > r.left {
			p = p[:r.left]
		}
		n, err := r.file.Read(p)
		r.left -= int64(n)
		if errors.Is(err, io.EOF) {
			err = r.file.Close()
			r.file = nil
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
}

// Close ends the reading.
func (r *reading) Close() (err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return nil
	}
	if r.file != nil {
		err = r.file.Close()
	}
	r.closed, r.left = true, 0
	r.blobs.release(r.parts)
	return err
}
