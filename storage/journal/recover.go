package journal

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// Recover repeats what the last process left: own hears of each of the owner's records, and patches are made. Once keep
// has made durable what own heard of, the files are removed. Recover comes before anything is added.
func (j *Journal) Recover(own func(record []byte) error, keep func() error) error {
	type left struct {
		segment    *segment
		generation uint64
		data       []byte
	}
	var files []left
	for i := range j.segments {
		data, err := os.ReadFile(j.segments[i].path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		generation, _, _ := unseal(data)
		files = append(files, left{&j.segments[i], generation, data})
	}
	if len(files) == 0 {
		return nil
	}
	slices.SortFunc(files, func(a, b left) int { return cmp.Compare(a.generation, b.generation) })
	w := writer{folder: j.Folder(), files: map[string]*os.File{}}
	var err error
	for _, f := range files {
		if err == nil {
			err = replay(f.data, own, w.patch)
		}
	}
	if err = errors.Join(err, w.close()); err != nil {
		return err
	}
	if err := keep(); err != nil {
		return err
	}
	for _, f := range files { // the older one first: alone it would be taken for all there is
		if err := f.segment.remove(); err != nil {
			return err
		}
	}
	return SyncFolder(j.Folder())
}

// replay visits the records of one file.
func replay(data []byte, own func([]byte) error, mend func(patch) error) error {
	first, records, rest := unseal(data)
	for generation := first; records != nil && generation == first; generation, records, rest = unseal(rest) {
		err := each(records, func(kind byte, record []byte) error {
			switch kind {
			case ownRecord:
				return own(record)
			case patchRecord:
				p, err := parsePatch(record)
				if err != nil {
					return err
				}
				return mend(p)
			}
			return errRecord
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// writer patches files.
type writer struct {
	folder string
	files  map[string]*os.File // open ones; nil is none
}

// atOnce is how many files a writer has open.
const atOnce = 256

func (w *writer) patch(p patch) error {
	f, known := w.files[p.path]
	if !known {
		if len(w.files) >= atOnce {
			if err := w.close(); err != nil {
				return err
			}
		}
		var err error
		f, err = os.OpenFile(filepath.Join(w.folder, filepath.FromSlash(p.path)), os.O_RDWR, 0)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		w.files[p.path] = f
	}
	if f == nil {
		return nil
	}
	var guard [GuardSize]byte
	if n, _ := f.ReadAt(guard[:], 0); n < len(guard) || !bytes.Equal(guard[:], p.guard[:]) {
		return nil
	}
	_, err := f.WriteAt(p.data, p.offset)
	return err
}

// close makes what was patched durable.
func (w *writer) close() error {
	var errs []error
	for path, f := range w.files {
		if f != nil {
			errs = append(errs, Sync(f), f.Close())
		}
		delete(w.files, path)
	}
	return errors.Join(errs...)
}
