package journal

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// How much a file grows at a time: by what it has, within these.
const (
	leastGrowth = 64 << 10
	mostGrowth  = 4 << 20
)

// segment is one of the two files.
type segment struct {
	path   string
	file   *os.File // nil until it is first used
	size   int64
	end    int64 // where the next group goes
	unsafe bool  // a write failed
}

// write appends a group and makes it durable. After an error the file does not have it, and is not to be written again before
// it begins anew.
func (s *segment) write(group []byte, relaxed bool) error {
	fresh := s.file == nil
	if fresh {
		f, err := os.OpenFile(s.path, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
		if err != nil {
			return err
		}
		s.file = f
	}
	end := s.end
	err := s.append(group)
	if err == nil && !relaxed {
		err = Sync(s.file)
		if fresh && err == nil {
			err = SyncFolder(filepath.Dir(s.path))
		}
	}
	if err != nil {
		s.unsafe = true
		s.end, s.size = end, end
		_ = s.file.Truncate(end) // or else what failed might come back
	}
	return err
}

func (s *segment) append(group []byte) error {
	end := s.end + int64(len(group))
	if end > s.size {
		size := max(end, s.size+min(max(s.size, leastGrowth), mostGrowth))
		if _, err := s.file.WriteAt(make([]byte, size-s.size), s.size); err != nil {
			return err
		}
		s.size = size
	}
	if _, err := s.file.WriteAt(group, s.end); err != nil {
		return err
	}
	s.end = end
	return nil
}

// restart begins the file anew. What it begins with goes first, by itself: a group that is torn may leave it, and it would be
// taken for all that was there, though more came after it.
func (s *segment) restart(relaxed bool) error {
	if s.unsafe || s.size > 2*full {
		return s.remove()
	}
	if s.file != nil {
		if _, err := s.file.WriteAt(make([]byte, headSize), 0); err != nil {
			return err
		}
		if !relaxed {
			if err := Sync(s.file); err != nil {
				return err
			}
		}
	}
	s.end = 0
	return nil
}

// remove closes and deletes the file.
func (s *segment) remove() error {
	var err error
	if s.file != nil {
		err = s.file.Close()
	}
	s.file, s.size, s.end, s.unsafe = nil, 0, 0, false
	if e := os.Remove(s.path); !errors.Is(e, fs.ErrNotExist) {
		err = errors.Join(err, e)
	}
	return err
}
