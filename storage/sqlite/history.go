package sqlite

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/dodev/dodev/storage/journal"
)

const (
	// kept is how long the history of an object goes back, as on the platform.
	kept = 30 * 24 * time.Hour
	// maxHistory bounds it in bytes: the oldest segments go first.
	maxHistory = 1 << 30
)

// history is what an object was, from the first time a script asked for a bookmark on: a folder of segments. Each
// begins with all pages of the database, and goes on with those that each commit wrote. A segment is named by the epoch and
// the number of its first record. The epoch grows when the object goes back.
//
// The number of the last commit also stands in the database. When they differ, because a process died between
// the two, a new segment begins.
type history struct {
	dir   string
	now   func() time.Time
	epoch uint32
	seq   uint64   // of the last commit
	file  *os.File // the last segment, nil if the next record begins one
	base  int64    // bytes of its first record
	size  int64

	salt   [8]byte // of the log as it was at the last record
	frames int32   // how many of its frames are recorded
}

// segment is one file of a history.
type segment struct {
	path  string
	epoch uint32
	seq   uint64
}

func segments(dir string) ([]segment, error) {
	files, err := os.ReadDir(dir) // sorted
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	var list []segment
	for _, f := range files {
		s := segment{path: filepath.Join(dir, f.Name())}
		if n, _ := fmt.Sscanf(f.Name(), "%08x-%016x", &s.epoch, &s.seq); n == 2 {
			list = append(list, s)
		}
	}
	return list, err
}

// openHistory opens the history of a database whose last commit had the number seq; nil if it has none.
func openHistory(dir string, seq uint64, now func() time.Time) (*history, error) {
	list, err := segments(dir)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	h := &history{dir: dir, now: now, seq: seq}
	last := list[len(list)-1]
	f, err := os.OpenFile(last.path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	var final header
	err = scan(f, func(at int64, r header) bool {
		if at == 0 {
			h.base = r.length()
		}
		final, h.size = r, at+r.length()
		return true
	})
	switch {
	case err != nil || h.size == 0:
		h.epoch = last.epoch
	case final.Seq == seq: // what is behind it was not written whole
		if h.epoch, h.file = final.Epoch, f; f.Truncate(h.size) == nil {
			_, err = f.Seek(h.size, 0)
			return h, err
		}
	case final.Seq > seq: // a power failure took from the database what the history has
		h.epoch = final.Epoch + 1
	default:
		h.epoch = final.Epoch
	}
	h.file = nil
	return h, errors.Join(err, f.Close())
}

// newHistory begins the history of a database that has none.
func newHistory(dir string, seq uint64, now func() time.Time) (*history, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	return &history{dir: dir, now: now, seq: seq}, journal.SyncFolder(filepath.Dir(dir))
}

func (h *history) close() {
	if h.file != nil {
		_ = h.file.Close() // it was synced when that mattered
		h.file = nil
	}
}

// record adds the commit that was just made, whose number is seq.
func (h *history) record(c *conn, seq uint64) error {
	h.seq = seq
	salt, size, err := logHeader(c.wal)
	if err != nil {
		return err
	}
	from := h.frames
	if salt != h.salt { // the log began anew
		from = 0
	}
	h.salt, h.frames = salt, *at[int32](c.logged)
	if h.file == nil || h.size > 4*h.base+4<<20 {
		return h.begin(c, size)
	}
	pages, total, err := logPages(c.wal, size, from, h.frames)
	if err != nil {
		return err
	}
	return h.write(pages, size, total)
}

// begin begins a segment with the whole database.
func (h *history) begin(c *conn, size uint32) error {
	data, err := c.Serialize("main")
	if err != nil {
		return err
	}
	if h.file != nil { // commits that are still to be synced are in it
		if err := journal.Sync(h.file); err != nil {
			return err
		}
	}
	h.close()
	return h.beginWith(data, size)
}

func (h *history) beginWith(data []byte, size uint32) (err error) {
	path := filepath.Join(h.dir, fmt.Sprintf("%08x-%016x", h.epoch, h.seq))
	if h.file, err = os.Create(path); err != nil {
		return err
	}
	h.base, h.size = 0, 0
	var pages []byte
	total := uint32(0)
	for page := range slices.Chunk(data, int(size)) {
		total++
		pages = binary.BigEndian.AppendUint32(pages, total)
		pages = append(pages, page...)
	}
	if err := h.write(pages, size, total); err != nil {
		return err
	}
	h.base = h.size
	return errors.Join(journal.SyncFolder(h.dir), h.trim())
}

func (h *history) write(pages []byte, size, total uint32) error {
	r := header{
		Epoch: h.epoch, Seq: h.seq, Time: h.now().UnixMilli(), PageSize: size, Total: total,
		Pages: uint32(len(pages)) / (size + 4),
	}
	n, err := h.file.Write(r.encode(pages))
	h.size += int64(n)
	return err
}

// trim removes the segments that are wholly out of time, or of room.
func (h *history) trim() error {
	list, err := segments(h.dir)
	if err != nil {
		return err
	}
	oldest := h.now().Add(-kept).UnixMilli()
	var bytes int64
	for i := len(list) - 1; i > 0; i-- {
		stat, err := os.Stat(list[i].path)
		if err != nil {
			return err
		}
		bytes += stat.Size()
		first, err := firstRecord(list[i].path)
		if err == nil && (first.Time < oldest || bytes > maxHistory) {
			for _, old := range list[:i] {
				err = errors.Join(err, os.Remove(old.path))
			}
			return err
		}
	}
	return nil
}

// logHeader reads what the log's header says of pages.
// https://www.sqlite.org/fileformat2.html#walformat
func logHeader(log *os.File) (salt [8]byte, size uint32, err error) {
	var b [32]byte
	if _, err := log.ReadAt(b[:], 0); err != nil {
		return salt, 0, err
	}
	return [8]byte(b[16:]), binary.BigEndian.Uint32(b[8:]), nil
}

// logPages reads frames of the log, as records have them, and how many pages the database then has.
func logPages(log *os.File, size uint32, from, to int32) (pages []byte, total uint32, err error) {
	if to <= from {
		return nil, 0, fmt.Errorf("the log has %d frames after %d", to, from)
	}
	frame := int64(size) + 24
	b := make([]byte, int64(to-from)*frame)
	if _, err := log.ReadAt(b, 32+int64(from)*frame); err != nil {
		return nil, 0, err
	}
	pages = make([]byte, 0, len(b))
	for f := range slices.Chunk(b, int(frame)) {
		total = binary.BigEndian.Uint32(f[4:])
		pages = append(pages, f[:4]...)
		pages = append(pages, f[24:]...)
	}
	return pages, total, nil
}
