package sqlite

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"math"
	"os"
	"time"

	"github.com/dodev/dodev/storage"
)

// bookmark is a moment of an object's history. As text they are ordered by time, as the platform's are.
type bookmark struct {
	epoch uint32
	seq   uint64
}

// last is the number of a bookmark that stands for the end of its epoch, which has not come when it is made.
const last = math.MaxUint64

var errNotBookmark = errors.New("The bookmark is invalid: it is not one of this Durable Object.")

// text answers the bookmark as scripts know it. Its last part tells an object's bookmarks from others.
func (b bookmark) text(obj storage.Object) string {
	head := fmt.Sprintf("%08x-%08x-%08x", b.epoch, uint32(b.seq>>32), uint32(b.seq))
	sum := sha256.Sum256(append([]byte(head+obj.Namespace), obj.ID[:]...))
	return fmt.Sprintf("%s-%x", head, sum[:16])
}

func parseBookmark(obj storage.Object, text string) (b bookmark, err error) {
	var high, low uint32
	if n, _ := fmt.Sscanf(text, "%08x-%08x-%08x-", &b.epoch, &high, &low); n != 3 {
		return b, errNotBookmark
	}
	b.seq = uint64(high)<<32 | uint64(low)
	if b.text(obj) != text {
		return b, errNotBookmark
	}
	return b, nil
}

// at answers the moment that was the present at a time.
func (h *history) at(when int64) (bookmark, error) {
	var found *bookmark
	var first int64
	err := h.each(func(_ *os.File, _ int64, r header) bool {
		if first == 0 {
			first = r.Time
		}
		if r.Time <= when {
			found = &bookmark{r.Epoch, r.Seq}
		}
		return true
	})
	if err == nil && found == nil {
		err = tooEarly(first)
	}
	if err != nil {
		return bookmark{}, err
	}
	return *found, nil
}

func tooEarly(first int64) error {
	return fmt.Errorf("dodev keeps the history of a Durable Object from the first time it asks for a bookmark, and for 30 days. "+
		"This one can go back to %s and no further.", time.UnixMilli(first).UTC().Format(time.RFC3339Nano))
}

// each visits every record.
func (h *history) each(visit func(f *os.File, at int64, r header) bool) error {
	list, err := segments(h.dir)
	for _, s := range list {
		var f *os.File
		if f, err = os.Open(s.path); err != nil {
			return err
		}
		going := true
		err = scan(f, func(at int64, r header) bool {
			going = visit(f, at, r)
			return going
		})
		if err = errors.Join(err, f.Close()); err != nil || !going {
			return err
		}
	}
	return err
}

// find answers where the records for a moment begin, and the number of the last.
func (h *history) find(b bookmark) (from segment, to uint64, err error) {
	list, err := segments(h.dir)
	if err != nil {
		return from, 0, err
	}
	found := false
	for _, s := range list {
		if s.epoch == b.epoch && s.seq <= b.seq {
			from, found = s, true
		}
	}
	if !found {
		if len(list) == 0 {
			return from, 0, errHistoryDamaged
		}
		if s := list[0]; b.epoch < s.epoch || b.epoch == s.epoch && b.seq < s.seq {
			first, err := firstRecord(s.path)
			return from, 0, errors.Join(err, tooEarly(first.Time))
		}
		return from, 0, errNotBookmark
	}
	f, err := os.Open(from.path)
	if err != nil {
		return from, 0, err
	}
	err = scan(f, func(_ int64, r header) bool {
		if r.Seq <= b.seq {
			to = r.Seq
		}
		return true
	})
	if err = errors.Join(err, f.Close()); err == nil && b.seq != last && to != b.seq {
		err = errNotBookmark // of a future that never was
	}
	return from, to, err
}

// state answers the database as it was after the record with the number to.
func (s segment) state(to uint64) (data []byte, size uint32, err error) {
	f, err := os.Open(s.path)
	if err != nil {
		return nil, 0, err
	}
	var failed error
	err = scan(f, func(at int64, r header) bool {
		if r.Seq > to {
			return false
		}
		var pages []byte
		if pages, failed = pagesOf(f, at, r); failed != nil {
			return false
		}
		size = r.PageSize
		if n := int(r.Total) * int(size); n <= len(data) {
			data = data[:n]
		} else {
			data = append(data, make([]byte, n-len(data))...)
		}
		for len(pages) > 0 {
			page := pages[:4+size]
			pages = pages[4+size:]
			if at := (int(uint32(page[0])<<24|uint32(page[1])<<16|uint32(page[2])<<8|uint32(page[3])) - 1) * int(size); at < len(data) {
				copy(data[at:], page[4:])
			}
		}
		return true
	})
	return data, size, errors.Join(err, failed, f.Close())
}
